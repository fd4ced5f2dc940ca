#!/usr/bin/python3
"""doctor: what works, what does not, and what it exits with.

Usage: MATSESSION=build/matsession test_doctor.py [CLASS[.TEST]]...
"""

import fcntl
import json
import os
import pty
import re
import struct
import sys
import termios
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from doctor import GOOD_SPEAKER, DoctorTest  # noqa: E402
from ledger import session  # noqa: E402
from program import PROGRAM  # noqa: E402

SPEAKER = os.path.join(os.path.dirname(PROGRAM), "matsession-speaker")

CHECKS = ["terminal", "locale", "config", "sound", "speech", "hooks",
          "notifications", "inhibition", "config-folder", "history-folder",
          "state-folder", "cache-folder", "runtime-folder",
          "tables", "profile", "plans", "history"]


class Healthy(DoctorTest):
    def test_everything_is_looked_at_and_nothing_fails(self):
        found, status = self.findings_of()
        self.assertEqual(CHECKS, list(found))
        self.assertEqual(
            {"terminal": "note"},  # of this test: it has none
            {c: f["state"] for c, f in found.items() if f["state"] != "ok"})
        self.assertEqual(0, status)

    def test_people_get_a_word_a_line_and_a_sum(self):
        done = self.doctor()
        self.assert_status(0, done, "a healthy program")
        text = done.stdout.decode("ascii")
        for check in CHECKS:
            self.assertRegex(text, rf"(?m)^  (ok   |note |FAILS) {check} ")
        self.assertIn("\nEverything that is switched on works.\n", text)

    def test_looking_leaves_nothing_behind(self):
        def tree():
            return sorted(os.path.join(folder, name)
                          for folder, folders, files in os.walk(self.home.root)
                          for name in folders + files)

        # So many that whoever reads them may keep a cache.
        self.file("data", "matsession", "history", "a.jsonl", text="".join(
            json.dumps(session(i, "2026-10-24 22:10")) + "\n"
            for i in range(100)))
        before = tree()
        found, _ = self.findings_of()
        self.assertEqual("100 sessions.", found["history"]["text"])
        self.doctor("--sound")
        self.assertEqual(before, tree())

    def test_without_a_config_there_are_defaults(self):
        os.unlink(os.path.join(self.home.config, "config.yaml"))
        found, _ = self.findings_of()
        self.assertEqual("ok", found["config"]["state"])


class Sound(DoctorTest):
    def test_a_speaker_that_is_not_there(self):
        self.assert_found("sound", "fails", "ends at once", "again",
                          env={"MATSESSION_SPEAKER": "/nowhere/speaker"})

    def test_a_speaker_that_ends(self):
        self.script("speaker", "exit 3\n")
        self.assert_found("sound", "fails", "ends at once")

    def test_no_device(self):
        self.script("speaker",
                    "echo '{\"is\":\"silent\",\"why\":\"no device\"}'\n"
                    "cat >/dev/null\n")
        self.assert_found("sound", "fails", "no device", "sound server")

    def test_a_speaker_that_hangs_costs_seconds(self):
        self.script("speaker", "exec sleep 100\n")
        self.config("sound: {voice: no}\n")
        began = time.monotonic()
        self.assert_found("sound", "fails", "does not answer within 5 seconds")
        self.assertLess(time.monotonic() - began, 10)

    def test_a_speaker_that_writes_without_end(self):
        self.config("sound: {voice: no}\n")
        self.script("speaker", "exec yes '{\"is\":\"nothing\"}'\n")
        began = time.monotonic()
        self.assert_found("sound", "fails", "does not answer")
        self.assertLess(time.monotonic() - began, 10)

    def test_switched_off_by_the_config(self):
        self.config("sound: {voice: no, chimes: no}\n")
        self.assert_found("sound", "note", "Switched off in config.yaml",
                          env={"MATSESSION_SPEAKER": "/nowhere/speaker"})

    def test_switched_off_by_the_environment(self):
        self.assert_found("sound", "note", "MATSESSION_SPEAKER",
                          env={"MATSESSION_SPEAKER": ""})

    def test_a_driver_that_cannot_be_heard(self):
        self.assert_found("sound", "note", "SDL_AUDIODRIVER is dummy",
                          env={"SDL_AUDIODRIVER": "dummy"})

    def test_no_level(self):
        self.config(f"sound: {{night-level: 0}}\n"
                    f"speech: {{command: [{self.voice}]}}\n")
        self.assert_found("sound", "note", "night-level is 0")

    def test_it_plays(self):
        said = self.file("said")
        self.script("speaker", f"exec 3>>{said}\n" + GOOD_SPEAKER.replace(
            "case", "echo \"$line\" >&3; case"))
        found, status = self.findings_of("--sound")
        self.assertEqual(["config", "sound", "speech", "played"], list(found))
        self.assertEqual("ok", found["played"]["state"])
        self.assertIn("This is matsession.", found["played"]["text"])
        self.assertEqual(0, status)
        with open(said, encoding="ascii") as file:
            orders = [json.loads(line) for line in file]
        played = [o for o in orders if o["do"] == "play"][-1]
        self.assertEqual("step", played["chime"])
        self.assertIn("This is matsession.", played["say"])
        self.assertNotIn("cache", orders[-3])

    def test_what_is_not_played_to_its_end_fails(self):
        self.script("speaker", "echo '{\"is\":\"ready\"}'\n"
                               "while read -r line; do case $line in "
                               "*step*) exit 1 ;; *end*) "
                               "echo '{\"is\":\"done\",\"ms\":1}';; "
                               "esac; done\n")
        found, status = self.findings_of("--sound")
        self.assertEqual("fails", found["played"]["state"])
        self.assertEqual(1, status)


