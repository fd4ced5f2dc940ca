#!/usr/bin/python3
"""The manual pages, the help and the README say what the tables say.

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
from mdoc import items, plain, sections  # noqa: E402
from program import SOURCE  # noqa: E402

PAGES = ("matsession.1", "matsession-plan.5", "matsession-config.5")


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


if __name__ == "__main__":
    unittest.main()
