"""`check` for editors and scripts: JSON, standard input, the user's files."""

import json
import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from check import CheckTest  # noqa: E402
from own import OWN_ROW  # noqa: E402
from program import SOURCE  # noqa: E402

BAD = os.path.join(SOURCE, "tests", "plans", "bad")
GOOD = b"plan: 1\ntitle: T\nsteps:\n  - kind: rest\n    duration: 1m\n"
WRONG = GOOD.replace(b"1m", b"1 m")
MOST = 1 << 20


class Json(CheckTest):
    def test_every_bad_plan_has_whole_objects(self):
        paths = sorted(os.path.join(BAD, name) for name in os.listdir(BAD)
                       if name.endswith(".yaml"))
        found, done = self.problems(*paths)
        self.assert_status(5, done, "bad plans")
        self.assertEqual(set(paths), {problem["file"] for problem in found})

    def test_a_plan_that_is_not_there(self):
        for name in ("nobody", "./nobody.yaml", "nobody.yaml", ".hidden"):
            with self.subTest(name=name):
                self.assert_whole(name, 6, *self.problems(name))

    def test_a_near_name_is_proposed(self):
        found, _ = self.problems("evenin")
        self.assertIn('did you mean "evening"', found[0]["message"])

    def test_a_plan_that_cannot_be_read(self):
        folder = os.path.join(self.home.root, "folder.yaml")
        pipe = os.path.join(self.home.root, "pipe.yaml")
        os.mkdir(folder)
        os.mkfifo(pipe)
        for path in (folder, pipe):
            with self.subTest(path=path):
                self.assert_whole(path, 1, *self.problems(path))

    def test_a_link_that_leads_nowhere(self):
        """Also one that would stand in for a built-in plan."""
        os.makedirs(os.path.join(self.home.config, "plans"))
        for name in ("mine", "evening"):
            path = os.path.join(self.home.config, "plans", name + ".yaml")
            os.symlink("/nonexistent/plan.yaml", path)
            with self.subTest(name=name):
                problems, done = self.problems(name)
                self.assert_whole(path, 1, problems, done)
                self.assertEqual(f"cannot read {path}: it is a link that "
                                 "leads nowhere", problems[0]["message"])
                listed = self.run_program("list").stdout.decode()
                self.assertRegex(listed, rf"(?m)^{name} +cannot be read: it "
                                         r"is a link that leads nowhere \(own")

    def test_what_was_found_before_is_told_all_the_same(self):
        bad = os.path.join(BAD, "near-key.yaml")
        found, done = self.problems(bad, "nobody", "evening")
        self.assert_status(6, done, "the largest of both")
        self.assertEqual([bad, "nobody"],
                         sorted({problem["file"] for problem in found}))

    def test_how_many_more_there_are(self):
        path = self.home.write(
            "plans/many.yaml", "plan: 1\ntitle: T\nsources: [S-no]\nsteps:\n" +
            "  - kind: sofa\n    duration: 1m\n" * 23)
        found, done = self.problems(path)
        self.assert_status(5, done, "many")
        self.assertEqual(21, len(found))
        said = self.run_program("check", path).stdout.decode()
        more = re.search(r": (and \d+ more)$", said, re.M).group(1)
        self.assertEqual({"file": path, "line": 0, "column": 0,
                          "level": "error", "path": "", "message": more},
                         found[-1])

    def test_more_warnings_are_no_errors(self):
        path = self.home.write(
            "plans/many.yaml", GOOD + b"sources: [" + b"S-no, " * 25 + b"]\n")
        found, done = self.problems(path)
        self.assert_status(0, done, "warnings")
        self.assertEqual(("warning", "and 5 more"),
                         (found[-1]["level"], found[-1]["message"]))

    def test_a_name_cannot_break_the_line(self):
        found, done = self.problems("a\n\x1b[2Jb")
        self.assertEqual(1, len(found))
        self.assert_no_control(done.stdout + done.stderr, "a hostile name")


