"""Keys as people write them in the settings, and which key stands for what once they have chosen."""

import re
import string
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_NAMED: Final = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
        *("enter", "space", "tab", "escape", "backspace"),
        *(f"f{number}" for number in range(1, 25)),
    )
)
_MEANT: Final = {
    "esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown",
    "page_up": "pageup", "page_down": "pagedown", "bs": "backspace", "spacebar": "space", "hyphen_minus": "minus",
    "control": "ctrl", "ctl": "ctrl", "c": "ctrl", "option": "alt", "opt": "alt", "meta": "alt",
}  # fmt: skip
"""What other programs call keys and modifiers, and what they are called here."""
_SHORT: Final = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
    "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
"""Signs whose name here is not the one Unicode gives them."""
_MODIFIERS: Final = ("alt", "ctrl", "shift")
_SHOWN: Final = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "escape": "Esc", "delete": "Del", "insert": "Ins",
    "pageup": "PgUp", "pagedown": "PgDn", "space": "Space", "alt": "Alt", "ctrl": "Ctrl", "shift": "Shift",
}  # fmt: skip
_FUNCTION: Final = re.compile(r"f\d+")
_ROW: Final = 12
"""How many function keys a keyboard has; those beyond are Shift with one of them."""


class UnknownKeyError(ValueError):
    """There is no key of this name; ``meant`` is the name that was probably meant, "" if none comes near."""

    def __init__(self, written: str, meant: str = "") -> None:
        super().__init__(written)
        self.meant = meant


def spelled(written: str) -> str:
    """Return a key as Textual calls it: ``Ctrl+N`` is ``ctrl+n``, ``?`` is ``question_mark``.

    Raises UnknownKeyError.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    *modifiers, base = [part.strip() for part in text.split("+")] if len(text) > 1 else [text]
    held = [part.lower() for part in modifiers]
    plain = base if len(base) == 1 else base.lower()
    if not _is_base(plain) or any(part not in _MODIFIERS for part in held) or len(set(held)) < len(held):
        raise UnknownKeyError(written, _meant(held, plain))
    if len(plain) == 1:
        plain = _sign(plain.lower() if held and plain.isascii() else plain)
    return unshifted("+".join([*sorted(held), plain]))


def unshifted(key: str) -> str:
    """Return ``f21`` as ``shift+f9``, any other key as it is: terminals send the same for both."""
    *held, base = key.split("+")
    number = int(base[1:]) if _FUNCTION.fullmatch(base) else 0
    if number <= _ROW or "shift" in held:
        return key
    return "+".join([*sorted((*held, "shift")), f"f{number - _ROW}"])


def _is_base(name: str) -> bool:
    """Tell whether a key without modifiers is one: a letter, a digit, a sign, or the name of a key."""
    if len(name) == 1:
        return name.isalnum() or name in string.punctuation
    return name in _NAMED or name in _SIGNS


def _sign(character: str) -> str:
    """Return what a character's key is called: a letter or digit as it is, a sign by its name."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return _SHORT.get(name, name)


_SIGNS: Final = {_sign(character): character for character in string.punctuation}
"""The signs every keyboard has, by the name of their key."""


def _meant(held: list[str], base: str) -> str:
    """Return the likely correct spelling of an unknown key, "" if there is none."""
    if base.startswith("^") and len(base) == 2 and not held:
        held, base = ["ctrl"], base[1]
    elif "-" in base and not held:
        *held, base = base.split("-")
    elif "_" in base and not held and base not in _MEANT:
        *held, base = base.split("_")
    modifiers = [_MEANT.get(part, part) for part in held]
    plain = _MEANT.get(base, base)
    if not plain or not _is_base(plain) or any(part not in _MODIFIERS for part in modifiers):
        import difflib  # lazy: only for a misspelled key

        near = difflib.get_close_matches("".join([*held, base]), _NAMED, n=1, cutoff=0.7)
        return near[0] if near else ""
    return "+".join([*sorted(set(modifiers)), plain])


def types(key: str) -> bool:
    """Tell whether a spelled key writes or edits where people type, so that nothing else can answer it there."""
    *held, base = key.split("+")
    return not ({"ctrl", "alt"} & set(held)) and base != "escape" and not _FUNCTION.fullmatch(base)


def shown(key: str) -> str:
    """Return a spelled key as the bottom lines show it: ``^N``, ``F9``, ``Space``, ``?``."""
    *held, base = key.split("+")
    base = base.removeprefix("upper_").upper() if base.startswith("upper_") else base
    name = _SHOWN.get(base) or _SIGNS.get(base) or (base if len(base) == 1 else base.capitalize())
    if held == ["ctrl"] and len(name) == 1:
        return f"^{name.upper()}"
    return "+".join([*(_SHOWN[part] for part in held), name])


class Keymap(NamedTuple):
    """The keys a person chose, by the id of what they do; whatever was not chosen keeps its own."""

    chosen: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def keys(self, name: str, usual: str) -> tuple[str, ...]:
        """Return the keys of an id whose usual ones are ``usual``, separated by commas."""
        return self.chosen.get(name) or tuple(usual.split(","))

    def first(self, name: str, usual: str) -> str:
        """Return the key of an id that is shown and pressed for a click."""
        return self.keys(name, usual)[0]

    def answers(self, name: str, usual: str, key: str, character: str | None, *, typing: bool) -> bool:
        """Tell whether a pressed key is one of an id's; while people type, only one that types nothing."""
        pressed = {key, character and _sign(character)}
        return any(own in pressed and not (typing and types(own)) for own in self.keys(name, usual))

    def for_textual(self) -> dict[str, str]:
        """Return the choice as ``App.set_keymap`` takes it."""
        return {name: ",".join(keys) for name, keys in self.chosen.items()}


USUAL: Final = Keymap()
"""The default keys."""
