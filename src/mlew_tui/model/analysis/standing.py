"""Where a case stands: its votes and points with their denominators, and how safely it leads.

The rule is the deck's (step ``invent.result``): first places, then summed scores. Dice and an owner's
decision settle what this leaves open and are no part of it.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from mlew_tui.model.scoring import Tally
from mlew_tui.model.workshop import Workshop


class Standing(NamedTuple):
    """One case beside those that come nearest to it.

    ``votes`` lie in [0, ``people``], everybody counted, abstentions included; ``points`` in
    [0, ``ceiling``], the sum of all weights times the people counted. ``runners_up`` are the best of the
    other cases, several when they are level; the margins to them are negative for a case adopted against
    the numbers, and None without another case. ``to_unseat``: see ``fewest_to_unseat``.
    """

    case: str
    votes: Fraction
    people: int
    points: Fraction
    ceiling: int
    runners_up: tuple[str, ...]
    vote_margin: Fraction | None
    point_margin: Fraction | None
    to_unseat: int | None


def leaders(votes: Mapping[str, Fraction], sums: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Return the cases that votes and then summed scores put first, in the order given.

    One is the winner by the numbers, several are a tie left to dice, none means no votes.
    """
    top = max(((votes[case], sums[case]) for case in votes), default=(Fraction(0), Fraction(0)))
    return tuple(case for case in votes if (votes[case], sums[case]) == top) if top[0] else ()


def standing(workshop: Workshop, tally: Tally, case: str) -> Standing:
    """Return where ``case`` stands in this tally of this workshop."""
    rivals = [other for other in tally.votes if other != case]
    nearest = max(((tally.votes[other], tally.sums[other]) for other in rivals), default=None)
    votes, points = tally.votes[case], tally.sums[case]
    return Standing(
        case,
        votes,
        len(tally.counted),
        points,
        sum(criterion.weight for criterion in workshop.criteria) * len(tally.counted),
        tuple(other for other in rivals if (tally.votes[other], tally.sums[other]) == nearest),
        None if nearest is None else votes - nearest[0],
        None if nearest is None else points - nearest[1],
        fewest_to_unseat(tally) if leaders(tally.votes, tally.sums) == (case,) else None,
    )


def fewest_to_unseat(tally: Tally) -> int | None:
    """Return how many people at least would have to change their first place for another winner.

    Those who put a case first give their whole vote to one other case instead, points staying as they are,
    until some case is ahead of the winner by votes or, at equal votes, by summed scores; a mere tie does not
    count. In 1 to the number of first places; None without a single winner or without another case. This is
    the margin of victory of plurality voting (Xia, "Computing the margin of victory for various voting
    rules", EC 2012), with our tie-break and split votes.
    """
    leading = leaders(tally.votes, tally.sums)
    if len(leading) != 1 or len(tally.votes) < 2:
        return None
    winner = leading[0]
    return min(_fewest_for(tally, winner, rival) for rival in tally.votes if rival != winner)


def _fewest_for(tally: Tally, winner: str, rival: str) -> int:
    """Return how many must turn to ``rival`` for it to pass ``winner``, those with the largest swing first."""
    swings = sorted(
        (
            1 + place.votes.get(winner, Fraction(0)) - place.votes.get(rival, Fraction(0))
            for place in tally.first_places
        ),
        reverse=True,
    )
    behind = tally.votes[winner] - tally.votes[rival]
    level_is_enough = tally.sums[rival] > tally.sums[winner]
    gained = accumulate(swings)
    return 1 + sum(1 for gain in gained if not (gain > behind or (gain == behind and level_is_enough)))
