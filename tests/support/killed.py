"""A home with a history: sessions put there by hand, and killed ones."""

import glob
import json
import os
import signal
import time

from terminal import TerminalTest

DAY_MS = 24 * 3600 * 1000
DEVICE = "0123456789abcdef"
ID = "11111111-2222-4333-8444-555555555555"


class KilledTest(TerminalTest):
    """A home with a history."""

    @property
    def folder(self):
        return os.path.join(self.home.root, "data", "matsession", "history")

    @property
    def journal(self):
        return os.path.join(self.home.root, "state", "matsession",
                            "journal.jsonl")

    def ledger(self):
        """Every line of the history."""
        lines = []
        for name in sorted(glob.glob(os.path.join(self.folder, "*.jsonl"))):
            with open(name) as file:
                lines += [json.loads(line) for line in file]
        return lines

    def told(self, event):
        return [line for line in self.ledger() if line["event"] == event]

    def remember(self, **changes):
        """Puts a session of yesterday into the history, as another device's."""
        began = int(time.time() * 1000) - DAY_MS
        line = {"v": 1, "event": "session", "id": ID, "device": DEVICE,
                "began_ms": began, "offset_min": 0, "zone": "UTC",
                "plan": "evening", "stage": "first", "outcome": "completed",
                "mat_ms": 180000, "planned_ms": 180000,
                "areas": {"feet": 180000}, "steps": [], "program": "0.1.0"}
        line.update(changes)
        self.add(line)

    def rate(self, **said):
        self.add({"v": 1, "event": "rated", "id": ID, "device": DEVICE,
                  "at_ms": int(time.time() * 1000) - DAY_MS + 1200000,
                  "offset_min": 0, **said})

    def add(self, line):
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        with open(os.path.join(self.folder, DEVICE + ".jsonl"), "a") as file:
            file.write(json.dumps(line) + "\n")

    def kill_in(self, steps, lasting=None):
        """Kills a session after so many steps. In its journal each step of
        `lasting`, by its title, is so many milliseconds longer."""
        terminal = self.open("start", "evening", "--confirm")
        terminal.wait_for("> Get ready")
        for count in range(steps):
            terminal.keys("n")
            # It is written down before anything of it is drawn.
            terminal.wait_until(lambda: self.began() > count + 1, "a step")
        terminal.signal(signal.SIGKILL)
        terminal.exit_status()
        if lasting:
            self.stretch(lasting)

    def began(self):
        """How many steps have begun, as the journal has it."""
        with open(self.journal) as file:
            return file.read().count('"step-began"')

    def stretch(self, lasting):
        with open(self.journal) as file:
            lines = [json.loads(line) for line in file]
        later = 0
        title = None
        for line in lines[1:]:
            if line["event"] == "step-ended":
                later += lasting.get(title, 0)
                line["lasted_ms"] += lasting.get(title, 0)
                title = None
            line["at_ms"] += later
            title = line.get("title", title)
        if title in lasting:
            lines.append({"event": "cue", "step": lines[-1]["step"],
                          "at_ms": lines[-1]["at_ms"] + lasting[title],
                          "cue": "", "text": "."})
        with open(self.journal, "w") as file:
            for line in lines:
                file.write(json.dumps(line) + "\n")
