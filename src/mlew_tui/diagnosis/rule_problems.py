"""Turn pydantic's errors into problems with their position in the file."""

import difflib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mlew_tui.diagnosis import placeholders
from mlew_tui.diagnosis.placeholders import Loc
from mlew_tui.diagnosis.problem import Lines, Note, Problem
from mlew_tui.diagnosis.pydantic_errors import ACROSS, BrokenRule, nearest_key, value_at, without_follow_ups
from mlew_tui.diagnosis.rule_text import COVERED, HINTS, KINDS, MESSAGES
from mlew_tui.diagnosis.scan import Scan, scan
from mlew_tui.i18n import tr
from mlew_tui.model.base import Model

_ROUNDS = 8
_MOST = 200
"""Most broken rules reported."""
_SHOWN = 40
_AT_KEY = frozenset(("missing", "extra_forbidden"))


def broken_rules(
    path: Path,
    text: str,
    tree: Any,
    model: type[Model],
    error: ValidationError,
    found: Scan | None,
    *,
    is_lossy: bool,
) -> tuple[Problem, ...]:
    """Return every broken rule of a tree as a problem; of one that lacks something nothing is said to be missing."""
    details = _all_broken_rules(model, tree, error)
    if is_lossy:
        details = [d for d in details if d.kind not in ("missing", "dangling", "unknown_moment", "dice_among")]
    return _ProblemBuilder(path, text, tree, model, found or scan(text)).problems(details)


def first_message(error: ValidationError) -> str:
    """Return the first broken rule in words, without a place and, of a score, without its value: a room reads it."""
    detail = _detail(error.errors(include_url=False)[0])
    return tr(COVERED[detail.kind]) if detail.kind.startswith("score_") else _what(detail)


def _all_broken_rules(model: type[Model], tree: Any, error: ValidationError) -> list[BrokenRule]:
    """Return all broken rules; invalid values get placeholders until the rules across the file are checked too."""
    whole = tree
    found: list[BrokenRule] = []
    for _ in range(_ROUNDS):
        details = [_detail(item) for item in error.errors(include_url=False)]
        found += [d for d in details[:_MOST] if not _is_placeholder(d.context.get("value"))]
        if len(found) >= _MOST or any(detail.kind in ACROSS for detail in details):
            break
        try:
            tree = placeholders.with_placeholders(model, tree, [(detail.kind, detail.loc) for detail in details])
            model.model_validate(tree)
            break
        except RecursionError:
            break
        except ValidationError as again:
            error = again
    return without_follow_ups(model, whole, found)


def _is_placeholder(value: Any) -> bool:
    return isinstance(value, str) and placeholders.MARK in value


def _detail(item: Any) -> BrokenRule:
    loc = tuple(part for part in item["loc"] if part != "[key]")
    context = {"value": item.get("input", ""), **(item.get("ctx") or {})}
    if "known" in context:
        context["known"] = [name for name in context["known"] if not name.startswith(placeholders.MARK)]
    return BrokenRule(str(item["type"]), loc, context, str(item["msg"]), "[key]" in item["loc"])


