"""A home with past sessions, written as lines of the ledger."""

import datetime
import fcntl
import json
import os
import pty
import struct
import termios

from program import ProgramTest

DEVICE = "0123456789abcdef"
NOTE = 'Slept "well", better than before'


def moment(text, offset=0):
    """Milliseconds of `2026-11-20 22:10` on a clock `offset` minutes east."""
    wall = datetime.datetime.fromisoformat(text).replace(
        tzinfo=datetime.timezone.utc)
    return int(wall.timestamp()) * 1000 - offset * 60000


def uuid(number):
    return f"{number:08x}-0000-4000-8000-000000000000"


def session(number, began, offset=0, **changes):
    """The line of a session of five minutes on the back."""
    areas = changes.pop("areas", {"back": 300000})
    line = {
        "v": 1, "event": "session", "id": uuid(number), "device": DEVICE,
        "began_ms": moment(began, offset), "offset_min": offset, "zone": "X",
        "plan": "evening", "stage": "first", "outcome": "completed",
        "mat_ms": sum(areas.values()), "planned_ms": 300000, "areas": areas,
        "steps": [{"kind": "mat", "title": "Back", "area": area,
                   "position": "supine", "layer": "shirt", "surface": "soft",
                   "lasted_ms": lasted} for area, lasted in areas.items()],
        "program": "0.1.0",
    }
    line.update(changes)
    return line


def rated(number, at, **said):
    return {"v": 1, "event": "rated", "id": uuid(number), "device": DEVICE,
            "at_ms": moment(at), "offset_min": 0, **said}


def noted(number, at, note):
    return {"v": 1, "event": "noted", "id": uuid(number), "device": DEVICE,
            "at_ms": moment(at), "offset_min": 0, "note": note}


def days_ago(days):
    """The date so many days before today, UTC."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now - datetime.timedelta(days=days)).strftime("%Y-%m-%d")


class LedgerTest(ProgramTest):
    """A home with past sessions."""

    def setUp(self):
        super().setUp()
        self.folder = os.path.join(self.home.root, "data", "matsession",
                                   "history")

    def remember(self, *lines, name=DEVICE):
        """Adds lines, objects or text, to a file of the ledger."""
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        with open(os.path.join(self.folder, name + ".jsonl"), "a",
                  encoding="utf-8") as file:
            for line in lines:
                file.write(line if isinstance(line, str)
                           else json.dumps(line, ensure_ascii=False))
                file.write("\n")

    def good(self, *arguments, **options):
        """What a command prints that ends well and has nothing to say."""
        done = self.run_program(*arguments, **options)
        self.assert_status(0, done, f"{arguments}")
        self.assertEqual(b"", done.stderr)
        return done.stdout.decode()

    def on_a_terminal(self, columns, *arguments, **options):
        """What a terminal of so many columns gets."""
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ,
                    struct.pack("HHHH", 24, columns, 0, 0))
        with os.fdopen(master, "rb", buffering=0) as reader:
            with os.fdopen(slave, "wb") as writer:
                done = self.run_program(*arguments, stdout=writer, **options)
            self.assert_status(0, done, f"{arguments}")
            output = b""
            while True:
                try:
                    output += reader.read(65536)
                except OSError:
                    return output.replace(b"\r\n", b"\n")


class ThreeSessionsTest(LedgerTest):
    """Three sessions: told a lot about, a little, nothing."""

    def setUp(self):
        super().setUp()
        self.remember(
            session(1, "2026-10-24 22:10", 120, stage="building",
                    areas={"back": 600000, "feet": 90000}),
            session(2, "2026-10-25 22:10", 60, outcome="interrupted",
                    plan="/home/somebody/plans/my.yaml"),
            session(3, "2026-11-16 06:05", -300, outcome="stopped",
                    areas={}),
            rated(1, "2026-10-25 08:00", strength=3, skin="marks"),
            noted(1, "2026-10-25 08:00", NOTE),
            rated(2, "2026-10-26 08:00", strength=10))
