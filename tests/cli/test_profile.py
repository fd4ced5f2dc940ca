#!/usr/bin/python3
"""The file of the user's answers: who may read it, and what it may hold.

Usage: MATSESSION=build/matsession test_profile.py [CLASS[.TEST]]...
"""

import os
import stat
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from program import ProgramTest, shown  # noqa: E402


class Profile(ProgramTest):
    """The profile file: private, and never trusted."""

    screened = False

    def mode(self, path):
        return stat.S_IMODE(os.stat(path).st_mode)

    def test_it_is_private(self):
        old = os.umask(0)
        self.addCleanup(os.umask, old)
        self.assert_status(0, self.run_program("screen", "--none"), "stated")
        self.assertEqual(0o600, self.mode(self.home.profile))
        self.assertEqual(0o700, self.mode(self.home.config))
        self.assertEqual(["profile.yaml"], os.listdir(self.home.config),
                         "no temporary file is left")

    def test_one_that_others_can_read_is_named_and_narrowed(self):
        self.home.screened()
        os.chmod(self.home.profile, 0o644)
        done = self.run_program("screen", "--show")
        self.assert_status(0, done, "it is still read")
        self.assertIn(b"can be read by others", done.stderr)
        self.run_program("screen", "--set", "epilepsy=no")
        self.assertEqual(0o600, self.mode(self.home.profile),
                         "writing it makes it private")

    def test_hostile_contents(self):
        self.home.screened()
        with open(self.home.profile, "rb") as file:
            good = file.read()
        cases = {
            "empty": b"",
            "garbage": bytes(range(256)) * 40,
            "cut": good[:len(good) // 2] + b"\n  - id: [",
            "huge": good + b"# " + b"x" * (2 << 20),
            "nested": b"[" * 20000,
            "newer": good.replace(b"profile: 1", b"profile: 2"),
            "a date that is none": good.replace(b"screened: 2",
                                                b"screened: x"),
            "an answer that is none": good.replace(b"answer: no",
                                                   b"answer: maybe"),
        }
        for name, content in cases.items():
            with self.subTest(case=name):
                self.assertNotEqual(good, content)
                self.home.write("profile.yaml", content)
                for command in (["start", "feet", "--confirm"],
                                ["screen", "--show"]):
                    done = self.run_program(*command, timeout=10)
                    self.assertIn(done.returncode, (1, 5),
                                  f"{command}: {shown(done.stderr)}")
                    self.assertNotEqual(b"", done.stderr, "and says why")
                    self.assert_no_control(done.stdout + done.stderr, name)
                with open(self.home.profile, "rb") as file:
                    self.assertEqual(content, file.read(),
                                     "it is left for its owner to look at")

    def test_a_folder_in_its_place(self):
        os.makedirs(self.home.profile)
        for command in (["start", "feet", "--confirm"], ["screen", "--none"]):
            with self.subTest(command=command):
                self.assert_status(1, self.run_program(*command), "a folder")

    def test_a_pipe_in_its_place_is_not_waited_for(self):
        os.makedirs(self.home.config)
        os.mkfifo(self.home.profile)
        done = self.run_program("start", "feet", "--confirm", timeout=10)
        self.assert_status(1, done, "a pipe is no profile")

    def test_a_link_is_kept_and_what_it_names_is_written(self):
        self.home.screened()
        kept = os.path.join(self.home.root, "kept.yaml")
        os.rename(self.home.profile, kept)
        os.symlink(kept, self.home.profile)
        done = self.run_program("screen", "--set", "epilepsy=yes")
        self.assert_status(0, done, "through a link")
        self.assertTrue(os.path.islink(self.home.profile))
        with open(kept) as file:
            self.assertRegex(file.read(), r"id: epilepsy\s+answer: yes")

    def test_a_dangling_link_is_no_profile(self):
        os.makedirs(self.home.config)
        os.symlink("/nonexistent/profile.yaml", self.home.profile)
        done = self.run_program("start", "feet", "--confirm")
        self.assertIn(done.returncode, (1, 4), shown(done.stderr))

    def test_an_unwritable_home_is_said(self):
        done = self.run_program("screen", "--none",
                                env={"XDG_CONFIG_HOME": "/proc/none"})
        self.assert_status(1, done, "it cannot be saved")
        self.assertNotIn(b"Stated", done.stdout, "and is not claimed to be")
        self.assertIn(b"cannot save /proc/none/", done.stderr, "with its name")

    def test_a_relative_xdg_value_is_ignored(self):
        self.run_program("screen", "--none", cwd=self.home.root,
                         env={"XDG_CONFIG_HOME": "relative"})
        self.assertFalse(os.path.exists(
            os.path.join(self.home.root, "relative")))
        self.assertTrue(os.path.exists(os.path.join(
            self.home.root, ".config", "matsession", "profile.yaml")))

    def test_a_crisis_is_never_stored(self):
        self.home.screened()
        with open(self.home.profile, "rb") as file:
            before = file.read()
        done = self.run_program("screen", "--set", "crisis=yes")
        self.assert_status(3, done, "a crisis is a refusal")
        self.assertIn(b"988", done.stdout, "with the helplines")
        with open(self.home.profile, "rb") as file:
            self.assertEqual(before, file.read())


if __name__ == "__main__":
    unittest.main()
