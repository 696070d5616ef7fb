"""One participant's evaluation sheet as a grid of cells, before any file format."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mlew_tui.i18n import tr
from mlew_tui.model.base import plain_number
from mlew_tui.model.define import Criterion
from mlew_tui.model.workshop import Workshop
from mlew_tui.tabular.cells import Cells, match_key, shorten

Role = Literal["tag", "title", "name", "id", "hint", "label", "head", "kind", "weight", "case", "score", "total", ""]

MARK = "mlew-tui"
"""Begins every tag; a tag has a space and so is never an id."""
WORKSHOP, PARTICIPANT, HINT, IDS = (f"{MARK} {name}" for name in ("workshop", "participant", "hint", "ids"))
CRITERIA, KINDS, WEIGHTS = (f"{MARK} {name}" for name in ("criteria", "kinds", "weights"))
CASES, TOTAL = (f"{MARK} {name}" for name in ("cases", "total"))
SIDE_TAGS = frozenset((WORKSHOP, HINT, IDS, CRITERIA, KINDS, WEIGHTS))
"""Tags of the hidden column and row, which identify a sheet's parts even after they were moved."""

TAG_COLUMN, TITLE_COLUMN, FIRST_SCORE = 0, 1, 2
IDS_ROW, HEAD_ROW, WEIGHT_ROW, FIRST_CASE = 3, 4, 6, 7


@dataclass(frozen=True)
class GridCell:
    """A cell to be written: its role and value; totals are computed by the file format."""

    role: Role = ""
    value: str | Fraction | None = None


Rows = Sequence[Sequence[GridCell]]


def build_grid(workshop: Workshop, participant: str) -> Rows:
    """Return a participant's sheet with their own scores only: rows of equal width, in the current language.

    Raises LookupError when there is no such participant.
    """
    person = next((one for one in workshop.participants if one.id == participant), None)
    if person is None:
        raise LookupError(participant)
    criteria, name = workshop.criteria, shorten(person.name)
    ids = (GridCell("tag", criterion.id) for criterion in criteria)
    rows: list[list[GridCell]] = [
        [GridCell("tag", WORKSHOP), GridCell("title", shorten(workshop.title))],
        [GridCell("tag", f"{PARTICIPANT} {person.id}"), GridCell("name", name), GridCell("id", person.id)],
        [GridCell("tag", HINT), GridCell("hint", _hint())],
        [GridCell("tag", IDS), GridCell("tag", CASES), *ids, GridCell("tag", TOTAL)],
        [
            GridCell("tag", CRITERIA), GridCell("label", tr("Case")),
            *(GridCell("head", shorten(criterion.text)) for criterion in criteria), GridCell("label", tr("Total")),
        ],
        [
            GridCell("tag", KINDS), GridCell("label", tr("Problem or strength")),
            *(GridCell("kind", _kind(criterion)) for criterion in criteria), GridCell("kind"),
        ],
        [
            GridCell("tag", WEIGHTS), GridCell("label", tr("Weight: the most a case can get")),
            *(GridCell("weight", Fraction(criterion.weight)) for criterion in criteria), GridCell("total"),
        ],
    ]  # fmt: skip
    given = workshop.scores.get(participant, {})
    for case in workshop.cases:
        scores = (GridCell("score", given.get(case.id, {}).get(criterion.id)) for criterion in criteria)
        rows.append([GridCell("tag", case.id), GridCell("case", shorten(case.title)), *scores, GridCell("total")])
    width = len(rows[IDS_ROW])
    return [[*row, *(GridCell() for _ in range(width - len(row)))] for row in rows]


def grid_values(rows: Rows) -> Cells:
    """Return a grid's values as a reader gets them; totals are empty."""
    return [
        [plain_number(cell.value) if isinstance(cell.value, Fraction) else cell.value for cell in row] for row in rows
    ]


def own_labels() -> frozenset[str]:
    """Return the match keys of a sheet's own labels in the current language, which are no criteria or cases."""
    labels = (tr("Case"), tr("Total"), tr("Problem or strength"), tr("Weight: the most a case can get"), _hint())
    return frozenset(map(match_key, labels))


def _hint() -> str:
    return tr("For each case, from 0 up to the weight in steps of 0.5. Leave blank what has nothing to do with it.")


def _kind(criterion: Criterion) -> str:
    return tr("problem to solve") if criterion.kind == "problem" else tr("strength to build on")
