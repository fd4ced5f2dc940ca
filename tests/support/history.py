"""A home in which sessions are really recorded: plans of a second and of three,
off the mat, and what is kept of them."""

import glob
import json
import os

from program import ProgramTest

PLAN = """\
plan: 1
title: Mine
when: day
steps:
  - kind: rest
    title: First
    duration: 1s
  - kind: rest
    title: Second
    duration: 2s
"""


BRIEF = """\
plan: 1
title: Brief
when: day
steps:
  - kind: rest
    title: Only
    duration: 1s
"""


class HistoryTest(ProgramTest):
    """A home with the plans `mine` and `brief`."""

    def setUp(self):
        super().setUp()
        self.home.write("plans/mine.yaml", PLAN)
        self.home.write("plans/brief.yaml", BRIEF)
        self.state = os.path.join(self.home.root, "state", "matsession")
        self.data = os.path.join(self.home.root, "data", "matsession")
        self.journal = os.path.join(self.state, "journal.jsonl")

    def whole(self, *arguments, plan="brief", **options):
        """A session to its end."""
        done = self.run_program("start", plan, "--plain", "--confirm",
                                *arguments, **options)
        self.assert_status(0, done, "the session goes to its end")
        return done

    def begin(self, plan="mine", **options):
        """A session that has just begun."""
        process = self.start_program("start", plan, "--plain", "--confirm",
                                     **options)
        process.stdout.readline()
        return process

    def log(self):
        """The sessions of the history, the oldest first."""
        done = self.run_program("log", "--json")
        self.assert_status(0, done, "log")
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return sorted(lines, key=lambda line: line["began_ms"])

    def outcomes(self):
        return [session["outcome"] for session in self.log()]

    def ledger(self):
        """The file of this device."""
        path, = glob.glob(os.path.join(self.data, "history", "*.jsonl"))
        return path
