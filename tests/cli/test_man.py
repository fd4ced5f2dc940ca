#!/usr/bin/python3
"""The manual pages, the help and the README say what the tables say, and what
they say of plans and settings is what the loader does.

Usage: MATSESSION=build/matsession test_man.py [CLASS[.TEST]]...
"""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from described import DescribedTest  # noqa: E402
from links import LinksTest  # noqa: E402
from program import SOURCE, shown  # noqa: E402

PAGES = ("matsession.1", "matsession-plan.5", "matsession-config.5")

ESCAPES = {r"\-": "-", r"\(aq": "'", r"\(ga": "`", r"\(ha": "^",
           r"\(ti": "~", r"\(dq": '"', r"\&": "", r"\e": "\\", "\\ ": " "}


def plain(text):
    """mdoc without its escapes."""
    return re.sub(r"\\(?:\(..|.)", lambda m: ESCAPES[m.group()], text)


def sections(page, macro=".Sh"):
    """Title and lines of each section, or what else `macro` begins."""
    found = {}
    lines = []
    for line in page.splitlines():
        if line.startswith(macro + " "):
            lines = found.setdefault(plain(line[len(macro) + 1:]), [])
        else:
            lines.append(line)
    return found


def items(lines):
    """The entries of lists: the term without macros, and the text behind."""
    found = []
    for line in lines:
        if line.startswith(".It "):
            words = [plain(w) for w in re.findall(r"(?:\\ |\S)+", line)[1:]
                     if w not in ("Cm", "Er", "Ev", "Pa")]
            found.append([" ".join(words), ""])
        elif found and not line.startswith("."):
            found[-1][1] += plain(line) + " "
        elif found and line.startswith(".Li "):
            found[-1][1] += plain(line[4:]) + " "
    return found


