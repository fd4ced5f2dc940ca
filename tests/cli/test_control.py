#!/usr/bin/python3
"""A running session, seen and steered by other programs.

Usage: MATSESSION=build/matsession test_control.py [CLASS[.TEST]]...
"""

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from control import ControlTest  # noqa: E402
from program import PROGRAM, shown  # noqa: E402

class Commands(ControlTest):
    """What each command does to a session."""

    def test_nothing_is_running(self):
        commands = (["status"], ["status", "--json"], ["status", "--watch"],
                    ["status", "--format", "{left}"], ["pause"], ["resume"],
                    ["toggle"], ["next"], ["previous"], ["extend", "1m"],
                    ["stop"])
        for command in commands:
            with self.subTest(command=command):
                done = self.ask(*command, status=6)
                self.assertEqual(b"", done.stdout)
                self.assertEqual(b"matsession: nothing is running\n",
                                 done.stderr)

    def test_each_does_what_it_says(self):
        self.begin_json()
        steps = (
            (["pause"], "Paused. First:", "paused", 1),
            (["pause"], "Already paused.", "paused", 1),
            (["resume"], "Resumed. First:", "running", 1),
            (["resume"], "Already running.", "running", 1),
            (["toggle"], "Paused.", "paused", 1),
            (["toggle"], "Resumed.", "running", 1),
            (["next"], "On to the next step. Second: 10:00", "running", 2),
            (["previous"], "Back to the start of a step. First:", "running", 1),
        )
        for command, text, phase, step in steps:
            with self.subTest(command=command):
                said = self.ask(*command).stdout.decode()
                self.assertTrue(said.startswith(text), said)
                fields = self.fields()
                self.assertEqual((phase, step), (fields["phase"],
                                                 fields["step"]))

    def test_extend(self):
        self.begin_json()
        for argument, length in (("-1m", 540000), ("1m", 600000),
                                 ("+90s", 690000), ("-30s", 660000)):
            with self.subTest(argument=argument):
                self.ask("extend", argument)
                self.assertEqual(length, self.fields()["step_ms"])
        for argument in ("", "-", "5", "+-1m", "--1m", "0s", "-1x", "4h"):
            with self.subTest(argument=argument):
                self.ask("extend", argument, status=2)
        self.ask("extend", "--help", "-1m")
        self.ask("extend", "-1m", "-2m", status=2)
        self.assertEqual(660000, self.fields()["step_ms"])

    def test_what_cannot_be_is_told(self):
        self.begin_json()
        done = self.ask("previous", status=1)
        self.assertEqual(b"", done.stdout)
        self.assertIn(b"no step to go back to", done.stderr)

    def test_stop_ends_it_as_the_key_does(self):
        process = self.begin_json()
        self.assertEqual(b"Stopped.\n", self.ask("stop").stdout)
        out, _ = process.communicate(timeout=30)
        self.assertEqual(7, process.returncode)
        self.assertIn(b'"outcome":"stopped"', out)
        session, = self.log()
        self.assertEqual(("long", "stopped"),
                         (session["plan"], session["outcome"]))
        self.assertFalse(os.path.exists(self.path))
        self.ask("status", status=6)

    def test_a_stopped_program_does_not_answer(self):
        process = self.begin_json()
        process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        done = self.ask("status", status=1)
        self.assertIn(b"does not answer", done.stderr)
        self.assertLess(time.monotonic() - began, 5)
        process.send_signal(signal.SIGCONT)
        self.assertEqual("running", self.fields()["phase"])

    def test_a_rehearsal_has_no_socket(self):
        process = self.start_program("start", "long", "--plain", "--confirm",
                                     "--speed", "2")
        process.stdout.readline()
        self.ask("status", status=6)


