#!/usr/bin/python3
"""matsession on terminals of every size and kind, or with other files instead.

Usage: MATSESSION=build/matsession test_terminal.py [CLASS[.TEST]]...
"""

import os
import re
import signal
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from program import shown  # noqa: E402
from terminal import CLOSED, TerminalTest  # noqa: E402


class Sizes(TerminalTest):
    """The session screen at every size; one test a size."""

    def show(self, rows, cols):
        terminal = self.open("start", "evening", "--confirm", rows=rows,
                             cols=cols)
        terminal.wait_for("1 min" if rows < 12 else "min")
        terminal.settle()
        self.assertEqual(rows, len(terminal.screen()))
        return terminal

    def test_80x24(self):
        terminal = self.show(24, 80)
        for part in ("Evening wind-down", "Get ready", "Steady chair.",
                     "next  Get on the mat", "space pause", "Before sleep"):
            self.assert_shows(terminal, part, "80x24 shows everything")

    def test_40x12(self):
        terminal = self.show(12, 40)
        for part in ("Get ready", "Steady chair.", "space pause"):
            self.assert_shows(terminal, part, "40x12: step, cue and keys")

    def test_20x5(self):
        terminal = self.show(5, 20)
        for part in ("Get ready", "1 min", "Steady chair."):
            self.assert_shows(terminal, part, "20x5: step, time and cue")

    def test_10x3(self):
        self.assert_shows(self.show(3, 10), "1 min", "10x3: the time alone")

    def test_200x60(self):
        terminal = self.show(60, 200)
        for part in ("Evening wind-down", "Get ready", "Steady chair.",
                     "space pause", "Before sleep"):
            self.assert_shows(terminal, part, "200x60 shows everything")

    def test_1x1_lives(self):
        terminal = self.open("start", "evening", "--confirm", rows=1, cols=1)
        terminal.wait_until(lambda: terminal.on_alternate, "a screen")
        terminal.settle()
        terminal.resize(24, 80)
        terminal.wait_for("Evening wind-down")


class Resize(TerminalTest):
    def test_a_storm_of_sizes_leaves_it_right(self):
        terminal = self.open("start", "evening", "--confirm")
        terminal.wait_for("> Get ready")
        terminal.settle()
        before = terminal.screen()
        for i in range(100):
            terminal.resize(1 + i * 7 % 60, 1 + i * 13 % 190)
            terminal.settle(0.002)
        terminal.resize(24, 80)
        terminal.wait_for("Evening wind-down")
        terminal.wait_for("q quit")
        terminal.settle()
        steps = [line[48:] for line in before]
        self.assertEqual(steps, [line[48:] for line in terminal.screen()],
                         "the list of steps is back where it was")
        terminal.keys(" ")
        terminal.wait_for("Paused")

    def test_a_page_follows_the_size_too(self):
        terminal = self.open("start", "feet")
        terminal.wait_for("Sunburn today?")
        terminal.resize(10, 30)
        terminal.settle()
        terminal.resize(24, 80)
        terminal.wait_for("Sunburn today?")
        terminal.wait_for("or about to drive?")


