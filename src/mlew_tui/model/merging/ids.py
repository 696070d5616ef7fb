"""Prepares a merge: separates different items under one id and aligns moments renamed on one side."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from mlew_tui.model import changes, references
from mlew_tui.model.base import Model, Refers
from mlew_tui.model.merging.three_way import Conflict, Side
from mlew_tui.model.references import Loc
from mlew_tui.model.workshop import Workshop

V = TypeVar("V", bound=Model)


def separate_ids(base: Workshop, mine: Workshop, theirs: Workshop) -> tuple[Workshop, dict[str, str]]:
    """Return mine with its new items renamed whose id theirs gave to another item, and the names by that id.

    Items that say the same are one item written twice and keep their id. A new name is the next free one of
    its collection over all three workshops; whatever in mine refers to the item follows.
    """
    renamed: dict[str, str] = {}
    while taken := dict(_ambiguous_ids(base, mine, theirs)):
        names: dict[str, str] = {}
        for name, path in taken.items():
            used = {*names.values(), *_items_by_id(base), *_items_by_id(mine), *_items_by_id(theirs)}
            names[name] = _next_free(used, changes.COLLECTIONS[path].prefix)
        mine = rename_ids(mine, names)
        renamed |= names
    return mine, renamed


def rename_ids(workshop: Workshop, names: Mapping[str, str]) -> Workshop:
    """Return the workshop with these ids replaced, on the items and wherever they are referred to."""
    renamed = _rename_ids(workshop, names)
    ballots = renamed.ballots
    first = {names.get(person, person): case for person, case in ballots.first.items()}
    scores = {
        names.get(person, person): {
            names.get(case, case): {names.get(criterion, criterion): points for criterion, points in row.items()}
            for case, row in sheet.items()
        }
        for person, sheet in renamed.scores.items()
    }
    return renamed.with_(scores=scores, ballots=ballots.model_copy(update={"first": first}))


def _ambiguous_ids(base: Workshop, mine: Workshop, theirs: Workshop) -> Iterator[tuple[str, str]]:
    """Yield each id that both sides newly use for different items, and its collection in mine."""
    before, here, there = _items_by_id(base), _items_by_id(mine), _items_by_id(theirs)
    for name in here.keys() & there.keys():
        old, (path, item), (their_path, their_item) = before.get(name), here[name], there[name]
        if path == their_path:
            is_old = old is not None and old[0] == path
            if not is_old and item != their_item:
                yield name, path
        elif old not in (here[name], there[name]):
            yield name, path


def _items_by_id(workshop: Workshop) -> dict[str, tuple[str, Any]]:
    """Return the collection and item of each id."""
    return {item.id: (path, item) for path in references.KINDS for item in references.collection(workshop, path)}


def _next_free(used: set[str], prefix: str) -> str:
    numbers = [int(match[1]) for name in used if (match := re.fullmatch(rf"{prefix}(\d+)", name))]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _rename_ids(value: V, names: Mapping[str, str]) -> V:
    """Return a model with ids and marked references replaced; a milestone's kind is no id."""
    changed: dict[str, Any] = {}
    for name, info in type(value).model_fields.items():
        inner = getattr(value, name)
        mark = next((mark for mark in info.metadata if isinstance(mark, Refers)), None)
        if name == "id" or (mark is not None and mark.kinds != ("milestone",)):
            changed[name] = _replace_ids(inner, names)
        elif isinstance(inner, Model):
            changed[name] = _rename_ids(inner, names)
        elif isinstance(inner, tuple):
            changed[name] = tuple(_rename_ids(item, names) if isinstance(item, Model) else item for item in inner)
    return value.model_copy(update=changed)


def _replace_ids(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, Mapping):
        return {key: _replace_ids(target, names) for key, target in value.items()}
    return value if value is None else tuple(_replace_ids(target, names) for target in value)


def align_moments(
    base: Workshop, mine: Workshop, theirs: Workshop, choose: Callable[[Conflict], Side]
) -> tuple[tuple[Workshop, Workshop, Workshop], dict[Loc, Conflict]]:
    """Return all three with each moment under the name it will have, reviews included; two new names are a conflict.

    A moment is renamed where the journey is as long as before and another one stands in its place. What the
    other side removed or replaced is left alone.
    """
    versions = (base, mine, theirs)
    renamed = (_new_moments(base, mine), _new_moments(base, theirs))
    names: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
    conflicts: dict[Loc, Conflict] = {}
    for moment in base.customer.moments:
        here, there = (
            new.get(moment, moment if moment in side.customer.moments else None)
            for new, side in zip(renamed, (mine, theirs), strict=True)
        )
        if here is None or there is None or here == there == moment:
            continue
        name = there if here == moment else here
        if moment not in (here, there) and here != there:
            place = ("customer", "moments", moment)
            conflicts[place] = conflict = Conflict(place, moment, here, there)
            name = conflict.of(choose(conflict))
        for mapping, now in zip(names, (moment, here, there), strict=True):
            mapping[now] = name
    on_one = tuple(_with_moments(version, mapping) for version, mapping in zip(versions, names, strict=True))
    return (on_one[0], on_one[1], on_one[2]), conflicts


def _new_moments(base: Workshop, side: Workshop) -> dict[str, str]:
    """Return the new name of each moment a side renamed."""
    old, new = base.customer.moments, side.customer.moments
    if len(old) != len(new):
        return {}
    changed = {before: after for before, after in zip(old, new, strict=True) if before != after}
    is_rename = all(before not in new and after not in old for before, after in changed.items())
    return changed if is_rename else {}


def _with_moments(workshop: Workshop, names: Mapping[str, str]) -> Workshop:
    moments = tuple(dict.fromkeys(names.get(moment, moment) for moment in workshop.customer.moments))
    reviews = tuple(
        review.model_copy(update={"moment": names.get(review.moment or "", review.moment)})
        for review in workshop.reviews
    )
    return workshop.with_(customer=workshop.customer.model_copy(update={"moments": moments}), reviews=reviews)
