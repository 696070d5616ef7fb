"""How far people agree on the order of the cases: Kendall's coefficient of concordance W."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from mlew_tui.model.scoring import Tally, whole

Band = Literal["none", "weak", "moderate", "strong"]

_BANDS: tuple[tuple[Fraction, Band], ...] = (
    (Fraction(7, 10), "strong"),
    (Fraction(5, 10), "moderate"),
    (Fraction(3, 10), "weak"),
)


class Agreement(NamedTuple):
    """Kendall's W over ``people`` who ranked ``cases``: 0 no common order, 1 the same order throughout."""

    w: Fraction
    people: int
    cases: int

    @property
    def band(self) -> Band:
        """Return W in a word: weak from 0.3, moderate from 0.5, strong from 0.7.

        The steps are those of Schmidt, "Managing Delphi surveys using nonparametric statistical techniques"
        (Decision Sciences 28, 1997); that what he calls very weak is "none" here is ours.
        """
        return next((band for least, band in _BANDS if self.w >= least), "none")


def agreement(tally: Tally) -> Agreement | None:
    """Return how far those who scored agree on the order of the cases by their totals; None if undefined.

    People who abstained ranked nothing and are left out. Undefined with fewer than two people or two cases, and
    when everybody holds all cases equal. No p-value: a team is no sample.
    """
    rankings = [doubled_ranks(tuple(tally.totals[place.participant].values())) for place in tally.first_places]
    w = concordance(rankings)
    return None if w is None else Agreement(w, len(rankings), len(tally.votes))


def doubled_ranks(values: Sequence[Fraction]) -> tuple[int, ...]:
    """Return each value's rank times two, so that it is whole: 2 for the lowest, ties share their mean rank."""
    numbers = whole(values)
    counts = Counter(numbers)
    ranks, below = {}, 0
    for number in sorted(counts):
        ranks[number] = 2 * below + counts[number] + 1
        below += counts[number]
    return tuple(ranks[number] for number in numbers)


def concordance(rankings: Sequence[Sequence[int]]) -> Fraction | None:
    """Return Kendall's W in [0, 1] of doubled ranks, corrected for ties; None where it is undefined.

    W = 12 S / (m^2 (n^3 - n) - m T), for m rankings of n cases: S the squared deviations of the summed
    ranks from their mean, T the sum of t^3 - t over every tie of t cases in every ranking (Kendall and
    Babington Smith 1939; Kendall and Gibbons, "Rank Correlation Methods", 1990, chapter 6).
    """
    people = len(rankings)
    cases = len(rankings[0]) if rankings else 0
    ties = sum(count**3 - count for ranking in rankings for count in Counter(ranking).values())
    most = people**2 * (cases**3 - cases) - people * ties
    if people < 2 or cases < 2 or most == 0:
        return None
    mean = people * (cases + 1)
    deviations = sum((sum(column) - mean) ** 2 for column in zip(*rankings, strict=True))
    return Fraction(12 * deviations, 4 * most)
