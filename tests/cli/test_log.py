#!/usr/bin/python3
"""The command that lists the history: log.

Usage: MATSESSION=build/matsession test_log.py [CLASS[.TEST]]...
"""

import csv
import io
import json
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from ledger import (NOTE, LedgerTest, ThreeSessionsTest,  # noqa: E402
                    days_ago, noted, rated, session, uuid)
from program import ProgramTest, shown  # noqa: E402


class Log(ThreeSessionsTest):
    """log."""

    def test_a_line_a_session_the_newest_first(self):
        self.assertEqual("""\
2026-11-16 06:05  evening      0s  stopped      first
2026-10-25 22:10  my.yaml      5m  interrupted  first     10/10
2026-10-24 22:10  evening  11m30s  completed    building  3/10
    marks stay; Slept "well", better than before
""", self.good("log"))

    def test_a_wide_terminal_has_it_all_in_the_line(self):
        output = self.on_a_terminal(140, "log", "--since", "2026-10-24",
                                    "-n", "3")
        self.assertEqual(3, output.count(b"\n"), shown(output))
        self.assertIn(f"3/10   marks stay; {NOTE}\n".encode(), output)

    def test_40_columns(self):
        self.assertEqual("""\
2026-11-16 06:05  evening      0s
    stopped, first
2026-10-25 22:10  my.yaml      5m
    interrupted, first, 10/10
2026-10-24 22:10  evening  11m30s
    completed, building, 3/10, marks
    stay; Slept "well", better than
    before
""", self.on_a_terminal(40, "log").decode())

    def test_no_line_is_wider_than_the_terminal(self):
        self.remember(session(4, "2026-11-17 08:00", plan="long-" * 9,
                              areas={"back": 3661000}),
                      session(5, "2026-11-17 09:00", plan="\u65e5\u672c" * 7),
                      rated(5, "2026-11-17 10:00", skin="broken"))
        for columns in (40, *range(50, 100, 2)):
            for locale in ("C.UTF-8", "C") if columns < 52 else ("C.UTF-8",):
                output = self.on_a_terminal(columns, "log",
                                            env={"LC_ALL": locale})
                for line in output.decode().splitlines():
                    width = len(line) + sum(c > "\u3000" for c in line)
                    with self.subTest(columns=columns, line=line):
                        self.assertLessEqual(width, columns)
                        self.assertEqual(line.rstrip(), line)

    def test_a_c_locale_gets_ascii(self):
        self.remember(noted(3, "2026-11-17 08:00", "gr\u00fcn"))
        output = self.on_a_terminal(80, "log", env={"LC_ALL": "C"})
        self.assertIn(b"gr?n", output)
        self.assertTrue(output.isascii())

    def test_count(self):
        self.assertTrue(self.good("log", "-n", "1")
                        .startswith("2026-11-16 06:05"))
        for arguments in (["-n2"], ["--count", "2"], ["--count=2"]):
            self.assertEqual(2, self.good("log", *arguments).count("\n"))
        self.assertEqual(self.good("log"), self.good("log", "-n", "100000"))

    def test_since_a_day(self):
        # By its own clock it was the 24th; in UTC too, but not at midnight.
        for day, count in (("2026-10-24", 3), ("2026-10-25", 2),
                           ("2026-10-26", 1), ("2026-11-16", 1),
                           ("2026-11-17", 0)):
            with self.subTest(day=day):
                self.assertEqual(
                    count, self.good("log", "--json", "--since", day)
                    .count("\n"))

    def test_since_goes_by_the_clock_of_the_session(self):
        self.remember(session(4, "2026-11-18 00:30", 600))
        self.assertEqual(uuid(4), json.loads(
            self.good("log", "--json", "--since", "2026-11-18"))["id"])

    def test_since_a_span(self):
        for number, days in enumerate((0, 6, 7, 8, 28, 40), start=10):
            self.remember(session(number, f"{days_ago(days)} 00:00"))
        for span, ids in (("0d", {10}), ("7d", {10, 11, 12}),
                          ("1w", {10, 11, 12}),
                          ("4w", {10, 11, 12, 13, 14})):
            with self.subTest(span=span):
                lines = self.good("log", "--json", "--since", span)
                got = {json.loads(line)["id"] for line in lines.splitlines()}
                self.assertEqual({uuid(i) for i in ids},
                                 got & {uuid(i) for i in range(10, 16)})

    def test_no_such_day(self):
        for text in ("", "yesterday", "2026-02-30", "2026-1-1", "30", "d",
                     "-3d", "030d", "3m", "99999d", "6000w", "3 d",
                     "2026-10-24 ", "123456789w"):
            with self.subTest(text=text):
                done = self.run_program("log", "--since", text)
                self.assert_status(2, done, "no day")
                self.assertEqual(b"", done.stdout)
                self.assertIn(b"YYYY-MM-DD", done.stderr)

    def test_json_is_the_whole_record(self):
        first, second, third = [json.loads(line) for line in
                                self.good("log", "--json").splitlines()]
        self.assertEqual([uuid(3), uuid(2), uuid(1)],
                         [first["id"], second["id"], third["id"]])
        self.assertEqual((3, "marks", NOTE),
                         (third["strength"], third["skin"], third["note"]))
        self.assertEqual({"back": 600000, "feet": 90000}, third["areas"])
        self.assertNotIn("strength", first)

    def test_csv(self):
        text = self.good("log", "--csv")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        self.assertEqual([
            ["id", "began", "plan", "stage", "outcome", "mat_seconds",
             "planned_seconds", "areas", "strength", "skin", "note"],
            [uuid(3), "2026-11-16T06:05:00-05:00", "evening", "first",
             "stopped", "0", "300", "", "", "", ""],
            [uuid(2), "2026-10-25T22:10:00+01:00", "my.yaml", "first",
             "interrupted", "300", "300", "back 300", "10", "", ""],
            [uuid(1), "2026-10-24T22:10:00+02:00", "evening", "building",
             "completed", "690", "300", "back 600 feet 90", "3", "marks",
             NOTE]], rows)
        self.assertEqual(text.count("\n"), text.count("\r\n"))
        self.assertIn(',"Slept ""well"", better than before"\r\n', text)

    def test_csv_is_no_formula(self):
        texts = ("=1+1", "+1", "-1 is better", "@SUM(A1)", "a=1", "'x")
        for number, text in enumerate(texts, start=10):
            self.remember(session(number, f"2026-11-{number} 20:00",
                                  plan=text),
                          noted(number, "2026-11-20 08:00", text))
        rows = list(csv.DictReader(io.StringIO(self.good("log", "--csv"),
                                               newline=""), strict=True))
        shown_as = ["'" + text for text in texts[:4]] + ["a=1", "'x"]
        for column in ("plan", "note"):
            self.assertEqual(shown_as[::-1],
                             [row[column] for row in rows[:len(texts)]])

    def test_a_reader_that_has_enough(self):
        self.remember(*(session(number, "2026-11-17 20:00")
                        for number in range(100, 1500)))
        for arguments in (["log"], ["log", "--json"], ["log", "--csv"],
                          ["export"]):
            with self.subTest(arguments=arguments):
                process = self.start_program(*arguments)
                self.assertTrue(process.stdout.readline())
                process.stdout.close()
                self.assertEqual(b"", process.stderr.read())
                process.wait(30)

    def test_two_of_one_minute_stand_in_the_order_of_writing(self):
        self.remember(session(4, "2026-11-17 20:00", plan="one"),
                      session(5, "2026-11-17 20:00", plan="two"))
        self.assertEqual(
            ["two", "one"],
            [line.split()[2] for line in
             self.good("log", "-n", "2").splitlines()])

    def test_json_and_csv_exclude_each_other(self):
        self.assert_status(2, self.run_program("log", "--json", "--csv"),
                           "one or the other")

    def test_a_full_disk_is_said(self):
        for arguments in (["log"], ["log", "--json"], ["log", "--csv"],
                          ["export"]):
            with self.subTest(arguments=arguments), \
                    open("/dev/full", "wb") as full:
                done = self.run_program(*arguments, stdout=full)
                self.assertEqual(1, done.returncode, shown(done.stderr))
                self.assertEqual(1, done.stderr.count(b"\n"),
                                 shown(done.stderr))
                self.assertIn(b"cannot write", done.stderr)

    def test_and_why_where_much_is_written(self):
        self.remember(*(session(number, "2026-11-17 20:00")
                        for number in range(100, 400)))
        with open("/dev/full", "wb") as full:
            done = self.run_program("export", stdout=full)
        self.assertEqual(1, done.returncode, shown(done.stderr))
        self.assertEqual(b"matsession: cannot write the output: "
                         b"No space left on device\n", done.stderr)

    def test_what_is_forgotten_is_not_listed(self):
        self.good("rate", "--forget", "--id", uuid(2))
        self.assertNotIn("my.yaml", self.good("log"))
        self.assertNotIn(uuid(2), self.good("log", "--json"))


