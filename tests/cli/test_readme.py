#!/usr/bin/python3
"""What the README shows is what the program does.

Usage: MATSESSION=build/matsession test_readme.py [CLASS[.TEST]]...
"""

import json
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from program import SOURCE  # noqa: E402
from terminal import TerminalTest  # noqa: E402


def source(*path):
    with open(os.path.join(SOURCE, *path), encoding="utf-8") as file:
        return file.read()


def example(heading):
    """The YAML under a heading of the README."""
    return re.search(rf"^## {heading}$.*?^```yaml\n(.*?)^```$",
                     source("README.md"), re.DOTALL | re.MULTILINE).group(1)


class ReadmeTest(TerminalTest):
    def test_the_plan_is_one(self):
        done = self.run_program("check", "--strict", self.home.write(
            "plans/mine.yaml", example("A plan")))
        self.assert_status(0, done, "nothing is wrong in it")

    def test_the_settings_have_no_mistake(self):
        self.home.write("config.yaml", example("Settings"))
        done = self.run_program("doctor", "--json")
        checks = {c["check"]: c for c in map(json.loads,
                                             done.stdout.splitlines())}
        self.assertEqual("ok", checks["config"]["state"], checks["config"])

    def settings(self):
        """Value and origin of each."""
        done = self.run_program("config", "--json")
        self.assert_status(0, done, "the settings are printed")
        return {row["key"]: (row["value"], row["from"])
                for row in map(json.loads, done.stdout.splitlines())}

    def test_the_settings_are_the_defaults(self):
        defaults = self.settings()
        self.assertEqual({"default"}, {origin for _, origin in
                                       defaults.values()})
        self.home.write("config.yaml", example("Settings"))
        self.assertEqual({key: (value, "file") for key, (value, _) in
                          defaults.items()}, self.settings())

    def test_the_line_of_keys_is_the_program_s(self):
        terminal = self.open(
            "start", "evening", "--confirm",
            env={"MATSESSION_SPEAKER": os.path.join(
                     SOURCE, "tests", "support", "bad_speakers", "listens"),
                 "SPEAKER_PIDS": "/dev/null", "SPEAKER_LINES": "/dev/null"})
        terminal.wait_for("m mute")
        line = next(line for line in terminal.screen() if "m mute" in line)
        self.assertIn("\n" + line + "\n", source("README.md"))


if __name__ == "__main__":
    unittest.main()
