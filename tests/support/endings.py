"""Sessions that are shown in every way, and end; a hook writes it down."""

import json

from links import LinksTest

LONG = """\
plan: 1
title: Long
when: day
steps:
  - {kind: rest, title: Quiet, duration: 30m}
"""

SHORT = LONG.replace("30m", "1s")

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

    def assert_given_back(self):
        pass

    def status(self):
        self.process.communicate(timeout=30)
        return self.process.returncode


class OnTerminal:
    """One on a terminal, which may be closed and has keys."""

    def __init__(self, test, *arguments, env=None):
        self.test = test
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

    def assert_given_back(self):
        # One that was closed is nobody's any more.
        if self.terminal.master is not None:
            self.test.assert_given_back(self.terminal, "at its end")

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
        self.forget()
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
        run.assert_given_back()
