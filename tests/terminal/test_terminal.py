#!/usr/bin/python3
"""matsession on a terminal: what is seen, what keys do, how it ends.

Usage: MATSESSION=build/matsession test_terminal.py [CLASS[.TEST]]...
"""

import fcntl
import os
import re
import signal
import sys
import termios
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from program import shown  # noqa: E402
from terminal import CLOSED, ENTER, TerminalTest  # noqa: E402

CTRL_Z = "\x1a"
GONE_STATUSES = (9, 128 + signal.SIGHUP)

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


class Screening(TerminalTest):
    """The first start asks about health, page by page."""

    screened = False

    def begin(self):
        terminal = self.open("start", "feet")
        terminal.wait_for("A few health questions")
        terminal.keys(ENTER)
        terminal.wait_for("1 of 8")
        return terminal

    def turn_to(self, terminal, page):
        for number in range(2, page + 1):
            terminal.keys(ENTER)
            terminal.wait_for(f"{number} of 8")

    def assert_nothing_saved(self, claim):
        self.assertFalse(os.path.exists(self.home.profile), claim)

    def test_keys_alone_lead_to_the_end(self):
        terminal = self.begin()
        self.turn_to(terminal, 8)
        self.assert_nothing_saved("nothing is saved before the end")
        terminal.keys(ENTER)
        terminal.wait_for("Nothing is ticked")
        self.assert_nothing_saved("the summary saves nothing by itself")
        terminal.keys(ENTER)
        terminal.wait_for("Sunburn today?")
        with open(self.home.profile) as file:
            self.assertNotRegex(file.read(), "answer: (yes|unsure)",
                                "nothing ticked is a profile of noes")

    def test_not_sure_is_kept_on_the_way_back_and_saved(self):
        terminal = self.begin()
        self.turn_to(terminal, 2)
        terminal.keys("?")
        terminal.wait_for("[?] 1 Blood thinners")
        terminal.keys(ENTER)
        terminal.wait_for("3 of 8")
        terminal.keys("b")
        terminal.wait_for("2 of 8")
        self.assert_shows(terminal, "[?] 1 Blood thinners",
                          "going back shows what was ticked")
        for page in range(3, 9):
            terminal.keys(ENTER)
            terminal.wait_for(f"{page} of 8")
        terminal.keys(ENTER)
        terminal.wait_for("Blood thinners (not sure)")
        terminal.keys(ENTER)
        terminal.wait_until(lambda: os.path.exists(self.home.profile),
                            "the profile")
        with open(self.home.profile) as file:
            self.assertRegex(file.read(),
                             r"id: blood-thinners\s+answer: unsure",
                             "not sure is saved as unsure")

    def test_a_crisis_shows_helplines_and_saves_nothing(self):
        terminal = self.begin()
        self.turn_to(terminal, 7)
        terminal.keys("4")
        terminal.wait_for("[x] 4 Thoughts of harming")
        terminal.keys(ENTER)
        terminal.wait_for("988")
        terminal.keys(ENTER)
        self.assertEqual(3, terminal.exit_status(), "a crisis is a refusal")
        self.assert_nothing_saved("a crisis answer is never stored")
        self.assert_given_back(terminal, "after the helplines")

    def test_leaving_is_asked_about_and_saves_nothing(self):
        terminal = self.begin()
        self.turn_to(terminal, 3)
        terminal.keys("q")
        terminal.wait_for("Leave now?")
        terminal.keys("n")
        terminal.wait_for("3 of 8")
        terminal.keys("qy")
        self.assertEqual(7, terminal.exit_status(), "leaving is a stop")
        self.assert_nothing_saved("leaving saves nothing")
        self.assert_given_back(terminal, "leaving")

    def test_what_cannot_be_saved_is_said_on_the_usual_screen(self):
        terminal = self.open("start", "feet",
                             env={"XDG_CONFIG_HOME": "/proc/nothing"})
        terminal.wait_for("A few health questions")
        terminal.keys(ENTER)
        for page in range(1, 9):
            terminal.wait_for(f"{page} of 8")
            terminal.keys(ENTER)
        terminal.wait_for("Nothing is ticked")
        terminal.keys(ENTER)
        self.assertEqual(1, terminal.exit_status())
        self.assert_given_back(terminal, "a profile that is not saved")
        self.assert_shows(terminal, "cannot save /proc/nothing/",
                          "it says what")

    def test_a_signal_saves_nothing(self):
        terminal = self.begin()
        terminal.signal(signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, terminal.exit_status())
        self.assert_nothing_saved("a signal saves nothing")
        self.assert_given_back(terminal, "a signal during the screening")


