"""The built program on a terminal of its own.

Everything waits for something to happen (output, the end of the process, a
stop) with a time limit; nothing sleeps for a fixed time.
"""

import collections
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time

import pyte

from program import PROGRAM, ProgramTest

PATIENCE = 15  # seconds until a wait has failed

ENTER = "\r"

CLOSED = -1  # for a file of the program
KEPT = 9     # the descriptor that tells that it lives

TERMINAL_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT,
                    signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)


class Look(collections.namedtuple("Look", "fg bg bold reverse")):
    """How a character was drawn."""

    NAMED = {"black": "000000", "red": "aa0000", "default": "aaaaaa"}

    def _parts(self):
        colour = self.NAMED.get(self.fg, self.fg)
        if not re.fullmatch("[0-9a-f]{6}", colour):
            colour = "ffffff"  # a name that no night display uses
        return [int(colour[i:i + 2], 16) for i in (0, 2, 4)]

    def brightness(self):
        return max(self._parts())

    def is_reddish(self):
        red, green, blue = self._parts()
        return red >= green and red >= blue and max(green, blue) <= red // 2


class _Screen(pyte.Screen):
    """A pyte screen with the sequences of xterm's that pyte lacks, which also
    keeps how characters were drawn."""

    _last = " "

    def __init__(self, *size):
        self.looks = set()
        super().__init__(*size)

    def draw(self, data):
        super().draw(data)
        if data:
            self._last = data[-1]
        if data.strip():
            now = self.cursor.attrs
            self.looks.add(Look(now.fg, now.bg, now.bold, now.reverse))

    def repeat(self, count=1):
        super().draw(self._last * (count or 1))

    def back_tab(self, count=1):
        stops = sorted(s for s in self.tabstops if s < self.cursor.x)
        self.cursor.x = ([0] * (count or 1) + stops)[-(count or 1)]

    def scroll_up(self, count=1):
        where = (self.cursor.y, self.cursor.x)
        self.cursor.y = self.margins.top if self.margins else 0
        self.delete_lines(count or 1)
        self.cursor.y, self.cursor.x = where

    def scroll_down(self, count=1):
        where = (self.cursor.y, self.cursor.x)
        self.cursor.y = self.margins.top if self.margins else 0
        self.insert_lines(count or 1)
        self.cursor.y, self.cursor.x = where


class _Stream(pyte.ByteStream):
    csi = dict(pyte.ByteStream.csi, b="repeat", Z="back_tab", S="scroll_up",
               T="scroll_down")
    events = pyte.ByteStream.events | {"repeat", "back_tab", "scroll_up",
                                       "scroll_down"}


