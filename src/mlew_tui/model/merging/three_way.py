"""Joins three versions of a value into one: field by field, item by item, key by key.

This module handles structure only: which items correspond, and their order. ``merge`` makes the result consistent.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, Final, Literal, NamedTuple, TypeVar

from mlew_tui.model.base import Model
from mlew_tui.model.invent import Decision
from mlew_tui.model.iterate import Milestone
from mlew_tui.model.references import Loc
from mlew_tui.model.workshop import LogEntry, Workshop

Side = Literal["mine", "theirs"]
"""Who changed a workshop: the console, or somebody in an editor."""

_ALIKE = 0.5
"""Least similarity at which two items without ids count as one that was edited."""

K = TypeVar("K", bound=Hashable)


class Absent(Enum):
    """The type of ``ABSENT``, which stands where there is no item and no value."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class Conflict(NamedTuple):
    """Both sides changed the same thing differently.

    ``place`` leads to it by field names and ids, by a number in the common version only where items have
    neither: ``("reviews", "r3", "text")``, ``("scores", "m1", "s1", "k1")``, ``("reviews", "r3")``.
    The values are the model's, or ABSENT.
    """

    place: Loc
    before: Any
    mine: Any
    theirs: Any

    def of(self, side: Side) -> Any:
        """Return what a side wants here."""
        return self.mine if side == "mine" else self.theirs


