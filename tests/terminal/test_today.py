#!/usr/bin/python3
"""What is said about today because of what was before.

Usage: MATSESSION=build/matsession test_today.py [CLASS[.TEST]]...
"""

import os
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from killed import KilledTest  # noqa: E402
from terminal import ENTER  # noqa: E402

AGAIN = "On the mat today already: "
ADVICE = "Once a day is enough for an area"
BASIS = "(S0, S1, O14, P; grade S+O+P)"


class OnceADay(KilledTest):
    """A second time on the same day is advised against, never refused."""

    def remember_today(self, areas, strength=2):
        self.remember(began_ms=int(time.time() * 1000), areas=areas,
                      mat_ms=sum(areas.values()))
        self.rate(strength=strength, skin="fine")

    def preview(self, *arguments):
        done = self.run_program("preview", *arguments)
        self.assert_status(0, done, f"preview {arguments}")
        return done.stdout.decode()

    def test_the_opening_says_so_and_goes_on(self):
        self.remember_today({"back": 120000, "feet": 60000})
        terminal = self.open("start", "feet")
        terminal.wait_for("none of these")
        terminal.keys(ENTER)
        terminal.wait_for(AGAIN + "feet")
        self.assert_shows(terminal, ADVICE, "why")
        self.assert_shows(terminal, BASIS, "where that comes from")
        terminal.keys(ENTER)
        terminal.wait_for("> Prepare")

    def test_the_preview_names_the_areas(self):
        self.remember_today({"back": 120000, "feet": 60000})
        for plan, areas in (("evening", "back, feet"), ("feet", "feet"),
                            ("back", "back")):
            with self.subTest(plan=plan):
                text = self.preview(plan)
                self.assertIn(AGAIN + areas + "\n  " + ADVICE, text)
                self.assertIn("\n  " + BASIS + "\n", text)
                self.assertEqual(1, text.count(ADVICE))

    def test_the_preview_of_another_stage_says_so_too(self):
        self.remember_today({"back": 120000})
        self.assertIn(AGAIN, self.preview("back", "--stage", "settled"))

    def test_another_area_is_another_thing(self):
        self.remember_today({"feet": 180000})
        self.assertNotIn(AGAIN, self.preview("back"))
        self.assertNotIn(AGAIN, self.preview("points"))

    def test_an_area_that_is_left_out_is_not_named(self):
        self.remember_today({"back": 120000, "feet": 60000})
        self.assertIn(AGAIN + "back\n", self.preview("evening", "--skip",
                                                     "feet"))

    def test_yesterday_is_another_day(self):
        self.remember()
        self.assertNotIn(AGAIN, self.preview("evening"))

    def test_half_a_minute_is_nothing(self):
        self.remember_today({"feet": 30000})
        self.assertNotIn(AGAIN, self.preview("feet"))

    def test_confirm_explains_it_with_what_changes(self):
        self.remember_today({"feet": 180000})
        done = self.run_program("screen", "--set", "skin-sensitive=yes")
        self.assert_status(0, done, "an answer that changes sessions")
        terminal = self.open("start", "feet", "--plain", "--confirm")
        terminal.wait_for(AGAIN + "feet")
        terminal.wait_for("Prepare")

    def test_a_rehearsal_says_nothing(self):
        self.remember_today({"feet": 180000})
        done = self.run_program("screen", "--set", "skin-sensitive=yes")
        self.assert_status(0, done, "an answer that changes sessions")
        done = self.run_program("start", "feet", "--plain", "--confirm",
                                "--speed", "10000")
        self.assert_status(0, done, "a rehearsal")
        self.assertIn(b"S1", done.stderr, "what changes is explained")
        self.assertNotIn(AGAIN.encode(), done.stderr)


class AfterStop(KilledTest):
    """What a stop signal does to the next session, and what ends that."""

    def preview(self, plan):
        done = self.run_program("preview", plan)
        return (done.stdout + done.stderr).decode()

    def test_it_is_shorter_and_milder(self):
        self.remember(outcome="unwell", areas={"back": 300000}, mat_ms=300000,
                      planned_ms=300000)
        text = self.preview("first-touch")
        self.assertIn("first: the last session ended in a stop signal, so "
                      "today is half as long and milder; at most 2m30s on the "
                      "mat.", " ".join(text.split()))
        self.assertIn("(milder after the stop signal last time)", text)
        self.assertIn("5m -> 2m30s (shorter after the stop signal last time)",
                      text)

    def test_skin_that_has_to_heal_says_what_ends_the_pause(self):
        self.remember(areas={"feet": 180000, "lower-back": 60000})
        self.rate(skin="broken")
        for plan in ("feet", "evening"):
            with self.subTest(plan=plan):
                text = self.preview(plan)
                self.assertIn("Feet: left out (the skin there has not healed "
                              "yet)", text)
                self.assertEqual(1, text.count(
                    "\n  Once it has healed: matsession rate --healed "
                    "lower-back,feet\n"))
        done = self.run_program("rate", "--healed", "lower-back,feet")
        self.assert_status(0, done, "as it was said")
        self.assertNotIn("healed", self.preview("evening"))


if __name__ == "__main__":
    unittest.main()
