#!/usr/bin/python3
"""What the keys of a session do.

Usage: MATSESSION=build/matsession test_keys.py [CLASS[.TEST]]...
"""

import fcntl
import os
import re
import sys
import termios
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from terminal import TerminalTest  # noqa: E402

# On the mat after a second, and ten seconds later time to come off.
SHORT = """\
plan: 1
title: Short one
when: day
steps:
  - kind: prepare
    title: Ready
    duration: 1s
    guidance: none
  - kind: mat
    title: Soles
    area: feet
    position: seated-chair
    layer: socks
    surface: medium
    duration: 10s
    guidance: none
  - kind: "off"
    title: Lift them
    duration: 2m
    guidance: none
"""


class Keys(TerminalTest):
    """What the keys of a session do."""

    def session(self, *options, **settings):
        terminal = self.open("start", "evening", "--confirm", *options,
                             **settings)
        terminal.wait_for("Get ready")
        return terminal

    def test_space_pauses_and_goes_on(self):
        terminal = self.session()
        terminal.keys(" ")
        terminal.wait_for("Paused")
        terminal.keys(" ")
        terminal.wait_gone("Paused")

    def test_n_and_p_change_the_step(self):
        terminal = self.session()
        terminal.wait_for("> Get ready")
        terminal.keys("n")
        terminal.wait_for("> Get on the mat")
        terminal.keys("n")
        terminal.wait_for("> Feet")
        terminal.keys("p")
        terminal.wait_for("> Get on the mat")

    def test_plus_and_minus_change_the_time(self):
        terminal = self.session(rows=5, cols=20)
        terminal.wait_for("1 min")
        terminal.keys("+")
        terminal.wait_for("2 min")
        terminal.keys("-")
        terminal.wait_for("1 min")

    def test_plus_stops_at_the_cap(self):
        terminal = self.session(rows=5, cols=20)
        terminal.keys("nn")
        terminal.wait_for("Feet")
        # At this stage the session may hold five minutes of mat, and feet
        # three of them; the plan has two.
        terminal.wait_for("2 min")
        terminal.keys("++++")
        terminal.settle()
        self.assertNotRegex(terminal.text(), "[4-9] min",
                            "+ goes no further than the cap")

    def test_d_turns_minutes_into_nothing_into_seconds(self):
        terminal = self.session(rows=5, cols=20)
        terminal.wait_for("1 min")
        terminal.keys("d")
        terminal.wait_gone("1 min")
        self.assertNotRegex(terminal.text(), r"\d\d:\d\d",
                            "the first d hides the time")
        terminal.keys("d")
        terminal.wait_until(
            lambda: re.search(r"0[01]:\d\d", terminal.text()), "seconds")
        terminal.keys("d")
        terminal.wait_for("1 min")

    def test_plain_wraps_at_words(self):
        terminal = self.session("--plain", cols=40)
        terminal.keys("n")
        terminal.wait_for("* Get on the mat")
        lines = terminal.log.decode().split("\r\n")
        self.assertLessEqual(max(map(len, lines)), 40)
        self.assertRegex(terminal.log, rb"\r\n {7}\w", "under its words")
        self.assert_shows(terminal, "Both feet flat on\n       the mat.",
                          "at the last word that fits")

    def test_question_mark_shows_the_keys(self):
        terminal = self.session()
        terminal.keys("?")
        terminal.wait_for("You feel unwell")
        terminal.keys("z")
        terminal.wait_for("> Get ready")

    def test_x_comes_before_a_page_in_front(self):
        for page, shown_on_it in (("?", "You feel unwell"),
                                  ("q", "Stop the session here?")):
            terminal = self.session()
            terminal.keys(page)
            terminal.wait_for(shown_on_it)
            terminal.keys("x")
            terminal.wait_for("Come off the mat now, slowly.")
            terminal.keys("y")
            terminal.settle()
            self.assertIn("Come off the mat now, slowly.", terminal.text(),
                          "no question is left that y could answer")

    def test_keys_beyond_the_locale_are_no_hangup(self):
        terminal = self.session()
        for _ in range(40):
            os.write(terminal.master, b"\xf6")
            terminal.settle(0.01)
        terminal.keys(" ")
        terminal.wait_for("Paused")

    def test_ctrl_s_stops_nothing(self):
        terminal = self.session()
        terminal.keys("\x13 ")
        terminal.wait_for("Paused")

    def test_q_asks_and_n_goes_on(self):
        terminal = self.session()
        terminal.keys("q")
        terminal.wait_for("Stop the session here?")
        terminal.keys("n")
        terminal.wait_for("> Get ready")

    def test_q_y_stops(self):
        terminal = self.session()
        terminal.keys("q")
        terminal.wait_for("Stop the session here?")
        terminal.keys("y")
        terminal.wait_for("You stopped")
        terminal.keys("z")
        self.assertEqual(7, terminal.exit_status(), "stopped by choice")
        self.assert_given_back(terminal, "q, y")
        self.assert_shows(terminal, "You stopped",
                          "the last words stay on the usual screen")

    def test_s_on_the_mat_leads_off_first(self):
        terminal = self.session()
        terminal.keys("nn")
        terminal.wait_for("> Feet")
        terminal.keys("s")
        terminal.wait_for("Redness and dots fade.")
        terminal.keys("s")
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(7, terminal.exit_status())

    def test_x_on_the_mat_leads_off_and_says_what_to_watch(self):
        terminal = self.session()
        terminal.keys("nn")
        terminal.wait_for("> Feet")
        terminal.keys("x")
        terminal.wait_for("Come off the mat now")
        terminal.keys("n")
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(8, terminal.exit_status(), "stopped unwell")
        self.assert_given_back(terminal, "x")

    def test_x_works_while_paused(self):
        terminal = self.session()
        terminal.keys("nn ")
        terminal.wait_for("Paused")
        terminal.keys("x")
        terminal.wait_for("Come off the mat now")

    def test_any_key_answers_the_alarm(self):
        path = self.home.write("plans/short.yaml", SHORT)
        for key in ("z", " ", "n", "q"):
            with self.subTest(key=key):
                terminal = self.open("start", path, "--confirm", "--speed",
                                     "20")
                terminal.wait_for("> Soles")
                terminal.wait_for("Time to come off")
                self.assertIn(b"\a", terminal.log, "the bell rings")
                terminal.keys(key)
                terminal.wait_for("> Lift them")
                self.assertNotIn("Stop?", terminal.text(),
                                 "the key is an answer and nothing else")
                terminal.keys("n")
                terminal.wait_for("any key closes")
                self.assertNotIn("Nobody answered", terminal.text())
                terminal.keys("z")
                self.assertEqual(0, terminal.exit_status())

    def test_caps_lock_changes_nothing(self):
        terminal = self.session()
        terminal.keys("N")
        terminal.wait_for("> Get on the mat")
        terminal.keys("Q")
        terminal.wait_for("Stop?")
        terminal.keys("Y")
        terminal.wait_for("> Off the mat")
        terminal.keys("X")
        terminal.wait_for("Off the mat now")

    def test_the_key_that_closes_is_taken(self):
        terminal = self.session()
        terminal.keys("s")
        terminal.wait_for("any key closes")
        terminal.keys("zz")
        self.assertEqual(7, terminal.exit_status())
        settings = termios.tcgetattr(terminal.slave)
        settings[3] &= ~termios.ICANON
        termios.tcsetattr(terminal.slave, termios.TCSANOW, settings)
        waiting = fcntl.ioctl(terminal.slave, termios.FIONREAD, b"\0" * 4)
        self.assertEqual(b"\0" * 4, waiting, "nothing is left for the shell")

    def test_plain_rings_on_a_terminal_unless_quiet(self):
        path = self.home.write("plans/short.yaml", SHORT)
        for options, rings in (([], True), (["--quiet"], False)):
            with self.subTest(options=options):
                terminal = self.open("start", path, "--plain", "--confirm",
                                     "--speed", "20", *options)
                terminal.wait_for("Time to come off")
                terminal.keys("z")
                terminal.wait_for("* Lift them")
                self.assertEqual(rings, b"\a" in terminal.log)

    def test_help_in_plain_asks_for_no_key(self):
        terminal = self.open("start", "feet", "--plain", "--confirm")
        terminal.wait_for("* Prepare")
        terminal.keys("?")
        terminal.wait_for("q        Ask whether to stop.")
        terminal.keys("q")
        terminal.wait_for("y stop  any other key go on")
        self.assertNotIn("goes back", terminal.text(),
                         "there is nothing to go back from")

    def test_quiet_rings_no_bell(self):
        path = self.home.write("plans/short.yaml", SHORT)
        terminal = self.open("start", path, "--confirm", "--quiet", "--speed",
                             "20")
        terminal.wait_for("Time to come off")
        terminal.keys("z")
        terminal.wait_for("> Lift them")
        self.assertNotIn(b"\a", terminal.log, "--quiet is no bell")

    def test_keys_without_a_meaning_do_nothing(self):
        terminal = self.session()
        terminal.wait_for("? help")  # which stands at the end of the screen
        before = terminal.screen()[:4]
        terminal.keys("\x1b[A\x1b[15~zZ5\x7f\t\u00e9\u4e2d")
        terminal.settle()
        self.assertEqual(before, terminal.screen()[:4])
        terminal.keys(" ")
        terminal.wait_for("Paused")


if __name__ == "__main__":
    unittest.main()
