"""A shell at a terminal of its own, in which a command line is typed, completed
with the tab key, and read back as the shell would have run it."""

import fcntl
import os
import pty
import select
import shutil
import struct
import termios
import time

from described import DescribedTest
from program import PROGRAM

START = {
    "bash": ["bash", "--noprofile", "--norc", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}

# `say` tells the words that it was given, whole at once.
SAY = {
    "bash": "say() { printf '%s\\n' \"$@\" >said.new; mv said.new said; }\n",
    "zsh": "say() { printf '%s\\n' \"$@\" >said.new; mv said.new said; }\n"
           "autoload -Uz compinit; compinit -u -D\n",
    "fish": "function say; printf '%s\\n' $argv >said.new; mv said.new said; "
            "end\n",
}

PLAN = """\
plan: 1
title: Mine
steps:
  - kind: rest
    duration: 5s
"""


class Shell:
    """One interactive shell; its folder is `folder`."""

    def __init__(self, name, folder, environment, script):
        self.said = os.path.join(folder, "said")
        self.output = b""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(START[name][0], START[name], environment)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, 200, 0, 0))
        self.type(SAY[name])
        self.type(f"source {script}\n")
        self.type("say ready\n")
        if self.listen(60) != ["ready"]:
            raise AssertionError(f"{name} does not answer: {self.output!r}")

    def type(self, text):
        os.write(self.terminal, text.encode())

    def listen(self, seconds):
        """The words of the next `say`; None when there is none in time."""
        end = time.monotonic() + seconds
        while not os.path.exists(self.said):
            left = end - time.monotonic()
            if left <= 0:
                return None
            if select.select([self.terminal], [], [], min(left, 0.05))[0]:
                try:
                    self.output += os.read(self.terminal, 65536)
                except OSError:
                    return None
        with open(self.said, encoding="utf-8") as file:
            words = file.read().splitlines()
        os.remove(self.said)
        return words

    def complete(self, line):
        """Types it and a tab; the words that then stand there."""
        # To the end of the line, so that what the tab has put behind it stays.
        self.type(f"{line}\t\x05\x01say \n")
        return self.listen(30)

    def close(self):
        os.close(self.terminal)
        os.waitpid(self.pid, 0)


class ShellTest(DescribedTest):
    """A test of a shell's completion."""

    def script(self, shell):
        """Path and text of the script for it."""
        text = self.told("completion", shell)
        path = os.path.join(self.home.root, f"script.{shell}")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path, text

    def try_live(self, name, lines):
        """Types lines, of which each is a claim, a text, and how it ends after
        a tab. An option may get its = as well."""
        if not shutil.which(name):
            self.skipTest(f"there is no {name} here")
        self.home.write("plans/zz-mine.yaml", PLAN)
        folder = os.path.join(self.home.root, "here")
        os.mkdir(folder)
        for leaf in ("past.jsonl", "sound.opus", "draft.yaml"):
            with open(os.path.join(folder, leaf), "w", encoding="utf-8"):
                pass
        environment = self.home.environment(
            PATH=os.path.dirname(PROGRAM) + ":" + os.environ["PATH"])
        shell = Shell(name, folder, environment, self.script(name)[0])
        self.addCleanup(shell.close)
        for claim, line, end in lines:
            with self.subTest(claim, line=line):
                words = shell.complete(line)
                self.assertIsNotNone(words, f"no answer: {shell.output!r}")
                self.assertIn(words[-1], (end, end + "="))
                self.assertEqual(line.split()[:-1], words[:-1])
