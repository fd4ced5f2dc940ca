#!/usr/bin/python3
"""`start` and `preview` from scripts: facts, options, signals, lost output.

Usage: MATSESSION=build/matsession test_start.py [CLASS[.TEST]]...
"""

import os
import signal
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from program import ProgramTest, facts, shown  # noqa: E402


class Facts(ProgramTest):
    """start --json: exact facts."""

    # Nobody answers the end alarm here: it rings every ten seconds for three
    # minutes, so all that follows comes three minutes later.
    ALARM = 180000

    def test_first_touch_to_the_millisecond(self):
        done = self.run_program("start", "first-touch", "--json", "--confirm",
                                "--speed", "2000")
        self.assert_status(0, done, "a rehearsal")
        got = facts(done.stdout)
        self.assertEqual(
            {"event": "session-began", "at_ms": 0, "plan": "first-touch",
             "stage": "first", "steps": 4, "total_ms": 500000}, got[0],
            "session-began comes first")
        self.assertEqual(
            {"event": "session-ended", "at_ms": 500000 + self.ALARM,
             "outcome": "completed", "mat_ms": 300000, "unanswered": 1},
            got[-1], "session-ended comes last, with five minutes of mat")
        steps = [(f["at_ms"], f["event"], f["step"], f.get("kind"),
                  f.get("duration_ms"))
                 for f in got if f["event"].startswith("step-")]
        late = self.ALARM
        self.assertEqual([
            (0, "step-began", 1, "prepare", 60000),
            (60000, "step-ended", 1, None, None),
            (60000, "step-began", 2, "on", 20000),
            (80000, "step-ended", 2, None, None),
            (80000, "step-began", 3, "mat", 300000),
            (380000, "step-ended", 3, None, None),
            (380000 + late, "step-began", 4, "off", 120000),
            (500000 + late, "step-ended", 4, None, None),
        ], steps, "steps follow one another without a gap")
        cues = [(f["at_ms"], f["cue"]) for f in got if f["event"] == "cue"]
        self.assertEqual([
            (0, "prep-layer"), (15000, "prep-clear"), (30000, "prep-screen"),
            (60000, "on-slow"), (70000, "on-even"), (85000, "peak-soon"),
            (105000, "soften"), (120000, "breathe55"), (140000, "rate60"),
            (230000, "warm"), (290000, "limb-check"), (320000, "one-min"),
            (365000, "ready-off"), (380000 + late, "off-slow"),
            (400000 + late, "sit-minute"), (430000 + late, "skin-look"),
            (460000 + late, "stand-hold"), (480000 + late, "store"),
        ], cues, "each cue at its moment")
        alarms = [(f["at_ms"], f["attempt"], f.get("last", False))
                  for f in got if f["event"] == "alarm"]
        self.assertEqual(
            [(380000 + 10000 * i, i + 1, i == 18) for i in range(19)], alarms,
            "the alarm repeats for three minutes")

    def test_moments_never_go_back_and_each_line_is_one_object(self):
        done = self.run_program("start", "evening", "--json", "--confirm",
                                "--speed", "10000", "--stage", "habitual")
        self.assert_status(0, done, "a rehearsal takes any stage")
        moments = [f["at_ms"] for f in facts(done.stdout)]
        self.assertEqual(sorted(moments), moments)

    def test_a_wait_without_a_terminal_is_said_beforehand(self):
        plan = self.home.write("wait.yaml", """\
plan: 1
title: Wait
steps:
  - kind: wait
    title: Socks off
  - kind: rest
    duration: 30s
""")
        done = self.run_program("start", str(plan), "--confirm", "--speed",
                                "1000")
        self.assert_status(4, done, "nobody can press the key")
        self.assertIn(b"Socks off", done.stderr, "it says which step")

    def test_speed_changes_nothing_but_the_wait(self):
        outputs = {self.run_program("start", "points", "--json", "--confirm",
                                    "--speed", speed).stdout
                   for speed in ("3000", "10000")}
        self.assertEqual(1, len(outputs), "the same facts at every speed")

    def test_plain_is_as_written(self):
        with open(os.path.join(HERE, "first-touch.plain"), "rb") as file:
            golden = file.read()
        done = self.run_program("start", "first-touch", "--plain", "--confirm",
                                "--speed", "10000")
        self.assert_status(0, done, "a rehearsal")
        self.assertEqual(golden.decode(), done.stdout.decode(),
                         "the text of --plain")
        self.assertIn(b"Rehearsal", done.stderr)

    def test_plain_is_what_a_pipe_gets(self):
        plain = self.run_program("start", "first-touch", "--plain",
                                 "--confirm", "--speed", "10000")
        piped = self.run_program("start", "first-touch", "--confirm",
                                 "--speed", "10000")
        self.assertEqual(plain.stdout, piped.stdout)

    def test_lines_come_at_once_through_a_pipe(self):
        process = self.start_program("start", "first-touch", "--json",
                                     "--confirm")
        began = time.monotonic()
        self.assertIn(b"session-began", process.stdout.readline())
        self.assertIn(b"step-began", process.stdout.readline())
        self.assertLess(time.monotonic() - began, 5,
                        "a line is not held back in a buffer")