class Speech(DoctorTest):
    def test_a_command_that_is_not_there(self):
        self.config("speech: {command: [no-such-voice, -x]}\n")
        self.assert_found("speech", "fails", "no-such-voice is not in PATH",
                          "sound: voice: no")

    def test_a_path_that_is_not_there(self):
        self.config("speech: {command: [/nowhere/voice]}\n")
        self.assert_found("speech", "fails", "There is no program /nowhere")

    def test_the_default_command_is_named(self):
        self.config("sound: {chimes: no}\n")
        line = self.assert_found("speech", "fails", "espeak-ng is not in PATH",
                                 env={"PATH": "/nowhere"})
        self.assertIn("apt install espeak-ng", line["advice"])

    def test_a_command_that_fails(self):
        self.script("speaker",
                    "echo '{\"is\":\"ready\"}'\n"
                    "while read -r line; do case $line in *Another*) "
                    "echo '{\"is\":\"voiceless\",\"why\":\"wrote no WAV\"}';; "
                    "esac; done\n")
        self.config(f"speech: {{command: [{self.voice}, \"it's\", \"\"]}}\n")
        line = self.assert_found("speech", "fails", "wrote no WAV")
        self.assertIn("echo hello | " + self.voice + " 'it'\\''s' '' >hello.wav",
                      line["advice"])

    def test_a_command_that_hangs_costs_seconds(self):
        self.script("speaker", "echo '{\"is\":\"ready\"}'\nexec sleep 100\n")
        began = time.monotonic()
        self.assert_found("speech", "fails", "does not speak .* within 8 s")
        self.assertLess(time.monotonic() - began, 12)

    def test_a_command_that_does_not_fit_into_an_order(self):
        self.config(f"speech:\n  language: {'a' * 35}\n"
                    f"  command: [{self.voice}, '{'{language}' * 300}']\n")
        self.assert_found("speech", "fails", "too long")

    def test_switched_off(self):
        self.config("sound: {voice: no}\n")
        self.assert_found("speech", "note", "Switched off in config.yaml")


