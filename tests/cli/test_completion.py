#!/usr/bin/python3
"""The completions: what they offer is what the parser takes, and each shell
that is here offers it at a terminal.

Usage: MATSESSION=build/matsession test_completion.py [CLASS[.TEST]]...
"""

import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from shell import ShellTest  # noqa: E402

# A line, and how it ends after a tab. An option may get its = as well.
LINES = [
    ("a command", "matsession rend", "render"),
    ("a built-in plan", "matsession start even", "evening"),
    ("a plan of one's own", "matsession preview zz-", "zz-mine"),
    ("a plan behind a value", "matsession start --minutes 9 even", "evening"),
    ("an option", "matsession start --minu", "--minutes"),
    ("an option behind an argument", "matsession start evening --minu",
     "--minutes"),
    ("a stage", "matsession start --stage sett", "settled"),
    ("an area", "matsession start --skip nec", "neck"),
    ("one more area", "matsession start --skip back,nec", "back,neck"),
    ("a question", "matsession screen --clear blood-thin", "blood-thinners"),
    ("an answer", "matsession screen --set blood-thinners=uns",
     "blood-thinners=unsure"),
    ("a page of the help", "matsession help key", "keys"),
    ("a command for the help", "matsession help rend", "render"),
    ("a topic", "matsession about evi", "evidence"),
    ("a shell", "matsession completion fi", "fish"),
    ("a file", "matsession import past", "past.jsonl"),
    ("a file of an option", "matsession render evening -o soun", "sound.opus"),
    ("a plan to edit", "matsession edit zz-", "zz-mine"),
    ("a file to edit", "matsession edit ./dra", "./draft.yaml"),
    ("nothing for a new name", "matsession new even", "even"),
    ("a plan to begin with", "matsession new mine --from even", "evening"),
    ("nothing for a time", "matsession bedtime 2", "2"),
    ("a plan behind a time", "matsession bedtime 23:00 even", "evening"),
    ("an option behind a time", "matsession bedtime 23:00 --inst",
     "--install"),
    ("a plan behind an option", "matsession bedtime --remind 23:00 even",
     "evening"),
    ("nothing for the settings", "matsession config even", "even"),
    ("nothing behind the last argument", "matsession start back even", "even"),
    ("nothing behind a number", "matsession log -n even", "even"),
    ("no inner command", "matsession descr", "descr"),
]


class BashTables(ShellTest):
    """The functions that bash asks say what the tables say."""

    def ask(self, path, *lines):
        done = subprocess.run(
            ["bash", "--norc", "-c",
             f". {path}\n" + "\n".join(f"{line}; echo ." for line in lines)],
            check=True, stdout=subprocess.PIPE,
            env=self.home.environment())
        return [part.split() for part in done.stdout.decode().split(".\n")]

    def test_options_and_words(self):
        path, _ = self.script("bash")
        line = self.line()
        commands = self.commands()
        told = self.ask(path, "_matsession_commands",
                        *(f"_matsession_options {c['name']}" for c in commands),
                        *(f"_matsession_value --{o['name']}"
                          for o in line["options"]))
        self.assertEqual([c["name"] for c in commands], told.pop(0))
        for command in commands:
            self.assertEqual([f"--{o}" for o in command["options"]],
                             told.pop(0), command["name"])
        for option in line["options"]:
            kind, *words = told.pop(0) or [""]
            self.assertEqual(bool(option["argument"]), bool(kind), option)
            if option["words"]:
                self.assertEqual("list" if option["several"] else "words",
                                 kind, option)
                self.assertEqual(option["words"], words, option)

    def test_nothing_that_is_asked_is_run(self):
        path, _ = self.script("bash")
        fake = os.path.join(self.home.root, "bin")
        os.mkdir(fake)
        with open(os.path.join(fake, "matsession"), "w",
                  encoding="utf-8") as file:
            file.write("#!/bin/sh\necho 'x$(touch here)`touch here`\ty'\n")
        os.chmod(os.path.join(fake, "matsession"), 0o755)
        subprocess.run(
            ["bash", "--norc", "-c",
             f"compopt() {{ :; }}\n. {path}\nCOMP_WORDS=(matsession start x)\n"
             "COMP_CWORD=2\n_matsession\n[ ${#COMPREPLY[@]} = 1 ]"],
            check=True, cwd=self.home.root,
            env=self.home.environment(PATH=f"{fake}:{os.environ['PATH']}"))
        self.assertFalse(os.path.exists(os.path.join(self.home.root, "here")))


