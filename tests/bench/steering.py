"""What it takes to ask and steer a session from another shell, what that costs
the session, and what hooks add to one.

A command is run beside `--version`, which is the least that the program can do,
in turn, so that a machine that gets slower does so for both; a session with
hooks likewise beside one without.
"""

import os
import subprocess
import time

from program import PROGRAM, Home, shown
from runs import Run
from years import row

LEAST = ("--version",)
ASKED = 200       # times, for what an answer costs the session
PATIENCE = 5      # seconds until a session can be asked

LONG = """\
plan: 1
title: Long
when: day
steps:
  - kind: rest
    duration: 1h
"""

BRIEF = """\
plan: 1
title: Brief
when: day
steps:
  - kind: rest
    duration: 1s
"""

# Those that such a session has, and `held`, which it has not.
HOOKS = ("session-began", "step-began", "step-ended", "session-ended", "held")


def run_once(arguments, env, status=0):
    """Runs a command to its end. Milliseconds until then, and of CPU, its
    children's included."""
    began = time.monotonic()
    pid = os.posix_spawn(PROGRAM, [PROGRAM, *arguments], env, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, 1, 2)])
    _, ended, used = os.wait4(pid, 0)
    seconds = time.monotonic() - began
    if os.waitstatus_to_exitcode(ended) != status:
        raise SystemExit(f"{arguments} did not end with {status}: {ended}")
    return seconds * 1000, (used.ru_utime + used.ru_stime) * 1000


def in_pairs(count, one, other):
    """Measures both in turn."""
    return [(one(), other()) for _ in range(count)]


def warm_pairs(count, one, other):
    """The same; a first pair warms the caches."""
    return in_pairs(count + 1, one, other)[1:]


def beside_least(pairs, env, arguments, status=0, after=None):
    """Pairs of the least and a command. `after` undoes it."""
    def command():
        took = run_once(arguments, env, status)[0]
        if after:
            run_once(after, env)
        return took

    return warm_pairs(pairs, lambda: run_once(LEAST, env)[0], command)


def wait_for_answer(env):
    """Until the session that was started can be asked."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        done = subprocess.run([PROGRAM, "status"], env=env, check=False,
                              capture_output=True)
        if done.returncode == 0:
            return
    raise SystemExit(f"nobody answers: {shown(done.stderr)}")


def cost_of_answers(run, env):
    """CPU of the session, in ms, for each of many questions."""
    before = run.counters()[0]
    for _ in range(ASKED):
        run_once(("status", "--json"), env)
    return (run.counters()[0] - before) / 1e6 / ASKED


def report_commands(pairs):
    home = Home()
    env = home.environment()
    rows = []
    try:
        home.screened()
        home.write("plans/long.yaml", LONG)
        rows.append(("status, nothing runs",
                     beside_least(pairs, env, ("status",), status=6)))
        run = Run([PROGRAM, "start", "long", "--confirm"], env)
        try:
            run.first_frame()
            wait_for_answer(env)
            rows.append(("status", beside_least(pairs, env, ("status",))))
            rows.append(("status --json",
                         beside_least(pairs, env, ("status", "--json"))))
            rows.append(("pause", beside_least(pairs, env, ("pause",),
                                               after=("resume",))))
            answer = cost_of_answers(run, env)
        finally:
            run.end()
    finally:
        home.close()
    print(f"commands to a session, ms to their end; median of {pairs} pairs")
    print(f"{'':<24}{'--version':>12}{'command':>12}{'more':>12}{'ratio':>10}")
    for name, figures in rows:
        row(name, figures, 2)
    print(f"{'an answer: session ms':<24}{'':>12}{answer:>12.3f}")


def first_frame(env):
    run = Run([PROGRAM, "start", "brief", "--confirm"], env)
    seconds = run.first_frame()
    run.end()
    return seconds * 1000


def report_hooks(pairs):
    """A hook that does nothing, for each event of a session."""
    homes = plain, hooked = Home(), Home()
    envs = [home.environment() for home in homes]
    whole = ("start", "brief", "--plain", "--confirm")
    few = max(pairs // 8, 2)
    try:
        for home in homes:
            home.screened()
            home.write("plans/brief.yaml", BRIEF)
        for name in HOOKS:
            hooked.write(f"hooks/{name}", "#!/bin/sh\n", 0o700)
        frames = warm_pairs(pairs, *(lambda env=env: first_frame(env)
                                     for env in envs))
        wholes = in_pairs(few, *(lambda env=env: run_once(whole, env)
                                 for env in envs))
    finally:
        plain.close()
        hooked.close()
    print(f"hooks that do nothing; median of {pairs} pairs, and of {few} "
          f"sessions of a second with {len(HOOKS) - 1} hooks run")
    print(f"{'':<24}{'none':>12}{'hooks':>12}{'more':>12}{'ratio':>10}")
    row("start: frame ms", frames, 2)
    row("session: ms", [(a[0], b[0]) for a, b in wholes], 1)
    row("session: cpu ms", [(a[1], b[1]) for a, b in wholes], 1)


def report(pairs):
    """Measures and prints all."""
    report_commands(pairs)
    print()
    report_hooks(pairs)
