"""What differs between two workshops, as data: items, single values, scores, ballots, decision and clock."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from mlew_tui.model import references
from mlew_tui.model.base import Model
from mlew_tui.model.changes import COLLECTIONS, key_of
from mlew_tui.model.invent import Decision
from mlew_tui.model.workshop import LogEntry, Stage, Workshop

_APART = ("scores", "decision", "progress", "log")
_HANDED_IN = "ballots.handed_in"
_NAMED_BY = {path: "id" for path, kind in COLLECTIONS.items() if kind.prefix} | {"milestones": "kind"}


class FieldChange(NamedTuple):
    """One field of an item, before and after."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Added:
    """An item only the new workshop has; ``key`` is its key there."""

    path: str
    key: str
    item: Model


@dataclass(frozen=True)
class Removed:
    """An item only the old workshop has; ``key`` was its key there."""

    path: str
    key: str
    item: Model


@dataclass(frozen=True)
class Edited:
    """An item both have, with the fields that differ; ``key`` is its key in the new workshop."""

    path: str
    key: str
    item: Model
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Moved:
    """An item that stands elsewhere among those both have: its place before and after, from 0."""

    path: str
    key: str
    item: Model
    before: int
    after: int


@dataclass(frozen=True)
class Valued:
    """A single value, by its dotted path; ``key`` names the entry where the value is a table."""

    path: str
    before: Any
    after: Any
    key: str = ""


@dataclass(frozen=True)
class Scored:
    """One cell of a participant's sheet; None is a blank one."""

    person: str
    case: str
    criterion: str
    before: Fraction | None
    after: Fraction | None


@dataclass(frozen=True)
class Balloted:
    """A participant handed in, or took the ballot back."""

    person: str
    handed_in: bool


@dataclass(frozen=True)
class Decided:
    """What people settled, before and after; None is nothing."""

    before: Decision | None
    after: Decision | None


@dataclass(frozen=True)
class Went:
    """The room went from one step to another."""

    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """In Invent's rounds another case, or another stage of it, is on."""

    case: str | None
    stage: Stage


@dataclass(frozen=True)
class Ran:
    """Only the clock or the log differs: the seconds the steps' clocks ran more (less, when negative)."""

    seconds: int


@dataclass(frozen=True)
class Diced:
    """The dice decided something for now."""

    text: str


Difference = Added | Removed | Edited | Moved | Valued | Scored | Balloted | Decided | Went | Told | Ran | Diced


def compare(old: Workshop, new: Workshop) -> tuple[Difference, ...]:
    """Return everything that differs, in the file's order; nothing exactly when both say the same.

    Who handed in first and blank rows of scores say nothing. Items are paired by id (a milestone by its
    kind); items without one by being equal, and what is left of them in order.
    """
    found: list[Difference] = []
    for path in COLLECTIONS:
        found += _items(path, references.collection(old, path), references.collection(new, path))
    found += _values("", old, new)
    found += _scores(old, new)
    found += _ballots(old, new)
    if old.decision != new.decision:
        found.append(Decided(old.decision, new.decision))
    found += _time(old, new)
    return tuple(found)


