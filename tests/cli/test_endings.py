#!/usr/bin/python3
"""The hook of `session-ended` runs exactly once: every way in which a session
can be shown, with every way in which it can end.

Usage: MATSESSION=build/matsession test_endings.py [CLASS[.TEST]]...
"""

import collections
import json
import os
import resource
import signal
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from endings import MODES, EndingsTest, OnTerminal, Piped  # noqa: E402
from program import PROGRAM  # noqa: E402

FULL_DISK = (resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

Ending = collections.namedtuple(
    "Ending", "end outcome status plan only", defaults=("long", None))


def by_signal(number):
    return Ending(lambda test, run: run.signal(number), "interrupted",
                  128 + number)


def by_keys(*keys):
    return lambda test, run: run.keys(*keys)


def by_command(test, run):
    test.assert_status(0, test.run_program("stop"), "stop")


def from_behind(test, run):
    """Stopped and brought back, then ended."""
    run.terminal.keys("\x1a")
    run.terminal.wait_stopped()
    run.terminal.go_on()
    run.terminal.settle()
    run.signal(signal.SIGTERM)


ENDINGS = {
    "completed": Ending(lambda test, run: None, "completed", 0, "short"),
    "INT": by_signal(signal.SIGINT),
    "TERM": by_signal(signal.SIGTERM),
    "HUP": by_signal(signal.SIGHUP),
    "QUIT": by_signal(signal.SIGQUIT),
    "two at once": Ending(
        lambda test, run: (run.signal(signal.SIGTERM),
                           run.signal(signal.SIGINT)),
        "interrupted", None),
    "stop from another shell": Ending(by_command, "stopped", 7),
    "stopped by key": Ending(by_keys("s", "s"), "stopped", 7,
                             only=OnTerminal),
    "left by key": Ending(by_keys(*"qyqy"), "stopped", 7, only=OnTerminal),
    # What leads off the mat may stand a while; `n` leaves it.
    "unwell": Ending(by_keys("x", "n", "n"), "unwell", 8, only=OnTerminal),
    "Ctrl-C": Ending(by_keys("\x03"), "interrupted", 130, only=OnTerminal),
    "Ctrl-Z, then TERM": Ending(from_behind, "interrupted", 143,
                                only=OnTerminal),
    "the terminal goes": Ending(lambda test, run: run.lose(), "interrupted",
                                9, only=OnTerminal),
    "the reader goes": Ending(lambda test, run: run.lose(), "interrupted", 1,
                              "ticking", only=Piped),
}


class Table(EndingsTest):
    """A row an ending, a column a way to be shown."""

    def end(self, mode):
        for claim, ending in ENDINGS.items():
            if ending.only not in (None, MODES[mode][0]):
                continue
            with self.subTest(mode=mode, ending=claim):
                run = self.begin(mode, ending.plan)
                ending.end(self, run)
                self.assert_ends(run, ending)

    def test_plain_in_a_pipe(self):
        self.end("plain in a pipe")

    def test_json_in_a_pipe(self):
        self.end("json in a pipe")

    def test_plain(self):
        self.end("plain")

    def test_json(self):
        self.end("json")

    def test_screen(self):
        self.end("screen")


class CutOff(EndingsTest):
    """A session that was killed tells nothing; taken up it ends once."""

    TAKEN_UP = {
        "goes on to its end": Ending(by_keys("r"), "completed", 0),
        "finished": Ending(by_keys("f"), "stopped", 7),
        "forgotten": Ending(by_keys("d"), "interrupted", 9),
        "ended in the question": by_signal(signal.SIGTERM),
    }

    def cut_off(self, plan):
        run = self.begin("json in a pipe", plan)
        self.assertIn(b"step-began", run.process.stdout.readline())
        run.signal(signal.SIGKILL)
        self.assertEqual(-signal.SIGKILL, run.status())
        self.assertEqual([], self.said("session-ended"))

    def test_taken_up(self):
        for mode in ("plain", "json", "screen"):
            for claim, ending in self.TAKEN_UP.items():
                with self.subTest(mode=mode, ending=claim):
                    self.cut_off("short")
                    run = self.begin(mode, "--resume")
                    ending.end(self, run)
                    self.assert_ends(run, ending)

    def test_taken_up_in_a_pipe(self):
        for mode in ("plain in a pipe", "json in a pipe"):
            with self.subTest(mode=mode):
                self.cut_off("short")
                self.assert_ends(self.begin(mode, "--resume"),
                                 ENDINGS["completed"])

    def test_swept_by_another_command_it_tells_nothing(self):
        self.cut_off("short")
        journal = os.path.join(self.home.root, "state", "matsession",
                               "journal.jsonl")
        long_ago = time.time() - 11 * 60
        os.utime(journal, (long_ago, long_ago))
        self.assertIn(b"interrupted",
                      self.run_program("log", "--json").stdout)
        self.assertEqual([], self.said("session-ended"))

    def test_swept_it_tells_nothing(self):
        self.cut_off("short")
        self.assert_ends(self.begin("json in a pipe", "short"),
                         ENDINGS["completed"])


class Afterwards(EndingsTest):
    """What the hook finds: all is over and written down."""

    ENDINGS = {
        "completed": ("short", ENDINGS["completed"]),
        "TERM": ("long", ENDINGS["TERM"]),
    }

    def setUp(self):
        super().setUp()
        # While others wait for their turn, there is time to be too early.
        for event in ("session-began", "step-began", "step-ended"):
            self.hook(event, "#!/bin/sh\nexec sleep 60\n")
        self.hook("session-ended", "#!/bin/sh\n"
                  f"{PROGRAM} log -n 1 --json >$HOME/seen.part\n"
                  f"{PROGRAM} status 2>/dev/null\n"
                  "echo $? >>$HOME/seen.part\n"
                  "mv $HOME/seen.part $HOME/seen\n")

    def seen(self):
        """The outcome in the log, or None, and the exit status of `status`."""
        path = os.path.join(self.home.root, "seen")
        self.wait(lambda: os.path.exists(path), "the hook")
        with open(path) as file:
            *log, status = file.read().splitlines()
        os.unlink(path)
        return [json.loads(line)["outcome"] for line in log], int(status)

    def test_its_own_session_is_in_the_log(self):
        for mode in MODES:
            for claim, (plan, ending) in self.ENDINGS.items():
                with self.subTest(mode=mode, ending=claim):
                    run = self.begin(mode, plan)
                    ending.end(self, run)
                    self.assertEqual(ending.status, run.status())
                    self.assertEqual(([ending.outcome], 6), self.seen())

    def test_without_history_it_runs_all_the_same(self):
        for mode in MODES:
            with self.subTest(mode=mode):
                run = self.begin(mode, "short", "--no-history")
                self.assertEqual(0, run.status())
                self.assertEqual(([], 6), self.seen())


class InTheWay(EndingsTest):
    """Whatever else does not work."""

    def test_a_full_disk(self):
        # The hook writes no files either, but folders are none.
        self.hook("session-ended", '#!/bin/sh\nexec mkdir "$HOME/ended.$$"\n')
        for count, mode in enumerate(("plain in a pipe", "json in a pipe")):
            with self.subTest(mode=mode):
                run = self.begin(
                    mode, "short",
                    preexec_fn=lambda: resource.setrlimit(*FULL_DISK))
                self.assertEqual(0, run.status())
                self.assertEqual(count + 1, sum(
                    name.startswith("ended.")
                    for name in os.listdir(self.home.root)))

    def test_no_state_folder(self):
        with open(os.path.join(self.home.root, "state"), "w"):
            pass
        for mode in ("json in a pipe", "screen"):
            with self.subTest(mode=mode):
                self.assert_ends(self.begin(mode, "short"),
                                 ENDINGS["completed"])

    def test_closed_standard_files(self):
        """What is opened then must not come to stand in their place: neither
        the lock nor the journal is what anybody follows."""
        for closed, outcome, status in (
                ((1,), "interrupted", 1), ((0, 1), "interrupted", 1),
                ((1, 2), "interrupted", 1), ((0, 1, 2), "interrupted", 1),
                ((2,), "completed", 0), ((0, 2), "completed", 0)):
            for show in ("--json", "--plain"):
                with self.subTest(closed=closed, show=show):
                    self.forget()
                    done = self.run_program(
                        "start", "short", "--confirm", show,
                        preexec_fn=lambda: [os.close(n) for n in closed])
                    self.assert_status(status, done, "what became of it")
                    self.assert_once(outcome)

    def test_hooks_that_steer_the_session(self):
        steer = f"#!/bin/sh\n{PROGRAM} "
        for event, command, ending in (
                ("step-began", "stop", ENDINGS["stop from another shell"]),
                ("session-began", "status", ENDINGS["completed"]),
                ("step-ended", "pause", ENDINGS["completed"])):
            for mode in ("json in a pipe", "screen"):
                with self.subTest(mode=mode, event=event, command=command):
                    path = self.hook(event, f"{steer}{command}\n")
                    plan = "long" if command == "stop" else "short"
                    self.assert_ends(self.begin(mode, plan), ending)
                    os.unlink(path)


if __name__ == "__main__":
    unittest.main()
