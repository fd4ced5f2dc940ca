"""Listening to frames: which tones are in them, how loud, since when.

Frames are an array of floats, 48,000 a second, one channel; times are in
seconds from their beginning.
"""

import array
import math
import os
import re
import sys
import wave

RATE = 48000

# What nobody hears: below a step of 16 bits.
SILENCE = 1 / 40000

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


def _chimes():
    path = os.path.join(SOURCE, "src", "speaker", "chime.c")
    with open(path) as file:
        found = re.findall(
            r"\[MAT_CHIME_(\w+)\] = {\w+, ([\d.]+),[^}]*, (\d+)}", file.read())
    return {name.lower().replace("_", "-"): (float(pitch), int(ms) / 1000)
            for name, pitch, ms in found}


# Of every chime, by its name: the fundamental in hertz, the length in seconds.
CHIMES = {name: chime[0] for name, chime in _chimes().items()}
LENGTHS = {name: chime[1] for name, chime in _chimes().items()}


def read_raw(path):
    """What SDL's disk driver has written."""
    frames = array.array("f")
    with open(path, "rb") as file:
        data = file.read()
    frames.frombytes(data[:len(data) // 4 * 4])
    return frames


def read_wav(path):
    """A WAV of one channel of 16 bits at our rate."""
    with wave.open(path) as file:
        shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
        if shape != (1, 2, RATE):
            raise ValueError(f"{path}: {shape}")
        samples = array.array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return array.array("f", (sample / 32768 for sample in samples))


def write_tone(path, pitch, seconds, rate=22050):
    """A WAV as a speech command gives: a sine, with a soft edge."""
    n = int(seconds * rate)
    edge = rate // 100
    samples = array.array("h", (
        int(12000 * math.sin(2 * math.pi * pitch * i / rate)
            * min(1, (i + 1) / edge, (n - i) / edge)) for i in range(n)))
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())


def part(frames, start, length):
    """A stretch, cut where the frames end."""
    first = max(0, round(start * RATE))
    return frames[first:max(first, round((start + length) * RATE))]


def seconds(frames):
    """How long they sound."""
    return len(frames) / RATE


def tone(frames, pitch, start=0.0, length=0.15):
    """The amplitude of what swings at a pitch in a stretch (Goertzel)."""
    stretch = part(frames, start, length)
    if not stretch:
        return 0.0
    turn = 2 * math.cos(2 * math.pi * pitch / RATE)
    a = b = 0.0
    for frame in stretch:
        a, b = frame + turn * a - b, a
    return 2 * math.sqrt(max(0, a * a + b * b - turn * a * b)) / len(stretch)


def loudness(frames, start=0.0, length=None):
    """The root of the mean square of a stretch."""
    stretch = part(frames, start, seconds(frames) if length is None else length)
    if not stretch:
        return 0.0
    return math.sqrt(sum(frame * frame for frame in stretch) / len(stretch))


def peak(frames, start=0.0, length=None):
    """The largest frame of a stretch."""
    stretch = part(frames, start, seconds(frames) if length is None else length)
    return max((abs(frame) for frame in stretch), default=0.0)


def is_silent(frames, start, end):
    """Whether nobody hears anything between two moments."""
    stretch = part(frames, start, end - start)
    return not stretch or -SILENCE <= min(stretch) <= max(stretch) <= SILENCE


def silences(length, sounds, edge=0.03):
    """What lies between sounds, each (from, to): stretches in which nothing
    may be heard, as long as all that lasts `length` seconds."""
    at = 0.0
    for start, end in sorted(sounds) + [(length, length)]:
        if start - at > edge:
            yield at, start
        at = max(at, end + edge)


def loudnesses(frames, window=0.1):
    """The loudness of every window, in order."""
    return [loudness(frames, i * window, window)
            for i in range(int(seconds(frames) / window))]


def find_onset(frames, after=0.0, over=SILENCE):
    """When something sounds first behind a moment, or None."""
    for i in range(round(after * RATE), len(frames)):
        if abs(frames[i]) > over:
            return i / RATE
    return None


def find_end(frames, over=SILENCE):
    """When nothing sounds any more, or None when nothing ever does."""
    for i in range(len(frames) - 1, -1, -1):
        if abs(frames[i]) > over:
            return (i + 1) / RATE
    return None


def find_tone(frames, pitch, after=0.0, over=0.02, window=0.02):
    """When a tone is there first behind a moment, to a few milliseconds, or
    None."""
    step = window / 4
    for i in range(int((seconds(frames) - after) / step)):
        if tone(frames, pitch, after + i * step, window) > over:
            return after + i * step + window / 2
    return None


def which_chime(frames, start):
    """The name of the chime whose pitch is strongest at a moment."""
    return max(CHIMES, key=lambda name: tone(frames, CHIMES[name], start))
