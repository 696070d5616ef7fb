"""Case evaluation and first-place tally: who put which case first, which case is adopted, and why.

The rule is the deck's (step ``invent.result``): the case most people put first is adopted; on equal
votes the points decide, which we take as the sum over all who handed in. Plurality voting with a
score tie-break, in the usual terms. Scores and votes are exact fractions throughout.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal, NamedTuple

from mlew_tui.model.workshop import Workshop

Status = Literal["decided", "undecided", "provisional", "overruled"]
How = Literal["votes", "scores", "dice", "owner"]
Totals = Mapping[str, Mapping[str, Fraction]]


class FirstPlace(NamedTuple):
    """One participant's best cases; several mean that the one vote is split equally among them.

    ``chosen`` is the case the participant picked among equal best ones, if so.
    """

    participant: str
    best: tuple[str, ...]
    total: Fraction
    chosen: str | None = None

    @property
    def votes(self) -> Mapping[str, Fraction]:
        """Return what each case gets of this participant's one vote."""
        if self.chosen is not None:
            return {self.chosen: Fraction(1)}
        return {case: Fraction(1, len(self.best)) for case in self.best}


@dataclass(frozen=True)
class VoteStage:
    """Most first places: ``leaders`` share ``votes``; one leader ends the chain."""

    leaders: tuple[str, ...]
    votes: Fraction


@dataclass(frozen=True)
class ScoreStage:
    """Equal votes: the summed scores of the tied; ``leaders`` have the highest."""

    sums: Mapping[str, Fraction]
    leaders: tuple[str, ...]


@dataclass(frozen=True)
class DiceStage:
    """Still equal: dice were rolled among exactly this tie."""

    among: tuple[str, ...]
    case: str


@dataclass(frozen=True)
class OwnerStage:
    """A person decided: ``against`` is the case that votes and scores name, when it is another one."""

    case: str
    by: str | None
    against: str | None
    note: str


Stage = VoteStage | ScoreStage | DiceStage | OwnerStage


class Tally(NamedTuple):
    """The result and every step of the reasoning as data.

    ``status``: provisional as long as somebody who votes has not handed in (they are in ``missing``),
    else overruled when an owner decided against votes and scores, else undecided without a winner,
    else decided. ``winner`` is a case id; while provisional, the one leading so far. ``stale_dice``:
    dice are on record but for another tie, and do not count.
    """

    status: Status
    winner: str | None
    how: How | None
    votes: Mapping[str, Fraction]
    sums: Mapping[str, Fraction]
    totals: Totals
    first_places: tuple[FirstPlace, ...]
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    abstained: tuple[str, ...]
    tie: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    stale_dice: bool = False

    @property
    def overruled(self) -> str | None:
        """The case that votes and scores name, where a person decided against it; None where nobody did."""
        last = self.stages[-1] if self.stages else None
        return last.against if isinstance(last, OwnerStage) else None


def voters(workshop: Workshop) -> tuple[str, ...]:
    """Return the ids of everybody whose scores would count once handed in."""
    return tuple(person.id for person in workshop.participants if person.is_voter)


def turnout(workshop: Workshop) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of everybody who votes: who has handed in, and who is missing."""
    electorate, handed_in = voters(workshop), set(workshop.ballots.handed_in)
    return (
        tuple(person for person in electorate if person in handed_in),
        tuple(person for person in electorate if person not in handed_in),
    )


def _exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Return the sum of fractions, added as whole numbers for each denominator: many of them cost little."""
    numerators: dict[int, int] = {}
    for value in values:
        denominator = value.denominator
        numerators[denominator] = numerators.get(denominator, 0) + value.numerator
    return sum((Fraction(number, denominator) for denominator, number in numerators.items()), Fraction(0))


