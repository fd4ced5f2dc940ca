"""The built program, run with a home of its own and pipes.

MATSESSION names the executable. Nothing of the caller's environment reaches
it but PATH, so a test says everything that it depends on.
"""

import functools
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.path.abspath(os.environ.get("MATSESSION", "build/matsession"))
SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

if not os.access(PROGRAM, os.X_OK):
    raise SystemExit(f"there is no program {PROGRAM}; set MATSESSION")

# Whoever started the tests in the background may have had these ignored, and
# the program leaves such signals ignored, as it should.
for _number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
    signal.signal(_number, signal.SIG_DFL)

# A status that the program itself never gives, so that a finding of the
# sanitizers cannot pass for one of its own.
SANITIZER_STATUS = 99

# What steers a terminal: C0 without newline and tab, DEL, and C1 as UTF-8.
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")


class Home:
    """A fresh home folder with the XDG folders inside."""

    def __init__(self):
        self.root = tempfile.mkdtemp(prefix="matsession-test-")
        self.reports = os.path.join(self.root, "sanitizer")
        self.config = os.path.join(self.root, "config", "matsession")
        self.profile = os.path.join(self.config, "profile.yaml")

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def environment(self, **changes):
        """The environment of the program; None takes a variable out."""
        options = (
            f"exitcode={SANITIZER_STATUS}:log_path={self.reports}"
            ":print_stacktrace=1"
        )
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": self.root,
            "XDG_CONFIG_HOME": os.path.join(self.root, "config"),
            "XDG_DATA_HOME": os.path.join(self.root, "data"),
            "XDG_STATE_HOME": os.path.join(self.root, "state"),
            "XDG_CACHE_HOME": os.path.join(self.root, "cache"),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "TERM": "xterm-256color",
            "MATSESSION_SPEAKER": "",  # none: most tests are not about sound
            "ASAN_OPTIONS": options,
            "UBSAN_OPTIONS": options,
        }
        environment.update(changes)
        return {k: v for k, v in environment.items() if v is not None}

    def write(self, path, content, mode=0o600):
        """Writes a file of our config folder, `plans/mine.yaml`."""
        path = os.path.join(self.config, path)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes)
                       else content.encode())
        os.chmod(path, mode)
        return path

    def screened(self):
        """Puts the profile in place of somebody to whom nothing applies."""
        self.write("profile.yaml", _profile_none())

    def findings(self):
        """What the sanitizers have reported so far."""
        folder, prefix = os.path.split(self.reports)
        texts = []
        for name in sorted(os.listdir(folder)):
            if name.startswith(prefix + "."):
                with open(os.path.join(folder, name), errors="replace") as file:
                    texts.append(file.read())
        return "\n".join(texts)


@functools.lru_cache(maxsize=None)
def _profile_none():
    home = Home()
    try:
        subprocess.run([PROGRAM, "screen", "--none"], check=True, timeout=30,
                       env=home.environment(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL)
        with open(home.profile, "rb") as file:
            return file.read()
    finally:
        home.close()


class ProgramTest(unittest.TestCase):
    """A test with a home; a finding of the sanitizers fails it."""

    screened = True

    def setUp(self):
        self.homes = []
        self.new_home()

    def new_home(self):
        """Moves to a home of its own, for a session beside those of others."""
        self.home = Home()
        self.homes.append(self.home)
        self.addCleanup(self.home.close)
        if self.screened:
            self.home.screened()

    def tearDown(self):
        for home in self.homes:
            self.assertEqual("", home.findings(),
                             "the sanitizers have found something")

    def run_program(self, *arguments, timeout=30, env=None, **options):
        """Runs it to its end with pipes. stdout and stderr are bytes."""
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        return subprocess.run([PROGRAM, *arguments], timeout=timeout,
                              env=self.home.environment(**(env or {})),
                              **options)

    def start_program(self, *arguments, env=None, **options):
        """Starts it with pipes; it is gone when the test is over."""
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        process = subprocess.Popen(
            [PROGRAM, *arguments],
            env=self.home.environment(**(env or {})), **options)
        self.addCleanup(_put_away, process)
        return process

    def wait(self, holds, what, timeout=20):
        """Until it holds; for what nobody tells of."""
        deadline = time.monotonic() + timeout
        while not holds():
            self.assertLess(time.monotonic(), deadline, f"waited for {what}")
            time.sleep(0.01)

    def assert_status(self, expected, done, claim):
        """`done` is what run_program() gave."""
        self.assertEqual(
            expected, done.returncode,
            f"{claim}\nstdout: {shown(done.stdout)}"
            f"\nstderr: {shown(done.stderr)}")

    def assert_no_control(self, data, claim):
        found = CONTROL.search(data)
        if found:
            around = data[max(0, found.start() - 40):found.end() + 40]
            self.fail(f"{claim}: {found.group()!r} in {around!r}")


def _put_away(process):
    if process.poll() is None:
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()


def shown(data):
    """The end of some output for a message."""
    return (data or b"")[-1500:].decode(errors="backslashreplace")


def facts(output):
    """The objects of an output with one a line."""
    return [json.loads(line) for line in output.decode().splitlines()]
