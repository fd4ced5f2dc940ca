#!/usr/bin/python3
"""matsession config: what it prints, and what it says of a wrong file.

Usage: MATSESSION=build/matsession test_config.py [CLASS[.TEST]]...
"""

import glob
import json
import os
import re
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from program import SOURCE  # noqa: E402
from settings import SettingsTest  # noqa: E402

CONFIGS = os.path.join(SOURCE, "tests", "configs")


def written(rows):
    """The rows of --json as a file: JSON's values are YAML."""
    lines = ["config: 1"]
    for row in rows:
        section, name = row["key"].split(".")
        if section + ":" not in lines:
            lines.append(section + ":")
        lines.append(f"  {name}: {json.dumps(row['value'])}")
    return "\n".join(lines) + "\n"


def values(rows):
    return {row["key"]: row["value"] for row in rows}


class Printed(SettingsTest):
    """What is printed of a good file, and of none."""

    def test_every_key_is_there_once(self):
        wanted, within = [], ""
        for section, key in re.findall(r"^(?:\.Ss (.*)|\.It Cm (.*))$",
                                       self.page("matsession-config.5"), re.M):
            within = section or within
            if key:
                wanted.append(within + "." + re.sub(r"[\\&]", "", key))
        self.assertGreater(len(wanted), 10)
        self.assertEqual(wanted, [row["key"] for row in self.rows()])
        page, _ = self.config()
        self.assertEqual(wanted, [row[0] for row in self.page_rows(page)])

    def test_without_a_file_all_are_defaults(self):
        page, said = self.config()
        self.assertEqual("", said)
        self.assertEqual(
            os.path.join(self.home.config, "config.yaml") +
            ": there is none; everything is at its default",
            page.splitlines()[0])
        self.assertEqual({"default"},
                         {row[2] for row in self.page_rows(page)})
        for row in self.rows():
            self.assertEqual({"key", "value", "from"}, set(row))
            self.assertEqual("default", row["from"])

    def test_the_page_is_exact(self):
        path = self.write("# mine\nconfig: 1\nsound:\n  level: 40\n"
                          "notify: {by: off}\nspeech:\n  command:\n"
                          "    - say\n    - 'a \"b\"'\n    - '{rate}'\n")
        self.assertEqual(
            (f"{path}\n"
             "\n"
             "sound.chimes       yes         default\n"
             "sound.voice        yes         default\n"
             "sound.level        40          line 4\n"
             "sound.night-level  40          default\n"
             "\n"
             'speech.command     [say, "a \\"b\\"", "{rate}"]  line 8\n'
             "speech.language    en          default, unused: speech.command "
             "has no {language}\n"
             "speech.rate        150         default\n"
             "\n"
             "notify.by          off         line 5\n"
             "notify.steps       away        default, unused: notify.by is "
             "off\n"
             "notify.escape      none        default, unused: notify.by is "
             "off\n"
             "\n"
             "session.hooks      yes         default\n"
             "session.inhibit    yes         default\n", ""), self.config())

    def test_json_is_typed_and_placed(self):
        path = self.write("config: 1\nsound: {voice: no, level: 7}\n"
                          "speech: {command: [a, \"\\u00fc\"]}\n")
        rows = {row["key"]: row for row in self.rows()}
        place = {"from": "file", "file": path}
        self.assertEqual({"key": "sound.voice", "value": False, **place,
                          "line": 2, "column": 16}, rows["sound.voice"])
        self.assertEqual({"key": "sound.level", "value": 7, **place,
                          "line": 2, "column": 27}, rows["sound.level"])
        self.assertEqual({"key": "speech.command", "value": ["a", "\u00fc"],
                          **place, "line": 3, "column": 19,
                          "unused": "sound.voice is no"},
                         rows["speech.command"])
        self.assertEqual({"key": "notify.by", "value": "auto",
                          "from": "default"}, rows["notify.by"])

    def test_what_it_prints_sets_the_same(self):
        for path in sorted(glob.glob(os.path.join(CONFIGS, "good", "*.yaml"))):
            with self.subTest(file=os.path.basename(path)):
                with open(path, "rb") as file:
                    self.write(file.read())
                rows = self.rows()
                page, _ = self.config()
                self.write(written(rows))
                again = self.rows()
                self.assertEqual(values(rows), values(again))
                self.assertEqual({"file"}, {row["from"] for row in again})
                text = "config: 1\n"
                for key, value, _ in self.page_rows(page):
                    section, name = key.split(".")
                    head = f"\n{section}:\n"
                    text += head[1:] if head not in text else ""
                    text += f"  {name}: {value}\n"
                self.write(text)
                self.assertEqual(values(rows), values(self.rows()))

    def test_a_place_is_that_of_its_diagnostic(self):
        """Every value as it is, then the same with what cannot be right."""
        self.write(written(self.rows()))
        rows = self.rows()
        lines = written(rows).splitlines()
        for row in rows:
            before = lines[row["line"] - 1][:row["column"] - 1]
            self.assertRegex(before, r"^  [a-z-]+: $")
            broken = list(lines)
            broken[row["line"] - 1] = before + "'~'"
            path = self.write("\n".join(broken) + "\n")
            _, said = self.config(status=5)
            self.assertTrue(said.startswith(
                f"{path}:{row['line']}:{row['column']}: {row['key']}: "), said)

    def test_arguments_are_refused(self):
        self.config("sound.level", status=2)


