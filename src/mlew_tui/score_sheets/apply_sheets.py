"""Apply imported sheets to the workshop, all at once, and list what that changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mlew_tui.model import changes
from mlew_tui.model.changes import Change
from mlew_tui.model.workshop import Workshop
from mlew_tui.score_sheets.sheet_reader import SheetContent


@dataclass(frozen=True)
class ScoreChange:
    """A score that changes; None stands for blank."""

    person: str
    case: str
    criterion: str
    before: Fraction | None
    after: Fraction | None
    cell: str


def score_changes(workshop: Workshop, sheet: SheetContent) -> Iterator[ScoreChange]:
    """Yield the scores a sheet changes, in the sheet's order; none where its owner is unknown."""
    if sheet.person is None:
        return
    given = workshop.scores.get(sheet.person, {})
    for (case, criterion), after in sheet.scores.items():
        before = given.get(case, {}).get(criterion)
        if before != after:
            yield ScoreChange(sheet.person, case, criterion, before, after, sheet.places[case, criterion])


def take_over(sheets: Iterable[SheetContent], *, hand_in: bool) -> Change:
    """Return the change that applies several sheets at once, and hands in their ballots if ``hand_in``.

    Raises ValueError when a sheet has refusals, has no known owner, or two belong to the same person.
    """
    chosen: Sequence[SheetContent] = tuple(sheets)
    people = [sheet.person for sheet in chosen]
    if None in people or len(set(people)) < len(people) or any(sheet.refusals for sheet in chosen):
        raise ValueError("only whole sheets of different people can be taken over")

    def change(workshop: Workshop) -> Workshop:
        for sheet in chosen:
            for one in score_changes(workshop, sheet):
                workshop = changes.set_score(workshop, one.person, one.case, one.criterion, one.after)
            if hand_in and sheet.person is not None and sheet.person not in workshop.ballots.handed_in:
                workshop = changes.hand_in(workshop, sheet.person, True)
        return workshop

    return change
