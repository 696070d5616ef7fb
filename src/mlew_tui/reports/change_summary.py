"""The differences between two versions of a workshop in words: one line, or one line per difference."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, TypeGuard

from rich.cells import cell_len

from mlew_tui.fields.registry import LABELS
from mlew_tui.i18n import mark, tr, trn
from mlew_tui.model.analysis.causes import ResultMoved, Reweighed, results_moved, reweighings
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.changes import COLLECTIONS
from mlew_tui.model.invent import Decision
from mlew_tui.model.merging.diff import (
    Added,
    Balloted,
    Decided,
    Diced,
    Edited,
    Moved,
    Removed,
    Scored,
    Told,
    Valued,
    Went,
    compare,
)
from mlew_tui.model.merging.redaction import RedactedDifference, Redecided, Rescored, redact
from mlew_tui.model.scoring import points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import vocabulary
from mlew_tui.text.sanitize import one_line

_PARTS = 4
_QUOTED = 44
"""Maximum cells of a quoted text; of longer ones the part that differs is shown."""
_LEAD = 6
"""Characters shown before the first one that differs."""
_CODE = re.compile(r"[a-z][a-z_]*\d*")
_SAYING = ("text", "title", "label", "name", "question", "reason", "what", "kind", "phase")

_COUNTED = {
    Added: mark("{items} added"),
    Removed: mark("{items} removed"),
    Edited: mark("{items} changed"),
    Moved: mark("{items} moved"),
}
_SETTLED = {
    ("assumed", True): mark("{items} confirmed"),
    ("settled", False): mark("{items} settled"),
}
"""Words for an edit of only this field from this value."""
_STATUSES = {
    "decided": mark("decided"),
    "undecided": mark("undecided"),
    "provisional": mark("provisional"),
    "overruled": mark("overruled"),
}
_CAUSES = {
    "cases": mark("the cases there are"),
    "criteria": mark("the criteria there are"),
    "ballots": mark("who counts and what they put first"),
    "scores": mark("the scores"),
    "decision": mark("the decision"),
}


def summary(old: Workshop, new: Workshop, *, covered: bool | None = None, with_result: bool = True) -> str:
    """Return the differences in one line, the adopted case last: ``2 reviews added: adopted case s1 → s2``.

    Never empty: changes of the clock or layout alone are named. While ``covered`` (None: as the new version is)
    no score, decision or result appears, only whose scores changed. ``with_result=False`` omits the result.
    """
    covered = is_covered(new) if covered is None else covered
    differences = _differences(old, new, covered=covered)
    parts = [*_content(old, new, differences)] or [_time(differences)]
    told = parts[:_PARTS] if len(parts) > _PARTS + 1 else parts
    if len(told) < len(parts):
        told = [*told, tr("and {count} more", count=len(parts) - len(told))]
    what = tr(", ").join(told)
    moved = None if covered or not with_result else results_moved(old, new)
    return tr("{what}: {result}", what=what, result=_result(moved)) if moved and _seen(moved) else what


def effect(old: Workshop, new: Workshop) -> str:
    """Return in one sentence how the adopted case changed and why; "" where it did not or a result is covered."""
    if is_covered(old) or is_covered(new) or _tallied(old) == _tallied(new):
        return ""
    moved = results_moved(old, new)
    if moved is None or moved.before.winner == moved.after.winner or not _seen(moved):
        return ""
    titles = {case.id: case.title for case in (*old.cases, *new.cases)}
    cases = [
        f"{one} {_quoted(titles[one])}" if one else tr("none") for one in (moved.before.winner, moved.after.winner)
    ]
    said = mark("Leading case {before} → {after}") if moved.after.missing else mark("Adopted case {before} → {after}")
    return tr("{result}. {cause}", result=tr(said, before=cases[0], after=cases[1]), cause=_cause(moved))


def _tallied(workshop: Workshop) -> tuple[object, ...]:
    """Return the values the result depends on."""
    people = [(person.id, person.is_voter) for person in workshop.participants]
    cases, weights = [case.id for case in workshop.cases], [(one.id, one.weight) for one in workshop.criteria]
    return (people, cases, weights, workshop.scores, workshop.ballots, workshop.decision)


def details(old: Workshop, new: Workshop, *, covered: bool | None = None) -> list[str]:
    """Return one line per difference, texts quoted and shortened, the result and its cause last.

    ``covered`` is as for ``summary``.
    """
    covered = is_covered(new) if covered is None else covered
    differences = _differences(old, new, covered=covered)
    lines = [line for difference in differences for line in _lines(old, new, difference)]
    moved = None if covered else results_moved(old, new)
    if moved and _seen(moved):
        lines += [tr("Result: {result}", result=_result(moved)), _cause(moved)]
    return lines


def _differences(old: Workshop, new: Workshop, *, covered: bool) -> Sequence[RedactedDifference]:
    found = compare(old, new)
    return redact(old, new, found) if covered else found


def _content(old: Workshop, new: Workshop, differences: Sequence[RedactedDifference]) -> Iterator[str]:
    """Yield counts of what people changed, without the program's own records except a new step."""
    for path in COLLECTIONS:
        yield from _items(path, differences)
        if path == "criteria":
            yield from map(_reweighed, reweighings(old, new))
    yield from _values(differences)
    scores = sum(isinstance(one, Scored) for one in differences)
    if scores:
        yield trn("{count} score changed", "{count} scores changed", scores)
    rescored = [_name(old, new, one.person) for one in differences if isinstance(one, Rescored)]
    if rescored:
        yield tr("scores of {who} changed", who=tr(", ").join(rescored))
    for handed_in, said in ((True, mark("{who} handed in")), (False, mark("{who} took the ballot back"))):
        people = [one.person for one in differences if isinstance(one, Balloted) and one.handed_in == handed_in]
        if people:
            yield tr(said, who=tr(", ").join(_name(old, new, person) for person in people))
    yield from _turns(differences)


