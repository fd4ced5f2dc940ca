#!/usr/bin/python3
"""What sound has to do with the pages around a session, and with its screen.

Usage: MATSESSION=build/matsession test_sound.py [CLASS[.TEST]]...
"""

import json
import os
import select
import shutil
import signal
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

import terminal as terminals  # noqa: E402
from program import PROGRAM, SOURCE  # noqa: E402
from terminal import ENTER, PATIENCE, TerminalTest  # noqa: E402

SPEAKERS = os.path.join(SOURCE, "tests", "support", "bad_speakers")
CTRL_C = "\x03"

PLAN = """\
plan: 1
title: Long one
when: day
steps:
  - kind: rest
    title: Quiet
    position: supine
    duration: 30m
    cues:
      - at: 1m
        say: Breathe as you like.
"""


class SoundTest(TerminalTest):
    """A test with a speaker that is no real one."""

    def setUp(self):
        super().setUp()
        self.plan = self.home.write("plans/long.yaml", PLAN)
        self.pids = os.path.join(self.home.root, "speaker-pids")
        self.lines = os.path.join(self.home.root, "speaker-lines")

    def begin(self, speaker, *options):
        return self.open(
            "start", self.plan, *options,
            env={"MATSESSION_SPEAKER": os.path.join(SPEAKERS, speaker),
                 "SPEAKER_PIDS": self.pids, "SPEAKER_LINES": self.lines})

    def to_page(self, speaker, *options):
        """Up to the page before the session, with the speaker there."""
        terminal = self.begin(speaker, *options)
        terminal.wait_for("enter none of these")
        self.assertFalse(os.path.exists(self.pids), "not at a question")
        terminal.keys(ENTER)
        terminal.wait_for("enter begin")
        self.wait_told(terminal, self.pids, "")
        return terminal

    def read(self, path):
        try:
            with open(path) as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def wait_told(self, terminal, path, text):
        """Waits until a file has some text; nothing on the terminal tells."""
        deadline = time.monotonic() + PATIENCE
        while not (said := self.read(path)) or text not in said:
            self.assertLess(time.monotonic(), deadline, f"{text!r} in {path}")
            terminal.settle(0.02)

    def orders(self):
        return [json.loads(line) for line in self.read(self.lines).split("\n")
                if line]

    def assert_speaker_gone(self, claim):
        for pid in map(int, self.read(self.pids).split()):
            try:
                process = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            gone = select.select([process], [], [], PATIENCE)[0]
            os.close(process)
            self.assertTrue(gone, f"{claim}: {pid} is left")


class PageTest(SoundTest):
    def test_the_speaker_prepares_while_the_page_is_read(self):
        terminal = self.to_page("listens")
        self.wait_told(terminal, self.lines, '"Breathe')
        self.assertEqual(["set"], [o["do"] for o in self.orders()
                                   if o["do"] != "prepare"])
        terminal.keys(ENTER)
        terminal.wait_for("m mute")
        self.wait_told(terminal, self.lines, '"play"')
        self.assertEqual(1, len(self.read(self.pids).split()), "one speaker")

    def test_a_start_that_is_left_ends_it_at_once(self):
        for how, leave, status in (
                ("q", lambda t: t.keys("q"), 7),
                ("ctrl-c", lambda t: t.keys(CTRL_C), 128 + signal.SIGINT),
                ("term", lambda t: t.signal(signal.SIGTERM),
                 128 + signal.SIGTERM),
                ("kill", lambda t: t.signal(signal.SIGKILL),
                 128 + signal.SIGKILL),
                ("hang up", lambda t: t.hang_up(), None)):
            terminal = self.to_page("ignores_signals")
            leave(terminal)
            with self.subTest(how):
                got = terminal.exit_status()
                if status is not None:
                    self.assertEqual(status, got)
                self.assert_speaker_gone(how)
            os.remove(self.pids)

    def test_none_is_started_where_none_is_wanted(self):
        for option in ("--quiet", "--no-sound"):
            terminal = self.begin("listens", option)
            terminal.wait_for("enter none of these")
            terminal.keys(ENTER)
            terminal.wait_for("enter begin")
            terminal.keys(ENTER)
            terminal.wait_for("q quit")
            with self.subTest(option):
                self.assertEqual("", self.read(self.pids))
                self.assertNotIn("m mute", terminal.text())

    def test_what_cannot_be_heard_is_told_in_the_session(self):
        terminal = self.to_page("silent")
        terminal.settle()
        self.assertNotIn("no sound", terminal.text())
        terminal.keys(ENTER)
        terminal.wait_for("no sound: there is no sound device")

    def test_without_a_speaker_the_page_stays_whole(self):
        alone = os.path.join(self.home.root, "matsession")
        shutil.copy(PROGRAM, alone)
        terminals.PROGRAM = alone
        self.addCleanup(setattr, terminals, "PROGRAM", PROGRAM)
        terminal = self.open("start", self.plan,
                             env={"MATSESSION_SPEAKER": None})
        terminal.wait_for("enter none of these")
        terminal.keys(ENTER)
        terminal.wait_for("enter begin")
        terminal.settle()
        self.assertNotIn("matsession", terminal.text())
        terminal.keys(ENTER)
        terminal.wait_for("no sound: matsession-speaker is not installed")
        terminal.end()
        terminal.wait_for("matsession: no sound:")


class NoticeTest(SoundTest):
    def test_any_key_gives_the_keys_back(self):
        terminal = self.begin("silent", "--confirm")
        terminal.wait_for("no sound: there is no sound device")
        self.assertNotIn("q quit", terminal.text())
        terminal.keys("d")
        terminal.wait_for("q quit")
        self.assertNotIn("no sound", terminal.text())
        terminal.end()
        terminal.wait_for("matsession: no sound: there is no sound device")


if __name__ == "__main__":
    unittest.main()
