#!/usr/bin/python3
"""Plans of the user's own: `new` writes them, `edit` opens them.

Usage: MATSESSION=build/matsession test_edit.py [CLASS[.TEST]]...
"""

import os
import resource
import signal
import stat
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                "..", "support"))

from plans import SCHEMA, PlansTest, command, quoted, types  # noqa: E402
from terminal import ENTER  # noqa: E402

GOOD = "plan: 1\ntitle: Good\nsteps:\n  - kind: rest\n    duration: 1m\n"
BAD = GOOD.replace("1m", "5 min")
QUESTION = "Open it again? [Y/n]"
REFUSED = b"mine stays as you left it; start refuses it until it checks"


class New(PlansTest):
    """A plan to begin with."""

    def new(self, *arguments, **options):
        return self.run_program("new", *arguments, **options)

    def test_the_template(self):
        done = self.new("mine")
        self.assert_status(0, done, "a new plan")
        self.assertEqual(
            f"Written: {self.plan_path('mine')}\n"
            "Next: matsession edit mine\n"
            "      matsession preview mine\n".encode(), done.stdout)
        self.assertEqual(b"", done.stderr)
        self.assertEqual(self.builtin("templates/plan"),
                         self.below_schema("mine"))
        self.assertEqual(["mine.yaml"], self.plans(), "nothing half-made")
        checked = self.run_program("check", "--strict", "mine")
        self.assertEqual(b"mine: fine\n", checked.stdout)

    def test_the_schema_is_there(self):
        self.new("mine")
        place = self.plan("mine").split(b"\n")[0][len(SCHEMA):]
        if not place.startswith(b"file:"):
            self.assertTrue(os.path.isfile(place), place)

    def test_a_copy_is_byte_for_byte(self):
        self.put("own", SCHEMA + b"/elsewhere\n# mine\n" + GOOD.encode())
        path = self.home.write("file.yaml", GOOD.replace("\n", "\r\n"))
        cases = {
            "evening": self.builtin("evening"),
            "own": b"# mine\n" + GOOD.encode(),
            path: GOOD.replace("\n", "\r\n").encode(),
        }
        for number, (source, expected) in enumerate(cases.items()):
            with self.subTest(source):
                done = self.new(f"copy{number}", "--from", source)
                self.assert_status(0, done, "a copy")
                self.assertEqual(expected, self.below_schema(f"copy{number}"))

    def test_a_byte_order_mark_does_not_make_it_wrong(self):
        path = self.home.write("file.yaml", b"\xef\xbb\xbf" + GOOD.encode())
        done = self.new("mine", "--from", path)
        self.assertEqual(b"", done.stderr)
        checked = self.run_program("check", "mine")
        self.assertEqual(b"mine: fine\n", checked.stdout)

    def test_a_wrong_one_is_copied_and_that_is_said(self):
        self.put("own", b"steps: \x00\xff\n")
        done = self.new("mine", "--from", "own")
        self.assert_status(0, done, "a copy")
        self.assertEqual(b"steps: \x00\xff\n", self.below_schema("mine"))
        self.assertIn(b"mine does not check yet; see matsession check mine",
                      done.stderr)

    def test_in_place_of_a_builtin_one(self):
        done = self.new("evening")
        self.assertIn(b'Yours now stands in for the built-in "evening".',
                      done.stdout)
        self.assertIn(b"hides the built-in one",
                      self.run_program("list").stdout)

    def test_nothing_is_overwritten(self):
        self.put("mine", "kept")
        done = self.new("mine", "--from", "back")
        self.assert_status(1, done, "there is one")
        self.assertIn(b"edit it with: matsession edit mine", done.stderr)
        self.assertEqual(b"kept", self.plan("mine"))
        self.assertEqual(b"", done.stdout)

    def test_a_link_that_leads_nowhere(self):
        target = os.path.join(self.home.root, "nowhere")
        self.put("other", GOOD)
        os.symlink(target, self.plan_path("mine"))
        done = self.new("mine")
        self.assert_status(1, done, "a link")
        self.assertIn(b"mine.yaml is a link that leads nowhere", done.stderr)
        self.assertFalse(os.path.exists(target))

    def test_names(self):
        for name, advice in {
                "mine.yaml": b"write: matsession new mine",
                "x/mine.yml": b"write: matsession new mine",
                "./mine": b"write: matsession new mine",
                ".hidden": b"begins with a letter",
                "\x1b[31m": b"letters, digits",
                "a" * 65: b"at most 64",
                "": b"letters, digits"}.items():
            with self.subTest(name):
                done = self.new("--", name)
                self.assert_status(2, done, "no name")
                self.assertIn(advice, done.stderr)
                self.assert_no_control(done.stderr, "the message")
        self.assertEqual([], self.plans())

    def test_what_it_begins_with_must_be_there(self):
        large = self.home.write("large.yaml", b"#" * ((1 << 20) + 1))
        for source, status, said in (
                ("evning", 6, b'did you mean "evening"?'),
                ("./none.yaml", 6, b"there is no file ./none.yaml"),
                (large, 1, b"it is larger than 1 MiB"),
                ("/dev/", 1, b"cannot read /dev/")):
            with self.subTest(source):
                done = self.new("mine", "--from", source)
                self.assert_status(status, done, source)
                self.assertIn(said, done.stderr)
        self.assertEqual([], self.plans())

    def test_a_full_disk(self):
        """A limit on the size of files stands in for it."""
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE,
                               (100, resource.RLIM_INFINITY))
        done = self.new("mine", preexec_fn=limit)
        self.assert_status(1, done, "no room")
        self.assertIn(b"mine.yaml: File too large", done.stderr)
        self.assertEqual([], self.plans())

    def test_no_folder_can_be_made(self):
        self.home.write("plans", "a file")
        done = self.new("mine")
        self.assert_status(1, done, "a file in the way")
        self.assertIn(b"mine.yaml: Not a directory", done.stderr)

    def test_the_folder_is_a_link_that_leads_nowhere(self):
        os.makedirs(self.home.config, exist_ok=True)
        os.symlink("nowhere", os.path.join(self.home.config, "plans"))
        done = self.new("mine")
        self.assert_status(1, done, "a dangling folder")
        self.assertIn(b"mine.yaml: a folder above it is a link that leads "
                      b"nowhere", done.stderr)

    @unittest.skipIf(os.geteuid() == 0, "nothing is shut to root")
    def test_a_shut_folder(self):
        folder = os.path.dirname(self.put("other", GOOD))
        os.chmod(folder, 0o500)
        done = self.new("mine")
        os.chmod(folder, 0o700)
        self.assert_status(1, done, "a shut folder")
        self.assertIn(b"mine.yaml: Permission denied", done.stderr)
        self.assertEqual(["other.yaml"], self.plans())


