"""What a file should say after a change: the tree it has now, with whatever differs in value put in.

Wherever nothing changed, the very object of the tree before is used again, so that ``is`` finds what
did. Numbers keep their spelling (``5.0``), defaults written out stay, others are not added.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

Plain = Any
"""A tree of dicts, lists and TOML scalars."""


def of(value: Plain, needed: Plain, before: Plain) -> Plain:
    """Return what should stand where ``before`` stands: ``before`` itself when it says the same.

    ``value`` has everything, defaults included; ``needed`` what a file must say, and may lack what is at
    its default.
    """
    if isinstance(value, Mapping) and isinstance(before, Mapping):
        return _table(value, needed or {}, before)
    if are_tables(value) and are_tables(before):
        return _tables(value, needed, before)
    if same(value, before):
        return before
    return needed if isinstance(value, Mapping) or are_tables(value) else value


def _table(value: Mapping[str, Plain], needed: Mapping[str, Plain], before: Mapping[str, Plain]) -> Plain:
    """Return the keys that stay and those to be added; what held only tables and lost all of them goes itself."""
    stays = {key: of(value[key], needed.get(key), now) for key, now in before.items() if key in value}
    kept = {key: item for key, item in stays.items() if item or key in needed or not _holds_tables(before[key])}
    added = {key: item for key, item in needed.items() if key not in before}
    if not added and len(kept) == len(before) and all(kept[key] is now for key, now in before.items()):
        return before
    return kept | added


def _holds_tables(value: Plain) -> bool:
    if isinstance(value, Mapping):
        return bool(value) and all(isinstance(item, Mapping) or are_tables(item) for item in value.values())
    return are_tables(value)


def _tables(value: Sequence[Plain], needed: Sequence[Plain], before: Sequence[Plain]) -> Plain:
    items = [
        need if partner is None else of(item, need, before[partner])
        for item, need, partner in zip(value, needed, partners(before, value, needed), strict=True)
    ]
    unchanged = len(items) == len(before) and all(item is now for item, now in zip(items, before, strict=True))
    return before if unchanged else items


def are_tables(value: Plain) -> bool:
    """Tell whether a value is a list of at least one table, and of nothing else."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def same(one: Plain, other: Plain) -> bool:
    """Compare values as TOML does: 1 and 1.0 are the same number, true is none, a date is no time."""
    if one is other:
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other and one.utcoffset() == other.utcoffset()
    if isinstance(one, datetime) or isinstance(other, datetime):
        return False
    return bool(one == other)


def with_emptied(tree: Mapping[str, Plain], paths: Sequence[tuple[str, ...]]) -> Mapping[str, Plain]:
    """Return a tree with an empty list at each of these paths."""
    for first, *rest in paths:
        tree = {**tree, first: with_emptied(tree.get(first, {}), [tuple(rest)]) if rest else []}
    return tree


def identical(one: Plain, other: Plain) -> bool:
    """Tell whether two trees have the same values of the same types: 1 is not 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(identical(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(identical, one, other))
    return same(one, other)


def partners(before: Sequence[Plain], value: Sequence[Plain], needed: Sequence[Plain]) -> list[int | None]:
    """Return for each wanted table the index of the one it was: same id or milestone kind.

    Tables without either (objections, improvements, log) pair up where nothing written changed, the rest
    in their order, so that an item taken out of the middle does not hand its comments to the next.
    """
    names = {_name(item): index for index, item in enumerate(before)}
    if None not in names and all(_name(item) is not None for item in value):
        return [names.get(_name(item)) for item in value]
    start = _unchanged(before, value, needed)
    tails = [rows[start:][::-1] for rows in (before, value, needed)]
    end = _unchanged(*tails)
    middle = _by_words(before[start : len(before) - end], value[start : len(value) - end])
    return [
        *range(start),
        *(None if partner is None else start + partner for partner in middle),
        *range(len(before) - end, len(before)),
    ]


def _name(item: Plain) -> str | None:
    name = item.get("id", item.get("kind"))
    return None if name is None else str(name)


def _unchanged(before: Sequence[Plain], value: Sequence[Plain], needed: Sequence[Plain]) -> int:
    """Return how many tables from the start stay as they are: all that is written, and nothing to add."""
    rows = zip(before, value, needed, strict=False)
    changes = (n for n, (now, item, need) in enumerate(rows) if need.keys() - now.keys() or not _stays(now, item))
    return next(changes, min(len(before), len(value)))


def _stays(written: Mapping[str, Plain], item: Mapping[str, Plain]) -> bool:
    """Tell whether all that is written stays; what is left out stands at its default."""
    return _staying(written, item) == len(written)


def _by_words(before: Sequence[Plain], value: Sequence[Plain]) -> list[int | None]:
    """Pair each table with the one of which all that is written stays, else at least half; then in order."""
    free = list(range(len(before)))
    found: list[int | None] = [None] * len(value)
    for share in (1.0, 0.5):
        for place, item in enumerate(value):
            if found[place] is None:
                staying = {index: _staying(before[index], item) for index in free}
                alike = [index for index in free if staying[index] >= share * len(before[index])]
                found[place] = max(alike, key=staying.__getitem__, default=None)
                free = [index for index in free if index != found[place]]
    if len(before) <= len(value):
        for place, partner in enumerate(found):
            if partner is None and free:
                found[place] = free.pop(0)
    return found


def _staying(written: Mapping[str, Plain], item: Mapping[str, Plain]) -> int:
    """Return how many written values stay."""
    return sum(same(value, item.get(key)) for key, value in written.items())
