#!/usr/bin/python3
"""Notifications by desktop, terminal and bell; and what keeps the machine
awake while a session runs.

Usage: MATSESSION=build/matsession test_notify.py [CLASS[.TEST]]...
"""

import json
import os
import signal
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from links import LinksTest, NotifyTest, is_alive  # noqa: E402

UNSEEN = "\x1b[O"
SEEN = "\x1b[I"
WATCH = b"\x1b[?1004h"
WATCH_NO_MORE = b"\x1b[?1004l"

STEP = b"\x1b]777;notify;Mine;Second, 1s\x1b\\"
END = b"\x1b]777;notify;Mine;The session is over.\x1b\\"

THREE_STEPS = """\
plan: 1
title: -Three
when: day
steps:
  - {kind: rest, title: First, duration: 10m}
  - {kind: rest, title: "<Second> & \\\\more", duration: 10m}
  - {kind: rest, title: Third, duration: 1s}
"""


class Desktop(NotifyTest):
    """notify-send."""

    def setUp(self):
        super().setUp()
        self.fake("notify-send")

    def test_the_end_is_told(self):
        done = self.run_whole("--plain", env=self.desktop())
        self.assert_status(0, done, "with a desktop")
        runs = self.wait_said("notify-send", 2)
        self.assertIn(["--app-name=matsession", "--urgency=normal", "--",
                       "Mine", "The session is over."], self.notified())
        self.assertEqual([["null"] * 3] * 2, [run["files"] for run in runs])

    def test_steps_are_told_where_there_is_no_terminal(self):
        # Nobody can see a terminal that is not there.
        self.run_whole("--plain", env=self.desktop())
        self.wait_said("notify-send", 2)
        self.assertEqual(["Second, 1s", "The session is over."],
                         [argv[-1] for argv in self.notified()])

    def test_on_a_screen_steps_are_told_out_of_view_only(self):
        self.home.write("plans/mine.yaml", THREE_STEPS)
        terminal = self.open("start", "mine", "--confirm", env=self.desktop())
        terminal.wait_for("> First")
        terminal.keys("n")
        terminal.wait_for("> <Second>")
        terminal.keys(UNSEEN + "p")
        terminal.wait_for("> First")
        self.wait_said("notify-send")
        terminal.keys("n")
        self.wait_said("notify-send", 2)
        terminal.keys(SEEN + "p")
        terminal.wait_for("> First")
        terminal.keys("n")
        terminal.wait_for("> <Second>")
        terminal.settle()
        self.assertEqual(
            [["--app-name=matsession", "--urgency=low", "--", "-Three",
              "First, 10m"],
             ["--app-name=matsession", "--urgency=low", "--", "-Three",
              "&lt;Second&gt; &amp; \\\\more, 10m"]], self.notified())

    def test_always_and_never(self):
        for steps, expected in (("always", ["Second, 1s"]), ("never", [])):
            with self.subTest(steps=steps):
                self.config(f"notify: {{steps: {steps}}}\n")
                terminal = self.open("start", "mine", "--confirm",
                                     env=self.desktop())
                terminal.wait_for("> Second")
                runs = self.wait_said("notify-send", len(expected) + 1)
                self.end_on(terminal)
                self.assertEqual(expected + ["The session is over."],
                                 [argv[-1] for argv in self.notified()])
                self.assertNotIn(WATCH, terminal.log)
                for run in runs:
                    os.unlink(os.path.join(self.said_in,
                                           f"notify-send.{run['pid']}"))

    def test_how_it_ended_unwell_is_nobodys_business(self):
        process = self.start("--plain", env=self.desktop())
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        self.wait_said("notify-send")
        self.assertEqual("The session was interrupted.",
                         self.notified()[-1][-1])

    def test_json_stays_json(self):
        self.config("notify: {steps: always, escape: osc9}\n")
        done = self.run_whole("--json", env=self.desktop())
        for line in done.stdout.splitlines():
            json.loads(line)
        self.wait_said("notify-send", 2)

    def test_off_and_rehearsals(self):
        self.run_whole("--plain", "--speed", "10", env=self.desktop())
        self.config("notify: {by: off}\n")
        self.run_whole("--plain", env=self.desktop())
        for by in ("terminal", "bell"):
            self.config(f"notify: {{by: {by}}}\n")
            self.run_whole("--plain", env=self.desktop())
        self.assertEqual([], self.notified())

    def test_one_that_hangs_costs_nothing(self):
        self.fake("notify-send", "#!/bin/sh\necho $$ >>$HOME/pids\n"
                  "exec sleep 60\n")
        begun = time.monotonic()
        done = self.run_whole("--plain", env=self.desktop())
        self.assert_status(0, done, "a desktop that hangs")
        self.assertLess(time.monotonic() - begun, 2 + 1)
        self.wait(lambda: len(self.pids()) == 2, "both")
        for pid in self.pids():
            self.wait_dead(pid, "it ends by itself in time")


