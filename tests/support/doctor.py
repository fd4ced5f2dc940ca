"""Tests of doctor, with a speaker and a speech command of their own."""

import json
import os

from program import ProgramTest

GOOD_SPEAKER = """\
echo '{"is":"ready"}'
while read -r line; do
    case $line in *'"end"'*) echo '{"is":"done","ms":1}' ;; esac
done
"""


class DoctorTest(ProgramTest):
    """doctor with a speaker of the test's own, and a speech command."""

    def setUp(self):
        super().setUp()
        self.speaker = self.script("speaker", GOOD_SPEAKER)
        self.voice = self.script("speak", "exit 0\n")
        self.folder("programs")
        self.script("programs/systemd-inhibit", "exit 0\n")
        self.config(f"speech: {{command: [{self.voice}]}}\n")

    def script(self, name, body):
        path = os.path.join(self.home.root, name)
        with open(path, "w", encoding="ascii") as file:
            file.write("#!/bin/sh\n" + body)
        os.chmod(path, 0o755)
        return path

    def config(self, text):
        self.home.write("config.yaml", "config: 1\n" + text)

    def folder(self, *parts, mode=0o700):
        path = os.path.join(self.home.root, *parts)
        os.makedirs(path, mode=0o700, exist_ok=True)
        os.chmod(path, mode)
        return path

    def file(self, *parts, text=""):
        path = os.path.join(self.home.root, *parts)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def doctor(self, *arguments, env=None, timeout=30):
        programs = os.path.join(self.home.root, "programs")
        env = {"MATSESSION_SPEAKER": self.speaker,
               "PATH": programs + ":" + os.environ["PATH"], **(env or {})}
        return self.run_program("doctor", *arguments, env=env, timeout=timeout)

    def findings_of(self, *arguments, **options):
        """By check, and the exit status."""
        done = self.doctor("--json", *arguments, **options)
        self.assertEqual(b"", done.stderr)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        for line in lines:
            self.assertEqual({"check", "state", "text", "advice"}, set(line))
        return {line["check"]: line for line in lines}, done.returncode

    def assert_found(self, check, state, said, advised="", **options):
        found, status = self.findings_of(**options)
        line = found[check]
        self.assertEqual(state, line["state"], line)
        self.assertRegex(line["text"], said)
        self.assertIn(advised, line["advice"])
        fails = [c for c, f in found.items() if f["state"] == "fails"]
        self.assertEqual([check] if state == "fails" else [], fails)
        self.assertEqual(1 if fails else 0, status)
        return line
