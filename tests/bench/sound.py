"""What sound adds to a start, how late its first chime is, and how fast a
session becomes a file.

SDL's drivers stand in for a device: "dummy" takes sound without playing it,
"disk" writes what a device would get, here into a pipe.
"""

import array
import os
import resource
import statistics
import struct
import subprocess
import threading
import time
import wave

from program import PROGRAM, Home, shown
from runs import Run

SPEAKER = os.path.join(os.path.dirname(PROGRAM), "matsession-speaker")
VOICE = "espeak-ng"

MINUTES = 30
FORMATS = ["wav", "flac", "ogg", "opus"]

HEARD = 1e-4      # of full scale
LISTEN = 1        # seconds that a first chime may take
ENTER = b"\r"

# A cue every half minute, and no two of them the same.
PLAN = "plan: 1\ntitle: Half an hour\nwhen: day\nsteps:\n" + "".join(
    f"  - kind: rest\n    title: Rest {step}\n    position: supine\n"
    "    duration: 5m\n    cues:\n" + "".join(
        f"      - at: {30 * cue}s\n        say: Breath {cue} of rest {step} "
        "is as slow as you like it.\n" for cue in range(1, 10))
    for step in range(1, MINUTES // 5 + 1))


class Device(threading.Thread):
    """The other end of a device: the moment of the first sound."""

    def __init__(self, path):
        super().__init__(daemon=True)
        os.mkfifo(path)
        self.path = path
        self.heard = None
        self.start()

    def run(self):
        rest = b""
        with open(self.path, "rb", buffering=0) as pipe:
            while data := pipe.read(65536):
                moment = time.monotonic()
                data = rest + data
                rest = data[len(data) // 4 * 4:]
                frames = array.array("f", data[:len(data) // 4 * 4])
                if not self.heard and max(frames, key=abs, default=0) > HEARD:
                    self.heard = moment


def first_frame(home, driver):
    """Milliseconds to the first frame of a session. None: without sound"""
    env = home.environment() if not driver else home.environment(
        MATSESSION_SPEAKER=None, SDL_AUDIODRIVER=driver)
    run = Run([PROGRAM, "start", "evening", "--confirm"], env)
    seconds = run.first_frame()
    run.end()
    return seconds * 1000


def first_chime(home, page):
    """Milliseconds from what begins a session to its first chime: the key on
    the page before it, or the start of the program."""
    device = Device(os.path.join(home.root, "device"))
    argv = [PROGRAM, "start", "evening"]
    run = Run(argv if page else [*argv, "--confirm"],
              home.environment(MATSESSION_SPEAKER=None, SDL_AUDIODRIVER="disk",
                               SDL_DISKAUDIOFILE=device.path))
    began = run.began
    if page:
        run.first_frame()
        os.write(run.master, ENTER)
        run.read_until(time.monotonic() + LISTEN / 2)
        began = time.monotonic()
        os.write(run.master, ENTER)
    run.read_until(time.monotonic() + LISTEN)
    run.end()
    device.join(LISTEN)
    os.remove(device.path)
    if not device.heard:
        raise SystemExit("no chime was heard")
    return (device.heard - began) * 1000


def write_voice(home):
    """A voice that costs next to nothing: a second of a buzz."""
    path = os.path.join(home.root, "voice.wav")
    with wave.open(path, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(22050)
        sound.writeframes(struct.pack("<100h", *[9000] * 50, *[-9000] * 50)
                          * 220)
    home.write("config.yaml",
               f"config: 1\nspeech:\n  command: [cat, {path}]\n")


def render(home, kind):
    """Seconds of a half-hour session as a file."""
    path = os.path.join(home.root, "half-hour." + kind)
    began = time.monotonic()
    done = subprocess.run(
        [PROGRAM, "render", "half-hour", "-o", path], capture_output=True,
        env=home.environment(MATSESSION_SPEAKER=None), check=False)
    if done.returncode != 0 or done.stderr:
        raise SystemExit(f"no {kind}: {shown(done.stderr)}")
    return time.monotonic() - began


def report_starts(pairs):
    without, with_sound, chimes = [], [], {False: [], True: []}
    home = Home()
    try:
        home.screened()
        for number in range(pairs + 1):
            one, other = first_frame(home, None), first_frame(home, "dummy")
            if number > 0:  # the first ones warm the caches
                without.append(one)
                with_sound.append(other)
        for _ in range(max(pairs // 5, 3)):
            for page, lates in chimes.items():
                lates.append(first_chime(home, page))
    finally:
        home.close()
    more = statistics.median(b - a for a, b in zip(without, with_sound))
    print(f"the ears; median of {pairs} pairs, and of {len(chimes[True])} "
          "chimes, as a driver is given them")
    print(f"{'':<24}{'without':>12}{'with':>12}{'more':>12}")
    print(f"{'start: frame ms':<24}{statistics.median(without):>12.2f}"
          f"{statistics.median(with_sound):>12.2f}{more:>+12.2f}")
    print(f"{'':<24}{'median':>12}{'worst':>12}")
    for page, name in ((False, "start to chime ms"), (True, "key to chime ms")):
        print(f"{name:<24}{statistics.median(chimes[page]):>12.0f}"
              f"{max(chimes[page]):>12.0f}")


def report_files():
    home = Home()
    rows = {kind: [] for kind in FORMATS}
    try:
        home.screened()
        home.write("plans/half-hour.yaml", PLAN)
        for kind in FORMATS:
            rows[kind].append(render(home, kind))  # each sentence is spoken ..
            rows[kind].append(render(home, kind))  # .. and is there
            subprocess.run([PROGRAM, "doctor", "--clear-speech"], check=True,
                           env=home.environment(), capture_output=True)
        write_voice(home)
        for kind in FORMATS:
            rows[kind].append(render(home, kind))
    finally:
        home.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"render: {MINUTES} minutes as a file; seconds, and times real time; "
          f"peak RSS of any {peak} kB")
    print(f"{'':<16}{VOICE + ', first':>20}{'kept sentences':>20}"
          f"{'cat, first':>20}")
    for kind, seconds in rows.items():
        print(f"{kind:<16}" + "".join(
            f"{s:>13.2f}{MINUTES * 60 / s:>6.0f}x" for s in seconds))


def report(pairs):
    """Measures and prints all, where there is a speaker."""
    if not os.access(SPEAKER, os.X_OK):
        print("built without sound")
        return
    report_starts(pairs)
    print()
    report_files()
