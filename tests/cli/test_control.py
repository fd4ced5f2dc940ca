#!/usr/bin/python3
"""A running session, steered by other programs, and whoever disturbs it.

Usage: MATSESSION=build/matsession test_control.py [CLASS[.TEST]]...
"""

import json
import os
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
from program import PROGRAM  # noqa: E402


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
        self.assertIn(b'"4h" is too long; write at most 3h',
                      self.ask("extend", "4h", status=2).stderr)
        self.ask("extend", "--help", "-1m")
        self.ask("extend", "-1m", "-2m", status=2)
        self.assertEqual(660000, self.fields()["step_ms"])

    def test_what_cannot_be_is_told(self):
        self.begin_json()
        done = self.ask("previous", status=1)
        self.assertEqual(b"", done.stdout)
        self.assertIn(b"no step to go back to", done.stderr)

    def test_next_in_the_last_step_is_the_end(self):
        process = self.begin_json()
        self.ask("next")
        self.assertEqual(b"That was the last step.\n", self.ask("next").stdout)
        process.communicate(timeout=30)
        self.assertEqual(0, process.returncode)
        self.ask("next", status=6)

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

    @unittest.skipUnless(os.geteuid() == 0, "needs another user")
    def test_other_users_are_neither_heard_nor_asked(self):
        """Even where somebody has opened every folder to them."""
        process = self.begin_json()
        for path in (self.home.root, self.runtime, self.folder, self.path):
            os.chmod(path, 0o777)
        os.seteuid(65534)
        try:
            client = self.join()
        finally:
            os.seteuid(0)
        try:
            client.sendall(b'{"do":"stop"}\n')
            self.assertEqual(b"", client.recv(100))
        except ConnectionError:
            pass
        self.assertEqual("running", self.fields()["phase"])
        process.kill()
        process.communicate(timeout=30)
        os.unlink(self.path)
        os.seteuid(65534)
        try:
            theirs = socket.socket(socket.AF_UNIX)
            self.addCleanup(theirs.close)
            theirs.bind(self.path)
            theirs.listen(1)
        finally:
            os.seteuid(0)
        done = self.ask("status", status=1)
        self.assertIn(b"what listens there is not yours", done.stderr)

    def test_another_socket_is_not_asked_while_nobody_has_the_lock(self):
        """It may be of a session of another home."""
        state = socket.socket(socket.AF_UNIX)
        self.addCleanup(state.close)
        os.makedirs(self.state, mode=0o700)
        state.bind(os.path.join(self.state, "control.sock"))
        state.listen(1)
        self.ask("stop", status=6)

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

    def test_the_facts_are_the_same_to_the_byte(self):
        def facts(disturb):
            process = self.begin_json("ticks")
            out = b""
            for line in process.stdout:
                out += line
                disturb()
            return out

        def disturb():
            for do in HOSTILE.values():
                try:
                    do(self.join())
                except (ConnectionError, BlockingIOError, TimeoutError,
                        FileNotFoundError):
                    pass
        self.assertEqual(facts(lambda: None), facts(disturb))

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


WITHOUT = {"XDG_RUNTIME_DIR": None}
# Its own /run/user, with a folder for whoever is root in there.
IN_A_LOGIN = ["unshare", "-rm", "sh", "-c",
              "mount -t tmpfs none /run/user && mkdir -m 700 /run/user/0 && "
              "exec \"$@\"", "sh"]
LOGIN = """\
    XDG_RUNTIME_DIR=/run/user/0 "$1" start long --json --confirm &
    until test -S /run/user/0/matsession/control.sock; do
        sleep 0.02; kill -0 $! || exit 98
    done
    chmod "$2" /run/user/0/matsession
    "$1" status --format '{plan}'; echo "$?"
    XDG_RUNTIME_DIR=/run "$1" stop || XDG_RUNTIME_DIR=/run/user/0 "$1" stop
    echo "$?"
    wait $!
"""


def can_unshare():
    try:
        return subprocess.run([*IN_A_LOGIN, "true"],
                              stderr=subprocess.DEVNULL).returncode == 0
    except FileNotFoundError:
        return False


class Environments(ControlTest):
    """A session and a shell that do not agree on XDG_RUNTIME_DIR."""

    def assert_one_session(self, **environment):
        for command in (["start", "brief", "--plain", "--confirm"],
                        ["start", "--resume", "--plain", "--confirm"]):
            done = self.ask(*command, status=10, env=environment)
            self.assertIn(b"another session is running: long, since",
                          done.stderr)
        done = self.ask("log", env=environment)
        self.assertEqual((b"No sessions yet.\n", b""),
                         (done.stdout, done.stderr))

    def test_of_cron_in_a_shell(self):
        process = self.begin_json(env=WITHOUT)
        self.assertEqual("long", self.fields()["plan"])
        self.assert_one_session()
        self.ask("pause")
        self.assertEqual("paused", self.fields()["phase"])
        self.ask("stop")
        process.communicate(timeout=30)
        self.assertEqual(7, process.returncode)
        self.assertEqual(["stopped"], self.outcomes())

    def test_of_a_shell_in_cron(self):
        process = self.begin_json()
        self.assert_one_session(**WITHOUT)
        done = self.ask("status", status=6, env=WITHOUT)
        self.assertIn(b"no session answers, though one was started: long, ",
                      done.stderr)
        self.ask("stop")
        process.communicate(timeout=30)
        self.assertEqual(7, process.returncode)
        self.assertEqual(["stopped"], self.outcomes())

    def test_a_killed_one_is_taken_up_from_the_other(self):
        process = self.begin_json(env=WITHOUT)
        process.kill()
        process.communicate(timeout=30)
        done = self.ask("status", status=6)
        self.assertEqual(b"matsession: nothing is running\n", done.stderr)
        self.assertIn(b"start --resume", self.ask("log").stderr)
        process = self.start_program("start", "--resume", "--json",
                                     "--confirm")
        process.stdout.readline()
        self.wait(lambda: os.path.exists(self.path), "its socket")
        self.ask("stop", env=WITHOUT, status=6)
        self.ask("stop")
        process.communicate(timeout=30)
        self.assertEqual(["stopped"], self.outcomes())

    @unittest.skipUnless(can_unshare(), "needs a /run/user of its own")
    def test_the_folder_of_the_login_is_known(self):
        for mode, found in (("700", ["long", "0", "Stopped.", "0"]),
                            ("755", ["6", "Stopped.", "0"])):
            with self.subTest(mode=mode):
                done = subprocess.run(
                    [*IN_A_LOGIN, "sh", "-c", LOGIN, "sh", PROGRAM, mode],
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                    env=self.home.environment(XDG_RUNTIME_DIR=None))
                self.assertEqual(7, done.returncode, done.stderr)
                lines = done.stdout.decode().splitlines()
                self.assertEqual(found, [line for line in lines
                                         if not line.startswith("{")])


if __name__ == "__main__":
    unittest.main()
