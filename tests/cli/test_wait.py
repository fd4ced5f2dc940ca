#!/usr/bin/python3
"""A step that waits, in a session without a terminal.

Usage: MATSESSION=build/matsession test_wait.py [CLASS[.TEST]]...
"""

import json
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from control import ControlTest  # noqa: E402

PLAN = """\
plan: 1
title: Waits
when: day
steps:
  - kind: wait
    title: Socks off
  - kind: wait
    title: Sit down
  - kind: rest
    title: Rest
    duration: 1s
"""

START = ("start", "waits", "--json", "--confirm")

SAID = (b"matsession: step 1 waits (Socks off); `matsession next` in another "
        b"shell lets it go on\n")


class Waits(ControlTest):
    """Whether there is somebody to answer."""

    def setUp(self):
        super().setUp()
        self.home.write("plans/waits.yaml", PLAN)

    def step_of(self, process):
        """The number of the step that begins next."""
        for line in process.stdout:
            fact = json.loads(line)
            if fact["event"] == "step-began":
                return fact["step"]
        self.fail("it ended: " + process.stderr.read().decode())

    def test_next_lets_it_go_on(self):
        for options in ((), ("--no-history",)):
            with self.subTest(options=options):
                process = self.start_program(*START, *options)
                for step in (1, 2):
                    self.assertEqual(step, self.step_of(process))
                    self.assertEqual("waiting", self.fields()["phase"])
                    self.assertIn(b"On to the next step",
                                  self.ask("next").stdout)
                self.assertEqual(3, self.step_of(process))
                facts = process.stdout.readlines()
                self.assertEqual("completed", json.loads(facts[-1])["outcome"])
                self.assertEqual(SAID, process.stderr.read())
                self.assertEqual(0, process.wait(timeout=20))
        session, = self.log()
        self.assertEqual("completed", session["outcome"])

    def test_next_is_heard_from_the_first_line_on(self):
        process = self.start_program(*START)
        self.assertEqual(SAID, process.stderr.readline())
        self.ask("next")
        self.assertEqual([1, 2], [self.step_of(process) for _ in range(2)])

    def test_with_no_socket_it_is_refused(self):
        os.mkdir(self.folder, 0o700)
        with open(self.path, "w"):
            pass
        done = self.run_program(*START)
        self.assert_status(4, done, "nobody could answer")
        self.assertEqual(b"", done.stdout)
        self.assertIn(b"no other program can steer this session", done.stderr)
        self.assertIn(b"step 1 waits for a key (Socks off)", done.stderr)
        self.assertEqual([], self.log())

    def test_what_is_refused_leaves_no_socket(self):
        process = self.start_program(*START)
        self.assertEqual(1, self.step_of(process))
        process.kill()
        process.wait()
        self.assertTrue(os.path.exists(self.path))
        self.home.write("plans/waits.yaml", PLAN.replace("Socks", "Shoes"))
        done = self.run_program("start", "--resume", "--json", "--confirm")
        self.assert_status(6, done, "it is another session now")
        self.assertIn(b"cannot be taken up", done.stderr)
        self.assertFalse(os.path.exists(self.path))

    def test_what_needs_no_answer_says_nothing_of_it(self):
        done = self.run_program("start", "brief", "--json", "--confirm")
        self.assert_status(0, done, "there is no wait")
        self.assertEqual(b"", done.stderr)


if __name__ == "__main__":
    unittest.main()
