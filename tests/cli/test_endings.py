#!/usr/bin/python3
"""The hook of `session-ended` runs exactly once: every way in which a session
can be shown, with every way in which it can end.

Usage: MATSESSION=build/matsession test_endings.py [CLASS[.TEST]]...
"""

import collections
import json
import os
import resource
import shutil
import signal
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from links import LinksTest  # noqa: E402
from program import PROGRAM  # noqa: E402

LONG = """\
plan: 1
title: Long
when: day
steps:
  - {kind: rest, title: Quiet, duration: 30m}
"""

SHORT = LONG.replace("30m", "1s")

FULL_DISK = (resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


class Piped:
    """A session that nobody can give a key."""

    def __init__(self, test, *arguments, env=None, **options):
        self.process = test.start_program("start", *arguments, env=env,
                                          **options)
        self.process.stdout.readline()

    def signal(self, number):
        self.process.send_signal(number)

    def lose(self):
        self.process.stdout.close()
        self.process.stdout = None

    def status(self):
        self.process.communicate(timeout=30)
        return self.process.returncode


class OnTerminal:
    """One on a terminal, which may be closed and has keys."""

    def __init__(self, test, *arguments, env=None):
        self.terminal = test.open("start", *arguments, env=env, shell=True)
        self.terminal.wait_until(
            lambda: any(word in self.terminal.text()
                        for word in ("Quiet", "away", '"held"')), "its begin")

    def signal(self, number):
        self.terminal.signal(number)

    def keys(self, *keys):
        for key in keys:
            self.terminal.keys(key)
            self.terminal.settle()

    def lose(self):
        self.terminal.hang_up()

    def status(self):
        # The closing page of a screen waits for a key.
        while self.terminal._status is None:
            if self.terminal.master is not None and (
                    "any key closes" in self.terminal.text()):
                self.terminal.keys("q")
            self.terminal.settle(0.05)
        return self.terminal.exit_status()


MODES = {
    "plain in a pipe": (Piped, ["--plain"]),
    "json in a pipe": (Piped, ["--json"]),
    "plain": (OnTerminal, ["--plain"]),
    "json": (OnTerminal, ["--json"]),
    "screen": (OnTerminal, []),
}

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


class EndingsTest(LinksTest):
    """A home with a hook for the end, which writes down what it was told."""

    def setUp(self):
        super().setUp()
        self.home.write("plans/long.yaml", LONG)
        self.home.write("plans/short.yaml", SHORT)
        self.home.write("plans/ticking.yaml", SHORT + SHORT.splitlines()[-1]
                        .replace("Quiet", "Last") + "\n")
        self.hook("session-ended")

    def begin(self, mode, *arguments, **options):
        way, shown = MODES[mode]
        shutil.rmtree(self.said_in)
        os.mkdir(self.said_in)
        return way(self, *arguments, "--confirm", *shown, **options)

    def assert_once(self, outcome):
        """Of the session that began last."""
        told = [run["env"] for run in self.said("session-ended")]
        self.assertEqual([outcome],
                         [env["MATSESSION_OUTCOME"] for env in told])
        self.assertEqual(outcome,
                         json.loads(told[0]["MATSESSION_JSON"])["outcome"])

    def assert_ends(self, run, ending):
        status = run.status()
        if ending.status is not None:
            self.assertEqual(ending.status, status)
        self.assert_once(ending.outcome)


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

    def test_hooks_that_steer_the_session(self):
        program = os.environ["MATSESSION"]
        steer = f"#!/bin/sh\n{os.path.abspath(program)} "
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
