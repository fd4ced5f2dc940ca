#!/usr/bin/python3
"""What the real program remembers of sessions, however they end.

Usage: MATSESSION=build/matsession test_history.py [CLASS[.TEST]]...
"""

import json
import os
import random
import resource
import signal
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from history import BRIEF, HistoryTest  # noqa: E402

SEED = int(os.environ.get("MAT_SEED", random.SystemRandom().randrange(1 << 32)))


class Outcome(HistoryTest):
    """How a session ended stands in the log."""

    def test_completed(self):
        done = self.whole(plan="mine")
        self.assertEqual(b"", done.stderr)
        self.assert_no_journal()
        session, = self.log()
        self.assertEqual("completed", session["outcome"])
        self.assertEqual("mine", session["plan"])
        self.assertEqual(0, session["mat_ms"])
        self.assertEqual([1000, 2000],
                         [step["lasted_ms"] for step in session["steps"]])

    def test_a_plan_in_a_file_of_any_name(self):
        path = os.path.join(self.home.root, os.fsdecode(b"odd\xff.yaml"))
        with open(path, "w", encoding="ascii") as plan:
            plan.write(BRIEF)
        done = self.run_program("start", path, "--json", "--confirm")
        self.assert_status(0, done, "the session goes to its end")
        began = json.loads(done.stdout.splitlines()[0])
        self.assertEqual("odd?", began["plan"])
        session, = self.log()
        self.assertTrue(session["plan"].endswith("odd?.yaml"), session)

    def assert_no_journal(self):
        """Ask before anything reads the history: that clears one away."""
        self.assertFalse(os.path.exists(self.journal))

    def test_ended_by_a_signal(self):
        numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
        for count, number in enumerate(numbers, start=1):
            with self.subTest(signal=number):
                process = self.begin()
                process.send_signal(number)
                process.communicate(timeout=30)
                self.assertEqual(128 + number, process.returncode)
                self.assert_no_journal()
                self.assertEqual(["interrupted"] * count, self.outcomes())

    def test_killed(self):
        source = random.Random(SEED)
        for count in range(5):
            with self.subTest(seed=SEED, count=count):
                process = self.begin()
                time.sleep(source.uniform(0, 1.8))
                process.kill()
                process.communicate(timeout=30)
                self.assertEqual(-signal.SIGKILL, process.returncode)
                self.assertTrue(os.path.exists(self.journal))
                # It can still be taken up, so it is no past session yet.
                self.assertEqual(["interrupted"] * count, self.outcomes())
        self.whole()
        sessions = self.log()
        self.assertEqual(["interrupted"] * 5 + ["completed"],
                         [session["outcome"] for session in sessions],
                         f"seed {SEED}")
        self.assertEqual(6, len({session["id"] for session in sessions}))
        for session in sessions:
            self.assertLessEqual(
                sum(step["lasted_ms"] for step in session["steps"]), 3000)

    def test_killed_long_ago(self):
        process = self.begin()
        process.kill()
        process.communicate(timeout=30)
        long_ago = time.time() - 11 * 60
        os.utime(self.journal, (long_ago, long_ago))
        self.assertEqual(["interrupted"], self.outcomes())
        self.assertFalse(os.path.exists(self.journal))


class LeftBehind(HistoryTest):
    """A session that was killed, and a start at which nobody can be asked."""

    def setUp(self):
        super().setUp()
        process = self.begin()
        process.stdout.readline()  # its first step has begun
        process.kill()
        process.communicate(timeout=30)

    def test_a_start_that_comes_to_nothing_leaves_it(self):
        for plan, status in (("evening", 4), ("mine", 4), ("no-such", 6)):
            with self.subTest(plan=plan):
                done = self.run_program("start", plan)
                self.assert_status(status, done, "no session begins")
                self.assertNotIn(b"cut off", done.stderr)
                self.assertEqual([], self.outcomes(), "it is none of the past")
        done = self.run_program("start", "--resume", "--plain", "--confirm")
        self.assert_status(0, done, "it is found")
        self.assertIn(b"Going on.", done.stdout)
        self.assertEqual(["completed"], self.outcomes(), "it is one session")

    def test_a_start_that_is_confirmed_ends_it(self):
        done = self.whole()
        self.assertIn(b"was cut off; it is in the history as interrupted",
                      done.stderr)
        self.assertFalse(os.path.exists(self.journal))
        self.assertEqual(["interrupted", "completed"], self.outcomes())


