#!/usr/bin/python3
"""The command that says how a session was: rate.

Usage: MATSESSION=build/matsession test_rate.py [CLASS[.TEST]]...
"""

import json
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from ledger import (LedgerTest, ThreeSessionsTest, days_ago,  # noqa: E402
                    session, uuid)
from program import shown  # noqa: E402


class Rate(ThreeSessionsTest):
    """rate."""

    def session(self, number):
        lines = self.good("log", "--json").splitlines()
        return next(it for it in map(json.loads, lines)
                    if it["id"] == uuid(number))

    def test_the_newest_that_was_on_the_mat(self):
        self.assertEqual("Rated my.yaml of 2026-10-25 22:10: 3 of 10.\n",
                         self.good("rate", "3"))
        self.assertEqual(3, self.session(2)["strength"])
        self.assertNotIn("skin", self.session(2))
        self.assertNotIn("strength", self.session(3))

    def test_a_rating_takes_its_note_along(self):
        self.good("rate", "3", "--note", "one")
        self.assertEqual("one", self.session(2)["note"])
        self.assertNotIn("note", self.session(3))

    def test_what_is_no_rating_goes_to_the_newest_of_all(self):
        self.good("rate", "--note", "one")
        self.assertEqual("one", self.session(3)["note"])
        self.assertEqual("Forgotten: evening of 2026-11-16 06:05.\n",
                         self.good("rate", "--forget"))
        self.assertEqual("Forgotten: my.yaml of 2026-10-25 22:10.\n",
                         self.good("rate", "--forget"))

    def test_where_none_was_on_the_mat_the_newest(self):
        for _ in (3, 2, 1):
            self.good("rate", "--forget")
        self.remember(session(4, "2026-11-17 20:00", areas={}),
                      session(5, "2026-11-18 20:00", areas={}))
        self.assertEqual("Rated evening of 2026-11-18 20:00: 3 of 10.\n",
                         self.good("rate", "3"))

    def test_the_help_tells_which_one(self):
        words = " ".join(self.good("help", "rate").split())
        self.assertIn("the newest that was on the mat; --note or --forget "
                      "alone go to the newest of all", words)

    def test_0_and_10(self):
        self.good("rate", "0")
        self.assertEqual(0, self.session(2)["strength"])
        self.good("rate", "10")
        self.assertEqual(10, self.session(2)["strength"])

    def test_what_is_left_out_stays(self):
        self.good("rate", "4", "--marks")
        self.good("rate", "--note", "one", "--id", uuid(2))
        self.good("rate", "5")
        it = self.session(2)
        self.assertEqual((5, "marks", "one"),
                         (it["strength"], it["skin"], it["note"]))

    def test_fine_takes_marks_and_broken_skin_back(self):
        for mistake in (["--marks"], ["--broken", "back"]):
            with self.subTest(mistake=mistake):
                self.good("rate", "9", *mistake)
                self.assertEqual(
                    "Rated my.yaml of 2026-10-25 22:10: skin fine.\n",
                    self.good("rate", "--fine").split("The next")[0])
                self.assertEqual((9, "fine"), (self.session(2)["strength"],
                                               self.session(2)["skin"]))
                self.assertNotIn("broken", self.session(2))

    def test_the_skin_is_said_anew_as_a_whole(self):
        self.good("rate", "4", "--broken", "back,feet")
        self.good("rate", "--broken", "neck")
        self.good("rate", "3")
        self.assertEqual((3, ["neck"]), (self.session(2)["strength"],
                                         self.session(2)["broken"]))
        self.assertEqual("Not paused: back.\n",
                         self.good("rate", "--healed", "back"))

    def test_another_one_by_its_id(self):
        self.assertEqual(
            "Rated my.yaml of 2026-10-25 22:10: 2 of 10, marks that stay.\n",
            self.good("rate", "2", "--marks", "--id", uuid(2)[:8]))
        self.assertEqual(2, self.session(2)["strength"])
        self.assertEqual("Rated evening of 2026-11-16 06:05: 1 of 10.\n",
                         self.good("rate", "1", "--id", uuid(3)))
        self.assertEqual(1, self.session(3)["strength"])

    def test_an_id_of_none_or_of_several(self):
        for text in ("f", "0", uuid(9)):
            with self.subTest(id=text):
                done = self.run_program("rate", "2", "--id", text)
                self.assert_status(6, done, "not one session")
                self.assertIn(f'"{text}"'.encode(), done.stderr)

    def test_notes(self):
        self.assertEqual("Note kept with evening of 2026-11-16 06:05.\n",
                         self.good("rate", "--note", "gr\u00fcn"))
        self.assertEqual("gr\u00fcn", self.session(3)["note"])
        self.assertEqual("No note any more with evening of 2026-11-16 06:05.\n",
                         self.good("rate", "--note", ""))
        self.assertNotIn("note", self.session(3))

    def test_the_longest_note(self):
        self.good("rate", "--note", "x" * 499)
        self.assertEqual("x" * 499, self.session(3)["note"])

    def test_notes_that_are_not_kept(self):
        for note in ("x" * 500, "a\nb", "\x1b[2J", "\u009b", "\u202e", "  ",
                     b"\xff", "a\tb"):
            with self.subTest(note=note):
                done = self.run_program("rate", "--note", note)
                self.assert_status(2, done, "no such note")
                self.assertIn(b"at most 499 bytes", done.stderr)
                self.assert_no_control(done.stderr, "in the message")
        self.assertNotIn("note", self.session(3))

    def test_a_usage_error_writes_nothing(self):
        before = self.good("export")
        for arguments, words in (
                ([], "something to say"), (["11"], "from 0 to 10"),
                (["-1"], "unknown option"), (["--", "-1"], "from 0 to 10"),
                (["3.5"], "from 0 to 10"), (["03"], "from 0 to 10"),
                ([""], "from 0 to 10"), (["3", "4"], "one argument too many"),
                (["3", "--forget"], "leave N or --forget out"),
                (["--id", uuid(1)], "something to say"),
                (["3", "--id", ""], "--id needs"),
                (["--broken", "ear"], "no area"),
                (["--broken"], "needs a value"),
                (["--forget", "--marks"], "exclude each other"),
                (["--forget", "--fine"], "exclude each other"),
                (["--fine", "--marks"], "exclude each other"),
                (["--broken", "feet", "--fine"], "exclude each other"),
                (["--healed", "back", "--id", "1"], "exclude each other"),
                (["--healed", "back", "--broken", "feet"],
                 "exclude each other")):
            with self.subTest(arguments=arguments):
                done = self.run_program("rate", *arguments)
                self.assert_status(2, done, "the command line is wrong")
                self.assertIn(words, done.stderr.decode())
                self.assertEqual(b"", done.stdout)
        self.assertEqual(before, self.good("export"))

    def test_a_full_disk_is_said(self):
        with open("/dev/full", "wb") as full:
            done = self.run_program("rate", "3", stdout=full)
        self.assertEqual(1, done.returncode, shown(done.stderr))
        self.assertIn(b"cannot write", done.stderr)


