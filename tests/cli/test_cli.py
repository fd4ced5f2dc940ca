#!/usr/bin/python3
"""matsession on the command line: what it prints, writes and exits with.

Usage: MATSESSION=build/matsession test_cli.py [CLASS[.TEST]]...
"""

import glob
import json
import os
import resource
import signal
import stat
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from program import SOURCE, ProgramTest, shown  # noqa: E402

PLANS = os.path.join(SOURCE, "tests", "plans")

OWN_ROW = """\
rows:
  - id: own-cats
    title: "Cat on the mat"
    group: general
    question: "Is a cat on the mat?"
    severity: avoid
    areas: [mat]
    why: "A cat has claws."
    say: "Lift the cat off first."
    sources: [P]
    grade: P
"""

OWN_PLAN = """\
plan: 1
title: Mine alone
steps:
  - kind: rest
    duration: 5s
"""


def facts(output):
    return [json.loads(line) for line in output.decode().splitlines()]


class Statuses(ProgramTest):
    """Each exit status that a command line alone can bring about."""

    def test_0_confirmed_with_a_profile(self):
        done = self.run_program("start", "first-touch", "--confirm",
                                "--speed", "10000")
        self.assert_status(0, done, "a rehearsal runs to its end")

    def test_2_usage(self):
        for arguments in ([], ["stat"], ["start"], ["start", "a", "b"],
                          ["start", "feet", "--minutes", "0"],
                          ["start", "feet", "--minutes", "5m"],
                          ["start", "feet", "--minutes", "31"],
                          ["start", "feet", "--speed", "-1"],
                          ["start", "feet", "--stage", "expert"],
                          ["start", "feet", "--skip", "ear"],
                          ["start", "feet", "--plain", "--json"],
                          ["start", "feet", "--nonsense"],
                          ["start", "feet", "--minutes"],
                          ["list", "--json"], ["help", "stat"],
                          ["screen", "--set", "blood-thinners"],
                          ["screen", "--set", "blood-thinners=perhaps"],
                          ["screen", "--set", "no-such-row=yes"],
                          ["screen", "--clear", "blood-thinners"],
                          ["screen", "--by", "Dr Okoro"],
                          ["screen", "--show", "--none"]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assert_status(2, done, "the command line is wrong")
                self.assertEqual(b"", done.stdout, "problems go to stderr")
                self.assertNotEqual(b"", done.stderr, "and are said")

    def test_2_says_what_was_meant(self):
        done = self.run_program("strat", "evening")
        self.assert_status(2, done, "no such command")
        self.assertIn(b'did you mean "start"?', done.stderr)

    def test_3_refused(self):
        done = self.run_program("screen", "--set", "bp-high-uncontrolled=yes")
        self.assert_status(0, done, "an answer can be set")
        done = self.run_program("start", "evening", "--confirm")
        self.assert_status(3, done, "high pressure refuses a session")
        self.assertIn(b"does not start today", done.stderr)
        self.assertIn(b"grade", done.stderr, "a refusal names its grade")
        self.assertEqual(b"", done.stdout)

    def test_3_stays_whatever_the_options(self):
        self.run_program("screen", "--set", "bp-high-uncontrolled=yes")
        for options in (["--opt-in"], ["--minutes", "1"], ["--speed", "60"],
                        ["--stage", "first"], ["--skip", "feet"],
                        ["--json"], ["--plain", "--quiet"]):
            with self.subTest(options=options):
                done = self.run_program("start", "evening", "--confirm",
                                        *options)
                self.assert_status(3, done, "no option skips an avoid row")

    def test_3_nothing_left_to_do(self):
        done = self.run_program("start", "feet", "--skip", "feet", "--confirm")
        self.assert_status(3, done, "a plan without its mat does not start")

    def test_4_without_confirm_shows_the_questions(self):
        done = self.run_program("start", "first-touch")
        self.assert_status(4, done, "nobody is there to answer")
        self.assertIn(b"Sunburn today?", done.stderr)
        self.assertIn(b"--confirm", done.stderr, "the way out is named")
        self.assertEqual(b"", done.stdout)

    def test_4_screening_without_a_terminal(self):
        done = self.run_program("screen")
        self.assert_status(4, done, "a screening needs somebody")

    def test_5_a_wrong_plan(self):
        path = os.path.join(PLANS, "bad", "near-key.yaml")
        for command in (["start", path, "--confirm"], ["preview", path],
                        ["check", path]):
            with self.subTest(command=command):
                done = self.run_program(*command)
                self.assert_status(5, done, "a wrong plan is 5")
                self.assertIn(b"near-key.yaml:", done.stdout + done.stderr,
                              "with its place")

    def test_6_no_such_plan(self):
        done = self.run_program("start", "evenng", "--confirm")
        self.assert_status(6, done, "there is no such plan")
        self.assertIn(b'did you mean "evening"?', done.stderr,
                      shown(done.stderr))
        done = self.run_program("start", "./evening", "--confirm")
        self.assert_status(6, done, "a slash makes it a file")

    def test_1_an_unreadable_plan(self):
        done = self.run_program("check", self.home.root + "/")
        self.assertIn(done.returncode, (1, 6), "a folder is no plan")
        self.assertNotEqual(b"", done.stderr)

    def test_help_is_0_and_on_stdout(self):
        for arguments in (["--help"], ["-h"], ["help"], ["--version"], ["-V"],
                          ["start", "--help"], ["help", "start"],
                          ["help", "keys"], ["help", "exits"],
                          ["about", "evidence"], ["about", "sources"],
                          ["about", "safety"], ["list"], ["show", "evening"]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assert_status(0, done, "help is no error")
                self.assertNotEqual(b"", done.stdout)
                self.assertEqual(b"", done.stderr)

    def test_full_stdout_is_1(self):
        for arguments in (["help"], ["list"], ["preview", "evening"],
                          ["about", "safety"]):
            with self.subTest(arguments=arguments), \
                    open("/dev/full", "wb") as full:
                done = self.run_program(*arguments, stdout=full)
                self.assertEqual(1, done.returncode, shown(done.stderr))
                self.assertIn(b"cannot write", done.stderr)


class Unscreened(ProgramTest):
    """Without a profile nothing starts unasked."""

    screened = False

    def test_4_without_a_profile_whatever_is_confirmed(self):
        done = self.run_program("start", "first-touch", "--confirm",
                                "--speed", "10000")
        self.assert_status(4, done, "--confirm does not replace a screening")
        self.assertIn(b"matsession screen", done.stderr)
        self.assertEqual(b"", done.stdout)

    def test_no_answer_is_set_before_the_screening(self):
        done = self.run_program("screen", "--set", "blood-thinners=yes")
        self.assert_status(4, done, "one answer is no screening")
        self.assertFalse(os.path.exists(self.home.profile))

    def test_showing_none_is_6(self):
        self.assert_status(6, self.run_program("screen", "--show"),
                           "there is nothing to show")

    def test_a_preview_needs_none_and_says_so(self):
        done = self.run_program("preview", "evening")
        self.assert_status(0, done, "a preview needs no profile")
        self.assertIn(b"No profile was taken into account", done.stdout)


class Facts(ProgramTest):
    """start --json: exact facts."""

    # Nobody answers the end alarm here: it rings every ten seconds for three
    # minutes, so all that follows comes three minutes later.
    ALARM = 180000

    def test_first_touch_to_the_millisecond(self):
        done = self.run_program("start", "first-touch", "--json", "--confirm",
                                "--speed", "2000")
        self.assert_status(0, done, "a rehearsal")
        got = facts(done.stdout)
        self.assertEqual(
            {"event": "session-began", "at_ms": 0, "plan": "first-touch",
             "stage": "first", "steps": 4, "total_ms": 500000}, got[0],
            "session-began comes first")
        self.assertEqual(
            {"event": "session-ended", "at_ms": 500000 + self.ALARM,
             "outcome": "completed", "mat_ms": 300000, "unanswered": 1},
            got[-1], "session-ended comes last, with five minutes of mat")
        steps = [(f["at_ms"], f["event"], f["step"], f.get("kind"),
                  f.get("duration_ms"))
                 for f in got if f["event"].startswith("step-")]
        late = self.ALARM
        self.assertEqual([
            (0, "step-began", 1, "prepare", 60000),
            (60000, "step-ended", 1, None, None),
            (60000, "step-began", 2, "on", 20000),
            (80000, "step-ended", 2, None, None),
            (80000, "step-began", 3, "mat", 300000),
            (380000, "step-ended", 3, None, None),
            (380000 + late, "step-began", 4, "off", 120000),
            (500000 + late, "step-ended", 4, None, None),
        ], steps, "steps follow one another without a gap")
        cues = [(f["at_ms"], f["cue"]) for f in got if f["event"] == "cue"]
        self.assertEqual([
            (0, "prep-layer"), (15000, "prep-clear"), (30000, "prep-screen"),
            (60000, "on-slow"), (70000, "on-even"), (85000, "peak-soon"),
            (105000, "soften"), (120000, "breathe55"), (140000, "rate60"),
            (230000, "warm"), (290000, "limb-check"), (320000, "one-min"),
            (365000, "ready-off"), (380000 + late, "off-slow"),
            (400000 + late, "sit-minute"), (430000 + late, "skin-look"),
            (460000 + late, "stand-hold"), (480000 + late, "store"),
        ], cues, "each cue at its moment")
        alarms = [(f["at_ms"], f["attempt"], f.get("last", False))
                  for f in got if f["event"] == "alarm"]
        self.assertEqual(
            [(380000 + 10000 * i, i + 1, i == 18) for i in range(19)], alarms,
            "the alarm repeats for three minutes")

    def test_moments_never_go_back_and_each_line_is_one_object(self):
        done = self.run_program("start", "evening", "--json", "--confirm",
                                "--speed", "10000", "--stage", "habitual")
        self.assert_status(0, done, "a rehearsal takes any stage")
        moments = [f["at_ms"] for f in facts(done.stdout)]
        self.assertEqual(sorted(moments), moments)

    def test_a_wait_without_a_terminal_is_said_beforehand(self):
        plan = self.home.write("wait.yaml", """\
plan: 1
title: Wait
steps:
  - kind: wait
    title: Socks off
  - kind: rest
    duration: 30s
""")
        done = self.run_program("start", str(plan), "--confirm", "--speed",
                                "1000")
        self.assert_status(4, done, "nobody can press the key")
        self.assertIn(b"Socks off", done.stderr, "it says which step")

    def test_speed_changes_nothing_but_the_wait(self):
        outputs = {self.run_program("start", "points", "--json", "--confirm",
                                    "--speed", speed).stdout
                   for speed in ("3000", "10000")}
        self.assertEqual(1, len(outputs), "the same facts at every speed")

    def test_plain_is_as_written(self):
        with open(os.path.join(HERE, "first-touch.plain"), "rb") as file:
            golden = file.read()
        done = self.run_program("start", "first-touch", "--plain", "--confirm",
                                "--speed", "10000")
        self.assert_status(0, done, "a rehearsal")
        self.assertEqual(golden.decode(), done.stdout.decode(),
                         "the text of --plain")
        self.assertIn(b"Rehearsal", done.stderr)

    def test_plain_is_what_a_pipe_gets(self):
        plain = self.run_program("start", "first-touch", "--plain",
                                 "--confirm", "--speed", "10000")
        piped = self.run_program("start", "first-touch", "--confirm",
                                 "--speed", "10000")
        self.assertEqual(plain.stdout, piped.stdout)

    def test_lines_come_at_once_through_a_pipe(self):
        process = self.start_program("start", "first-touch", "--json",
                                     "--confirm")
        began = time.monotonic()
        self.assertIn(b"session-began", process.stdout.readline())
        self.assertIn(b"step-began", process.stdout.readline())
        self.assertLess(time.monotonic() - began, 5,
                        "a line is not held back in a buffer")


class Wishes(ProgramTest):
    """Options that make a session easier, and preview that tells."""

    def preview(self, *arguments):
        done = self.run_program("preview", *arguments, "--json")
        self.assert_status(0, done, f"preview {arguments}")
        return facts(done.stdout)

    def mat(self, *arguments):
        return self.preview(*arguments)[-1]["mat_ms"]

    def test_preview_and_start_agree(self):
        for plan in ("evening", "feet", "morning", "recovery"):
            with self.subTest(plan=plan):
                preview = self.preview(plan)
                done = self.run_program("start", plan, "--json", "--confirm",
                                        "--speed", "10000")
                self.assert_status(0, done, "a rehearsal")
                self.assertEqual(self.timeless(preview),
                                 self.timeless(facts(done.stdout)),
                                 "the same steps and cues in the same order")
                self.assertEqual(preview[0], facts(done.stdout)[0])

    def timeless(self, got):
        """Without what depends on when somebody answers the alarm."""
        return [{k: v for k, v in f.items() if k not in ("at_ms",
                                                         "unanswered")}
                for f in got if f["event"] not in ("alarm", "acknowledged")]

    def test_preview_is_exact_where_it_ends(self):
        preview = self.preview("evening")
        self.assertEqual(preview[0]["total_ms"], preview[-1]["at_ms"],
                         "total_ms is when it ends")

    def test_minutes_shorten_and_never_lengthen(self):
        self.assertEqual(180000, self.mat("first-touch", "--minutes", "3"))
        self.assertEqual(300000, self.mat("first-touch", "--minutes", "30"),
                         "more minutes than the stage has change nothing")
        done = self.run_program("start", "first-touch", "--minutes", "3",
                                "--json", "--confirm", "--speed", "10000")
        self.assertEqual(180000, facts(done.stdout)[-1]["mat_ms"])

    def test_skip_leaves_an_area_out(self):
        areas = {f["area"] for f in self.preview("evening", "--skip", "feet")
                 if "area" in f}
        self.assertEqual({"back"}, areas)

    def test_a_real_session_takes_no_harder_stage(self):
        done = self.run_program("start", "back", "--stage", "habitual",
                                "--confirm", timeout=10)
        self.assertIn(done.returncode, (2, 3), "a harder stage is refused: "
                      + shown(done.stderr))
        self.assertNotIn(b"session-began", done.stdout)
        self.assertIn(b"habitual", done.stderr + done.stdout)

    def test_a_preview_takes_any_stage(self):
        self.assertGreater(self.mat("back", "--stage", "settled"),
                           self.mat("back"))

    def test_adaptations_are_explained(self):
        self.run_program("screen", "--set", "blood-thinners=yes",
                         "--clear", "blood-thinners", "--by", "Dr Okoro")
        done = self.run_program("preview", "evening")
        self.assert_status(0, done, "a clearance turns avoid into adapt")
        self.assertIn(b"Blood thinners", done.stdout)
        self.assertIn(b"grade", done.stdout)

    def test_what_changes_needs_a_yes(self):
        self.run_program("screen", "--set", "moles-lesions=yes@back")
        done = self.run_program("start", "first-touch")
        self.assert_status(4, done, "nobody can agree")


class Checks(ProgramTest):
    """check and the diagnostics of plans."""

    def test_good_plans_are_fine(self):
        for path in sorted(glob.glob(os.path.join(PLANS, "good", "*.yaml"))):
            with self.subTest(plan=os.path.basename(path)):
                self.assert_status(0, self.run_program("check", path),
                                   "a good plan checks")

    def test_bad_plans_are_refused_with_a_place(self):
        paths = sorted(glob.glob(os.path.join(PLANS, "bad", "*.yaml")))
        self.assertGreater(len(paths), 20, "there are bad plans to check")
        done = self.run_program("check", *paths)
        self.assert_status(5, done, "bad plans")
        lines = done.stdout.decode(errors="replace").splitlines()
        for path in paths:
            mine = [line for line in lines if line.startswith(path + ":")]
            with self.subTest(plan=os.path.basename(path)):
                self.assertTrue(
                    any(" error" in line for line in mine),
                    f"it counts errors: {mine}")
                self.assertGreaterEqual(len(mine), 2,
                                        "it says what is wrong")

    def test_json_has_the_same_problems(self):
        path = os.path.join(PLANS, "bad", "near-key.yaml")
        done = self.run_program("check", "--json", path)
        self.assert_status(5, done, "a bad plan")
        problem = facts(done.stdout)[0]
        self.assertEqual({"file", "line", "column", "level", "path",
                          "message"}, set(problem))
        self.assertEqual(path, problem["file"])
        text = self.run_program("check", path).stdout.decode()
        self.assertIn(f'{path}:{problem["line"]}:{problem["column"]}: ', text)

    def test_warnings_count_only_when_strict(self):
        path = os.path.join(PLANS, "good", "over-the-cap.yaml")
        self.assert_status(0, self.run_program("check", path), "a warning")
        self.assert_status(5, self.run_program("check", "--strict", path),
                           "--strict counts warnings")

    def test_all_that_is_built_in_is_fine(self):
        done = self.run_program("check", "--strict")
        self.assert_status(0, done, "the built-in plans")
        self.assertIn(b"profile: fine\n", done.stdout)
        self.assertEqual(12 + 1, done.stdout.count(b": fine"))


class Own(ProgramTest):
    """Plans and rows of the user's own."""

    def test_an_own_plan_hides_the_built_in_one(self):
        self.home.write("plans/evening.yaml", OWN_PLAN)
        listed = self.run_program("list").stdout.decode().splitlines()
        mine = [line for line in listed if line.startswith("evening ")]
        self.assertEqual(1, len(mine))
        self.assertIn("Mine alone", mine[0])
        self.assertIn("own, hides the built-in one", mine[0])
        done = self.run_program("preview", "evening", "--json")
        self.assertEqual(5000, facts(done.stdout)[-1]["at_ms"])

    def test_an_own_plan_of_a_new_name(self):
        self.home.write("plans/mine.yaml", OWN_PLAN)
        self.assertIn(b"(own)", self.run_program("list").stdout)
        self.assert_status(0, self.run_program("check", "mine"), "by name")

    def test_a_broken_own_plan_is_listed_as_such(self):
        self.home.write("plans/evening.yaml", "plan: 1\n")
        done = self.run_program("list")
        self.assert_status(0, done, "the others are still listed")
        self.assertIn(b"does not check", done.stdout)
        self.assert_status(5, self.run_program("start", "evening"),
                           "it does not fall back to the built-in one")

    def test_an_own_row_is_asked_and_refuses(self):
        self.home.write("tables/cats.yaml", OWN_ROW)
        done = self.run_program("start", "feet", "--confirm")
        self.assert_status(4, done, "a new row is asked about")
        self.assertIn(b"new question", done.stderr)
        done = self.run_program("screen", "--set", "own-cats=yes")
        self.assert_status(0, done, "it can be answered")
        done = self.run_program("start", "feet", "--confirm")
        self.assert_status(3, done, "an own row refuses")
        self.assertIn(b"A cat has claws.", done.stderr)

    def test_a_bad_own_row_is_5_with_its_place(self):
        path = self.home.write("tables/cats.yaml",
                               OWN_ROW.replace("avoid", "never"))
        for command in (["start", "feet", "--confirm"], ["check"],
                        ["preview", "feet"], ["screen", "--show"]):
            with self.subTest(command=command):
                done = self.run_program(*command)
                self.assert_status(5, done, "a wrong table")
                self.assertIn(f"{path}:6:".encode(),
                              done.stdout + done.stderr, "its place")

    def test_own_rows_that_cannot_be_read_are_1(self):
        folder = os.path.join(self.home.config, "tables")
        fifo = os.path.join(folder, "cats.yaml")
        for make, path, why in (
                (lambda: os.mkfifo(fifo), fifo, "it is no regular file"),
                (lambda: os.mkdir(fifo), fifo, "Is a directory"),
                (lambda: self.home.write("tables", ""), folder,
                 "Not a directory")):
            if path == fifo:
                os.makedirs(folder)
            make()
            for command in (["start", "feet", "--confirm"], ["check"],
                            ["check", "--json"], ["preview", "feet"],
                            ["screen", "--show"]):
                with self.subTest(command=command, why=why):
                    done = self.run_program(*command)
                    self.assert_status(1, done, "nobody knows if it is wrong")
                    self.assertIn(f"cannot read {path}: {why}\n",
                                  done.stderr.decode())
            os.rename(folder, folder + why.replace(" ", "-"))

    def test_an_own_row_never_replaces_a_built_in_one(self):
        self.home.write("tables/mine.yaml",
                        OWN_ROW.replace("own-cats", "blood-thinners"))
        self.assert_status(5, self.run_program("preview", "feet"),
                           "an id is taken")


class Profile(ProgramTest):
    """The profile file: private, and never trusted."""

    screened = False

    def mode(self, path):
        return stat.S_IMODE(os.stat(path).st_mode)

    def test_it_is_private(self):
        old = os.umask(0)
        self.addCleanup(os.umask, old)
        self.assert_status(0, self.run_program("screen", "--none"), "stated")
        self.assertEqual(0o600, self.mode(self.home.profile))
        self.assertEqual(0o700, self.mode(self.home.config))
        self.assertEqual(["profile.yaml"], os.listdir(self.home.config),
                         "no temporary file is left")

    def test_one_that_others_can_read_is_named_and_narrowed(self):
        self.home.screened()
        os.chmod(self.home.profile, 0o644)
        done = self.run_program("screen", "--show")
        self.assert_status(0, done, "it is still read")
        self.assertIn(b"can be read by others", done.stderr)
        self.run_program("screen", "--set", "epilepsy=no")
        self.assertEqual(0o600, self.mode(self.home.profile),
                         "writing it makes it private")

    def test_hostile_contents(self):
        self.home.screened()
        with open(self.home.profile, "rb") as file:
            good = file.read()
        cases = {
            "empty": b"",
            "garbage": bytes(range(256)) * 40,
            "cut": good[:len(good) // 2] + b"\n  - id: [",
            "huge": good + b"# " + b"x" * (2 << 20),
            "nested": b"[" * 20000,
            "newer": good.replace(b"profile: 1", b"profile: 2"),
            "a date that is none": good.replace(b"screened: 2",
                                                b"screened: x"),
            "an answer that is none": good.replace(b"answer: no",
                                                   b"answer: maybe"),
        }
        for name, content in cases.items():
            with self.subTest(case=name):
                self.assertNotEqual(good, content)
                self.home.write("profile.yaml", content)
                for command in (["start", "feet", "--confirm"],
                                ["screen", "--show"]):
                    done = self.run_program(*command, timeout=10)
                    self.assertIn(done.returncode, (1, 5),
                                  f"{command}: {shown(done.stderr)}")
                    self.assertNotEqual(b"", done.stderr, "and says why")
                    self.assert_no_control(done.stdout + done.stderr, name)
                with open(self.home.profile, "rb") as file:
                    self.assertEqual(content, file.read(),
                                     "it is left for its owner to look at")

    def test_a_folder_in_its_place(self):
        os.makedirs(self.home.profile)
        for command in (["start", "feet", "--confirm"], ["screen", "--none"]):
            with self.subTest(command=command):
                self.assert_status(1, self.run_program(*command), "a folder")

    def test_a_pipe_in_its_place_is_not_waited_for(self):
        os.makedirs(self.home.config)
        os.mkfifo(self.home.profile)
        done = self.run_program("start", "feet", "--confirm", timeout=10)
        self.assert_status(1, done, "a pipe is no profile")

    def test_a_link_is_kept_and_what_it_names_is_written(self):
        self.home.screened()
        kept = os.path.join(self.home.root, "kept.yaml")
        os.rename(self.home.profile, kept)
        os.symlink(kept, self.home.profile)
        done = self.run_program("screen", "--set", "epilepsy=yes")
        self.assert_status(0, done, "through a link")
        self.assertTrue(os.path.islink(self.home.profile))
        with open(kept) as file:
            self.assertRegex(file.read(), r"id: epilepsy\s+answer: yes")

    def test_a_dangling_link_is_no_profile(self):
        os.makedirs(self.home.config)
        os.symlink("/nonexistent/profile.yaml", self.home.profile)
        done = self.run_program("start", "feet", "--confirm")
        self.assertIn(done.returncode, (1, 4), shown(done.stderr))

    def test_an_unwritable_home_is_said(self):
        done = self.run_program("screen", "--none",
                                env={"XDG_CONFIG_HOME": "/proc/none"})
        self.assert_status(1, done, "it cannot be saved")
        self.assertNotIn(b"Stated", done.stdout, "and is not claimed to be")
        self.assertIn(b"cannot save /proc/none/", done.stderr, "with its name")

    def test_a_relative_xdg_value_is_ignored(self):
        self.run_program("screen", "--none", cwd=self.home.root,
                         env={"XDG_CONFIG_HOME": "relative"})
        self.assertFalse(os.path.exists(
            os.path.join(self.home.root, "relative")))
        self.assertTrue(os.path.exists(os.path.join(
            self.home.root, ".config", "matsession", "profile.yaml")))

    def test_a_crisis_is_never_stored(self):
        self.home.screened()
        with open(self.home.profile, "rb") as file:
            before = file.read()
        done = self.run_program("screen", "--set", "crisis=yes")
        self.assert_status(3, done, "a crisis is a refusal")
        self.assertIn(b"988", done.stdout, "with the helplines")
        with open(self.home.profile, "rb") as file:
            self.assertEqual(before, file.read())


class Escapes(ProgramTest):
    """Nothing that steers a terminal comes through from outside."""

    EVIL = "\x1b]0;evil\x07\x1b[2J\u009b31m\u202e"

    def assert_clean(self, done, claim):
        self.assert_no_control(done.stdout + done.stderr, claim)
        self.assertNotIn("\u202e".encode(), done.stdout + done.stderr,
                         "no mark that turns text around")

    def test_in_arguments(self):
        for arguments in (["start", self.EVIL], [self.EVIL],
                          ["start", "feet", "--" + self.EVIL],
                          ["start", "feet", "--minutes", self.EVIL],
                          ["start", "feet", "--stage", self.EVIL],
                          ["start", "feet", "--skip", self.EVIL],
                          ["help", self.EVIL], ["about", self.EVIL],
                          ["check", self.EVIL], ["check", "./" + self.EVIL],
                          ["check", "--json", "./" + self.EVIL],
                          ["screen", "--set", self.EVIL],
                          ["screen", "--set", self.EVIL + "=yes"],
                          ["screen", "--set", "epilepsy=" + self.EVIL],
                          ["screen", "--set",
                           "moles-lesions=yes@" + self.EVIL],
                          ["screen", "--clear", self.EVIL, "--by", "x"],
                          ["screen", "--clear", "blood-thinners", "--by",
                           self.EVIL]):
            with self.subTest(arguments=arguments):
                done = self.run_program(*arguments)
                self.assertNotIn(done.returncode, (0, 99))
                self.assert_clean(done, "an argument")

    def test_no_line_is_forged(self):
        done = self.run_program("show", "./a\nmatsession: all is fine")
        self.assert_status(6, done, "there is no such file")
        self.assertEqual(1, done.stderr.count(b"\n"), shown(done.stderr))

    def test_in_names_of_files(self):
        name = self.EVIL.replace("/", "") + ".yaml"
        path = self.home.write("plans/" + name, "plan: 1\ntitle: [\n")
        good = self.home.write("plans/x" + name, OWN_PLAN)
        self.home.write("tables/" + name, OWN_ROW.replace("avoid", "never"))
        for arguments in (["list"], ["check"], ["check", "--json"],
                          ["check", path], ["check", "--json", path],
                          ["start", path], ["preview", good],
                          ["preview", "--json", good], ["show", path],
                          ["start", good, "--confirm", "--speed", "10000"],
                          ["screen", "--show"]):
            with self.subTest(arguments=arguments):
                self.assert_clean(self.run_program(*arguments), "a file name")

    def test_in_plans(self):
        for escape in ('"\\x1b[2J"', '"\\u009b31m"', '"\\e[2J"', '"\\u202e"',
                       "\x1b[2J", "\u009b31m", "\u202ex"):
            for text in (f"plan: 1\ntitle: {escape}\nsteps: []\n",
                         f"plan: 1\ntitle: x\n{escape}: 1\n",
                         f"plan: 1\ntitle: x\nsteps:\n  - kind: {escape}\n",
                         OWN_PLAN + "    title: " + escape + "\n"):
                path = self.home.write("plans/evil.yaml", text)
                with self.subTest(text=text):
                    for command in ("check", "start", "list"):
                        done = self.run_program(
                            command, *([] if command == "list" else [path]))
                        self.assert_clean(done, "a plan's text")
                        self.assertEqual(0 if command == "list" else 5,
                                         done.returncode, command)

    def test_in_the_environment(self):
        for name in ("HOME", "XDG_CONFIG_HOME", "TERM", "LANG", "LC_ALL",
                     "TZ", "NO_COLOR", "COLUMNS", "XDG_DATA_HOME"):
            for value in (self.EVIL, "/" + self.EVIL):
                for command in (["screen", "--show"], ["check"],
                                ["start", "feet", "--confirm", "--speed",
                                 "10000"], ["screen", "--none"]):
                    with self.subTest(name=name, command=command):
                        done = self.run_program(
                            *command, env={name: value},
                            cwd=self.home.root)
                        self.assert_clean(done, name)


class Hostile(ProgramTest):
    """Plan files made to harm end at once, with a plain error."""

    def check(self, name, content):
        path = self.home.write(f"plans/{name}.yaml", content)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        done = self.run_program("check", path, timeout=20)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = (after.ru_utime + after.ru_stime
                - before.ru_utime - before.ru_stime)
        self.assertIn(done.returncode, (1, 5),
                      f"{name}: {shown(done.stdout + done.stderr)}")
        self.assertLess(used, 1, f"{name}: bounded work")
        self.assertLess(time.monotonic() - began, 10, f"{name}: no waiting")
        self.assertLess(len(done.stdout + done.stderr), 20000,
                        f"{name}: a short answer")
        self.assert_no_control(done.stdout + done.stderr, name)
        return done

    def test_deep_nesting(self):
        for name, content in (("flow", "[" * 300000),
                              ("flow-map", "{a: " * 100000),
                              ("block", "- " * 100000),
                              ("indent", "".join(
                                  " " * i + "a:\n" for i in range(1000)))):
            with self.subTest(name=name):
                self.assertEqual(5, self.check(name, content).returncode)

    def test_alias_bombs(self):
        bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
            f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]\n"
            for i in range(1, 12))
        self.assertEqual(5, self.check("bomb", bomb).returncode)
        self.assertEqual(
            5, self.check("self", "a: &a [*a, *a]\n").returncode)

    def test_a_mebibyte_of_garbage(self):
        garbage = (b"\x7f:- {}[],&*#?|<>=!%@`\n\xff\x00" * 50000)[:1 << 20]
        self.assertEqual(5, self.check("garbage", garbage).returncode)
        text = ("plan: 1\ntitle: x\nsteps:\n"
                + "  - {kind: rest, duration: 1s}\n" * 32000)
        self.assertEqual(5, self.check("steps", text[:1 << 20]).returncode)

    def test_more_than_a_mebibyte(self):
        self.check("large", "plan: 1\n" + "# x\n" * (1 << 19))

    def test_no_files(self):
        for path in ("/dev/zero", "/dev/tty", "/", "/dev/stdin"):
            with self.subTest(path=path):
                done = self.run_program("check", path, timeout=10)
                self.assertIn(done.returncode, (1, 6), path)


class Signals(ProgramTest):
    """Signals and lost output without a terminal."""

    NUMBERS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT)

    def test_each_signal_ends_it_with_128_and_its_number(self):
        for option in ("--plain", "--json"):
            for number in self.NUMBERS:
                with self.subTest(signal=number.name, option=option):
                    process = self.start_program("start", "feet", option,
                                                 "--confirm")
                    process.stdout.readline()
                    process.send_signal(number)
                    output, errors = process.communicate(timeout=5)
                    self.assertEqual(128 + number, process.returncode,
                                     shown(errors))
                    if option == "--json":
                        self.assertEqual("interrupted",
                                         facts(output)[-1]["outcome"],
                                         "the last fact says so")
                    else:
                        self.assertIn(b"come off slowly", output,
                                      "nobody is left without a word")

    def test_a_signal_that_was_ignored_stays_ignored(self):
        process = self.start_program(
            "start", "feet", "--json", "--confirm",
            preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=5)
        self.assertEqual(128 + signal.SIGTERM, process.returncode,
                         "nohup works")

    def test_a_closed_pipe_ends_it(self):
        for option in ("--plain", "--json"):
            with self.subTest(option=option):
                process = self.start_program("start", "first-touch", option,
                                             "--confirm", "--speed", "20")
                process.stdout.readline()
                process.stdout.close()
                process.stdout = None
                process.wait(timeout=10)
                self.assertEqual(1, process.returncode, "nobody reads on")

    def test_a_pipe_that_nobody_reads_ends_it(self):
        for option in ("--plain", "--json"):
            with self.subTest(option=option):
                process = self.start_program("start", "first-touch", option,
                                             "--confirm", "--speed", "10000",
                                             pipesize=4096)
                self.assertEqual(1, process.wait(timeout=10),
                                 "a session does not hang in a write")

    def test_a_stop_with_nobody_at_the_keys_is_over_when_it_goes_on(self):
        # The leader of a session of its own cannot be stopped for long.
        process = self.start_program("start", "first-touch", "--plain",
                                     "--confirm", "--speed", "100",
                                     start_new_session=True)
        process.stdout.readline()
        process.send_signal(signal.SIGTSTP)
        output, _ = process.communicate(timeout=20)
        self.assertEqual(0, process.returncode, "nobody could have resumed it")
        self.assertIn(b"Paused.", output)
        self.assertIn(b"Going on.", output)

    def test_closed_standard_files(self):
        done = self.run_program(
            "start", "first-touch", "--confirm", "--speed", "10000",
            preexec_fn=lambda: (os.close(0), os.close(1), os.close(2)),
            timeout=10)
        self.assertIn(done.returncode, (1, 9), "nobody can follow")


if __name__ == "__main__":
    unittest.main()
