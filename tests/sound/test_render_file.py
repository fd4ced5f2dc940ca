#!/usr/bin/python3
"""Sessions as files: their formats and places, what is seen meanwhile, and
what is left when something goes wrong.

Usage: MATSESSION=build/matsession test_render_file.py [CLASS[.TEST]]...
"""

import json
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
from hearing import RATE, loudness  # noqa: E402
from program import PROGRAM, shown  # noqa: E402
from render import SECONDS, SPEECH, TOLERANCE, RenderTest  # noqa: E402

SOUND_FILE = os.path.join(os.path.dirname(PROGRAM), "tests", "sound",
                          "sound_file")

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
