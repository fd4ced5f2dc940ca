#!/usr/bin/python3
"""A session beside speakers that do what they should not: it is the same to the
millisecond, nothing of them is seen, and nothing of them is left.

Usage: MATSESSION=build/matsession test_ears.py [CLASS[.TEST]]...
"""

import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from program import PROGRAM, SOURCE, Home, ProgramTest, shown  # noqa: E402
from terminal import ENTER, PATIENCE, TerminalTest  # noqa: E402

SPEAKERS = os.path.join(SOURCE, "tests", "support", "bad_speakers")
CTRL_C = "\x03"
CTRL_Z = "\x1a"
PR_SET_CHILD_SUBREAPER = 36

# Three seconds, with a change of position in it.
PLAN = """\
plan: 1
title: Short one
when: day
steps:
  - kind: prepare
    title: Ready
    duration: 1s
    guidance: none
  - kind: rest
    title: Quiet
    position: supine
    duration: 1s
    cues:
      - at: 0s
        say: Breathe as you like.
  - kind: rest
    title: More of it
    position: seated-chair
    duration: 1s
"""

# As little as a plan can be.
LAST = """\
  - kind: rest
    title: Last
    duration: 1s
"""

# Long enough to do something in it.
LONG_PLAN = PLAN.replace("duration: 1s", "duration: 10m")

EVERY_BAD_ONE = sorted(set(os.listdir(SPEAKERS)) - {"listens", "talks_on"})

# What is complained of; of the others nothing that a session of three seconds
# could know.
COMPLAINTS = {
    "dies_at_once": "no sound: the speaker has ended",
    "dies_in_the_middle": "no sound: the speaker has ended",
    "hostile_reason": "no sound: ?[2J?FOREIGN?",
    "silent": "no sound: there is no sound device",
    "voiceless": "no voice: espeak-ng is not there",
    "missing": "no sound: the speaker has ended",
    "not_executable": "no sound: the speaker has ended",
}


def state_of(pid):
    """The letter of its state in /proc; "" when it is gone."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def has_ended(pid, patience):
    """Whether it has, or does within so many seconds."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], patience)[0])
    finally:
        os.close(process)


class Speaker:
    """Where a speaker keeps what the test wants to know of it."""

    def __init__(self, home, name):
        self.pids_file = os.path.join(home.root, "speaker-pids")
        self.lines_file = os.path.join(home.root, "speaker-lines")
        self.env = {
            "MATSESSION_SPEAKER": os.path.join(SPEAKERS, name),
            "SPEAKER_PIDS": self.pids_file,
            "SPEAKER_LINES": self.lines_file,
        }

    def pids(self):
        return [int(line) for line in _lines(self.pids_file)]

    def orders(self):
        return [json.loads(line) for line in _lines(self.lines_file)]

    def left(self):
        """What of it still runs. Who was killed may take a moment to be so."""
        return [pid for pid in self.pids() if not has_ended(pid, PATIENCE)]


def _lines(path):
    try:
        with open(path) as file:
            return [line for line in file if line.endswith("\n")]
    except FileNotFoundError:
        return []


def shorter(plan):
    """A second of it."""
    return plan[:plan.index("  - kind")] + LAST


def whole(path):
    """How it is started."""
    return ["start", path, "--confirm"]


def put_plan(home, text):
    return home.write("plans/short.yaml", text)


def assert_gone(test, speaker, claim):
    test.assertNotEqual([], speaker.pids(), f"{claim}: it was started")
    test.assertEqual([], speaker.left(), f"{claim}: nothing of it is left")


class Facts(ProgramTest):
    def start(self, name):
        """One that has a home of its own: there is one session at a time."""
        home = Home()
        self.addCleanup(home.close)
        home.screened()
        speaker = Speaker(home, name)
        if name == "none":
            speaker.env["MATSESSION_SPEAKER"] = ""
        if name == "missing":
            speaker.env["MATSESSION_SPEAKER"] = "/nonexistent/speaker"
        if name == "not_executable":
            speaker.env["MATSESSION_SPEAKER"] = home.write("speaker", "")
        process = subprocess.Popen(
            [PROGRAM, *whole(put_plan(home, PLAN)), "--json"],
            env=home.environment(**speaker.env), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.kill)
        return home, speaker, process

    def test_they_are_the_same_beside_every_speaker(self):
        names = [*EVERY_BAD_ONE, "missing", "not_executable", "listens"]
        runs = {name: self.start(name) for name in ["none", *names]}
        ends = {name: run[2].communicate(timeout=60)
                for name, run in runs.items()}
        expected, silence = ends["none"]
        self.assertEqual(b"", silence)
        self.assertEqual([0, 1000, 2000, 3000], sorted(
            {json.loads(line)["at_ms"] for line in expected.splitlines()}))
        for name in names:
            home, speaker, process = runs[name]
            out, err = ends[name]
            with self.subTest(name):
                self.assertEqual(0, process.returncode, shown(err))
                self.assertEqual(expected, out, "the same facts")
                complaint = COMPLAINTS.get(name)
                self.assertEqual(f"matsession: {complaint}\n" if complaint
                                 else "", err.decode(), "what it says of it")
                self.assertEqual([], speaker.left(), "nothing of it is left")
                if name in EVERY_BAD_ONE:
                    self.assertNotEqual([], speaker.pids(), "it was started")
                self.assertEqual("", home.findings())


