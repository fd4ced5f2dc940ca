#!/usr/bin/python3
"""The reminder of the bedtime: what it says and when, and how its timer follows
the stage and the clocks.

Usage: MATSESSION=build/matsession test_remind.py [CLASS[.TEST]]...
"""

import datetime
import json
import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from bedtime import DESKTOP, MINUTE, RemindTest  # noqa: E402
from ledger import DEVICE, session  # noqa: E402
from program import PROGRAM  # noqa: E402

NO_DESKTOP = {"XDG_RUNTIME_DIR": None}
NONE = "No reminder: "


class Reminding(RemindTest):
    """What is said when the moment comes."""

    def remind(self, minutes, plan="feet", env=None, **options):
        """Reminds so many minutes before the start; gives the bedtime."""
        bedtime = self.due_in(minutes, plan)
        out = self.good(bedtime, plan, "--remind", env={**DESKTOP,
                                                        **(env or {})},
                        **options)
        self.assertEqual("", out)
        return datetime.datetime.strptime(bedtime, "%H:%M")

    def assert_silent(self):
        self.assertEqual([], self.told("notify-send"))

    def assert_body(self, pattern, title="Evening & more"):
        (*options, found, body), = self.told("notify-send")
        self.assertEqual(["--app-name=matsession", "--urgency=normal", "--"],
                         options)
        self.assertEqual(title, found)
        self.assertRegex(body, rf"\A{pattern}\Z")
        return body

    def test_at_the_moment(self):
        minute = None
        while minute != self.now().minute:  # It may have ended meanwhile.
            minute = self.now().minute
            self.forget()
            bedtime = self.remind(0)
        self.assert_body("Start now to leave the mat at "
                         rf"{bedtime - 30 * MINUTE:%H:%M}\.")

    def test_ahead_of_it(self):
        bedtime = self.remind(40)
        night = self.night(f"{bedtime:%H:%M}", "feet")
        self.assert_body(f"Start at {night['start']:%H:%M} to leave the mat "
                         rf"at {bedtime - 30 * MINUTE:%H:%M}\.")

    def test_a_little_late_it_names_what_still_fits(self):
        bedtime = self.remind(-3, plan="evening")
        body = self.assert_body(r"Start now with --minutes \d+ to leave the "
                                r"mat by \d\d:\d\d\.", "Evening wind-down")
        end = bedtime - 30 * MINUTE
        self.assertLessEqual(body[-6:-1], f"{end:%H:%M}")
        left, _, mat = self.played("evening", "--minutes",
                                   re.search(r"--minutes (\d+)", body)[1])
        self.assertLess(0, mat)
        self.assertLessEqual(
            f"{self.now() + datetime.timedelta(milliseconds=left):%H:%M}",
            body[-6:-1])

    def test_a_little_late_for_a_short_plan_nothing_is_said(self):
        self.remind(-10)
        self.assert_silent()

    def test_far_from_it_nothing_is_said(self):
        for minutes in (90, 600, -25, -60):
            self.remind(minutes)
        self.assert_silent()

    def test_when_it_no_longer_fits_nothing_is_said(self):
        self.remind(-5, plan="mine")
        self.assert_silent()

    def test_without_a_mat_it_speaks_of_the_end(self):
        self.remind(30, plan="mine")
        self.assert_body(r"Start at \d\d:\d\d to be done at \d\d:\d\d\.", "Mine")

    def test_a_title_is_no_option_and_no_bytes(self):
        self.home.write("plans/feet.yaml", self.read(os.path.join(
            self.home.config, "plans/mine.yaml")).replace(
                "title: Mine", "title: --icon=x"))
        self.remind(30)
        self.assert_body("Start at .*", "--icon=x")

    def test_after_a_session_of_today_nothing_is_said(self):
        self.live_at(18)
        folder = os.path.join(self.home.root, "data/matsession/history")
        began = f"{self.now():%Y-%m-%d} 13:00"
        offset = int(self.east.total_seconds() // 60)
        os.makedirs(folder, mode=0o700)
        for claim, changes, silent in (
                ("on the mat", {}, True),
                ("not on the mat", {"areas": {}}, False),
                ("before noon", {"began": f"{self.now():%Y-%m-%d} 11:00"},
                 False)):
            with self.subTest(claim):
                line = session(1, changes.pop("began", began), offset,
                               **changes)
                self.put(os.path.join(folder, DEVICE + ".jsonl"),
                         json.dumps(line) + "\n")
                self.remind(20)
                self.assertEqual(0 if silent else 1,
                                 len(self.said("notify-send")))
                self.forget()

    def test_while_a_session_runs_nothing_is_said(self):
        process = self.start("--plain", plan="feet")
        process.stdout.readline()
        self.wait(lambda: self.run_program("status").returncode == 0,
                  "the session")
        self.remind(20)
        self.assert_silent()

    def test_settings_decide_by_what(self):
        self.config("notify: {by: off}\n")
        self.remind(20)
        self.assert_silent()
        self.config("notify: {by: bell}\n")
        done = self.bedtime(self.due_in(20), "feet", "--remind", env=DESKTOP)
        self.assert_status(1, done, "there is no terminal with a bell")
        self.assert_silent()
        self.config("notify: {by: nobody}\n")
        done = self.bedtime(self.due_in(20), "feet", "--remind", env=DESKTOP)
        self.assert_status(5, done, "wrong settings")

    def test_nobody_who_could_show_it(self):
        self.fake("notify-send", then="sys.exit(1)")
        for env in (NO_DESKTOP, {**DESKTOP, "PATH": "/nowhere"}, DESKTOP):
            done = self.bedtime(self.due_in(20), "feet", "--remind", env=env)
            self.assert_status(1, done, env)
            self.assertIn(b"nothing here can show a reminder", done.stderr)
            self.assertEqual(b"", done.stdout)

    def test_it_is_shown_before_the_program_ends(self):
        # Whoever runs the service ends what it leaves behind.
        self.fake("notify-send", "#!/bin/sh\nsleep 0.3\n: >$HOME/shown\n")
        self.remind(20)
        self.assertTrue(os.path.exists(os.path.join(self.home.root, "shown")))

    def test_as_cron_runs_it(self):
        bedtime = self.due_in(20)
        environment = {
            "HOME": self.home.root, "PATH": self.path, "TZ": self.zone,
            "XDG_CONFIG_HOME": os.path.join(self.home.root, "config"),
            "ASAN_OPTIONS": "detect_leaks=1", **DESKTOP}
        done = subprocess.run([PROGRAM, "bedtime", bedtime, "feet",
                               "--remind"], env=environment, cwd="/",
                              capture_output=True, timeout=30)
        self.assert_status(0, done, "cron")
        self.assertEqual(b"", done.stdout + done.stderr)
        self.assert_body("Start at .*")

    def test_on_a_terminal_it_says_so(self):
        for minutes, text in ((40, "Evening & more: Start at "),
                              (90, NONE + "the start is not near.")):
            terminal = self.open("bedtime", self.due_in(minutes), "feet",
                                 "--remind", env={"TZ": self.zone,
                                                  "PATH": self.path,
                                                  **DESKTOP})
            terminal.wait_until(lambda: text.encode() in terminal.log, text)
            self.assertEqual(0, terminal.exit_status())


class Moving(RemindTest):
    """The timer follows the stage and the clocks."""

    def install(self, bedtime, plan="feet"):
        """A timer whose time has become wrong."""
        self.good(bedtime, plan, "--install")
        self.right = self.read(self.timer)
        self.wrong = re.sub(r"(OnCalendar=\*-\*-\*) (?!12:00:00).*",
                            r"\1 03:33:00", self.right)
        self.put(self.timer, self.wrong)
        self.forget()

    def remind(self, *arguments, status=0, **options):
        done = self.bedtime(*arguments, "--remind",
                            env={**DESKTOP, **options})
        self.assert_status(status, done, arguments)
        return done

    def test_it_is_set_anew(self):
        self.install("23:00")
        for when in ("far from it", "again"):
            self.remind("23:00", "feet")
            self.assertEqual(self.right, self.read(self.timer), when)
            self.assertEqual([["--user", "daemon-reload"]], self.told(), when)

    def test_it_is_set_anew_behind_a_reminder(self):
        bedtime = self.due_in(-1, "evening")
        self.install(bedtime, "evening")
        self.remind(bedtime, "evening")
        self.assertEqual(1, len(self.said("notify-send")))
        self.assertEqual(self.right, self.read(self.timer))

    def test_a_change_of_the_clocks_before_bed_counts(self):
        self.home.write("plans/long.yaml", "plan: 1\ntitle: Long\nwhen: any\n"
                        "steps: [{kind: rest, title: R, duration: 75m}]\n")
        bedtime = self.due_in(0, "long")
        now = self.now()
        day = (now + 1440 * MINUTE).timetuple().tm_yday - 1
        # Tomorrow, five minutes behind the start, they go forward.
        west = -int(self.east.total_seconds() // 60) - 60
        self.zone += (f"<BBB>{'-' if west < 0 else '+'}{abs(west) // 60:02}:"
                      f"{abs(west) % 60:02},{day}/{now + 5 * MINUTE:%H:%M},"
                      f"{(day + 180) % 365}/2")
        self.good(bedtime, "long", "--install")
        self.assertIn(f"OnCalendar=*-*-* {now - 60 * MINUTE:%H:%M}:00\n",
                      self.read(self.timer))

    def test_the_timer_of_another_bedtime_stays(self):
        self.install("23:00")
        for arguments in (["22:00", "feet"], ["23:00", "mine"]):
            self.remind(*arguments)
            self.assertEqual(self.wrong, self.read(self.timer))
        self.assertEqual([], self.told())

    def test_a_timer_that_is_not_ours_is_let_be(self):
        for path in (self.timer, self.service):
            self.put(path, "[Timer]\n")
            done = self.remind("23:00", "feet")
            self.assertEqual(b"", done.stderr)
            self.assertEqual("[Timer]\n", self.read(path))
            os.unlink(path)
        self.assertEqual([], self.told())

    def test_nothing_is_installed_by_a_reminder(self):
        self.remind("23:00", "feet")
        self.assertFalse(os.path.exists(os.path.dirname(self.timer)))
        self.assertEqual([], self.told())

    def test_the_old_time_stays_when_it_cannot_be_set(self):
        self.install("23:00")
        self.fake("systemctl", then="sys.exit(1)")
        done = self.remind("23:00", "feet")
        self.assertIn(b"systemd was not told", done.stderr)

    def test_a_refused_plan_leaves_it(self):
        self.install("23:00")
        self.run_program("screen", "--set", "bp-high-uncontrolled=yes")
        self.remind("23:00", "feet", status=3)
        self.assertEqual(self.wrong, self.read(self.timer))
        self.assertEqual([], self.told("notify-send"))


if __name__ == "__main__":
    unittest.main()
