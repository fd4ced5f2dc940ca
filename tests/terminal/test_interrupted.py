#!/usr/bin/python3
"""What cuts in from outside: job control, signals, a terminal that is gone.

Usage: MATSESSION=build/matsession test_interrupted.py [CLASS[.TEST]]...
"""

import os
import signal
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from terminal import ENTER, TerminalTest  # noqa: E402

CTRL_Z = "\x1a"
GONE_STATUSES = (9, 128 + signal.SIGHUP)


class Suspend(TerminalTest):
    """Ctrl-Z in a shell with job control, then fg."""

    def stop(self, terminal):
        terminal.keys(CTRL_Z)
        terminal.wait_stopped()
        terminal.settle(0.05)
        self.assert_given_back(terminal, "while it is stopped")

    def test_a_session_is_paused_and_repainted(self):
        terminal = self.open("start", "evening", "--confirm", shell=True)
        terminal.wait_for("> Get ready")
        self.stop(terminal)
        terminal.go_on()
        terminal.wait_until(lambda: terminal.on_alternate, "its screen again")
        terminal.wait_for("Paused")
        terminal.wait_for("> Get ready")
        self.assertTrue(terminal.cursor_hidden, "the cursor is hidden again")
        terminal.keys(" ")
        terminal.wait_gone("Paused")
        terminal.keys("qy")
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(7, terminal.exit_status())
        self.assert_given_back(terminal, "the end after a stop")

    def test_the_closing_page_is_repainted(self):
        terminal = self.open("start", "evening", "--confirm", shell=True)
        terminal.wait_for("> Get ready")
        terminal.keys("s")
        terminal.wait_for("any key closes")
        self.stop(terminal)
        terminal.go_on()
        terminal.wait_until(lambda: terminal.on_alternate, "its screen again")
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(7, terminal.exit_status())

    def test_twice_and_ended_while_stopped(self):
        terminal = self.open("start", "evening", "--confirm", shell=True)
        terminal.wait_for("> Get ready")
        self.stop(terminal)
        terminal.go_on()
        terminal.wait_for("Paused")
        terminal.wait_until(lambda: terminal.on_alternate, "its screen again")
        self.stop(terminal)
        terminal.signal(signal.SIGTERM)
        terminal.go_on()
        self.assertEqual(128 + signal.SIGTERM, terminal.exit_status())
        self.assert_given_back(terminal, "SIGTERM while it was stopped")

    def test_a_page_is_repainted(self):
        terminal = self.open("start", "feet", shell=True)
        terminal.wait_for("Sunburn today?")
        self.stop(terminal)
        terminal.go_on()
        terminal.wait_until(lambda: terminal.on_alternate, "its screen again")
        terminal.wait_for("Sunburn today?")
        terminal.keys(ENTER)
        terminal.wait_for("enter begin")

    def test_a_stop_from_outside_is_repainted(self):
        terminal = self.open("start", "evening", "--confirm", shell=True)
        terminal.wait_for("> Get ready")
        terminal.signal(signal.SIGSTOP)
        terminal.wait_stopped()
        before = len(terminal.log)
        terminal.go_on()
        terminal.wait_until(
            lambda: b"Get ready" in bytes(terminal.log[before:]),
            "the whole screen again")
        terminal.keys(" ")
        terminal.wait_for("Paused")

    def test_plain_gives_the_keys_back(self):
        terminal = self.open("start", "feet", "--plain", "--confirm",
                             shell=True)
        terminal.wait_for("00:00  * Prepare")
        self.stop(terminal)
        terminal.go_on()
        terminal.wait_for("Paused.")
        terminal.keys(" ")
        terminal.wait_for("Going on.")

    def test_plain_takes_keys_again_after_it_was_behind(self):
        terminal = self.open("start", "feet", "--plain", "--confirm",
                             shell=True)
        terminal.wait_for("00:00  * Prepare")
        self.stop(terminal)
        terminal.go_on_behind()
        terminal.settle(0.3)
        terminal.to_front()
        terminal.keys(" ")
        terminal.wait_for("Going on.")
        terminal.keys("x")
        terminal.wait_for("* Off the mat now")
        terminal.signal(signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, terminal.exit_status())
        self.assert_given_back(terminal, "after it was behind")