class Wishes(ProgramTest):
    """Options that make a session easier, and preview that tells."""

    def preview(self, *arguments):
        done = self.run_program("preview", *arguments, "--json")
        self.assert_status(0, done, f"preview {arguments}")
        return facts(done.stdout)

    def mat(self, *arguments):
        return self.preview(*arguments)[-1]["mat_ms"]

    def test_preview_and_start_agree(self):
        for plan in ("evening", "feet", "morning", "recovery"):
            with self.subTest(plan=plan):
                preview = self.preview(plan)
                done = self.run_program("start", plan, "--json", "--confirm",
                                        "--speed", "10000")
                self.assert_status(0, done, "a rehearsal")
                self.assertEqual(self.timeless(preview),
                                 self.timeless(facts(done.stdout)),
                                 "the same steps and cues in the same order")
                self.assertEqual(preview[0], facts(done.stdout)[0])

    def timeless(self, got):
        """Without what depends on when somebody answers the alarm."""
        return [{k: v for k, v in f.items() if k not in ("at_ms",
                                                         "unanswered")}
                for f in got if f["event"] not in ("alarm", "acknowledged")]

    def test_preview_is_exact_where_it_ends(self):
        preview = self.preview("evening")
        self.assertEqual(preview[0]["total_ms"], preview[-1]["at_ms"],
                         "total_ms is when it ends")

    def test_minutes_shorten_and_never_lengthen(self):
        self.assertEqual(180000, self.mat("first-touch", "--minutes", "3"))
        self.assertEqual(300000, self.mat("first-touch", "--minutes", "30"),
                         "more minutes than the stage has change nothing")
        done = self.run_program("start", "first-touch", "--minutes", "3",
                                "--json", "--confirm", "--speed", "10000")
        self.assertEqual(180000, facts(done.stdout)[-1]["mat_ms"])

    def test_skip_leaves_an_area_out(self):
        areas = {f["area"] for f in self.preview("evening", "--skip", "feet")
                 if "area" in f}
        self.assertEqual({"back"}, areas)

    def test_a_real_session_takes_no_harder_stage(self):
        done = self.run_program("start", "back", "--stage", "habitual",
                                "--confirm", timeout=10)
        self.assertIn(done.returncode, (2, 3), "a harder stage is refused: "
                      + shown(done.stderr))
        self.assertNotIn(b"session-began", done.stdout)
        self.assertIn(b"habitual", done.stderr + done.stdout)

    def test_a_preview_takes_any_stage(self):
        self.assertGreater(self.mat("back", "--stage", "settled"),
                           self.mat("back"))

    def test_adaptations_are_explained(self):
        self.run_program("screen", "--set", "blood-thinners=yes",
                         "--clear", "blood-thinners", "--by", "Dr Okoro")
        done = self.run_program("preview", "evening")
        self.assert_status(0, done, "a clearance turns avoid into adapt")
        self.assertIn(b"Blood thinners", done.stdout)
        self.assertIn(b"grade", done.stdout)

    def test_what_changes_needs_a_yes(self):
        self.run_program("screen", "--set", "moles-lesions=yes@back")
        done = self.run_program("start", "first-touch")
        self.assert_status(4, done, "nobody can agree")


class Signals(ProgramTest):
    """Signals and lost output without a terminal."""

    NUMBERS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)

    def test_each_signal_ends_it_with_128_and_its_number(self):
        for option in ("--plain", "--json"):
            for number in self.NUMBERS:
                with self.subTest(signal=number.name, option=option):
                    process = self.start_program("start", "feet", option,
                                                 "--confirm")
                    process.stdout.readline()
                    process.send_signal(number)
                    output, errors = process.communicate(timeout=5)
                    self.assertEqual(128 + number, process.returncode,
                                     shown(errors))
                    if option == "--json":
                        self.assertEqual("interrupted",
                                         facts(output)[-1]["outcome"],
                                         "the last fact says so")
                    else:
                        self.assertIn(b"come off slowly", output,
                                      "nobody is left without a word")

    def test_a_signal_that_was_ignored_stays_ignored(self):
        process = self.start_program(
            "start", "feet", "--json", "--confirm",
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=5)
        self.assertEqual(128 + signal.SIGTERM, process.returncode,
                         "nohup works")

    def test_a_closed_pipe_ends_it(self):
        for option in ("--plain", "--json"):
            with self.subTest(option=option):
                process = self.start_program("start", "first-touch", option,
                                             "--confirm", "--speed", "20")
                process.stdout.readline()
                process.stdout.close()
                process.stdout = None
                process.wait(timeout=10)
                self.assertEqual(1, process.returncode, "nobody reads on")

    def test_a_pipe_that_nobody_reads_ends_it(self):
        for option in ("--plain", "--json"):
            with self.subTest(option=option):
                process = self.start_program("start", "first-touch", option,
                                             "--confirm", "--speed", "10000",
                                             pipesize=4096)
                self.assertEqual(1, process.wait(timeout=10),
                                 "a session does not hang in a write")

    def test_a_stop_with_nobody_at_the_keys_is_over_when_it_goes_on(self):
        # The leader of a session of its own cannot be stopped for long.
        process = self.start_program("start", "first-touch", "--plain",
                                     "--confirm", "--speed", "100",
                                     start_new_session=True)
        process.stdout.readline()
        process.send_signal(signal.SIGTSTP)
        output, _ = process.communicate(timeout=20)
        self.assertEqual(0, process.returncode, "nobody could have resumed it")
        self.assertIn(b"Paused.", output)
        self.assertIn(b"Going on.", output)

    def test_closed_standard_files(self):
        done = self.run_program(
            "start", "first-touch", "--confirm", "--speed", "10000",
            preexec_fn=lambda: (os.close(0), os.close(1), os.close(2)),
            timeout=10)
        self.assertIn(done.returncode, (1, 9), "nobody can follow")


if __name__ == "__main__":
    unittest.main()
