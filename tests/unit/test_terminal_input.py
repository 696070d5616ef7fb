"""A pasted escape sequence is text, however the terminal cuts it into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import constants, events

from mlew_tui.settings.keymap import spelled
from mlew_tui.widgets.textual_patches import CarefulParser

HOSTILE = [
    "hello \x1b[5x\x11 bye",
    "\x1b[31mred\x1b[0m\tand \x07 bell",
    "\x1b",
    "\x1b[200~nested",
    "\x1b[201",
    "\x1b\x1b\x1b[A\x1bOP",
]


def pasted_and_pressed(chunks: list[str]) -> tuple[list[str], list[str]]:
    parser = CarefulParser()
    tokens = [token for chunk in chunks for token in parser.feed(chunk)]
    pasted = [token.text for token in tokens if isinstance(token, events.Paste)]
    return pasted, [token.key for token in tokens if isinstance(token, events.Key)]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_pasted_arrives_as_it_is_and_presses_no_key(text: str) -> None:
    assert pasted_and_pressed(["\x1b[200~" + text + "\x1b[201~", "x"]) == ([text], ["x"])


@given(st.sampled_from(HOSTILE), st.lists(st.integers(0, 60), max_size=6))
def test_it_does_not_matter_where_the_terminal_cuts(text: str, cuts: list[int]) -> None:
    start, end = "\x1b[200~", "\x1b[201~"
    body = text + end
    places = sorted({min(cut, len(body)) for cut in cuts})
    pieces = [body[a:b] for a, b in zip([0, *places], [*places, len(body)], strict=True)]
    chunks = [start, *[piece for piece in pieces if piece], "x"]
    assert pasted_and_pressed(chunks) == ([text], ["x"])


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b[20;2~", "shift+f9"), ("\x1b[1;2P", "shift+f1"), ("\x1b[24;2~", "shift+f12"), ("\x1b[25~", "shift+f1"),
        ("\x1b[20;6~", "ctrl+shift+f9"), ("\x1b[20~", "f9"), ("\x1b[24~", "f12"),
    ],
)  # fmt: skip
def test_function_keys_with_shift_are_known_by_the_name_people_press(
    sent: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)  # as the console sets it before Textual is read
    assert pasted_and_pressed([sent]) == ([], [key])
    assert spelled(key) == key


def test_keys_outside_a_paste_are_keys() -> None:
    assert pasted_and_pressed(["a", "\x1b[A", "\x1bOQ", "あ"]) == ([], ["a", "up", "f2", "あ"])
