"""The JSON Schema of a plan: kept as it is printed, and at one with the loader.

    build/matsession describe plan.schema.json > sessions/schema/plan.schema.json

renews the file after a change.
"""

import glob
import json
import os
import re
import subprocess
import sys
import unittest

import jsonschema
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

import plan_values  # noqa: E402
from plan_values import STEPS  # noqa: E402
from program import PROGRAM, SOURCE  # noqa: E402
from schema import KEPT, Loader, SchemaTest, read  # noqa: E402


# What no schema sees, in plans that are wrong: it is for the loader.
ONLY_THE_LOADER = {
    "alias": "an editor has put in its place what it stands for",
    "cue-outside": "where a step ends takes reckoning",
    "duplicate-key": "an editor keeps the last, or says so by itself",
    "soft-standing": "whether somebody stands may follow from the area",
    "tag": "a tag is gone once the value is read",
    "tag-line": "the same",
}


class Kept(SchemaTest):
    def test_the_file_is_what_the_program_prints(self):
        done = self.run_program("describe", "plan.schema.json")
        self.assert_status(0, done, "describe plan.schema.json")
        self.assertEqual(
            read(KEPT), done.stdout,
            "sessions/schema/plan.schema.json is old; in the folder above "
            "build/, renew it with: build/matsession describe "
            "plan.schema.json > sessions/schema/plan.schema.json")

    def test_it_is_a_schema_of_draft_07(self):
        jsonschema.Draft7Validator.check_schema(self.schema)
        self.assertIn("draft-07", self.schema["$schema"])

    def test_own_rows_change_nothing(self):
        before = self.run_program("describe", "plan.schema.json")
        self.home.write("tables/mine.yaml", "nothing: sensible\n")
        after = self.run_program("describe", "plan.schema.json")
        self.assertEqual(before.stdout, after.stdout)

    def test_every_key_says_what_it_is_for(self):
        parts = [self.schema, *self.schema["definitions"].values()]
        described = 0
        for part in parts:
            for key, value in part.get("properties", {}).items():
                if value is not True:
                    self.assertRegex(value["description"], r"^[A-Z].*\.$", key)
                    described += 1
        self.assertGreater(described, 10)


def _plans(*folder):
    return sorted(glob.glob(os.path.join(SOURCE, *folder, "*.yaml")))


class Plans(SchemaTest):
    """The schema and the loader agree on whole plans."""

    def test_good_ones_pass(self):
        paths = _plans("sessions") + _plans("tests", "plans", "good")
        self.assertGreater(len(paths), 20)
        for path in paths:
            with self.subTest(plan=os.path.basename(path)):
                self.assertEqual([], self.complaints(read(path)))

    def test_bad_ones_are_refused(self):
        paths = _plans("tests", "plans", "bad")
        self.assertGreater(len(paths), 90)
        names = [os.path.basename(path)[:-len(".yaml")] for path in paths]
        self.assertLessEqual(set(ONLY_THE_LOADER), set(names))
        for name, path in zip(names, paths):
            with self.subTest(plan=name):
                if name in ONLY_THE_LOADER:
                    self.assertEqual(
                        [], self.complaints(read(path)),
                        f"take {name} out of ONLY_THE_LOADER")
                else:
                    self.assertTrue(
                        self.complaints(read(path)),
                        f"{name} passes: mend the schema, or say in "
                        "ONLY_THE_LOADER why it cannot see that")


# Values of a key, good and bad; the loader says which are which.
DURATIONS = """0 0s 0m 0h 0m0s 0:00 00s 1 90 1s 5s 05s 59s 60s 61s 90s 999s 1000s
    9999s 10000s 10799s 10800s 10801s 99999s 1m 1m0s 1m5s 1m05s 1m59s 1m60s
    1m1m 30m 30m0s 30m1s 29m59s 99m 100m 179m59s 180m 180m0s 180m1s 181m 200m
    0m5s 0m4s 0m20s 0m21s 0h0m5s 0h5s 0h5m 0h30m 0h30m1s 1h 01h 1h5s 1h59m59s
    1h60m 2h59m59s 3h 3h0m 3h0m0s 3h1s 3h0m1s 3h1m 4h 10h 1s1m 1m1h 1:30 01:30
    0:30 0:05 0:04 0:20 0:21 1:5 1:60 30:00 30:01 99:59 179:59 180:00 180:01
    1:00:00 0:00:05 0:00:04 0:00:20 0:00:21 0:30:00 0:30:01 2:59:59 3:00:00
    3:00:01 1:60:00 1:2:3 1:00:00:00 5min 5M 1.5m 1e3s 0x10s 5,s -5s +5s s
    1d 1h1d 12:34:5 :30 m5""".split()
MOMENTS = DURATIONS + ["-0s", "--5s", "-1:30", "-3h", "-3h1s"]
LONG = "x" * 79
TEXTS = [LONG + "x", LONG + "xx", '"' + LONG + '\\n"', '"' + LONG + 'x\\n"',
         '"' + LONG + 'xx\\n"', '"a\\n\\n"', '"a\\nb"', '"\\n"', '""', '" "',
         '"\\u00a0"', '"\\u3000\\u200b"', '"\\u00a0a"', '"\\u200e"', '"a\\e"',
         '"a\\x9b"', '"a\\x7f"', '"\\u2028"', '"\\ufeff"', '"\\ufffd"',
         '"\\ufffe"', '"\\uffff"', '"\\U0001F600"', '"a\\tb"', "5", "1.5",
         "true", "on", "null", "~", "2026-11-21", "[a]", "{a: b}", "[]"]

