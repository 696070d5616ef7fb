"""The registry of keys: which id has which usual keys and label, and where it works.

Bindings, presenters, the bottom lines, help, the palette, ``doctor --keys`` and the check of the settings read it.
"""

from dataclasses import dataclass
from typing import Final

from mlew_tui.settings.key_table import KEY_TABLE, PALETTE

_FOCUSABLE: Final = ("board", "grid", "reader")
"""Widgets other than the entry line that can have the focus on a step's screen."""
_TYPED_AT: Final = ("console", "step", "new", "ballots")
"""Where people type beside pressing these keys; every step of the deck is another such place."""
_SHARING_ESCAPE: Final = ("agenda", "clock", "help", "roll", "ask", "pick", "preview", "past", "thread")
"""The dialogs that answer the keys of every dialog, too."""


@dataclass(frozen=True)
class RegisteredKey:
    """One id at one place, with its usual keys, and its label as marked for the catalogue."""

    place: str
    id: str
    keys: tuple[str, ...]
    label: str

    @property
    def usual(self) -> str:
        """The usual keys, separated by commas."""
        return ",".join(self.keys)


KEYS: Final = tuple(
    RegisteredKey(place, id_, tuple(keys.split(",")), label)
    for place, ids in KEY_TABLE.items()
    for id_, (keys, label) in ids.items()
)
"""Every id at every place where it works."""
_BY_ID: Final = {
    key.id: key for key in reversed((*KEYS, RegisteredKey("console", PALETTE[0], (PALETTE[1],), PALETTE[2])))
}


def registered(id_: str, place: str = "") -> RegisteredKey:
    """Return an id's keys and label, which only some choices have different ones of at different places.

    Raises KeyError for an id that is not registered.
    """
    if not place:
        return _BY_ID[id_]
    keys, label = KEY_TABLE[place][id_]
    return RegisteredKey(place, id_, tuple(keys.split(",")), label)


def has_line(place: str) -> bool:
    """Return whether people type at a place, so that a plain letter is not free there."""
    return place in _TYPED_AT or "." in place


def may_meet(place: str, other: str) -> bool:
    """Return whether a key pressed at one place may be answered at the other as well."""
    pair = {place, other}
    if len(pair) == 1 or "console" in pair:
        return True
    steps = sum("." in each for each in pair)
    if "step" in pair:
        return steps == 1 or bool(pair & {*_FOCUSABLE, "entry"})
    if steps == 1:
        return bool(pair & set(_FOCUSABLE))
    return "dialog" in pair and bool(pair & set(_SHARING_ESCAPE))
