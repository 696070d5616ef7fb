"""Analysis of the score table: what carried the winner, what no case covers, where opinions differ."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import le
from typing import NamedTuple

from mlew_tui.model.scoring import Tally
from mlew_tui.model.workshop import Workshop

Row = Mapping[str, Fraction]


class Contribution(NamedTuple):
    """What one criterion adds to a case's points, and to its lead over another; without another, None.

    The points of all criteria add up to the case's sum, the margins to the difference of the two sums.
    """

    criterion: str
    points: Fraction
    ceiling: int
    margin: Fraction | None


class Dominated(NamedTuple):
    """A case that is nowhere higher than any of ``by`` and somewhere lower than each of them."""

    case: str
    by: tuple[str, ...]


class Spread(NamedTuple):
    """The cell people are furthest apart on: ``low`` gave it ``lowest``, ``high`` gave it ``highest``."""

    case: str
    criterion: str
    lowest: Fraction
    highest: Fraction
    low: tuple[str, ...]
    high: tuple[str, ...]


class Coverage(NamedTuple):
    """What the cases leave aside.

    ``unsolved``: problems in no case's ``solves``; ``unused``: strengths in no case's ``reinforces``;
    ``unscored``: criteria without a point for any case in the counted ballots; none without such ballots.
    """

    unsolved: tuple[str, ...]
    unused: tuple[str, ...]
    unscored: tuple[str, ...]


def by_criterion(workshop: Workshop, tally: Tally) -> Mapping[str, Row]:
    """Return the points of each case for each criterion, summed over everybody counted."""
    sums = {case.id: {criterion.id: Fraction(0) for criterion in workshop.criteria} for case in workshop.cases}
    for person in tally.counted:
        for case, row in workshop.scores.get(person, {}).items():
            for criterion, points in row.items():
                sums[case][criterion] += points
    return sums


def contributions(
    workshop: Workshop, tally: Tally, sums: Mapping[str, Row], case: str, over: str | None
) -> tuple[Contribution, ...]:
    """Return what each criterion adds to ``case`` and to its margin over ``over``; ``sums`` are ``by_criterion``."""
    return tuple(
        Contribution(
            criterion.id,
            sums[case][criterion.id],
            criterion.weight * len(tally.counted),
            None if over is None else sums[case][criterion.id] - sums[over][criterion.id],
        )
        for criterion in workshop.criteria
    )


def dominated_by_people(tally: Tally) -> tuple[Dominated, ...]:
    """Return the cases to which everybody prefers, or holds equal, another that somebody prefers.

    Pareto dominance over each person's totals; a dominated case has no first place that it does not share.
    """
    return _dominated(tuple(tally.votes), lambda case: [int(2 * row[case]) for row in tally.totals.values()])


def dominated_by_criteria(sums: Mapping[str, Row]) -> tuple[Dominated, ...]:
    """Return the cases another one matches or exceeds on every criterion and exceeds on one; of ``by_criterion``."""
    return _dominated(tuple(sums), lambda case: [int(2 * points) for points in sums[case].values()])


def _dominated(cases: tuple[str, ...], values_of: Callable[[str], list[int]]) -> tuple[Dominated, ...]:
    """Compare the cases two by two, by their half points: whole numbers, for there may be very many."""
    values = {case: values_of(case) for case in cases}
    found = (
        Dominated(
            case,
            tuple(
                other for other in cases if values[other] != values[case] and all(map(le, values[case], values[other]))
            ),
        )
        for case in cases
    )
    return tuple(one for one in found if one.by)


def widest_spread(workshop: Workshop, tally: Tally) -> Spread | None:
    """Return the cell worth talking about: the one with the greatest range of points, among equals the first.

    Only people who gave a point to something take part, a blank being 0; None with fewer than two of them
    or when they agree on every cell.
    """
    people = [place.participant for place in tally.first_places]
    widest: tuple[Fraction, str, str] | None = None
    for case in workshop.cases:
        given: dict[str, list[Fraction]] = {}
        for person in people:
            for criterion, value in workshop.scores[person].get(case.id, {}).items():
                given.setdefault(criterion, []).append(value)
        for name in (criterion.id for criterion in workshop.criteria if criterion.id in given):
            values = given[name]
            distance = max(values) - (min(values) if len(values) == len(people) else Fraction(0))
            if distance > (widest[0] if widest else 0):
                widest = (distance, case.id, name)
    if widest is None:
        return None
    _, name, of = widest
    points = [workshop.scores[person].get(name, {}).get(of, Fraction(0)) for person in people]
    lowest, highest = min(points), max(points)
    gave = list(zip(people, points, strict=True))
    return Spread(
        name, of, lowest, highest,
        tuple(person for person, value in gave if value == lowest),
        tuple(person for person, value in gave if value == highest),
    )  # fmt: skip


def coverage(workshop: Workshop, tally: Tally, sums: Mapping[str, Row]) -> Coverage:
    """Return what no case solves, uses or is given a point for; ``sums`` are ``by_criterion``."""
    solved = {criterion for case in workshop.cases for criterion in case.solves}
    used = {criterion for case in workshop.cases for criterion in case.reinforces}
    return Coverage(
        tuple(k.id for k in workshop.criteria if k.kind == "problem" and k.id not in solved),
        tuple(k.id for k in workshop.criteria if k.kind == "strength" and k.id not in used),
        tuple(k.id for k in workshop.criteria if tally.counted and not any(row[k.id] for row in sums.values())),
    )