def _turns(differences: Sequence[RedactedDifference]) -> Iterator[str]:
    """Yield decisions and steps entered."""
    for one in differences:
        if isinstance(one, Decided):
            yield _decided(one.after)
        elif isinstance(one, Redecided):
            yield _redecided()
        elif isinstance(one, Went):
            yield tr("went to step {step}", step=one.after)
        elif isinstance(one, Diced):
            yield _diced(one)


def _items(path: str, differences: Sequence[RedactedDifference]) -> Iterator[str]:
    """Yield for a collection how many items were added, removed, changed and so on."""
    counted: dict[str, set[str]] = {}
    for one in differences:
        if isinstance(one, Added | Removed | Edited | Moved) and one.path == path and not _weighed(one):
            counted.setdefault(_said_of(one), set()).add(one.key)
    for said in (*_COUNTED.values(), *_SETTLED.values()):
        if said in counted:
            yield tr(said, items=vocabulary.COUNTED[path](len(counted[said])))


def _values(differences: Sequence[RedactedDifference]) -> Iterator[str]:
    """Yield the single values that differ, and the rounds closed."""
    for closing in filter(_closed, differences):
        yield tr("round {number} closed", number=closing.before)
    names = [_value_name(one.path) for one in differences if isinstance(one, Valued) and not _closed(one)]
    for name in dict.fromkeys(names):
        yield tr("{what} changed", what=name)


def _closed(one: RedactedDifference) -> TypeGuard[Valued]:
    """Tell whether a difference is a closed round."""
    return isinstance(one, Valued) and one.path == "progress.round" and one.before < one.after


def _said_of(one: Added | Removed | Edited | Moved) -> str:
    """Return the words under which a difference is counted; confirming or settling has words of its own."""
    if isinstance(one, Edited) and len(one.fields) == 1:
        (field,) = one.fields
        return _SETTLED.get((field.name, field.before), _COUNTED[Edited])
    return _COUNTED[type(one)]


def _weighed(one: RedactedDifference) -> bool:
    """Tell whether a difference is only a new weight, which is reported separately."""
    return isinstance(one, Edited) and [field.name for field in one.fields] == ["weight"]


def _time(differences: Sequence[RedactedDifference]) -> str:
    """Return what the program recorded by itself, or that nothing differs in value."""
    told = next((one for one in differences if isinstance(one, Told)), None)
    if told is not None:
        return _told(told)
    return tr("the clock") if differences else tr("only comments or layout")


def _diced(one: Diced) -> str:
    return tr("dice for now: {text}", text=_quoted(one.text))


def _told(one: Told) -> str:
    if one.case is None:
        return tr("no case is told")
    said = mark("case {case} is told") if one.stage == "tell" else mark("case {case} is scored")
    return tr(said, case=one.case)


def _reweighed(one: Reweighed) -> str:
    return tr("weight of {criterion} {before} → {after}", criterion=one.criterion, before=one.before, after=one.after)


def _decided(decision: Decision | None) -> str:
    if decision is None:
        return tr("decision taken back")
    said = mark("the dice fell on {case}") if decision.how == "dice" else mark("a person decided for {case}")
    return tr(said, case=decision.case)


def _redecided() -> str:
    return tr("{what} changed", what=tr("the decision"))


def _name(old: Workshop, new: Workshop, person: str) -> str:
    people = {one.id: one.name for one in (*old.participants, *new.participants)}
    return one_line(people.get(person, person))


def _value_name(path: str) -> str:
    return tr(vocabulary.VALUES[path if path in vocabulary.VALUES else path.partition(".")[0]])


def _seen(moved: ResultMoved) -> bool:
    """Tell whether there is a result: before the first ballot there is none."""
    return any(tally.winner is not None or tally.counted for tally in (moved.before, moved.after))


def _result(moved: ResultMoved) -> str:
    before, after = moved.before, moved.after
    if before.winner == after.winner:
        statuses = {"before": tr(_STATUSES[before.status]), "after": tr(_STATUSES[after.status])}
        return tr("result {before} → {after}", **statuses)
    said = mark("adopted case {before} → {after}")
    if after.status == "provisional":
        said = mark("leading case {before} → {after}")
    words = tr(said, before=before.winner or tr("none"), after=after.winner or tr("none"))
    return words if after.overruled is None else tr("{words}, overruling votes and scores", words=words)