class Kinds(TerminalTest):
    """Terminals of other kinds, locales, colours."""

    def test_an_unknown_term_works(self):
        terminal = self.open("start", "evening", "--confirm",
                             env={"TERM": "nonsense-xyz"})
        terminal.wait_for("> Get ready")
        terminal.keys(" ")
        terminal.wait_for("Paused")
        terminal.signal(signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, terminal.exit_status())
        self.assert_given_back(terminal, "an unknown TERM")

    def test_common_terms_work(self):
        for term in ("xterm", "screen-256color", "linux", "vt100"):
            with self.subTest(term=term):
                terminal = self.open("start", "evening", "--confirm",
                                     env={"TERM": term})
                terminal.wait_for("> Get ready")

    def test_without_a_screen_it_is_plain(self):
        for term in ("dumb", None, ""):
            with self.subTest(term=term):
                terminal = self.open("start", "first-touch", "--confirm",
                                     env={"TERM": term})
                terminal.wait_for("00:00  * Prepare")
                self.assertNotIn(b"\x1b", terminal.log,
                                 "a line an event, no sequences")
                terminal.signal(signal.SIGTERM)
                self.assertEqual(128 + signal.SIGTERM, terminal.exit_status())
                self.assert_given_back(terminal, "plain")

    def test_no_color_has_no_colours(self):
        for arguments in (("start", "evening", "--confirm"),
                          ("start", "feet")):
            with self.subTest(arguments=arguments):
                terminal = self.open(*arguments, env={"NO_COLOR": "1"})
                terminal.wait_for("q ")
                terminal.keys(" d?")
                terminal.settle()
                coloured = [code for code in terminal.attributes()
                            if re.match(r"([34]\d|9\d|10\d)(;|$)", code)]
                self.assertEqual([], coloured, "NO_COLOR is no colour")

    def test_an_empty_no_color_counts_for_nothing(self):
        terminal = self.open("start", "evening", "--confirm",
                             env={"NO_COLOR": ""})
        terminal.wait_for("> Get ready")
        self.assertRegex(terminal.log, rb"\x1b\[38;5;\d", "colours are used")

    def test_the_night_display_is_never_bright(self):
        terminal = self.open("start", "evening", "--confirm")
        terminal.wait_for("> Get ready")
        terminal.keys("nn d+?")
        terminal.wait_for("You feel unwell")
        terminal.keys("zq")
        terminal.wait_for("Stop?")
        terminal.keys("y")
        terminal.settle()
        self.assertGreater(len(terminal.drawn), 1, "colours were seen")
        for look in terminal.drawn:
            self.assertFalse(look.bold, f"nothing is bold: {look}")
            self.assertFalse(look.reverse, f"nothing is reversed: {look}")
            self.assertLessEqual(look.brightness(), 0xb0,
                                 f"nothing is bright: {look}")
            self.assertTrue(look.is_reddish(), f"only reds: {look}")
        for code in ("1", "5", "6"):
            self.assertNotIn(code, terminal.attributes(),
                             "no bold and no blinking")

    def test_in_a_c_locale_all_is_ascii(self):
        for ready, *arguments in (
                ("> Get ready", "start", "evening", "--confirm"),
                ("enter none", "start", "feet"),
                ("* Get ready", "start", "evening", "--plain", "--confirm")):
            with self.subTest(arguments=arguments):
                terminal = self.open(*arguments, env={"LC_ALL": "C"})
                terminal.wait_for(ready)
                terminal.keys("dd?")
                terminal.settle()
                bad = [byte for byte in terminal.log if byte > 0x7e]
                self.assertEqual([], bad, "only ASCII is sent")


class Files(TerminalTest):
    """Standard files that are closed, full or elsewhere."""

    def test_closed_stdin_and_confirmed_runs_to_the_end(self):
        terminal = self.open("start", "first-touch", "--confirm", "--speed",
                             "10000", stdin=CLOSED)
        self.assertEqual(0, terminal.exit_status())
        terminal.wait_for("The end.")

    def test_closed_stdin_cannot_be_asked(self):
        terminal = self.open("start", "first-touch", stdin=CLOSED)
        self.assertEqual(4, terminal.exit_status())

    def test_a_full_disk_behind_plain_is_said(self):
        with open("/dev/full", "wb") as full:
            terminal = self.open("start", "first-touch", "--plain",
                                 "--confirm", stdout=full.fileno())
            self.assertEqual(1, terminal.exit_status(5),
                             "nobody can follow, so it ends")
        self.assertEqual(1, terminal.log.count(b"matsession: "),
                         "and it says so once")
        self.assert_given_back(terminal, "a full disk")

    def test_json_behind_a_pipe_still_takes_keys(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        terminal = self.open("start", "feet", "--json", "--confirm",
                             stdout=writer)
        os.close(writer)
        first = os.read(reader, 65536)
        self.assertIn(b'"session-began"', first, shown(first))
        terminal.keys("s")
        self.assertEqual(7, terminal.exit_status())
        rest = os.read(reader, 65536)
        self.assertIn(b'"outcome":"stopped"', rest, shown(rest))
        self.assert_given_back(terminal, "keys without a screen")

    def test_ctrl_c_ends_a_screening_asked_in_lines(self):
        terminal = self.open("screen", "--plain")
        terminal.wait_for("Enter: begin")
        terminal.keys("\x03")
        self.assertEqual(128 + signal.SIGINT, terminal.exit_status())


if __name__ == "__main__":
    unittest.main()