class Form(DescribedTest):
    """The pages are good mdoc."""

    def setUp(self):
        super().setUp()
        if not shutil.which("mandoc"):
            self.skipTest("there is no mandoc here")

    def mandoc(self, page, *options):
        return subprocess.run(
            ["mandoc", *options], input=page.encode(), check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode()

    def test_mandoc_has_nothing_to_say(self):
        for name in PAGES:
            # Other pages need not be installed here.
            said = [line for line in
                    self.mandoc(self.page(name), "-T", "lint").splitlines()
                    if "referenced manual not found" not in line
                    and "outdated mandoc.db" not in line]
            self.assertEqual([], said, name)

    def test_they_fit_80_columns(self):
        for name in PAGES:
            text = self.mandoc(self.page(name), "-T", "utf8", "-O", "width=78")
            text = re.sub(".\b", "", text)
            self.assertGreater(len(text), 1000, name)
            for line in text.splitlines():
                self.assertLessEqual(len(line), 80, f"{name}: {line}")


class Program(DescribedTest):
    """matsession.1 against the command line as JSON."""

    def setUp(self):
        super().setUp()
        self.json = self.line()
        self.listed = [c for c in self.json["commands"] if not c["inner"]]
        self.parts = sections(self.page("matsession.1"))

    def test_commands(self):
        commands = sections("\n".join(self.parts["COMMANDS"]), ".Ss")
        self.assertEqual([c["name"] for c in self.listed], list(commands))
        for command in self.listed:
            lines = commands[command["name"]]
            usage = lines[:lines.index(".Pp")]
            self.assertEqual(
                sorted(o for o in command["options"] if o != "help"),
                sorted(re.findall(r"Fl -([a-z-]+)", "\n".join(usage))))
            text = plain(" ".join(lines[len(usage) + 1:]))
            self.assertIn(command["summary"], text)
            for topic in command["topics"]:
                self.assertIn(topic["summary"], text)
            for paragraph in command["text"].split("\n"):
                self.assertIn(paragraph, text)

    def test_options(self):
        found = items(self.parts["OPTIONS"])
        self.assertEqual(len(self.json["options"]), len(found))
        for option, (term, text) in zip(self.json["options"], found):
            letter = f"Fl {option['letter']} , " if option["letter"] else ""
            argument = f" Ar {option['argument']}" if option["argument"] else ""
            self.assertEqual(f"{letter}Fl -{option['name']}{argument}", term)
            self.assertIn(option["help"], text)
            self.assertIn(", ".join(option["words"]), text)
            if option["most"]:
                self.assertIn(f"{option['least']} to {option['most']}", text)
            takers = [c["name"] for c in self.listed
                      if option["name"] in c["options"]]
            if option["name"] not in ("help", "version"):
                self.assertIn(f"Goes with {', '.join(takers)}.", text)

    def test_keys_exits_and_places(self):
        keys = items(self.parts["KEYS"])
        wanted = [[k["label"], k["help"]] for k in self.json["keys"]]
        for moment in self.json["moments"]:
            self.assertIn(f".Ss {moment['title']}", self.parts["KEYS"])
            wanted += [[k["label"], k["help"]] for k in moment["keys"]]
        self.assertEqual(wanted, [[t, x.strip()] for t, x in keys])
        for section, rows, term, text in (
                ("EXIT STATUS", "exits", "shown", "meaning"),
                ("FILES", "files", "path", "text"),
                ("ENVIRONMENT", "environment", "name", "text")):
            self.assertEqual(
                [[row[term], row[text]] for row in self.json[rows]],
                [[t, x.strip()] for t, x in items(self.parts[section])])

    def test_what_scripts_use(self):
        told = "\n".join(self.parts["HOOKS"]).split(".Ss What a hook is told")
        for rows, lines in (("fields", self.parts["STATUS FORMAT"]),
                            ("events", told[0].splitlines()),
                            ("variables", told[1].splitlines())):
            wanted = [[row["name"], row["text"]] for row in self.json[rows]]
            self.assertEqual(wanted, [[t, x.strip()] for t, x in items(lines)])
            for name, text in wanted:
                self.assertRegex(text, r"^[A-Z].*\.$", name)

    def test_requests(self):
        """Each is a command that tells the same, but for `watch`."""
        summaries = {c["name"]: c["summary"] for c in self.listed}
        found = dict(items(self.parts["CONTROL"]))
        self.assertIn("event", found.pop("watch"))
        self.assertEqual(8, len(found))
        for name, text in found.items():
            self.assertEqual(summaries[name], text.strip())

    def test_recipes(self):
        found = sections("\n".join(self.parts["RECIPES"]), ".Ss")
        self.assertEqual([r["title"] for r in self.json["recipes"]],
                         list(found))
        for recipe in self.json["recipes"]:
            lines = found[recipe["title"]]
            text = " ".join(plain(line) for line in lines)
            self.assertIn(recipe["text"], text)
            for part in recipe["parts"]:
                self.assertIn(f"In {part['place']} .Bd ", text)
                self.assertIn("\n" + part["lines"],
                              "\n".join(plain(line) for line in lines))

    def test_examples(self):
        lines = [plain(line) for line in self.parts["EXAMPLES"]]
        for command in self.listed:
            for example in command["examples"]:
                self.assertIn(example["line"], lines)

    def test_the_environment_is_whole(self):
        named = {row["name"] for row in self.json["environment"]}
        for path in glob.glob(os.path.join(SOURCE, "src", "*", "*.c")):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            for name in re.findall(r'getenv\("([A-Z_]+)"\)', text):
                self.assertIn(name, named, path)
            for name in re.findall(r'"(XDG_[A-Z]+_(?:HOME|DIR))"', text):
                self.assertIn(name, named, path)


class Hooks(LinksTest):
    """What the manual says of hooks is what they get."""

    def described(self, rows):
        done = self.run_program("describe", "command-line")
        return [row["name"] for row in json.loads(done.stdout)[rows]]

    def test_variables(self):
        self.hook("session-began")
        self.run_whole("--plain")
        run, = self.said("session-began")
        self.assertEqual(
            sorted(self.described("variables")),
            sorted(set(run["env"]) - set(self.home.environment())))

    def test_events(self):
        events = self.described("events")
        for event in events:
            self.hook(event)
        done = self.run_program("doctor", "--json")
        check, = [c for c in map(json.loads, done.stdout.splitlines())
                  if c["check"] == "hooks"]
        self.assertEqual("ok", check["state"], check)
        self.assertTrue(check["text"].startswith(f"{len(events)} in "), check)


class Help(DescribedTest):
    """The help and the README against the same JSON."""

    def test_each_command(self):
        for command in self.line()["commands"]:
            text = " ".join(self.told("help", command["name"]).split())
            self.assertIn(command["summary"], text)
            for option in command["options"]:
                self.assertRegex(text, f"--{option}\\b")
            for example in command["examples"]:
                self.assertIn(" ".join(example["line"].split()), text)

    def test_the_fields_of_a_status(self):
        text = self.told("help", "status")
        for field in self.line()["fields"]:
            self.assertIn("{" + field["name"] + "}", text)

    def test_the_overview(self):
        overview = self.told("help")
        for command in self.line()["commands"]:
            found = re.search(f"^  {command['name']}\\b", overview, re.M)
            self.assertEqual(not command["inner"], bool(found),
                             command["name"])

    def test_the_readme(self):
        with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as file:
            block = file.read().split("## Commands")[1].split("```")[1]
        self.assertEqual(
            [c["name"] for c in self.line()["commands"] if not c["inner"]],
            re.findall(r"^([a-z-]+)", block, re.M))

    def test_keys_and_exits(self):
        line = self.line()
        keys = " ".join(self.told("help", "keys").split())
        exits = " ".join(self.told("help", "exits").split())
        for key in line["keys"]:
            self.assertIn(f"{key['label']} {key['help']}", keys)
        for row in line["exits"]:
            self.assertIn(f"{row['shown']} {row['meaning']}", exits)


# A step of each kind that is fine, and a value that fits each key.
STEPS = {
    "prepare": {"duration": "1m"}, "on": {"duration": "10s"},
    "mat": {"area": "back", "duration": "3m"}, "off": {"duration": "1m"},
    "rest": {"duration": "1m"}, "breathe": {"duration": "1m"},
    "point": {"point": "HT7"}, "wait": {"title": "Change"},
}
VALUES = {
    "title": "T", "area": "back", "position": "supine", "layer": "shirt",
    "surface": "soft", "duration": "1m", "guidance": "none", "point": "HT7",
    "side": "left", "inhale": "4s", "exhale": "4s", "timeout": "1m",
    "cues": "[{at: 1s, say: Hm.}]",
}


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
        done = self.run_program("doctor", "--json")
        for line in done.stdout.splitlines():
            check = json.loads(line)
            if check["check"] == "config":
                return check["state"] != "fails"
        return self.fail(f"doctor says nothing of config: "
                         f"{shown(done.stdout)}")

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
