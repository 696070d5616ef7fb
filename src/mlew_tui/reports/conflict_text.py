"""Merge conflicts in words: the place and each side's value in full, or covered before the reveal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from mlew_tui.fields.registry import LABELS
from mlew_tui.i18n import tr
from mlew_tui.model.ballot_secrecy import hides, without_scores
from mlew_tui.model.base import Model
from mlew_tui.model.merging.three_way import ABSENT, Conflict
from mlew_tui.model.references import Loc
from mlew_tui.model.scoring import points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import vocabulary
from mlew_tui.text.sanitize import COVER


@dataclass(frozen=True)
class Question:
    """Conflicts settled by one answer: a single one, or before the reveal all of one person's scores."""

    conflicts: tuple[Conflict, ...]
    place: str
    before: str
    mine: str
    theirs: str


def questions(conflicts: Iterable[Conflict], *, covered: bool) -> tuple[Question, ...]:
    """Return the questions about conflicts, in order; while ``covered`` without scores, cells or counts."""
    groups: dict[Loc, list[Conflict]] = {}
    for conflict in conflicts:
        named = hides(conflict.place) if covered else None
        groups.setdefault(named or conflict.place, []).append(conflict)
    return tuple(_question(named, tuple(group), covered=covered) for named, group in groups.items())


def _question(named: Loc, conflicts: tuple[Conflict, ...], *, covered: bool) -> Question:
    """Return one question; ``named`` is the place that may be shown."""
    if covered and hides(named) is not None:
        place = tr("scores of {who}", who=named[1]) if named[0] == "scores" else tr("the decision")
        return Question(conflicts, place, COVER, COVER, COVER)
    (conflict,) = conflicts
    before, mine, theirs = (
        value_words(without_scores(value) if covered and isinstance(value, Workshop) else value)
        for value in (conflict.before, conflict.mine, conflict.theirs)
    )
    return Question(conflicts, place_words(named), before, mine, theirs)


def place_words(place: Loc) -> str:
    """Return a place in words: “review r3, text”, “score of m1 for s1: k1”."""
    if not place:
        return tr("the whole workshop")
    parts = [str(part) for part in place]
    if parts[0] == "scores":
        return tr("score of {who}: {cell}", who=parts[1] if len(parts) > 1 else "", cell=" › ".join(parts[2:]))
    dotted = ".".join(parts)
    if dotted in vocabulary.VALUES:
        return tr(vocabulary.VALUES[dotted])
    for length in (2, 1):
        path = ".".join(parts[:length])
        if path in vocabulary.ITEMS and len(parts) > length:
            item = tr("{what} {key}", what=tr(vocabulary.ITEMS[path]), key=parts[length])
            rest = parts[length + 1 :]
            return tr("{item}, {field}", item=item, field=_field(rest[0])) if rest else item
    return " › ".join([tr(vocabulary.VALUES.get(parts[0], parts[0])), *map(_field, parts[1:])])


def _field(name: str) -> str:
    return tr(LABELS[name]) if name in LABELS else name


def value_words(value: Any) -> str:
    """Return a value in full: texts unchanged, items field by field, missing values in words."""
    if value is ABSENT:
        return tr("(not there)")
    if value is None or value in ("", ()):
        return tr("(empty)")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, Fraction):
        return points_text(value)
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Model):
        parts = ((name, getattr(value, name)) for name in type(value).model_fields if name != "id")
        said = {_field(name): part for name, part in parts if part not in (None, "", ())}
        return "\n".join(f"{name}: {value_words(part)}" for name, part in said.items())
    if isinstance(value, Mapping):
        return tr(", ").join(f"{key} {value_words(part)}" for key, part in value.items())
    if isinstance(value, tuple | list | set | frozenset):
        return tr(", ").join(map(value_words, value))
    return str(value)