class Terminal:
    """A pseudo-terminal with a program on it.

    With `shell` the program has a parent in its session that stops and
    continues with it as a shell with job control does; else it is the leader
    of its session itself, as in `xterm -e`. `stdin`, `stdout` and `stderr`
    stand in for the terminal there.
    """

    def __init__(self, home, *arguments, rows=24, cols=80, env=None,
                 shell=False, stdin=None, stdout=None, stderr=None):
        self.log = b""  # every byte that came
        self.cpu = None  # seconds, once it has ended; with those of its shell
        self._screen = _Screen(cols, rows)
        self._stream = _Stream(self._screen)
        self._status = None
        self._stops = 0
        self.master, self.slave = os.openpty()
        self._set_size(rows, cols)
        self.settings = termios.tcgetattr(self.slave)
        # The end of `alive` that the program holds closes when it ends.
        self._alive, alive = os.pipe()
        self._told, told = os.pipe()
        orders, self._orders = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            try:
                files = [self.slave if f is None else f
                         for f in (stdin, stdout, stderr)]
                _lead(self.slave, files, [PROGRAM, *arguments],
                      home.environment(**(env or {})), alive,
                      (told, orders) if shell else None)
            finally:
                os._exit(127)
        for fd in (alive, told, orders):
            os.close(fd)
        self._links = shell
        self._program = self._child
        if shell:
            self._program = int(os.read(self._told, 32))

    # What the user does

    def keys(self, text):
        os.write(self.master, text.encode())

    def resize(self, rows, cols):
        self._screen.resize(rows, cols)
        self._set_size(rows, cols)

    def signal(self, number):
        os.kill(self._program, number)

    def go_on(self):
        """What `fg` does."""
        os.write(self._orders, b"c")

    def go_on_behind(self):
        """What `bg` does."""
        os.write(self._orders, b"b")

    def to_front(self):
        """What `fg` does with a job that runs behind: no signal tells it."""
        os.write(self._orders, b"f")

    def hang_up(self):
        """Closes the terminal under the program."""
        os.close(self.master)
        os.close(self.slave)
        self.master = self.slave = None

    # What can be seen

    def screen(self):
        """The lines of the screen, without blanks at their ends."""
        return [line.rstrip() for line in self._screen.display]

    def text(self):
        return "\n".join(self.screen())

    @property
    def drawn(self):
        """How everything that was not blank was drawn, ever."""
        return self._screen.looks

    @property
    def on_alternate(self):
        return _last_switch(self.log, rb"\x1b\[\?(?:1049|47|1047)([hl])")

    @property
    def cursor_hidden(self):
        shown = _last_switch(self.log, rb"\x1b\[\?25([hl])")
        return shown is False

    def not_given_back(self):
        """What is not as it was before the program; "" when all is."""
        problems = []
        if termios.tcgetattr(self.slave) != self.settings:
            problems.append("terminal settings differ")
        if self.on_alternate:
            problems.append("alternate screen")
        if self.cursor_hidden:
            problems.append("hidden cursor")
        if _last_switch(self.log, rb"\x1b\[\?1([hl])"):
            problems.append("keypad mode")
        colours = re.findall(rb"\x1b\[([\d;]*)m", self.log)
        if colours and colours[-1] not in (b"", b"0", b"39;49"):
            problems.append("colours or attributes")
        return ", ".join(problems)

    def attributes(self):
        """Every code of every "select graphic rendition" that came, those of
        the 256 colours as one, "38;5;88"; a lone reset is "0"."""
        codes = []
        for text in re.findall(rb"\x1b\[([\d;]*)m", self.log):
            codes += re.findall(r"[34]8;5;\d+|\d+", text.decode() or "0")
        return codes

    # Waiting

    def wait_for(self, text, timeout=PATIENCE):
        """Waits until the screen shows `text`."""
        self.wait_until(lambda: text in self.text(), f'"{text}"', timeout)

    def wait_gone(self, text, timeout=PATIENCE):
        self.wait_until(lambda: text not in self.text(), f'no "{text}"',
                        timeout)

    def wait_log(self, data, timeout=PATIENCE):
        """Waits until these bytes have come."""
        self.wait_until(lambda: data in self.log, repr(data), timeout)

    def wait_until(self, holds, what, timeout=PATIENCE):
        deadline = time.monotonic() + timeout
        while not holds():
            if self._pump(deadline - time.monotonic()):
                continue
            if holds():
                return
            state = ("still running" if self._status is None
                     else f"ended with {self._status}")
            raise AssertionError(
                f"waited for {what}; {state}; the screen:\n{self.text()}"
                f"\nthe last bytes: {self.log[-300:]!r}")

    def wait_stopped(self, timeout=PATIENCE):
        """Waits until the program has stopped once more (needs `shell`)."""
        self.wait_until(lambda: self._stops > 0, "a stop", timeout)
        self._stops -= 1

    def settle(self, quiet=0.15):
        """Takes what comes until nothing has come for a moment: to show that
        something does not happen."""
        while self._pump(quiet):
            pass

    def exit_status(self, timeout=PATIENCE):
        """Waits for the end. 128 + N when a signal killed it, as in sh."""
        self.wait_until(lambda: self._status is not None, "the end", timeout)
        self.settle(0)
        return self._status

    def _pump(self, timeout):
        """Takes what is there. False when nothing came in time."""
        fds = [] if self.master is None else [self.master]
        if self._status is None:
            fds += [self._alive, self._told] if self._links else [self._alive]
        else:
            timeout = min(timeout, 0.1)  # only what is still on its way
        ready = select.select(fds, [], [], max(timeout, 0))[0]
        if not ready:
            return False
        if self.master in ready:
            data = os.read(self.master, 65536)
            self.log += data
            self._stream.feed(data)
        elif self._alive in ready:
            self._reap()
        else:
            self._stops += os.read(self._told, 32).count(b"s")
        return True

    def _reap(self):
        _, status, used = os.wait4(self._child, 0)
        code = os.waitstatus_to_exitcode(status)
        self._status = code if code >= 0 else 128 - code
        self.cpu = used.ru_utime + used.ru_stime
        self._child = None

    def _set_size(self, rows, cols):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, cols, 0, 0))

    def end(self):
        """Ends the program as `kill` does, if it still runs."""
        if self._status is None:
            self.signal(signal.SIGTERM)
            self.exit_status()

    def close(self):
        if self._child is not None:
            for pid in (self._program, self._child):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass  # it has just ended
            os.waitpid(self._child, 0)
        for fd in (self.master, self.slave, self._alive, self._told,
                   self._orders):
            if fd is not None:
                os.close(fd)


