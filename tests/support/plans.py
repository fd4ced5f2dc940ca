"""Plans of a user's own, and editors that are a line of shell."""

import os

from program import SOURCE
from terminal import TerminalTest

SCHEMA = b"# yaml-language-server: $schema="


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def types(text):
    """A script that puts this in place of what there was."""
    return f"printf %s {quoted(text)} >\"$1\"; :"


def command(script):
    """An editor that is a script; the file is its $1."""
    return f"f() {{ {script}; }}; f"


class PlansTest(TerminalTest):
    """A test with plans of the user's own."""

    def plan_path(self, name):
        return os.path.join(self.home.config, "plans", name + ".yaml")

    def put(self, name, text):
        return self.home.write(f"plans/{name}.yaml", text)

    def plan(self, name):
        with open(self.plan_path(name), "rb") as file:
            return file.read()

    def plans(self):
        folder = os.path.join(self.home.config, "plans")
        return sorted(os.listdir(folder)) if os.path.isdir(folder) else []

    def builtin(self, name):
        path = os.path.join(SOURCE, "sessions", name + ".yaml")
        with open(path, "rb") as file:
            return file.read()

    def below_schema(self, name):
        """The text under the schema line, which must be there."""
        first, _, rest = self.plan(name).partition(b"\n")
        self.assertTrue(first.startswith(SCHEMA), first)
        return rest

    def edit(self, name, editor, **options):
        return self.run_program("edit", name, env={"VISUAL": editor},
                                **options)
