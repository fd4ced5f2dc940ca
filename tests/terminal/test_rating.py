#!/usr/bin/python3
"""What is asked about a session: at its end, and when the next one begins; and
how one that was killed is taken up.

Usage: MATSESSION=build/matsession test_rating.py [CLASS[.TEST]]...
"""

import os
import re
import shutil
import signal
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from killed import KilledTest  # noqa: E402
from terminal import ENTER  # noqa: E402

QUESTION = "how strong was it at the end?"


class LastTime(KilledTest):
    """What nobody has said about the last session is asked at the next."""

    def begin(self, *arguments, **options):
        terminal = self.open("start", "evening", *arguments, **options)
        terminal.wait_for(QUESTION)
        return terminal

    def assert_strength(self, keys, strength):
        self.remember()
        terminal = self.begin()
        terminal.keys(keys)
        terminal.wait_for("Sunburn today?")
        self.assertEqual([strength],
                         [line["strength"] for line in self.told("rated")])

    def test_a_digit_is_the_strength(self):
        self.assert_strength("5", 5)

    def test_t_is_ten(self):
        self.assert_strength("t", 10)

    def test_one_and_zero_are_ten(self):
        self.assert_strength("10", 10)

    def test_one_alone_is_one(self):
        self.assert_strength("1", 1)

    def test_any_other_key_leaves_it_out(self):
        self.remember()
        terminal = self.begin()
        terminal.keys(ENTER)
        terminal.wait_for("Sunburn today?")
        self.assertEqual([], self.told("rated"), "nothing was said")

    def test_it_says_which_session(self):
        self.remember()
        terminal = self.begin()
        day = time.strftime("%a %Y-%m-%d", time.gmtime(time.time() - 86400))
        self.assert_shows(terminal, f"Last time, {day}", "the day")
        self.assert_shows(terminal, "evening", "the plan")

    def test_it_fits_a_small_terminal(self):
        self.remember()
        terminal = self.open("start", "evening", rows=12, cols=40)
        terminal.wait_for("enter leave out")
        for part in ("Last time,", "0 nothing .. 10 unbearable", "t ten",
                     "enter leave out"):
            self.assert_shows(terminal, part, "40x12")

    def test_it_is_asked_in_lines(self):
        self.remember()
        terminal = self.begin("--plain")
        terminal.keys("10\r")
        terminal.wait_for("Sunburn today?")
        self.assertEqual([10],
                         [line["strength"] for line in self.told("rated")])

    def test_what_was_said_is_not_asked_again(self):
        self.remember()
        self.rate(strength=2, skin="fine")
        self.open("start", "evening").wait_for("Sunburn today?")

    def test_a_session_that_is_not_recorded_asks_nothing(self):
        self.remember()
        for option, ready in (("--no-history", "Sunburn today?"),
                              ("--speed=2", "Sunburn today?"),
                              ("--confirm", "> Get ready")):
            self.open("start", "evening", option).wait_for(ready)

    def test_a_signal_on_the_page_gives_the_terminal_back(self):
        self.remember()
        terminal = self.begin()
        terminal.signal(signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, terminal.exit_status())
        self.assert_given_back(terminal, "a signal")


class Healed(KilledTest):
    """Skin that was broken rests until somebody says that it has healed."""

    def begin(self):
        self.remember()
        self.rate(strength=2, skin="broken", areas=["feet"])
        terminal = self.open("start", "feet")
        terminal.wait_for("Has it healed?")
        self.assert_shows(terminal, "The skin of your feet",
                          "it says which")
        return terminal

    def test_y_is_kept(self):
        terminal = self.begin()
        terminal.keys("y")
        terminal.wait_for("Sunburn today?")
        self.assertEqual([["feet"]],
                         [line["areas"] for line in self.told("healed")])

    def test_any_other_key_is_not_yet(self):
        terminal = self.begin()
        terminal.keys("x")
        self.assertEqual(3, terminal.exit_status(), "nothing else is left")
        self.assertEqual([], self.told("healed"))
        self.assert_given_back(terminal, "a refusal")

    def test_another_area_of_the_same_skin_is_asked_about(self):
        self.remember()
        self.rate(strength=2, skin="broken", areas=["feet-standing"])
        terminal = self.open("start", "feet")
        terminal.wait_for("Has it healed?")
        self.assert_shows(terminal, "The skin of your feet when standing",
                          "it says which")

    def test_another_area_is_not_asked_about(self):
        self.remember()
        self.rate(strength=2, skin="broken", areas=["neck"])
        self.open("start", "feet").wait_for("Sunburn today?")


