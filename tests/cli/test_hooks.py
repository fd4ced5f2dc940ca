#!/usr/bin/python3
"""Hooks: what they are told, when, and that nothing they do is felt.

Usage: MATSESSION=build/matsession test_hooks.py [CLASS[.TEST]]...
"""

import json
import os
import shutil
import signal
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from links import LinksTest, is_alive  # noqa: E402

EVENTS = ["session-began", "step-began", "cue", "step-ended", "paused",
          "resumed", "extended", "held", "alarm", "acknowledged",
          "session-ended"]


def expected_environment(fact, plan, title, steps):
    """Of MATSESSION_*, by the fact as --json has it."""
    step = {1: "First", 2: "Second"}.get(fact.get("step"), "")
    duration = {"session-began": "total_ms", "step-began": "duration_ms",
                "step-ended": "lasted_ms"}.get(fact["event"])
    return {
        "EVENT": fact["event"], "PLAN": plan, "TITLE": title,
        "STAGE": "first", "STEP": str(fact.get("step", "")),
        "STEPS": str(steps), "STEP_TITLE": step,
        "KIND": "rest" if step else "", "AREA": "", "POSITION": "",
        "LAYER": "",
        "DURATION_MS": str(fact[duration]) if duration else "",
        "AT_MS": str(fact["at_ms"]), "OUTCOME": fact.get("outcome", ""),
        "MAT_MS": str(fact.get("mat_ms", "")),
        "JSON": json.dumps(fact, separators=(",", ":"), ensure_ascii=False),
    }


class Told(LinksTest):
    """What a hook gets."""

    def test_the_environment_is_exact(self):
        for event in EVENTS:
            self.hook(event)
        inherited = {"MINE": "kept", "MATSESSION_KIND": "of an outer hook"}
        done = self.run_whole("--json", env=inherited)
        self.assert_status(0, done, "a session with hooks")
        self.assertEqual(b"", done.stderr)
        facts = [json.loads(line) for line in done.stdout.splitlines()]
        runs = [run for event in EVENTS for run in self.said(event)]
        self.assertEqual(len(facts), len(runs))
        own = self.home.environment(MINE="kept")
        for fact in facts:
            expected = {
                **own,
                **{"MATSESSION_" + name: value for name, value in
                   expected_environment(fact, "mine", "Mine", 2).items()}}
            with self.subTest(fact=fact):
                self.assertIn(expected, [run["env"] for run in runs])

    def test_the_area_of_a_mat_step_is_told(self):
        self.hook("step-began")
        process = self.start("--json", plan="feet")
        # The rest, what gets one onto the mat if anything, the mat.
        while b'"kind":"mat"' not in process.stdout.readline():
            pass
        self.wait(lambda: any(run["env"]["MATSESSION_KIND"] == "mat"
                              for run in self.said("step-began")),
                  "the mat step")
        run, = [run["env"] for run in self.said("step-began")
                if run["env"]["MATSESSION_KIND"] == "mat"]
        self.assertEqual(
            ["feet", "seated-chair", "socks", "Feet"],
            [run["MATSESSION_" + name]
             for name in ("AREA", "POSITION", "LAYER", "STEP_TITLE")])

    def test_nothing_of_the_session_is_open(self):
        path = self.hook("session-began")
        self.run_whole("--plain")
        run, = self.said("session-began")
        self.assertEqual(["null"] * 3, run["files"])
        self.assertEqual([path], run["argv"])
        self.assertEqual(run["pid"], run["group"], "a group of its own")
        self.assertEqual([], run["blocked"], "no signal is blocked")

    def test_each_event_once(self):
        for event in EVENTS:
            self.hook(event)
        self.run_whole("--plain")
        self.assertEqual(
            {"session-began": 1, "step-began": 2, "step-ended": 2,
             "session-ended": 1},
            {event: len(self.said(event)) for event in EVENTS
             if self.said(event)})

    def test_keys_are_events(self):
        for event in ("paused", "resumed", "extended"):
            self.hook(event)
        terminal = self.open("start", "feet", "--confirm")
        terminal.wait_for("> First")
        for event, key in (("paused", " "), ("resumed", " "),
                           ("extended", "+")):
            terminal.keys(key)
            self.wait_said(event)