class SmallQuestions(TerminalTest):
    """Questions that do not fit the screen."""

    def test_enter_answers_none_that_was_never_seen(self):
        terminal = self.open("start", "evening", rows=10, cols=40)
        terminal.wait_for("enter more")
        last = False
        for _ in range(30):
            if "enter begin" in terminal.text():
                break
            last = last or "drive?" in terminal.text()
            terminal.keys(ENTER)
            terminal.settle(0.05)
        self.assertTrue(last, "the last question was in sight")
        terminal.wait_for("enter begin")


class TypedAhead(TerminalTest):
    """Keys pressed before a question can be seen."""

    def test_they_answer_no_question(self):
        terminal = self.open("start", "evening")
        terminal.wait_for("Sunburn today?")
        terminal.keys(ENTER * 5)
        terminal.wait_for("enter begin")
        terminal.settle()
        self.assertIn("enter begin", terminal.text(),
                      "the page behind is not answered by the same keys")


class Today(TerminalTest):
    """Every start asks about the day."""

    def begin(self):
        terminal = self.open("start", "feet")
        terminal.wait_for("Sunburn today?")
        return terminal

    def number_of(self, terminal, question):
        terminal.wait_for(question)
        return re.search(rf"(\d) {question}", terminal.text())[1]

    def move_to(self, terminal, question):
        """Only nine questions have a digit."""
        terminal.wait_for(question)
        boxes = [line for line in terminal.screen()
                 if re.search(r"\[.\]", line)]
        return "j" * [question in line for line in boxes].index(True)

    def test_none_of_these_leads_to_the_opening_page_and_the_session(self):
        terminal = self.begin()
        terminal.keys(ENTER)
        terminal.wait_for("enter begin")
        self.assert_shows(terminal, "Feet, sitting",
                          "the opening page has the title")
        self.assert_shows(terminal, "3m of it on the mat",
                          "the opening page says how long the mat is")
        terminal.keys(ENTER)
        terminal.wait_for("space pause")

    def test_the_opening_page_tells_what_changed_before_the_steps(self):
        self.run_program("screen", "--set", "skin-sensitive=yes")
        terminal = self.open("start", "first-touch", rows=60, cols=60)
        terminal.wait_for("Sunburn today?")
        terminal.keys(ENTER)
        terminal.wait_for("enter begin")
        text = terminal.text()
        self.assertLess(text.index("Changed from"), text.index("Get on the"),
                        "steps may be many, so they come last")
        lines = [line.strip() for line in terminal.screen()]
        for line, after in zip(lines, lines[1:]):
            if line.startswith("Keep fabric on"):
                self.assertGreater(len(after.split()), 3,
                                   "it is wrapped once, not twice")

    def test_leaving_the_opening_page_is_a_stop(self):
        terminal = self.begin()
        terminal.keys(ENTER)
        terminal.wait_for("enter begin")
        terminal.keys("q")
        self.assertEqual(7, terminal.exit_status())
        self.assert_given_back(terminal, "leaving the opening page")

    def test_sunburn_everywhere_refuses_and_says_why(self):
        terminal = self.begin()
        terminal.keys(self.number_of(terminal, "Sunburn") + ENTER)
        self.assertEqual(3, terminal.exit_status())
        self.assertIn(b"Burnt skin", terminal.log, "the reason is given")
        self.assert_given_back(terminal, "a refusal")

    def test_an_urgent_answer_shows_its_text(self):
        terminal = self.begin()
        terminal.keys(self.move_to(terminal, "Chest pain") + " " + ENTER)
        terminal.wait_gone("Sunburn today?")
        terminal.settle()
        self.assertTrue(terminal.on_alternate, "the text stands on a page")
        terminal.keys(ENTER)
        self.assertEqual(3, terminal.exit_status(),
                         "chest pain is a refusal")


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
