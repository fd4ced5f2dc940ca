"""Recipes of the manual, taken from the program and put in place."""

import os
import subprocess

from control import ControlTest
from described import DescribedTest
from program import PROGRAM

PATIENCE = 20


class RecipeTest(DescribedTest, ControlTest):
    """A home in which recipes are put where they say, and run."""

    def setUp(self):
        super().setUp()
        plain = self.home.environment
        self.home.environment = lambda **changes: plain(**{
            "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"],
            **changes})
        # The recipes say ~/.config, as most homes have it.
        os.symlink("config", os.path.join(self.home.root, ".config"))

    def parts(self, title):
        """Of a recipe: the place and the lines of each part."""
        recipe, = [r for r in self.line()["recipes"] if r["title"] == title]
        return [(p["place"], p["lines"]) for p in recipe["parts"]]

    def put(self, place, text, mode=0o644):
        """Writes a part into the file that it names. Gives its path."""
        self.assertEqual(mode == 0o755, place.endswith(", executable"), place)
        path = os.path.join(self.home.root,
                            place.removesuffix(", executable")
                            .removeprefix("~/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    def spawn(self, *argv, **options):
        """A program with its output piped, gone when the test is over."""
        process = subprocess.Popen(
            argv, env=self.home.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True, **options)
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        if process.poll() is None:
            os.killpg(process.pid, 9)
        process.communicate()
