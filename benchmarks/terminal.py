"""A program in a pseudo-terminal, timed from outside: from its start, and from a key to the end of the frame it draws.

The terminal answers what Textual asks of it (synchronized updates), so that the end of a frame can be told.
"""

import contextlib
import os
import pty
import resource
import select
import signal
import struct
import time
from collections.abc import Mapping, Sequence
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ
from typing import Self

_ASKS = b"\x1b[?2026$p"
_ANSWER = b"\x1b[?2026;2$y"
_FRAME_ENDS = b"\x1b[?2026l"
_LONGEST = 60.0


class Program:
    """A running program; leaving the context kills it."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (120, 40)
    ) -> None:
        self._command, self._environment, self._size = list(command), dict(environment), size
        self._pid = self._terminal = -1
        self._answered = False
        self.written = 0

    def __enter__(self) -> Self:
        self.started = time.perf_counter()
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.execve(self._command[0], self._command, self._environment)
        ioctl(self._terminal, TIOCSWINSZ, struct.pack("HHHH", self._size[1], self._size[0], 0, 0))
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)

    def _read(self, seconds: float) -> bytes:
        """Return what comes within so long, answering what is asked; nothing if nothing does."""
        if not select.select([self._terminal], [], [], max(0.0, seconds))[0]:
            return b""
        with contextlib.suppress(OSError):
            data = os.read(self._terminal, 1 << 16)
            self.written += len(data)
            if _ASKS in data and not self._answered:
                self._answered = True
                os.write(self._terminal, _ANSWER)
            return data
        return b""

    def until(self, words: str) -> float:
        """Return the seconds from the start until these words have been written. Raises TimeoutError."""
        seen, wanted = b"", words.encode()
        while wanted not in seen:
            if time.perf_counter() - self.started > _LONGEST:
                raise TimeoutError(f"{words!r} did not come: {seen[-2000:]!r}")
            seen += self._read(0.1)
        return time.perf_counter() - self.started

    def settle(self, quiet: float = 0.4) -> None:
        """Wait until nothing has been written for a while, or for some seconds where a clock ticks."""
        end = time.perf_counter() + 3.0
        while time.perf_counter() < end and self._read(quiet):
            pass

    def press(self, key: bytes, wait: float = 2.0) -> float:
        """Press a key and return the milliseconds until the end of the first frame; what follows it is read away."""
        while self._read(0.0):
            pass
        began = time.perf_counter()
        os.write(self._terminal, key)
        seen = b""
        while _FRAME_ENDS not in seen:
            left = began + wait - time.perf_counter()
            if left <= 0:
                break
            seen += self._read(left)
        took = (time.perf_counter() - began) * 1000
        end = time.perf_counter() + 0.5
        while time.perf_counter() < end and self._read(0.05):
            pass
        return took

    def processor_seconds(self) -> float:
        """Return how long the program used a processor so far."""
        fields = Path(f"/proc/{self._pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mib(self) -> float:
        """Return the most memory the program had so far."""
        status = Path(f"/proc/{self._pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def idle(self, seconds: float) -> tuple[float, float]:
        """Return the share of a core and the bytes a second while nothing is pressed."""
        self.settle()
        used, written, began = self.processor_seconds(), self.written, time.perf_counter()
        while (left := began + seconds - time.perf_counter()) > 0:
            self._read(left)
        passed = time.perf_counter() - began
        return (self.processor_seconds() - used) / passed, (self.written - written) / passed


def ran(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Run a command to its end and return seconds passed and processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    pid = os.posix_spawn(
        command[0], list(command), dict(environment),
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)],
    )  # fmt: skip
    _, status = os.waitpid(pid, 0)
    passed = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
