"""Sessions rendered into a folder: a small plan, a voice that whistles, and
the program that writes what is heard of both.
"""

import json
import os

from terminal import TerminalTest

TOLERANCE = 0.05

# What the voice says.
VOICE = 1200

PLAN = """\
plan: 1
title: "Heard \\"well\\""
when: day
steps:
  - kind: prepare
    title: Ready
    duration: 8s
    guidance: none
  - kind: rest
    title: Quiet
    position: supine
    duration: 30s
    cues:
      - at: 15s
        say: Let the jaw be soft.
  - kind: wait
    title: Move to the chair
  - kind: rest
    title: More of it
    position: seated-chair
    duration: 20s
"""
SECONDS = 58

# Says a second of one tone, whatever it reads; very softly what has a "jaw".
SPEECH = """\
#!/usr/bin/python3
import array, math, sys, time, wave
text = sys.stdin.read()
with open({log!r}, "a") as log:
    log.write(text + "\\n")
time.sleep({delay})
size = 600 if "jaw" in text else 20000
turn = 2 * math.pi * {tone} / 22050
samples = array.array("h", (int(size * math.sin(i * turn))
                            for i in range(22050)))
with wave.open(sys.stdout.buffer, "wb") as sound:
    sound.setnchannels(1)
    sound.setsampwidth(2)
    sound.setframerate(22050)
    sound.writeframes(samples.tobytes())
"""


class RenderTest(TerminalTest):
    """A test that renders into a folder of its own."""

    def setUp(self):
        super().setUp()
        self.plan = self.home.write("plans/heard.yaml", PLAN)
        self.folder = os.path.join(self.home.root, "out")
        self.log = os.path.join(self.home.root, "said")
        os.mkdir(self.folder)
        self.speak(SPEECH)

    def speak(self, script, delay=0, more=""):
        """Makes a script the speech command."""
        path = self.home.write("speech", script.format(
            log=self.log, tone=VOICE, delay=delay), mode=0o700)
        self.home.write("config.yaml",
                        f"config: 1\nsound:\n  level: 100\n{more}"
                        f"speech:\n  command: [{json.dumps(path)}]\n")

    def path(self, name):
        return os.path.join(self.folder, name)

    def render(self, name="heard.wav", *arguments, plan="heard", env=None,
               **options):
        return self.run_program(
            "render", plan, "-o", self.path(name), *arguments, timeout=120,
            env={"MATSESSION_SPEAKER": None, **(env or {})}, **options)

    def rendered(self, name="heard.wav", *arguments, **options):
        done = self.render(name, *arguments, **options)
        self.assert_status(0, done, "it is rendered")
        return done

    def assert_left(self, names, claim):
        self.assertEqual(sorted(names), sorted(os.listdir(self.folder)), claim)
