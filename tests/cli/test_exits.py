#!/usr/bin/python3
"""What a command line ends with: each exit status, and what is said with it.

Usage: MATSESSION=build/matsession test_exits.py [CLASS[.TEST]]...
"""

import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from program import SOURCE, ProgramTest, shown  # noqa: E402

PLANS = os.path.join(SOURCE, "tests", "plans")


class Statuses(ProgramTest):
    """Each exit status that a command line alone can bring about."""

    def test_0_confirmed_with_a_profile(self):
        done = self.run_program("start", "first-touch", "--confirm",
                                "--speed", "10000")
        self.assert_status(0, done, "a rehearsal runs to its end")

    def test_2_usage(self):
        for arguments in ([], ["stat"], ["start"], ["start", "a", "b"],
                          ["start", "feet", "--minutes", "0"],
                          ["start", "feet", "--minutes", "5m"],
                          ["start", "feet", "--minutes", "31"],
                          ["start", "feet", "--speed", "-1"],
                          ["start", "feet", "--stage", "expert"],
                          ["start", "feet", "--skip", "ear"],
                          ["start", "feet", "--plain", "--json"],
                          ["start", "feet", "--nonsense"],
                          ["start", "feet", "--minutes"],
                          ["list", "--json"], ["help", "stat"],
                          ["screen", "--set", "blood-thinners"],
                          ["screen", "--set", "blood-thinners=perhaps"],
                          ["screen", "--set", "no-such-row=yes"],
                          ["screen", "--clear", "blood-thinners"],
                          ["screen", "--by", "Dr Okoro"],
                          ["screen", "--show", "--none"]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assert_status(2, done, "the command line is wrong")
                self.assertEqual(b"", done.stdout, "problems go to stderr")
                self.assertNotEqual(b"", done.stderr, "and are said")

    def test_2_says_what_was_meant(self):
        done = self.run_program("strat", "evening")
        self.assert_status(2, done, "no such command")
        self.assertIn(b'did you mean "start"?', done.stderr)

    def test_3_refused(self):
        done = self.run_program("screen", "--set", "bp-high-uncontrolled=yes")
        self.assert_status(0, done, "an answer can be set")
        done = self.run_program("start", "evening", "--confirm")
        self.assert_status(3, done, "high pressure refuses a session")
        self.assertIn(b"does not start today", done.stderr)
        self.assertIn(b"grade", done.stderr, "a refusal names its grade")
        self.assertEqual(b"", done.stdout)

    def test_3_stays_whatever_the_options(self):
        self.run_program("screen", "--set", "bp-high-uncontrolled=yes")
        for options in (["--opt-in"], ["--minutes", "1"], ["--speed", "60"],
                        ["--stage", "first"], ["--skip", "feet"],
                        ["--json"], ["--plain", "--quiet"]):
            with self.subTest(options=options):
                done = self.run_program("start", "evening", "--confirm",
                                        *options)
                self.assert_status(3, done, "no option skips an avoid row")

    def test_3_nothing_left_to_do(self):
        done = self.run_program("start", "feet", "--skip", "feet", "--confirm")
        self.assert_status(3, done, "a plan without its mat does not start")

    def test_4_without_confirm_shows_the_questions(self):
        done = self.run_program("start", "first-touch")
        self.assert_status(4, done, "nobody is there to answer")
        self.assertIn(b"Sunburn today?", done.stderr)
        self.assertIn(b"--confirm", done.stderr, "the way out is named")
        self.assertEqual(b"", done.stdout)

    def test_4_screening_without_a_terminal(self):
        done = self.run_program("screen")
        self.assert_status(4, done, "a screening needs somebody")

    def test_5_a_wrong_plan(self):
        path = os.path.join(PLANS, "bad", "near-key.yaml")
        for command in (["start", path, "--confirm"], ["preview", path],
                        ["check", path]):
            with self.subTest(command=command):
                done = self.run_program(*command)
                self.assert_status(5, done, "a wrong plan is 5")
                self.assertIn(b"near-key.yaml:", done.stdout + done.stderr,
                              "with its place")

    def test_6_no_such_plan(self):
        done = self.run_program("start", "evenng", "--confirm")
        self.assert_status(6, done, "there is no such plan")
        self.assertIn(b'did you mean "evening"?', done.stderr,
                      shown(done.stderr))
        done = self.run_program("start", "./evening", "--confirm")
        self.assert_status(6, done, "a slash makes it a file")

    def test_1_an_unreadable_plan(self):
        done = self.run_program("check", self.home.root + "/")
        self.assertIn(done.returncode, (1, 6), "a folder is no plan")
        self.assertNotEqual(b"", done.stderr)

    def test_help_is_0_and_on_stdout(self):
        for arguments in (["--help"], ["-h"], ["help"], ["--version"], ["-V"],
                          ["start", "--help"], ["help", "start"],
                          ["help", "keys"], ["help", "exits"],
                          ["about", "evidence"], ["about", "sources"],
                          ["about", "safety"], ["list"], ["show", "evening"]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assert_status(0, done, "help is no error")
                self.assertNotEqual(b"", done.stdout)
                self.assertEqual(b"", done.stderr)

    def test_full_stdout_is_1(self):
        for arguments in (["help"], ["list"], ["preview", "evening"],
                          ["about", "safety"]):
            with self.subTest(arguments=arguments), \
                    open("/dev/full", "wb") as full:
                done = self.run_program(*arguments, stdout=full)
                self.assertEqual(1, done.returncode, shown(done.stderr))
                self.assertIn(b"cannot write", done.stderr)


class Unscreened(ProgramTest):
    """Without a profile nothing starts unasked."""

    screened = False

    def test_4_without_a_profile_whatever_is_confirmed(self):
        done = self.run_program("start", "first-touch", "--confirm",
                                "--speed", "10000")
        self.assert_status(4, done, "--confirm does not replace a screening")
        self.assertIn(b"matsession screen", done.stderr)
        self.assertEqual(b"", done.stdout)

    def test_no_answer_is_set_before_the_screening(self):
        done = self.run_program("screen", "--set", "blood-thinners=yes")
        self.assert_status(4, done, "one answer is no screening")
        self.assertFalse(os.path.exists(self.home.profile))

    def test_showing_none_is_6(self):
        self.assert_status(6, self.run_program("screen", "--show"),
                           "there is nothing to show")

    def test_a_preview_needs_none_and_says_so(self):
        done = self.run_program("preview", "evening")
        self.assert_status(0, done, "a preview needs no profile")
        self.assertIn(b"No profile was taken into account", done.stdout)


if __name__ == "__main__":
    unittest.main()
