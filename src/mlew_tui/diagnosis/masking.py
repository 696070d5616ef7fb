"""Problems as a room may see them before the reveal: of a secret line its keys and its form, but no value."""

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
"""What follows a key."""
_GENERAL = mark("Something among the scores is not as it should be")
_TELLS_VALUE: Mapping[str, bool] = {
    kind.replace("_", "-"): any(field not in (None, "field") for _, field, _, _ in Formatter().parse(words))
    for kind, words in {**MESSAGES, **{kind: words for kind, (words, *_) in WORDS.items()}}.items()
}
"""By kind of problem, whether its words name more of the line than a key."""


def masked(problem: Problem) -> Problem:
    """Return a problem with every value of a secret line masked, in its words, too; any other as it is."""
    if not problem.spot.is_secret:
        notes = tuple(note._replace(spot=_masked(note.spot)) for note in problem.notes)
        return problem._replace(notes=notes)
    hint = tr("Scores and decision are covered until the reveal; an editor shows them")
    return problem._replace(
        what=_what(problem), spot=_masked(problem.spot), hint=hint, notes=tuple(map(_note, _notes(problem)))
    )


def _what(problem: Problem) -> str:
    """Say what is wrong without a value."""
    covered = COVERED.get(problem.kind.replace("-", "_"))
    if covered is not None:
        return tr(covered)
    return tr(_GENERAL) if _TELLS_VALUE.get(problem.kind, True) else problem.what


def _notes(problem: Problem) -> tuple[Note, ...]:
    """Return the notes that tell no value: of ids none, of scores over a weight not how many others there are."""
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
    line, hidden = spot.excerpt, _values(spot.excerpt)
    shown, at = "", 0
    for start, end in hidden:
        shown, at = shown + line[at:start] + COVER, end
    start, end = (_moved(hidden, column - 1) for column in (spot.column, spot.end))
    return spot._replace(column=start + 1, end=max(end, start + 1) + 1, excerpt=shown + line[at:])


def _values(line: str) -> list[tuple[int, int]]:
    """Return the stretches of a line that are neither a header, a key nor a sign."""
    header = _HEADER.match(line)
    begin = header.end() if header else 0
    found = _TOKEN.finditer(line, begin)
    return [match.span() for match in found if not (match[0][0].isalpha() and _ASSIGNS.match(line, match.end()))]


def _moved(hidden: list[tuple[int, int]], offset: int) -> int:
    """Return where an offset stands once each of these stretches is one character; one within begins its mask."""
    return offset - sum(min(end, offset) - start - (offset >= end) for start, end in hidden if start < offset)