class Orders(ProgramTest):
    def run_with(self, *options, name="listens", plan=PLAN, env=None):
        speaker = Speaker(self.home, name)
        done = self.run_program(*whole(put_plan(self.home, plan)), *options,
                                env={**speaker.env, **(env or {})})
        self.assert_status(0, done, f"with {options}")
        return speaker

    def test_everything_that_is_said_was_prepared_before(self):
        speaker = self.run_with("--plain")
        prepared = set()
        said = 0
        self.assertEqual("set", speaker.orders()[0]["do"])
        for order in speaker.orders():
            if order["do"] == "prepare":
                self.assertNotIn(order["say"], prepared, "no doubles")
                prepared.add(order["say"])
            if order["do"] == "play" and "say" in order:
                self.assertIn(order["say"], prepared)
                said += 1
        self.assertGreaterEqual(said, 4, "three steps, a cue and the end")
        self.assertEqual({"do": "end"}, speaker.orders()[-1])

    def test_a_speaker_without_a_voice_is_told_no_sentence_any_more(self):
        speaker = self.run_with("--json", name="voiceless")
        played = [o for o in speaker.orders() if o["do"] == "play"]
        self.assertEqual("end", played[-1]["chime"])
        self.assertNotIn("say", played[-1])

    def test_there_is_none_where_none_is_wanted(self):
        for options in (["--no-sound"], ["--quiet"], ["--speed", "100"]):
            with self.subTest(options):
                speaker = self.run_with(*options)
                self.assertEqual([], speaker.pids())

    def test_the_settings_count(self):
        evening = PLAN.replace("when: day", "when: evening")
        cases = [
            ("", PLAN, (700, True)),
            ("", evening, (400, True)),
            ("sound:\n  level: 5\n", PLAN, (50, True)),
            ("sound:\n  night-level: 0\n", evening, (0, True)),
            ("sound:\n  chimes: no\n  level: 20\n", PLAN, (200, True)),
            ("sound:\n  voice: no\n", PLAN, (700, False)),
        ]
        for config, plan, expected in cases:
            with self.subTest(config, plan=plan):
                self.home.write("config.yaml", "config: 1\n" + config)
                speaker = self.run_with("--json", plan=shorter(plan))
                first = speaker.orders()[0]
                self.assertEqual(expected,
                                 (first.get("level"), "voice" in first))
                chimes = [o for o in speaker.orders() if "chime" in o]
                self.assertEqual("chimes: no" not in config, chimes != [])
                os.remove(speaker.lines_file)

    def test_neither_voice_nor_chimes_need_no_speaker(self):
        self.home.write("config.yaml",
                        "config: 1\nsound:\n  chimes: no\n  voice: no\n")
        speaker = self.run_with("--json", plan=shorter(PLAN))
        self.assertEqual([], speaker.pids())

    def test_a_mistake_in_the_settings_comes_before_everything(self):
        path = self.home.write("config.yaml",
                               "config: 1\nsound:\n  level: loud\n")
        done = self.run_program("start", "no-such-plan")
        self.assert_status(5, done, "settings that are wrong")
        self.assertTrue(done.stderr.decode().startswith(
            f"{path}:3:10: sound.level: "), shown(done.stderr))