class Signals(TerminalTest):
    """Signals end it with 128 + N, and the terminal is given back."""

    NUMBERS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)

    def check(self, ready, *arguments):
        for number in self.NUMBERS:
            with self.subTest(signal=number.name):
                terminal = self.open(*arguments)
                terminal.wait_for(ready)
                terminal.signal(number)
                self.assertEqual(128 + number, terminal.exit_status(3))
                self.assert_given_back(terminal, number.name)

    def test_in_a_session(self):
        self.check("> Get ready", "start", "evening", "--confirm")

    def test_on_a_page(self):
        self.check("enter none of these", "start", "evening")

    def test_in_plain(self):
        self.check("* Prepare", "start", "feet", "--plain", "--confirm")

    def test_ctrl_c_and_ctrl_backslash_typed(self):
        for key, number in (("\x03", signal.SIGINT),
                            ("\x1c", signal.SIGQUIT)):
            with self.subTest(key=key):
                terminal = self.open("start", "evening", "--confirm")
                terminal.wait_for("> Get ready")
                terminal.keys(key)
                self.assertEqual(128 + number, terminal.exit_status(3))
                self.assert_given_back(terminal, number.name)

    def test_on_the_question_and_the_help(self):
        for key, page in (("q", "Stop?"), ("?", "You feel unwell")):
            with self.subTest(page=page):
                terminal = self.open("start", "evening", "--confirm")
                terminal.wait_for("> Get ready")
                terminal.keys(key)
                terminal.wait_for(page)
                terminal.signal(signal.SIGTERM)
                self.assertEqual(128 + signal.SIGTERM,
                                 terminal.exit_status(3))
                self.assert_given_back(terminal, page)

    def test_on_the_closing_page(self):
        terminal = self.open("start", "evening", "--confirm")
        terminal.wait_for("> Get ready")
        terminal.keys("s")
        terminal.wait_for("any key closes")
        terminal.signal(signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, terminal.exit_status(3))
        self.assert_given_back(terminal, "a signal on the closing page")
        self.assert_shows(terminal, "You stopped",
                          "the last words stay all the same")

    def test_on_a_question_in_lines(self):
        self.check("Which apply?", "start", "evening", "--plain")

    def test_a_terminal_that_was_stopped_is_no_end(self):
        terminal = self.open("start", "evening", "--plain", "--confirm")
        terminal.wait_for("* Get ready")
        terminal.keys("\x13nn")
        terminal.settle(0.5)
        terminal.keys("\x11 ")
        terminal.wait_for("Paused.")

    def test_on_a_terminal_that_is_stopped(self):
        terminal = self.open("start", "evening", "--plain", "--confirm")
        terminal.wait_for("* Get ready")
        terminal.keys("\x13n")
        terminal.signal(signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, terminal.exit_status(5))


class Gone(TerminalTest):
    """The terminal is closed under it: it ends, and never spins."""

    def check(self, ready, *arguments, shell):
        terminal = self.open(*arguments, shell=shell)
        terminal.wait_for(ready)
        terminal.settle()
        terminal.hang_up()
        status = terminal.exit_status(3)
        self.assertIn(status, GONE_STATUSES, "interrupted, or by the hangup")
        self.assertLess(terminal.cpu, 0.5, "it does not spin")

    def test_a_session(self):
        self.check("> Get ready", "start", "evening", "--confirm",
                   shell=False)

    def test_a_session_without_a_hangup_signal(self):
        self.check("> Get ready", "start", "evening", "--confirm", shell=True)

    def test_a_page(self):
        self.check("enter none of these", "start", "evening", shell=False)

    def test_a_page_without_a_hangup_signal(self):
        self.check("enter none of these", "start", "evening", shell=True)

    def test_plain(self):
        self.check("* Prepare", "start", "feet", "--plain", "--confirm",
                   shell=False)

    def test_plain_without_a_hangup_signal(self):
        self.check("* Prepare", "start", "feet", "--plain", "--confirm",
                   shell=True)

    def test_the_closing_page(self):
        terminal = self.open("start", "evening", "--confirm", shell=True)
        terminal.wait_for("> Get ready")
        terminal.keys("s")
        terminal.wait_for("any key closes")
        terminal.hang_up()
        terminal.exit_status(3)
        self.assertLess(terminal.cpu, 0.5, "it does not spin")


if __name__ == "__main__":
    unittest.main()
