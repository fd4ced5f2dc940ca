#!/usr/bin/python3
"""What the manual pages say of plans and settings is what the loader does.

Usage: MATSESSION=build/matsession test_man_files.py [CLASS[.TEST]]...
"""

import json
import os
import re
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from described import DescribedTest  # noqa: E402
from mdoc import items, plain, sections  # noqa: E402
from plan_values import STEPS, VALUES  # noqa: E402
from program import shown  # noqa: E402


class Plan(DescribedTest):
    """What matsession-plan.5 says is what the loader does."""

    def setUp(self):
        super().setUp()
        self.parts = sections(self.page("matsession-plan.5"))

    def keys(self, of_what):
        return dict(items(self.parts[f"KEYS OF A {of_what}"]))

    def errors(self, kind, values, head=None):
        """What `check` has against a plan with one such step."""
        lines = ["plan: 1", "title: T"]
        if head:
            lines = [line for line in lines
                     if line.split(":")[0] not in head]
            lines += [f"{k}: {v}" for k, v in head.items() if v is not None]
        lines += ["steps:", "  - {kind: rest, duration: 1s}",
                  f"  - kind: {kind}"]
        lines += [f"    {key}: {value}" for key, value in values.items()]
        path = self.home.write("plans/probe.yaml", "\n".join(lines) + "\n")
        done = self.run_program("check", "--json", path)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return [f for f in found if f["level"] == "error"]

    def named(self, text, words):
        found = re.search(words + r" ([a-z, ]+)\. ", text)
        return set(found.group(1).split(", ")) if found else set()

    def test_every_key_has_a_text(self):
        for what in ("PLAN", "STEP", "CUE"):
            for key, text in self.keys(what).items():
                self.assertRegex(text, r"^[A-Z].*Values: ",
                                 f"{key} is not in src/cli/man_plan_keys.c")

    def test_kinds_and_their_keys(self):
        keys = self.keys("STEP")
        self.assertEqual({"kind", *VALUES}, set(keys))
        for kind, step in STEPS.items():
            self.assertEqual([], self.errors(kind, step), kind)
            for key, value in VALUES.items():
                wrong = self.errors(kind, {**step, key: value})
                self.assertEqual(
                    kind in self.named(keys[key], "Goes with"), not wrong,
                    f"{kind}.{key}: {wrong}")
                without = {k: v for k, v in step.items() if k != key}
                self.assertEqual(
                    kind in self.named(keys[key], "Must be there with"),
                    bool(self.errors(kind, without)) and key in step,
                    f"{kind} without {key}")

    def test_words(self):
        for key, text in self.keys("STEP").items():
            words = re.search(r"Values: ([a-z-]+(?:, [a-z-]+)+)\. ", text)
            if not words:
                continue
            allowed = words.group(1).split(", ")
            kind = "point" if key == "side" else "mat"
            wrong = (self.errors("sofa", {}) if key == "kind" else
                     self.errors(kind, {**STEPS[kind], key: "sofa"}))
            self.assertIn("sofa", wrong[0]["message"], key)
            self.assertIn("allowed: " + ", ".join(allowed),
                          wrong[0]["message"])

    def test_words_of_the_head(self):
        for key, text in self.keys("PLAN").items():
            words = re.search(r"Values: ([a-z-]+(?:, [a-z-]+)+)\. ", text)
            if words:
                wrong = self.errors("rest", STEPS["rest"], {key: "sofa"})
                self.assertIn("allowed: " + words.group(1),
                              wrong[0]["message"])

    def test_what_must_be_there(self):
        for key, text in self.keys("PLAN").items():
            if key != "steps":
                self.assertEqual(
                    "It must be there." in text,
                    bool(self.errors("rest", STEPS["rest"], {key: None}))
                    and key in ("plan", "title"), key)

    def test_durations(self):
        kinds = {"duration": "rest", "inhale": "breathe", "exhale": "breathe",
                 "timeout": "wait"}
        for key, text in self.keys("STEP").items():
            limits = re.search(
                r"a duration of (at least|more than) (\S+) and at most "
                r"(\S+)\. ", text)
            self.assertEqual(key in kinds, bool(limits), key)
            if not limits:
                continue
            kind = kinds[key]
            ms = {"s": 1, "m": 60, "h": 3600}
            least, most = (int(t[:-1]) * ms[t[-1]] for t in limits.groups()[1:])
            inside = least if limits.group(1) == "at least" else 1
            for seconds, good in ((inside, True), (inside - 1, False),
                                  (most, True), (most + 1, False)):
                value = {**STEPS[kind], key: spelled(seconds)}
                self.assertEqual(good, not self.errors(kind, value),
                                 f"{key}: {seconds} s")

    def test_lengths(self):
        for what, probe in (
                ("PLAN", lambda k, v: self.errors("rest", STEPS["rest"],
                                                  {k: v})),
                ("STEP", lambda k, v: self.errors("rest", {**STEPS["rest"],
                                                           k: v})),
                ("CUE", lambda k, v: self.errors(
                    "rest", {**STEPS["rest"], "cues":
                             f"[{{at: 1s, {k}: {v}}}]"}))):
            for key, text in self.keys(what).items():
                limit = re.search(r"texts? of at most (\d+) bytes", text)
                if not limit:
                    continue
                most = int(limit.group(1))
                form = "[%s]" if "a list" in text else "%s"
                for size, good in ((most, True), (most + 1, False)):
                    self.assertEqual(
                        good, not probe(key, form % ("x" * size)),
                        f"{key}: {size} bytes")

    def test_lists(self):
        counts = {"sources": lambda n: self.errors(
                      "rest", STEPS["rest"], {"sources": f"[{'S0, ' * n}]"}),
                  "cues": lambda n: self.errors(
                      "rest", {**STEPS["rest"], "cues":
                               f"[{'{at: 0, say: Hm.}, ' * n}]"})}
        for key, text in {**self.keys("PLAN"), **self.keys("STEP")}.items():
            most = re.search(r"At most (\d+) are allowed", text)
            if not most or key == "steps":
                continue
            for count, good in ((int(most.group(1)), True),
                                (int(most.group(1)) + 1, False)):
                self.assertEqual(good, not counts[key](count),
                                 f"{key}: {count}")

    def test_areas_and_positions(self):
        positions = re.search(r"Values: (.*?)\. ",
                              self.keys("STEP")["position"]).group(1)
        for area, text in items(self.parts["AREAS OF THE BODY"]):
            for position in positions.split(", "):
                wrong = [e for e in self.errors("mat", {
                    "area": area, "duration": "1m", "position": position})
                    if e["path"].endswith("position")]
                self.assertEqual(position in text.strip().split(": ")[1].strip(".")
                                 .split(", "),
                                 not wrong, f"{area}, {position}")

    def test_points_and_cues(self):
        for point, _ in items(self.parts["POINTS"]):
            self.assertEqual([], self.errors("point", {"point": point}))
        cues = [cue for cue, _ in items(self.parts["CUES OF THE LIBRARY"])]
        self.assertEqual([], self.errors("rest", {
            "duration": "1m", "cues": "[" + ", ".join(
                f"{{at: 1s, use: {cue}}}" for cue in cues) + "]"}))

    def test_the_example_checks(self):
        text = "\n".join(self.parts["EXAMPLES"])
        text = text.split(".Bd -literal -offset indent\n")[1].split("\n.Ed")[0]
        path = self.home.write("plans/example.yaml", plain(text) + "\n")
        done = self.run_program("check", "--strict", path)
        self.assert_status(0, done, "the example is a good plan")


