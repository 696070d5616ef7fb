"""One participant's ballot as a table of cases by criteria, and what each key does in it; pure."""

import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from mlew_tui.i18n import tr
from mlew_tui.model import changes, scoring
from mlew_tui.model.changes import Change
from mlew_tui.model.define import Criterion
from mlew_tui.model.scoring import points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.define import columns_of, criteria_in_columns
from mlew_tui.text.sanitize import COVER
from mlew_tui.widgets.grid import Column, GridView, Row

HALVES = {"q": 1, "w": 3, "e": 5, "r": 7, "t": 9}
"""The key below a digit means half a point less: q is 0.5, w is 1.5 ...; values in half points."""
_BLANKS = ("delete", "\x7f")
_BACK = ("backspace", "\x08")

Cell = tuple[int, int]
"""Row and column in the table, from 0."""


@dataclass(frozen=True)
class Stroke:
    """The effect of a key: a change or the reason against it, and the step of the cursor (1, -1 or 0)."""

    change: Change | None = None
    words: str = ""
    step: int = 0


def card_view(workshop: Workshop, person: str, *, is_masked: bool) -> GridView:
    """Return a participant's ballot: cases by criteria, problems first, and a total for each case.

    A masked ballot is the same for all scores, since even blank cells would tell something.
    """
    order = criteria_in_columns(workshop)
    scores = workshop.scores.get(person, {})
    rows = []
    for case in workshop.cases:
        if is_masked:
            values = (COVER,) * (len(order) + 1)
        else:
            row = scores.get(case.id, {})
            given = [points_text(row[k.id]) if k.id in row else "·" for k in order]
            values = (*given, points_text(scoring.total(workshop, person, case.id)))
        rows.append(Row(case.title, values))
    corner = tr("Case / at most")
    return GridView(corner, (*columns_of(workshop), Column(tr("total"))), tuple(rows), editable=True, locked=1)


def spot(workshop: Workshop, at: Cell) -> tuple[str, Criterion] | None:
    """Return the id of the case and the criterion at a cell, None outside the table."""
    order, (row, column) = criteria_in_columns(workshop), at
    return (workshop.cases[row].id, order[column]) if row < len(workshop.cases) and column < len(order) else None


def place_of(workshop: Workshop, case: str, criterion: str) -> Cell | None:
    """Return the cell of a case and a criterion, None if one of them is gone."""
    cases = [one.id for one in workshop.cases]
    criteria = [k.id for k in criteria_in_columns(workshop)]
    return (cases.index(case), criteria.index(criterion)) if case in cases and criterion in criteria else None


def before(workshop: Workshop, at: Cell) -> Cell:
    """Return the cell before this one; before the start of a row comes the end of the row above."""
    row, column = at
    if column:
        return row, column - 1
    return (row - 1, len(workshop.criteria) - 1) if row else at


def stroke(workshop: Workshop, person: str, at: Cell, key: str) -> Stroke:
    """Return the effect of a key; a value above the weight is refused with a reason."""
    key = unicodedata.normalize("NFKC", key)  # an IME left on types full-width digits
    if key in _BACK:
        return Stroke(_scored(workshop, person, before(workshop, at), None), step=-1)
    if key in _BLANKS:
        return Stroke(_scored(workshop, person, at, None))
    if key == " ":
        return Stroke(step=1)
    here, points = spot(workshop, at), _points(key)
    if here is None:
        return Stroke()
    if points is None:
        return Stroke(words=tr("Keys: 0 1 2 3 4 5, and q w e r t for half a point less"))
    if points > here[1].weight:
        return Stroke(words=tr("At most {weight}: that is the weight here", weight=here[1].weight))
    return Stroke(_scored(workshop, person, at, points), step=1)


def _points(key: str) -> Fraction | None:
    if key in tuple("012345"):
        return Fraction(int(key))
    return Fraction(HALVES[key], 2) if key in HALVES else None


def _scored(workshop: Workshop, person: str, at: Cell, points: Fraction | None) -> Change | None:
    here = spot(workshop, at)
    if here is None:
        return None
    case, criterion = here[0], here[1].id
    return lambda w: changes.set_score(w, person, case, criterion, points)


def copy_column(workshop: Workshop, person: str, source: str, column: int) -> Stroke:
    """Return the effect of copying all points of criterion ``source``, blanks too, into a column.

    Nothing is copied into a lower weight, whatever the points are, since a refusal would tell about them.
    The points are read when the change is applied.
    """
    criterion = criteria_in_columns(workshop)[column]
    if criterion.weight < next(k.weight for k in workshop.criteria if k.id == source):
        return Stroke(words=tr("Not copied: at most {weight} here", weight=criterion.weight))

    def change(present: Workshop) -> Workshop:
        for case in present.cases:
            points = _given(present, person, case.id, source)
            present = changes.set_score(present, person, case.id, criterion.id, points)
        return present

    return Stroke(change)


def fill_down(workshop: Workshop, person: str, at: Cell) -> Stroke:
    """Return the effect of filling a column down: every case below gets the points of this cell."""
    here = spot(workshop, at)
    if here is None:
        return Stroke()
    first, criterion = here[0], here[1].id

    def change(present: Workshop) -> Workshop:
        points = _given(present, person, first, criterion)
        for case in present.cases[at[0] + 1 :]:
            present = changes.set_score(present, person, case.id, criterion, points)
        return present

    return Stroke(change)


def _given(workshop: Workshop, person: str, case: str, criterion: str) -> Fraction | None:
    return workshop.scores.get(person, {}).get(case, {}).get(criterion)