@unittest.skipUnless(os.access(SPEAKER, os.X_OK), "the speaker is not built")
class Speaker(DoctorTest):
    """With the real one."""

    def setUp(self):
        super().setUp()
        self.speaker = SPEAKER
        self.silent = {"SDL_AUDIODRIVER": "dummy"}

    def give_voice(self):
        """A command that writes half a second of a tone."""
        wave = ("import struct, sys; sys.stdin.read(); d = struct.pack("
                "'<8000h', *[(i % 50) * 200 - 5000 for i in range(8000)]); "
                "sys.stdout.buffer.write(b'RIFF' + struct.pack('<I', 36 + "
                "len(d)) + b'WAVEfmt ' + struct.pack('<IHHIIHH', 16, 1, 1, "
                "16000, 32000, 2, 16) + b'data' + struct.pack('<I', len(d)) "
                "+ d)")
        self.script("speak", f"exec /usr/bin/python3 -c \"{wave}\"\n")

    def test_a_voice_that_speaks(self):
        self.give_voice()
        found, status = self.findings_of("--sound", env=self.silent)
        self.assertEqual("ok", found["speech"]["state"], found)
        self.assertEqual("note", found["played"]["state"], found)
        self.assertIn("nobody can hear it", found["played"]["text"])
        self.assertEqual(0, status)

    def test_a_voice_that_fails(self):
        for body, said in (("exit 7\n", "status 7"),
                           ("echo garbage\n", "WAV"),
                           ("exit 0\n", "wrote")):
            with self.subTest(body=body):
                self.script("speak", body)
                self.assert_found("speech", "fails", said, "by hand",
                                  env=self.silent)

    def test_a_voice_that_hangs(self):
        self.script("speak", "exec sleep 100\n")
        began = time.monotonic()
        self.assert_found("speech", "fails", "within 8 s", env=self.silent)
        self.assertLess(time.monotonic() - began, 12)

    def test_speech_is_tried_without_a_device(self):
        self.give_voice()
        found, status = self.findings_of(
            env={"SDL_AUDIODRIVER": "no-such-driver"})
        self.assertEqual("fails", found["sound"]["state"])
        self.assertEqual("ok", found["speech"]["state"])
        self.assertEqual(1, status)


class Folder(DoctorTest):
    def test_a_file_in_the_place_of_a_folder(self):
        for parts, check in ((("data", "matsession", "history"),
                              "history-folder"),
                             (("state", "matsession"), "state-folder"),
                             (("run", "matsession"), "runtime-folder")):
            with self.subTest(check=check):
                path = self.file(*parts)
                found, status = self.findings_of(
                    env={"XDG_RUNTIME_DIR": os.path.join(self.home.root,
                                                         "run")})
                self.assertEqual("fails", found[check]["state"])
                self.assertIn("is no folder", found[check]["text"])
                self.assertEqual(1, status)
                os.unlink(path)

    def test_a_folder_that_cannot_be_made(self):
        self.file("state")
        self.assert_found("state-folder", "fails", "/state is no folder")

    def test_the_cache_is_spare(self):
        self.file("cache", "matsession")
        self.assert_found("cache-folder", "note", "is no folder")

    def test_a_folder_that_others_can_use(self):
        self.folder("state", "matsession", mode=0o755)
        self.assert_found("state-folder", "note", "by others", "chmod 700")

    def test_a_runtime_folder_that_others_can_use(self):
        self.folder("run", "matsession", mode=0o755)
        self.assert_found("runtime-folder", "fails", "by others", "chmod 700",
                          env={"XDG_RUNTIME_DIR": self.folder("run")})

    def test_a_link_for_the_runtime_folder(self):
        run = self.folder("run")
        os.symlink(self.folder("elsewhere"), os.path.join(run, "matsession"))
        self.assert_found("runtime-folder", "fails", "is a link",
                          env={"XDG_RUNTIME_DIR": run})

    def test_links_elsewhere_are_fine(self):
        self.folder("state")
        os.symlink(self.folder("elsewhere"),
                   os.path.join(self.home.root, "state", "matsession"))
        self.assert_found("state-folder", "ok", "/state/matsession$")

    @unittest.skipUnless(os.geteuid() == 0, "needs another owner")
    def test_a_folder_of_somebody_else(self):
        os.chown(self.folder("state", "matsession"), 12345, -1)
        self.assert_found("state-folder", "fails", "somebody else", "chown")

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_without_rights(self):
        self.folder("state", "matsession", mode=0o500)
        self.addCleanup(self.folder, "state", "matsession")
        self.assert_found("state-folder", "fails", "cannot be used")

    def test_no_home(self):
        found, _ = self.findings_of(env={"XDG_STATE_HOME": "relative"})
        self.assertIn(self.home.root + "/.local/state/matsession (made",
                      found["state-folder"]["text"])


