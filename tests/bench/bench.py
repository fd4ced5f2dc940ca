#!/usr/bin/python3
"""What a session costs, beside the least that a countdown can cost, and what
ten years of sessions, sound, other programs and hooks add to it.

Every command runs on a pseudo-terminal of its own. Starts are alternated, so
that a machine that gets slower does so for all; compare figures of one run.

Usage: MATSESSION=build/matsession bench.py [--quick] FLOOR
"""

import argparse
import os
import statistics
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

import sound  # noqa: E402
import steering  # noqa: E402
import years  # noqa: E402
from program import PROGRAM, Home  # noqa: E402
from runs import Run  # noqa: E402

LEAD = 1.5  # seconds between start and window


class Subject:
    """One command, what is typed at it, and what was measured."""

    def __init__(self, name, argv, keys=""):
        self.name = name
        self.argv = argv
        self.keys = keys
        self.starts = []
        self.cpu = self.wakes = self.bytes = self.memory = 0


def measure_start(subject, env):
    run = Run(subject.argv, env)
    seconds = run.first_frame()
    run.end()
    return seconds * 1000


def measure_window(subject, env, seconds):
    run = Run(subject.argv, env)
    run.first_frame()
    os.write(run.master, subject.keys.encode())
    run.read_until(run.began + LEAD)
    cpu, wakes, _ = run.counters()
    seen = len(run.output)
    began = time.monotonic()
    run.read_until(began + seconds)
    after = run.counters()
    span = time.monotonic() - began
    subject.cpu = (after[0] - cpu) / 1e6 / span
    subject.wakes = (after[1] - wakes) / span
    subject.memory = after[2]
    subject.bytes = (len(run.output) - seen) / span
    run.end()


def table(subjects):
    rows = [("first frame ms", lambda s: statistics.median(s.starts), 2),
            ("cpu ms/s", lambda s: s.cpu, 3),
            ("wake-ups/s", lambda s: s.wakes, 2),
            ("peak RSS kB", lambda s: s.memory, 0),
            ("tty bytes/s", lambda s: s.bytes, 1)]
    names = [s.name for s in subjects]
    print(f"{'':<16}" + "".join(f"{name:>18}" for name in names))
    for title, figure, digits in rows:
        least = figure(subjects[0])
        cells = [f"{least:.{digits}f}"]
        for subject in subjects[1:]:
            value = figure(subject)
            ratio = f"{value / least:.2f}x" if least else "-"
            cells.append(f"{value:.{digits}f} {ratio:>8}")
        print(f"{title:<16}" + "".join(f"{cell:>18}" for cell in cells))


def report(floor, seconds, starts):
    """Measures sessions beside the floor, and prints it."""
    start = [PROGRAM, "start"]
    subjects = [
        Subject("floor", [floor]),
        Subject("night, minutes", [*start, "evening", "--confirm"]),
        Subject("night, seconds", [*start, "evening", "--confirm"], "dd"),
        Subject("day, seconds", [*start, "back", "--confirm"]),
    ]
    home = Home()
    env = home.environment()
    try:
        home.screened()
        for subject in subjects:
            measure_start(subject, env)  # warms the caches
        for _ in range(starts):
            for subject in subjects:
                subject.starts.append(measure_start(subject, env))
        for subject in subjects:
            measure_window(subject, env, seconds)
    finally:
        home.close()
    print(f"median of {starts} starts; {seconds} s of counting; ratios to the "
          "floor")
    table(subjects)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true",
                        help="shorter windows, fewer starts")
    parser.add_argument("floor")
    options = parser.parse_args()
    seconds, starts, pairs = (6, 9, 15) if options.quick else (30, 15, 51)

    report(os.path.abspath(options.floor), seconds, starts)
    print()
    years.report(pairs)
    print()
    sound.report(pairs)
    print()
    steering.report(pairs)


if __name__ == "__main__":
    main()
