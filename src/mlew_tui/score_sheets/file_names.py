"""File names of sheets, made of id and name, safe on every system."""

import unicodedata
from collections.abc import Iterable, Mapping

from mlew_tui.model.workshop import Participant

_LONGEST = 120
"""Bytes of a stem; every system takes twice as many, and a folder's path comes on top."""


def file_stems(people: Iterable[Participant]) -> Mapping[str, str]:
    """Return a file name without extension for each participant's id, unique even where case is ignored.

    Letters and digits of every script stay; anything else becomes ``_``.
    """
    taken: set[str] = set()
    found = {}
    for person in people:
        whole = "-".join(part for part in (_safe(person.id), _safe(person.name)) if part) or "sheet"
        stem, number = _cut(whole, _LONGEST), 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{_cut(whole, _LONGEST)}-{number}"
        taken.add(stem.casefold())
        found[person.id] = stem
    return found


def _safe(text: str) -> str:
    kept = "".join(
        sign if unicodedata.category(sign)[0] in "LNM" or sign in "-_" else "_"
        for sign in unicodedata.normalize("NFC", text)
    )
    return kept.strip("_-")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
