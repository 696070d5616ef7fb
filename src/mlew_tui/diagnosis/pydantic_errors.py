"""Rules that pydantic reports as broken, without those that only follow from others."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from mlew_tui.diagnosis import placeholders
from mlew_tui.diagnosis.placeholders import Loc
from mlew_tui.model.base import Model
from mlew_tui.model.references import KINDS

ACROSS = frozenset(
    ("duplicate_id", "dangling", "wrong_kind", "duplicate_moment", "unknown_moment", "score_over_weight", "dice_among")
)
"""Rules across the whole workshop: checked once every field is valid or has a placeholder."""
_HOLDERS: Mapping[Loc, str] = {
    **{tuple(path.split(".")): str(kind) for path, (kind, *_) in KINDS.items()},
    ("milestones",): "milestone",
}
"""Paths of the lists of items, with their kind."""


@dataclass(frozen=True)
class BrokenRule:
    """One pydantic error: type, path, values for the message; ``is_key`` if it is about a key."""

    kind: str
    loc: Loc
    context: Mapping[str, Any]
    message: str
    is_key: bool = False


def nearest_key(model: type[Model], loc: Loc) -> str:
    """Return the known key most similar to an unknown one, "" if none is."""
    near = difflib.get_close_matches(str(loc[-1]).lower(), placeholders.keys_at(model, loc[:-1]), n=1)
    return near[0] if near else ""


def without_follow_ups(model: type[Model], tree: Any, found: list[BrokenRule]) -> list[BrokenRule]:
    """Drop errors that follow from others: of a mistyped key "missing", of an invalid id "dangling"."""
    meant = {(*d.loc[:-1], near) for d in found if d.kind == "extra_forbidden" and (near := nearest_key(model, d.loc))}
    broken = meant | {d.loc for d in found if d.kind not in ACROSS and d.kind != "extra_forbidden"}
    twice = {place for d in found if d.kind == "duplicate_id" for place in (d.loc, tuple(d.context["first"]))}
    missing = {d.loc for d in found if d.kind == "missing"} & meant
    return [d for d in found if not (d.kind == "missing" and d.loc in missing) and not _follows(d, broken, twice, tree)]


def _follows(detail: BrokenRule, broken: Collection[Loc], twice: Collection[Loc], tree: Any) -> bool:
    """Tell whether a rule across the workshop is broken only because of another error."""
    if detail.kind not in ACROSS:
        return False
    if any(_touches(loc, place) for loc in broken for place in (detail.loc, tuple(detail.context.get("first", ())))):
        return True
    if detail.kind == "dangling":
        return any(_may_define(loc, detail.context.get("kinds", ())) for loc in {*broken, *twice})
    if detail.kind == "wrong_kind":
        return any(value_at(tree, loc) == detail.context["value"] for loc in twice)
    if detail.kind == "score_over_weight":
        return any(
            loc[:1] == ("criteria",) and value_at(tree, (*loc[:2], "id")) == detail.context["criterion"]
            for loc in broken
            if loc[-1] == "weight"
        )
    if detail.kind == "unknown_moment":
        return any(loc == ("customer",) or loc[:2] == ("customer", "moments") for loc in broken)
    return detail.kind == "dice_among" and any(loc[:1] == ("decision",) for loc in broken)


def _touches(loc: Loc, place: Loc) -> bool:
    """Tell whether an invalid path equals or contains another path."""
    return bool(loc) and place[: len(loc)] == loc


def _may_define(loc: Loc, kinds: Collection[str]) -> bool:
    """Tell whether an invalid path may be where an item of one of these kinds is defined."""
    for holder, kind in _HOLDERS.items():
        inside = loc[len(holder) :] if _touches(holder, loc) else None
        is_name = inside is not None and (len(inside) == 1 or inside[1:] in (("id",), ("kind",)))
        if kind in kinds and (_touches(loc, holder) or is_name):
            return True
    return False


def value_at(tree: Any, loc: Loc) -> Any:
    """Return the value at a path of a tree, None where there is none."""
    for part in loc:
        try:
            tree = tree[part]
        except (KeyError, IndexError, TypeError):
            return None
    return tree