class Ending(LinksTest):
    """`session-ended` runs exactly once, however the session ends."""

    def setUp(self):
        super().setUp()
        self.hook("session-ended")

    def assert_ended(self, outcome):
        """Of one more session, which has ended."""
        self.ends = getattr(self, "ends", 0) + 1
        runs = self.said("session-ended")
        self.assertEqual(self.ends, len(runs))
        self.assertIn(outcome, [r["env"]["MATSESSION_OUTCOME"] for r in runs])
        shutil.rmtree(self.said_in)
        os.mkdir(self.said_in)
        self.ends = 0

    def test_completed(self):
        for mode in ("--plain", "--json"):
            with self.subTest(mode=mode):
                self.assert_status(0, self.run_whole(mode), mode)
                self.assert_ended("completed")

    def test_completed_on_a_screen(self):
        terminal = self.open("start", "mine", "--confirm")
        terminal.wait_for("Second")
        self.wait_said("session-ended")
        self.end_on(terminal)
        self.assert_ended("completed")
        self.assert_given_back(terminal, "a screen")

    def test_stop_signals(self):
        for mode in ("--plain", "--json"):
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP,
                           signal.SIGQUIT):
                with self.subTest(mode=mode, number=number):
                    process = self.start(mode)
                    process.stdout.readline()
                    process.send_signal(number)
                    process.communicate(timeout=30)
                    self.assertEqual(128 + number, process.returncode)
                    self.assert_ended("interrupted")

    def test_stop_signals_on_a_screen(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number=number):
                terminal = self.open("start", "feet", "--confirm")
                terminal.wait_for("> First")
                terminal.signal(number)
                self.assertEqual(128 + number, terminal.exit_status())
                self.assert_ended("interrupted")
                self.assert_given_back(terminal, "a signal")

    def test_stop_and_unwell_keys(self):
        for keys, outcome, status in (("qyqy", "stopped", 7),
                                      ("ss", "stopped", 7),
                                      ("x", "unwell", 8)):
            with self.subTest(keys=keys):
                terminal = self.open("start", "mine", "--confirm")
                terminal.wait_for("> First")
                for key in keys:
                    terminal.keys(key)
                # What leads off may still stand: `n` leaves it.
                for _ in range(200):
                    if self.said("session-ended"):
                        break
                    terminal.keys("n")
                    terminal.settle(0.02)
                self.end_on(terminal, status)
                self.assert_ended(outcome)

    def test_lost_terminal(self):
        terminal = self.open("start", "feet", "--confirm")
        terminal.wait_for("> First")
        terminal.hang_up()
        self.assertEqual(9, terminal.exit_status())
        self.assert_ended("interrupted")

    def test_lost_reader(self):
        process = self.start("--json")
        process.stdout.readline()
        process.stdout.close()
        process.wait(timeout=30)
        self.assertEqual(1, process.returncode)
        self.assert_ended("interrupted")

    def test_taken_up(self):
        process = self.start("--plain")
        process.stdout.readline()
        process.kill()
        process.communicate(timeout=30)
        self.assertEqual([], self.said("session-ended"))
        done = self.run_program("start", "--resume", "--confirm", "--plain")
        self.assert_status(0, done, "taken up")
        self.assert_ended("completed")

    def test_killed_never_and_the_sweep_runs_none(self):
        process = self.start("--plain")
        process.stdout.readline()
        process.kill()
        process.communicate(timeout=30)
        journal = os.path.join(self.home.root, "state", "matsession",
                               "journal.jsonl")
        long_ago = time.time() - 11 * 60
        os.utime(journal, (long_ago, long_ago))
        self.assertIn(b"interrupted",
                      self.run_program("log", "--json").stdout)
        self.assertEqual([], self.said("session-ended"))

    def test_no_other_hook_keeps_it_from_running(self):
        for event in EVENTS[:-1]:
            self.hook(event, "#!/bin/sh\nexec sleep 60\n")
        begun = time.monotonic()
        self.run_whole("--plain")
        self.assert_ended("completed")
        self.assertLess(time.monotonic() - begun, 3 + 5)


