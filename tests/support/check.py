"""What `check --json` says of a plan."""

import json

from program import ProgramTest

KEYS = {"file": str, "line": int, "column": int, "level": str, "path": str,
        "message": str}


class CheckTest(ProgramTest):
    def problems(self, *arguments, **options):
        """The objects that `check --json` prints, and what it was."""
        done = self.run_program("check", "--json", *arguments, **options)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        for problem in found:
            self.assertEqual(KEYS, {k: type(v) for k, v in problem.items()})
            self.assertIn(problem["level"], ("error", "warning"))
            self.assertTrue(problem["message"])
            self.assertEqual(problem["line"] == 0, problem["column"] == 0)
        return found, done

    def assert_whole(self, name, status, problems, done):
        """It is about a whole file, and people are told as well."""
        self.assert_status(status, done, name)
        self.assertEqual(1, len(problems))
        self.assertEqual((name, 0, 0, "error", ""), tuple(
            problems[0][key]
            for key in ("file", "line", "column", "level", "path")))
        self.assertIn(problems[0]["message"], done.stderr.decode())
