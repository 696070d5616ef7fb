"""Why the result of the evaluation is another one: which kind of change alone moved it."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from typing import Literal, NamedTuple, get_args

from mlew_tui.model import scoring
from mlew_tui.model.merging.diff import cells
from mlew_tui.model.scoring import Tally
from mlew_tui.model.workshop import Workshop

Cause = Literal["cases", "criteria", "ballots", "weights", "scores", "decision"]
"""Cases or criteria added or removed, who counts and their choices, weights, scores, what people settled."""

CAUSES: tuple[Cause, ...] = get_args(Cause)
"""In the order in which, made one after another on the old workshop, they give the new result."""

_Cells = dict[tuple[str, str, str], Fraction]


class Reweighed(NamedTuple):
    """A criterion whose weight differs."""

    criterion: str
    before: int
    after: int


class ResultMoved(NamedTuple):
    """The result before and after, and what moved it.

    A cause counts when it alone, made on the old workshop, gives the new result, or when it alone, taken
    back from the new one, gives the old. ``together``: no cause did so, and ``causes`` are the fewest that
    did in company. ``weights`` are the weight changes among the causes, counted in the same way;
    ``weights_together``: none of them sufficed, and all of them are named.
    """

    before: Tally
    after: Tally
    causes: tuple[Cause, ...]
    together: bool
    weights: tuple[Reweighed, ...] = ()
    weights_together: bool = False


def results_moved(old: Workshop, new: Workshop) -> ResultMoved | None:
    """Return how winner or status of the evaluation moved, and why; None when neither did."""
    before, after = scoring.tally(old), scoring.tally(new)
    if (before.winner, before.status) == (after.winner, after.status):
        return None
    reweighed = reweighings(old, new)
    ways = _Ways(old, new, before, after)
    sufficient = tuple(cause for cause in CAUSES if ways.move((cause,), reweighed))
    together = not sufficient
    causes = sufficient or _fewest(ways, reweighed)
    if "weights" not in causes:
        return ResultMoved(before, after, causes, together)
    company: tuple[Cause, ...] = causes if together else ("weights",)
    alone = tuple(one for one in reweighed if ways.move(company, (one,)))
    return ResultMoved(before, after, causes, together, alone or reweighed, not alone)


def _fewest(ways: "_Ways", reweighed: tuple[Reweighed, ...]) -> tuple[Cause, ...]:
    """Return the fewest causes that move the result in company; all of them always do."""
    sets = (chosen for size in range(2, len(CAUSES)) for chosen in combinations(CAUSES, size))
    return next((chosen for chosen in sets if ways.move(chosen, reweighed)), CAUSES)


def reweighings(old: Workshop, new: Workshop) -> tuple[Reweighed, ...]:
    """Return the criteria both have whose weight differs, in the new order."""
    weights = {criterion.id: criterion.weight for criterion in old.criteria}
    return tuple(
        Reweighed(criterion.id, weights[criterion.id], criterion.weight)
        for criterion in new.criteria
        if weights.get(criterion.id, criterion.weight) != criterion.weight
    )


class _Ways(NamedTuple):
    """Two workshops with their results, and the ways from one to the other."""

    old: Workshop
    new: Workshop
    before: Tally
    after: Tally

    def move(self, causes: tuple[Cause, ...], reweighed: tuple[Reweighed, ...]) -> bool:
        """Tell whether these causes alone turn the old result into the new one, or the new into the old."""
        taken = tuple(Reweighed(one.criterion, one.after, one.before) for one in reweighed)
        return self._leads(made(self.old, self.new, causes, reweighed), self.after) or self._leads(
            made(self.new, self.old, causes, taken), self.before
        )

    def _leads(self, workshop: Workshop, to: Tally) -> bool:
        result = scoring.tally(workshop)
        if self.before.winner != self.after.winner:
            return result.winner == to.winner
        return result.status == to.status


def made(base: Workshop, other: Workshop, causes: tuple[Cause, ...], reweighed: tuple[Reweighed, ...]) -> Workshop:
    """Return what the tally needs of ``base`` with some kinds of change made that lead to ``other``."""
    weights: dict[str, int] = {criterion.id: criterion.weight for criterion in base.criteria}
    if "weights" in causes:
        weights |= {one.criterion: one.after for one in reweighed}
    result = base.with_(scores=_sheets(_points(base, other, causes, weights)))
    if "cases" in causes:
        result = result.with_(cases=other.cases)
    if "ballots" in causes:
        result = result.with_(participants=other.participants, ballots=other.ballots)
    decision = (other if "decision" in causes else base).decision
    stands = decision is not None and any(case.id == decision.case for case in result.cases)
    return result.with_(decision=decision if stands else None)


def _points(base: Workshop, other: Workshop, causes: tuple[Cause, ...], weights: Mapping[str, int]) -> _Cells:
    """Return the scores after some kinds of change, none above its weight.

    A score belongs to whatever brought or took its case or criterion, else to whoever began or ceased to
    count, else to the scores; but not to them where it is merely capped by a lower weight.
    """
    ours, theirs = cells(base), cells(other)
    cases = {case.id for case in base.cases} & {case.id for case in other.cases}
    aims = {criterion.id: criterion.weight for criterion in other.criteria if criterion.id in weights}
    counted = _counted(base) & _counted(other)
    points: _Cells = {}
    for cell in {**ours, **theirs}:
        person, case, criterion = cell
        cause: Cause = "scores"
        if case not in cases:
            cause = "cases"
        elif criterion not in aims:
            cause = "criteria"
        elif person not in counted:
            cause = "ballots"
        given, wanted = ours.get(cell), theirs.get(cell)
        capped = cause == "scores" and given is not None and wanted == min(given, aims[criterion])
        value = wanted if cause in causes and not capped else given
        if value is not None:
            points[cell] = min(value, Fraction(weights[criterion])) if criterion in aims else value
    return points


def _counted(workshop: Workshop) -> set[str]:
    return set(scoring.voters(workshop)) & set(workshop.ballots.handed_in)


def _sheets(points: _Cells) -> dict[str, dict[str, dict[str, Fraction]]]:
    """Return scores as the workshop has them: by participant, case and criterion."""
    sheets: dict[str, dict[str, dict[str, Fraction]]] = {}
    for (person, case, criterion), value in points.items():
        sheets.setdefault(person, {}).setdefault(case, {})[criterion] = value
    return sheets