class Closing(KilledTest):
    """The closing page asks how it was. So that no test takes minutes, the
    session is one that was taken up."""

    def close(self, *arguments, lasting=None, steps=2, before=None):
        self.kill_in(steps, lasting or {"Feet": 90000})
        if before:
            before()
        terminal = self.open("start", "--resume", "--confirm", *arguments)
        terminal.wait_for("You were away")
        terminal.keys("f")
        terminal.wait_until(
            lambda: re.search("[>*] Off the mat", terminal.text()), "the end")
        terminal.keys("ss")
        return terminal

    def rated(self):
        lines = self.told("rated")
        self.assertEqual(1, len(lines), "one line a rating")
        return {key: lines[0][key] for key in ("strength", "skin", "areas")
                if key in lines[0]}

    def test_strength_and_skin(self):
        terminal = self.close()
        terminal.wait_for("How strong was it at the end?")
        self.assertEqual("stopped", self.told("session")[0]["outcome"],
                         "it is in the history before the page is answered")
        terminal.keys("5")
        terminal.wait_for("And the skin?")
        terminal.keys("n")
        self.assertEqual(7, terminal.exit_status())
        self.assertEqual({"strength": 5, "skin": "fine"}, self.rated())
        self.assertEqual(self.told("session")[0]["id"],
                         self.told("rated")[0]["id"])
        self.assert_given_back(terminal, "the closing pages")
        self.assert_shows(terminal, "You stopped", "the last words stay")

    def test_ten_and_marks(self):
        terminal = self.close()
        terminal.wait_for("How strong was it at the end?")
        terminal.keys("10")
        terminal.wait_for("And the skin?")
        terminal.keys("m")
        terminal.exit_status()
        self.assertEqual({"strength": 10, "skin": "marks"}, self.rated())

    def test_both_can_be_left_out(self):
        terminal = self.close()
        terminal.wait_for("How strong was it at the end?")
        presses = 0
        while "How strong" in terminal.text():
            terminal.keys(ENTER)
            terminal.settle(0.3)
            presses += 1
        self.assertGreater(presses, 1, "a key of the session that came too "
                                       "late answers nothing")
        terminal.wait_for("And the skin?")
        terminal.keys(ENTER)
        self.assertEqual(7, terminal.exit_status())
        self.assertEqual([], self.told("rated"))

    def test_broken_skin_of_one_area_needs_no_more(self):
        terminal = self.close()
        terminal.wait_for("How strong was it at the end?")
        terminal.keys("t")
        terminal.wait_for("And the skin?")
        terminal.keys("b")
        terminal.exit_status()
        self.assertEqual({"strength": 10, "skin": "broken"}, self.rated())

    def test_broken_skin_of_two_areas_is_asked_where(self):
        terminal = self.close(
            steps=6, lasting={"Feet": 90000, "Warm-up": 70000})
        terminal.wait_for("How strong was it at the end?")
        terminal.keys("3")
        terminal.wait_for("And the skin?")
        terminal.keys("b")
        terminal.wait_for("[ ] back")
        terminal.keys("1")
        terminal.wait_for("[x] back")
        terminal.keys("2")
        terminal.wait_for("[x] feet")
        terminal.keys("1")
        terminal.wait_for("[ ] back")
        terminal.keys(ENTER)
        terminal.exit_status()
        self.assertEqual({"strength": 3, "skin": "broken", "areas": ["feet"]},
                         self.rated())

    def test_a_signal_keeps_what_was_said(self):
        terminal = self.close()
        terminal.wait_for("How strong was it at the end?")
        terminal.keys("8")
        terminal.wait_for("And the skin?")
        terminal.signal(signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, terminal.exit_status())
        self.assertEqual({"strength": 8}, self.rated())

    def test_a_kill_on_the_page_loses_no_session(self):
        terminal = self.close()
        terminal.wait_for("How strong was it at the end?")
        terminal.signal(signal.SIGKILL)
        terminal.exit_status()
        self.assertEqual(1, len(self.told("session")))
        self.assertFalse(os.path.exists(self.journal))

    def test_one_that_could_not_be_entered_is_asked_about_next_time(self):
        data = os.path.join(self.home.root, "data")
        terminal = self.close(before=lambda: self.in_the_way(data))
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(7, terminal.exit_status())
        self.assert_shows(terminal, "could not be entered into the history",
                          "the last words say it")
        self.assert_shows(terminal, '"matsession rate" can then say how it',
                          "and what to do")
        os.unlink(data)
        terminal = self.open("start", "evening")
        terminal.wait_for("Last time,")
        terminal.keys("5")
        terminal.wait_for("Sunburn today?")
        self.assertEqual({"strength": 5}, self.rated())
        self.assertEqual(self.told("session")[0]["id"],
                         self.told("rated")[0]["id"])

    def in_the_way(self, path):
        shutil.rmtree(path, ignore_errors=True)
        with open(path, "w"):
            pass

    def test_plain_asks_with_single_keys(self):
        terminal = self.close("--plain")
        terminal.wait_for("How strong was it at the end?")
        terminal.keys("1")
        terminal.keys("0")
        terminal.wait_for("And the skin?")
        terminal.keys("n")
        self.assertEqual(7, terminal.exit_status())
        self.assertEqual({"strength": 10, "skin": "fine"}, self.rated())
        self.assert_given_back(terminal, "plain")

    def test_a_session_that_was_hardly_on_the_mat_is_not_asked_about(self):
        terminal = self.close(lasting={"Feet": 20000})
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(7, terminal.exit_status())

    def test_json_asks_nothing(self):
        self.kill_in(2, {"Feet": 90000})
        terminal = self.open("start", "--resume", "--confirm", "--json")
        terminal.wait_for('"held"')
        terminal.keys("fs")
        self.assertEqual(7, terminal.exit_status())

    def test_a_discarded_session_is_forgotten(self):
        self.kill_in(2, {"Feet": 90000})
        terminal = self.open("start", "--resume", "--confirm")
        terminal.wait_for("You were away")
        terminal.keys("d")
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(9, terminal.exit_status())
        self.assertEqual([self.told("session")[0]["id"]],
                         [line["id"] for line in self.told("forgotten")])