class Ends(TerminalTest):
    """However a session ends, its speaker ends with it."""

    def begin(self, name="ignores_signals", plan=LONG_PLAN, options=(), **kind):
        speaker = Speaker(self.home, name)
        terminal = self.open(*whole(put_plan(self.home, plan)), *options,
                             env=speaker.env, **kind)
        terminal.wait_for("Ready")
        terminal.wait_until(speaker.pids, "a speaker")
        return terminal, speaker

    def test_by_keys(self):
        for keys, status in (("ss", 7), ("xss", 8)):
            terminal, speaker = self.begin("hangs")
            terminal.keys(keys)
            terminal.wait_for("any key closes")
            terminal.keys(ENTER)
            with self.subTest(keys):
                self.assertEqual(status, terminal.exit_status())
                assert_gone(self, speaker, keys)
            os.remove(speaker.pids_file)

    def test_by_signals(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP,
                       signal.SIGQUIT):
            terminal, speaker = self.begin()
            terminal.signal(number)
            with self.subTest(number):
                self.assertEqual(128 + number, terminal.exit_status())
                assert_gone(self, speaker, number)
                self.assert_given_back(terminal, number)
            os.remove(speaker.pids_file)

    def test_by_a_terminal_that_goes(self):
        terminal, speaker = self.begin()
        terminal.hang_up()
        self.assertIn(terminal.exit_status(), (9, 128 + signal.SIGHUP))
        assert_gone(self, speaker, "hung up")

    def test_by_force(self):
        libc = ctypes.CDLL(None)
        self.assertEqual(0, libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0))
        try:
            terminal, speaker = self.begin()
            terminal.signal(signal.SIGKILL)
            self.assertEqual(128 + signal.SIGKILL, terminal.exit_status())
            pid = speaker.pids()[0]
            self.assertEqual(signal.SIGKILL, os.waitpid(pid, 0)[1],
                             "it was killed with its session")
        finally:
            libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)

    def test_ctrl_c_does_not_wait_for_the_last_sentence(self):
        terminal, speaker = self.begin("talks_on", PLAN, ["--plain"])
        terminal.wait_for("The end.")
        terminal.wait_for("Take your time.")
        terminal.settle()
        self.assertFalse(has_ended(speaker.pids()[0], 0), "it still speaks")
        terminal.keys(CTRL_C)
        self.assertEqual(0, terminal.exit_status(timeout=3))
        assert_gone(self, speaker, "Ctrl-C")

    def test_a_stopped_session_does_not_stop_it(self):
        terminal, speaker = self.begin("listens", shell=True)
        terminal.keys(CTRL_Z)
        terminal.wait_stopped()
        pid = speaker.pids()[0]
        self.assertIn(state_of(pid), ("S", "R"), "what is said may finish")
        terminal.go_on()
        terminal.wait_for("Paused")
        terminal.end()
        assert_gone(self, speaker, "stopped")


class Shown(TerminalTest):
    def begin(self, name, plan=LONG_PLAN, options=(), env=None, **size):
        speaker = Speaker(self.home, name)
        terminal = self.open(*whole(put_plan(self.home, plan)), *options,
                             env={**speaker.env, **(env or {})}, **size)
        terminal.wait_for("Ready")
        return terminal, speaker

    def test_nothing_that_it_writes_reaches_the_screen(self):
        for name in ("floods_stdout", "floods_reports", "endless_line",
                     "floods_stderr"):
            terminal, _ = self.begin(name)
            terminal.keys(" ")
            terminal.wait_for("Paused")
            terminal.settle()
            with self.subTest(name):
                self.assertNotIn(b"FOREIGN", terminal.log)
            terminal.end()
            terminal.settle()
            self.assertNotIn(b"FOREIGN", terminal.log)

    def test_that_nothing_is_heard_is_said(self):
        terminal, _ = self.begin("silent")
        terminal.wait_for("no sound: there is no sound device; the terminal's "
                          "bell")
        terminal.end()
        self.assertEqual(1, terminal.log.count(b"matsession: no sound: there"),
                         "once more when the screen has gone")

    def test_the_bell_stands_in_for_a_change_and_the_end(self):
        terminal, _ = self.begin("silent", PLAN, ["--plain"])
        terminal.wait_for("Take your time.")
        self.assertEqual(0, terminal.exit_status())
        self.assertIn(terminal.log.count(b"\a"), (2, 3))

    def test_m_mutes_and_sounds_again(self):
        terminal, speaker = self.begin("listens")
        terminal.wait_for("m mute")
        self.assertIn("q quit", terminal.screen()[-2])
        terminal.keys("m")
        terminal.wait_for("m muted")
        terminal.keys("M")
        terminal.wait_gone("m muted")
        terminal.wait_for("m mute")
        terminal.end()
        self.assertEqual([True, False], [o["on"] for o in speaker.orders()
                                         if o["do"] == "mute"])

    def test_what_is_muted_is_told_in_lines_too(self):
        terminal, _ = self.begin("listens", options=["--plain"])
        terminal.keys("m")
        terminal.wait_for("Muted; the alarm still sounds.")
        terminal.keys("m")
        terminal.wait_for("Sounds again.")

    def test_there_is_nothing_to_mute_without_sound(self):
        terminal, _ = self.begin("listens", options=["--no-sound"])
        terminal.wait_for("q quit")
        self.assertNotIn("m mute", terminal.text())
        terminal.keys("m")
        terminal.keys(" ")
        terminal.wait_for("Paused")
        self.assertNotIn("muted", terminal.text())


if __name__ == "__main__":
    unittest.main()
