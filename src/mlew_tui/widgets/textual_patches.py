"""Every use of Textual's internals, each with its reason.

``tests/unit/test_textual_patches.py`` fails for a patch that a newer Textual no longer needs.
"""

import contextlib
import select
import sys
from collections.abc import Callable, Iterable
from typing import Any

from rich.segment import Segments
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.message import Message

from mlew_tui.settings.keymap import unshifted

_ESC = "\x1b"
_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_PLACEHOLDER = "\ue01b"
"""A private-use character that replaces a pasted ESC on its way through the parser."""


class CarefulParser(XTermParser):
    """Reads a bracketed paste as text up to its closing mark, and Shift+F1 to F12 under these names.

    Textual 8.2.8 reads sequences inside a paste and reissues the unknown ones as keys
    (https://github.com/Textualize/textual/pull/570), so that a line of coloured output, pasted, could press Ctrl+Q.
    It calls Shift+F9, as most terminals send it, F21 (https://github.com/Textualize/textual/issues/3440).
    """

    def __init__(self, debug: bool = False) -> None:
        self._pasting = False
        self._held = ""
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Feed what arrived; a sequence that may go on in the next chunk is held back inside a paste."""
        safe = self._disarmed(data)
        if data and not safe:
            return  # all of it held back; an empty text would mean the end of the input
        for token in super().feed(safe):
            if isinstance(token, events.Paste):
                token.text = token.text.replace(_PLACEHOLDER, _ESC)
            elif isinstance(token, events.Key) and (name := unshifted(token.key)) != token.key:
                token = events.Key(name, token.character)
            yield token

    def _disarmed(self, data: str) -> str:
        rest, self._held = self._held + data, ""
        out = ""
        while rest:
            if not self._pasting:
                before, mark, rest = rest.partition(_BEGIN)
                out += before + mark
                self._pasting = bool(mark)
                continue
            before, mark, rest = rest.partition(_END)
            if not mark:
                start = before.rfind(_ESC)
                if start >= 0 and _END.startswith(before[start:]):
                    before, self._held = before[:start], before[start:]
            out += before.replace(_ESC, _PLACEHOLDER) + mark
            self._pasting = not mark
        return out


def read_carefully() -> None:
    """Let every console of this process read its terminal with CarefulParser."""
    vars(linux_driver)["XTermParser"] = CarefulParser


def is_unplugged() -> bool:
    """Tell whether the terminal this process reads was closed; no signal may say so, for example under ``make``.

    Reading such a terminal returns nothing at once, and Textual 8.2.8 reads it for ever
    (https://github.com/Textualize/textual/pull/6690).
    """
    if sys.__stdin__ is None or not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), select.POLLHUP)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


def hide_values_in_faults(app: App[Any], before: Callable[[], object]) -> None:
    """End an app after an error with a traceback but without the values of local variables.

    Textual 8.2.8 prints the values: they would be everybody's scores, on the wall. ``before`` is called first,
    whatever it raises.
    """

    def fatal_error() -> None:
        from rich.traceback import Traceback  # lazy: only after an error, as in Textual

        with contextlib.suppress(Exception):  # it may be what failed
            before()
        app.bell()
        trace = Traceback(show_locals=False, width=None)
        app._exit_renderables.append(Segments(app.console.render(trace, app.console.options)))
        app._close_messages_no_wait()

    vars(app)["_fatal_error"] = fatal_error
