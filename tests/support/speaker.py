"""The built speaker: told orders, its reports read, what it plays heard.

SDL's disk driver writes what a device would be given, in about real time or,
where no test asks for that, several times faster.
"""

import glob
import json
import os
import select
import subprocess
import time

import hearing
from program import PROGRAM, ProgramTest

SPEAKER = os.path.join(os.path.dirname(PROGRAM), "matsession-speaker")

# No wait in here comes near to it unless something is wrong.
PATIENCE = 20

# Sentences of the fake voice: what is heard for each, in hertz and seconds.
SPOKEN = {"low": (1111.0, 0.6), "high": (2333.0, 0.6), "long": (1700.0, 6.0)}

# Says the file that is named like the text.
SAY = ["sh", "-c", 'read -r text; cat "$0/$text.wav"']
SAY_SLOWLY = ["sh", "-c", 'read -r text; sleep 0.5; cat "$0/$text.wav"']


class LiveTest(ProgramTest):
    """A test with a speaker."""

    screened = False

    def setUp(self):
        super().setUp()
        self.cache = os.path.join(self.home.root, "spoken")
        self.raw = os.path.join(self.home.root, "out.raw")
        self.pending = b""
        for name, (pitch, length) in SPOKEN.items():
            hearing.write_tone(os.path.join(self.home.root, name + ".wav"),
                               pitch, length)

    def start(self, driver="disk", real_time=False, **environment):
        self.speaker = subprocess.Popen(
            [SPEAKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=self.home.environment(
                SDL_AUDIODRIVER=driver, SDL_DISKAUDIOFILE=self.raw,
                SDL_DISKAUDIODELAY=None if real_time else "1", **environment))
        self.addCleanup(self.put_away)

    def put_away(self):
        self.speaker.kill()
        self.speaker.wait()
        self.speaker.stdin.close()
        self.speaker.stdout.close()

    def order(self, do, **fields):
        self.write(json.dumps({"do": do, **fields}).encode() + b"\n")

    def write(self, data):
        self.speaker.stdin.write(data)
        self.speaker.stdin.flush()

    def set_up(self, voice=None, level=1000, **options):
        """A speaker that is ready; `voice`: SAY, or another command."""
        self.start(**options)
        fields = {"voice": voice + [self.home.root]} if voice else {}
        if level is not None:
            fields["level"] = level
        self.order("set", cache=self.cache, **fields)
        self.assertEqual({"is": "ready"}, self.report())

    def report(self):
        """The next report; None once there will be no more."""
        end = time.monotonic() + PATIENCE
        while b"\n" not in self.pending:
            left = end - time.monotonic()
            if not select.select([self.speaker.stdout], [], [],
                                 max(0, left))[0]:
                self.fail("the speaker reports nothing")
            data = os.read(self.speaker.stdout.fileno(), 4096)
            if not data:
                self.assertEqual(b"", self.pending)
                return None
            self.pending += data
        line, _, self.pending = self.pending.partition(b"\n")
        return json.loads(line)

    def until(self, holds, claim):
        end = time.monotonic() + PATIENCE
        while not holds():
            self.assertLess(time.monotonic(), end, claim)
            self.assertIsNone(self.speaker.poll(), claim)
            time.sleep(0.002)

    def played(self):
        """Seconds that stand in the file; what is played is a little more."""
        return os.path.getsize(self.raw) / 4 / hearing.RATE

    def let_play(self, seconds):
        """Lets so much be played from now on. \return where that began"""
        before = self.played()
        self.until(lambda: self.played() >= before + seconds,
                   "the file grows")
        return before

    def prepared(self, *texts):
        """Has sentences spoken ahead."""
        for text in texts:
            self.order("prepare", say=text)
        self.until(lambda: len(glob.glob(self.cache + "/*")) == len(texts),
                   "sentences are kept")

    def ended(self):
        """Ends the speaker well. \return all that was heard"""
        self.order("end")
        self.assertEqual({"is": "done"}, self.report())
        self.assertIsNone(self.report())
        self.assertEqual(0, self.speaker.wait(PATIENCE))
        return hearing.read_raw(self.raw)

    def assert_silent(self, frames, start, length, claim):
        self.assertLess(hearing.peak(frames, start, length), hearing.SILENCE,
                        claim)

    def assert_tone(self, frames, pitch, start, length=0.1):
        heard = hearing.tone(frames, pitch, start, length)
        whole = hearing.loudness(frames, start, length)
        self.assertGreater(heard, whole / 2, f"{pitch} Hz at {start}")
        self.assertGreater(whole, 0.01, f"sound at {start}")