class StopSignal(LedgerTest):
    """What a stop signal does to the sessions to come is said at once."""

    def setUp(self):
        super().setUp()
        for number in (1, 2):
            self.remember(session(number, f"{days_ago(3 - number)} 20:00"))

    def test_strong(self):
        self.assertNotIn("next session", self.good("rate", "6"))
        self.assertIn("The next session will be shorter and milder.\n",
                      self.good("rate", "9"))

    def test_an_older_one_does_not_ease_the_next(self):
        self.assertNotIn("next session",
                         self.good("rate", "9", "--id", uuid(1)))
        self.good("rate", "9")
        self.assertNotIn("next session",
                         self.good("rate", "2", "--id", uuid(1)))

    def test_broken_skin_rests_until_it_has_healed(self):
        output = self.good("rate", "3", "--broken", "back,lower-back")
        self.assertIn("3 of 10, broken skin (back, lower back).", output)
        self.assertIn("shorter and milder", output)
        self.assertIn('"matsession rate --healed back"',
                      output.replace("\n", " "))
        self.assertIn('"matsession rate --healed lower-back"',
                      output.replace("\n", " "))
        self.assertIn("Healed: back.",
                      self.good("rate", "--healed", "back"))
        output = self.good("rate", "2")
        self.assertEqual(["lower-back"], json.loads(
            self.good("log", "--json", "-n", "1"))["broken"])

    def test_fine_is_no_stop_signal(self):
        self.good("rate", "3", "--broken", "back")
        self.assertNotIn("next session", self.good("rate", "--fine"))
        self.assertEqual("Not paused: back.\n",
                         self.good("rate", "--healed", "back"))

    def test_skin_that_has_healed_was_a_stop_signal(self):
        self.good("rate", "3", "--broken", "back")
        self.assertEqual("Healed: back.\n",
                         self.good("rate", "--healed", "back"))
        self.assertIn("The next session will be shorter and milder.\n",
                      self.good("rate", "3"))

    def test_an_area_that_rests_because_of_another(self):
        self.good("rate", "3", "--broken", "feet")
        before = self.good("export")
        done = self.run_program("rate", "--healed", "feet-standing")
        self.assert_status(6, done, "it still rests")
        self.assertEqual(b"", done.stdout)
        self.assertIn(b"feet when standing: it rests because the skin of your "
                      b"feet was broken", done.stderr)
        self.assertIn(b'"matsession rate --healed feet"', done.stderr)
        self.assertEqual(before, self.good("export"), "nothing is written")
        self.assertEqual("Healed: feet.\nNot paused: feet when standing.\n",
                         self.good("rate", "--healed", "feet,feet-standing"))
        self.assertEqual("Not paused: feet when standing.\n",
                         self.good("rate", "--healed", "feet-standing"))


if __name__ == "__main__":
    unittest.main()
