"""Changes of each item since the previous round: new, changed, confirmed or removed; scores are left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mlew_tui.model.merging.diff import Added, Edited, Removed, Valued, compare
from mlew_tui.model.workshop import Workshop

Kind = Literal["new", "changed", "confirmed"]


@dataclass(frozen=True)
class ItemChange:
    """What became of an item: ``was`` are the former values of the fields that differ.

    ``confirmed``: it was assumed and is a fact now, whatever else differs.
    """

    kind: Kind
    was: Mapping[str, Any]


@dataclass(frozen=True)
class ItemChanges:
    """The items that are not as they were, by place (a single value by ``=`` and its path), and those that are gone."""

    fates: Mapping[str, ItemChange]
    gone: tuple[Removed, ...]


def since(before: Workshop, now: Workshop) -> ItemChanges:
    """Return the changes of every item; a moved item counts as unchanged.

    Scores are not compared: there may be very many, and they are not shown.
    """
    fates: dict[str, ItemChange] = {}
    gone = []
    for one in compare(before.with_(scores={}), now.with_(scores={})):
        if isinstance(one, Added):
            fates[f"{one.path}/{one.key}"] = ItemChange("new", {})
        elif isinstance(one, Edited):
            was = {field.name: field.before for field in one.fields}
            is_confirmed = was.get("assumed") is True
            fates[f"{one.path}/{one.key}"] = ItemChange("confirmed" if is_confirmed else "changed", was)
        elif isinstance(one, Removed):
            gone.append(one)
        elif isinstance(one, Valued) and not one.key:
            fates[f"={one.path}"] = ItemChange("changed", {"": one.before})
    return ItemChanges(fates, tuple(gone))