VALUES = {**plan_values.VALUES, "colour": "red"}


def _step(kind, **values):
    lines = [f"  - kind: {kind}"]
    lines += [f"    {key}: {value}" for key, value in values.items()]
    return lines


class Values(SchemaTest):
    """The schema and the loader agree on values. A plan has many, and the
    loader names the first twenty that are wrong, so few at a time."""

    AT_ONCE = 12
    HEAD = ["plan: 1", "title: T", "steps:"]

    def wrong_steps(self, steps):
        """The indices of steps with an error: by the loader, by the schema."""
        text = "\n".join(self.HEAD + sum(steps, [])) + "\n"
        done = subprocess.run(
            [PROGRAM, "check", "--json", "-"], input=text.encode(),
            stdout=subprocess.PIPE, timeout=30, check=False,
            env=self.home.environment())
        problems = [json.loads(line) for line in done.stdout.splitlines()]
        # `steps` alone is about all of them: together they take too long.
        found = [re.match(r"steps(?:\[(\d+)\]|$)", p["path"]).group(1)
                 for p in problems if p["level"] == "error"]
        loader = {int(index) for index in found if index}
        schema = {error.absolute_path[1] for error in
                  self.validator.iter_errors(yaml.load(text, Loader))}
        return loader, schema

    def compare(self, cases):
        """Cases are (what, step): every one by itself right or wrong."""
        good = 0
        for at in range(0, len(cases), self.AT_ONCE):
            some = cases[at:at + self.AT_ONCE]
            # One that is always right, so that there is something to do.
            steps = [step for _, step in some] + [_step("rest", duration="1s")]
            loader, schema = self.wrong_steps(steps)
            for index, (what, _) in enumerate(some):
                with self.subTest(value=what):
                    self.assertEqual(index not in loader, index not in schema,
                                     "right for the loader, and the schema")
            good += len(some) - len(loader)
        self.assertGreater(good, 0)
        self.assertLess(good, len(cases))

    def test_durations(self):
        for key, kind in (("duration", "rest"), ("inhale", "breathe"),
                          ("timeout", "wait")):
            self.compare([(f"{key}: {text}",
                           _step(kind, **{**STEPS[kind], key: text}))
                          for text in DURATIONS])

    def test_moments(self):
        self.compare([(f"at: {text}",
                       _step("rest", duration="3h",
                             cues=f"\n    - at: {text}\n      say: Hm."))
                      for text in MOMENTS])

    def test_texts(self):
        self.compare([(f"title: {text!r}",
                       _step("rest", duration="1m", title=text))
                      for text in TEXTS])

    def test_kinds_and_keys(self):
        cases = []
        for kind, step in STEPS.items():
            cases += [(f"{kind} with {key}", _step(kind, **{**step, key: value}))
                      for key, value in VALUES.items()]
            cases += [(f"{kind} without {key}", _step(
                kind, **{k: v for k, v in step.items() if k != key}))
                for key in step]
        self.compare(cases)

    def test_areas_and_positions(self):
        areas = self.schema["definitions"]["area"]["enum"]
        positions = self.schema["definitions"]["position"]["enum"]
        self.compare([(f"{area} {position}",
                       _step("mat", area=area, position=position,
                             duration="3m"))
                      for area in areas for position in positions + ["up"]])

    def test_points_and_sides(self):
        points = self.schema["definitions"]["point"]["enum"]
        sides = self.schema["definitions"]["side"]["enum"]
        self.compare([(f"{point} {side}",
                       _step("point", point=point, side=side))
                      for point in points + ["XX1"] for side in sides])

    def test_cues(self):
        cues = ["{at: 1s, say: Hm.}", "{at: 1s, use: soften}", "{at: 1s}",
                "{say: Hm.}", "{at: 1s, say: Hm., use: soften}",
                "{at: 1s, use: nothing}", "{at: 1s, say: 5}", "{}", "soften",
                "{at: 1s, say: Hm., colour: red}"]
        self.compare([(cue, _step("rest", duration="1m", cues=f"[{cue}]"))
                      for cue in cues])


class Messages(SchemaTest):
    """What editors show is ours where theirs would be a pattern."""

    def test_every_pattern_has_a_message(self):
        patterns = []

        def look(part):
            if isinstance(part, dict):
                if isinstance(part.get("pattern"), str):
                    patterns.append(part)
                for value in part.values():
                    look(value)
            elif isinstance(part, list):
                for value in part:
                    look(value)

        look(self.schema)
        self.assertGreater(len(patterns), 5)
        for part in patterns:
            self.assertRegex(part["patternErrorMessage"], r"^Write .*\.$")
            self.assertEqual(part["patternErrorMessage"],
                             part["errorMessage"])

    def test_every_choice_says_what_it_is(self):
        for name, part in self.schema["definitions"].items():
            if "enum" in part:
                self.assertEqual(len(part["enum"]),
                                 len(part["enumDescriptions"]), name)
                self.assertTrue(all(part["enumDescriptions"]), name)

    def test_every_kind_says_what_it_takes(self):
        rules = [rule["then"] for rule in
                 self.schema["definitions"]["step"]["allOf"] if "then" in rule]
        self.assertEqual(len(STEPS), len(rules))
        for rule in rules:
            taken = [key for key, value in rule["properties"].items() if value]
            for key in taken:
                self.assertRegex(rule["errorMessage"], rf"\b{key}\b")


if __name__ == "__main__":
    unittest.main()
