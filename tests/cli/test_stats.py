#!/usr/bin/python3
"""matsession stats.

Usage: MATSESSION=build/matsession test_stats.py [CLASS[.TEST]]...
"""

import json
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from ledger import LedgerTest, days_ago, rated, session  # noqa: E402
from program import shown  # noqa: E402


class Stats(LedgerTest):
    """What is counted, on a page and as an object."""

    def test_nothing_yet(self):
        self.assertEqual("No sessions yet.\n", self.good("stats"))
        it = json.loads(self.good("stats", "--json"))
        self.assertEqual(
            {"sessions": 0, "mat_seconds": 0, "first": None, "last": None,
             "last_28_days": {"sessions": 0, "mat_seconds": 0},
             "weeks": [], "areas": {},
             "stages": [], "strength": [],
             "today": {"stage": "first", "sessions": 0, "days": 0,
                       "last": "none"}}, it)

    def test_a_page(self):
        # The last week of 2020 ends in 2021; one session is on Sunday by
        # its own clock and on Monday by UTC.
        self.remember(session(1, "2020-12-28 21:00"),
                      session(2, "2021-01-03 20:30", -300, stage="week",
                              areas={"back": 480000, "feet": 60000}),
                      rated(1, "2020-12-29 08:00", strength=4))
        page = self.good("stats")
        self.assertIn("2 sessions from 2020-12-28 to 2021-01-03, 14m on the "
                      "mat.\n", page)
        self.assertIn("week of     Mo Tu We Th Fr Sa Su  sum\n"
                      "2020-12-28   5  .  .  .  .  .  9   14\n\n", page)
        self.assertIn("back   13        0  ####", page)
        self.assertIn("\n2020-12-28  first\n2021-01-03  week\n"
                      "today       first\n", page)
        self.assertIn("\nStrength at the end, 0 to 10\n", page)
        self.assertIn("\n4.\n", page)

    def test_lately(self):
        self.remember(session(1, f"{days_ago(27)} 00:00"),
                      session(2, f"{days_ago(28)} 00:00"))
        self.assertEqual(
            {"back": {"mat_seconds": 600, "last_28_days": 300}},
            json.loads(self.good("stats", "--json"))["areas"])

    def test_an_object(self):
        self.remember(session(1, "2026-11-16 21:00"),
                      session(2, "2026-11-18 21:00", stage="week"),
                      rated(2, "2026-11-18 22:00", strength=10))
        text = self.good("stats", "--json")
        self.assertEqual(1, text.count("\n"))
        it = json.loads(text)
        self.assertEqual(
            [{"week": "2026-W47", "monday": "2026-11-16",
              "days": [300, 0, 300, 0, 0, 0, 0]}], it["weeks"])
        self.assertEqual([{"date": "2026-11-16", "stage": "first"},
                          {"date": "2026-11-18", "stage": "week"}],
                         it["stages"])
        self.assertEqual([{"date": "2026-11-18", "strength": 10}],
                         it["strength"])
        self.assertEqual((2, 600), (it["sessions"], it["mat_seconds"]))
        self.assertEqual(("2026-11-16", "2026-11-18"),
                         (it["first"], it["last"]))

    def test_today(self):
        self.remember(session(1, f"{days_ago(2)} 20:00"),
                      session(2, f"{days_ago(1)} 20:00"),
                      rated(1, f"{days_ago(1)} 08:00", strength=2),
                      rated(2, f"{days_ago(1)} 21:00", strength=2))
        self.assertEqual(
            {"stage": "week", "sessions": 2, "days": 2, "last": "easy"},
            json.loads(self.good("stats", "--json"))["today"])
        self.assertIn("\ntoday       week\n"
                      "            2 sessions in 2 days, the last one easy\n",
                      self.good("stats"))

    def test_40_columns_in_any_locale(self):
        for number in range(1, 60):
            self.remember(session(number, f"{days_ago(number * 3)} 20:00",
                                  areas={"feet-standing": 61000,
                                         "lower-back": 600000}),
                          rated(number, f"{days_ago(0)} 00:00",
                                strength=number % 11))
        for locale in ("C", "C.UTF-8"):
            output = self.on_a_terminal(40, "stats", env={"LC_ALL": locale})
            self.assertEqual(locale == "C", output.isascii())
            self.assertEqual(locale != "C", "\u2581".encode() in output)
            self.assert_no_control(output, "on a terminal")
            for line in output.decode().splitlines():
                self.assertLessEqual(len(line), 40, line)
                self.assertEqual(line.rstrip(), line)

    def test_a_full_disk_is_said(self):
        for arguments in (["stats"], ["stats", "--json"]):
            with self.subTest(arguments=arguments), \
                    open("/dev/full", "wb") as full:
                done = self.run_program(*arguments, stdout=full)
                self.assertEqual(1, done.returncode, shown(done.stderr))
                self.assertIn(b"cannot write", done.stderr)

    def test_usage(self):
        for arguments in (["x"], ["--csv"], ["-n", "3"]):
            with self.subTest(arguments=arguments):
                done = self.run_program("stats", *arguments)
                self.assert_status(2, done, "the command line is wrong")


if __name__ == "__main__":
    unittest.main()
