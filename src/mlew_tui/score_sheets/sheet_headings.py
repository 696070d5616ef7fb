"""Match columns with criteria and rows with cases: by hidden ids checked by text, else by text alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlew_tui.tabular.cells import Remark, match_key


@dataclass(frozen=True)
class Item:
    """A criterion or case as the workshop has it now."""

    id: str
    text: str


@dataclass(frozen=True)
class Heading:
    """The heading of a column or row: its index from 0, its cell, its id and text ("" for none)."""

    place: int
    cell: str
    id: str
    text: str


@dataclass(frozen=True)
class Axis:
    """The matched columns or rows, refusals and notes, and how many headings belong to no item."""

    at: Mapping[int, str]
    unknown: tuple[Heading, ...]
    refusals: tuple[Remark, ...]
    notes: tuple[Remark, ...]
    strangers: int


def match_headings(headings: Sequence[Heading], items: Sequence[Item], what: str) -> Axis:
    """Match headings with items; ``what`` is ``criterion`` or ``case`` and begins the kinds of the remarks.

    An id is believed unless the text beside it is that of another item. An item claimed twice is refused.
    """
    names = _Names(items)
    at: dict[int, str] = {}
    first: dict[str, Heading] = {}
    unknown: list[Heading] = []
    refusals: list[Remark] = []
    notes: list[Remark] = []
    strangers = 0
    for heading in headings:
        claim = names.claim(heading)
        strangers += claim.is_strange
        if claim.refused:
            refusals.append(_remark(f"{what}-{claim.refused}", heading, claim.item, other=claim.other))
        elif not claim.item:
            unknown.append(heading)
        elif claim.item in first:
            refusals.append(_remark(f"{what}-twice", heading, claim.item, other=first[claim.item].cell))
        else:
            first[claim.item] = heading
            at[heading.place] = claim.item
            if claim.noted:
                notes.append(_remark(f"{what}-{claim.noted}", heading, claim.item, now=names.text(claim.item)))
    if notes and all(note.kind == f"{what}-by-text" for note in notes) and len(notes) == len(at):
        notes = [Remark(f"{what}-all-by-text")]
    return Axis(at, tuple(unknown), tuple(refusals), (*notes, *_missing(items, first, what)), strangers)


@dataclass(frozen=True)
class _Claim:
    """Which item a heading is about, if any; ``is_strange``: its id is, or its text beside a known id."""

    item: str = ""
    refused: str = ""
    noted: str = ""
    other: str = ""
    is_strange: bool = False


class _Names:
    """The items by id and by text; a text may be that of several."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._by_id = {item.id: item for item in items}
        self._by_text: dict[str, list[str]] = {}
        for item in items:
            self._by_text.setdefault(match_key(item.text), []).append(item.id)

    def text(self, name: str) -> str:
        """Return the text of an item."""
        return self._by_id[name].text

    def claim(self, heading: Heading) -> _Claim:
        """Tell which item a heading is about: by its id, else by its text."""
        called = self._by_text.get(match_key(heading.text), []) if heading.text.strip() else []
        if heading.id in self._by_id:
            if called and heading.id not in called:
                return _Claim(heading.id, refused="conflict", other=", ".join(called))
            is_reworded = bool(heading.text.strip()) and not called
            return _Claim(heading.id, noted="reworded" if is_reworded else "", is_strange=is_reworded)
        if len(called) > 1:
            return _Claim(", ".join(called), refused="ambiguous")
        return _Claim(called[0], noted="by-text") if called else _Claim(is_strange=bool(heading.id))


def is_in_order(found: Axis, items: Sequence[Item]) -> bool:
    """Tell whether the matched items are in the workshop's order."""
    places = {name: place for place, name in found.at.items()}
    ordered = [places[item.id] for item in items if item.id in places]
    return ordered == sorted(ordered)


def best_line(lines: Iterable[Sequence[str]], items: Sequence[Item]) -> int | None:
    """Return the number of the line of cells that names the most items by id or text, the first of equals."""
    known = {item.id for item in items} | {match_key(item.text) for item in items} - {""}
    counts = Counter({number: sum(_names(cell, known) for cell in line) for number, line in enumerate(lines)})
    found = counts.most_common(1)
    return found[0][0] if found and found[0][1] else None


def _names(cell: str, known: set[str]) -> bool:
    return cell.strip() in known or match_key(cell) in known


def _missing(items: Sequence[Item], found: Mapping[str, Heading], what: str) -> Iterator[Remark]:
    for item in items:
        if item.id not in found:
            yield Remark(f"{what}-missing", values={"id": item.id, "text": item.text})


def _remark(kind: str, heading: Heading, name: str, **others: str) -> Remark:
    return Remark(kind, heading.cell, {"id": name, "text": heading.text, **others})