class Terminals(NotifyTest):
    """The terminal's own means, which come after the desktop."""

    def setUp(self):
        super().setUp()
        self.config("notify: {escape: osc777}\n")

    def run_away(self, env=None, *arguments):
        """On a terminal that is not in view from the start."""
        terminal = self.open("start", "mine", "--confirm", *arguments,
                             env={"PATH": self.fakes, **(env or {})})
        terminal.wait_for("> First")
        terminal.keys(UNSEEN)
        terminal.wait_for("Done")
        self.end_on(terminal)
        return terminal

    def test_without_a_desktop(self):
        terminal = self.run_away()
        self.assertIn(STEP, terminal.log)
        self.assertIn(END, terminal.log)
        self.assertNotIn(b"\a", terminal.log)

    def test_a_desktop_that_fails(self):
        self.fake("notify-send", "#!/bin/sh\nexit 1\n")
        terminal = self.run_away(self.desktop(PATH=self.fakes + ":/bin"))
        self.assertEqual([1, 1], [terminal.log.count(STEP),
                                  terminal.log.count(END)])

    def test_a_desktop_that_fails_at_the_end_is_told_of_at_once(self):
        self.fake("notify-send", "#!/bin/sh\nexit 1\n")
        terminal = self.open("start", "mine", "--confirm", env=self.desktop())
        terminal.wait_log(END)
        terminal.wait_for("any key closes")
        self.end_on(terminal)
        self.assertEqual(1, terminal.log.count(END))

    def test_osc9(self):
        self.config("notify: {escape: osc9}\n")
        self.assertIn(b"\x1b]9;Mine: Second, 1s\a", self.run_away().log)

    def test_through_tmux(self):
        terminal = self.run_away({"TMUX": "/tmp/tmux,1,0"})
        self.assertIn(b"\x1bPtmux;" + STEP.replace(b"\x1b", b"\x1b\x1b")
                      + b"\x1b\\", terminal.log)

    def test_the_bell_rings_out_of_view(self):
        self.config("notify: {escape: none}\n")
        self.assertEqual(2, self.run_away().log.count(b"\a"))
        self.assertNotIn(b"\a", self.run_away(None, "--quiet").log)

    def test_in_view_it_does_not_ring(self):
        self.config("notify: {escape: none}\n")
        terminal = self.open("start", "mine", "--confirm",
                             env={"PATH": self.fakes})
        terminal.wait_for("Done")
        self.end_on(terminal)
        self.assertNotIn(b"\a", terminal.log)

    def test_the_bell_by_choice_rings_at_the_end(self):
        self.config("notify: {by: bell, escape: osc777}\n")
        terminal = self.open("start", "mine", "--confirm",
                             env={"PATH": self.fakes})
        terminal.wait_for("Done")
        self.end_on(terminal)
        self.assertEqual(1, terminal.log.count(b"\a"))
        self.assertNotIn(b"\x1b]777", terminal.log)

    def test_nothing_but_lines_goes_into_a_pipe(self):
        done = self.run_whole("--plain", env={"PATH": self.fakes})
        self.assert_no_control(done.stdout, "plain output in a pipe")