def spelled(seconds):
    """A duration as a plan has it."""
    parts = ((seconds // 3600, "h"), (seconds // 60 % 60, "m"),
             (seconds % 60, "s"))
    return "".join(f"{n}{unit}" for n, unit in parts if n) or "0s"


class Config(DescribedTest):
    """What matsession-config.5 says is what the loader does."""

    def setUp(self):
        super().setUp()
        self.page5 = self.page("matsession-config.5")
        self.parts = sections(self.page5)

    def works(self, text):
        """Whether the settings are taken."""
        self.home.write("config.yaml", "config: 1\n" + text)
        done = self.run_program("config")
        self.assertIn(done.returncode, (0, 5), shown(done.stderr))
        return done.returncode == 0

    def test_every_key_and_its_values(self):
        for section, lines in sections("\n".join(self.parts["KEYS"]),
                                       ".Ss").items():
            for key, text in items(lines):
                with self.subTest(key=f"{section}.{key}"):
                    self.assertRegex(
                        text, r"^[A-Z].*Values: .*Default: ",
                        "src/store/config_keys.c lacks its meaning")
                    self.probe(f"{section}:\n  {key}: ", text)

    def probe(self, before, text):
        default = re.search(r"Default: (.*?) ?\.? $", text).group(1)
        self.assertTrue(self.works(f"{before}{default}\n"), default)
        self.assertFalse(self.works(f"{before}'~'\n"))
        numbers = re.search(r"a whole number, (\d+) to (\d+)\.", text)
        if numbers:
            least, most = (int(number) for number in numbers.groups())
            for value, good in ((least, True), (most, True),
                                (most + 1, False), (least - 1, False)):
                self.assertEqual(good, self.works(f"{before}{value}\n"), value)
            return
        words = re.search(r"Values: ((?:[a-z0-9]+, )+[a-z0-9]+)\. ", text)
        for word in words.group(1).split(", ") if words else []:
            self.assertTrue(self.works(f"{before}{word}\n"), word)

    def test_the_example_is_taken(self):
        text = self.page5.split(".Bd -literal -offset indent\n")[1]
        text = plain(text.split("\n.Ed")[0]).replace("config: 1\n", "")
        self.assertTrue(self.works(text + "\n"))


if __name__ == "__main__":
    unittest.main()