def _items(path: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    pairs = _pairs(path, old, new)
    paired_old, paired_new = {before for before, _ in pairs}, {after for _, after in pairs}
    for index, item in enumerate(old):
        if index not in paired_old:
            yield Removed(path, key_of(item, index), item)
    moved = _moved(pairs)
    for rank, (before, after) in enumerate(pairs):
        item, key = new[after], key_of(new[after], after)
        fields = tuple(
            FieldChange(name, getattr(old[before], name), getattr(item, name))
            for name in type(item).model_fields
            if getattr(old[before], name) != getattr(item, name)
        )
        if fields:
            yield Edited(path, key, item, fields)
        if rank in moved:
            yield Moved(path, key, item, before, after)
    for index, item in enumerate(new):
        if index not in paired_new:
            yield Added(path, key_of(item, index), item)


def _pairs(path: str, old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Return which old item is which new one, as indexes, in the new order."""
    field = _NAMED_BY.get(path)
    if field is not None:
        pairs = _matched(old, new, lambda item: getattr(item, field))
    else:
        equal = _matched(old, new, lambda item: item)
        left = [index for index in range(len(old)) if index not in {before for before, _ in equal}]
        right = [index for index in range(len(new)) if index not in {after for _, after in equal}]
        pairs = [*equal, *zip(left, right, strict=False)]
    return sorted(pairs, key=lambda pair: pair[1])


def _matched(old: Sequence[Any], new: Sequence[Any], name: Callable[[Any], Hashable]) -> list[tuple[int, int]]:
    """Pair the items of one name, the first with the first."""
    places: dict[Hashable, list[int]] = {}
    for index in reversed(range(len(old))):
        places.setdefault(name(old[index]), []).append(index)
    return [(places[name(item)].pop(), index) for index, item in enumerate(new) if places.get(name(item))]


def _moved(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """Return the ranks of as few pairs as could have been moved: all but a longest run still in order."""
    tails: list[int] = []
    lengths = []
    for before, _ in pairs:
        length = bisect_left(tails, before)
        tails[length : length + 1] = [before]
        lengths.append(length)
    wanted = len(tails) - 1
    moved = set(range(len(pairs)))
    for rank in reversed(range(len(pairs))):
        if lengths[rank] == wanted:
            moved.discard(rank)
            wanted -= 1
    return moved


def _values(base: str, old: Model, new: Model) -> Iterator[Valued]:
    """Yield the single values that differ, those of inner tables too; collections are not among them."""
    for name in type(new).model_fields:
        path = f"{base}{name}"
        before, after = getattr(old, name), getattr(new, name)
        if path in COLLECTIONS or path in _APART or path == _HANDED_IN or before == after:
            continue
        if isinstance(before, Model) and isinstance(after, Model):
            yield from _values(f"{path}.", before, after)
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            for key in {**before, **after}:
                if before.get(key) != after.get(key):
                    yield Valued(path, before.get(key), after.get(key), key)
        else:
            yield Valued(path, before, after)


def cells(workshop: Workshop) -> dict[tuple[str, str, str], Fraction]:
    """Return every score by participant, case and criterion."""
    return {
        (person, case, criterion): points
        for person, sheet in workshop.scores.items()
        for case, row in sheet.items()
        for criterion, points in row.items()
    }


def _scores(old: Workshop, new: Workshop) -> Iterator[Scored]:
    before, after = cells(old), cells(new)
    for cell in {**before, **after}:
        if before.get(cell) != after.get(cell):
            yield Scored(*cell, before.get(cell), after.get(cell))


def _ballots(old: Workshop, new: Workshop) -> Iterator[Balloted]:
    before, after = old.ballots.handed_in, new.ballots.handed_in
    for person in dict.fromkeys((*before, *after)):
        if (person in before) != (person in after):
            yield Balloted(person, person in after)


def _fallen(workshop: Workshop) -> Counter[str]:
    return Counter(text for entry in workshop.log for text in entry.dice)


def _runs(workshop: Workshop) -> list[LogEntry]:
    return [entry.model_copy(update={"dice": ()}) for entry in workshop.log]


def _time(old: Workshop, new: Workshop) -> Iterator[Difference]:
    """Yield what the console notes by itself: round, step, case on, and the clock when it differs."""
    before, after = old.progress, new.progress
    if before.round != after.round:
        yield Valued("progress.round", before.round, after.round)
    if before.step != after.step:
        yield Went(before.step, after.step)
    if (before.case, before.stage) != (after.case, after.stage):
        yield Told(after.case, after.stage)
    for text, count in (_fallen(new) - _fallen(old)).items():
        yield from [Diced(text)] * count
    if before.clock != after.clock or _runs(old) != _runs(new):
        yield Ran(sum(entry.actual for entry in new.log) - sum(entry.actual for entry in old.log))
