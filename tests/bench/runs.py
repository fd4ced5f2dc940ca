"""A command on a pseudo-terminal of its own, with a watch beside it."""

import fcntl
import glob
import os
import re
import select
import struct
import termios
import time

SILENCE = 0.04   # seconds without output: the frame is over
PATIENCE = 5     # seconds to wait for a first frame, or for an end
ESCAPES = re.compile(rb"\x1b(\[[0-9;?]*[ -/]*[@-~]|[()].|[=>78])|[\x00-\x20]")


class Run:
    """A run of a command on a pseudo-terminal."""

    def __init__(self, argv, env):
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
        self.output = b""
        stamp, stamped = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.login_tty(slave)
                # Forking a Python takes longer than what is measured.
                os.write(stamped, struct.pack("d", time.monotonic()))
                os.execve(argv[0], argv, env)
            finally:
                os._exit(127)
        self.began = struct.unpack("d", os.read(stamp, 8))[0]
        for fd in (slave, stamp, stamped):
            os.close(fd)

    def read(self, seconds):
        """Reads for so long, at most. Whether something came."""
        if not select.select([self.master], [], [], max(seconds, 0))[0]:
            return False
        try:
            self.output += os.read(self.master, 65536)
        except OSError:
            raise SystemExit(f"it ended: {self.output[-500:]!r}") from None
        return True

    def read_until(self, moment):
        while time.monotonic() < moment:
            self.read(moment - time.monotonic())

    def first_frame(self):
        """Seconds until the last byte of the first frame."""
        last = None
        while time.monotonic() < self.began + PATIENCE:
            if self.read(SILENCE):
                last = time.monotonic()
            elif last and self.shown():
                return last - self.began
        raise SystemExit(f"no frame in {PATIENCE} s: {self.output!r}")

    def shown(self):
        """What can be seen of the output, without blanks."""
        return ESCAPES.sub(b"", self.output)

    def whole(self):
        """Seconds until it has ended by itself, and well."""
        while select.select([self.master], [], [], PATIENCE)[0]:
            try:
                self.output += os.read(self.master, 65536)
            except OSError:
                break  # nobody has the terminal any more
        else:
            self.end()
            raise SystemExit(f"no end in {PATIENCE} s: {self.output!r}")
        _, status = os.waitpid(self.pid, 0)
        seconds = time.monotonic() - self.began
        os.close(self.master)
        if status != 0:
            raise SystemExit(f"it failed: {self.output[-500:]!r}")
        return seconds

    def end(self):
        """Ends it, whether it likes it or not."""
        os.kill(self.pid, 15)
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break
            select.select([self.master], [], [], 0.005)
            try:
                os.read(self.master, 65536)
            except OSError:
                os.waitpid(self.pid, 0)
                break
        else:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self.master)

    def counters(self):
        """CPU in ns and voluntary switches so far, and peak kB."""
        cpu = 0
        for path in glob.glob(f"/proc/{self.pid}/task/*/schedstat"):
            with open(path) as file:
                cpu += int(file.read().split()[0])
        with open(f"/proc/{self.pid}/status") as file:
            status = dict(line.split(":", 1) for line in file)
        return (cpu, int(status["voluntary_ctxt_switches"]),
                int(status["VmHWM"].split()[0]))