class Status(ControlTest):
    """What status prints."""

    def test_for_people(self):
        self.begin_json()
        done = self.ask("status")
        self.assertRegex(done.stdout.decode(),
                         r"\A(First: (10:00|09:59) left \(step 1 of 2\)\n"
                         r"Long, ends \d\d:\d\d, then Second\n)\Z")

    def test_the_object_has_what_the_header_tells(self):
        header = os.path.join(HERE, "..", "..", "src", "link", "status.h")
        with open(header) as file:
            told = re.findall(r'"([a-z_]+)":', file.read().split("*/")[0])
        self.begin_json()
        fields = self.fields()
        self.assertEqual(told, list(fields))
        self.assertIsNone(fields["muted"])
        self.assertAlmostEqual(1200000, fields["session_left_ms"], delta=5000)

    def test_every_field_is_told_and_known(self):
        self.begin_json()
        wrong = self.ask("status", "--format", "{qqqqqqqqqqq}", status=2)
        known = set(re.split(r",? ", wrong.stderr.decode().split("use ")[1]
                             .split("\nTry")[0].replace("\n", " ").strip()))
        known = {name for name in known if name}
        told = set(re.findall(r"\{([a-z_]+)\}",
                              self.ask("help", "status").stdout.decode()))
        self.assertEqual(known, told)
        for name in sorted(known):
            value = self.ask("status", "--format", f"{{{name}:json}}").stdout
            json.loads(value)

    def test_a_wrong_format_is_a_usage_error_even_with_nothing_running(self):
        done = self.ask("status", "--format", "{lef}", status=2)
        self.assertIn(b'did you mean "left"?', done.stderr)
        self.ask("status", "--format", "{left}", "--json", status=2)

    def test_it_is_quick(self):
        if "asan" in shown(subprocess.run(["ldd", PROGRAM],
                                          stdout=subprocess.PIPE).stdout):
            self.skipTest("sanitizers make it slow")
        self.begin_json()
        times = []
        for _ in range(30):
            began = time.monotonic()
            self.ask("status", "--format", "{left}")
            times.append(time.monotonic() - began)
        self.assertLess(sorted(times)[10], 0.005)


class Watch(ControlTest):
    """What --watch prints."""

    def watch(self, *arguments):
        watcher = self.start_program("status", "--watch", *arguments)
        return watcher, watcher.stdout.readline()

    def test_facts_and_statuses(self):
        process = self.begin_json()
        watcher, first = self.watch("--json")
        self.assertEqual("status", json.loads(first)["event"])
        self.ask("pause")
        self.ask("stop")
        out, err = watcher.communicate(timeout=30)
        events = [json.loads(line)["event"] for line in out.splitlines()]
        self.assertEqual(b"", err)
        self.assertEqual(0, watcher.returncode)
        self.assertEqual("session-ended", events[-1])
        self.assertEqual(["paused", "status"], events[:2])
        self.assertEqual(["step-ended", "session-ended"], events[2:])
        facts = [line for line in process.communicate(timeout=30)[0]
                 .splitlines()]
        self.assertEqual(facts, [line for line in out.splitlines()
                                 if b'"event":"status"' not in line])

    def test_a_text_is_printed_when_it_changes(self):
        self.begin_json("ticks")
        watcher, first = self.watch("--format", "{step_title} {phase} {left}")
        out, _ = watcher.communicate(timeout=30)
        lines = (first + out).decode().splitlines()
        self.assertEqual(0, watcher.returncode)
        self.assertEqual(" ended ", lines[-1])
        self.assertEqual(len(lines), len(set(lines)))
        self.assertEqual(["Step 2", "Step 3", "Step 4"],
                         [line[:6] for line in lines
                          if line.endswith("00:01")][-3:])

    def test_it_asks_once(self):
        """It prints each second, and sends nothing after its first word."""
        self.begin_json()
        watcher = subprocess.Popen(
            ["strace", "-f", "-e", "trace=sendto,write", "-o",
             os.path.join(self.home.root, "trace"), PROGRAM, "status",
             "--watch", "--format", "{left}"],
            env=self.home.environment(ASAN_OPTIONS="detect_leaks=0"),
            stdout=subprocess.PIPE) if have("strace") else None
        if watcher is None:
            self.skipTest("there is no strace")
        for _ in range(3):
            watcher.stdout.readline()
        self.ask("stop")
        watcher.communicate(timeout=30)
        with open(os.path.join(self.home.root, "trace")) as file:
            self.assertEqual(1, file.read().count("sendto("))

    def test_it_ends_with_whoever_reads_it(self):
        self.begin_json()
        self.ask("pause")
        watcher, _ = self.watch()
        watcher.stdout.close()
        watcher.wait(timeout=10)
        self.assertEqual(0, watcher.returncode)

    def test_one_whose_session_is_killed(self):
        process = self.begin_json()
        watcher, _ = self.watch()
        process.kill()
        _, err = watcher.communicate(timeout=30)
        self.assertEqual(1, watcher.returncode)
        self.assertIn(b"the session has gone", err)