class TerminalTest(ProgramTest):
    """A test with a home and terminals that are gone when it is over."""

    def setUp(self):
        super().setUp()
        self._terminals = []

    def open(self, *arguments, beside=False, **options):
        """A terminal; what runs on those before it is ended, for there is one
        session at a time, or with `beside` goes on."""
        if not beside:
            for terminal in self._terminals:
                terminal.end()
        terminal = Terminal(self.home, *arguments, **options)
        self._terminals.append(terminal)
        self.addCleanup(terminal.close)
        return terminal

    def assert_given_back(self, terminal, claim):
        self.assertEqual("", terminal.not_given_back(),
                         f"{claim}: the terminal is given back")

    def assert_shows(self, terminal, text, claim):
        self.assertIn(text, terminal.text(), claim)


def _last_switch(log, pattern):
    """Whether the last of these modes to come was switched on; None when none
    was touched."""
    found = re.findall(pattern, log)
    return found[-1] == b"h" if found else None


# The rest runs in the child.

def _lead(slave, files, argv, env, alive, links):
    """Becomes the leader of a session on `slave`, then the program, or the
    shell of the program."""
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    if links is None:
        _become(files, argv, env, alive)
    told, orders = links
    kept = {0, 1, 2, slave, alive, told, orders}
    for fd in set(range(256)) - kept - set(files):
        _close(fd)  # the test's end of the terminal among them
    for number in TERMINAL_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(slave, os.getpid())
        _become(files, argv, env, alive)
    os.close(alive)
    os.write(told, str(pid).encode())
    _attend(slave, pid, told, orders)


def _attend(slave, pid, told, orders):
    """What a shell with job control does for its job."""
    while True:
        _, status = os.waitpid(pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        os.tcsetpgrp(slave, os.getpid())
        os.write(told, b"s")
        order = b""
        while order not in (b"c", b"f"):
            order = os.read(orders, 1)
            if order != b"b":
                os.tcsetpgrp(slave, pid)
            if order != b"f":
                os.killpg(pid, signal.SIGCONT)
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _close(fd):
    try:
        os.close(fd)
    except OSError:
        pass  # it was not open


def _become(files, argv, env, alive):
    for number in (*TERMINAL_SIGNALS, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)
    for fd, file in enumerate(files):
        if file == CLOSED:
            os.close(fd)
        else:
            os.dup2(file, fd)
    os.dup2(alive, KEPT)
    os.set_inheritable(KEPT, True)
    os.closerange(3, KEPT)
    os.closerange(KEPT + 1, 256)
    os.execve(argv[0], argv, env)