def _cause(moved: ResultMoved) -> str:
    """Return what changed the result, alone or only in combination."""
    words = []
    for cause in moved.causes:
        if cause != "weights":
            words.append(tr(_CAUSES[cause]))
            continue
        weights = tr(", ").join(map(_reweighed, moved.weights))
        words.append(tr("{weights} together", weights=weights) if moved.weights_together else weights)
    causes = tr(", ").join(words)
    if moved.together:
        return tr("Moved only by these together: {causes}", causes=causes)
    if len(words) > 1:
        return tr("Moved by each of these alone: {causes}", causes=causes)
    return tr("Moved by: {causes}", causes=causes)


def _lines(old: Workshop, new: Workshop, one: RedactedDifference) -> Iterator[str]:
    """Yield the lines of one difference: one, or one per field."""
    if isinstance(one, Added | Removed | Edited | Moved):
        yield from _item_lines(one)
    elif isinstance(one, Valued):
        name = _value_name(one.path)
        key = one.key or (one.path.partition(".")[2] if one.path not in vocabulary.VALUES else "")
        yield _changed(tr("{what} {key}", what=name, key=one_line(key)) if key else name, one.before, one.after)
    elif isinstance(one, Scored):
        cell = tr(
            "score of {who}, case {case}, {criterion}",
            who=_name(old, new, one.person), case=one.case, criterion=one.criterion,
        )  # fmt: skip
        yield _changed(cell, one.before, one.after)
    elif isinstance(one, Rescored):
        yield tr("scores of {who} changed", who=_name(old, new, one.person))
    elif isinstance(one, Redecided):
        yield _redecided()
    elif isinstance(one, Balloted):
        said = mark("{who} handed in") if one.handed_in else mark("{who} took the ballot back")
        yield tr(said, who=_name(old, new, one.person))
    elif isinstance(one, Decided):
        words, note = _decided(one.after), one.after.note if one.after else ""
        yield tr("{words}, because {note}", words=words, note=_quoted(note)) if note else words
    elif isinstance(one, Went):
        yield tr("went from step {before} to {after}", before=one.before or tr("none"), after=one.after or tr("none"))
    elif isinstance(one, Told):
        yield _told(one)
    elif isinstance(one, Diced):
        yield _diced(one)
    elif one.seconds > 0:
        yield trn("the clock: {count} second more", "the clock: {count} seconds more", one.seconds)
    else:
        yield tr("the clock")


def _item_lines(one: Added | Removed | Edited | Moved) -> Iterator[str]:
    key = str(int(one.key) + 1) if one.key.isdecimal() else one.key
    item = tr("{what} {key}", what=tr(vocabulary.ITEMS[one.path]), key=key)
    text = _quoted(next((value for name in _SAYING if (value := getattr(one.item, name, ""))), ""))
    if isinstance(one, Edited):
        for field in one.fields:
            name = tr("{item}, {field}", item=item, field=tr(LABELS[field.name]))
            yield _changed(name, field.before, field.after)
    elif isinstance(one, Moved):
        place = {"before": one.before + 1, "after": one.after + 1}
        yield tr("{item} moved from place {before} to {after}: {text}", item=item, text=text, **place)
    elif isinstance(one, Added):
        yield tr("{item} added: {text}", item=item, text=text)
    else:
        yield tr("{item} removed: {text}", item=item, text=text)


def _changed(name: str, before: Any, after: Any) -> str:
    if isinstance(before, str) and isinstance(after, str):
        start = _differs_from(one_line(before), one_line(after))
        return tr("{name}: {before} → {after}", name=name, before=_text(before, start), after=_text(after, start))
    return tr("{name}: {before} → {after}", name=name, before=_shown(before), after=_shown(after))


def _shown(value: Any) -> str:
    """Format a value for people; nothing, false and empty lists become words."""
    if value is None or value in ("", ()):
        return tr("nothing")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, Fraction):
        return points_text(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, tuple):
        return tr(", ").join(one_line(str(part)) for part in value)
    return str(value)


def _text(text: str, start: int = 0) -> str:
    """Format a text from ``start`` on: quoted unless it is an id or keyword."""
    if not text:
        return tr("nothing")
    return text if _CODE.fullmatch(text) else _quoted(text, start)


def _differs_from(one: str, other: str) -> int:
    """Return where to start showing two texts so that their difference is visible."""
    if max(cell_len(one), cell_len(other)) <= _QUOTED:
        return 0
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return 0 if cell_len(one[:same]) < _QUOTED // 2 else same - _LEAD


def _quoted(text: str, start: int = 0) -> str:
    """Quote a text on one line from ``start`` on, shortened to ``_QUOTED`` cells."""
    line = one_line(text)
    shown = f"…{line[start:]}" if start else line
    if cell_len(shown) > _QUOTED:
        end = next(end for end in range(len(shown), 0, -1) if cell_len(shown[:end]) < _QUOTED)
        shown = f"{shown[:end]}…"
    return tr("“{title}”", title=shown)
