"""matsession config, for tests of what it prints."""

import json
import re

from described import DescribedTest

# Whether there is sound is a test's own matter here.
SOUND = {"MATSESSION_SPEAKER": None}


class SettingsTest(DescribedTest):
    """A test that asks for the settings."""

    screened = False

    def config(self, *arguments, status=0, **changes):
        """stdout and stderr of the command."""
        done = self.run_program("config", *arguments, env={**SOUND, **changes})
        self.assert_status(status, done, f"config {arguments}")
        self.assert_no_control(done.stdout, "stdout")
        self.assert_no_control(done.stderr, "stderr")
        return done.stdout.decode(), done.stderr.decode()

    def rows(self, status=0, **changes):
        out, _ = self.config("--json", status=status, **changes)
        return [json.loads(line) for line in out.splitlines()]

    def page_rows(self, page):
        """Key, value and where from, of the page for people."""
        return [re.fullmatch(r"(\S+) +(.*?) +((?:default|line \d+)"
                             r"(?:, unused: .*)?)", line).groups()
                for line in page.splitlines()[1:] if line]

    def write(self, text):
        return self.home.write("config.yaml", text)
