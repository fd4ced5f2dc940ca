"""A home with hooks and with fake programs on PATH, each of which writes down
what it got."""

import json
import os

import history
from terminal import TerminalTest

# Of two seconds: nearly every test here waits for its end.
PLAN = history.PLAN.replace("2s", "1s")

# Appears whole: whoever looks sees all of it or nothing.
RECORDER = """\
#!/usr/bin/python3 -I
import json, os, signal, sys
folder = {folder!r}
said = {{
    "argv": sys.argv, "env": dict(os.environ), "pid": os.getpid(),
    "group": os.getpgrp(),
    "files": sorted(os.path.basename(os.readlink("/proc/self/fd/" + n))
                    for n in os.listdir("/proc/self/fd")
                    if os.path.exists("/proc/self/fd/" + n)),
    "blocked": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, [])),
}}
path = os.path.join(folder, "%s.%d" % ({name!r}, os.getpid()))
with open(path + ".part", "w") as file:
    json.dump(said, file)
os.rename(path + ".part", path)
{then}
"""

MAT_PLAN = """\
plan: 1
title: Evening & more
when: day
steps:
  - kind: rest
    title: First
    duration: 1s
  - kind: mat
    title: Feet
    area: feet
    position: seated-chair
    layer: socks
    surface: soft
    duration: 2m
  - kind: rest
    title: Last
    duration: 1s
"""


def is_alive(pid):
    """Whether the process runs; a zombie does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


class LinksTest(TerminalTest):
    """A home with the plans `mine` (2 s) and `feet`, and a folder of fakes."""

    def new_home(self):
        super().new_home()
        self.home.write("plans/mine.yaml", PLAN)
        self.home.write("plans/feet.yaml", MAT_PLAN)
        os.mkdir(self.said_in)
        os.mkdir(self.fakes)

    @property
    def said_in(self):
        return os.path.join(self.home.root, "said")

    @property
    def fakes(self):
        return os.path.join(self.home.root, "fakes")

    @property
    def path(self):
        return f"{self.fakes}:{os.environ['PATH']}"

    def config(self, text):
        self.home.write("config.yaml", "config: 1\n" + text)

    def recorder(self, name, then=""):
        return RECORDER.format(folder=self.said_in, name=name, then=then)

    def hook(self, name, text=None, mode=0o755, then=""):
        """Puts a hook in place: a recorder, or this script."""
        return self.home.write(f"hooks/{name}",
                               text or self.recorder(name, then), mode=mode)

    def fake(self, name, text=None, then=""):
        path = os.path.join(self.fakes, name)
        with open(path, "w") as file:
            file.write(text or self.recorder(name, then))
        os.chmod(path, 0o755)
        return path

    def said(self, name):
        """What every run of a recorder wrote down."""
        found = []
        for entry in sorted(os.listdir(self.said_in)):
            if entry.rsplit(".", 1)[0] == name:
                with open(os.path.join(self.said_in, entry)) as file:
                    found.append(json.load(file))
        return found

    def forget(self):
        """As if no recorder had run."""
        for entry in os.listdir(self.said_in):
            os.unlink(os.path.join(self.said_in, entry))

    def wait_said(self, name, count=1):
        self.wait(lambda: len(self.said(name)) >= count,
                  f"{count} of {name}")
        return self.said(name)

    def wait_dead(self, pid, claim):
        self.wait(lambda: not is_alive(pid), claim)

    def pids(self):
        """Of the file to which scripts add theirs."""
        path = os.path.join(self.home.root, "pids")
        if not os.path.exists(path):
            return []
        with open(path) as file:
            return [int(line) for line in file]

    def start(self, *arguments, plan="mine", **options):
        return self.start_program("start", plan, "--confirm", *arguments,
                                  **options)

    def run_whole(self, *arguments, plan="mine", **options):
        return self.run_program("start", plan, "--confirm", *arguments,
                                **options)

    def end_on(self, terminal, status=0):
        """Leaves the closing page, before which a key is none."""
        terminal.wait_for("any key closes")
        terminal.keys("q")
        self.assertEqual(status, terminal.exit_status())


class NotifyTest(LinksTest):
    """A home with a desktop that a fake notify-send asks."""

    def desktop(self, **changes):
        return {"PATH": self.path, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/x",
                **changes}

    def notified(self):
        """What the desktop was asked to show, in order."""
        runs = sorted(self.said("notify-send"), key=lambda run: run["pid"])
        return [run["argv"][1:] for run in runs]
