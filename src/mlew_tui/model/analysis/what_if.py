"""Which single change would change who leads: one weight, one criterion left out, one person's absence.

Nothing is stored: scores keep their share of the ceiling while a weight changes, and what people settled
by dice or overruled stays out, for it is the numbers that are asked.
"""

from fractions import Fraction
from typing import NamedTuple

from mlew_tui.model.analysis.standing import leaders
from mlew_tui.model.analysis.weightings import WEIGHTS, Leaders, Sheets, leaders_under
from mlew_tui.model.scoring import Tally
from mlew_tui.model.workshop import Workshop


class OtherWeight(NamedTuple):
    """With ``weight`` instead of the one it has, this criterion would have ``leaders`` come first."""

    criterion: str
    weight: int
    leaders: Leaders


class LeftOut(NamedTuple):
    """Without this criterion ``leaders`` would come first."""

    criterion: str
    leaders: Leaders


class Absent(NamedTuple):
    """Without this person's scores ``leaders`` would come first."""

    participant: str
    leaders: Leaders


class WhatIfs(NamedTuple):
    """Every single change after which other cases lead than ``leaders`` do now, and how many were tried.

    ``leaders`` of a change differs from the present one: another winner, a tie, or none.
    ``weights_tried`` is two for each criterion.
    """

    leaders: Leaders
    weights: tuple[OtherWeight, ...]
    criteria: tuple[LeftOut, ...]
    people: tuple[Absent, ...]
    weights_tried: int
    criteria_tried: int
    people_tried: int


def what_ifs(workshop: Workshop, tally: Tally, sheets: Sheets) -> WhatIfs:
    """Try every single change on this tally: one-at-a-time sensitivity of the winner."""
    now = leaders(tally.votes, tally.sums)
    criteria = [criterion.id for criterion in workshop.criteria]
    others = [
        (position, weight)
        for position, standing in enumerate(sheets.weights)
        for weight in (*WEIGHTS, 0)
        if weight != standing
    ]
    weightings = [
        (*sheets.weights[:position], weight, *sheets.weights[position + 1 :]) for position, weight in others
    ]  # fmt: skip
    found = list(zip(others, leaders_under(sheets, weightings) if others else (), strict=True))
    changed = [(criteria[position], weight, then) for (position, weight), then in found if then != now]
    absent = [Absent(person, _without(tally, person)) for person in tally.counted]
    return WhatIfs(
        now,
        tuple(OtherWeight(criterion, weight, then) for criterion, weight, then in changed if weight),
        tuple(LeftOut(criterion, then) for criterion, weight, then in changed if not weight),
        tuple(one for one in absent if one.leaders != now),
        sum(1 for _, weight in others if weight),
        len(criteria),
        len(absent),
    )


def _without(tally: Tally, person: str) -> Leaders:
    """Return who leads when this person's vote and points are taken away."""
    own = next((place.votes for place in tally.first_places if place.participant == person), {})
    votes = {case: given - own.get(case, Fraction(0)) for case, given in tally.votes.items()}
    sums = {case: points - tally.totals[person][case] for case, points in tally.sums.items()}
    return leaders(votes, sums)
