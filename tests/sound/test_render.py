#!/usr/bin/python3
"""Sessions as files, heard: a tone where a chime must be, speech where a
sentence must be, silence elsewhere, and a length that is the schedule's.

Usage: MATSESSION=build/matsession test_render.py [CLASS[.TEST]]...
"""

import json
import math
import os
import re
import resource
import signal
import stat
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

import hearing  # noqa: E402
from hearing import CHIMES, loudness, tone  # noqa: E402
from program import PROGRAM, shown  # noqa: E402
from terminal import TerminalTest  # noqa: E402

BUILD = os.path.dirname(PROGRAM)
SPEAKER = os.path.join(BUILD, "matsession-speaker")
SOUND_FILE = os.path.join(BUILD, "tests", "sound", "sound_file")
RATE = hearing.RATE
TOLERANCE = 0.05

# What the voice of the tests says; what is heard of it, and of a chime.
VOICE = 1200
HEARD = 0.05

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

CUE_SHEET = """\
TITLE "Heard 'well'"
FILE "heard.FORMAT" WAVE
  TRACK 01 AUDIO
    TITLE "Ready"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Quiet"
    INDEX 01 00:08:00
  TRACK 03 AUDIO
    TITLE "More of it"
    INDEX 01 00:38:00
"""

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


class BarTest(RenderTest):
    def open_render(self, **options):
        return self.open("render", "heard", "-o", self.path("heard.wav"),
                         **options)

    def test_a_terminal_sees_how_far_it_is(self):
        for cols in (80, 40):
            with self.subTest(cols=cols):
                self.speak(SPEECH, delay=0.3)
                terminal = self.open_render(
                    cols=cols, env={"MATSESSION_SPEAKER": None})
                self.assertEqual(0, terminal.exit_status(60))
                bar = re.findall(rb"\r(\[=*>? *\] +\d+ %)", terminal.log)
                self.assertTrue(bar, shown(terminal.log))
                self.assertEqual({cols - 1}, {len(b) for b in bar})
                self.assertNotIn("%", terminal.text(), "it is gone again")

    def test_a_dumb_one_gets_lines(self):
        terminal = self.open_render(env={"MATSESSION_SPEAKER": None,
                                         "TERM": "dumb"})
        self.assertEqual(0, terminal.exit_status(60))
        self.assertIn(b"50 %\r\n", terminal.log)
        self.assertNotIn(b"[", terminal.log)

    def test_ctrl_c(self):
        self.speak(SPEECH, delay=3)
        terminal = self.open_render(env={"MATSESSION_SPEAKER": None})
        terminal.wait_until(lambda: os.listdir(self.folder), "a file")
        terminal.keys("\x03")
        self.assertEqual(128 + signal.SIGINT, terminal.exit_status())
        self.assert_left([], "nothing is left")
        self.assert_given_back(terminal, "Ctrl-C")


class FormatTest(RenderTest):
    def test_every_format_is_as_long_as_the_session(self):
        for format in ("wav", "flac", "ogg", "opus"):
            with self.subTest(format=format):
                self.rendered(f"heard.{format}")
                said = subprocess.run(
                    [SOUND_FILE, self.path(f"heard.{format}")], timeout=60,
                    check=True, stdout=subprocess.PIPE).stdout.decode()
                rate, channels, frames, decoded, title = said.split(" ", 4)
                self.assertEqual((str(RATE), "1"), (rate, channels))
                for n in (int(frames), int(decoded)):
                    self.assertAlmostEqual(SECONDS, n / RATE, delta=TOLERANCE)
                self.assertEqual('Heard "well"\n', title)
                with open(self.path("heard.cue")) as file:
                    self.assertEqual(CUE_SHEET.replace("FORMAT", format),
                                     file.read())

    def test_the_real_voice_if_it_is_there(self):
        if subprocess.run(["sh", "-c", "command -v espeak-ng"],
                          stdout=subprocess.DEVNULL).returncode != 0:
            self.skipTest("there is no espeak-ng")
        os.remove(os.path.join(self.home.config, "config.yaml"))
        done = self.rendered()
        sound = hearing.read_wav(self.path("heard.wav"))
        self.assertEqual(b"", done.stderr)
        self.assertGreater(loudness(sound, 23, 1), 0.01)
        self.assertEqual(0, loudness(sound, 26, 11.9))