class File(DoctorTest):
    def test_a_wrong_config(self):
        self.home.write("config.yaml", "config: 1\nsond: {level: 3}\n")
        self.assert_found("config", "fails",
                          r"config.yaml:2:1: sond: unknown key.*\"sound\"",
                          env={"PATH": self.path_with_voice()})

    def path_with_voice(self):
        self.script("espeak-ng", "exit 0\n")
        return self.home.root + ":" + os.environ.get("PATH", "")

    def test_a_config_that_is_no_file(self):
        os.unlink(os.path.join(self.home.config, "config.yaml"))
        os.mkfifo(os.path.join(self.home.config, "config.yaml"))
        self.assert_found("config", "fails", "no regular file",
                          env={"PATH": self.path_with_voice()})

    def test_a_config_that_others_can_write(self):
        os.chmod(os.path.join(self.home.config, "config.yaml"), 0o666)
        self.assert_found("config", "note", "chmod go-w")

    def test_no_profile(self):
        os.unlink(self.home.profile)
        self.assert_found("profile", "note", "no profile", "screen")

    def test_a_wrong_profile(self):
        self.home.write("profile.yaml", "profile: 7\n")
        self.assert_found("profile", "fails", "profile.yaml:1:10: profile",
                          "screen")

    def test_a_profile_that_others_can_read(self):
        os.chmod(self.home.profile, 0o644)
        self.assert_found("profile", "note", "chmod 600")

    def test_a_wrong_table(self):
        self.home.write("tables/mine.yaml", "rows: 1\n")
        self.assert_found("tables", "fails", r"mine.yaml:\d+:\d+: ",
                          "No session starts")

    def test_a_wrong_plan(self):
        self.home.write("plans/bad.yaml", "plan: 1\n")
        self.home.write("plans/good.yaml",
                        "plan: 1\ntitle: T\nsteps:\n"
                        "  - {kind: rest, duration: 1m}\n")
        self.assert_found("plans", "fails",
                          r"1 of 2 own plans cannot be used: .*bad.yaml:\d",
                          "matsession check")

    def test_good_plans_are_counted(self):
        self.home.write("plans/good.yaml",
                        "plan: 1\ntitle: T\nsteps:\n"
                        "  - {kind: rest, duration: 1m}\n")
        self.assert_found("plans", "ok", "1 own plan, nothing wrong")

    def test_plans_that_are_no_folder(self):
        self.home.write("plans", "")
        self.assert_found("plans", "fails", "plans cannot be read")

    def test_a_line_of_the_history_that_is_wrong(self):
        self.folder("data", "matsession", "history")
        self.file("data", "matsession", "history", "a.jsonl", text="garbage\n")
        self.assert_found("history", "note", r"a.jsonl:1: .*", "stay")

    def test_a_history_that_cannot_be_read(self):
        history = self.folder("data", "matsession", "history")
        os.symlink("a.jsonl", os.path.join(history, "a.jsonl"))
        self.assert_found("history", "fails", "a.jsonl: ", "do not count")

    def test_names_with_escapes_are_shown_safely(self):
        self.home.write("plans/\x1b]2;x.yaml", "plan: 1\n")
        self.home.write("tables/\x1b[2J.yaml", "rows: 1\n")
        done = self.doctor()
        self.assert_no_control(done.stdout + done.stderr, "names of files")


