#!/usr/bin/python3
"""The commands that move the history to another computer: export, import.

Usage: MATSESSION=build/matsession test_moving.py [CLASS[.TEST]]...
"""

import json
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from ledger import DEVICE, ThreeSessionsTest, session, uuid  # noqa: E402


class Moving(ThreeSessionsTest):
    """export and import."""

    def elsewhere(self, *arguments, **options):
        """Runs on another computer."""
        root = os.path.join(self.home.root, "elsewhere")
        return self.run_program(*arguments, env={
            "XDG_DATA_HOME": os.path.join(root, "data"),
            "XDG_STATE_HOME": os.path.join(root, "state"),
            "XDG_CACHE_HOME": os.path.join(root, "cache")}, **options)

    def write(self, text):
        return self.home.write("history.jsonl", text)

    def test_there_and_back(self):
        lines = self.good("export")
        self.assertEqual(6, lines.count("\n"))
        path = self.write(lines)
        done = self.elsewhere("import", path)
        self.assert_status(0, done, "all lines are taken")
        self.assertEqual(b"6 lines added, 0 were here already.\n", done.stdout)
        self.assertEqual(self.good("log"),
                         self.elsewhere("log").stdout.decode())
        done = self.elsewhere("import", path)
        self.assertEqual(b"0 lines added, 6 were here already.\n", done.stdout)
        self.assertEqual(sorted(lines.splitlines()), sorted(
            self.elsewhere("export").stdout.decode().splitlines()))

    def test_both_ways(self):
        """What was said on each of two computers is on both at the end."""
        def move(export, take):
            return take("import", "-", stdin=None, input=export.encode())

        def there(*arguments):
            return self.elsewhere(*arguments).stdout.decode()

        move(self.good("export"), self.elsewhere)
        self.elsewhere("rate", "5", "--id", uuid(3))
        self.elsewhere("rate", "--forget", "--id", uuid(2))
        self.good("rate", "--note", "here", "--id", uuid(3))
        move(there("export"), self.run_program)
        move(self.good("export"), self.elsewhere)
        for arguments in (["log"], ["log", "--csv"], ["log", "--json"],
                          ["stats"]):
            self.assertEqual(self.good(*arguments), there(*arguments))
        self.assertIn("5/10   here", self.good("log"))
        self.assertNotIn("my.yaml", self.good("log"))
        self.assertIn(b"0 lines added, ",
                      move(there("export"), self.run_program).stdout)

    def test_one_line(self):
        path = self.write(self.good("export").splitlines()[0] + "\n")
        done = self.elsewhere("import", path)
        self.assertEqual(b"1 line added, 0 were here already.\n", done.stdout)
        done = self.elsewhere("import", path)
        self.assertEqual(b"0 lines added, 1 was here already.\n", done.stdout)

    def test_through_a_pipe(self):
        done = self.elsewhere("import", "-", stdin=None,
                              input=self.good("export").encode())
        self.assert_status(0, done, "- is stdin")
        self.assertIn(b"6 lines added", done.stdout)

    def test_a_wrong_line_is_told_and_the_good_ones_are_in(self):
        path = self.write("not JSON\n" + self.good("export") +
                          '{"v":1,"event":"session","id":1}\n')
        done = self.elsewhere("import", path)
        self.assert_status(5, done, "a line is wrong")
        self.assertEqual(b"6 lines added, 0 were here already, 2 left out.\n",
                         done.stdout)
        self.assertIn(f"{path}:1: ".encode(), done.stderr)
        self.assertIn(f"{path}:8: ".encode(), done.stderr)
        self.assertEqual(2, done.stderr.count(b"\n"))
        self.assertEqual(3, self.elsewhere("log", "--json")
                         .stdout.count(b"\n"))

    def test_stdin_has_a_name_in_messages(self):
        done = self.elsewhere("import", "-", stdin=None, input=b"[]\n")
        self.assert_status(5, done, "a line is wrong")
        self.assertIn(b"stdin:1: ", done.stderr)

    def test_nothing_to_import(self):
        self.assertIn(b"0 lines added",
                      self.elsewhere("import", self.write("")).stdout)
        self.assertIn(b"0 lines added", self.elsewhere("import", "-").stdout)

    def test_what_cannot_be_read(self):
        fifo = os.path.join(self.home.root, "fifo")
        os.mkfifo(fifo)
        for path in (self.home.root, os.path.join(self.home.root, "none"),
                     fifo, "", "/dev/null"):
            with self.subTest(path=path):
                done = self.run_program("import", path)
                self.assert_status(1, done, "it cannot be read")
                self.assertEqual(b"", done.stdout)
                self.assertIn(b"cannot read", done.stderr)

    def test_a_folder_for_stdin(self):
        folder = os.open(self.home.root, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        done = self.run_program("import", "-", stdin=folder)
        self.assert_status(1, done, "it cannot be read")
        self.assertEqual(b"matsession: cannot read stdin: Is a directory\n",
                         done.stderr)

    def test_64_MiB_are_enough(self):
        path = self.write("")
        os.truncate(path, 64 * 1024 * 1024 + 1)
        done = self.run_program("import", path)
        self.assert_status(1, done, "it is too large")
        self.assertIn(b"64 MiB", done.stderr)
        with open("/dev/zero", "rb") as zero:
            done = self.run_program("import", "-", stdin=zero)
        self.assert_status(1, done, "and reading ends")
        self.assertIn(b"64 MiB", done.stderr)

    def test_a_ledger_that_is_no_file_is_said_in_words(self):
        lines = self.good("export")
        self.good("rate", "--note", "x", "--id", uuid(1))  # makes our file
        mine, = set(os.listdir(self.folder)) - {DEVICE + ".jsonl"}
        os.unlink(os.path.join(self.folder, mine))
        os.mkfifo(os.path.join(self.folder, mine))
        done = self.run_program("import", self.write(
            lines + json.dumps(session(9, "2026-11-18 20:00")) + "\n"))
        self.assert_status(1, done, "it cannot be written")
        self.assertIn(b"cannot write the history: it is no regular file",
                      done.stderr)

    def test_a_folder_that_cannot_be_written(self):
        lines = self.good("export")
        done = self.run_program("import", self.write(lines),
                                env={"XDG_DATA_HOME": "/proc/nowhere",
                                     "XDG_STATE_HOME": "/proc/nowhere"})
        self.assert_status(1, done, "nothing can be written")
        self.assertIn(b"cannot", done.stderr)
        self.assertEqual(b"", done.stdout)


if __name__ == "__main__":
    unittest.main()