class TakeUp(KilledTest):
    """A session that was killed."""

    def outcomes(self):
        return [line["outcome"] for line in self.told("session")]

    def test_resume_asks_and_goes_on_where_it_was(self):
        self.kill_in(2)
        terminal = self.open("start", "--resume")
        terminal.wait_for("Sunburn today?")
        terminal.keys(ENTER)
        terminal.wait_for("Take it up?")
        self.assert_shows(terminal, "in step 3, Feet", "it says where")
        terminal.keys("y")
        terminal.wait_for("You were away")
        terminal.keys("r")
        terminal.wait_for("> Feet")
        terminal.wait_gone("You were away")
        terminal.signal(signal.SIGTERM)
        terminal.exit_status()
        self.assertEqual(["interrupted"], self.outcomes(), "it is one session")

    def test_no_enters_it(self):
        self.kill_in(1)
        terminal = self.open("start", "--resume")
        terminal.wait_for("Sunburn today?")
        terminal.keys(ENTER)
        terminal.wait_for("Take it up?")
        terminal.keys("z")
        terminal.settle()
        self.assert_shows(terminal, "Take it up?", "z is no answer")
        terminal.keys("n")
        self.assertEqual(7, terminal.exit_status())
        self.assertEqual(["interrupted"], self.outcomes())
        self.assertFalse(os.path.exists(self.journal))

    def test_log_tells_of_it_without_cutting_words(self):
        self.kill_in(1)
        terminal = self.open("log", cols=80)
        terminal.exit_status()
        self.assert_shows(terminal, "--resume", "what to do")
        lines = terminal.log.decode().split("\r\n")
        self.assertLessEqual(max(map(len, lines)), 80)

    def test_q_leaves_it_where_it_is(self):
        self.kill_in(1)
        terminal = self.open("start", "evening")
        terminal.wait_for("Take it up?")
        terminal.keys("q")
        self.assertEqual(7, terminal.exit_status())
        self.assertTrue(os.path.exists(self.journal))

    def test_another_start_asks_first(self):
        self.kill_in(2)
        terminal = self.open("start", "feet")
        terminal.wait_for("Take it up?")
        terminal.wait_for("Feet, sitting")  # it says what else
        terminal.keys("y")
        terminal.wait_for("Sunburn today?")
        terminal.keys(ENTER)
        terminal.wait_for("You were away")
        self.assert_shows(terminal, "Evening wind-down", "the old one")

    def test_another_start_can_leave_it(self):
        self.kill_in(1)
        terminal = self.open("start", "feet")
        terminal.wait_for("Take it up?")
        terminal.keys("n")
        terminal.wait_for("Sunburn today?")
        self.assertEqual(["interrupted"], self.outcomes())
        terminal.keys(ENTER)
        terminal.wait_for("enter begin")
        self.assert_shows(terminal, "Feet, sitting", "the new one")

    def test_it_is_asked_in_lines(self):
        self.kill_in(1)
        terminal = self.open("start", "feet", "--plain")
        terminal.wait_for("Take it up?")
        terminal.keys("\r")
        terminal.settle()
        terminal.keys("n\r")
        terminal.wait_for("Sunburn today?")
        self.assertEqual(["interrupted"], self.outcomes())

    def test_another_session_as_things_are_today(self):
        self.kill_in(1)
        terminal = self.open("start", "--resume")
        terminal.wait_for("Sunburn today?")
        terminal.keys("4")
        terminal.wait_for("[x] 4")
        terminal.keys("w")
        terminal.wait_for("[ ] 5 feet")
        terminal.keys("5\r")
        terminal.settle()
        terminal.keys(ENTER)
        self.assertEqual(6, terminal.exit_status())
        self.assert_given_back(terminal, "a session that does not fit")
        self.assertEqual(["interrupted"], self.outcomes())