class Socket(ControlTest):
    """Who opens it, where, and what becomes of it."""

    def test_only_its_user_can_reach_it(self):
        self.begin_json()
        info = os.lstat(self.path)
        self.assertTrue(stat.S_ISSOCK(info.st_mode))
        self.assertEqual(0o600, stat.S_IMODE(info.st_mode))
        self.assertEqual(0o700, stat.S_IMODE(os.stat(self.folder).st_mode))

    def test_it_goes_with_the_session(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP,
                       signal.SIGQUIT):
            with self.subTest(signal=number):
                process = self.begin_json()
                self.assertTrue(os.path.exists(self.path))
                process.send_signal(number)
                process.communicate(timeout=30)
                self.assertFalse(os.path.exists(self.path))
        self.whole()
        self.assertFalse(os.path.exists(self.path))

    def test_after_a_kill_nothing_runs_and_the_next_one_takes_its_place(self):
        process = self.begin_json()
        process.kill()
        process.communicate(timeout=30)
        self.assertTrue(os.path.exists(self.path))
        self.ask("status", status=6)
        self.begin_json()
        self.assertEqual("running", self.fields()["phase"])

    def test_a_second_session_leaves_it_alone(self):
        self.begin_json()
        inode = os.lstat(self.path).st_ino
        self.ask("start", "brief", "--plain", "--confirm", status=10)
        self.assertEqual(inode, os.lstat(self.path).st_ino)
        self.assertEqual("long", self.fields()["plan"])

    def test_what_is_no_socket_is_left_alone(self):
        victim = os.path.join(self.home.root, "victim")
        makers = {
            "file": lambda: open(self.path, "w").close(),
            "link": lambda: os.symlink(victim, self.path),
            "folder": lambda: os.mkdir(self.path),
            "pipe": lambda: os.mkfifo(self.path),
        }
        for name, make in makers.items():
            with self.subTest(kind=name):
                os.makedirs(self.folder, mode=0o700, exist_ok=True)
                make()
                before = os.lstat(self.path)
                done = self.whole()
                self.assertIn(b"no other program can steer", done.stderr)
                after = os.lstat(self.path)
                self.assertEqual((before.st_ino, before.st_mode),
                                 (after.st_ino, after.st_mode))
                self.assertFalse(os.path.exists(victim))
                if name == "folder":
                    os.rmdir(self.path)
                else:
                    os.unlink(self.path)

    def test_in_an_open_folder_there_is_none(self):
        os.mkdir(self.folder)
        os.chmod(self.folder, 0o777)
        self.whole()
        self.assertEqual([], os.listdir(self.folder))
        self.ask("status", status=6)

    def test_a_long_path_and_no_runtime_folder(self):
        deep = os.path.join(self.home.root, "x" * 120)
        os.mkdir(deep, 0o700)
        for changes in ({"XDG_RUNTIME_DIR": deep},
                        {"XDG_RUNTIME_DIR": None},
                        {"XDG_RUNTIME_DIR": None, "XDG_STATE_HOME": deep}):
            with self.subTest(changes=changes):
                process = self.begin_json(env=changes)
                self.ask("stop", env=changes)
                process.communicate(timeout=30)
                self.assertEqual(7, process.returncode)

    def test_not_with_nobody_to_listen(self):
        os.makedirs(self.folder, mode=0o700)
        stale = socket.socket(socket.AF_UNIX)
        stale.bind(self.path)
        stale.close()
        self.ask("status", status=6)