class InView(NotifyTest):
    """What the terminal tells of being seen is asked for, is no key, and is
    switched off again on every path."""

    def begin(self, **options):
        terminal = self.open("start", "feet", "--confirm",
                             env={"PATH": self.fakes}, **options)
        terminal.wait_for("> First")
        self.assertIn(WATCH, terminal.log)
        self.assertNotIn(WATCH_NO_MORE, terminal.log)
        return terminal

    def assert_off(self, terminal):
        self.assertLess(terminal.log.rindex(WATCH),
                        terminal.log.rindex(WATCH_NO_MORE))
        self.assert_given_back(terminal, "with reports")

    def test_signals(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number=number):
                terminal = self.begin()
                terminal.signal(number)
                terminal.exit_status()
                self.assert_off(terminal)

    def test_a_stop_and_its_end(self):
        terminal = self.begin(shell=True)
        terminal.keys("\x1a")
        terminal.wait_stopped()
        terminal.settle()
        self.assert_off(terminal)
        seen = terminal.log.count(WATCH)
        terminal.go_on()
        terminal.wait_until(lambda: terminal.log.count(WATCH) > seen,
                            "asked again")
        terminal.signal(signal.SIGTERM)
        terminal.exit_status()
        self.assert_off(terminal)

    def test_it_is_no_key(self):
        terminal = self.begin()
        terminal.keys("?")
        terminal.wait_for("any key goes back")
        terminal.keys(UNSEEN + SEEN)
        terminal.settle()
        self.assert_shows(terminal, "any key goes back", "the page stays")


INHIBITOR = """\
#!/bin/sh
echo "$*" >>$HOME/asked
echo $$ >>$HOME/pids
for command; do :; done
"$command"
"""