class Edit(PlansTest):
    """Without a terminal: edited, checked, never asked."""

    def test_what_is_typed_is_checked(self):
        path = self.put("mine", GOOD)
        for text, status, said in (
                (GOOD + "# x\n", 0, b"mine: fine\n"),
                (BAD, 5, path.encode() + b':5:15: steps[0].duration: "5 min"'),
                (GOOD.replace("1m", "2m"), 0, b"mine: fine\n")):
            with self.subTest(text):
                done = self.edit("mine", command(types(text)))
                self.assert_status(status, done, text)
                self.assertIn(said, done.stdout)
                self.assertNotIn(b"not changed", done.stdout)
                self.assertNotIn(b"Open it", done.stdout + done.stderr)
                self.assertEqual(status == 5, REFUSED in done.stderr)
                self.assertEqual(text.encode(), self.plan("mine"))

    def test_not_changed(self):
        self.put("mine", GOOD)
        done = self.edit("mine", "true")
        self.assert_status(0, done, "an editor that comes back at once")
        self.assertEqual(b"mine: not changed\nmine: fine\n", done.stdout)
        self.put("mine", BAD)
        done = self.edit("mine", "true")
        self.assert_status(5, done, "still wrong")
        self.assertIn(b"mine: not changed\n", done.stdout)

    def test_which_editor(self):
        self.put("mine", GOOD)
        tools = os.path.join(self.home.root, "tools")
        os.makedirs(tools)
        os.symlink("/bin/sh", os.path.join(tools, "sh"))

        def tool(name):
            path = os.path.join(tools, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(f"#!/bin/sh\necho {name} \"$#\"\n")
            os.chmod(path, 0o755)

        def called(**env):
            done = self.run_program(
                "edit", "mine", env={"PATH": tools, **env})
            return done.stdout.split(b"\n")[0] + done.stderr

        self.assertIn(b"there is no editor; name yours in VISUAL or EDITOR",
                      called())
        tool("vi")
        self.assertEqual(b"vi 1", called())
        tool("editor")
        self.assertEqual(b"editor 1", called())
        tool("mine")
        self.assertEqual(b"mine 1", called(EDITOR="mine", VISUAL=""))
        tool("other")
        self.assertEqual(b"other 1", called(EDITOR="mine", VISUAL="other"))
        self.assertEqual(b"mine 1", called(EDITOR="mine", VISUAL=" \t"),
                         "a blank would run the plan itself")

    def test_an_editor_is_a_piece_of_a_command_line(self):
        name = "it's a \"plan\" $HOME.yaml"
        path = self.home.write(name, GOOD)
        folder = os.path.join(self.home.root, "my tools")
        os.makedirs(folder)
        editor = os.path.join(folder, "ed it")
        with open(editor, "w", encoding="utf-8") as file:
            file.write('#!/bin/sh\nprintf "%s|" "$@"\n')
        os.chmod(editor, 0o755)
        done = self.edit(path, f"'{editor}' -a \"b c\"")
        self.assertTrue(done.stdout.startswith(f"-a|b c|{path}|".encode()),
                        done.stdout)

    def test_a_file_named_like_an_option(self):
        folder = os.path.dirname(self.home.write("-x.yaml", GOOD))
        done = self.run_program("edit", "--", "-x.yaml", cwd=folder,
                                env={"VISUAL": "echo"})
        self.assertIn(b"./-x.yaml\n", done.stdout)

    def test_an_editor_that_fails(self):
        self.put("mine", GOOD)
        text = types("typed")
        for editor, said in (
                ("no-such-editor", b'"no-such-editor" was not found; set'),
                (command(f"{text}; return 3"), b"failed with status 3"),
                (command(f"{text}; return 255"), b"failed with status 255"),
                (command(f"{text}; return 137"), b"was ended by signal 9"),
                (command(f"{text}; kill -9 $$"), b"was ended by signal 9"),
                (self.home.root, b"cannot be run; set VISUAL to another")):
            with self.subTest(editor):
                done = self.edit("mine", editor)
                self.assert_status(1, done, "a failure")
                self.assertIn(said, done.stderr)
        self.assertEqual(b"typed", self.plan("mine"), "never lost")

    def test_what_stands_in_place_of_the_file(self):
        path = self.put("mine", GOOD)
        for script, status, said in (
                ('rm "$1"', 1, b"mine.yaml is gone"),
                ('rm "$1"; mkdir "$1"', 1, b"mine.yaml: Is a directory"),
                ('rm "$1"; mkfifo "$1"', 1, b"it is no regular file"),
                ('head -c 2097152 /dev/zero >"$1"', 5,
                 b"1 MiB"),
                (r'printf "\000\033[2J" >"$1"', 5, b"mine: 1 error")):
            with self.subTest(script):
                self.put("mine", GOOD)
                done = self.edit("mine", command(script))
                self.assert_status(status, done, script)
                self.assertIn(said, done.stdout + done.stderr)
                self.assert_no_control(done.stdout + done.stderr, script)
                if os.path.isdir(path):
                    os.rmdir(path)
                elif os.path.lexists(path):
                    os.unlink(path)

    def test_a_large_file_can_be_made_small(self):
        self.put("mine", b"#" * ((1 << 20) + 1))
        done = self.edit("mine", command(types(GOOD)))
        self.assert_status(0, done, "small again")
        self.assertEqual(b"mine: fine\n", done.stdout)

    def test_through_a_link(self):
        kept = self.home.write("kept/mine.yaml", GOOD)
        self.put("other", GOOD)
        os.symlink(kept, self.plan_path("mine"))
        done = self.edit("mine", command(types(BAD)))
        self.assert_status(5, done, "a link")
        self.assertTrue(os.path.islink(self.plan_path("mine")))
        with open(kept, encoding="utf-8") as file:
            self.assertEqual(BAD, file.read())

    def test_modes_stay(self):
        os.chmod(self.put("mine", GOOD), 0o640)
        self.edit("mine", command(types(BAD)))
        mode = os.stat(self.plan_path("mine")).st_mode
        self.assertEqual(0o640, stat.S_IMODE(mode))

    def test_what_is_not_there(self):
        for name, said in (
                ("evning", (b'did you mean "evening"?',
                            b"matsession new evning")),
                ("./none.yaml", (b"no file ./none.yaml",
                                 b"matsession new NAME"))):
            with self.subTest(name):
                done = self.edit(name, "touch")
                self.assert_status(6, done, "no such plan")
                for text in said:
                    self.assertIn(text, done.stderr)
        self.assertFalse(os.path.exists("none.yaml"))

    def test_a_name_with_the_ending_of_its_file(self):
        self.put("mine", GOOD)
        for name, plan in (("mine.yaml", b"mine"), ("back.yml", b"back")):
            with self.subTest(name):
                done = self.edit(name, "touch")
                self.assert_status(6, done, "no such file")
                self.assertIn(b"a plan is called \"%b\"; edit it with: "
                              b"matsession edit %b\n" % (plan, plan),
                              done.stderr)
                self.assertNotIn(b"matsession new", done.stderr)

    def test_warnings_are_no_reason_to_ask(self):
        text = ("plan: 1\ntitle: Long\nfull-at: first\nsteps:\n"
                "  - kind: mat\n    area: back\n    duration: 40m\n")
        self.put("mine", GOOD)
        done = self.edit("mine", command(types(text)))
        self.assert_status(0, done, "warnings")
        self.assertIn(b"mine: can be used, ", done.stdout)


class EditBuiltin(PlansTest):
    """A built-in plan is edited as a copy."""

    def test_a_change_makes_it_the_users(self):
        done = self.edit("back", "sed -i s/15m/10m/")
        self.assert_status(0, done, "a copy")
        self.assertEqual(
            b'back: fine\nYours now stands in for the built-in "back": '
            + self.plan_path("back").encode() + b"\n", done.stdout)
        self.assertEqual(self.builtin("back").replace(b"15m", b"10m"),
                         self.below_schema("back"))

    def test_no_change_leaves_nothing(self):
        for editor, status in (("true", 0), ("touch", 0), ("false", 1),
                               ("no-such-editor", 1), ("kill -9 $$;", 1)):
            with self.subTest(editor):
                done = self.edit("back", editor)
                self.assert_status(status, done, editor)
                self.assertEqual(
                    b"back: not changed; the built-in plan stays\n",
                    done.stdout)
                self.assertEqual([], self.plans())

    def test_what_was_typed_stays_whatever_came_of_it(self):
        for name, script, status in (
                ("back", types(BAD), 5),
                ("neck", types("typed") + "; kill -9 $$", 1)):
            with self.subTest(name):
                done = self.edit(name, command(script))
                self.assert_status(status, done, script)
                self.assertIn(b"Yours now stands in", done.stdout)
        self.assertEqual(BAD.encode(), self.plan("back"))
        self.assertEqual(b"typed", self.plan("neck"))

    def test_a_copy_that_is_removed(self):
        done = self.edit("back", "rm")
        self.assert_status(1, done, "gone")
        self.assertNotIn(b"stands in", done.stdout)
        self.assertEqual([], self.plans())


class Asked(PlansTest):
    """At a terminal it can be opened again."""

    def turns(self, *texts):
        """An editor that types one of these a turn, the last one for good."""
        for number, text in enumerate(texts):
            self.home.write(f"turn{number}", text)
        folder = quoted(self.home.config)
        return command(
            f"cd {folder}; n=$(cat n 2>/dev/null || echo 0);"
            f" [ -e turn$n ] || n={len(texts) - 1};"
            ' cat turn$n >"$1"; echo $((n + 1)) >n')

    def begin(self, editor, name="mine", **options):
        return self.open("edit", name, env={"VISUAL": editor}, **options)

    def test_until_it_is_fine(self):
        self.put("mine", GOOD)
        terminal = self.begin(self.turns(BAD, BAD + "x: 1\n", GOOD + "#\n"))
        terminal.wait_for("mine: 1 error")
        terminal.wait_for(QUESTION)
        terminal.keys(ENTER)
        terminal.wait_for("mine: 2 errors")
        terminal.wait_until(lambda: terminal.text().count(QUESTION) == 2,
                            "the question again")
        terminal.keys("y" + ENTER)
        self.assertEqual(0, terminal.exit_status())
        self.assertIn("mine: fine", terminal.text())
        self.assert_given_back(terminal, "three turns")

    def test_no(self):
        for answer in ("n" + ENTER, "No" + ENTER, "\x04"):
            with self.subTest(answer):
                self.put("mine", GOOD)
                terminal = self.begin(command(types(BAD)))
                terminal.wait_for(QUESTION)
                terminal.keys(answer)
                self.assertEqual(5, terminal.exit_status())
                self.assertIn("start refuses it until it checks",
                              " ".join(terminal.text().split()))
                self.assertEqual(BAD.encode(), self.plan("mine"))

    def test_another_word_is_asked_again(self):
        self.put("mine", BAD)
        terminal = self.begin("true")
        terminal.wait_for(QUESTION)
        terminal.keys("what" + ENTER)
        terminal.wait_until(lambda: terminal.text().count(QUESTION) == 2,
                            "the question again")
        terminal.keys("n" + ENTER)
        self.assertEqual(5, terminal.exit_status())

    def test_what_was_typed_before_is_no_answer(self):
        self.put("mine", GOOD)
        flag = os.path.join(self.home.root, "typed")
        os.mkfifo(flag)
        terminal = self.begin(command(
            types(BAD) + f"; echo ready; read x <{quoted(flag)}"))
        terminal.wait_for("ready")
        terminal.keys("n" + ENTER)
        terminal.wait_for("ready\nn")
        with open(flag, "w", encoding="utf-8") as file:
            file.write("go on\n")
        terminal.wait_for(QUESTION)
        terminal.settle()
        self.assertNotIn("start refuses", terminal.text())
        terminal.keys("n" + ENTER)
        self.assertEqual(5, terminal.exit_status())

    def test_ctrl_c_is_the_editors(self):
        self.put("mine", GOOD)
        terminal = self.begin(command(
            "trap 'got=1' INT; echo ready;"
            " while [ -z \"$got\" ]; do read x; done; " + types(BAD)))
        terminal.wait_for("ready")
        terminal.keys("\x03\r")
        terminal.wait_for(QUESTION)
        terminal.keys("\x03")
        self.assertEqual(128 + signal.SIGINT, terminal.exit_status())
        self.assertEqual(BAD.encode(), self.plan("mine"))

    def test_a_killed_editor_leaves_no_mess(self):
        self.put("mine", GOOD)
        terminal = self.begin(command("stty raw -echo; kill -9 $$"))
        self.assertEqual(1, terminal.exit_status())
        self.assert_given_back(terminal, "a killed editor")

    def test_ctrl_z_stops_both_and_fg_goes_on(self):
        self.put("mine", GOOD)
        terminal = self.begin(command("echo ready; read x; " + types(GOOD)),
                              shell=True)
        terminal.wait_for("ready")
        terminal.keys("\x1a")
        terminal.wait_stopped()
        terminal.go_on()
        terminal.keys("go" + ENTER)
        self.assertEqual(0, terminal.exit_status())
        self.assertIn("mine: not changed", terminal.text())

    def test_a_builtin_one_and_back_again(self):
        terminal = self.begin(self.turns(BAD), name="back")
        terminal.wait_for(QUESTION)
        terminal.keys("n" + ENTER)
        self.assertEqual(5, terminal.exit_status())
        self.assertIn("Yours now stands in", terminal.text())


if __name__ == "__main__":
    unittest.main()