class Joining:
    """Joins three versions; ``choose`` returns the side whose value wins a conflict."""

    def __init__(self, choose: Callable[[Conflict], Side]) -> None:
        self._choose = choose
        self.conflicts: list[Conflict] = []

    def workshop(self, base: Workshop, mine: Workshop, theirs: Workshop) -> Workshop:
        """Return the joined workshop, not validated; progress and log are the console's and never disputed."""
        fields = {
            name: self._value((name,), getattr(base, name), getattr(mine, name), getattr(theirs, name))
            for name in Workshop.model_fields
            if name not in ("progress", "log")
        }
        progress = theirs.progress if mine.progress == base.progress else mine.progress
        return theirs.with_(**fields, progress=progress, log=_log(base.log, mine.log, theirs.log))

    def _value(self, place: Loc, base: Any, mine: Any, theirs: Any) -> Any:
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        versions = (base, mine, theirs)
        if all(isinstance(version, Model) for version in versions):
            return self._model(place, base, mine, theirs)
        if all(isinstance(version, Mapping | Absent) for version in versions):
            found = self._mapping(place, *({} if version is ABSENT else version for version in versions))
            return ABSENT if not found and ABSENT in versions else found
        if all(isinstance(version, tuple) for version in versions):
            return self._tuple(place, base, mine, theirs)
        return self._disputed(place, base, mine, theirs)

    def _disputed(self, place: Loc, base: Any, mine: Any, theirs: Any) -> Any:
        conflict = Conflict(place, base, mine, theirs)
        self.conflicts.append(conflict)
        return conflict.of(self._choose(conflict))

    def _model(self, place: Loc, base: Model, mine: Model, theirs: Model) -> Any:
        verdicts = [_verdict(version) for version in (base, mine, theirs)]
        if len(set(verdicts)) == len(verdicts):
            return self._disputed(place, base, mine, theirs)
        fields = {
            name: self._value((*place, name), getattr(base, name), getattr(mine, name), getattr(theirs, name))
            for name in type(base).model_fields
        }
        return theirs.model_copy(update=fields)

    def _mapping(
        self, place: Loc, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        found = {
            key: self._value((*place, key), base.get(key, ABSENT), mine.get(key, ABSENT), theirs.get(key, ABSENT))
            for key in in_order(list(base), list(mine), list(theirs))
        }
        return {key: value for key, value in found.items() if value is not ABSENT}

    def _tuple(self, place: Loc, *versions: tuple[Any, ...]) -> tuple[Any, ...]:
        every = [item for version in versions for item in version]
        if not all(isinstance(item, Model) for item in every):
            return joined_set(*versions)
        if all(is_named(item) for item in every):
            return self._items(place, *({name_of(item): item for item in version} for version in versions))
        return self._items(place, *_paired(*versions))

    def _items(
        self, place: Loc, base: Mapping[Any, Model], mine: Mapping[Any, Model], theirs: Mapping[Any, Model]
    ) -> tuple[Any, ...]:
        found = []
        for name in in_order(list(base), list(mine), list(theirs)):
            before: Any = base.get(name, ABSENT)
            if before is ABSENT and name in theirs and isinstance(mine.get(name), Milestone):
                before = Milestone(kind=name)  # there is one of each: two new ones are the same one, begun twice
            found.append(self._value((*place, name), before, mine.get(name, ABSENT), theirs.get(name, ABSENT)))
        return tuple(item for item in found if item is not ABSENT)


def is_named(item: Model) -> bool:
    """Tell whether an item has an id or, as a milestone, a kind."""
    return isinstance(item, Milestone) or "id" in type(item).model_fields


def name_of(item: Any) -> str:
    """Return an item's id, or a milestone's kind."""
    return str(item.kind if isinstance(item, Milestone) else item.id)


def in_order(base: Sequence[K], mine: Sequence[K], theirs: Sequence[K]) -> list[K]:
    """Return what either side has, once each: theirs in their order, mine behind what it stands behind in mine.

    Where mine alone put the common things into another order, mine is the frame and theirs are fitted in.
    """
    common = set(base) & set(mine) & set(theirs)
    orders = [[name for name in version if name in common] for version in (base, mine, theirs)]
    frame, other = (mine, theirs) if orders[0] == orders[2] != orders[1] else (theirs, mine)
    order = list(dict.fromkeys(frame))
    known = set(order)
    place = 0
    for name in other:
        if name in known:
            place = order.index(name) + 1
        else:
            order.insert(place, name)
            known.add(name)
            place += 1
    return order


def joined_set(base: Sequence[K], mine: Sequence[K], theirs: Sequence[K]) -> tuple[K, ...]:
    """Return plain values, once each, with what either side added and without what either took out."""
    return tuple(name for name in in_order(base, mine, theirs) if (name in mine and name in theirs) or name not in base)


def rank(place: Loc, workshop: Workshop) -> tuple[int, ...]:
    """Return where a place stands in the format's order; what the workshop does not have is last in its row."""
    found = []
    value: Any = workshop
    for name in place:
        parts = _parts(value)
        found.append(list(parts).index(name) if name in parts else len(parts))
        value = parts.get(name)
    return tuple(found)


def _parts(value: Any) -> Mapping[Any, Any]:
    if isinstance(value, Model):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return {_part_name(item, index): item for index, item in enumerate(value)}
    return value if isinstance(value, Mapping) else {}


def _part_name(item: Any, index: int) -> Any:
    if isinstance(item, Model):
        return name_of(item) if is_named(item) else index
    return item


def _verdict(value: Model) -> Any:
    """Return what of a decision only holds together as a whole; None for anything else."""
    return (value.how, value.case, value.among) if isinstance(value, Decision) else None


def _log(base: Sequence[LogEntry], mine: Sequence[LogEntry], theirs: Sequence[LogEntry]) -> tuple[LogEntry, ...]:
    """Return every run either side noted, by its start; the console's own figures stand."""
    if mine in (base, theirs) or theirs == base:
        return tuple(mine if theirs == base else theirs)
    before, here, there = (_runs(version) for version in (base, mine, theirs))
    found: list[LogEntry] = []
    for run in in_order(list(before), list(here), list(there)):
        old, ours, other = (version.get(run) for version in (before, here, there))
        is_theirs = ours == old or (ours is None and other != old)
        kept = [other] if is_theirs else [ours] if old else [other, ours]
        found += [entry for entry in dict.fromkeys(kept) if entry is not None]
    return tuple(sorted(found, key=lambda entry: entry.started))


def _runs(log: Sequence[LogEntry]) -> dict[Hashable, LogEntry]:
    """Return log entries by what tells one run from another."""
    seen: Counter[Hashable] = Counter()
    runs: dict[Hashable, LogEntry] = {}
    for entry in log:
        run = (entry.round, entry.step, entry.started)
        runs[*run, seen[run]] = entry
        seen[run] += 1
    return runs


def _paired(base: Sequence[Model], mine: Sequence[Model], theirs: Sequence[Model]) -> Iterator[dict[Hashable, Model]]:
    """Yield three versions of items without ids, named by their place in base; new ones that are equal are one."""
    yield dict(enumerate(base))
    new: list[Model] = []
    for version in (mine, theirs):
        free = list(range(len(new)))
        named: dict[Hashable, Model] = {}
        for item, partner in zip(version, _partners(base, version), strict=True):
            if partner is not None:
                named[partner] = item
                continue
            twin = next((index for index in free if new[index] == item), len(new))
            if twin in free:
                free.remove(twin)
            else:
                new.append(item)
            named["new", twin] = item
        yield named


def _partners(base: Sequence[Model], items: Sequence[Model]) -> list[int | None]:
    """Return for each item the place of the one it was in ``base``: the same, else the likest one left, if any."""
    partners: list[int | None] = []
    free = list(range(len(base)))
    for item in items:
        same = next((index for index in free if base[index] == item), None)
        partners.append(same)
        if same is not None:
            free.remove(same)
    pairs = [
        (likeness, place, index)
        for place, partner in enumerate(partners)
        for index in free
        if partner is None and (likeness := _likeness(items[place], base[index])) >= _ALIKE
    ]
    for _, place, index in sorted(pairs, key=lambda pair: -pair[0]):
        if partners[place] is None and index in free:
            partners[place] = index
            free.remove(index)
    return partners


def _likeness(one: Model, other: Model) -> float:
    """Return from 0 to 1 how much two items say the same in words; marks such as ``settled`` do not count."""
    words = [(getattr(one, name), getattr(other, name)) for name in type(one).model_fields]
    said = [(here, there) for here, there in words if any(isinstance(word, str) and word for word in (here, there))]
    alike = [SequenceMatcher(None, here or "", there or "").ratio() for here, there in said]
    return sum(alike) / len(alike) if alike else 1.0
