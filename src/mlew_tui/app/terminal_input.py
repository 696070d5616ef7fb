"""What the terminal sends, before Textual reads it: a pasted escape sequence is only text, Shift+F9 is Shift+F9."""

import select
import sys
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

from mlew_tui.settings.keymap import unshifted

_ESC = "\x1b"
_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_STAND_IN = "\ue01b"
"""A private-use character that stands for a pasted ESC on its way through the parser."""


class CarefulParser(XTermParser):
    """Textual's parser, but for bracketed pastes, where only the closing mark is a sequence, and for Shift+F1 to F12.

    Textual 8.2.8 reads sequences inside a paste and reissues the unknown ones as keys, so that a line of
    coloured output, pasted, could press Ctrl+Q. It calls Shift+F9, as most terminals send it, F21.
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
                token.text = token.text.replace(_STAND_IN, _ESC)
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
            out += before.replace(_ESC, _STAND_IN) + mark
            self._pasting = not mark
        return out


def is_unplugged() -> bool:
    """Tell whether the terminal this process reads was closed, which nobody may have told it: ``make`` does not.

    Reading such a terminal gives nothing at once, and Textual 8.2.8 would read it for ever.
    """
    if sys.__stdin__ is None or not hasattr(select, "poll"):
        return False
    looking = select.poll()
    looking.register(sys.__stdin__.fileno(), select.POLLHUP)
    return any(event & select.POLLHUP for _, event in looking.poll(0))


def read_carefully() -> None:
    """Let every console of this process read its terminal so."""
    vars(linux_driver)["XTermParser"] = CarefulParser
