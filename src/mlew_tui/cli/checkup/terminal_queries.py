"""Asking the terminal itself, for a moment only; it is left as it was, whatever happens."""

import os
import re
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

PROBES: Final = ("あ", "☆", "①", "─")
"""Characters whose width is asked for: one that is wide everywhere, and ambiguous ones."""
_SECONDS: Final = 0.6
"""How long an answer is waited for; a terminal far away takes a third of that."""
_MOST: Final = 4096
_PLACE: Final = re.compile(rb"\x1b\[(\d+);(\d+)R")
_MODE: Final = re.compile(rb"\x1b\[\?1006;(\d)\$y")
_ABOUT: Final = re.compile(rb"\x1b\[\?([\d;]*)c")
_QUESTION: Final = (
    (
        "".join(f"\r{sign}\x1b[6n" for sign in PROBES) + "\r\x1b[K"  # where is the cursor behind each of these
        "\x1b[?1006$p"  # do you know the mouse
        "\x1b[c"  # what are you: every terminal answers this, and so the last answer is known
    ).encode()
)


@dataclass(frozen=True)
class Answers:
    """What the terminal said: the width of each probe (empty: nothing), whether it knows mouse and clipboard.

    ``mouse`` is None where it did not say; ``clipboard`` False may mean only that it does not tell.
    """

    widths: tuple[int, ...] = ()
    mouse: bool | None = None
    clipboard: bool = False


def asked(keyboard: int, screen: int, seconds: float = _SECONDS) -> Answers | None:
    """Return what the terminal at these two descriptors says; None where it is none, is not ours, or is silent."""
    try:
        import termios
    except ImportError:  # a system without
        return None
    try:
        if not (os.isatty(keyboard) and os.isatty(screen)) or os.tcgetpgrp(keyboard) != os.getpgrp():
            return None
        with _listening(keyboard):
            if not select.select((), (screen,), (), seconds)[1]:
                return None
            os.write(screen, _QUESTION)
            heard = _heard(keyboard, seconds)
    except (OSError, termios.error):
        return None
    return understood(heard)


@contextmanager
def _listening(keyboard: int) -> Iterator[None]:
    """Have answers come at once and unseen; then the terminal is as before, and late answers are thrown away."""
    import termios

    before = termios.tcgetattr(keyboard)
    now = [*before[:3], before[3] & ~(termios.ICANON | termios.ECHO), *before[4:]]
    kept = signal.signal(signal.SIGTERM, _ended)
    try:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, now)
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSAFLUSH, before)
        signal.signal(signal.SIGTERM, kept)


def _ended(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _heard(keyboard: int, seconds: float) -> bytes:
    """Return what comes until the last answer, or until it is late."""
    heard, until = b"", time.monotonic() + seconds
    while not _ABOUT.search(heard) and len(heard) < _MOST:
        left = until - time.monotonic()
        if left <= 0 or not select.select((keyboard,), (), (), left)[0]:
            break
        came = os.read(keyboard, _MOST)
        if not came:
            break
        heard += came
    return heard


def understood(heard: bytes) -> Answers | None:
    """Return what a terminal's bytes say; None where they hold no answer."""
    places, mode, about = _PLACE.findall(heard), _MODE.search(heard), _ABOUT.search(heard)
    if not places and mode is None and about is None:
        return None
    widths = tuple(int(column) - 1 for _, column in places) if len(places) == len(PROBES) else ()
    mouse = None if mode is None else mode[1] != b"0"
    return Answers(widths, mouse, about is not None and b"52" in about[1].split(b";"))
