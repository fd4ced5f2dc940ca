#!/usr/bin/python3
"""When to start before going to sleep, and the timer that reminds of it:
its units, and what systemd is told.

Usage: MATSESSION=build/matsession test_bedtime.py [CLASS[.TEST]]...
"""

import datetime
import os
import re
import shlex
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from bedtime import DESKTOP, MINUTE, BedtimeTest  # noqa: E402
from program import PROGRAM  # noqa: E402


class Saying(BedtimeTest):
    """When to start."""

    def test_the_mat_is_left_half_an_hour_before(self):
        for plan in ("evening", "feet", "back", "morning", "recovery"):
            with self.subTest(plan=plan):
                left, over, mat = self.played(plan)
                night = self.night("23:00", plan)
                begun = night["start"]
                ms = datetime.timedelta(milliseconds=1)
                self.assertEqual(plan, night["plan"])
                self.assertEqual("first", night["stage"])
                self.assertEqual(mat, night["mat_ms"])
                self.assertIs(False, night["late"])
                self.assertEqual("23:00", f"{night['bedtime']:%H:%M}")
                self.assertEqual(self.east, night["bedtime"].utcoffset())
                spare = min(night["bedtime"] - 30 * MINUTE - begun - left * ms,
                            night["bedtime"] - begun - over * ms)
                self.assertLessEqual(0 * MINUTE, spare)
                self.assertLess(spare, MINUTE)
                for moment, span in (("mat_left", left), ("ends", over)):
                    self.assertLessEqual(begun + span * ms, night[moment])
                    self.assertLess(night[moment] - begun - span * ms, MINUTE)

    def test_people_are_told_the_same(self):
        night = self.night("23:00", "feet")
        self.assertEqual(
            f"Start feet at {night['start']:%H:%M}.\n"
            f"Off the mat at 22:30, done at {night['ends']:%H:%M}, "
            "bedtime at 23:00.\n", self.good("23:00", "feet"))

    def test_evening_is_what_is_meant(self):
        self.assertEqual(self.good("23:00", "evening"), self.good("23:00"))

    def test_behind_midnight(self):
        self.live_at(8)
        for bedtime in ("00:15", "00:00", "01:30"):
            with self.subTest(bedtime=bedtime):
                night = self.night(bedtime, "feet")
                self.assertIs(False, night["late"])
                self.assertLess(night["bedtime"] - night["start"], 40 * MINUTE)
                self.assertLess(night["start"] - self.now(), 19 * 60 * MINUTE)

    def test_tomorrow_is_called_so(self):
        self.live_at(23)
        out = self.good("22:00", "feet")
        self.assertRegex(out, r"\AStart feet tomorrow at 21:\d\d\.\n")
        self.assertNotIn("Too late", out)

    def test_a_plan_without_a_mat(self):
        night = self.night("23:00", "mine")
        self.assertIsNone(night["mat_left"])
        self.assertEqual(0, night["mat_ms"])
        self.assertEqual("22:59", f"{night['start']:%H:%M}")
        out = self.good("23:00", "mine")
        self.assertIn("Start mine at 22:59.\nDone at 23:00, bedtime at 23:00.",
                      out)
        self.assertIn("None of this plan is on the mat", out)

    def test_too_late_is_said_plainly(self):
        bedtime = f"{self.now() + 20 * MINUTE:%H:%M}"
        out = self.good(bedtime, "feet")
        self.assertIn("Too late for the whole of feet tonight", out)
        self.assertIn("Going to bed without it is fine.",
                      " ".join(out.split()))
        self.assertNotIn("fits", out)
        self.assertRegex(out, r"\nNext time, start feet tomorrow at ")
        self.assertIs(True, self.night(bedtime, "feet")["late"])

    def test_what_still_fits_does(self):
        night = self.night("23:00", "evening")
        before = night["bedtime"] - night["start"]
        bedtime = f"{self.now() + before - 3 * MINUTE:%H:%M}"
        out = self.good(bedtime, "evening")
        found = re.search(r"Until (\d\d:\d\d), \"matsession start "
                          r"--minutes (\d+)\s+evening\" still fits\.",
                          out)
        self.assertTrue(found, out)
        _, _, mat = self.played("evening", "--minutes", found[2])
        self.assertLessEqual(mat, int(found[2]) * 60000)
        self.assertLess(0, mat)
        self.assertIn(found[1], [f"{self.now() + n * MINUTE:%H:%M}"
                                 for n in range(30)])

    def test_a_long_plan_is_called_early(self):
        steps = "".join(
            f"  - {{kind: rest, title: Rest {n}, duration: 40m}}\n"
            for n in range(2))
        self.home.write("plans/long.yaml",
                        f"plan: 1\ntitle: Long\nwhen: evening\nsteps:\n{steps}")
        self.assertIn("more than an hour before bed",
                      self.good("23:00", "long"))
        self.assertNotIn("more than an hour before bed",
                         self.good("23:00", "feet"))

    def test_a_time_that_the_clocks_jump_over(self):
        # The one day on which they do is tomorrow, wherever that is.
        day = (self.now() + 1440 * MINUTE).timetuple().tm_yday - 1
        hours = int(self.east.total_seconds() // 3600)
        name = (f"<AAA>{-hours:+03}<BBB>{-hours - 1:+03},"
                f"{day}/2,{(day + 180) % 365}/2")
        done = self.run_program("bedtime", "02:30", "feet", env={"TZ": name})
        self.assert_status(0, done, name)
        self.assertIn("There is no 02:30 that night, for the clocks go "
                      "forward; it counts as 03:30.",
                      " ".join(done.stdout.decode().split()))
        self.assertIn("bedtime at 03:30", done.stdout.decode())

    def test_the_gate_refuses(self):
        self.run_program("screen", "--set", "bp-high-uncontrolled=yes")
        for option in ((), ("--json",), ("--install",), ("--remind",)):
            done = self.bedtime("23:00", "feet", *option)
            self.assert_status(3, done, option)
            self.assertEqual(b"", done.stdout)
            self.assertFalse(os.path.exists(self.timer))

    def test_wrong_plans(self):
        self.home.write("plans/bad.yaml", "plan: 2\n")
        for plan, status in (("nosuch", 6), ("bad", 5), ("./nosuch.yaml", 6)):
            done = self.bedtime("23:00", plan)
            self.assert_status(status, done, plan)

    def test_wrong_times(self):
        for text in ("9:5", "24:00", "23.00", "11pm", "", "evening", "23:60",
                     "\x1b[2J"):
            done = self.bedtime(text, "feet")
            self.assert_status(2, done, text)
            self.assertIn(b"is not a time of day; write HH:MM on the 24-hour "
                          b"clock, from 00:00 to 23:59", done.stderr)
            self.assert_no_control(done.stderr, text)

    def test_what_does_not_go_together(self):
        self.fake("systemctl")
        for arguments in (["--install"], ["--remind"], ["--json"],
                          ["--remove", "23:00"], ["23:00", "feet", "more"],
                          ["23:00", "--install", "--remind"],
                          ["--remove", "--install"], ["--json", "--remove"],
                          ["23:00", "--install", "--json"],
                          ["23:00", "--json", "--remind"],
                          ["23:00", "--minutes", "3"]):
            self.assert_status(2, self.bedtime(*arguments), arguments)
        self.assertEqual([], self.told())
        self.assertFalse(os.path.exists(self.timer))


class Timer(BedtimeTest):
    """The units, and what systemd is told."""

    def setUp(self):
        super().setUp()
        self.fake("systemctl")

    def install(self, *arguments, **options):
        return self.good(*(arguments or ("23:00", "feet")), "--install",
                         **options)

    def command(self):
        """What the service runs, as systemd takes it apart."""
        line, = re.findall(r"^ExecStart=(.*)$", self.read(self.service), re.M)
        return [word.replace("$$", "$").replace("%%", "%")
                for word in shlex.split(line)]

    def test_it_is_written_and_armed(self):
        night = self.night("23:00", "feet")
        out = self.install()
        self.assertIn(f"next at {night['start']:%H:%M}.", out)
        self.assertIn(f"\nOnCalendar=*-*-* {night['start']:%H:%M}:00\n",
                      self.read(self.timer))
        self.assertEqual([["--user", "daemon-reload"],
                          ["--user", "enable", "--now",
                           "matsession-bedtime.timer"]], self.told())
        self.assertEqual([PROGRAM, "bedtime", "--remind", "--", "23:00",
                          "feet"], self.command())
        self.assertEqual(["matsession-bedtime.service",
                          "matsession-bedtime.timer"],
                         sorted(os.listdir(os.path.dirname(self.timer))))

    def test_what_the_service_runs_runs(self):
        self.fake("notify-send")
        self.install(self.due_in(1, "evening"))
        done = subprocess.run(
            self.command(), timeout=30, stdin=subprocess.DEVNULL, cwd="/",
            capture_output=True, env=self.home.environment(
                TZ=self.zone, PATH=self.path, **DESKTOP))
        self.assert_status(0, done, self.command())
        self.assertEqual(1, len(self.said("notify-send")))

    def test_a_file_is_named_from_the_root(self):
        folder = os.path.join(self.home.root, "a $b %n \"c\"")
        path = os.path.join(folder, "mine.yaml")
        os.mkdir(folder)
        with open(os.path.join(self.home.config, "plans/mine.yaml")) as file:
            self.put(path, file.read())
        self.install("23:00", "./mine.yaml", cwd=folder)
        self.assertEqual(path, self.command()[-1])

    def test_it_is_changed(self):
        self.install("23:00", "feet")
        self.install("22:00", "mine")
        self.assertIn("A reminder comes at 21:59: plan mine, bedtime 22:00.",
                      self.good())

    def test_a_name_that_systemd_does_not_take(self):
        path = os.path.join(self.home.root, "a\nb.yaml")
        with open(os.path.join(self.home.config, "plans/mine.yaml")) as file:
            self.put(path, file.read())
        done = self.bedtime("23:00", path, "--install")
        self.assert_status(1, done, "a newline")
        self.assertFalse(os.path.exists(self.timer))
        self.assertEqual([], self.told())

    def test_what_is_not_ours_stays(self):
        for path in (self.timer, self.service):
            for make in (lambda: self.put(path, "[Timer]\n"),
                         lambda: self.put(path, ""),
                         lambda: os.symlink("/dev/null", path),
                         lambda: os.mkdir(path), lambda: os.mkfifo(path)):
                os.makedirs(os.path.dirname(path), exist_ok=True)
                make()
                for arguments in (["23:00", "--install"], ["--remove"], []):
                    done = self.bedtime(*arguments)
                    self.assert_status(1, done, arguments)
                    self.assertIn(b"is not from matsession", done.stderr)
                self.assertEqual([os.path.basename(path)],
                                 os.listdir(os.path.dirname(path)))
                subprocess.run(["rm", "-r", path], check=True)
        self.assertEqual([], self.told())

    def test_without_systemd_it_is_written_and_said(self):
        failing = self.recorder("systemctl", then="sys.exit(1)")
        for name, text, path in (("failing", failing, self.path),
                                 ("missing", None, "/nowhere")):
            with self.subTest(name):
                if text:
                    self.fake("systemctl", text)
                done = self.bedtime("23:00", "feet", "--install",
                                    env={"PATH": path})
                self.assert_status(1, done, name)
                self.assertEqual(b"", done.stdout)
                self.assertIn(b"systemctl --user enable --now "
                              b"matsession-bedtime.timer", done.stderr)
                self.assertEqual(1, done.stderr.count(b"\n"))
                self.assertIn("feet", self.read(self.service))
                self.assertIn("OnCalendar", self.read(self.timer))
                os.unlink(self.timer)

    def test_a_folder_that_cannot_be_written(self):
        os.makedirs(os.path.dirname(os.path.dirname(self.timer)))
        self.put(os.path.dirname(self.timer), "a file where the folder is")
        done = self.bedtime("23:00", "--install")
        self.assert_status(1, done, "no folder")
        self.assertEqual([], self.told())

    def test_half_of_it_is_not_left_behind(self):
        os.makedirs(os.path.dirname(self.timer))
        os.symlink("/proc/nowhere/timer", self.timer)
        done = self.bedtime("23:00", "--install")
        self.assert_status(1, done, "a link that cannot be followed")
        self.assertEqual(["matsession-bedtime.timer"],
                         os.listdir(os.path.dirname(self.timer)))
        self.assertEqual([], self.told())

    def test_it_is_removed(self):
        self.install()
        wish = os.path.join(os.path.dirname(self.timer),
                            "timers.target.wants", "matsession-bedtime.timer")
        os.makedirs(os.path.dirname(wish))
        os.symlink(self.timer, wish)
        self.assertEqual("The reminder is removed.\n", self.good("--remove"))
        self.assertEqual([["--user", "disable", "--now",
                           "matsession-bedtime.timer"],
                          ["--user", "daemon-reload"]], self.told()[2:])
        for path in (self.timer, self.service, wish):
            self.assertFalse(os.path.lexists(path))

    def test_it_is_removed_without_systemd(self):
        self.install()
        done = self.bedtime("--remove", env={"PATH": "/nowhere"})
        self.assert_status(1, done, "systemd was not told")
        self.assertIn(b"systemctl --user daemon-reload", done.stderr)
        self.assertFalse(os.path.exists(self.timer))
        self.assertFalse(os.path.exists(self.service))

    def test_half_of_it_is_removed(self):
        self.install()
        os.unlink(self.timer)
        self.good("--remove")
        self.assertFalse(os.path.exists(self.service))

    def test_nothing_to_remove(self):
        self.assertEqual("No reminder is installed.\n", self.good("--remove"))
        self.assertEqual([], self.told())

    def test_it_says_what_is_installed(self):
        self.assertEqual("No reminder is installed.\n"
                         "\"matsession bedtime 23:00\" says when to start.\n",
                         self.good())
        night = self.night("23:00", "feet")
        self.install()
        self.assertEqual(
            f"A reminder comes at {night['start']:%H:%M}: plan feet, bedtime "
            "23:00.\n", self.good().split("\"")[0])
        self.assertEqual(["--user", "is-active", "--quiet",
                          "matsession-bedtime.timer"], self.told()[-1])

    def test_it_says_that_it_is_not_armed(self):
        self.install()
        self.fake("systemctl", then="sys.exit(3)")
        done = self.bedtime()
        self.assert_status(1, done, "not armed")
        self.assertEqual(b"", done.stdout)
        self.assertRegex(done.stderr.decode(),
                         r"\Amatsession: a reminder at \d\d:\d\d is written "
                         r"\(plan feet, bedtime 23:00\), but its timer is not "
                         r"armed")

    def test_what_is_installed_is_not_trusted(self):
        self.install()
        text = self.read(self.timer)
        for wrong in (text.replace("plan feet", "plan \x1b[2Jfeet"),
                      text.replace("Bedtime 23:00", "Bedtime 99:00"),
                      text.split("\n")[0] + "\n" + "x" * 60000,
                      text.split("\n")[0] + "\n\0" + text):
            self.put(self.timer, wrong)
            done = self.bedtime()
            self.assert_status(1, done, wrong[:200])
            self.assertIn(b"do not make a reminder", done.stderr)
            self.assert_no_control(done.stdout + done.stderr, wrong[:200])
            self.good("--remove")
            self.install()


if __name__ == "__main__":
    unittest.main()
