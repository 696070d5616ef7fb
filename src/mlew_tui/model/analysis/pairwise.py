"""The cases two by two, and where first places, summed scores and these duels name different ones."""

from collections.abc import Mapping
from fractions import Fraction
from operator import gt
from typing import NamedTuple

from mlew_tui.model.scoring import Tally


class Pairwise(NamedTuple):
    """Every case against every other: it wins a duel when more people give it the higher total.

    ``preferring[a][b]`` is how many people give ``a`` more points than ``b``. ``copeland`` is duels won less
    duels lost, in -(n - 1)..n - 1 (Copeland 1951); ``condorcet`` is the one case that wins them all, if any
    (Condorcet 1785), and then it alone has the highest Copeland score, n - 1.
    """

    preferring: Mapping[str, Mapping[str, int]]
    copeland: Mapping[str, int]
    condorcet: str | None


class Views(NamedTuple):
    """The cases each way of counting puts first, several when level, none without votes."""

    first_places: tuple[str, ...]
    sums: tuple[str, ...]
    duels: tuple[str, ...]
    condorcet: str | None

    @property
    def agree(self) -> bool:
        """Whether all three name exactly the same cases."""
        return self.first_places == self.sums == self.duels


def pairwise(tally: Tally) -> Pairwise:
    """Return every duel between two cases by the totals of those who count; equal totals count for neither."""
    cases = tuple(tally.votes)
    halves = {case: [int(2 * row[case]) for row in tally.totals.values()] for case in cases}
    preferring = {a: {b: sum(map(gt, halves[a], halves[b])) for b in cases if b != a} for a in cases}
    copeland = {
        a: sum((count > preferring[b][a]) - (count < preferring[b][a]) for b, count in preferring[a].items())
        for a in cases
    }
    all_won = len(cases) - 1
    condorcet = next((case for case in cases if copeland[case] == all_won and tally.first_places), None)
    return Pairwise(preferring, copeland, condorcet)


def views(tally: Tally, duels: Pairwise) -> Views:
    """Return what first places, summed scores and duels each say, ties included and unbroken."""
    if not tally.first_places:
        return Views((), (), (), None)
    return Views(_highest(tally.votes), _highest(tally.sums), _highest(duels.copeland), duels.condorcet)


def _highest(values: Mapping[str, Fraction] | Mapping[str, int]) -> tuple[str, ...]:
    top = max(values.values())
    return tuple(case for case, value in values.items() if value == top)
