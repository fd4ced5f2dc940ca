#!/usr/bin/python3
"""What is asked before a session: about health, once, and about the day.

Usage: MATSESSION=build/matsession test_questions.py [CLASS[.TEST]]...
"""

import os
import re
import signal
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from terminal import ENTER, TerminalTest  # noqa: E402


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


if __name__ == "__main__":
    unittest.main()