class Unused(SettingsTest):
    """A setting that something switches off is said to be without effect."""

    def unused(self, **changes):
        return {row["key"]: row["unused"] for row in self.rows(**changes)
                if "unused" in row}

    def test_the_environment(self):
        off = self.unused(MATSESSION_SPEAKER="")
        self.assertEqual({"MATSESSION_SPEAKER is empty"}, set(off.values()))
        self.assertEqual([row["key"] for row in self.rows()
                          if row["key"].startswith(("sound.", "speech."))],
                         list(off))
        self.assertEqual({}, self.unused(MATSESSION_SPEAKER="/bin/true"))
        self.assertEqual({}, self.unused())

    def test_other_settings(self):
        self.write("config: 1\nsound: {voice: no}\nnotify: {by: bell}\n")
        self.assertEqual(
            {"speech.command": "sound.voice is no",
             "speech.language": "sound.voice is no",
             "speech.rate": "sound.voice is no",
             "notify.escape": "notify.by is bell"}, self.unused())


class Wrong(SettingsTest):
    """A file with mistakes, and what is no file."""

    def test_every_mistake_is_told_and_the_defaults_are_printed(self):
        defaults = values(self.rows())
        paths = sorted(glob.glob(os.path.join(CONFIGS, "bad", "*.yaml")))
        self.assertGreater(len(paths), 40)
        for bad in paths:
            with self.subTest(file=os.path.basename(bad)):
                with open(bad, "rb") as file:
                    path = self.write(file.read())
                with open(bad[:-len("yaml")] + "expect",
                          encoding="utf-8") as file:
                    expected = "".join(f"{path}:{line}" for line in file)
                page, said = self.config(status=5)
                self.assertTrue(said.startswith(expected), said)
                more = rf"(?:{re.escape(path)}: and \d+ more\n)?"
                self.assertRegex(said[len(expected):], rf"\A{more}\Z")
                self.assertEqual(
                    f"{path}: no session starts until it is corrected; the "
                    "defaults are", page.splitlines()[0])
                rows = self.rows(status=5)
                self.assertEqual(defaults, values(rows))
                self.assertEqual({"default"}, {row["from"] for row in rows})

    def test_a_session_and_doctor_say_the_same(self):
        self.home.screened()
        self.write("config: 1\nsound:\n  level: 400\n")
        _, said = self.config(status=5)
        done = self.run_program("start", "feet", "--confirm")
        self.assert_status(5, done, "start with a wrong file")
        self.assertEqual(said.encode(), done.stderr)
        checks = [json.loads(line) for line in
                  self.run_program("doctor", "--json").stdout.splitlines()]
        self.assertEqual([("fails", said.strip())],
                         [(c["state"], c["text"]) for c in checks
                          if c["check"] == "config"])

    def test_what_is_no_file(self):
        path = os.path.join(self.home.config, "config.yaml")
        os.makedirs(self.home.config)
        for make, why in (
                (os.mkdir, "Is a directory"),
                (os.mkfifo, "it is no regular file"),
                (lambda at: os.symlink("/dev/zero", at),
                 "it is no regular file"),
                (lambda at: os.symlink("config.yaml", at),
                 "Too many levels of symbolic links"),
                (lambda at: os.symlink("nothing.yaml", at),
                 "it is a link that leads nowhere")):
            with self.subTest(why=why):
                make(path)
                page, said = self.config(status=1)
                self.assertEqual(f"matsession: cannot read {path}: {why}\n",
                                 said)
                self.assertEqual(
                    f"{path}: no session starts until it can be read; the "
                    "defaults are", page.splitlines()[0])
                self.assertEqual({"default"},
                                 {r["from"] for r in self.rows(status=1)})
                check, = [json.loads(line) for line in self.run_program(
                    "doctor", "--json").stdout.splitlines()
                          if b'"config"' in line]
                self.assertEqual(f"{path} cannot be read: {why}.",
                                 check["text"])
                (os.rmdir if os.path.isdir(path) else os.unlink)(path)

    def test_a_file_that_is_too_large_is_told_as_a_plan_is(self):
        path = self.write(b"config: 1\n" + b"#" * (1 << 20))
        _, said = self.config(status=5)
        plan = self.home.write("plans/big.yaml", b"#" * ((1 << 20) + 1))
        done = self.run_program("check", "big")
        self.assertEqual(done.stdout.decode().splitlines()[0][len(plan):],
                         said.strip()[len(path):])

    def test_one_that_others_can_write_is_warned_of(self):
        self.home.write("config.yaml", "config: 1\n", mode=0o666)
        _, said = self.config()
        self.assertRegex(said, r"config\.yaml: warning: can be written by "
                               r"others; chmod go-w keeps it yours\n\Z")

    def test_a_folder_with_a_hostile_name(self):
        folder = os.path.join(os.fsencode(self.home.root),
                              b"e\x1b[2J\xff" + b"\xc3\xbc")
        os.makedirs(os.path.join(folder, b"matsession"))
        with open(os.path.join(folder, b"matsession/config.yaml"), "w",
                  encoding="utf-8") as file:
            file.write("config: 1\nsound: {level: 1}\n")
        rows = self.rows(XDG_CONFIG_HOME=os.fsdecode(folder))
        self.assertEqual(
            [f"{self.home.root}/e?[2J?\u00fc/matsession/config.yaml"],
            [row["file"] for row in rows if row["from"] == "file"])
        page, _ = self.config(XDG_CONFIG_HOME=os.fsdecode(folder))
        self.assertIn("sound.level        1           line 2\n", page)


if __name__ == "__main__":
    unittest.main()
