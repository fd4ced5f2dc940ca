#!/usr/bin/python3
"""What other programs see of a running session.

Usage: MATSESSION=build/matsession test_status.py [CLASS[.TEST]]...
"""

import json
import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from control import ControlTest  # noqa: E402
from program import PROGRAM  # noqa: E402


OPEN = """\
plan: 1
title: Open
when: day
steps:
  - {kind: wait, title: Socks off}
  - {kind: rest, title: Rest, duration: 10m}
"""


class Status(ControlTest):
    """What status prints."""

    def test_for_people(self):
        self.begin_json()
        done = self.ask("status")
        self.assertRegex(done.stdout.decode(),
                         r"\A(First: (10:00|09:59) left \(step 1 of 2\)\n"
                         r"Long, ends \d\d:\d\d, then Second\n)\Z")

    def test_the_object_has_what_the_header_tells(self):
        header = os.path.join(HERE, "..", "..", "src", "link",
                              "status_json.h")
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

    def test_the_fields_that_are_told_to_be_numbers_are(self):
        help_text = " ".join(self.ask("help", "status").stdout.decode().split())
        told, = re.findall(r"a number, without quotes, for ([a-z_, ]+?) "
                           r"\(null", help_text)
        self.home.write("plans/open.yaml", OPEN)
        self.begin_json("open")
        known = sorted(set(re.findall(r"\{([a-z_]+)\} ", help_text)))
        form = ",".join(f'"{name}":{{{name}:json}}' for name in known)
        values = [json.loads(self.ask("status", "--format",
                                      f"{{{form}}}").stdout)]
        self.ask("next")
        values.append(json.loads(self.ask("status", "--format",
                                          f"{{{form}}}").stdout))
        self.assertEqual(["waiting", "running"], [v["phase"] for v in values])
        self.assertIsNone(values[0]["percent"])
        self.assertEqual(0, values[1]["percent"])
        for value in values:
            numbers = {name for name in known
                       if not isinstance(value[name], str)}
            self.assertEqual(set(re.split(r", | and ", told)), numbers)
            for name in numbers:
                self.assertIn(type(value[name]), (int, type(None)), name)

    def test_a_wrong_format_is_a_usage_error_even_with_nothing_running(self):
        done = self.ask("status", "--format", "{lef}", status=2)
        self.assertIn(b'did you mean "left"?', done.stderr)
        self.ask("status", "--format", "{left}", "--json", status=2)

    def test_a_closed_output_is_not_the_socket(self):
        self.begin_json()
        for form in (["--format", "{left}"], ["--json"], [], ["--watch"]):
            with self.subTest(form=form):
                done = self.ask("status", *form, status=1,
                                preexec_fn=lambda: os.close(1))
                self.assertIn(b"cannot write the output", done.stderr)


class Watch(ControlTest):
    """What --watch prints."""

    def test_events_of_one_moment_share_a_status(self):
        self.begin_json("ticks")
        watcher, first = self.watch("--json")
        out, _ = watcher.communicate(timeout=30)
        lines = [json.loads(line) for line in [first, *out.splitlines()]]
        # Each line by its kind, those of a moment side by side.
        kinds = "".join("s" if line["event"] == "status" else "e"
                        for line in lines)
        self.assertRegex(kinds, r"\As(e+s)+e+\Z")
        self.assertIn("ees", kinds)
        for line, behind in zip(lines, lines[1:]):
            if line["event"] != "status" and behind["event"] != "status":
                self.assertLess(behind["at_ms"] - line["at_ms"], 500)
        self.assertEqual("session-ended", lines[-1]["event"])

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

    def test_it_ends_when_it_cannot_be_written(self):
        self.begin_json()
        for form in (["--format", "{left}"], ["--json"], []):
            with self.subTest(form=form), open("/dev/full", "w") as full:
                done = self.ask("status", "--watch", *form, status=1,
                                stdout=full)
                self.assertIn(b"cannot write the output", done.stderr)

    def test_a_killed_session_is_told(self):
        process = self.begin_json()
        watcher, _ = self.watch()
        process.kill()
        _, err = watcher.communicate(timeout=30)
        self.assertEqual((1, b"matsession: the session has gone\n"),
                         (watcher.returncode, err))

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


def have(program):
    return any(os.access(os.path.join(folder, program), os.X_OK)
               for folder in os.environ.get("PATH", "/usr/bin").split(":"))


if __name__ == "__main__":
    unittest.main()