class Today(KilledTest):
    """Today's questions, on one screen."""

    def test_what_is_urgent_comes_first_and_has_a_key(self):
        terminal = self.open("start", "evening", rows=16, cols=40)
        terminal.wait_for("newly swollen")
        self.assert_shows(terminal, "[ ] 1 One leg", "in sight at once")
        terminal.keys("3")
        terminal.wait_for("[x] 3 Chest pain")

    def test_the_tenth_has_a_key(self):
        terminal = self.open("start", "evening")
        terminal.wait_for("[ ] 0 ")
        terminal.keys("0")
        terminal.wait_for("> [x] 0 ")


class Busy(KilledTest):
    """One session at a time."""

    def test_the_second_says_who_runs(self):
        terminal = self.open("start", "evening", "--confirm")
        terminal.wait_for("> Get ready")
        second = self.run_program("start", "feet", "--confirm")
        self.assert_status(10, second, "another session runs")
        self.assertRegex(second.stderr, rb"evening, since \d\d:\d\d "
                                        rb"\(process \d+\)")
        rehearsal = self.run_program("start", "first-touch", "--confirm",
                                     "--speed", "10000")
        self.assert_status(0, rehearsal, "a rehearsal is none")

    def test_the_closing_page_keeps_nobody_out(self):
        terminal = self.open("start", "evening", "--confirm")
        terminal.wait_for("> Get ready")
        terminal.keys("s")
        terminal.wait_for("any key closes")
        second = self.open("start", "feet", "--confirm", beside=True)
        second.wait_for("Prepare")


class Recording(KilledTest):
    """What is written down, and what is not."""

    def test_no_history_leaves_no_trace(self):
        terminal = self.open("start", "evening", "--confirm", "--no-history")
        terminal.wait_for("> Get ready")
        terminal.keys("s")
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(7, terminal.exit_status())
        self.assertEqual(["config"], os.listdir(self.home.root),
                         "nothing but the profile")

    def test_a_folder_that_cannot_be_written_is_said_and_it_goes_on(self):
        os.mkdir(os.path.join(self.home.root, "data"))
        for name in ("data/matsession", "state"):
            with open(os.path.join(self.home.root, name), "w"):
                pass
        runtime = os.path.join(self.home.root, "runtime")
        os.mkdir(runtime, 0o700)
        terminal = self.open("start", "evening", "--confirm",
                             env={"XDG_RUNTIME_DIR": runtime})
        terminal.wait_for("> Get ready")
        terminal.wait_for("this session is not")
        terminal.keys("s")
        terminal.wait_for("any key closes")
        terminal.keys("z")
        self.assertEqual(7, terminal.exit_status())
        self.assert_shows(terminal, "this session is not",
                          "the last words say it again")
        self.assert_given_back(terminal, "no place for a history")


if __name__ == "__main__":
    unittest.main()
