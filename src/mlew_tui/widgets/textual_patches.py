"""Every use of Textual's internals, each with its reason.

``tests/unit/test_textual_patches.py`` fails for a patch that a newer Textual no longer needs.
"""

import contextlib
import select
import sys
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from rich.segment import Segments
from rich.text import Text
from textual import command, events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.command import CommandInput, CommandList, CommandPalette
from textual.drivers import linux_driver
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.option_list import Option

from mlew_tui.settings.keymap import unshifted
from mlew_tui.text.sanitize import sanitize_typed

_ESC = "\x1b"
_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_PLACEHOLDER = "\ue01b"
"""A private-use character that replaces a pasted ESC on its way through the parser."""


class CarefulParser(XTermParser):
    """Reads a bracketed paste as text up to its closing mark, and Shift+F1 to F12 under these names.

    Textual 8.2.8 reads sequences inside a paste and reissues the unknown ones as keys
    (https://github.com/Textualize/textual/pull/570), so that a line of coloured output, pasted, could press Ctrl+Q.
    Without the Kitty protocol it calls Shift+F9 F21 (https://github.com/Textualize/textual/issues/3440).
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


class TextForwardingView(ScrollView):
    """Hands typed text to another widget at once, so that what is typed next follows it there in order.

    Textual puts a key into the queue of the widget that has the focus when it arrives: moving the focus when the key
    is handled would come after the keys that follow it.
    """

    text_goes_to: Widget | None = None
    """The widget that gets the focus and the text that is no key, as an IME commits it; None to keep it."""

    def _forward_event(self, event: events.Event) -> None:
        target = self.text_goes_to
        if target is not None and isinstance(event, events.Key) and _is_text(event.character or ""):
            self.screen.set_focus(target)
            target._forward_event(event)
        else:
            super()._forward_event(event)


def _is_text(character: str) -> bool:
    """Tell whether a character is no key: full-width letters are keys, for an IME left on types them."""
    plain = unicodedata.normalize("NFKC", character)
    return plain.isprintable() and not plain.isascii()


class PicturedInput(Input):
    """Draws control characters as pictures, each as wide as what it stands for; Textual sends them to the terminal."""

    @property
    def _value(self) -> Text:
        return Text(sanitize_typed(self.value), no_wrap=True, overflow="ignore", end="")


def use_command_input(kind: type[CommandInput]) -> None:
    """Let the command palette use another class for its line, which Textual names in its compose method."""
    vars(command)["CommandInput"] = kind


class PatchedPalette(CommandPalette):
    """Says in its own words that nothing matches, and ignores page keys until its list has a height.

    Textual has these words in English only, and divides by that height.
    """

    def nothing_found(self) -> str:
        """Return what to say when no command matches."""
        return "No matches found"

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(
            self._NO_MATCHES_COUNTDOWN, lambda: self._show_nothing_found(search_value)
        )

    def _show_nothing_found(self, search_value: str) -> None:
        if search_value:
            words = Text(self.nothing_found(), justify="center")
            self.query_one(CommandList).add_option(Option(words, disabled=True, id=self._NO_MATCHES))
        self._list_visible = bool(search_value)

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).size.height:
            super()._action_command_list(action)
