"""Which cases lead when the criteria weigh differently, every weighting at once.

A score keeps its share of the ceiling: 2 of 3 points become 10/3 of 5. Each number is held for all
weightings together, in one lane of a large integer for each, so that one addition or comparison of the
large integers is one in every lane; nothing is rounded.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from random import Random
from typing import NamedTuple, get_args

from mlew_tui.model.base import Weight
from mlew_tui.model.scoring import Tally
from mlew_tui.model.workshop import Workshop

WEIGHTS: tuple[int, ...] = get_args(get_args(Weight)[0])
"""What a criterion may weigh: 1, 3 or 5."""

UNITS = 2 * lcm(*WEIGHTS)
"""A share of the ceiling is counted in thirtieths: half points of a weight are whole numbers of them."""

COMPLETE_UP_TO = 8
"""Up to so many criteria every weighting is tried, above it a sample of as many as these have."""

SEED = 20_261_122
"""Draws the sample: always the same one for the same number of criteria."""

Leaders = tuple[str, ...]
"""The cases that votes and then summed scores put first: one wins, several tie, none without votes."""

Weighting = tuple[int, ...]
"""A weight for each criterion in the workshop's order; 0 leaves the criterion out."""


class Sheets(NamedTuple):
    """What the evaluation rests on, by position: who counts, and the share of the ceiling each one gave.

    ``shares[person][case][criterion]`` lies in 0..UNITS; ``chosen`` is the case each one would take among
    equal best ones, if they said so; ``weights`` are those that stand.
    """

    cases: tuple[str, ...]
    weights: Weighting
    shares: tuple[tuple[tuple[int, ...], ...], ...]
    chosen: tuple[int | None, ...]


class WeightingShares(NamedTuple):
    """How many of the weightings tried each case wins.

    ``wins`` names every case; with ``undecided`` (a tie that is left to dice, or no vote at all) they add
    up to ``tried``: 3^n weightings of n criteria, or with ``is_sampled`` a fixed sample of them.
    """

    wins: Mapping[str, int]
    undecided: int
    tried: int
    is_sampled: bool


def sheets(workshop: Workshop, tally: Tally) -> Sheets:
    """Return what counts in this tally of this workshop."""
    positions = {case.id: position for position, case in enumerate(workshop.cases)}
    criteria = {criterion.id: (place, criterion.weight) for place, criterion in enumerate(workshop.criteria)}
    blank = (0,) * len(criteria)
    shares = []
    for person in tally.counted:
        sheet = workshop.scores.get(person, {})
        shares.append(tuple(_shares(sheet[case], criteria) if case in sheet else blank for case in positions))
    chosen = tuple(positions.get(workshop.ballots.first.get(person, "")) for person in tally.counted)
    return Sheets(tuple(positions), tuple(weight for _, weight in criteria.values()), tuple(shares), chosen)


def _shares(row: Mapping[str, Fraction], criteria: Mapping[str, tuple[int, int]]) -> tuple[int, ...]:
    """Return what a row of scores is of each criterion's ceiling, 0 for a cell that is blank."""
    found = [0] * len(criteria)
    for criterion, points in row.items():
        place, weight = criteria[criterion]
        found[place] = points.numerator * UNITS // (points.denominator * weight)
    return tuple(found)


def weighting_shares(sheets: Sheets) -> WeightingShares:
    """Return each case's share of all weightings {1, 3, 5}^n, or of a fixed sample when n is above 8.

    How often a choice survives other weights is its rank acceptability (Lahdelma, Hokkanen and Salminen,
    "SMAA", European Journal of Operational Research 106, 1998), here over the weights people can give. A
    share read off the sample is within 1.3 percentage points of the true one 19 times in 20.
    """
    count = len(sheets.weights)
    is_sampled = count > COMPLETE_UP_TO
    weightings: list[Weighting]
    if is_sampled:
        draw = Random(SEED)  # noqa: S311 - a sample of weightings is no secret
        weightings = [tuple(draw.choices(WEIGHTS, k=count)) for _ in range(len(WEIGHTS) ** COMPLETE_UP_TO)]
    else:
        weightings = list(product(WEIGHTS, repeat=count))
    found = Counter(leaders_under(sheets, weightings))
    wins = {case: found[(case,)] for case in sheets.cases}
    return WeightingShares(wins, len(weightings) - sum(wins.values()), len(weightings), is_sampled)