class _ProblemBuilder:
    """Builds the problems of one text."""

    def __init__(self, path: Path, text: str, tree: Any, model: type[Model], found: Scan) -> None:
        self._path, self._tree, self._model, self._scan = path, tree, model, found
        self._lines = Lines(text)

    def problems(self, details: list[BrokenRule]) -> tuple[Problem, ...]:
        """Return the problems in the file's order; scores over one weight are one problem."""
        over: dict[str, list[BrokenRule]] = {}
        rest = []
        for detail in details:
            if detail.kind == "score_over_weight":
                over.setdefault(str(detail.context["criterion"]), []).append(detail)
            else:
                rest.append(self._problem(self._second(detail)))
        rest += [self._over(same) for same in over.values()]
        return tuple(sorted(rest, key=lambda problem: (problem.line, problem.column)))

    def _problem(self, detail: BrokenRule) -> Problem:
        at_key = detail.kind in _AT_KEY or detail.is_key or (detail.loc in self._scan.keys and self._is_map_key(detail))
        where = self._scan.key_stretch(detail.loc) if at_key else self._scan.value_stretch(detail.loc)
        hint, notes = self._help(detail)
        return Problem(
            self._path, detail.kind.replace("_", "-"), _what(detail), self._lines.spot(*where), hint, notes
        )  # fmt: skip

    def _second(self, detail: BrokenRule) -> BrokenRule:
        """Return a broken rule about two places as one about the later: the file's order is not the model's."""
        first = tuple(detail.context.get("first", ()))
        if not first or self._scan.value_stretch(first) < self._scan.value_stretch(detail.loc):
            return detail
        return replace(detail, loc=first, context={**detail.context, "first": detail.loc})

    def _is_map_key(self, detail: BrokenRule) -> bool:
        """Tell whether the reference is the key itself: a participant, case or criterion of the scores."""
        return detail.kind in ("dangling", "wrong_kind") and detail.context.get("value") == detail.loc[-1]

    def _over(self, same: list[BrokenRule]) -> Problem:
        """Tell all scores over one weight as one problem."""
        first, *others = same
        problem = self._problem(first)
        more = tuple(self._note(tr("and {value} here", value=d.context["value"]), d.loc) for d in others)
        return Problem(problem.path, problem.kind, problem.what, problem.spot, problem.hint, (*problem.notes, *more))

    def _note(self, what: str, loc: Loc) -> Note:
        return Note(what, self._lines.spot(*self._scan.value_stretch(loc)))

    def _help(self, detail: BrokenRule) -> tuple[str, tuple[Note, ...]]:
        """Return the hint of a problem and the other places that matter."""
        field = _field(detail.loc)
        near = self._nearest(detail)
        if near:
            place = self._definition(near) if detail.kind == "dangling" else None
            notes = () if place is None else (self._note(tr("“{near}” is here", near=near), place),)
            return tr("Did you mean “{near}”?", near=near), notes
        notes = ()
        if detail.kind in ("duplicate_id", "duplicate_moment") and "first" in detail.context:
            notes = (self._note(tr("used here first"), tuple(detail.context["first"])),)
        elif detail.kind == "score_over_weight":
            place = self._definition(str(detail.context["criterion"]))
            weight = (*place[:-1], "weight") if place else ()
            notes = (self._note(tr("the weight is set here"), weight),) if weight in self._scan.values else ()
        elif detail.kind == "wrong_kind":
            place = self._definition(str(detail.context["value"]))
            notes = (self._note(tr("it is this"), place),) if place else ()
        if detail.kind == "dangling" and detail.context.get("known"):
            return tr("There are: {known}", known=_first_names(detail.context["known"])), notes
        if detail.kind == "wrong_kind":
            return tr("Name {kinds} here", kinds=_alternatives([tr(KINDS[k]) for k in detail.context["kinds"]])), notes
        if detail.kind == "extra_forbidden":
            keys = placeholders.keys_at(self._model, detail.loc[:-1])
            return (tr("Keys of this table: {keys}", keys=", ".join(keys)) if keys else ""), notes
        hint = HINTS.get(detail.kind, "")
        return hint and tr(hint, field=field, file=self._path.name), notes

    def _nearest(self, detail: BrokenRule) -> str:
        """Return what was probably meant, "" if nothing comes near."""
        if detail.kind in ("dangling", "unknown_moment"):
            wrong, known = str(detail.context["value"]), detail.context.get("known", ())
            near = difflib.get_close_matches(wrong, [str(name) for name in known], n=1, cutoff=0.4)
        elif detail.kind == "extra_forbidden":
            return nearest_key(self._model, detail.loc)
        elif detail.kind == "literal_error":
            values = re.findall(r"'([^']*)'", str(detail.context.get("expected", "")))
            wrong = re.sub(r"[\s-]+", "_", str(detail.context["value"]).strip().lower())
            near = difflib.get_close_matches(wrong, values, n=1)
        else:
            near = []
        return near[0] if near else ""

    def _definition(self, name: str) -> Loc | None:
        """Return where an id is given, or None."""
        found = (
            loc for loc, _ in self._scan.values.items() if loc and loc[-1] == "id" and value_at(self._tree, loc) == name
        )
        return next(found, None)


def _field(loc: Loc) -> str:
    return next((str(part) for part in reversed(loc) if isinstance(part, str)), "")


def _first_names(known: Any) -> str:
    """Join the first twelve names."""
    names = [str(name) for name in known]
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")


def _alternatives(words: list[str]) -> str:
    """Join words as alternatives: a, b or c."""
    return tr(" or ").join(part for part in (tr(", ").join(words[:-1]), words[-1]) if part)


def _what(detail: BrokenRule) -> str:
    """Return the message."""
    context = dict(detail.context)
    if "expected" in context:
        values = re.findall(r"'[^']*'|[^\s',]+", str(context["expected"]).replace(" or ", ", "))
        context["expected"] = _alternatives([value.replace("'", '"') for value in values])
    if "found" in context:
        context["found"] = tr(KINDS.get(str(context["found"]), str(context["found"])))
    value = context["value"] = context["value"] if isinstance(context["value"], str) else ""
    if len(value) > _SHOWN:
        context["value"] = value[:_SHOWN] + "…"
    message = MESSAGES.get(detail.kind)
    return detail.message if message is None else tr(message, **{**context, "field": _field(detail.loc)})
