#!/usr/bin/python3
"""A session is heard: the real speaker plays into a pipe, by the driver of SDL
that writes what a device would get, and what comes out is looked at as sound.

Usage: MATSESSION=build/matsession test_session.py [CLASS[.TEST]]...
"""

import array
import json
import math
import os
import statistics
import struct
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

import hearing  # noqa: E402
from program import PROGRAM, ProgramTest, shown  # noqa: E402

SPEAKER = os.path.join(os.path.dirname(PROGRAM), "matsession-speaker")
RATE = 48000
SENTENCE_HZ = 1700  # of no chime
SENTENCE_MS = 400
CHIME_HZ = 396      # of a step that begins
LATE_MS = 50        # the most that a cue may be behind its fact

STEP = """\
  - kind: rest
    title: Step {name}
    position: {position}
    duration: 3s
    cues:
      - at: 2s
        say: Cue of step {name}.
"""
PLAN = "plan: 1\ntitle: Heard\nwhen: day\nsteps:\n" + "".join(
    STEP.format(name=name, position=position)
    for name, position in (("one", "supine"), ("two", "supine"),
                           ("three", "seated-chair")))
SHORT_PLAN = PLAN[:PLAN.index("  - kind: rest\n    title: Step three")]


def tone_wav():
    """What every sentence sounds like here: one tone."""
    frames = b"".join(
        struct.pack("<h", int(12000 * math.sin(2 * math.pi * SENTENCE_HZ * i
                                               / RATE)))
        for i in range(RATE * SENTENCE_MS // 1000))
    return (b"RIFF" + struct.pack("<I", 36 + len(frames)) + b"WAVEfmt "
            + struct.pack("<IHHIIHH", 16, 1, 1, RATE, 2 * RATE, 2, 16)
            + b"data" + struct.pack("<I", len(frames)) + frames)


class Device:
    """The other end of the device: frames, and when they came."""

    def __init__(self, path):
        os.mkfifo(path)
        self.path = path
        self.bytes = bytearray()
        self.came = []  # (moment, bytes so far)
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        with open(self.path, "rb", buffering=0) as pipe:
            while data := pipe.read(65536):
                self.bytes += data
                self.came.append((time.monotonic(), len(self.bytes)))

    def frames(self):
        self.thread.join(30)
        return array.array("f", bytes(self.bytes[:len(self.bytes) // 4 * 4]))

    def when(self, frame):
        """The moment at which it came."""
        return next(at for at, size in self.came if size > 4 * frame)

    def frame_at(self, moment):
        """The frame that was the next one then."""
        return max((size // 4 for at, size in self.came if at <= moment),
                   default=0)


def loudness(frames, hz=None):
    """Of all of it, or of one frequency in it."""
    if not frames:
        return 0.0
    if hz is None:
        return math.sqrt(sum(x * x for x in frames) / len(frames))
    turn = 2 * math.pi * hz / RATE
    re = sum(x * math.cos(turn * i) for i, x in enumerate(frames))
    im = sum(x * math.sin(turn * i) for i, x in enumerate(frames))
    return math.sqrt(2 * (re * re + im * im)) / len(frames)


@unittest.skipUnless(os.access(SPEAKER, os.X_OK), "built without sound")
class Session(ProgramTest):
    def listen(self, config="", plan=PLAN):
        """Runs it. The facts with their moments, and the device."""
        wav = os.path.join(self.home.root, "tone.wav")
        with open(wav, "wb") as file:
            file.write(tone_wav())
        self.home.write("config.yaml", "config: 1\n" + config +
                        f"speech:\n  command: [cat, {wav}]\n")
        device = Device(os.path.join(self.home.root, "device"))
        process = self.start_program(
            "start", self.home.write("plans/heard.yaml", plan), "--confirm",
            "--json", env={"MATSESSION_SPEAKER": None,
                           "SDL_AUDIODRIVER": "disk",
                           "SDL_DISKAUDIOFILE": device.path})
        facts = [(time.monotonic(), json.loads(line))
                 for line in process.stdout]
        self.assertEqual(0, process.wait(30), "it ends")
        err = process.stderr.read()
        self.assertEqual(b"", err, shown(err))
        return facts, device

    def slice(self, frames, first, from_ms, to_ms):
        return frames[first + RATE * from_ms // 1000:
                      first + RATE * to_ms // 1000]

    def find_onset(self, frames, first):
        """The frame at which something sounds, from one on, or None."""
        return next((i for i in range(first, len(frames))
                     if abs(frames[i]) > 1e-3), None)

    def test_nothing_else_is_heard(self):
        facts, device = self.listen()
        frames = device.frames()
        chimes = iter(("step", "step", "position", "end"))
        heard = [(device.frame_at(moment), fact["event"])
                 for moment, fact in facts
                 if fact["event"] in ("step-began", "cue", "session-ended")]
        ends = [first for first, _ in heard[1:]] + [len(frames)]
        self.assertEqual(7, len(heard))
        for (first, event), end in zip(heard, ends):
            begin = self.find_onset(frames, first) / RATE
            length = SENTENCE_MS / 1000
            if event != "cue":
                chime = next(chimes)
                self.assertEqual(chime, hearing.which_chime(frames, begin))
                length = max(hearing.LENGTHS[chime], 0.45 + length)
            with self.subTest(event=event, begin=begin):
                self.assertTrue(hearing.is_silent(
                    frames, begin + length + 0.05, end / RATE))

    def test_what_happens_is_heard_when_it_happens(self):
        facts, device = self.listen()
        frames = device.frames()
        lates = []
        for moment, fact in facts:
            if fact["event"] not in ("step-began", "cue", "session-ended"):
                continue
            # The device opens while the first step begins.
            first = device.frame_at(moment)
            says = 450 if fact["event"] != "cue" else 0
            with self.subTest(fact):
                before = loudness(self.slice(frames, first, -200, 0))
                said = loudness(self.slice(frames, first, says + 150,
                                           says + 350), SENTENCE_HZ)
                self.assertLess(before, 0.01, "silence before")
                self.assertGreater(said, 0.02, "a sentence")
                if fact["event"] != "cue":
                    chime = self.slice(frames, first, 50, 400)
                    self.assertGreater(loudness(chime), 0.005, "a chime")
                    self.assertLess(loudness(chime, SENTENCE_HZ), said / 4,
                                    "the sentence waits for it")
            onset = self.find_onset(frames, first)
            if fact["at_ms"] > 0 and onset is not None:
                lates.append((device.when(onset) - moment) * 1000)
        self.assertEqual(6, len(lates))
        print("late by ms:", " ".join(f"{late:.0f}" for late in lates),
              file=sys.stderr)
        self.assertLess(statistics.median(lates), LATE_MS)

    def test_without_chimes_and_without_a_voice_the_rest_is_heard(self):
        for config, says, chimes in (("sound:\n  chimes: no\n", True, False),
                                     ("sound:\n  voice: no\n", False, True)):
            facts, device = self.listen(config, SHORT_PLAN)
            frames = device.frames()
            moment = next(at for at, fact in facts
                          if fact["event"] == "step-began"
                          and fact["step"] == 2)
            after = self.slice(frames, device.frame_at(moment), 50, 1000)
            with self.subTest(config):
                self.assertEqual(says, loudness(after, SENTENCE_HZ) > 0.01)
                self.assertEqual(chimes, loudness(after, CHIME_HZ) > 0.005)
            os.remove(device.path)


if __name__ == "__main__":
    unittest.main()
