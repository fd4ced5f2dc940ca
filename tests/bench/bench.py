#!/usr/bin/python3
"""What a session costs, beside the least that a countdown can cost.

Every command runs on a pseudo-terminal of its own. Starts are alternated, so
that a machine that gets slower does so for all; compare figures of one run.
"""

import argparse
import fcntl
import glob
import os
import re
import select
import shutil
import statistics
import struct
import subprocess
import tempfile
import termios
import time

SILENCE = 0.04   # seconds without output: the frame is over
PATIENCE = 5     # seconds to wait for a first frame
LEAD = 1.5       # seconds between start and window
ESCAPES = re.compile(rb"\x1b(\[[0-9;?]*[ -/]*[@-~]|[()].|[=>78])|[\x00-\x20]")


class Subject:
    """One command, what is typed at it, and what was measured."""

    def __init__(self, name, argv, keys=""):
        self.name = name
        self.argv = argv
        self.keys = keys
        self.starts = []
        self.cpu = self.wakes = self.bytes = self.memory = 0


class Run:
    """A run of a command on a pseudo-terminal."""

    def __init__(self, subject, env):
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
        self.output = b""
        stamp, stamped = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.login_tty(slave)
                # Forking a Python takes longer than what is measured.
                os.write(stamped, struct.pack("d", time.monotonic()))
                os.execve(subject.argv[0], subject.argv, env)
            finally:
                os._exit(127)
        self.began = struct.unpack("d", os.read(stamp, 8))[0]
        for fd in (slave, stamp, stamped):
            os.close(fd)

    def read(self, seconds):
        """Reads for so long, at most. Whether something came."""
        if not select.select([self.master], [], [], max(seconds, 0))[0]:
            return False
        try:
            self.output += os.read(self.master, 65536)
        except OSError:
            raise SystemExit(f"it ended: {self.output[-500:]!r}") from None
        return True

    def read_until(self, moment):
        while time.monotonic() < moment:
            self.read(moment - time.monotonic())

    def first_frame(self):
        """Seconds until the last byte of the first frame."""
        last = None
        while time.monotonic() < self.began + PATIENCE:
            if self.read(SILENCE):
                last = time.monotonic()
            elif last and ESCAPES.sub(b"", self.output):
                return last - self.began
        raise SystemExit(f"no frame in {PATIENCE} s: {self.output!r}")

    def end(self):
        """Ends it, whether it likes it or not."""
        os.kill(self.pid, 15)
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
            select.select([self.master], [], [], 0.005)
            try:
                os.read(self.master, 65536)
            except OSError:
                os.waitpid(self.pid, 0)
                break
        else:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self.master)

    def counters(self):
        """CPU in ns and voluntary switches so far, and peak kB."""
        cpu = 0
        for path in glob.glob(f"/proc/{self.pid}/task/*/schedstat"):
            with open(path) as file:
                cpu += int(file.read().split()[0])
        with open(f"/proc/{self.pid}/status") as file:
            status = dict(line.split(":", 1) for line in file)
        return (cpu, int(status["voluntary_ctxt_switches"]),
                int(status["VmHWM"].split()[0]))


def measure_start(subject, env):
    run = Run(subject, env)
    seconds = run.first_frame()
    run.end()
    return seconds * 1000


def measure_window(subject, env, seconds):
    run = Run(subject, env)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true",
                        help="shorter windows, fewer starts")
    parser.add_argument("floor")
    parser.add_argument("program")
    options = parser.parse_args()
    seconds, starts = (6, 9) if options.quick else (30, 15)

    home = tempfile.mkdtemp(prefix="matsession-bench-")
    env = {"HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
           "TZ": "UTC", "PATH": "/usr/bin:/bin"}
    start = [options.program, "start"]
    subjects = [
        Subject("floor", [options.floor]),
        Subject("night, minutes", [*start, "evening", "--confirm"]),
        Subject("night, seconds", [*start, "evening", "--confirm"], "dd"),
        Subject("day, seconds", [*start, "back", "--confirm"]),
    ]
    try:
        subprocess.run([options.program, "screen", "--none"], env=env,
                       check=True, stdout=subprocess.DEVNULL)
        for subject in subjects:
            measure_start(subject, env)  # warms the caches
        for _ in range(starts):
            for subject in subjects:
                subject.starts.append(measure_start(subject, env))
        for subject in subjects:
            measure_window(subject, env, seconds)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(f"median of {starts} starts; {seconds} s of counting; ratios to the "
          "floor")
    table(subjects)


if __name__ == "__main__":
    main()
