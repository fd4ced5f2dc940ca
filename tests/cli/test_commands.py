#!/usr/bin/python3
"""Single commands of matsession, from scripts.

Usage: MATSESSION=build/matsession test_commands.py [CLASS[.TEST]]...
"""

import json
import os
import pty
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from program import SOURCE, ProgramTest, shown  # noqa: E402

PLAN = """\
plan: 1
title: Pausa \u00fcber \u65e5\u672c
steps:
  - kind: rest
    duration: 5s
"""


class Show(ProgramTest):
    """What `show` writes is the plan."""

    def on_a_terminal(self, *arguments):
        master, slave = pty.openpty()
        with os.fdopen(master, "rb", buffering=0) as reader:
            with os.fdopen(slave, "wb") as writer:
                done = self.run_program(*arguments, stdout=writer)
            output = b""
            while True:
                try:
                    output += reader.read(65536)
                except OSError:
                    return done, output

    def test_a_built_in_plan_is_the_file_it_was_made_from(self):
        with open(os.path.join(SOURCE, "sessions", "evening.yaml"),
                  "rb") as file:
            done = self.run_program("show", "evening", env={"LC_ALL": "C"})
            self.assertEqual(file.read(), done.stdout)

    def test_a_pipe_gets_the_bytes(self):
        for text in (PLAN, PLAN.replace("\n", "\r\n"), PLAN.rstrip(), "",
                     "plan: 1\r\ntitle: \x1b[2J\x00 behind a NUL\r\n",
                     b"not UTF-8: \xff\xfe\n"):
            path = self.home.write("mine.yaml", text)
            with open(path, "rb") as file:
                plan = file.read()
            for locale in ("C.UTF-8", "C"):
                with self.subTest(text=text, locale=locale):
                    done = self.run_program("show", path,
                                            env={"LC_ALL": locale})
                    self.assert_status(0, done, "a wrong plan is shown too")
                    self.assertEqual(plan, done.stdout)

    def test_a_terminal_gets_nothing_that_steers_it(self):
        path = self.home.write(
            "mine.yaml", PLAN.replace("\n", "\r\n") + "# \x1b[2J\x00\r.\r\n")
        done, output = self.on_a_terminal("show", path)
        lines = output.replace(b"\r\n", b"\n")
        self.assert_no_control(lines, "on a terminal")
        self.assertEqual(PLAN + "# ?[2J??.\n", lines.decode(),
                         shown(done.stderr))

    def test_a_file_that_is_too_large_is_said_once(self):
        path = self.home.write("mine.yaml", "#" * (1 << 20) + "\n")
        done = self.run_program("show", path)
        self.assert_status(1, done, "it cannot be read")
        self.assertEqual(1, done.stderr.count(b"\n"), shown(done.stderr))


class Usage(ProgramTest):
    """Command lines that are wrong, and what is said about them."""

    def assert_usage(self, arguments, words):
        done = self.run_program(*arguments)
        self.assert_status(2, done, "the command line is wrong")
        self.assertIn(words, done.stderr.decode())
        self.assertEqual(b"", done.stdout)

    def test_what_may_have_been_meant(self):
        for arguments, word in (
                (["strat"], "start"), (["start", "feet", "--plan"], "--plain"),
                (["start", "feet", "--stage", "setled"], "settled"),
                (["start", "feet", "--skip", "nek"], "neck"),
                (["help", "stat"], "start"), (["help", "kes"], "keys"),
                (["about", "safty"], "safety"),
                (["screen", "--set", "blood-thiners=yes"], "blood-thinners"),
                (["screen", "--set", "moles-lesions=yes@fet"], "feet")):
            with self.subTest(arguments=arguments):
                self.assert_usage(arguments, f'; did you mean "{word}"?')

    def test_what_goes_with_what_in_screen(self):
        for arguments, words in (
                (["--show", "--none"], "--show and --none exclude"),
                (["--plain", "--show"], "--plain and --show exclude"),
                (["--set", "epilepsy=no", "--show"], "exclude each other"),
                (["--clear", "epilepsy"], "--clear needs --by WHO as well"),
                (["--none", "--by", "x"], "--by needs --clear ID as well")):
            with self.subTest(arguments=arguments):
                self.assert_usage(["screen", *arguments], words)

    def test_behind_two_dashes_nothing_is_an_option(self):
        for word in ("--help", "--version", "-h"):
            with self.subTest(word=word):
                done = self.run_program("start", "--", word)
                self.assert_status(6, done, "there is no such plan")
                self.assertIn(f'no plan is called "{word}"',
                              done.stderr.decode())
        self.assert_usage(["start", "--"], "start needs PLAN")
        self.assert_usage(["list", "--", "--help"], "one argument too many")
        self.assert_usage(["--", "--help"], 'unknown command "--help"')

    def test_no_argument_begins_a_line_of_its_own(self):
        for arguments in (["--foo\nmatsession: all fine"],
                          ["start", "feet", "--foo\nmatsession: all fine"],
                          ["start", "feet", "--foo\nbar=x"]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assert_status(2, done, "no such option")
                self.assertEqual(2, done.stderr.count(b"\n"),
                                 shown(done.stderr))


class Check(ProgramTest):
    """check --json."""

    def test_a_problem_is_utf_8_like_a_fact(self):
        path = self.home.write("plans/\u00fcber.yaml",
                               PLAN.replace("kind: rest", "kind: r\u00e4st"))
        done = self.run_program("check", "--json", path,
                                env={"LC_ALL": "C"})
        self.assert_status(5, done, "a wrong plan")
        self.assertIn("\u00fcber.yaml".encode(), done.stdout)
        problem = json.loads(done.stdout.decode())
        self.assertEqual(path, problem["file"])
        self.assertEqual("steps[0].kind", problem["path"])
        self.assertIn("r\u00e4st", problem["message"])
        self.assertEqual((4, 11, "error"), (problem["line"],
                                            problem["column"],
                                            problem["level"]))


class Render(ProgramTest):
    """What `render` says before it writes; here no program does that."""

    ROW = """\
  - id: own-{0}
    title: "Own row {0}, whose title is as long as a title may well be, or so"
    group: general
    question: "Is it so?"
    severity: ask
    areas: [mat]
    transient: true
    why: "So."
    say: "Ask."
    sources: [P]
    grade: P
"""

    def render(self):
        return self.run_program("render", "feet", "-o",
                                os.path.join(self.home.root, "feet.wav"))

    def test_all_of_today_is_named_however_much_it_is(self):
        names = [a + b for a in "abcdefghi" for b in "abcdefghij"]
        self.home.write("tables/mine.yaml", "rows:\n" + "".join(
            self.ROW.format(name) for name in names))
        self.run_program("screen", "--none")
        told = b" ".join(self.render().stdout.split()).decode()
        for name in names:
            self.assertIn(f"Own row {name}, whose", told)
        self.assertIn("or so. ", told)

    def test_a_speaker_that_is_switched_off_is_named(self):
        done = self.render()
        self.assert_status(1, done, "nobody writes the file")
        self.assertIn(b"MATSESSION_SPEAKER is set and empty", done.stderr)


if __name__ == "__main__":
    unittest.main()