class FileTest(RenderTest):
    def test_usage(self):
        cases = (
            ("no file", ("render", "heard"), b"needs -o FILE"),
            ("no ending", ("render", "heard", "-o", "x"), b".opus"),
            ("another ending", ("render", "heard", "-o", "x.mp3"), b".opus"),
            ("only an ending", ("render", "heard", "-o", ".wav"), b".opus"),
            ("a quotation mark", ("render", "heard", "-o", 'a"b.wav'),
             b"quotation mark"),
            ("a line", ("render", "heard", "-o", "a\nb.wav"), b"control"),
            ("a harder stage", ("render", "heard", "-o", "x.wav", "--stage",
                                "settled"), b"is harder than"),
        )
        for claim, arguments, words in cases:
            with self.subTest(claim):
                done = self.run_program(*arguments, cwd=self.folder)
                self.assert_status(2, done, claim)
                self.assertIn(words, done.stderr)
                self.assert_no_control(done.stderr, claim)
                self.assert_left([], claim)

    def test_upper_case_endings_count(self):
        self.rendered("HEARD.WAV")
        self.assert_left(["HEARD.WAV", "HEARD.cue"], "the sheet is beside it")

    def test_a_file_is_replaced_and_keeps_its_mode(self):
        with open(self.path("heard.wav"), "w") as file:
            file.write("old")
        os.chmod(self.path("heard.wav"), 0o640)
        self.rendered()
        self.assertAlmostEqual(
            SECONDS, hearing.seconds(hearing.read_wav(self.path("heard.wav"))),
            delta=TOLERANCE)
        mode = stat.S_IMODE(os.stat(self.path("heard.wav")).st_mode)
        self.assertEqual(0o640, mode)
        self.assert_left(["heard.wav", "heard.cue"], "nothing else is left")

    def test_a_link_stays_a_link(self):
        os.symlink("real.wav", self.path("heard.wav"))
        with open(self.path("real.wav"), "w"):
            pass
        self.rendered()
        self.assertTrue(os.path.islink(self.path("heard.wav")))
        self.assertGreater(os.path.getsize(self.path("real.wav")), 1000000)

    def test_a_speech_command_that_is_too_long_is_told(self):
        self.home.write("config.yaml", "config: 1\nspeech:\n  command: ["
                        + json.dumps('"' * 4090) + "]\n")
        done = self.render()
        self.assert_status(1, done, "it fits into no order")
        self.assertIn(b"the speech command of the settings is too long",
                      done.stderr)
        self.assert_left([], "and nothing is written")

    def test_what_cannot_be_written_leaves_all_as_it_was(self):
        def small():
            resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))

        for format in ("wav", "flac", "ogg", "opus"):
            with self.subTest(format=format):
                name = f"heard.{format}"
                with open(self.path(name), "w") as file:
                    file.write("old")
                done = self.render(name, preexec_fn=small)
                self.assert_status(1, done, "it does not fit")
                self.assertIn(b"File too large", done.stderr)
                with open(self.path(name)) as file:
                    self.assertEqual("old", file.read())
                self.assert_left([name], "nothing else is left")
                os.remove(self.path(name))

    def test_places_that_take_no_file(self):
        os.mkdir(self.path("folder.wav"))
        os.mkfifo(self.path("pipe.wav"))
        cases = (("folder.wav", b"Is a directory"),
                 ("pipe.wav", b"no regular file"),
                 ("nowhere/x.wav", b"No such file or directory"))
        for name, words in cases:
            with self.subTest(name):
                done = self.render(name)
                self.assert_status(1, done, name)
                self.assertIn(words, done.stderr)
                self.assert_left(["folder.wav", "pipe.wav"], name)

    @unittest.skipIf(os.geteuid() == 0, "nothing is closed to root")
    def test_a_folder_that_is_closed(self):
        os.chmod(self.folder, 0o500)
        done = self.render()
        os.chmod(self.folder, 0o700)
        self.assert_status(1, done, "it is closed")
        self.assertIn(b"Permission denied", done.stderr)

    def test_speakers_that_do_not_write(self):
        def script(name, text):
            return self.home.write(name, "#!/bin/sh\n" + text, mode=0o700)

        ready = "echo '{\"is\":\"ready\"}'\n"
        cases = (
            ("none", "", b"MATSESSION_SPEAKER is set and empty"),
            ("not there", "/nowhere/speaker", b"does not start"),
            ("no library", script("a", "exit 127\n"), b"does not start"),
            ("breaks off", script("b", ready + "read x\nexit 1\n"),
             b"has broken off"),
            ("refuses", script("c", "echo '{\"is\":\"failed\",\"why\":"
                                    "\"no\\u001b[2J\"}'\nsleep 60\n"),
             b": no?[2J"),
        )
        for claim, speaker, words in cases:
            with self.subTest(claim):
                done = self.render(env={"MATSESSION_SPEAKER": speaker})
                self.assert_status(1, done, claim)
                self.assertIn(words, done.stderr)
                self.assert_no_control(done.stderr, claim)
                self.assert_left([], claim)

    def test_a_signal_ends_it_and_nothing_is_left(self):
        self.speak(SPEECH, delay=3)
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start_program(
                "render", "heard", "-o", self.path("heard.wav"),
                env={"MATSESSION_SPEAKER": None})
            wait_until(lambda: os.listdir(self.folder))
            process.send_signal(number)
            process.communicate(timeout=20)
            self.assertEqual(128 + number, process.returncode)
            self.assert_left([], "nothing is left")


class SafetyTest(RenderTest):
    def test_a_refused_plan_is_refused(self):
        done = self.run_program("screen", "--set", "blood-thinners=yes")
        self.assert_status(0, done, "it is kept")
        done = self.render(plan="back")
        self.assert_status(3, done, "the table refuses it")
        self.assertIn(b"would not start", done.stderr)
        self.assert_left([], "and nothing is written")

    def test_a_file_says_what_it_does_not_ask(self):
        done = self.rendered()
        said = b" ".join(done.stdout.split())
        self.assertIn(b"A file does not ask today's questions.", said)
        self.assertIn(b"Chest pain, tightness, breathlessness", said)
        self.assertIn(b"waits for a key the file goes on at once", said)
        done = self.rendered("heard.wav", "--confirm")
        self.assertNotIn(b"today's questions", b" ".join(done.stdout.split()))

    def test_a_wrong_setting_is_no_session(self):
        self.home.write("config.yaml", "config: 1\nsound:\n  level: loud\n")
        done = self.render()
        self.assert_status(5, done, "a file is wrong")
        self.assertIn(b"config.yaml:3", done.stderr)
        self.assert_left([], "and nothing is written")


def wait_until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)


if __name__ == "__main__":
    unittest.main()
