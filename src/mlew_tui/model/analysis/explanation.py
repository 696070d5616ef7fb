"""The decision explained: everything worth telling about an evaluation beside who won."""

from typing import NamedTuple

from mlew_tui.model.analysis.agreement import Agreement, agreement
from mlew_tui.model.analysis.pairwise import Pairwise, Views, pairwise, views
from mlew_tui.model.analysis.profile import (
    Contribution,
    Coverage,
    Dominated,
    Spread,
    by_criterion,
    contributions,
    coverage,
    dominated_by_criteria,
    dominated_by_people,
    widest_spread,
)
from mlew_tui.model.analysis.standing import Standing, standing
from mlew_tui.model.analysis.weightings import WeightingShares, sheets, weighting_shares
from mlew_tui.model.analysis.what_if import WhatIfs, what_ifs
from mlew_tui.model.scoring import Tally, tally
from mlew_tui.model.workshop import Workshop


class Explanation(NamedTuple):
    """A tally and what its numbers say, each with its denominators.

    ``standing`` and ``contributions`` are those of the adopted case, however it was adopted: None and empty
    without one; the margins of ``contributions`` are over the first runner-up. The rest asks the numbers alone.
    """

    tally: Tally
    standing: Standing | None
    contributions: tuple[Contribution, ...]
    what_ifs: WhatIfs
    weightings: WeightingShares
    agreement: Agreement | None
    pairwise: Pairwise
    views: Views
    dominated_by_people: tuple[Dominated, ...]
    dominated_by_criteria: tuple[Dominated, ...]
    spread: Spread | None
    coverage: Coverage


def explain(workshop: Workshop) -> Explanation:
    """Return the whole reasoning behind the result of Invent (``invent.result``), defined for every valid workshop."""
    result = tally(workshop)
    sums = by_criterion(workshop, result)
    shares = sheets(workshop, result)
    duels = pairwise(result)
    place = standing(workshop, result, result.winner) if result.winner is not None else None
    carried: tuple[Contribution, ...] = ()
    if place is not None:
        carried = contributions(workshop, result, sums, place.case, next(iter(place.runners_up), None))
    return Explanation(
        result,
        place,
        carried,
        what_ifs(workshop, result, shares),
        weighting_shares(shares),
        agreement(result),
        duels,
        views(result, duels),
        dominated_by_people(result),
        dominated_by_criteria(sums),
        widest_spread(workshop, result),
        coverage(workshop, result, sums),
    )