def flooding(client):
    """As much as it takes, without reading."""
    client.setblocking(False)
    try:
        while True:
            client.send(b'{"do":"status"}\n' * 200)
    except (BlockingIOError, ConnectionError):
        pass


def shouting(client):
    client.setblocking(False)
    try:
        client.send(b"x" * 200000)
    except (BlockingIOError, ConnectionError):
        pass


HOSTILE = {
    "silent": lambda client: None,
    "flooding": flooding,
    "shouting": shouting,
    "half-closed": lambda client: client.shutdown(socket.SHUT_WR),
    "half a line": lambda client: client.send(b'{"do":"sta'),
    "gone": lambda client: client.close(),
    "gone in the middle": lambda client: (client.send(b'{"do":"st'),
                                          client.close()),
    "binary": lambda client: client.send(bytes(range(256)) * 4 + b"\n"),
    "deep": lambda client: client.send(b"[" * 4000 + b"\n"),
    "watching and not reading": lambda client: client.send(
        b'{"do":"watch"}\n' * 100),
}


class Hostile(ControlTest):
    """Whatever a client does, facts come in time."""

    def facts_in_time(self, disturb):
        """The session's facts, each with how late it came, in ms."""
        process = self.begin_json("ticks")
        origin = time.monotonic()
        late = []
        for count in range(7):
            disturb()
            line = process.stdout.readline()
            fact = json.loads(line)
            late.append(((time.monotonic() - origin) * 1000 - fact["at_ms"],
                         fact))
        process.communicate(timeout=30)
        self.assertEqual(0, process.returncode)
        return late

    def test_each_alone(self):
        for name, do in HOSTILE.items():
            with self.subTest(client=name):
                late = self.facts_in_time(lambda: do(self.join()))
                for ms, fact in late:
                    self.assertLess(ms, 150, fact)
                # Facts bear the moment that they were due at.
                began = [fact["at_ms"] for _, fact in late
                         if fact["event"] == "step-began"]
                self.assertEqual([1000, 2000, 3000], began)

    def test_all_together(self):
        def disturb():
            for do in HOSTILE.values():
                try:
                    do(self.join())
                except (ConnectionError, BlockingIOError):
                    pass
        for ms, fact in self.facts_in_time(disturb):
            self.assertLess(ms, 150, fact)

    def test_a_flood_does_not_keep_others_out(self):
        self.begin_json()
        for _ in range(3):
            flooding(self.join())
        began = time.monotonic()
        self.assertEqual("running", self.fields()["phase"])
        self.assertLess(time.monotonic() - began, 1)

    def test_a_ninth_is_told_so(self):
        self.begin_json()
        clients = [self.join() for _ in range(8)]
        for client in clients[:1]:
            client.send(b'{"do":"status"}\n')
            client.recv(4096)
        done = self.ask("status", status=1)
        self.assertIn(b"too many clients", done.stderr)
        # Whoever says nothing is dropped after a while.
        self.assertEqual(b"", clients[7].recv(100))
        self.assertEqual("running", self.fields()["phase"])


def have(program):
    return any(os.access(os.path.join(folder, program), os.X_OK)
               for folder in os.environ.get("PATH", "/usr/bin").split(":"))


if __name__ == "__main__":
    unittest.main()
