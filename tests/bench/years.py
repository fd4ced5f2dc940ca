"""What ten years of sessions cost, beside none.

Each case is run with an empty history and with a full one in turn, so that a
machine that gets slower does so for both.
"""

import collections
import json
import os
import statistics
import subprocess

from ledger import DEVICE, days_ago, rated, session
from program import PROGRAM, Home, shown
from runs import Run

SESSIONS = 3650

MAT = {"layer": "shirt", "surface": "soft"}

# As much as the program writes about an evening, in its order.
STEPS = [
    {"kind": "prepare", "title": "Get ready", "lasted_ms": 60000},
    {"kind": "on", "title": "Get on the mat", "lasted_ms": 10000},
    {"kind": "mat", "title": "Feet", "area": "feet", "position": "seated-chair",
     **MAT, "lasted_ms": 120000},
    {"kind": "off", "title": "Off the mat", "lasted_ms": 30000},
    {"kind": "prepare", "title": "Lights down, shirt on", "lasted_ms": 60000},
    {"kind": "on", "title": "Get on the mat", "lasted_ms": 20000},
    {"kind": "mat", "title": "Back", "area": "back", "position": "supine",
     **MAT, "lasted_ms": 900000},
    {"kind": "off", "title": "Off the mat", "lasted_ms": 120000},
    {"kind": "rest", "title": "Before sleep", "lasted_ms": 300000},
]


class Case:
    """Something that reads the history."""

    def __init__(self, name, *arguments, goes_on=False):
        self.name = name
        self.argv = [PROGRAM, *arguments]
        self.goes_on = goes_on  # measured up to its first frame
        self.pairs = []         # ms with no session, and with all
        self.memory = []        # likewise, peak kB


CASES = [
    Case("start", "start", "evening", goes_on=True),
    Case("stats", "stats"),
    Case("log -n 10", "log", "-n", "10"),
]

Figure = collections.namedtuple("Figure", "ms memory shown")


def past():
    """A session every evening up to yesterday's, all of them rated."""
    for number in range(SESSIONS):
        day = days_ago(SESSIONS - number)
        yield session(number, f"{day} 22:10", stage="habitual",
                      areas={"back": 900000, "feet": 120000}, steps=STEPS,
                      planned_ms=1020000, zone="UTC",
                      program="matsession 0.1.0")
        yield rated(number, f"{day} 22:40", strength=number % 5, skin="fine")


def fill(home):
    """Puts the past into a home. Bytes of it."""
    folder = os.path.join(home.root, "data", "matsession", "history")
    os.makedirs(folder, mode=0o700)
    with open(os.path.join(folder, DEVICE + ".jsonl"), "w") as file:
        for line in past():
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
        return file.tell()


def check(home):
    """A program that reads nothing would be fast."""
    done = subprocess.run([PROGRAM, "stats", "--json"], check=True,
                          env=home.environment(), capture_output=True)
    counted = json.loads(done.stdout)["sessions"]
    if counted != SESSIONS or done.stderr:
        raise SystemExit(f"{counted} sessions were read: {shown(done.stderr)}")


def measure(case, home):
    """Runs a case once."""
    run = Run(case.argv, home.environment())
    if not case.goes_on:
        return Figure(run.whole() * 1000, 0, b"")
    seconds = run.first_frame()
    figure = Figure(seconds * 1000, run.counters()[2], run.shown())
    run.end()
    return figure


def warm(case, empty, full):
    """Runs a case once for the caches of the machine. Another page would be
    another cost."""
    before, after = measure(case, empty), measure(case, full)
    if before.shown != after.shown:
        raise SystemExit(f"{case.name}: not the same frame: "
                         f"{before.shown!r} and {after.shown!r}")


def measure_pair(case, empty, full):
    before, after = measure(case, empty), measure(case, full)
    case.pairs.append((before.ms, after.ms))
    case.memory.append((before.memory, after.memory))


def row(name, pairs, digits):
    """Medians, that of the differences, and the ratio."""
    before, after = (statistics.median(side) for side in zip(*pairs))
    more = statistics.median(b - a for a, b in pairs)
    print(f"{name:<24}{before:>12.{digits}f}{after:>12.{digits}f}"
          f"{more:>+12.{digits}f}{after / before:>9.2f}x")


def table(size):
    print(f"{SESSIONS} sessions, as many ratings, {size / 1e6:.1f} MB; median "
          f"of {len(CASES[0].pairs)} pairs")
    print(f"{'':<24}{'none':>12}{SESSIONS:>12}{'more':>12}{'ratio':>10}")
    for case in CASES:
        what = "frame ms" if case.goes_on else "ms"
        row(f"{case.name}: {what}", case.pairs, 2)
    for case in CASES:
        if case.goes_on:
            row(f"{case.name}: kB", case.memory, 0)


def report(pairs):
    """Measures and prints all cases."""
    empty, full = Home(), Home()
    try:
        for home in (empty, full):
            home.screened()
        size = fill(full)
        check(full)
        for case in CASES:
            warm(case, empty, full)
        for _ in range(pairs):
            for case in CASES:
                measure_pair(case, empty, full)
    finally:
        empty.close()
        full.close()
    table(size)
