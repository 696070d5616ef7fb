"""The ``[keys]`` of the settings: which ids there are, which keys they may have, and none for two things at once."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from mlew_tui.i18n import tr
from mlew_tui.settings.key_registry import KEYS, RegisteredKey, has_line, may_meet
from mlew_tui.settings.keymap import UnknownKeyError, shown, spelled, types

Loc = tuple[str | int, ...]
_SAME: Final = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape",
}  # fmt: skip
"""Keys that reach a program as another one."""
_FIXED: Final = ("tab", "shift+tab", "ctrl+p", "ctrl+c")
"""Keys that are the same everywhere: the way to the board and back, the palette, and copying."""


@dataclass
class InvalidBindingError(Exception):
    """A setting is invalid: kind, message, hint, path inside its value; ``is_key`` if it is about the key."""

    kind: str
    what: str
    hint: str = ""
    inside: Loc = ()
    is_key: bool = False
    notes: list[tuple[str, Loc]] = field(default_factory=list)


def flatten_keys(table: Mapping[str, Any], loc: tuple[str, ...] = ()) -> dict[str, tuple[tuple[str, ...], Any]]:
    """Return path and value of every id: ``step.next`` without quotes is a table ``step`` with ``next`` in it."""
    found: dict[str, tuple[tuple[str, ...], Any]] = {}
    for part, value in table.items():
        if isinstance(value, dict):
            found |= flatten_keys(value, (*loc, part))
        else:
            found[".".join((*loc, part))] = ((*loc, part), value)
    return found


def check_keys(name: str, value: Any) -> tuple[str, ...]:
    """Return the keys chosen for an id, as Textual spells them. Raises InvalidBindingError."""
    rows = [row for row in KEYS if row.id == name]
    if not rows:
        raise _unknown(name)
    written = value.split(",") if isinstance(value, str) else value
    if not isinstance(written, list) or not written or not all(isinstance(each, str) for each in written):
        what = tr("The keys of “{name}” must be text in quotes, or a list of such", name=name)
        raise InvalidBindingError("keys-type", what, tr('Write one as in "f5", "ctrl+e" or ["f5", "e"]'))
    keys = []
    for index, each in enumerate(written):
        try:
            keys.append(_usable(each, rows))
        except InvalidBindingError as wrong:
            wrong.inside = (index,) if isinstance(value, list) else ()
            raise
    return tuple(dict.fromkeys(keys))


def _unknown(name: str) -> InvalidBindingError:
    names = list(dict.fromkeys(row.id for row in KEYS))
    near = difflib.get_close_matches(name.lower(), names, n=1)
    every = tr("Every id with its keys: mlew-tui doctor --keys")
    hint = tr("Did you mean “{near}”?", near=near[0]) if near else every
    return InvalidBindingError(
        "unknown-binding", tr("Nothing has the id “{name}”, so no key can be given to it", name=name), hint, is_key=True
    )


def _usable(written: str, rows: list[RegisteredKey]) -> str:
    """Return a key as Textual spells it. Raises InvalidBindingError: no such key, or not allowed here."""
    try:
        key = spelled(written)
    except UnknownKeyError as error:
        hint = tr("Did you mean “{near}”?", near=error.meant) if error.meant else tr('Write one as in "f5" or "ctrl+e"')
        raise InvalidBindingError("no-such-key", tr("There is no key “{key}”", key=written.strip()), hint) from None
    if key in _SAME:
        words = tr("A terminal sends {key} as {other}", key=shown(key), other=shown(_SAME[key]))
        raise InvalidBindingError("same-key", words, tr("Choose another key"))
    if key in _FIXED:
        raise InvalidBindingError(
            "fixed-key", tr("{key} always has its own meaning", key=shown(key)), tr("Choose another key")
        )
    if types(key) and any(_works_while_typing(row) for row in rows):
        what = tr("“{name}” works while people type, and {key} is typed", name=rows[0].id, key=shown(key))
        raise InvalidBindingError("typed-key", what, tr("Choose a function key, or one with Ctrl or Alt"))
    return key


def _works_while_typing(row: RegisteredKey) -> bool:
    return has_line(row.place) and not any(types(key) for key in row.keys)


def duplicates(
    chosen: Mapping[str, tuple[str, ...]], places: Mapping[str, Loc]
) -> Iterator[tuple[str, InvalidBindingError]]:
    """Yield every chosen id one of whose keys is another's at the same place, the later of two chosen ones.

    ``places`` says where each id stands in the file, for the note at the first.
    """
    now = [replace(row, keys=chosen.get(row.id, row.keys)) for row in KEYS]
    order = {name: index for index, name in enumerate(chosen)}
    told: set[str] = set()
    for mine, mine_usual in zip(now, KEYS, strict=True):
        for other, other_usual in zip(now, KEYS, strict=True) if mine.id in chosen else ():
            before = set(mine_usual.keys) & set(other_usual.keys)  # some share by intent, as Esc in a dialog
            shared = next((key for key in mine.keys if key in other.keys and key not in before), None)
            if shared is None or mine.id in told or other.id == mine.id or not may_meet(mine.place, other.place):
                continue
            if order.get(other.id, -1) > order[mine.id]:
                continue
            told.add(mine.id)
            words = tr("{key} is the key of “{name}” already", key=shown(shared), name=other.id)
            hint = tr("Choose another key, or give “{name}” another one under [keys], too", name=other.id)
            notes = [(tr("chosen here"), places[other.id])] if other.id in chosen else []
            yield mine.id, InvalidBindingError("key-of-two", words, hint, notes=notes)
