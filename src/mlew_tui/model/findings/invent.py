"""Invent: whether there are enough cases, people agree, and the adopted case stands firmly.

What rests on scores, votes or the decision is told only after the reveal.
"""

from collections.abc import Iterator

from mlew_tui.model.analysis.agreement import agreement
from mlew_tui.model.analysis.profile import widest_spread
from mlew_tui.model.analysis.standing import standing
from mlew_tui.model.analysis.weightings import sheets
from mlew_tui.model.analysis.what_if import WhatIfs, what_ifs
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.deck import Thresholds
from mlew_tui.model.findings.finding import Figure, Finding
from mlew_tui.model.scoring import Tally, tally
from mlew_tui.model.workshop import Workshop


def invent(workshop: Workshop, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield what is to improve about the cases and their evaluation."""
    cases = workshop.cases
    if len(cases) < thresholds.min_cases:
        figures = {"cases": Figure(len(cases), least=thresholds.min_cases)}
        yield Finding("few-cases", "invent", "now", figures, tuple(f"cases/{case.id}" for case in cases))
    if is_covered(workshop):
        return
    result = tally(workshop)
    yield from _low_agreement(workshop, result, thresholds)
    if result.winner is not None:
        yield from _fragile_decision(workshop, result, result.winner, thresholds)
        yield from _unsolved_problems(workshop, result.winner, thresholds)


def _low_agreement(workshop: Workshop, result: Tally, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield that people order the cases too differently, with the cell they are furthest apart on."""
    found = agreement(result)
    if found is None or found.w >= thresholds.min_agreement:
        return
    figures = {
        "w": Figure(found.w, 1, least=thresholds.min_agreement),
        "people": Figure(found.people),
        "cases": Figure(found.cases),
    }
    places: tuple[str, ...] = ()
    apart = widest_spread(workshop, result)
    if apart is not None:
        weight = next(criterion.weight for criterion in workshop.criteria if criterion.id == apart.criterion)
        figures |= {"lowest": Figure(apart.lowest, weight), "highest": Figure(apart.highest, weight)}
        places = (f"cases/{apart.case}", f"criteria/{apart.criterion}")
    yield Finding("wavering", "invent", "now", figures, places)


def _fragile_decision(workshop: Workshop, result: Tally, winner: str, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield that the adopted case leads by hardly a vote, or that one single change would have another one lead.

    Nothing where a person decided against the numbers: it does not hang on them.
    """
    changes = what_ifs(workshop, result, sheets(workshop, result))
    if winner not in changes.leaders or len(workshop.cases) < 2:
        return
    place = standing(workshop, result, winner)
    margin = place.vote_margin or 0
    is_narrow = margin < thresholds.min_vote_margin
    people = changes.people if changes.people_tried > 1 else ()
    count = len(changes.weights) + len(changes.criteria) + len(people)
    if not is_narrow and not count:
        return
    tried = {
        "weights": Figure(len(changes.weights), changes.weights_tried),
        "left_out": Figure(len(changes.criteria), changes.criteria_tried),
        "away": Figure(len(people), changes.people_tried if changes.people_tried > 1 else 0),
    }
    figures = {
        "margin": Figure(margin, place.people, least=thresholds.min_vote_margin if is_narrow else None),
        "votes": Figure(place.votes, place.people),
        "changes": Figure(count, sum(figure.whole or 0 for figure in tried.values()), most=0 if count else None),
        **tried,
    }
    named = (f"cases/{case}" for case in (winner, *place.runners_up))
    yield Finding("fragile-decision", "invent", "look", figures, (*named, *_moved_by(workshop, changes, len(people))))


def _moved_by(workshop: Workshop, changes: WhatIfs, people: int) -> tuple[str, ...]:
    """Return the criteria, then the people, by which alone the result would move, in the file's order."""
    criteria = {one.criterion for one in changes.weights} | {one.criterion for one in changes.criteria}
    absent = {one.participant for one in changes.people} if people else set()
    return (
        *(f"criteria/{criterion.id}" for criterion in workshop.criteria if criterion.id in criteria),
        *(f"participants/{person.id}" for person in workshop.participants if person.id in absent),
    )


def _unsolved_problems(workshop: Workshop, winner: str, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield the weighty problems the adopted case does not solve."""
    adopted = next(case for case in workshop.cases if case.id == winner)
    weighty = [
        criterion
        for criterion in workshop.criteria
        if criterion.kind == "problem" and criterion.weight >= thresholds.min_unsolved_weight
    ]
    left = [criterion for criterion in weighty if criterion.id not in adopted.solves]
    if left:
        figures = {
            "problems": Figure(len(left), len(weighty), most=0),
            "weight": Figure(thresholds.min_unsolved_weight),
        }
        places = (f"cases/{winner}", *(f"criteria/{criterion.id}" for criterion in left))
        yield Finding("unsolved-problems", "invent", "look", figures, places)
