#!/usr/bin/python3
"""Texts and files made to harm, wherever they come in.

Usage: MATSESSION=build/matsession test_hostile.py [CLASS[.TEST]]...
"""

import os
import resource
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from own import OWN_PLAN, OWN_ROW  # noqa: E402
from program import ProgramTest, shown  # noqa: E402


class Escapes(ProgramTest):
    """Nothing that steers a terminal comes through from outside."""

    EVIL = "\x1b]0;evil\x07\x1b[2J\u009b31m\u202e"

    def assert_clean(self, done, claim):
        self.assert_no_control(done.stdout + done.stderr, claim)
        self.assertNotIn("\u202e".encode(), done.stdout + done.stderr,
                         "no mark that turns text around")

    def test_in_arguments(self):
        for arguments in (["start", self.EVIL], [self.EVIL],
                          ["start", "feet", "--" + self.EVIL],
                          ["start", "feet", "--minutes", self.EVIL],
                          ["start", "feet", "--stage", self.EVIL],
                          ["start", "feet", "--skip", self.EVIL],
                          ["help", self.EVIL], ["about", self.EVIL],
                          ["check", self.EVIL], ["check", "./" + self.EVIL],
                          ["check", "--json", "./" + self.EVIL],
                          ["screen", "--set", self.EVIL],
                          ["screen", "--set", self.EVIL + "=yes"],
                          ["screen", "--set", "epilepsy=" + self.EVIL],
                          ["screen", "--set",
                           "moles-lesions=yes@" + self.EVIL],
                          ["screen", "--clear", self.EVIL, "--by", "x"],
                          ["screen", "--clear", "blood-thinners", "--by",
                           self.EVIL]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assertNotIn(done.returncode, (0, 99))
                self.assert_clean(done, "an argument")

    def test_no_line_is_forged(self):
        done = self.run_program("show", "./a\nmatsession: all is fine")
        self.assert_status(6, done, "there is no such file")
        self.assertEqual(1, done.stderr.count(b"\n"), shown(done.stderr))

    def test_in_names_of_files(self):
        name = self.EVIL.replace("/", "") + ".yaml"
        path = self.home.write("plans/" + name, "plan: 1\ntitle: [\n")
        good = self.home.write("plans/x" + name, OWN_PLAN)
        self.home.write("tables/" + name, OWN_ROW.replace("avoid", "never"))
        for arguments in (["list"], ["check"], ["check", "--json"],
                          ["check", path], ["check", "--json", path],
                          ["start", path], ["preview", good],
                          ["preview", "--json", good], ["show", path],
                          ["start", good, "--confirm", "--speed", "10000"],
                          ["screen", "--show"]):
            with self.subTest(arguments=arguments):
                self.assert_clean(self.run_program(*arguments), "a file name")

    def test_in_plans(self):
        for escape in ('"\\x1b[2J"', '"\\u009b31m"', '"\\e[2J"', '"\\u202e"',
                       "\x1b[2J", "\u009b31m", "\u202ex"):
            for text in (f"plan: 1\ntitle: {escape}\nsteps: []\n",
                         f"plan: 1\ntitle: x\n{escape}: 1\n",
                         f"plan: 1\ntitle: x\nsteps:\n  - kind: {escape}\n",
                         OWN_PLAN + "    title: " + escape + "\n"):
                path = self.home.write("plans/evil.yaml", text)
                with self.subTest(text=text):
                    for command in ("check", "start", "list"):
                        done = self.run_program(
                            command, *([] if command == "list" else [path]))
                        self.assert_clean(done, "a plan's text")
                        self.assertEqual(0 if command == "list" else 5,
                                         done.returncode, command)

    def test_in_the_environment(self):
        for name in ("HOME", "XDG_CONFIG_HOME", "TERM", "LANG", "LC_ALL",
                     "TZ", "NO_COLOR", "COLUMNS", "XDG_DATA_HOME"):
            for value in (self.EVIL, "/" + self.EVIL):
                for command in (["screen", "--show"], ["check"],
                                ["start", "feet", "--confirm", "--speed",
                                 "10000"], ["screen", "--none"]):
                    with self.subTest(name=name, command=command):
                        done = self.run_program(
                            *command, env={name: value},
                            cwd=self.home.root)
                        self.assert_clean(done, name)


class Hostile(ProgramTest):
    """Plan files made to harm end at once, with a plain error."""

    def check(self, name, content):
        path = self.home.write(f"plans/{name}.yaml", content)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        done = self.run_program("check", path, timeout=20)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = (after.ru_utime + after.ru_stime
                - before.ru_utime - before.ru_stime)
        self.assertIn(done.returncode, (1, 5),
                      f"{name}: {shown(done.stdout + done.stderr)}")
        self.assertLess(used, 1, f"{name}: bounded work")
        self.assertLess(time.monotonic() - began, 10, f"{name}: no waiting")
        self.assertLess(len(done.stdout + done.stderr), 20000,
                        f"{name}: a short answer")
        self.assert_no_control(done.stdout + done.stderr, name)
        return done

    def test_deep_nesting(self):
        for name, content in (("flow", "[" * 300000),
                              ("flow-map", "{a: " * 100000),
                              ("block", "- " * 100000),
                              ("indent", "".join(
                                  " " * i + "a:\n" for i in range(1000)))):
            with self.subTest(name=name):
                self.assertEqual(5, self.check(name, content).returncode)

    def test_alias_bombs(self):
        bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]\n"
            for i in range(1, 12))
        self.assertEqual(5, self.check("bomb", bomb).returncode)
        self.assertEqual(
            5, self.check("self", "a: &a [*a, *a]\n").returncode)

    def test_a_mebibyte_of_garbage(self):
        garbage = (b"\x7f:- {}[],&*#?|<>=!%@`\n\xff\x00" * 50000)[:1 << 20]
        self.assertEqual(5, self.check("garbage", garbage).returncode)
        text = ("plan: 1\ntitle: x\nsteps:\n"
                + "  - {kind: rest, duration: 1s}\n" * 32000)
        self.assertEqual(5, self.check("steps", text[:1 << 20]).returncode)

    def test_more_than_a_mebibyte(self):
        self.check("large", "plan: 1\n" + "# x\n" * (1 << 19))

    def test_no_files(self):
        for path in ("/dev/zero", "/dev/tty", "/", "/dev/stdin"):
            with self.subTest(path=path):
                done = self.run_program("check", path, timeout=10)
                self.assertIn(done.returncode, (1, 6), path)


if __name__ == "__main__":
    unittest.main()