class InTheWay(HistoryTest):
    """The session goes on, whatever cannot be written."""

    def block(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w"):
            pass

    def test_files_that_may_not_grow(self):
        self.whole()
        limit = (resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        done = self.whole(preexec_fn=lambda: resource.setrlimit(*limit))
        self.assertIn(b": File too large; it goes on", done.stderr)
        self.assertIn(b"is not recorded: ", done.stderr)
        self.assertEqual(["completed"], self.outcomes(), "nothing is torn")

    def test_no_state_folder(self):
        self.block(self.state)
        done = self.whole()
        self.assertIn(b"not being written down: " + self.state.encode(),
                      done.stderr)
        self.assertIn(b": Not a directory; it goes on", done.stderr)
        os.unlink(self.state)
        self.assertEqual(["completed"], self.outcomes())

    def test_no_data_folder(self):
        self.block(self.data)
        done = self.whole()
        self.assertIn(self.data.encode() + b"/history: Not a directory",
                      done.stderr)
        self.assertIn(b"it is kept in " + self.journal.encode(), done.stderr)
        os.unlink(self.data)
        self.whole()
        self.assertEqual(["completed"] * 2, self.outcomes())

    def test_no_folder_at_all(self):
        self.block(self.state)
        self.block(self.data)
        done = self.whole()
        self.assertIn(b"the session is not recorded: ", done.stderr)

    def test_a_ledger_that_takes_nothing(self):
        self.whole()
        ledger = self.ledger()
        os.rename(ledger, ledger + ".kept")
        os.symlink("/dev/full", ledger)
        done = self.whole()
        self.assertIn(b"could not be entered into the history: ", done.stderr)
        os.unlink(ledger)
        os.rename(ledger + ".kept", ledger)
        self.assertEqual(["completed"] * 2, self.outcomes())

    def test_without_the_lock_a_running_session_keeps_its_journal(self):
        lock = os.path.join(self.state, "lock")
        first = self.begin()
        os.unlink(lock)
        os.mkdir(lock)
        second = self.begin("brief")
        first.kill()
        first.communicate(timeout=30)
        self.assertEqual(["journal.jsonl"],
                         [name for name in os.listdir(self.state)
                          if "journal" in name])
        _, errors = second.communicate(timeout=30)
        self.assertEqual(0, second.returncode, "it goes on")
        self.assertIn(b"nobody can tell whether another session runs", errors)
        self.assertIn(b"the journal of another session is in the way", errors)
        os.rmdir(lock)
        self.whole()
        self.assertEqual(["completed", "completed", "interrupted"],
                         sorted(self.outcomes()))

    def test_a_runtime_folder_that_is_none_does_not_let_a_second_in(self):
        nowhere = os.path.join(self.home.root, "nowhere")
        self.block(nowhere)
        first = self.begin(env={"XDG_RUNTIME_DIR": nowhere})
        for runtime in (nowhere, None):
            done = self.run_program("start", "brief", "--plain", "--confirm",
                                    env={"XDG_RUNTIME_DIR": runtime})
            self.assert_status(10, done, runtime)
        _, errors = first.communicate(timeout=30)
        self.assertEqual(0, first.returncode)
        self.assertIn(b"nobody can tell whether another session runs", errors)
        self.assertEqual(["completed"], self.outcomes())

    def test_a_second_session_is_told_of_the_first(self):
        first = self.begin()
        done = self.run_program("start", "feet", "--plain", "--confirm")
        self.assert_status(10, done, "one session runs at a time")
        self.assertIn(b"mine", done.stderr)
        self.assertEqual(b"", done.stdout)
        first.communicate(timeout=30)
        self.assertEqual(0, first.returncode)
        self.assertEqual(["completed"], self.outcomes())


class NotRecorded(HistoryTest):
    """A session that is not recorded leaves nothing behind."""

    def tree(self):
        """Every folder, and every file with its size and its last change."""
        paths = {}
        for root, folders, files in os.walk(self.home.root):
            paths.update((os.path.join(root, name), None) for name in folders)
            for name in files:
                info = os.stat(os.path.join(root, name))
                paths[os.path.join(root, name)] = (info.st_size,
                                                   info.st_mtime_ns)
        return paths

    def assert_no_trace(self):
        runtime = os.path.join(self.home.root, "runtime")
        os.makedirs(runtime, mode=0o700, exist_ok=True)
        for options in (["--no-history"], ["--speed", "2"]):
            for folder in (runtime, None):
                with self.subTest(options=options, runtime=folder):
                    before = self.tree()
                    self.whole(*options, env={"XDG_RUNTIME_DIR": folder})
                    self.assertEqual(before, self.tree())

    def test_nothing_is_left_where_nothing_was(self):
        self.assert_no_trace()

    def test_nothing_is_left_beside_a_history(self):
        self.whole()
        self.outcomes()
        self.whole("--speed", "1000")  # what was read of it is kept
        self.assert_no_trace()

    def test_the_log_of_nothing_makes_nothing(self):
        before = self.tree()
        self.assertEqual([], self.outcomes())
        self.assertEqual(before, self.tree())


if __name__ == "__main__":
    unittest.main()
