#!/usr/bin/python3
"""Sessions as files, heard: a tone where a chime must be, speech where a
sentence must be, silence elsewhere, and a length that is the schedule's.

Usage: MATSESSION=build/matsession test_render.py [CLASS[.TEST]]...
"""

import json
import math
import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

import hearing  # noqa: E402
from hearing import CHIMES, loudness, tone  # noqa: E402
from program import shown  # noqa: E402
from render import (SECONDS, SPEECH, TOLERANCE, VOICE,  # noqa: E402
                    RenderTest)

# What is heard of the voice at least, and of a chime.
HEARD = 0.05

# Every chime there is, and where it sounds; a * has the alarm's over it. What
# is said begins so long behind it. Getting off has the guidance of the table.
WHOLE = """\
plan: 1
title: Whole
when: WHEN
steps:
  - {kind: prepare, title: Ready, duration: 30s, guidance: none}
  - {kind: "on", duration: 10s, guidance: none}
  - kind: mat
    title: Back
    area: back
    position: supine
    layer: shirt
    surface: soft
    duration: 3m
    guidance: none
    cues:
      - {at: 30s, say: Let it be soft.}
      - {at: -15s, use: ready-off}
  - {kind: "off", duration: 20s, guidance: none}
  - {kind: rest, title: Quiet, position: supine, duration: 20s}
"""
WHOLE_SECONDS = 360
WHOLE_CHIMES = (
    (0, "step"), (27, "soon"), (28, "soon"), (29, "soon"), (30, "position"),
    (40, "step"), (130, "half"), (160, "last-minute"), (217, "soon"),
    (218, "soon"), (219, "soon"), (220, "alarm"), (220, "position"),
    (337, "soon"), (338, "soon"), (339, "soon"), (340, "position"),
    (357.5, "end"))
WHOLE_SENTENCES = (
    (0.45, "Ready. Thirty seconds."),
    (30.45, "Get on the mat."),
    (40.45, "Back. Lying on your back, shirt on, on a soft surface. Three "
            "minutes."),
    (70, "Let it be soft."),
    (205, "Ready to get off: knees bent, hands beside the spikes."),
    (220.45, "Off the mat. Knees bent, hands beside the spikes."),
    (221.79, "Come off slowly, in one piece, without sliding."),
    (240, "Stay seated a minute. Move feet and hands."),
    (270, "Redness and dots fade. Broken skin or bruises: stop and let it "
          "heal."),
    (300, "Stand up holding something. Dizzy? Sit down at once."),
    (320, "Roll up the mat or turn the spikes away."),
    (340.45, "Quiet. Lying on your back. Twenty seconds."),
    (357.95, "That is the end. Take your time."))
SENTENCE = 1.04  # with what is kept of the silence around it
PITCHES = tuple(range(1900, 3200, 200))
# Says a second of a tone that its text picks.
PICKED = """\
#!/usr/bin/python3
import sys
text = sys.stdin.read().strip()
pitch = {tone}[sum(text.encode()) % {delay}]
sys.path.insert(0, {log!r})
import hearing
hearing.write_tone("/dev/stdout", pitch, 1.0)
"""


class HeardTest(RenderTest):
    def heard(self):
        done = self.rendered()
        self.assertEqual(b"", done.stderr)
        return hearing.read_wav(self.path("heard.wav"))

    def test_what_sounds_sounds_where_it_must(self):
        sound = self.heard()
        self.assertAlmostEqual(SECONDS, hearing.seconds(sound),
                               delta=TOLERANCE)
        self.assertLess(hearing.peak(sound), 1, "nothing is clipped")
        for at, chime in ((0, "step"), (8, "position"), (38, "position")):
            self.assertGreater(tone(sound, CHIMES[chime], at + 0.05), HEARD,
                               f"the chime {chime} at {at} s")
        self.assertEqual("step", hearing.which_chime(sound, 0.05))
        self.assertEqual("position", hearing.which_chime(sound, 8.05))
        for at in (0.6, 8.6, 23.1, 38.7):
            self.assertGreater(tone(sound, VOICE, at, 0.6), HEARD,
                               f"a sentence at {at} s")
        for begin, end in ((3, 8), (11, 23), (25, 38), (43, 54)):
            self.assertEqual(0, loudness(sound, begin, end - begin - 0.01),
                             f"silence from {begin} to {end} s")

    def test_sounds_begin_on_their_frame(self):
        sound = self.heard()
        for at in (8, 23, 38):
            onset = hearing.find_onset(sound, at - 1)
            self.assertAlmostEqual(at, onset, delta=0.02)

    def test_the_last_sentence_is_said_before_the_end(self):
        sound = self.heard()
        begin = hearing.find_onset(sound, 50)
        self.assertGreater(tone(sound, CHIMES["end"], begin + 0.05), HEARD)
        self.assertGreater(tone(sound, VOICE, begin + 0.7), HEARD)
        self.assertLess(loudness(sound, SECONDS - 0.002), 0.001,
                        "nothing is cut off")
        self.assertGreater(hearing.find_end(sound), SECONDS - 0.1)

    def test_soft_speech_is_as_loud_as_the_other(self):
        sound = self.heard()
        soft = loudness(sound, 23.2, 0.3)
        loud = loudness(sound, 40.3, 0.3)
        self.assertLess(abs(20 * math.log10(soft / loud)), 3)

    def test_a_slow_sentence_is_waited_for(self):
        self.speak(SPEECH, delay=1)
        sound = self.heard()
        self.assertAlmostEqual(SECONDS, hearing.seconds(sound),
                               delta=TOLERANCE)
        self.assertGreater(tone(sound, VOICE, 0.6), HEARD)

    def test_without_chimes_there_is_a_voice(self):
        self.speak(SPEECH, more="  chimes: no\n")
        sound = self.heard()
        self.assertLess(tone(sound, CHIMES["position"], 8.05), 0.01)
        for at in (8, 23, 38):
            onset = hearing.find_onset(sound, at - 1)
            self.assertAlmostEqual(at, onset, delta=0.02)
            self.assertGreater(tone(sound, VOICE, at + 0.1), HEARD)

    def test_the_level_is_that_of_a_voice_without_chimes(self):
        self.speak(SPEECH, more="  chimes: no\n")
        loud = loudness(self.heard(), 8.2, 0.3)
        with open(os.path.join(self.home.config, "config.yaml")) as file:
            config = file.read()
        self.home.write("config.yaml",
                        config.replace("level: 100", "level: 50"))
        soft = loudness(self.heard(), 8.2, 0.3)
        self.assertAlmostEqual(12, 20 * math.log10(loud / soft), delta=1)

    def test_without_a_voice_there_are_chimes(self):
        self.speak(SPEECH, more="  voice: no\n")
        done = self.rendered()
        sound = hearing.read_wav(self.path("heard.wav"))
        self.assertEqual(b"", done.stderr)
        self.assertFalse(os.path.exists(self.log), "nothing was asked of it")
        self.assertGreater(tone(sound, CHIMES["position"], 8.05), HEARD)
        self.assertEqual(0, loudness(sound, 22, 15), "nothing is said")

    def test_a_voice_that_fails_is_told_of_once(self):
        self.speak("#!/bin/sh\nexit 1\n")
        done = self.rendered()
        sound = hearing.read_wav(self.path("heard.wav"))
        self.assertEqual(1, done.stderr.count(b"\n"), shown(done.stderr))
        self.assertIn(b"sentences could not be spoken", done.stderr)
        self.assertAlmostEqual(SECONDS, hearing.seconds(sound),
                               delta=TOLERANCE)
        self.assertGreater(tone(sound, CHIMES["step"], 0.05), HEARD)


