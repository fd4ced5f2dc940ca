"""A home in which it is eight in the evening.

Nothing sets the program's clock; a time zone of the test's own does.
"""

import datetime
import json
import os

from links import LinksTest

MINUTE = datetime.timedelta(minutes=1)
DESKTOP = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}


def zone_at(hour):
    """A time zone, and how far it is from UTC, where it is now that hour."""
    now = datetime.datetime.now(datetime.timezone.utc)
    east = (hour * 60 - now.hour * 60 - now.minute + 720) % 1440 - 720
    sign = "-" if east >= 0 else "+"
    name = f"<AAA>{sign}{abs(east) // 60:02}:{abs(east) % 60:02}"
    return name, datetime.timedelta(minutes=east)


class BedtimeTest(LinksTest):
    """A home at eight in the evening. The plan `mine` has no mat, `feet` has
    two minutes on it."""

    def setUp(self):
        super().setUp()
        self.live_at(20)
        folder = os.path.join(self.home.root, "config", "systemd", "user")
        self.timer = os.path.join(folder, "matsession-bedtime.timer")
        self.service = os.path.join(folder, "matsession-bedtime.service")

    def live_at(self, hour):
        self.zone, self.east = zone_at(hour)

    def bedtime(self, *arguments, env=None, **options):
        return self.run_program(
            "bedtime", *arguments,
            env={"TZ": self.zone, "PATH": self.path, **(env or {})}, **options)

    def good(self, *arguments, **options):
        done = self.bedtime(*arguments, **options)
        self.assert_status(0, done, arguments)
        self.assertEqual(b"", done.stderr)
        return done.stdout.decode()

    def night(self, *arguments):
        """What --json prints, its moments as such."""
        night = json.loads(self.good(*arguments, "--json"))
        for name in ("start", "mat_left", "ends", "bedtime"):
            if night[name]:
                night[name] = datetime.datetime.fromisoformat(night[name])
        return night

    def played(self, *arguments):
        """When the mat is left, when all is over, and the time on the mat, by
        the preview; milliseconds."""
        done = self.run_program("preview", *arguments, "--json")
        facts = [json.loads(line) for line in done.stdout.splitlines()]
        kinds = {fact["step"]: fact["kind"] for fact in facts
                 if fact["event"] == "step-began"}
        left = [fact["at_ms"] for fact in facts
                if fact["event"] == "step-ended"
                and kinds[fact["step"]] in ("mat", "off")]
        return left[-1], facts[-1]["at_ms"], facts[-1]["mat_ms"]

    def now(self):
        return datetime.datetime.now(datetime.timezone(self.east))

    def due_in(self, minutes, plan="feet"):
        """The bedtime whose session starts so many minutes from now."""
        night = self.night("23:00", plan)
        before = night["bedtime"] - night["start"]
        return f"{self.now() + before + minutes * MINUTE:%H:%M}"

    def read(self, path):
        with open(path) as file:
            return file.read()

    def put(self, path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)

    def told(self, name="systemctl"):
        """What the fake was told, in order."""
        runs = sorted(self.said(name), key=lambda run: run["pid"])
        return [run["argv"][1:] for run in runs]


class RemindTest(BedtimeTest):
    """The same, with a desktop and with timers that are fakes."""

    def setUp(self):
        super().setUp()
        self.fake("notify-send")
        self.fake("systemctl")
