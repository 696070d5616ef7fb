"""A workshop as TOML text: read it, and write it back so that what people wrote by hand stays."""

import tomllib
from collections.abc import Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Any

import tomli_w
import tomlrt
from tomlrt import AoT, Array, Document, Table

from mlew_tui.model.workshop import Workshop

Plain = Any
"""A tree of dicts, lists and TOML scalars."""

_ALWAYS = ("format", "title", "language", "deck", "time_zone")


def plain(workshop: Workshop) -> dict[str, Plain]:
    """Return the workshop as TOML has it, defaults included, absent optionals left out."""
    tree: dict[str, Plain] = _listed(workshop.model_dump(exclude_none=True))
    return tree


def sparse(workshop: Workshop) -> dict[str, Plain]:
    """Return what a fresh file holds: whatever differs from the defaults, and the head of the file."""
    tree = _departures(workshop)
    head = {name: getattr(workshop, name) for name in _ALWAYS}
    return {**head, **{name: value for name, value in tree.items() if name not in head}}


def _departures(workshop: Workshop) -> dict[str, Plain]:
    """Return whatever differs from the defaults: what a file must say."""
    tree: dict[str, Plain] = _listed(workshop.model_dump(exclude_none=True, exclude_defaults=True))
    return tree


def _listed(value: Plain) -> Plain:
    if isinstance(value, Mapping):
        return {key: _listed(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_listed(item) for item in value]
    return value


def fresh(workshop: Workshop, header: str) -> str:
    """Return the text of a new file: a header, then the workshop in canonical form.

    A workshop begins as a form to fill in: the readiness checks stand there as false.
    """
    tree = sparse(workshop)
    tree["readiness"] = plain(workshop)["readiness"]
    document = Document()
    for name in type(workshop).model_fields:
        if name in tree:
            _insert(document, (name,), tree[name])
    return header.rstrip() + "\n" + tomlrt.dumps(document)


def render(workshop: Workshop, text: str) -> str:
    """Return ``text`` changed to hold ``workshop``: only what differs in value is touched.

    Where the layout cannot be edited, the canonical form is returned. Raises ValueError if even that
    does not read back to the workshop.
    """
    return edited(workshop, text) or canonical(workshop)


def edited(workshop: Workshop, text: str) -> str | None:
    """Return ``text`` with only what differs in value touched, or None when that cannot be done exactly.

    Comments, blank lines, key order and number spelling of the rest stay. The result was read back and
    compared type by type.
    """
    wanted = _aligned(plain(workshop), tomllib.loads(text))
    try:
        document = tomlrt.loads(text)
        before = list(document)
        _sync(document, (), wanted, _departures(workshop))
        _sort_sections(document, before)
        changed = tomlrt.dumps(document)
        if holds(changed, workshop) and _keeps_types(tomllib.loads(changed), wanted):
            return changed
    except (tomlrt.TOMLError, ValueError, KeyError, TypeError, IndexError):
        return None  # a layout the writer cannot edit
    return None


def canonical(workshop: Workshop) -> str:
    """Return the workshop as plain TOML. Raises ValueError if it does not read back to the same."""
    text = tomli_w.dumps(sparse(workshop))
    if not holds(text, workshop):
        raise ValueError("the workshop cannot be written as TOML")
    return text


def holds(text: str, workshop: Workshop) -> bool:
    """Tell whether ``text`` reads back to exactly this workshop."""
    try:
        return Workshop.model_validate(tomllib.loads(text)) == workshop
    except ValueError:
        return False


def _same(one: Plain, other: Plain) -> bool:
    """Compare values as TOML does: 1 and 1.0 are the same number, true is none, a date is no time."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other and one.utcoffset() == other.utcoffset()
    if isinstance(one, datetime) or isinstance(other, datetime):
        return False
    return bool(one == other)


def _aligned(value: Plain, before: Plain) -> Plain:
    """Return ``value`` with each number spelled as it stood, where it did not change."""
    if isinstance(value, Mapping) and isinstance(before, Mapping):
        return {key: _aligned(item, before.get(key)) for key, item in value.items()}
    if _are_tables(value) and _are_tables(before):
        partners = _partners(before, value)
        return [
            item if partner is None else _aligned(item, before[partner])
            for item, partner in zip(value, partners, strict=True)
        ]
    return before if before is not None and _same(value, before) else value


def _are_tables(value: Plain) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _keeps_types(read: Plain, wanted: Plain) -> bool:
    """Tell whether everything read is spelled in the type it was meant in."""
    if isinstance(read, Mapping):
        return all(_keeps_types(item, wanted[key]) for key, item in read.items())
    if isinstance(read, list):
        return len(read) == len(wanted) and all(map(_keeps_types, read, wanted))
    return type(read) is type(wanted)


def _partners(now: Sequence[Plain], wanted: Sequence[Plain]) -> list[int | None]:
    """Return for each wanted table the index of the one it was: same id or milestone kind.

    Tables without either (objections, improvements, log) pair up where nothing written changed, the rest
    in their order, so that an item taken out of the middle does not hand its comments to the next.
    """
    names = [_name(item) for item in now]
    if all(name is not None for name in [*names, *map(_name, wanted)]):
        return [names.index(_name(item)) if _name(item) in names else None for item in wanted]
    free = list(range(len(now)))
    partners: list[int | None] = []
    for item in wanted:
        same = [index for index in free if _says_the_same(now[index], item)]
        partner = max(same, key=lambda index: len(now[index]), default=None)
        partners.append(partner)
        if partner is not None:
            free.remove(partner)
    if len(wanted) - partners.count(None) + len(free) <= len(wanted):
        for place, partner in enumerate(partners):
            if partner is None and free:
                partners[place] = free.pop(0)
    return partners


def _says_the_same(written: Mapping[str, Plain], item: Mapping[str, Plain]) -> bool:
    """Tell whether all that is written stays; what is left out stands at its default."""
    return all(_same(value, item.get(key)) for key, value in written.items())


def _name(item: Plain) -> str | None:
    name = item.get("id", item.get("kind"))
    return None if name is None else str(name)


Path = tuple[str, ...]


def _sync(
    table: MutableMapping[str, Any], path: Path, wanted: Mapping[str, Plain], needed: Mapping[str, Plain]
) -> None:
    """Make ``table`` hold ``wanted``; an absent key is added only when ``needed``, not by default, has it."""
    for key in [key for key in table if key not in wanted]:
        del table[key]
    for key, value in wanted.items():
        here = (*path, key)
        if key not in table:
            if key in needed:
                _insert(table, here, needed[key])
            continue
        now = table[key]
        if isinstance(now, Table) and isinstance(value, Mapping):
            _sync(now, here, value, needed.get(key, {}))
        elif isinstance(now, AoT | Array) and _are_tables(now.to_list()) and _are_tables(value):
            _sync_tables(now, here, value, needed.get(key, value))
        elif not _same(_unwrapped(now), value):
            _assign(table, here, value, needed.get(key, value))


def _sync_tables(tables: AoT | Array, path: Path, wanted: list[Plain], needed: list[Plain]) -> None:
    partners = _partners(tables.to_list(), wanted)
    kept = [partner for partner in partners if partner is not None]
    for partner, value, need in zip(partners, wanted, needed, strict=True):
        if partner is not None:
            _sync(tables[partner], path, value, need)
    for index in reversed(range(len(tables))):
        if index not in kept:
            tables.pop(index)
    staying = sorted(kept)
    for partner, need in zip(partners, needed, strict=True):
        if partner is None:
            tables.append(need)
    fresh_from = len(staying)
    target: list[int] = []
    for partner in partners:
        target.append(fresh_from if partner is None else staying.index(partner))
        fresh_from += partner is None
    if target != sorted(target):
        rank = {id(tables[index]): place for place, index in enumerate(target)}
        tables.sort(key=lambda item: rank[id(item)])


def _unwrapped(value: Any) -> Plain:
    if isinstance(value, Table):
        return value.to_dict()
    if isinstance(value, AoT | Array):
        return value.to_list()
    return value


def _assign(table: MutableMapping[str, Any], path: Path, value: Plain, needed: Plain) -> None:
    """Set a changed value; a list of plain values is edited in place so that its comments stay."""
    now = table[path[-1]]
    if isinstance(now, Array) and isinstance(value, list) and not _are_tables(value):
        _edit_array(now, value)
    elif isinstance(value, Mapping | list):
        del table[path[-1]]
        _insert(table, path, needed)
    else:
        table[path[-1]] = value


def _edit_array(array: Array, value: list[Plain]) -> None:
    for index in reversed(range(len(array))):
        if array[index] not in value:
            array.pop(index)
    if array.to_list() != [item for item in value if item in array.to_list()]:
        array.clear()
    for index, item in enumerate(value):
        if index >= len(array) or array[index] != item:
            array.insert(index, item)


def _insert(table: MutableMapping[str, Any], path: Path, value: Plain) -> None:
    """Add a new key: a section near the root or for a score sheet, ``[[...]]`` for items, else inline."""
    key = path[-1]
    is_inline = isinstance(table, Table) and table.is_inline
    if isinstance(value, Mapping):
        if is_inline or (len(path) > 1 and path[0] != "scores") or len(path) > 2:
            table[key] = Table.inline(value)
            return
        table[key] = Table.section({})
        for name, item in value.items():
            _insert(table[key], (*path, name), item)
        if isinstance(table, Table) and len(path) > 1:
            _gather(table, key)
    elif _are_tables(value) and not is_inline:
        table[key] = AoT()
        for item in value:
            table[key].append(item)
    else:
        table[key] = value


def _gather(table: Table, new: str) -> None:
    """Move a new sub-section from the end of the file to its siblings, behind them.

    Sorting moves nothing when the order of the keys is right already, so it is upset first.
    """
    order = list(table)
    table.sort(key=lambda name: name != new)
    table.sort(key=order.index)


def _sort_sections(document: Document, before: list[str]) -> None:
    """Put new sections where the format has them; what was there keeps its order."""
    canonical = list(Workshop.model_fields)
    order = [key for key in before if key in document]
    for key in document:
        if key not in order:
            earlier = [place for place, other in enumerate(order) if canonical.index(other) < canonical.index(key)]
            order.insert(max(earlier, default=-1) + 1, key)
    document.sort(key=order.index)
