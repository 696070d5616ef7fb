"""Masks the values in problems that are shown before the reveal; keys and layout stay visible."""

import re
from collections.abc import Mapping
from string import Formatter

from mlew_tui.diagnosis.problem import Note, Problem, Spot
from mlew_tui.diagnosis.rule_text import COVERED, MESSAGES
from mlew_tui.diagnosis.syntax_text import WORDS
from mlew_tui.i18n import mark, tr
from mlew_tui.text.sanitize import COVER

_HEADER = re.compile(r"\s*[\[［【][^#＃]*")
_TOKEN = re.compile(r"[^\s{}｛｝\[\]［］【】,，、=＝:：#＃\"'“”「」『』]+")
_ASSIGNS = re.compile(r"[\"'”」』]*\s*[=＝:：]")
"""What follows a key in a line."""
_GENERAL = mark("Something among the scores is not as it should be")
_NAMES_VALUE: Mapping[str, bool] = {
    kind.replace("_", "-"): any(field not in (None, "field") for _, field, _, _ in Formatter().parse(words))
    for kind, words in {**MESSAGES, **{kind: words for kind, (words, *_) in WORDS.items()}}.items()
}
"""By kind of problem, whether its message contains more of the line than a key."""


def masked(problem: Problem) -> Problem:
    """Mask the values of secret lines in a problem's excerpt, message and notes."""
    if not problem.spot.is_secret:
        notes = tuple(note._replace(spot=_masked(note.spot)) for note in problem.notes)
        return problem._replace(notes=notes)
    hint = tr("Scores and decision are covered until the reveal; an editor shows them")
    return problem._replace(
        what=_message(problem), spot=_masked(problem.spot), hint=hint, notes=tuple(map(_note, _notes(problem)))
    )


def _message(problem: Problem) -> str:
    """Return the message without any value."""
    covered = COVERED.get(problem.kind.replace("-", "_"))
    if covered is not None:
        return tr(covered)
    return tr(_GENERAL) if _NAMES_VALUE.get(problem.kind, True) else problem.what


def _notes(problem: Problem) -> tuple[Note, ...]:
    """Return the notes that reveal nothing: none about ids, and not the number of other scores over a weight."""
    if problem.kind in ("dangling", "wrong-kind"):
        return ()
    if problem.kind == "score-over-weight":
        return tuple(note for note in problem.notes if not note.spot.is_secret)
    return problem.notes


def _note(note: Note) -> Note:
    return note._replace(spot=_masked(note.spot))


def _masked(spot: Spot) -> Spot:
    """Return a spot whose excerpt shows a mask for each value; the columns are those of this excerpt."""
    if not spot.is_secret:
        return spot
    line, hidden = spot.excerpt, _value_stretches(spot.excerpt)
    shown, at = "", 0
    for start, end in hidden:
        shown, at = shown + line[at:start] + COVER, end
    start, end = (_masked_offset(hidden, column - 1) for column in (spot.column, spot.end))
    return spot._replace(column=start + 1, end=max(end, start + 1) + 1, excerpt=shown + line[at:])


def _value_stretches(line: str) -> list[tuple[int, int]]:
    """Return the offsets of all values in a line."""
    header = _HEADER.match(line)
    begin = header.end() if header else 0
    found = _TOKEN.finditer(line, begin)
    return [match.span() for match in found if not (match[0][0].isalpha() and _ASSIGNS.match(line, match.end()))]


def _masked_offset(hidden: list[tuple[int, int]], offset: int) -> int:
    """Return an offset's position after each hidden range has become one character."""
    return offset - sum(min(end, offset) - start - (offset >= end) for start, end in hidden if start < offset)