class Nothing(LedgerTest):
    """No history at all."""

    def test_log(self):
        self.assertEqual("No sessions yet.\n", self.good("log"))
        self.assertEqual("", self.good("log", "--json"))
        self.assertEqual(
            ["id"], self.good("log", "--csv").splitlines()[0].split(",")[:1])
        self.assertEqual(1, self.good("log", "--csv").count("\n"))

    def test_log_since(self):
        self.remember(session(1, "2026-10-24 22:10"))
        self.assertEqual("No sessions since that day.\n",
                         self.good("log", "--since", "2026-10-25"))

    def test_export(self):
        self.assertEqual("", self.good("export"))

    def test_rate(self):
        for arguments in (["3"], ["--marks"], ["--note", "x"], ["--forget"],
                          ["3", "--id", "0"], ["3", "--healed", "back"]):
            with self.subTest(arguments=arguments):
                done = self.run_program("rate", *arguments)
                self.assert_status(6, done, "there is nothing to rate")
                self.assertEqual(b"", done.stdout)
                self.assertEqual(1, done.stderr.count(b"\n"))

    def test_nothing_heals_that_is_not_paused(self):
        self.assertEqual("Not paused: back, feet.\n",
                         self.good("rate", "--healed", "back,feet"))
        self.assertEqual("", self.good("export"))

    def test_a_history_that_cannot_be_read(self):
        os.makedirs(os.path.dirname(self.folder), mode=0o700)
        with open(self.folder, "wb"):
            pass
        for arguments in (["log"], ["log", "--json"], ["stats"], ["export"],
                          ["rate", "3"], ["rate", "--healed", "feet"]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assert_status(1, done, "it cannot be read")
                self.assertEqual(b"", done.stdout)
                self.assertIn(b"history", done.stderr)


class CutOff(ProgramTest):
    """A session that was killed a moment ago."""

    def begin(self):
        process = self.start_program("start", "feet", "--json", "--confirm")
        self.assertIn(b"session-began", process.stdout.readline())
        self.assertIn(b"step-began", process.stdout.readline())
        return process

    def test_it_can_be_taken_up_and_log_says_so(self):
        process = self.begin()
        process.kill()
        process.wait()
        done = self.run_program("log")
        self.assert_status(0, done, "it is only said")
        self.assertEqual(b"No sessions yet.\n", done.stdout)
        self.assertEqual(1, done.stderr.count(b"\n"), shown(done.stderr))
        self.assertIn(b"feet can be taken up", done.stderr)
        self.assertIn(b'"matsession start --resume"', done.stderr)
        for option in ("--json", "--csv"):
            self.assertEqual(b"", self.run_program("log", option).stderr)

    def test_not_while_it_runs(self):
        self.begin()
        done = self.run_program("log")
        self.assert_status(0, done, "a running session is not cut off")
        self.assertEqual(b"", done.stderr)

    def test_not_without_one(self):
        self.assertEqual(b"", self.run_program("log").stderr)


class Hostile(LedgerTest):
    """Whatever a file holds, no terminal is steered by it."""

    LINES = (
        session(1, "2026-11-16 20:00", plan="\x1b[2Jevil"),
        session(2, "2026-11-16 20:00", plan="\u009b2Jevil"),
        session(3, "2026-11-16 20:00", plan="\u202eevil"),
        session(4, "2026-11-16 20:00", plan="a\nb"),
        session(5, "2026-11-16 20:00", zone="\x1b[2J"),
        session(6, "2026-11-16 20:00", more="\u007f\u009b\x1b[2J"),
        session(7, "2026-11-16 20:00"),
        noted(7, "2026-11-16 21:00", "\x1b[2J\u009b"),
        '{"v":1,"event":"session","id":"\x1b[2J"}',
        "\x1b[2J\u009b",
        session(8, "2026-11-16 20:00", began_ms=10**18),
        session(9, "2026-11-16 20:00", offset_min=10**9),
        session(10, "2026-11-16 20:00", areas={"back": 10**15}),
        session(11, "2026-11-16 20:00", areas={"\x1b[2J": 1}),
    )

    def test_on_a_terminal(self):
        self.remember(*self.LINES)
        for arguments in (["log"], ["log", "--json"], ["log", "--csv"],
                          ["stats"], ["stats", "--json"], ["export"],
                          ["rate", "3"]):
            with self.subTest(arguments=arguments):
                output = self.on_a_terminal(80, *arguments)
                self.assert_no_control(
                    output.replace(b"\r", b""), "on a terminal")
                self.assertNotIn("\u202e".encode(), output)

    def test_what_is_said_about_it(self):
        self.remember(*self.LINES, name="\x1b[2Jhome")
        done = self.run_program("log")
        self.assert_status(0, done, "the good ones are listed")
        self.assert_no_control(done.stderr, "on stderr")
        self.assertIn(b"evening", done.stdout)


if __name__ == "__main__":
    unittest.main()
