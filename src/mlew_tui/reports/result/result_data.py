"""The result as plain data for ``tally --json``: a stable structure in exact values.

Votes and W are fractions as text (``"5/2"``), points decimals as text (``"41.5"``), counts whole numbers.
Keys are only ever added; README lists them all.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from mlew_tui.model.analysis.explanation import Explanation
from mlew_tui.model.analysis.profile import Dominated, Spread
from mlew_tui.model.analysis.standing import Standing
from mlew_tui.model.analysis.what_if import WhatIfs
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.scoring import Tally, fraction_text, points_text, turnout
from mlew_tui.model.workshop import Workshop

Data = dict[str, object]


def as_data(workshop: Workshop, explanation: Explanation) -> Data:
    """Return turnout, the keys of the tally, and under ``explanation`` the analysis of the result.

    ``explanation.standing`` and ``contributions`` are those of the adopted case, null and empty without
    one; ``agreement`` is null where W is undefined, ``spread`` where people agree on every cell. ``leaders`` are
    the cases votes and scores put first: one, several that tie, or none.
    """
    return {**turnout_as_data(workshop), **_tally(explanation.tally), "explanation": _explained(explanation)}


def turnout_as_data(workshop: Workshop) -> Data:
    """Return what is public before the reveal: whether the result is covered, who handed in, who is missing."""
    handed_in, missing = turnout(workshop)
    return {"covered": is_covered(workshop), "handed_in": list(handed_in), "missing": list(missing)}


def _tally(tally: Tally) -> Data:
    """Return who won and how, by participant and case."""
    return {
        "status": tally.status,
        "winner": tally.winner,
        "how": tally.how,
        "overruled": tally.overruled,
        "votes": {case: fraction_text(value) for case, value in tally.votes.items()},
        "sums": _points(tally.sums),
        "totals": {person: _points(row) for person, row in tally.totals.items()},
        "first_places": {place.participant: list(place.best) for place in tally.first_places},
        "chosen": {place.participant: place.chosen for place in tally.first_places if place.chosen},
        "tie": list(tally.tie),
        "abstained": list(tally.abstained),
        "stale_dice": tally.stale_dice,
    }


def _points(row: Mapping[str, Fraction]) -> dict[str, str]:
    return {case: points_text(value) for case, value in row.items()}


def _explained(explanation: Explanation) -> Data:
    """Return the analysis, each figure with its denominators."""
    weightings, agreement, views = explanation.weightings, explanation.agreement, explanation.views
    return {
        "standing": None if explanation.standing is None else _standing(explanation.standing),
        "contributions": [
            {
                "criterion": part.criterion,
                "points": points_text(part.points),
                "ceiling": part.ceiling,
                "margin": None if part.margin is None else points_text(part.margin),
            }
            for part in explanation.contributions
        ],
        "what_ifs": _what_ifs(explanation.what_ifs),
        "weightings": {
            "wins": dict(weightings.wins),
            "undecided": weightings.undecided,
            "tried": weightings.tried,
            "is_sampled": weightings.is_sampled,
        },
        "agreement": None if agreement is None else {
            "w": fraction_text(agreement.w),
            "people": agreement.people,
            "cases": agreement.cases,
            "band": agreement.band,
        },
        "pairwise": {
            "preferring": {case: dict(row) for case, row in explanation.pairwise.preferring.items()},
            "copeland": dict(explanation.pairwise.copeland),
            "condorcet": explanation.pairwise.condorcet,
        },
        "views": {
            "first_places": list(views.first_places),
            "sums": list(views.sums),
            "duels": list(views.duels),
            "condorcet": views.condorcet,
            "agree": views.agree,
        },
        "dominated_by_people": _dominated(explanation.dominated_by_people),
        "dominated_by_criteria": _dominated(explanation.dominated_by_criteria),
        "spread": None if explanation.spread is None else _spread(explanation.spread),
        "coverage": {
            "unsolved": list(explanation.coverage.unsolved),
            "unused": list(explanation.coverage.unused),
            "unscored": list(explanation.coverage.unscored),
        },
    }  # fmt: skip


def _standing(place: Standing) -> Data:
    return {
        "case": place.case,
        "votes": fraction_text(place.votes),
        "people": place.people,
        "points": points_text(place.points),
        "ceiling": place.ceiling,
        "runners_up": list(place.runners_up),
        "vote_margin": None if place.vote_margin is None else fraction_text(place.vote_margin),
        "point_margin": None if place.point_margin is None else points_text(place.point_margin),
        "to_unseat": place.to_unseat,
    }


def _what_ifs(found: WhatIfs) -> Data:
    return {
        "leaders": list(found.leaders),
        "weights": [
            {"criterion": one.criterion, "weight": one.weight, "leaders": list(one.leaders)} for one in found.weights
        ],
        "criteria": [{"criterion": one.criterion, "leaders": list(one.leaders)} for one in found.criteria],
        "people": [{"participant": one.participant, "leaders": list(one.leaders)} for one in found.people],
        "weights_tried": found.weights_tried,
        "criteria_tried": found.criteria_tried,
        "people_tried": found.people_tried,
    }


def _dominated(found: Iterable[Dominated]) -> list[Data]:
    return [{"case": one.case, "by": list(one.by)} for one in found]


def _spread(cell: Spread) -> Data:
    return {
        "case": cell.case,
        "criterion": cell.criterion,
        "lowest": points_text(cell.lowest),
        "highest": points_text(cell.highest),
        "low": list(cell.low),
        "high": list(cell.high),
    }
