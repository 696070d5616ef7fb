"""Query the terminal with escape sequences; its state is restored whatever happens."""

import os
import re
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

if sys.platform != "win32":
    import termios

PROBES: Final = ("あ", "☆", "①", "─")
"""Characters whose width is measured: one that is wide everywhere, and ambiguous ones."""
_SECONDS: Final = 0.6
"""How long to wait for an answer; a remote terminal takes a third of that."""
_MOST: Final = 4096
_PLACE: Final = re.compile(rb"\x1b\[(\d+);(\d+)R")
_MODE: Final = re.compile(rb"\x1b\[\?1006;(\d)\$y")
_ABOUT: Final = re.compile(rb"\x1b\[\?([\d;]*)c")
_QUESTION: Final = (
    (
        "".join(f"\r{sign}\x1b[6n" for sign in PROBES) + "\r\x1b[K"  # the cursor's column after each probe
        "\x1b[?1006$p"  # mouse reporting
        "\x1b[c"  # device attributes: every terminal answers this, so it marks the last answer
    ).encode()
)


@dataclass(frozen=True)
class Answers:
    """A terminal's answers: the width of each probe (empty: none), whether it supports mouse and clipboard.

    ``mouse`` is None without an answer; ``clipboard`` False may mean only that it does not announce support.
    """

    widths: tuple[int, ...] = ()
    mouse: bool | None = None
    clipboard: bool = False


def query_terminal(keyboard: int, screen: int, seconds: float = _SECONDS) -> Answers | None:
    """Return the answers of the terminal at these two descriptors; None where it is none, is not ours, or is silent."""
    if sys.platform == "win32":  # has no termios
        return None
    try:
        if not (os.isatty(keyboard) and os.isatty(screen)) or os.tcgetpgrp(keyboard) != os.getpgrp():
            return None
        with _raw_input(keyboard):
            if not select.select((), (screen,), (), seconds)[1]:
                return None
            os.write(screen, _QUESTION)
            data = _read_answers(keyboard, seconds)
    except (OSError, termios.error):
        return None
    return parse_answers(data)


@contextmanager
def _raw_input(keyboard: int) -> Iterator[None]:
    """Switch off line input and echo meanwhile; late answers are discarded at the end."""
    before = termios.tcgetattr(keyboard)
    now = [*before[:3], before[3] & ~(termios.ICANON | termios.ECHO), *before[4:]]
    previous = signal.signal(signal.SIGTERM, _exit)
    try:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, now)
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSAFLUSH, before)
        signal.signal(signal.SIGTERM, previous)


def _exit(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _read_answers(keyboard: int, seconds: float) -> bytes:
    """Return the bytes read until the last answer or the time-out."""
    data, until = b"", time.monotonic() + seconds
    while not _ABOUT.search(data) and len(data) < _MOST:
        remaining = until - time.monotonic()
        if remaining <= 0 or not select.select((keyboard,), (), (), remaining)[0]:
            break
        chunk = os.read(keyboard, _MOST)
        if not chunk:
            break
        data += chunk
    return data


def parse_answers(data: bytes) -> Answers | None:
    """Return the answers in a terminal's bytes; None where there are none."""
    places, mode, about = _PLACE.findall(data), _MODE.search(data), _ABOUT.search(data)
    if not places and mode is None and about is None:
        return None
    widths = tuple(int(column) - 1 for _, column in places) if len(places) == len(PROBES) else ()
    mouse = None if mode is None else mode[1] != b"0"
    return Answers(widths, mouse, about is not None and b"52" in about[1].split(b";"))