class ZshTables(ShellTest):
    """The script for zsh has each command with its options and words."""

    def test_options_and_words(self):
        _, text = self.script("zsh")
        options = {o["name"]: o for o in self.line()["options"]}
        listed = re.findall(r"^        '([a-z-]+):", text, re.M)
        blocks = dict(re.findall(
            r"^    ([a-z-]+)\)\n(.*?)^        ;;$", text, re.M | re.S))
        commands = self.commands()
        self.assertEqual([c["name"] for c in commands], listed)
        self.assertEqual(sorted(listed), sorted(blocks))
        for command in commands:
            block = blocks[command["name"]]
            found = re.findall(r"(?<=[')*])--([a-z-]+)(=?)\[", block)
            self.assertEqual(command["options"], [o for o, _ in found])
            for name, sign in found:
                self.assertEqual(bool(options[name]["argument"]), bool(sign))
                words = " ".join(options[name]["words"])
                self.assertIn(words, block, name)


class FishTables(ShellTest):
    """The script for fish has each option with its commands and words."""

    def test_options_and_words(self):
        _, text = self.script("fish")
        line = self.line()
        commands = self.commands()
        self.assertEqual(
            [c["name"] for c in commands],
            re.findall(r"__matsession_is \"\"' -a ([a-z-]+)", text))
        found = {}
        for part in re.findall(
                r"^complete -c matsession -n '__matsession_is(.*)$", text,
                re.M):
            name = re.search(r" -l ([a-z-]+)", part)
            if name:
                found[name.group(1)] = part
        self.assertEqual(sorted(o["name"] for o in line["options"]),
                         sorted(found))
        for option in line["options"]:
            part = found[option["name"]]
            takers = part[:part.index("'")].replace('""', "").split()
            self.assertEqual([c["name"] for c in commands
                              if option["name"] in c["options"]], takers)
            self.assertIn(" ".join(option["words"]), part)
            self.assertEqual(bool(option["argument"]), " -r" in part, part)


class BashLive(ShellTest):
    """Bash at a terminal."""

    def test_lines(self):
        self.try_live("bash", LINES)


class ZshLive(ShellTest):
    """Zsh at a terminal."""

    def test_lines(self):
        self.try_live("zsh", LINES)


class FishLive(ShellTest):
    """Fish at a terminal."""

    def test_lines(self):
        self.try_live("fish", LINES)


class Usage(ShellTest):
    """A command line that is nearly right gets a proposal."""

    def test_proposals(self):
        for arguments, word in (
                (["completon", "bash"], '"completion"'),
                (["completion", "fis"], '"fish"'),
                (["start", "--stge", "week"], '"--stage"'),
                (["start", "--stage", "wek"], '"week"'),
                (["start", "--skip", "back,nek"], '"neck"'),
                (["describe", "plns"], '"plans"')):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assert_status(2, done, "that is not a command line")
                self.assertIn(f"did you mean {word}?", done.stderr.decode())

    def test_the_shell_must_be_named(self):
        done = self.run_program("completion")
        self.assert_status(2, done, "no shell is named")
        self.assertIn(b"completion needs bash|zsh|fish", done.stderr)

    def test_another_shell(self):
        done = self.run_program("completion", "tcsh")
        self.assert_status(2, done, "there is no script for it")
        self.assertIn(b'no script for "tcsh"; use bash|zsh|fish\n',
                      done.stderr)


if __name__ == "__main__":
    unittest.main()