class Misbehaving(LinksTest):
    """What a hook does is not felt."""

    HANGING = {
        "hangs": "exec sleep 60",
        "ignores signals": "trap '' TERM INT HUP; while :; do sleep 1; done",
        "floods": "while :; do echo flood; echo flood >&2; done",
        "forks": "sleep 60 & echo $! >>$HOME/pids\n"
                 "(sleep 60 & echo $! >>$HOME/pids; wait) &\n"
                 "echo $! >>$HOME/pids; wait",
        "leaves behind": "sleep 60 & echo $! >>$HOME/pids",
        "fails": "exit 3",
        "crashes": "kill -SEGV $$",
        "kills its group": "kill -KILL 0",
        "stops itself": "kill -STOP $$",
    }

    def test_facts_are_the_same(self):
        expected = self.run_whole("--json")
        self.assert_status(0, expected, "without hooks")
        for claim, script in self.HANGING.items():
            with self.subTest(hook=claim):
                for event in EVENTS:
                    self.hook(event, "#!/bin/sh\necho $$ >>$HOME/pids\n"
                              + script + "\n")
                begun = time.monotonic()
                done = self.run_whole("--json")
                self.assertLess(time.monotonic() - begun, 3 + 5 + 2)
                self.assert_status(0, done, claim)
                self.assertEqual(expected.stdout, done.stdout)
                self.assertGreaterEqual(len(self.pids()), 6)
                for pid in self.pids():
                    self.wait_dead(pid, "nothing is left running")
                os.unlink(os.path.join(self.home.root, "pids"))

    def test_facts_come_in_time(self):
        for event in EVENTS:
            self.hook(event, "#!/bin/sh\nexec sleep 60\n")
        process = self.start("--json")
        process.stdout.readline()
        begun = time.monotonic()
        while b'"session-ended"' not in process.stdout.readline():
            pass
        self.assertLess(abs(time.monotonic() - begun - 3), 0.5)

    def test_a_late_one_is_ended_and_told_once(self):
        self.home.write("plans/mine.yaml", """\
plan: 1
title: Mine
when: day
steps:
  - {kind: rest, title: First, duration: 6s}
  - {kind: rest, title: Second, duration: 6s}
""")
        self.hook("step-began", "#!/bin/sh\necho $$ >>$HOME/pids\n"
                  "exec sleep 60\n")
        process = self.start("--plain")
        self.wait(self.pids, "the hook")
        first = self.pids()[0]
        begun = time.monotonic()
        self.wait_dead(first, "it is ended")
        self.assertLess(abs(time.monotonic() - begun - 5), 1)
        _, errors = process.communicate(timeout=30)
        self.assertEqual(0, process.returncode)
        self.assertEqual(b"matsession: the hook step-began took longer than 5 "
                         b"seconds and was ended\n", errors)

    STARTS_ANOTHER = ("#!/bin/sh\necho $$ >>$HOME/pids\n"
                      "sleep 60 & echo $! >>$HOME/pids; wait\n")

    def wait_both(self):
        """For the pids of a hook and of what it has started."""
        self.wait(lambda: len(self.pids()) == 2, "the hook")
        pids = self.pids()
        self.assertEqual([True, True], [is_alive(pid) for pid in pids])
        os.unlink(os.path.join(self.home.root, "pids"))
        return pids

    def assert_ended_in_time(self, pids, begun):
        for pid in pids:
            self.wait_dead(pid, "nothing is left running")
        self.assertLess(abs(time.monotonic() - begun - 5.5), 1.5)

    def test_a_late_one_is_ended_while_a_page_stands(self):
        self.hook("session-ended", self.STARTS_ANOTHER)
        terminal = self.open("start", "mine", "--confirm")
        terminal.wait_for("any key closes")
        self.assert_ended_in_time(self.wait_both(), time.monotonic())
        terminal.settle()
        self.assert_shows(terminal, "any key closes", "the page stays")

    def test_a_late_one_is_ended_while_the_session_is_stopped(self):
        self.hook("paused", self.STARTS_ANOTHER)
        terminal = self.open("start", "feet", "--confirm", shell=True)
        terminal.wait_for("> First")
        terminal.keys("\x1a")
        terminal.wait_stopped()
        self.assert_ended_in_time(self.wait_both(), time.monotonic())
        terminal.go_on()
        terminal.signal(signal.SIGTERM)
        terminal.exit_status()
        self.assertIn("the hook paused took longer than 5 seconds",
                      " ".join(terminal.text().split()))

    def test_a_kill_takes_them_along(self):
        self.hook("session-began", self.STARTS_ANOTHER)
        process = self.start("--plain")
        pids = self.wait_both()
        process.kill()
        for pid in pids:
            self.wait_dead(pid, "it ended with the session")

    def test_one_that_cannot_be_executed(self):
        self.hook("session-began", "#!/nowhere/interpreter\n")
        self.hook("step-began", "\0\1not a program")
        done = self.run_whole("--plain")
        self.assert_status(0, done, "hooks that are no programs")
        self.assertEqual(
            ["matsession: the hook session-began cannot be run: No such file "
             "or directory",
             "matsession: the hook step-began cannot be run: Exec format "
             "error"], sorted(done.stderr.decode().splitlines()))