def whole(values: Iterable[Fraction]) -> list[int]:
    """Return fractions as whole numbers in the same proportion, which are quicker to compare, exact as they are."""
    given = list(values)
    scale = lcm(*(value.denominator for value in given))
    return [value.numerator * (scale // value.denominator) for value in given]


def total(workshop: Workshop, participant: str, case: str) -> Fraction:
    """Return one participant's points for a case over all criteria; a cell left out counts 0."""
    return _exact_sum(workshop.scores.get(participant, {}).get(case, {}).values())


def _first_place(participant: str, points: Mapping[str, Fraction], chosen: str | None) -> FirstPlace | None:
    """Return a participant's best cases, or None when nothing was given a point: an abstention.

    ``chosen`` counts only while that case is among several best.
    """
    values = whole(points.values())
    highest = max(values, default=0)
    if highest == 0:
        return None
    best = tuple(case for case, value in zip(points, values, strict=True) if value == highest)
    return FirstPlace(participant, best, points[best[0]], chosen if len(best) > 1 and chosen in best else None)


def _highest(cases: Iterable[str], values: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Return the cases with the highest value, in the order given."""
    pool = tuple(cases)
    top = max((values[case] for case in pool), default=Fraction(0))
    return tuple(case for case in pool if values[case] == top)


def tally(workshop: Workshop) -> Tally:
    """Count the first places and name the adopted case, with the reasoning as stages.

    Only who votes and has handed in counts; nothing is imputed for the others, they are named.
    """
    cases = tuple(case.id for case in workshop.cases)
    counted, missing = turnout(workshop)
    totals = {person: {case: total(workshop, person, case) for case in cases} for person in counted}
    chosen = workshop.ballots.first
    places = {person: _first_place(person, totals[person], chosen.get(person)) for person in counted}
    firsts = tuple(place for place in places.values() if place is not None)
    votes = _votes(cases, firsts)
    sums = {case: _exact_sum(row[case] for row in totals.values()) for case in cases}

    winner, how, tie, stages = _chain(cases, votes, sums) if firsts else (None, None, (), ())
    by_numbers = winner
    decision = workshop.decision
    stale = False
    if decision is not None and decision.how == "dice":
        stale = set(decision.among) != set(tie)
        if not stale:
            winner, how = decision.case, "dice"
            stages = (*stages, DiceStage(tie, decision.case))
    elif decision is not None:
        against = by_numbers if by_numbers not in (None, decision.case) else None
        winner, how = decision.case, "owner"
        stages = (*stages, OwnerStage(decision.case, decision.by, against, decision.note))

    overruled = how == "owner" and by_numbers not in (None, winner)
    status: Status = "decided" if winner is not None else "undecided"
    if missing:
        status = "provisional"
    elif overruled:
        status = "overruled"
    return Tally(
        status, winner, how, votes, sums, totals, firsts, counted, missing,
        tuple(person for person, place in places.items() if place is None), tie, stages, stale,
    )  # fmt: skip


def _votes(cases: tuple[str, ...], firsts: tuple[FirstPlace, ...]) -> dict[str, Fraction]:
    """Return the votes each case gets of everybody's one."""
    votes = dict.fromkeys(cases, Fraction(0))
    for place in firsts:
        for case, share in place.votes.items():
            votes[case] += share
    return votes


def _chain(
    cases: tuple[str, ...], votes: Mapping[str, Fraction], sums: Mapping[str, Fraction]
) -> tuple[str | None, How | None, tuple[str, ...], tuple[Stage, ...]]:
    """Follow the tie chain: votes, then summed scores among the tied; a tie left has no winner."""
    leaders = _highest(cases, votes)
    stages: tuple[Stage, ...] = (VoteStage(leaders, votes[leaders[0]]),)
    if len(leaders) == 1:
        return leaders[0], "votes", (), stages
    ahead = _highest(leaders, sums)
    stages = (*stages, ScoreStage({case: sums[case] for case in leaders}, ahead))
    if len(ahead) == 1:
        return ahead[0], "scores", (), stages
    return None, None, ahead, stages


def fraction_text(value: Fraction) -> str:
    """Write votes exactly: ``2`` or ``5/2``."""
    return str(value)


def points_text(value: Fraction) -> str:
    """Write points exactly: ``41`` or ``41.5``; points are always halves."""
    return str(int(value)) if value.denominator == 1 else f"{float(value):.1f}"
