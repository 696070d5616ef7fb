"""Each patch of Textual is still needed: a test fails when a newer Textual does without."""

import inspect

import pytest
from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.command import CommandPalette
from textual.drivers.linux_driver import LinuxDriver
from textual.widgets import Input

from mlew_tui.widgets.textual_patches import CarefulParser, PatchedPalette, PicturedInput


def keys(parser: XTermParser, data: str) -> list[str]:
    return [token.key for token in parser.feed(data) if isinstance(token, events.Key)]


PASTE = "\x1b[200~a \x1b[5x\x11 b\x1b[201~"


def test_a_paste_can_still_press_keys() -> None:
    assert "ctrl+q" in keys(XTermParser(), PASTE)
    assert keys(CarefulParser(), PASTE) == []


def test_shift_f9_is_still_called_f21(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)  # as the console sets it before Textual is read
    assert keys(XTermParser(), "\x1b[20;2~") == ["f21"]
    assert keys(CarefulParser(), "\x1b[20;2~") == ["shift+f9"]


def test_the_driver_still_reads_a_closed_terminal() -> None:
    loop = inspect.getsource(LinuxDriver.run_input_thread)
    assert "if not unicode_data:" in loop
    assert "while not self.exit_event.is_set():" in loop
    assert loop.count("break") == 1, "only the events at hand are left, not the loop"


def test_a_fault_still_prints_local_values() -> None:
    assert "show_locals=True" in inspect.getsource(App._fatal_error)


async def test_input_still_draws_control_characters() -> None:
    async with App[None]().run_test():
        assert "\x1b" in Input("a\x1b")._value.plain
        assert "\x1b" not in PicturedInput("a\x1b")._value.plain


def test_keys_are_still_queued_for_the_focus() -> None:
    assert "self.focused._forward_event(event)" in inspect.getsource(App.on_event)


def test_the_palette_still_speaks_english() -> None:
    assert '"No matches found"' in inspect.getsource(CommandPalette._start_no_matches_countdown)
    assert "CommandInput(" in inspect.getsource(CommandPalette.compose)
    assert issubclass(PatchedPalette, CommandPalette)


def test_the_palette_still_passes_page_keys_on() -> None:
    assert ".height" not in inspect.getsource(CommandPalette._action_command_list)