class Input(CheckTest):
    """`check -`"""

    def check(self, data, *arguments):
        return self.run_program("check", *arguments, "-", stdin=None,
                                input=data)

    def test_a_good_one(self):
        done = self.check(GOOD)
        self.assert_status(0, done, "a good plan")
        self.assertEqual(b"-: fine\n", done.stdout)

    def test_places_are_those_of_a_file(self):
        path = os.path.join(BAD, "near-key.yaml")
        of_file = self.run_program("check", "--json", path)
        with open(path, "rb") as file:
            of_input = self.check(file.read(), "--json")
        self.assert_status(5, of_input, "a bad plan")
        self.assertEqual(
            of_file.stdout.replace(json.dumps(path).encode(), b'"-"'),
            of_input.stdout)

    def test_whatever_it_is(self):
        for what, data in (
                ("nothing", b""), ("a NUL", b"plan: \0 1\n"),
                ("no UTF-8", b"plan: \xff\n"), ("a break", b"\n" * 100),
                ("much", b"# " + b"x" * (MOST - 2) + b"\n"),
                ("far too much", b"x" * (4 * MOST))):
            with self.subTest(what=what):
                done = self.check(data, "--json")
                self.assert_status(5, done, what)
                self.assertTrue(done.stdout)
                self.assert_no_control(done.stdout, what)

    def test_the_limit_is_that_of_files(self):
        most = GOOD + b"#" * (MOST - len(GOOD))
        self.assert_status(0, self.check(most), "1 MiB")
        done = self.check(most + b"#")
        self.assert_status(5, done, "one byte more")
        path = self.home.write("plans/large.yaml", most + b"#")
        self.assertEqual(
            self.run_program("check", path).stdout.replace(
                path.encode(), b"-"), done.stdout)

    def test_it_is_not_there(self):
        done = subprocess.run(
            ["/bin/sh", "-c", 'exec "$0" check --json - <&-',
             os.environ["MATSESSION"]], env=self.home.environment(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30,
            check=False)
        self.assert_status(1, done, "standard input is closed")
        self.assertEqual("-", json.loads(done.stdout)["file"])

    def test_it_is_a_folder(self):
        folder = os.open(self.home.root, os.O_RDONLY)
        try:
            done = self.run_program("check", "--json", "-", stdin=folder)
        finally:
            os.close(folder)
        self.assert_status(1, done, "a folder")
        self.assertEqual("-", json.loads(done.stdout)["file"])

    def test_beside_other_plans(self):
        done = self.run_program("check", "evening", "-", "back", stdin=None,
                                input=WRONG)
        self.assert_status(5, done, "one is wrong")
        self.assertIn(b"evening: fine\n-:5:15: ", done.stdout)
        self.assertTrue(done.stdout.endswith(b"back: fine\n"))


class Everything(CheckTest):
    """Without arguments: the user's own files as well."""

    def test_they_are_named(self):
        self.home.write("config.yaml", "config: 1\n")
        done = self.run_program("check", "--strict")
        self.assert_status(0, done, "all is fine")
        self.assertTrue(done.stdout.startswith(
            b"config: fine\nprofile: fine\n"), done.stdout)

    def test_what_is_not_there_is_not_named(self):
        os.unlink(self.home.profile)
        done = self.run_program("check")
        self.assert_status(0, done, "no files")
        self.assertNotIn(b"config", done.stdout)
        self.assertNotIn(b"profile", done.stdout)

    def test_wrong_ones_have_their_place(self):
        for name in ("config.yaml", "profile.yaml"):
            path = self.home.write(name, "nonsense: here\n")
            with self.subTest(name=name):
                found, done = self.problems()
                self.assert_status(5, done, name)
                self.assertIn((path, "nonsense", 1), {
                    (p["file"], p["path"], p["line"]) for p in found})
                text = self.run_program("check").stdout.decode()
                self.assertIn(f"{path}:1:1: nonsense: ", text)
                self.assertIn(name.split(".")[0] + ": ", text)
            os.unlink(path)

    def test_unreadable_ones_are_told(self):
        for name in ("config.yaml", "profile.yaml"):
            path = os.path.join(self.home.config, name)
            if os.path.exists(path):
                os.unlink(path)
            os.mkdir(path)
            with self.subTest(name=name):
                self.assert_whole(path, 1, *self.problems())
            os.rmdir(path)

    def test_plans_that_are_no_folder(self):
        path = self.home.write("plans", "")
        problems, done = self.problems()
        self.assert_whole(path, 1, problems, done)
        self.assertIn(b"Not a directory", done.stderr)
        os.unlink(path)
        self.assertEqual([], self.problems()[0])

    def test_an_answer_to_an_own_row_is_no_mistake(self):
        """Nor when the own rows are wrong: it is not looked at then."""
        rows = self.home.write("tables/cats.yaml", OWN_ROW)
        done = self.run_program("screen", "--set", "own-cats=yes")
        self.assert_status(0, done, "an own row is answered")
        self.assert_status(0, self.run_program("check", "--strict"), "fine")
        self.home.write("tables/cats.yaml", "nonsense: here\n")
        found, done = self.problems()
        self.assert_status(5, done, "wrong rows")
        self.assertEqual({rows}, {problem["file"] for problem in found})
        os.unlink(rows)
        found, done = self.problems()
        self.assert_status(5, done, "an answer that nobody asks for")
        self.assertEqual({self.home.profile},
                         {problem["file"] for problem in found})

    def test_named_plans_are_checked_alone(self):
        self.home.write("config.yaml", "nonsense: here\n")
        self.assert_status(0, self.run_program("check", "evening"), "one plan")


if __name__ == "__main__":
    unittest.main()
