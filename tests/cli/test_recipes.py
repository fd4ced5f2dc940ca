#!/usr/bin/python3
"""The recipes of the manual work: each is taken from the program and run with
the program that it is for.

Usage: MATSESSION=build/matsession test_recipes.py [CLASS[.TEST]]...
"""

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))

from program import PROGRAM  # noqa: E402
from recipes import PATIENCE, RecipeTest  # noqa: E402
from shell import Shell  # noqa: E402

MORNING = """\
plan: 1
title: Morning
when: morning
steps:
  - kind: mat
    area: feet
    position: seated-chair
    layer: socks
    surface: soft
    duration: 1s
"""

LEFT = re.compile(r"^\d+:\d\d$")


class Recipes(RecipeTest):
    """A test for each recipe, named like it."""

    def test_each_recipe_has_a_test(self):
        titles = [r["title"] for r in self.line()["recipes"]]
        self.assertEqual(len(titles), len(set(titles)))
        for title in titles:
            name = "test_" + title.lower().replace(" ", "_")
            self.assertTrue(hasattr(self, name), f"{title}: no {name}")

    def try_shell(self, name, before, prompt):
        """`prompt` is what the shell says that it would show."""
        (_, lines), = self.parts("Shell")
        script = self.put("~/rc", before + "PS1='$ '\n" + lines)
        shell = Shell(name, self.home.root, self.home.environment(), script)
        self.addCleanup(shell.close)
        shell.type(prompt)
        self.assertEqual(["$ "], shell.listen(PATIENCE), "nothing runs")
        self.begin_json()
        shell.type(prompt)
        self.assertRegex(shell.listen(PATIENCE)[0], r"^\[\d+:\d\d\] \$ $")
        shell.type("mm\n")
        self.wait(lambda: self.fields()["phase"] == "paused", "the pause")

    def test_shell(self):
        self.try_shell("bash", "", 'say "${PS1@P}"\n')

    def test_shell_of_zsh(self):
        if not shutil.which("zsh"):
            self.skipTest("there is no zsh here")
        self.try_shell("zsh", "setopt prompt_subst\n",
                       'say "${(%%)${(e)PS1}}"\n')

    def tmux(self, *arguments):
        done = subprocess.run(
            ["tmux", "-L", "outer", *arguments], check=True, timeout=30,
            env=self.home.environment(TMUX_TMPDIR=self.home.root),
            stdout=subprocess.PIPE)
        return done.stdout.decode()

    def test_tmux(self):
        (place, lines), = self.parts("tmux")
        conf = self.put(place, lines)
        # The one with the status line is shown in a pane of another.
        inner = f"env -u TMUX tmux -L inner -f {conf}"
        self.addCleanup(self.tmux, "kill-server")
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "100",
                  "-y", "10", f"{inner}; {inner} kill-server")
        self.addCleanup(
            subprocess.run, ["tmux", "-L", "inner", "kill-server"], check=False,
            env=self.home.environment(TMUX_TMPDIR=self.home.root))

        def status():
            return self.tmux("capture-pane", "-p").splitlines()[-1].rstrip()

        self.wait(lambda: status().startswith("[0]"), "the status line")
        self.begin_json()
        self.wait(lambda: re.search(r" First \d+:\d\d$", status()),
                  f"the step in {status()!r}")
        self.ask("stop")
        self.wait(lambda: "First" not in status(), "the end of the step")
        self.assertNotIn("nothing is running", status())

    def test_waybar(self):
        (script, text), (_, settings) = self.parts("waybar")
        self.put(script, text, mode=0o755)
        module = json.loads("{" + settings + "}")["custom/mat"]
        self.assertEqual("json", module["return-type"])
        self.assertGreater(module["restart-interval"], 0)
        done = subprocess.run(["sh", "-c", module["exec"]], check=False,
                              env=self.home.environment(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=PATIENCE)
        self.assertEqual((6, b""), (done.returncode, done.stdout))
        self.begin_json("ticks")
        bar = self.spawn("sh", "-c", module["exec"])
        out, errors = bar.communicate(timeout=PATIENCE)
        self.assertEqual((0, b""), (bar.returncode, errors))
        shown = [json.loads(line) for line in out.splitlines()]
        for each in shown:
            self.assertEqual({"text", "tooltip", "class", "percentage"},
                             set(each))
        self.assertRegex(shown[0]["text"], LEFT)
        for each in shown[:-1]:
            self.assertIn(each["percentage"], range(101))
        self.assertIsNone(shown[-1]["percentage"])
        self.assertEqual(["running", "ended"],
                         [shown[0]["class"], shown[-1]["class"]])

    def blocks(self, bar):
        """Of the next line of an i3bar, past its head."""
        line = bar.stdout.readline().decode().strip()
        if line in ('{"version":1}', "["):
            return self.blocks(bar)
        return json.loads(line.removeprefix(","))

    def wait_blocks(self, bar, names):
        deadline = time.monotonic() + PATIENCE
        while True:
            blocks = self.blocks(bar)
            if [b["name"] for b in blocks] == names:
                return blocks
            self.assertLess(time.monotonic(), deadline, blocks)

    def test_i3status(self):
        (place, text), = self.parts("i3status")
        script = self.put(place, text, mode=0o755)
        self.put("~/.config/i3status/config",
                 'general { output_format = "i3bar"\n interval = 1 }\n'
                 'order += "tztime local"\ntztime local { format = "%H" }\n')
        bar = self.spawn(script)
        self.wait_blocks(bar, ["tztime"])
        self.begin_json()
        first, _ = self.wait_blocks(bar, ["mat", "tztime"])
        self.assertRegex(first["full_text"], LEFT)
        self.ask("stop")
        self.wait_blocks(bar, ["tztime"])

    def fake(self, name, script):
        """A program that stands in for another. Gives its folder."""
        folder = os.path.join(self.home.root, "fakes")
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + script)
        os.chmod(path, 0o755)
        return folder

    def said(self, name):
        """The lines that a fake has written down."""
        with open(os.path.join(self.home.root, name),
                  encoding="utf-8") as file:
            return file.read().splitlines()

    def test_systemd(self):
        (_, line), = self.parts("systemd")
        fakes = self.fake("systemctl", 'echo "$*" >>"$HOME/orders"\n')
        path = f"{fakes}:{self.home.environment()['PATH']}"
        units = os.path.join(self.home.root, ".config", "systemd", "user")

        def run(command):
            subprocess.run(["sh", "-c", command], check=True, timeout=PATIENCE,
                           env=self.home.environment(PATH=path),
                           stdout=subprocess.DEVNULL)

        run(line)
        self.assertEqual({"matsession-bedtime.service",
                          "matsession-bedtime.timer"}, set(os.listdir(units)))
        orders = self.said("orders")
        self.assertTrue([o for o in orders if "enable" in o.split()], orders)
        recipe, = [r for r in self.line()["recipes"] if r["title"] == "systemd"]
        run(re.search('"(.*?)"', recipe["text"]).group(1))
        self.assertEqual([], os.listdir(units))

    def test_cron(self):
        environment, line = self.cron("cron")
        fakes = self.fake("notify-send",
                          'printf "%s\\n" "$@" >"$HOME/notified"\n')
        environment["PATH"] = f"{fakes}:{environment['PATH']}"
        # Cron runs it in the hour before the start; so do we.
        bedtime = time.strftime("%H:%M", time.gmtime(time.time() + 80 * 60))
        self.assertEqual(1, line.count("23:00"))
        done = subprocess.run(
            ["/bin/sh", "-c", line.replace("23:00", bedtime)],
            env=environment, cwd=self.home.root, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            timeout=PATIENCE)
        self.assertEqual((0, b""), (done.returncode, done.stdout))
        self.assertIn("--", self.said("notified"))

    def cron(self, title):
        """The settings of a crontab, and its line, taken apart."""
        (_, lines), = self.parts(title)
        *settings, line = lines.splitlines()
        match = re.fullmatch(r"(\d+) (\d+) \* \* \* (\S.*)", line)
        self.assertTrue(int(match[1]) < 60 and int(match[2]) < 24, line)
        self.assertNotIn("%", line, "cron takes it as the end of the line")
        environment = dict(setting.split("=", 1) for setting in settings)
        environment["PATH"] = (os.path.dirname(PROGRAM) + ":"
                               + environment["PATH"])
        return {**environment, "HOME": self.home.root, "LOGNAME": "me",
                "SHELL": "/bin/sh", "TZ": "UTC"}, match[3]

    def test_a_session_from_cron(self):
        environment, line = self.cron("A session from cron")
        self.assertEqual("/run/user/1000", environment["XDG_RUNTIME_DIR"])
        environment["XDG_RUNTIME_DIR"] = self.runtime
        environment["MATSESSION_SPEAKER"] = ""
        recipe, = [r for r in self.line()["recipes"]
                   if r["title"] == "A session from cron"]
        answers = re.findall('"(matsession [a-z]+)"', recipe["text"])
        self.assertEqual(["matsession next", "matsession stop"], answers)
        # One of the same name that is on the mat for a second.
        self.home.write("plans/morning.yaml", MORNING)
        path = os.path.join(self.home.root, "mat.jsonl")
        for answer, outcome in zip(answers, ("completed", "stopped")):
            with self.subTest(answer=answer):
                session = subprocess.Popen(
                    ["/bin/sh", "-c", line], env=environment,
                    cwd=self.home.root, stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                    start_new_session=True)
                self.addCleanup(self.end, session)
                self.wait(lambda: self.phase() == "alarm", "the alarm")
                self.wait(lambda: self.tell(answer) == 6, "the end")
                out, _ = session.communicate(timeout=PATIENCE)
                self.assertEqual(b"", out)
                with open(path, encoding="utf-8") as file:
                    facts = [json.loads(each) for each in file]
                self.assertEqual(("session-began", "morning"),
                                 (facts[0]["event"], facts[0]["plan"]))
                self.assertEqual(outcome, facts[-1]["outcome"])
                self.assertNotIn("unanswered", facts[-1])

    def phase(self):
        done = self.run_program("status", "--format", "{phase}")
        return done.stdout.decode().strip()

    def tell(self, command):
        """Gives the exit status of a command in another shell."""
        return subprocess.run(["sh", "-c", command], check=False,
                              timeout=PATIENCE, env=self.home.environment(),
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode

    def webhook(self, heard, answers=True):
        """A server that writes down what is sent. Gives its address."""
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # noqa: N802
                body = self.rfile.read(int(self.headers["Content-Length"]))
                heard.append((self.path, self.headers["Content-Type"], body))
                if answers:
                    self.send_response(200)
                    self.end_headers()
                else:
                    self.rfile.read(1)  # until the other end gives up

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(server.server_close)
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        return f"127.0.0.1:{server.server_port}"

    def put_hooks(self, address):
        (place, text), (_, link) = self.parts("Home Assistant")
        self.assertEqual(1, text.count("homeassistant.local:8123"))
        self.put(place, text.replace("homeassistant.local:8123", address),
                 mode=0o755)
        subprocess.run(["sh", "-c", link], check=True,
                       env=self.home.environment())

    def test_home_assistant(self):
        heard = []
        self.put_hooks(self.webhook(heard))
        done = self.run_program("start", "brief", "--json", "--confirm")
        self.assertEqual((0, b""), (done.returncode, done.stderr))
        facts = done.stdout.splitlines()
        self.assertEqual(
            [("/api/webhook/mat", "application/json", fact)
             for fact in (facts[0], facts[-1])], heard)
        self.assertEqual(["session-began", "session-ended"],
                         [json.loads(body)["event"] for _, _, body in heard])

    def test_home_assistant_that_hangs(self):
        heard = []
        self.put_hooks(self.webhook(heard, answers=False))
        done = self.run_program("start", "brief", "--plain", "--confirm")
        self.assertEqual((0, b""), (done.returncode, done.stderr))
        self.assertEqual(2, len(heard))

    def test_the_control_socket(self):
        (_, lines), = self.parts("The control socket")
        self.begin_json()
        done = subprocess.run(["sh", "-c", lines], check=True, timeout=PATIENCE,
                              env=self.home.environment(),
                              stdout=subprocess.PIPE)
        answer = json.loads(done.stdout)
        self.assertEqual((True, "running"), (answer["ok"], answer["phase"]))


if __name__ == "__main__":
    unittest.main()
