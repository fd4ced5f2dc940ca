#!/usr/bin/python3
"""Hooks: what they are told, when, and that nothing they do is felt.

Usage: MATSESSION=build/matsession test_hooks.py [CLASS[.TEST]]...
"""

import json
import os
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


class Misbehaving(LinksTest):
    """What a hook does is not felt."""

    HANGING = {
        "hangs": "exec sleep 60",
        "ignores signals": "trap '' TERM INT HUP; while :; do sleep 1; done",
        "forks": "sleep 60 & echo $! >>$HOME/pids\n"
                 "(sleep 60 & echo $! >>$HOME/pids; wait) &\n"
                 "echo $! >>$HOME/pids; wait",
        "stops itself": "kill -STOP $$",
    }
    FLOODING = {
        "floods": "while :; do echo flood; echo flood >&2; done",
    }
    ENDING = {
        "leaves behind": "sleep 60 & echo $! >>$HOME/pids",
        "fails": "exit 3",
        "crashes": "kill -SEGV $$",
        "kills its group": "kill -KILL 0",
    }

    def begin_with(self, script):
        """A session in a home of its own, in which every hook is this."""
        self.new_home()
        for event in EVENTS:
            self.hook(event, f"#!/bin/sh\necho $$ >>$HOME/pids\n{script}\n")
        return self.home, self.start("--json"), time.monotonic()

    def assert_unfelt(self, scripts):
        """Of sessions that run at the same time, beside one without hooks."""
        without = self.start("--json")
        runs = {claim: self.begin_with(script)
                for claim, script in scripts.items()}
        expected, _ = without.communicate(timeout=30)
        self.assertEqual(0, without.returncode)
        for claim, (self.home, process, begun) in runs.items():
            with self.subTest(hook=claim):
                out, _ = process.communicate(timeout=30)
                self.assertLess(time.monotonic() - begun, 2 + 5 + 2)
                self.assertEqual(0, process.returncode)
                self.assertEqual(expected, out)
                self.assertGreaterEqual(len(self.pids()), 6)
                for pid in self.pids():
                    self.wait_dead(pid, "nothing is left running")

    def test_facts_are_the_same_with_hooks_that_hang(self):
        self.assert_unfelt(self.HANGING)

    def test_facts_are_the_same_with_hooks_that_flood(self):
        self.assert_unfelt(self.FLOODING)

    def test_facts_are_the_same_with_hooks_that_end_badly(self):
        self.assert_unfelt(self.ENDING)

    def test_the_others_do_not_keep_the_last_from_running(self):
        for event in EVENTS[:-1]:
            self.hook(event, "#!/bin/sh\nexec sleep 60\n")
        self.hook("session-ended")
        begun = time.monotonic()
        self.run_whole("--plain")
        run, = self.said("session-ended")
        self.assertEqual("completed", run["env"]["MATSESSION_OUTCOME"])
        self.assertLess(time.monotonic() - begun, 2 + 5)

    def test_facts_come_in_time(self):
        for event in EVENTS:
            self.hook(event, "#!/bin/sh\nexec sleep 60\n")
        process = self.start("--json")
        process.stdout.readline()
        begun = time.monotonic()
        while b'"session-ended"' not in process.stdout.readline():
            pass
        self.assertLess(abs(time.monotonic() - begun - 2), 0.5)

    def test_a_late_one_is_ended_and_told_once(self):
        self.home.write("plans/mine.yaml", """\
plan: 1
title: Mine
when: day
steps:
  - {kind: rest, title: First, duration: 1s}
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


def in_hooks(test):
    """The path of a hook that is no file of its own."""
    folder = os.path.join(test.home.config, "hooks")
    os.makedirs(folder, mode=0o700, exist_ok=True)
    return os.path.join(folder, "step-began")


def linked(mode=0o755, above=0o700):
    """A link to a script, which with its folder others may write or not."""
    def put(test):
        script = test.home.write("scripts/fine", test.recorder("step-began"),
                                 mode=mode)
        os.chmod(os.path.dirname(script), above)
        os.symlink(script, in_hooks(test))
    return put


REFUSED = {
    "not executable": (
        lambda test: test.hook("step-began", mode=0o644),
        "cannot be executed"),
    "written by the world": (
        lambda test: test.hook("step-began", mode=0o757),
        "can be written by others"),
    "written by a group": (
        lambda test: test.hook("step-began", mode=0o775),
        "can be written by others"),
    "a folder": (
        lambda test: os.mkdir(in_hooks(test)), "is no file"),
    "a FIFO": (
        lambda test: os.mkfifo(in_hooks(test), 0o755), "is no file"),
    "a link to nowhere": (
        lambda test: os.symlink("/nowhere/hook", in_hooks(test)),
        "cannot be looked at"),
    "a link to what others write": (
        linked(mode=0o777), "can be written by others"),
    "a link to where others write": (
        linked(above=0o777), "a folder in which others can write"),
}


class Refused(LinksTest):
    """What others could have put there, or could change, does not run."""

    def assert_refused(self, process, said):
        _, errors = process.communicate(timeout=30)
        self.assertEqual(0, process.returncode)
        self.assertEqual([], self.said("step-began"))
        lines = errors.decode().splitlines()
        self.assertEqual(1, len(lines), "it is told once")
        self.assertIn(said, lines[0])

    def test_what_others_can_change(self):
        runs = {}
        for claim, (put, said) in REFUSED.items():
            self.new_home()
            put(self)
            runs[claim] = self.home, self.start("--plain"), said
        for claim, (self.home, process, said) in runs.items():
            with self.subTest(hook=claim):
                self.assert_refused(process, said)

    def test_a_link_to_what_is_ours_runs(self):
        linked()(self)
        self.assertEqual(b"", self.run_whole("--plain").stderr)
        self.assertEqual(2, len(self.said("step-began")))

    @unittest.skipUnless(os.geteuid() == 0, "only root can give files away")
    def test_what_is_somebody_elses(self):
        os.chown(self.hook("step-began"), 65534, 65534)
        self.assert_refused(self.start("--plain"), "belongs to somebody else")

    def test_the_folder_written_by_others(self):
        for event in EVENTS:
            self.hook(event)
        os.chmod(os.path.join(self.home.config, "hooks"), 0o777)
        self.assert_refused(self.start("--plain"), "no hook runs")
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
