#!/usr/bin/python3
"""Live sound: the built speaker is told orders, and what it plays is heard.

Usage: MATSESSION=build/matsession test_live.py [CLASS[.TEST]]...
"""

import array
import glob
import os
import select
import signal
import socket
import statistics
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

import hearing  # noqa: E402
from speaker import (  # noqa: E402
    PATIENCE, SAY, SAY_SLOWLY, SPOKEN, LiveTest)


class LiveChimes(LiveTest):
    """Chimes."""

    def test_every_meaning_has_its_tone(self):
        self.set_up()
        begun = {}
        self.assertEqual(7, len(hearing.CHIMES))
        for name in hearing.CHIMES:
            begun[name] = self.played()
            self.order("play", chime=name)
            self.let_play(3.5)
        frames = self.ended()
        self.assert_silent(frames, 0, min(begun.values()), "nothing before")
        for name, start in begun.items():
            onset = hearing.find_onset(frames, start)
            self.assertLess(onset, start + 0.7, name)
            self.assertEqual(name, hearing.which_chime(frames, onset))
            self.assert_silent(frames, start + 3.2, 0.3, f"silence: {name}")

    def test_level_is_felt(self):
        self.set_up(level=500)
        loud = []
        for fields in ({"gain": 1000}, {"gain": 2000}, {"loudest": True}):
            start = self.played()
            self.order("play", chime="alarm", **fields)
            self.let_play(2.5)
            loud.append((start, fields))
        frames = self.ended()
        peaks = [hearing.peak(frames, start, 2.4) for start, _ in loud]
        self.assertAlmostEqual(0.175, peaks[0], 2)
        self.assertAlmostEqual(0.7, peaks[1], 2)
        self.assertAlmostEqual(0.95, peaks[2], 2)

    def test_a_chime_comes_within_50_ms(self):
        """In real time. The file lags behind what is played by up to a block
        and a buffer, which counts here as if it were latency."""
        self.set_up(real_time=True)
        self.let_play(0.1)
        begun = []
        for i in range(11):
            time.sleep(0.002 * i)  # anywhere between two blocks
            begun.append(self.played())
            self.order("play", chime="soon")
            self.let_play(0.2)
        frames = self.ended()
        late = [1000 * (hearing.find_onset(frames, start) - start)
                for start in begun]
        print("from order to onset: median %.1f ms, most %.1f ms"
              % (statistics.median(late), max(late)))
        self.assertGreaterEqual(min(late), 0)
        self.assertLess(statistics.median(late), 50)