def pitch_of(text):
    """The tone that says it."""
    return PITCHES[sum(text.encode()) % len(PITCHES)]


class WholeTest(RenderTest):
    """A whole session: what must sound, when it must, and nothing else."""

    def heard(self, when):
        path = self.home.write("speech", PICKED.format(
            tone=PITCHES, delay=len(PITCHES),
            log=os.path.dirname(hearing.__file__)), mode=0o700)
        self.home.write("config.yaml", "config: 1\nsound:\n  level: 100\n"
                        f"speech:\n  command: [{json.dumps(path)}]\n")
        plan = self.home.write("plans/whole.yaml", WHOLE.replace("WHEN", when))
        self.rendered("whole.wav", plan=plan)
        return hearing.read_wav(self.path("whole.wav"))

    def assert_whole(self, sound, chimes):
        self.assertAlmostEqual(WHOLE_SECONDS, hearing.seconds(sound),
                               delta=TOLERANCE)
        self.assertLess(hearing.peak(sound), 1, "nothing is clipped")
        self.assert_chimes(sound, chimes)
        self.assert_sentences(sound)
        sounds = [(at, at + hearing.LENGTHS[chime]) for at, chime in chimes]
        sounds += [(at, at + SENTENCE) for at, _ in WHOLE_SENTENCES]
        for start, end in hearing.silences(WHOLE_SECONDS, sounds):
            self.assertTrue(hearing.is_silent(sound, start, end),
                            f"silence from {start} to {end} s")
            if end < WHOLE_SECONDS:
                self.assertAlmostEqual(
                    end, hearing.find_onset(sound, end - 0.01), delta=0.025)

    def assert_chimes(self, sound, chimes):
        for at, chime in chimes:
            length = min(hearing.LENGTHS[chime], 0.3)
            both = [name for then, name in chimes if then == at]
            tones = sorted(CHIMES, reverse=True, key=lambda name: tone(
                sound, CHIMES[name], at + 0.01, length))
            self.assertIn(chime, tones[:len(both)], f"{chime} at {at} s")

    def assert_sentences(self, sound):
        for at, text in WHOLE_SENTENCES:
            tones = {pitch: tone(sound, pitch, at + 0.1, 0.8)
                     for pitch in PITCHES}
            said = max(tones, key=tones.get)
            self.assertEqual(pitch_of(text), said, f"{text} at {at} s")
            self.assertGreater(tones[said], HEARD, f"{text} at {at} s")
            for beside in (at - 0.1, at + SENTENCE + 0.05):
                self.assertLess(tone(sound, said, beside, 0.05),
                                tones[said] / 4, f"not at {beside} s")

    def test_by_day(self):
        self.assert_whole(self.heard("day"), WHOLE_CHIMES)

    def test_in_the_evening_some_chimes_are_quieter(self):
        sound = self.heard("evening")
        chimes = [(at, chime) for at, chime in WHOLE_CHIMES if chime != "half"]
        self.assert_whole(sound, chimes)
        # Against the chime of a step, which is as it is by day.
        whole = hearing.peak(sound, 0, 0.4)
        for at, gain in ((27, 0.5), (160, 0.7), (219, 0.5), (357.5, 0.4)):
            self.assertAlmostEqual(gain ** 2,
                                   hearing.peak(sound, at, 0.4) / whole,
                                   delta=0.02)


if __name__ == "__main__":
    unittest.main()