class Awake(LinksTest):
    """The inhibitors, while a session runs and no longer."""

    def setUp(self):
        super().setUp()
        self.fake("systemd-inhibit", INHIBITOR)

    def begin(self, *arguments, **options):
        process = self.start("--plain", *arguments, env={"PATH": self.path},
                             **options)
        self.wait(self.pids, "the inhibitor")
        return process

    def asked(self):
        path = os.path.join(self.home.root, "asked")
        with open(path) as file:
            return file.read().splitlines()

    def test_the_desktop_of_gnome_has_its_own(self):
        self.fake("gnome-session-inhibit", INHIBITOR)
        process = self.begin()
        self.wait(lambda: len(self.pids()) == 2, "both")
        self.assertIn("--app-id matsession --reason A guided session is "
                      "running --inhibit suspend:idle cat", self.asked())
        process.kill()
        process.communicate(timeout=30)
        for pid in self.pids():
            self.wait_dead(pid, "released")

    def test_nothing_stays_about(self):
        """No zombie, and no file beyond those of each child that runs."""
        self.fake("gnome-session-inhibit", "#!/bin/sh\necho $$ >>$HOME/pids\n"
                  "exit 1\n")
        self.fake("notify-send", "#!/bin/sh\nexit 0\n")
        self.config("notify: {steps: always}\n")
        for event in ("session-began", "step-began", "step-ended"):
            self.hook(event, "#!/bin/sh\nsleep 60 &\n")
        process = self.start("--json", plan="feet", env={
            "PATH": self.path, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"})
        while b'"kind":"mat"' not in process.stdout.readline():
            pass
        children = f"/proc/{process.pid}/task/{process.pid}/children"

        def only_the_inhibitor():
            with open(children) as file:
                return len(file.read().split()) == 1
        self.wait(only_the_inhibitor, "all others to be reaped")
        self.wait(lambda: len(self.pids()) == 2, "both inhibitors")
        self.assertLessEqual(len(os.listdir(f"/proc/{process.pid}/fd")), 12)

    def test_what_is_asked_for(self):
        process = self.begin()
        pid, = self.pids()
        self.assertTrue(is_alive(pid))
        process.communicate(timeout=30)
        self.assertEqual(["--what=idle:sleep --who=matsession --why=A guided "
                          "session is running --mode=block cat"],
                         self.asked())
        self.assertFalse(is_alive(pid))

    def test_released_on_every_path(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP,
                       signal.SIGKILL):
            with self.subTest(number=number):
                process = self.begin()
                pid = self.pids()[-1]
                self.assertTrue(is_alive(pid))
                process.send_signal(number)
                process.communicate(timeout=30)
                self.wait_dead(pid, "released")
                os.unlink(os.path.join(self.home.root, "pids"))

    def test_a_stop_gives_it_up_until_it_goes_on(self):
        terminal = self.open("start", "feet", "--confirm", shell=True,
                             env={"PATH": self.path})
        self.wait(self.pids, "the inhibitor")
        terminal.keys("\x1a")
        terminal.wait_stopped()
        self.wait_dead(self.pids()[0], "given up")
        terminal.go_on()
        self.wait(lambda: len(self.pids()) == 2, "taken again")
        self.assertTrue(is_alive(self.pids()[1]))
        terminal.signal(signal.SIGTERM)
        terminal.exit_status()
        self.wait_dead(self.pids()[1], "released")

    def test_one_that_fails_costs_nothing(self):
        for script in ("exit 1", "exec sleep 60", "exec /nowhere"):
            with self.subTest(script=script):
                self.fake("systemd-inhibit", f"#!/bin/sh\n{script}\n")
                begun = time.monotonic()
                done = self.run_whole("--plain", env={"PATH": self.path})
                self.assert_status(0, done, script)
                self.assertEqual(b"", done.stderr)
                self.assertLess(time.monotonic() - begun, 2 + 1)

    def test_off_and_rehearsals(self):
        self.run_whole("--plain", "--speed", "10", env={"PATH": self.path})
        self.config("session: {inhibit: no}\n")
        self.run_whole("--plain", env={"PATH": self.path})
        self.assertEqual([], self.pids())


class Doctor(NotifyTest):
    """What would be used."""

    def found(self, check, **env):
        done = self.run_program("doctor", "--json",
                                env={"PATH": self.fakes, **env})
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return [(line["state"], line["text"]) for line in lines
                if line["check"] == check]

    def test_inhibition(self):
        for script, state, said in (
                ("exit 0", "ok", "keeps the machine awake"),
                ("exit 1", "note", "systemd-inhibit is refused, or nobody "
                 "answers it: the machine may go to sleep"),
                ("while :; do :; done", "note", "does not answer"),
                (None, "note", "There is no systemd-inhibit")):
            with self.subTest(script=script):
                if script:
                    self.fake("systemd-inhibit", f"#!/bin/sh\n{script}\n")
                else:
                    os.unlink(os.path.join(self.fakes, "systemd-inhibit"))
                (health, text), = self.found("inhibition")
                self.assertEqual(state, health)
                self.assertIn(said, text)
        self.fake("gnome-session-inhibit", "#!/bin/sh\nexit 0\n")
        self.assertEqual(
            [("ok", "gnome-session-inhibit keeps the machine awake "
              "meanwhile.")], self.found("inhibition"))
        self.fake("systemd-inhibit", "#!/bin/sh\nexit 1\n")
        self.assertEqual(
            [("ok", "systemd-inhibit is refused, or nobody answers it; "
              "gnome-session-inhibit keeps the machine awake meanwhile.")],
            self.found("inhibition"))
        self.config("session: {inhibit: no}\n")
        self.assertIn("Switched off", self.found("inhibition")[0][1])

    def test_notifications(self):
        bus = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}
        rows = (
            ("auto", "none", {}, "ok", "bell"),
            ("auto", "osc9", {}, "ok", "OSC 9"),
            ("auto", "osc777", {"TMUX": "x"}, "note", "tmux"),
            ("desktop", "none", bus, "fails", "notify-send is not in PATH"),
            ("bell", "osc9", {}, "ok", "bell"),
            ("off", "osc9", {}, "note", "Switched off"),
        )
        for by, escape, env, state, said in rows:
            with self.subTest(by=by, escape=escape):
                self.config(f"notify: {{by: {by}, escape: {escape}}}\n")
                (health, text), = self.found("notifications", **env)
                self.assertEqual(state, health)
                self.assertIn(said, text)
        self.config("notify: {by: auto}\n")
        self.fake("notify-send")
        self.assertEqual([("ok", "notify-send asks the desktop.")],
                         self.found("notifications", **bus))
        self.assertEqual([], self.said("notify-send"), "it only looks")

    def test_hooks(self):
        self.assertEqual([("ok", "None.")], self.found("hooks"))
        self.hook("paused")
        self.hook("resumed", mode=0o777)
        self.hook("resume")
        found = dict((text.split("/")[-1], state)
                     for state, text in self.found("hooks"))
        self.assertEqual(
            {"resumed can be written by others; it does not run.": "fails",
             "resume is named like no event and never runs.": "note",
             "hooks.": "ok"}, found)
        os.chmod(os.path.join(self.home.config, "hooks"), 0o777)
        (state, text), = self.found("hooks")
        self.assertEqual("fails", state)
        self.assertIn("no hook runs", text)
        self.config("session: {hooks: no}\n")
        self.assertIn("Switched off", self.found("hooks")[0][1])


if __name__ == "__main__":
    unittest.main()