class LiveSentences(LiveTest):
    """Sentences of a fake voice."""

    def test_a_sentence_stands_behind_its_chime(self):
        self.set_up(SAY)
        self.prepared("low")
        self.order("play", chime="soon", say="low")
        frames = self.ended()
        pitch, length = SPOKEN["low"]
        onset = hearing.find_onset(frames)
        self.assertEqual("soon", hearing.which_chime(frames, onset))
        self.assert_silent(frames, onset + 0.16, 0.28, "between both")
        begun = hearing.find_onset(frames, onset + 0.2)
        self.assertAlmostEqual(onset + 0.45, begun, delta=0.01)
        self.assert_tone(frames, pitch, begun + 0.1, length - 0.2)
        self.assertAlmostEqual(begun + length, hearing.find_end(frames),
                               delta=0.06)

    def test_done_comes_when_all_was_heard(self):
        """The file is looked at before the speaker can have closed it."""
        self.set_up(SAY)
        self.prepared("low", "high")
        self.order("play", say="low")
        self.order("play", say="high")
        self.order("end")
        self.assertEqual({"is": "done"}, self.report())
        frames = hearing.read_raw(self.raw)
        low = hearing.find_tone(frames, SPOKEN["low"][0])
        high = hearing.find_tone(frames, SPOKEN["high"][0], low)
        self.assertAlmostEqual(low + 0.9, high, delta=0.06)
        self.assertGreater(hearing.seconds(frames), high + 0.55)
        self.assertEqual(0, self.speaker.wait(PATIENCE))

    def test_what_is_not_spoken_yet_holds_no_chime_up(self):
        self.set_up(SAY_SLOWLY, real_time=True)
        self.order("play", chime="soon", say="low")
        frames = self.ended()
        onset = hearing.find_onset(frames)
        self.assertEqual("soon", hearing.which_chime(frames, onset))
        said = hearing.find_tone(frames, SPOKEN["low"][0], onset + 0.2)
        self.assertGreater(said, onset + 0.45)
        self.assertLess(said, onset + 2)

    def test_hush_ends_the_old_sentence(self):
        self.set_up(SAY)
        self.prepared("long", "high")
        self.order("play", say="long")
        self.order("play", say="long")
        start = self.let_play(1.5)
        self.order("play", say="high", hush=True)
        frames = self.ended()
        high = hearing.find_tone(frames, SPOKEN["high"][0])
        self.assertGreater(high, start + 1.4)
        self.assert_tone(frames, SPOKEN["long"][0], high - 0.3)
        self.assertLess(hearing.tone(frames, SPOKEN["long"][0], high + 0.05),
                        0.005)
        self.assertLess(hearing.find_end(frames), high + 0.7)

    def test_mute_leaves_only_alarms(self):
        self.set_up(SAY)
        self.prepared("long", "low")
        self.order("play", chime="end", say="long")
        self.let_play(1.5)
        self.order("mute", on=True)
        self.let_play(1)
        muted = self.played()
        self.order("play", chime="step", say="low", safety=True)
        self.let_play(2)
        alarm = self.played()
        self.order("play", chime="alarm", say="low", safety=True)
        self.let_play(3)
        after = self.played()
        self.order("mute", on=False)
        self.order("play", chime="step", say="low")
        frames = self.ended()
        self.assertGreater(hearing.loudness(frames, 0, muted - 1), 0.01)
        self.assert_silent(frames, muted, alarm - muted, "muted")
        onset = hearing.find_onset(frames, alarm)
        self.assertEqual("alarm", hearing.which_chime(frames, onset))
        self.assert_silent(frames, onset + 1.6, after - onset - 1.6,
                           "no sentence of an alarm")
        onset = hearing.find_onset(frames, after)
        self.assertEqual("step", hearing.which_chime(frames, onset))
        self.assertIsNotNone(
            hearing.find_tone(frames, SPOKEN["low"][0], onset + 0.4))

    def test_no_speech_command_is_told_and_chimes_go_on(self):
        self.set_up(["/nonexistent/voice"])
        self.order("play", chime="step", say="low")
        report = self.report()
        self.assertEqual("voiceless", report["is"])
        self.assertIn("voice", report["why"])
        self.order("play", chime="half", say="high")
        frames = self.ended()
        self.assertGreater(hearing.peak(frames), 0.5)