class Place(DoctorTest):
    def at(self, columns, rows, **env):
        """What is printed on a terminal of that size."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, columns, 0, 0))
        process = self.start_program(
            "doctor", stdin=theirs, stdout=theirs, stderr=theirs,
            env={"MATSESSION_SPEAKER": self.speaker, **env})
        os.close(theirs)
        text = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:
                break
            if not more:
                break
            text += more
        os.close(ours)
        self.assertEqual(0, process.wait(30))
        return text.replace(b"\r\n", b"\n").decode()

    def terminal_line(self, *arguments, **env):
        text = self.at(*arguments, **env)
        return re.search(r"(?ms)^  (\w+ +terminal .*?)(?=^  \w)", text)[1]

    def test_the_terminal_is_told(self):
        line = self.terminal_line(80, 24)
        self.assertRegex(line, r"^ok +terminal +xterm-256color, 80x24, 256 ")

    def test_what_is_odd_about_it_is_noted(self):
        for claim, size, env in (
                ("room for the time only", (80, 4), {}),
                ("does not know", (80, 24), {"TERM": "no-such-term"}),
                ("TERM is dumb", (80, 24), {"TERM": "dumb"}),
                ("TERM is not set", (80, 24), {"TERM": None})):
            with self.subTest(claim=claim):
                line = " ".join(self.terminal_line(*size, **env).split())
                self.assertIn(claim, line)
                self.assertTrue(line.startswith("note "), line)

    def test_no_color_is_told(self):
        self.assertIn("NO_COLOR", self.terminal_line(80, 24, NO_COLOR="1"))

    def test_the_locale(self):
        self.assert_found("locale", "ok", "UTF-8")
        self.assert_found("locale", "note", "ASCII", "C.UTF-8",
                          env={"LC_ALL": "C"})
        self.assert_found("locale", "note", "xx_YY.UTF-8 is not installed",
                          env={"LC_ALL": "xx_YY.UTF-8"})

    def test_lines_fit(self):
        for columns in (80, 40, 30):
            for line in self.at(columns, 20).splitlines():
                if "/" not in line:  # a path stays whole
                    self.assertLessEqual(len(line), columns, line)

    def test_in_ascii_it_is_ascii(self):
        self.assertTrue(self.at(40, 20, LC_ALL="C").isascii())


class ClearSpeech(DoctorTest):
    NAME = 2 * "0123456789abcdef"
    OURS = [NAME + ".flac", NAME[::-1] + ".flac", NAME + ".77.part"]
    OTHERS = [NAME + "0.flac", NAME[1:] + ".flac", "song.flac", NAME + ".wav",
              NAME.upper() + ".flac", NAME + ".part", NAME + ".1x.part",
              NAME]
    FOLDER = 32 * "e" + ".flac"
    LINK = 32 * "0" + ".flac"

    def fill(self):
        for name in self.OURS + self.OTHERS:
            self.file("cache", "matsession", "speech", name, text="x" * 1000)
        return os.path.join(self.home.root, "cache", "matsession", "speech")

    def test_only_spoken_sentences_go(self):
        speech = self.fill()
        kept = self.file("kept", text="mine")
        os.mkdir(os.path.join(speech, self.FOLDER))
        os.symlink(kept, os.path.join(speech, self.LINK))
        done = self.doctor("--clear-speech")
        self.assert_status(0, done, "the folder can be emptied")
        self.assertEqual(
            b"Removed 3 spoken sentences: 3 KiB are free.\n", done.stdout)
        self.assertEqual(
            sorted(self.OTHERS + [self.FOLDER, self.LINK]),
            sorted(os.listdir(speech)))
        self.assertTrue(os.path.exists(kept))

    def test_as_json(self):
        self.fill()
        done = self.doctor("--clear-speech", "--json")
        self.assertEqual({"files": 3, "bytes": 3000}, json.loads(done.stdout))

    def test_nothing_to_clear(self):
        done = self.doctor("--clear-speech")
        self.assert_status(0, done, "there is no folder")
        self.assertEqual(b"No spoken sentences were kept.\n", done.stdout)
        self.assertFalse(os.path.exists(os.path.join(self.home.root, "cache")))

    def test_a_link_is_not_followed(self):
        speech = self.fill()
        os.rename(speech, os.path.join(self.home.root, "elsewhere"))
        os.symlink(os.path.join(self.home.root, "elsewhere"), speech)
        done = self.doctor("--clear-speech")
        self.assert_status(1, done, "somebody has put a link there")
        self.assertEqual(len(self.OURS + self.OTHERS), len(os.listdir(speech)))

    def test_it_does_not_stand_beside_sound(self):
        done = self.doctor("--clear-speech", "--sound")
        self.assert_status(2, done, "one or the other")


if __name__ == "__main__":
    unittest.main()
