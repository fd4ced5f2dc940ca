"""What the program says about itself, for tests that compare."""

import json

from program import ProgramTest


class DescribedTest(ProgramTest):
    """A test that asks the program about its command line."""

    def told(self, *arguments):
        done = self.run_program(*arguments)
        self.assert_status(0, done, "it is told")
        return done.stdout.decode()

    def line(self):
        return json.loads(self.told("describe", "command-line"))

    def commands(self):
        """Those that are listed."""
        return [c for c in self.line()["commands"] if not c["inner"]]

    def page(self, name):
        return self.told("describe", name)