class LiveDevices(LiveTest):
    """What it is with odd devices, and without any."""

    def test_a_dummy_is_a_device(self):
        self.set_up(SAY, driver="dummy")
        self.prepared("low")
        began = time.monotonic()
        self.order("play", chime="soon", say="low")
        self.order("end")
        self.assertEqual({"is": "done"}, self.report())
        self.assertGreater(time.monotonic() - began, 0.9, "it was played")
        self.assertEqual(0, self.speaker.wait(PATIENCE))

    def test_a_device_that_is_taken_away_is_opened_again(self):
        """A pipe whose reader goes is such a device."""
        os.mkfifo(self.raw)
        self.start(real_time=True)
        file = os.open(self.raw, os.O_RDONLY)
        self.order("set", level=1000)
        self.assertEqual({"is": "ready"}, self.report())
        self.order("play", chime="end")
        self.until(lambda: hearing.peak(self.take(file, 0.02)) > 0.1,
                   "it sounds")
        os.close(file)
        self.until(lambda: self.raw not in self.files(), "it is closed")
        file = os.open(self.raw, os.O_RDONLY)
        frames = self.take(file, 0.3)
        os.close(file)
        self.assertEqual("end", hearing.which_chime(frames, 0.1))

    def test_a_device_that_does_not_last_is_told(self):
        self.raw = "/dev/full"
        self.set_up(real_time=True)
        self.order("play", chime="end")
        report = self.report()
        self.assertEqual("silent", report["is"])
        self.assertIn("lost", report["why"])
        self.order("play", chime="end")
        self.order("end")
        self.assertEqual({"is": "done"}, self.report())

    def files(self):
        """What the speaker has open."""
        found = []
        for path in glob.glob(f"/proc/{self.speaker.pid}/fd/*"):
            try:
                found.append(os.readlink(path))
            except OSError:
                pass
        return found

    def take(self, file, seconds):
        """Reads what is played into a pipe."""
        data = b""
        while len(data) < seconds * hearing.RATE * 4:
            self.assertTrue(select.select([file], [], [], PATIENCE)[0])
            data += os.read(file, 4096)
        frames = array.array("f")
        frames.frombytes(data[:len(data) // 4 * 4])
        return frames

    def test_no_device_is_told_once(self):
        self.start(driver="nonsense")
        report = self.report()
        self.assertEqual("silent", report["is"])
        self.assertTrue(report["why"])
        self.order("set", level=1000, voice=["/nonexistent/voice"])
        self.order("play", chime="alarm", say="low")
        self.order("prepare", say="low")
        self.assertEqual("voiceless", self.report()["is"])
        began = time.monotonic()
        self.order("end")
        self.assertEqual({"is": "done"}, self.report())
        self.assertEqual(0, self.speaker.wait(PATIENCE))
        self.assertLess(time.monotonic() - began, 1, "at once")

    def test_a_device_that_cannot_be_opened_is_told(self):
        self.raw = os.path.join(self.home.root, "no", "such", "folder")
        self.start()
        self.assertEqual("silent", self.report()["is"])

    def test_a_sound_server_that_hangs_is_told(self):
        path = os.path.join(self.home.root, "pulse")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path)
            server.listen()
            self.start(driver="pulseaudio", PULSE_SERVER="unix:" + path)
            self.assertEqual("silent", self.report()["is"])


class LiveEnds(LiveTest):
    """How it ends."""

    def pid_of_command(self):
        path = os.path.join(self.home.root, "pid")
        self.set_up(["sh", "-c", 'echo $$ > "$0/new"; mv "$0/new" "$0/pid"; '
                     'sleep 100 & wait'])
        self.order("prepare", say="low")
        self.until(lambda: os.path.exists(path), "the command runs")
        with open(path) as file:
            return int(file.read())

    def gone(self, group):
        """The command ends, with what it has started."""
        end = time.monotonic() + PATIENCE
        while alive(group):
            self.assertLess(time.monotonic(), end, "the command is gone")
            time.sleep(0.002)

    def test_the_end_of_the_input_ends_all_at_once(self):
        pid = self.pid_of_command()
        self.order("play", chime="end")
        began = time.monotonic()
        self.speaker.stdin.close()
        self.assertEqual(0, self.speaker.wait(PATIENCE))
        self.assertLess(time.monotonic() - began, 2, "at once")
        self.assertIsNone(self.report())
        self.gone(pid)

    def test_a_killed_speaker_leaves_nothing(self):
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGABRT):
            with self.subTest(number):
                pid = self.pid_of_command()
                os.remove(os.path.join(self.home.root, "pid"))
                self.speaker.send_signal(number)
                self.assertEqual(-number, self.speaker.wait(PATIENCE))
                self.gone(pid)

    def test_the_end_of_the_input_within_a_sentence(self):
        """What sounds is not freed before the device is closed."""
        for _ in range(5):
            self.set_up(SAY)
            self.order("play", say="long")
            self.let_play(2)
            self.speaker.stdin.close()
            self.assertEqual(0, self.speaker.wait(PATIENCE))

    def test_what_follows_the_end_is_nothing(self):
        self.set_up()
        self.write(b'{"do":"end"}\n' + b'{"do":"play","chime":"end"}\n' * 500)
        self.assertEqual({"is": "done"}, self.report())
        self.assertEqual(0, self.speaker.wait(PATIENCE))

    def test_end_without_orders(self):
        self.start()
        frames = self.ended()
        self.assert_silent(frames, 0, hearing.seconds(frames), "nothing")

    def test_what_is_no_order_is_passed_over(self):
        self.set_up()
        self.write(b"\n\0\xff{\n{}\n[]\n" + b"x" * 100000 + b"\n"
                   + b'{"do":"play","chime":"gong"}\n')
        self.order("open", file="/x", format="wav")
        self.order("set", level=0)
        self.order("play", chime="step")
        frames = self.ended()
        self.assertAlmostEqual(0.7, hearing.peak(frames), 2)

    def test_it_idles(self):
        self.set_up(real_time=True)
        before = self.used()
        self.let_play(1)
        used = self.used() - before
        print("while idle: %.0f ms of a second" % (1000 * used))
        self.assertLess(used, 0.2)

    def used(self):
        """Seconds of processor time so far."""
        with open(f"/proc/{self.speaker.pid}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def alive(group):
    """The processes of a group, without those that nobody has reaped yet."""
    found = []
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as file:
                pid, _, rest = file.read().partition(" (")
        except OSError:
            continue
        state, _, of = rest.rpartition(")")[2].split()[:3]
        if int(of) == group and state != "Z":
            found.append(int(pid))
    return found


if __name__ == "__main__":
    unittest.main()