class Refused(LinksTest):
    """What others could have put there, or could change, does not run."""

    def refuse(self, said):
        done = self.run_whole("--plain")
        self.assert_status(0, done, "a hook that is refused")
        self.assertEqual([], self.said("step-began"))
        lines = done.stderr.decode().splitlines()
        self.assertEqual(1, len(lines), "it is told once")
        self.assertIn(said, lines[0])

    def test_not_executable(self):
        self.hook("step-began", mode=0o644)
        self.refuse("cannot be executed")

    def test_written_by_the_world(self):
        self.hook("step-began", mode=0o757)
        self.refuse("can be written by others")

    def test_written_by_a_group(self):
        self.hook("step-began", mode=0o775)
        self.refuse("can be written by others")

    def test_a_folder(self):
        os.makedirs(os.path.join(self.home.config, "hooks", "step-began"))
        self.refuse("is no file")

    def test_a_fifo(self):
        folder = os.path.join(self.home.config, "hooks")
        os.makedirs(folder, mode=0o700)
        os.mkfifo(os.path.join(folder, "step-began"), 0o755)
        self.refuse("is no file")

    def link(self, target):
        folder = os.path.join(self.home.config, "hooks")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.symlink(target, os.path.join(folder, "step-began"))

    def test_a_link_to_nowhere(self):
        self.link("/nowhere/hook")
        self.refuse("cannot be looked at")

    def test_a_link_to_what_others_write(self):
        self.link(self.home.write("scripts/open", self.recorder("step-began"),
                                  mode=0o777))
        self.refuse("can be written by others")

    def test_a_link_to_where_others_write(self):
        path = self.home.write("scripts/fine", self.recorder("step-began"),
                               mode=0o755)
        os.chmod(os.path.dirname(path), 0o777)
        self.link(path)
        self.refuse("a folder in which others can write")

    def test_a_link_to_what_is_ours_runs(self):
        self.link(self.home.write("scripts/fine", self.recorder("step-began"),
                                  mode=0o755))
        self.assertEqual(b"", self.run_whole("--plain").stderr)
        self.assertEqual(2, len(self.said("step-began")))

    @unittest.skipUnless(os.geteuid() == 0, "only root can give files away")
    def test_what_is_somebody_elses(self):
        os.chown(self.hook("step-began"), 65534, 65534)
        self.refuse("belongs to somebody else")

    def test_the_folder_written_by_others(self):
        for event in EVENTS:
            self.hook(event)
        os.chmod(os.path.join(self.home.config, "hooks"), 0o777)
        self.refuse("no hook runs")
        self.assertEqual([], os.listdir(self.said_in))

    def test_on_a_screen_it_is_told_at_the_end(self):
        self.hook("step-began", mode=0o777)
        terminal = self.open("start", "feet", "--confirm")
        terminal.wait_for("> First")
        terminal.settle()
        self.assertNotIn("can be written", terminal.text())
        terminal.signal(signal.SIGTERM)
        terminal.exit_status()
        self.assertIn("can be written by others",
                      " ".join(terminal.text().split()))

    def test_others_names_are_left_alone(self):
        self.hook("step-began.sample", mode=0o777)
        self.hook("README", "Words.\n", mode=0o644)
        self.assertEqual(b"", self.run_whole("--plain").stderr)
        self.assertEqual([], os.listdir(self.said_in))


class Off(LinksTest):
    """Where no hook runs."""

    def setUp(self):
        super().setUp()
        for event in EVENTS:
            self.hook(event)

    def test_switched_off(self):
        self.config("session: {hooks: no}\n")
        self.assert_status(0, self.run_whole("--plain"), "switched off")
        self.assertEqual([], os.listdir(self.said_in))

    def test_a_rehearsal(self):
        self.assert_status(0, self.run_whole("--plain", "--speed", "10"),
                           "a rehearsal")
        self.assertEqual([], os.listdir(self.said_in))

    def test_a_session_that_does_not_begin(self):
        self.run_program("start", "mine", stdin=None)
        self.run_program("start", "nowhere", "--confirm")
        self.run_program("preview", "mine")
        self.assertEqual([], os.listdir(self.said_in))


if __name__ == "__main__":
    unittest.main()
