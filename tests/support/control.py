"""A home with a runtime folder, and sessions that other programs reach."""

import json
import os
import socket

from history import HistoryTest

LONG = """\
plan: 1
title: Long
when: day
steps:
  - kind: rest
    title: First
    duration: 10m
  - kind: rest
    title: Second
    duration: 10m
"""

TICKS = """\
plan: 1
title: Ticks
when: day
steps:
""" + "".join(f"""\
  - kind: rest
    title: Step {n}
    duration: 1s
""" for n in range(1, 5))


class ControlTest(HistoryTest):
    """A home with the plans `long` and `ticks`, and a runtime folder."""

    def setUp(self):
        super().setUp()
        self.home.write("plans/long.yaml", LONG)
        self.home.write("plans/ticks.yaml", TICKS)
        self.runtime = os.path.join(self.home.root, "run")
        os.mkdir(self.runtime, 0o700)
        self.folder = os.path.join(self.runtime, "matsession")
        self.path = os.path.join(self.folder, "control.sock")
        plain = self.home.environment
        self.home.environment = lambda **changes: plain(
            **{"XDG_RUNTIME_DIR": self.runtime, **changes})

    def begin_json(self, plan="long", **options):
        """A session that has just begun, with facts on its stdout."""
        process = self.start_program("start", plan, "--json", "--confirm",
                                     **options)
        for _ in range(2):
            process.stdout.readline()
        return process

    def ask(self, *arguments, status=0, **options):
        done = self.run_program(*arguments, **options)
        self.assert_status(status, done, arguments)
        return done

    def fields(self):
        return json.loads(self.ask("status", "--json").stdout)

    def join(self):
        client = socket.socket(socket.AF_UNIX)
        client.settimeout(10)
        self.addCleanup(client.close)
        client.connect(self.path)
        return client
