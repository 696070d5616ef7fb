"""A gate between a save and the kernel, where any call can fail or be the last thing its process does.

The save runs in a forked process, on a real folder of a real disk. There, Python's doors to the kernel
(``os.open``, ``os.write``, ``os.fsync``, ``os.replace`` ... and the ``open`` that reads) are each led
through a gate that counts, tells the parent what goes by, and lets the real call happen, except where a
fault is planned: it answers with an errno, takes only half of a write, or kills the process (SIGKILL)
right before or after the call. No file system is imitated: what the parent then finds is what was left
on the disk. A first run without faults counts the calls, so that every one can have its turn.
"""

import errno
import io
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

REFUSALS = {
    "lstat": (errno.EACCES, errno.EIO),
    "stat": (errno.EACCES, errno.EIO),
    "fstat": (errno.EIO,),
    "readlink": (errno.EACCES, errno.EIO),
    "access": (errno.EACCES,),
    "look": (errno.EACCES, errno.EIO, errno.EMFILE),
    "read": (errno.EIO,),
    "open": (errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.EIO),
    "write": (errno.ENOSPC, errno.EDQUOT, errno.EIO),
    "fchmod": (errno.EPERM, errno.EIO),
    "fsync": (errno.EIO, errno.ENOSPC),
    "close": (errno.EIO, errno.ENOSPC),
    "replace": (errno.EACCES, errno.EXDEV, errno.EBUSY, errno.ENOSPC, errno.EIO),
    "unlink": (errno.EACCES, errno.EIO),
}
"""What each call can answer instead of doing its work; ``look`` and ``read`` are the reading ``open``."""

CHANGING = frozenset(("open", "write", "fchmod", "fsync", "close", "replace", "unlink"))
"""The calls after which the disk may differ from before: only around these a killing tells something new."""


@dataclass(frozen=True)
class Call:
    """One call at the gate: its number, its name, what it is about, where to, and the bytes it carries."""

    index: int
    name: str
    path: str
    to: str = ""
    data: bytes = b""


@dataclass(frozen=True)
class Fault:
    """What happens at one call: it ``fails`` with an errno, is cut ``short``, or the process dies there."""

    at: int
    what: str
    code: int = 0

    def __str__(self) -> str:
        return f"{self.at}: {self.what} {errno.errorcode.get(self.code, '')}"


@dataclass
class Run:
    """What came of one save: the calls it made, and what it answered (empty when it was killed)."""

    calls: list[Call] = field(default_factory=list)
    answer: str = ""
    code: int | None = None
    words: str | None = None


def faults_at(call: Call, errnos: int | None = None) -> Iterator[Fault]:
    """Give every fault that can happen at a call, or those with so many of its errnos."""
    for code in REFUSALS[call.name][:errnos]:
        yield Fault(call.index, "fails", code)
    if call.name == "write":
        yield Fault(call.index, "short")
    if call.name in CHANGING:
        yield Fault(call.index, "dies before")
        yield Fault(call.index, "dies after")


class Gate:
    """Where all calls of this process to the kernel pass, from ``stand`` on."""

    def __init__(self, faults: Sequence[Fault], tell: Callable[[object], None]) -> None:
        self._faults = {fault.at: fault for fault in faults}
        self._tell = tell
        self._passed = 0
        self._files: dict[int, str] = {}

    def stand(self) -> None:
        """Put the gate into the doors; there is no way back, the process is to end after its save."""
        for name in ("lstat", "stat", "readlink", "access", "open", "write", "close", "fsync", "replace", "unlink"):
            setattr(os, name, self._watched(name, getattr(os, name)))
        for name in ("fstat", "fchmod"):
            setattr(os, name, self._watched(name, getattr(os, name)))
        door = io.open
        gate = self

        class Reading(io.FileIO):
            """A file being read: the reading itself passes the gate too."""

            def readall(self) -> bytes:
                return bytes(gate.passing("read", (str(self.name),), super().readall))

        def opened(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **more: Any) -> Any:
            if mode != "rb":
                return door(file, mode, buffering, *rest, **more)
            reading = gate.passing("look", (file,), lambda: Reading(file))
            return io.BufferedReader(reading)

        io.open = opened

    def _watched(self, name: str, door: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            def whole() -> Any:
                return door(*args, **more)

            def half() -> Any:
                return door(args[0], args[1][: max(1, len(args[1]) // 2)])

            return self.passing(name, args, whole, half)

        return call

    def passing(
        self, name: str, args: tuple[Any, ...], whole: Callable[[], Any], half: Callable[[], Any] | None = None
    ) -> Any:
        """Let a call through, or have its fault happen."""
        index = self._passed
        self._passed += 1
        fault = self._faults.get(index, Fault(index, ""))
        self._tell(self._seen(index, name, args))
        if fault.what == "dies before":
            die()
        if fault.what == "fails":
            if name == "close":
                whole()  # a descriptor is given back whatever close says
            if name == "access":
                return False
            raise OSError(fault.code, os.strerror(fault.code), str(args[0]))
        answer = half() if fault.what == "short" and half is not None else whole()
        if fault.what == "dies after":
            die()
        if name == "open":
            self._files[answer] = os.fspath(args[0])
        return answer

    def _seen(self, index: int, name: str, args: tuple[Any, ...]) -> Call:
        about = args[0]
        path = self._files.get(about, str(about)) if isinstance(about, int) else os.fspath(about)
        to = os.fspath(args[1]) if name == "replace" else ""
        return Call(index, name, path, to, bytes(args[1]) if name == "write" else b"")


def die() -> NoReturn:
    """End this process at once, with no chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("SIGKILL does not return")


def run(save: Callable[[], None], *faults: Fault, before: Callable[[], None] = lambda: None) -> Run:
    """Save in a process of its own behind a gate with these faults, and return what came of it.

    ``before`` runs in that process too, but in front of the gate. Fails when the process neither
    answered nor died of a fault, or when the save raised anything but an OSError.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # the runner of the tests may have a thread waiting for orders: the child never goes back to it
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _saved_by_the_child(save, faults, before, writing)
    os.close(writing)
    came = Run()
    with os.fdopen(reading, "rb") as stream:
        while stream.peek(1):
            told = pickle.load(stream)
            if isinstance(told, Call):
                came.calls.append(told)
            else:
                came.answer, came.code, came.words = told
    _, status = os.waitpid(child, 0)
    died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert died or os.waitstatus_to_exitcode(status) == 0, f"{faults}: the saving process broke"
    assert died == any(fault.what.startswith("dies") and fault.at < len(came.calls) for fault in faults), faults
    assert died or came.answer, f"{faults}: no answer"
    return came


def _saved_by_the_child(
    save: Callable[[], None], faults: Sequence[Fault], before: Callable[[], None], writing: int
) -> NoReturn:
    send = os.write

    def tell(what: object) -> None:
        rest = pickle.dumps(what)
        while rest:
            rest = rest[send(writing, rest) :]

    status = 1
    try:
        before()
        Gate(faults, tell).stand()
        try:
            save()
        except OSError as error:
            tell((type(error).__name__, error.errno, error.strerror))
        else:
            tell(("saved", None, None))
        status = 0
    except BaseException as error:  # noqa: BLE001  # whatever it was, the child must not go on as a second test run
        sys.stderr.write(f"{error!r}\n")
    finally:
        os._exit(status)  # no exit handlers: they are the parent's
