#!/usr/bin/python3
"""Plans in files: their check, and plans and rows of the user's own.

Usage: MATSESSION=build/matsession test_plan_files.py [CLASS[.TEST]]...
"""

import glob
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from own import OWN_PLAN, OWN_ROW  # noqa: E402
from program import SOURCE, ProgramTest, facts  # noqa: E402

PLANS = os.path.join(SOURCE, "tests", "plans")


class Checks(ProgramTest):
    """check and the diagnostics of plans."""

    def test_good_plans_are_fine(self):
        for path in sorted(glob.glob(os.path.join(PLANS, "good", "*.yaml"))):
            with self.subTest(plan=os.path.basename(path)):
                self.assert_status(0, self.run_program("check", path),
                                   "a good plan checks")

    def test_bad_plans_are_refused_with_a_place(self):
        paths = sorted(glob.glob(os.path.join(PLANS, "bad", "*.yaml")))
        self.assertGreater(len(paths), 20, "there are bad plans to check")
        done = self.run_program("check", *paths)
        self.assert_status(5, done, "bad plans")
        lines = done.stdout.decode(errors="replace").splitlines()
        for path in paths:
            mine = [line for line in lines if line.startswith(path + ":")]
            with self.subTest(plan=os.path.basename(path)):
                self.assertTrue(
                    any(" error" in line for line in mine),
                    f"it counts errors: {mine}")
                self.assertGreaterEqual(len(mine), 2,
                                        "it says what is wrong")

    def test_json_has_the_same_problems(self):
        path = os.path.join(PLANS, "bad", "near-key.yaml")
        done = self.run_program("check", "--json", path)
        self.assert_status(5, done, "a bad plan")
        problem = facts(done.stdout)[0]
        self.assertEqual({"file", "line", "column", "level", "path",
                          "message"}, set(problem))
        self.assertEqual(path, problem["file"])
        text = self.run_program("check", path).stdout.decode()
        self.assertIn(f'{path}:{problem["line"]}:{problem["column"]}: ', text)

    def test_warnings_count_only_when_strict(self):
        path = os.path.join(PLANS, "good", "over-the-cap.yaml")
        self.assert_status(0, self.run_program("check", path), "a warning")
        self.assert_status(5, self.run_program("check", "--strict", path),
                           "--strict counts warnings")

    def test_all_that_is_built_in_is_fine(self):
        done = self.run_program("check", "--strict")
        self.assert_status(0, done, "the built-in plans")
        self.assertIn(b"profile: fine\n", done.stdout)
        self.assertEqual(12 + 1, done.stdout.count(b": fine"))


class Own(ProgramTest):
    """Plans and rows of the user's own."""

    def test_an_own_plan_hides_the_built_in_one(self):
        self.home.write("plans/evening.yaml", OWN_PLAN)
        listed = self.run_program("list").stdout.decode().splitlines()
        mine = [line for line in listed if line.startswith("evening ")]
        self.assertEqual(1, len(mine))
        self.assertIn("Mine alone", mine[0])
        self.assertIn("own, hides the built-in one", mine[0])
        done = self.run_program("preview", "evening", "--json")
        self.assertEqual(5000, facts(done.stdout)[-1]["at_ms"])

    def test_an_own_plan_of_a_new_name(self):
        self.home.write("plans/mine.yaml", OWN_PLAN)
        self.assertIn(b"(own)", self.run_program("list").stdout)
        self.assert_status(0, self.run_program("check", "mine"), "by name")

    def test_a_broken_own_plan_is_listed_as_such(self):
        self.home.write("plans/evening.yaml", "plan: 1\n")
        done = self.run_program("list")
        self.assert_status(0, done, "the others are still listed")
        self.assertIn(b"does not check", done.stdout)
        self.assert_status(5, self.run_program("start", "evening"),
                           "it does not fall back to the built-in one")

    def test_an_own_row_is_asked_and_refuses(self):
        self.home.write("tables/cats.yaml", OWN_ROW)
        done = self.run_program("start", "feet", "--confirm")
        self.assert_status(4, done, "a new row is asked about")
        self.assertIn(b"new question", done.stderr)
        done = self.run_program("screen", "--set", "own-cats=yes")
        self.assert_status(0, done, "it can be answered")
        done = self.run_program("start", "feet", "--confirm")
        self.assert_status(3, done, "an own row refuses")
        self.assertIn(b"A cat has claws.", done.stderr)

    def test_a_bad_own_row_is_5_with_its_place(self):
        path = self.home.write("tables/cats.yaml",
                               OWN_ROW.replace("avoid", "never"))
        for command in (["start", "feet", "--confirm"], ["check"],
                        ["preview", "feet"], ["screen", "--show"]):
            with self.subTest(command=command):
                done = self.run_program(*command)
                self.assert_status(5, done, "a wrong table")
                self.assertIn(f"{path}:6:".encode(),
                              done.stdout + done.stderr, "its place")

    def test_own_rows_that_cannot_be_read_are_1(self):
        folder = os.path.join(self.home.config, "tables")
        fifo = os.path.join(folder, "cats.yaml")
        for make, path, why in (
                (lambda: os.mkfifo(fifo), fifo, "it is no regular file"),
                (lambda: os.mkdir(fifo), fifo, "Is a directory"),
                (lambda: self.home.write("tables", ""), folder,
                 "Not a directory")):
            if path == fifo:
                os.makedirs(folder)
            make()
            for command in (["start", "feet", "--confirm"], ["check"],
                            ["check", "--json"], ["preview", "feet"],
                            ["screen", "--show"]):
                with self.subTest(command=command, why=why):
                    done = self.run_program(*command)
                    self.assert_status(1, done, "nobody knows if it is wrong")
                    self.assertIn(f"cannot read {path}: {why}\n",
                                  done.stderr.decode())
            os.rename(folder, folder + why.replace(" ", "-"))

    def test_an_own_row_never_replaces_a_built_in_one(self):
        self.home.write("tables/mine.yaml",
                        OWN_ROW.replace("own-cats", "blood-thinners"))
        self.assert_status(5, self.run_program("preview", "feet"),
                           "an id is taken")


if __name__ == "__main__":
    unittest.main()