def leaders_under(sheets: Sheets, weightings: Sequence[Weighting]) -> list[Leaders]:
    """Return the leading cases under each of some weightings, as ``scoring.tally`` would name them."""
    heaviest = sum(map(max, zip(*weightings, strict=True)))
    people, places = len(sheets.shares), lcm(*range(1, len(sheets.cases) + 1))
    beyond_sums = UNITS * heaviest * people + 1
    lanes = _Lanes.for_values_up_to((people * places + 1) * beyond_sums, len(weightings))
    weights = [lanes.packed(column) for column in zip(*weightings, strict=True)]
    standings = [0] * len(sheets.cases)
    for rows, chosen in zip(sheets.shares, sheets.chosen, strict=True):
        totals = [sum(share * weight for share, weight in zip(row, weights, strict=True) if share) for row in rows]
        votes = _votes(lanes, totals, chosen, places)
        standings = [
            so_far + vote * beyond_sums + total if total else so_far
            for so_far, vote, total in zip(standings, votes, totals, strict=True)
        ]  # fmt: skip
    flags = [lanes.unpacked(lane) for lane in lanes.highest(standings)]
    names: dict[tuple[int, ...], Leaders] = {}
    found = []
    for pattern in zip(*flags, strict=True) if flags else [()] * len(weightings):
        if pattern not in names:
            names[pattern] = tuple(case for case, leads in zip(sheets.cases, pattern, strict=True) if leads)
        found.append(names[pattern])
    return found


def _votes(lanes: "_Lanes", totals: list[int], chosen: int | None, places: int) -> list[int]:
    """Return one person's vote for each case in ``places``: whole, or split equally among the best."""
    best = lanes.highest(totals)
    if chosen is not None:
        best = [one if case == chosen else one & ~best[chosen] for case, one in enumerate(best)]
    equals = sum(best)
    share, waiting = 0, lanes.at_least(equals, lanes.ones)
    for number in range(1, len(best) + 1):
        if not waiting:
            break
        more = lanes.at_least(equals, lanes.ones * (number + 1))
        share |= (waiting & ~more) * (places // number)
        waiting = more
    return [share & lanes.filled(one) for one in best]


class _Lanes(NamedTuple):
    """Numbers side by side in one integer, a lane each; ``ones`` has 1 in every lane, ``top`` its highest bit.

    Whatever is compared must leave the highest bit of each lane free.
    """

    size: int
    number: int
    ones: int
    top: int

    @classmethod
    def for_values_up_to(cls, highest: int, count: int) -> "_Lanes":
        """Return ``count`` lanes of whole bytes in which ``highest`` leaves a bit free."""
        size = highest.bit_length() // 8 + 1
        ones = int.from_bytes((1).to_bytes(size, "little") * count, "little")
        return cls(size, count, ones, ones << (8 * size - 1))

    def packed(self, values: Sequence[int]) -> int:
        """Return one integer with these values, a lane each."""
        known = {value: value.to_bytes(self.size, "little") for value in set(values)}
        return int.from_bytes(b"".join([known[value] for value in values]), "little")

    def unpacked(self, flags: int) -> bytes:
        """Return the lanes of flags, a byte each: 0 or 1."""
        return flags.to_bytes(self.size * self.number, "little")[:: self.size]

    def at_least(self, one: int, other: int) -> int:
        """Return 1 in each lane where ``one`` is as high as ``other``, else 0."""
        return (((one | self.top) - other) & self.top) >> (8 * self.size - 1)

    def filled(self, flags: int) -> int:
        """Return every bit set in the lanes that hold 1."""
        return (flags << 8 * self.size) - flags

    def highest(self, values: Sequence[int]) -> list[int]:
        """Return, for each value, 1 in each lane where it is the highest or level with it, and not 0."""
        best = self.ones
        for value in filter(None, values):  # what is 0 everywhere is the highest nowhere
            best ^= (best ^ value) & self.filled(self.at_least(value, best))
        return [self.at_least(value, best) if value else 0 for value in values]
