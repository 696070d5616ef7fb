"""How far people agree, what to discuss, and what the cases leave open."""

from collections.abc import Iterable, Mapping

from mlew_tui.i18n import mark, tr
from mlew_tui.model.analysis.agreement import Band
from mlew_tui.model.analysis.explanation import Explanation
from mlew_tui.model.analysis.profile import Dominated
from mlew_tui.model.scoring import points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import case_title, case_titles, criterion_label, person_names
from mlew_tui.text.page_layout import Line, Table

_MEANING: Mapping[Band, str] = {
    "strong": mark("Strong: people put the cases in much the same order."),
    "moderate": mark("Moderate: the orders are alike, with differences worth a word."),
    "weak": mark("Weak: people order the cases differently. Ask why before going on."),
    "none": mark("Hardly any: there is no common order. Ask why before going on."),
}


def agreement_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return Kendall's W and its meaning, or why it is undefined; empty where there is nothing to order."""
    count = len(explanation.tally.first_places)
    if not count or len(workshop.cases) < 2:
        return ()
    if count == 1:
        return (tr("Only one person gave points: there is no agreement to measure."),)
    found = explanation.agreement
    if found is None:
        return (tr("Everybody holds all cases equal: there is no order to agree on."),)
    hundredths = 100 * found.w.numerator // found.w.denominator
    w = f"{hundredths // 100}.{hundredths % 100:02}"  # rounded down, so that it never shows the next band's number
    figure = tr(
        "Agreement on the order (Kendall's W, from 0 to 1): {w}, with {people} people and {cases} cases.",
        w=w,
        people=found.people,
        cases=found.cases,
    )
    return figure, tr(_MEANING[found.band])


def counting_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return the winners by first places, summed scores and duels; empty with fewer than two voters or cases."""
    views = explanation.views
    if len(explanation.tally.first_places) < 2 or len(workshop.cases) < 2:
        return ()
    if views.agree:
        return (
            tr("First places, summed scores and duels all name {titles}.", titles=case_titles(workshop, views.sums)),
        )
    rows = (
        (tr("first places"), case_titles(workshop, views.first_places)),
        (tr("summed scores"), case_titles(workshop, views.sums)),
        (tr("duels"), case_titles(workshop, views.duels)),
    )
    if views.condorcet is None:
        last = tr("No case wins its duels against all others.")
    else:
        title = case_titles(workshop, (views.condorcet,))
        last = tr("{title} wins {count} of its {count} duels.", title=title, count=len(workshop.cases) - 1)
    explained = tr("In a duel of two cases the one wins to which more people give more points.")
    return tr("Three ways of counting do not name the same:"), Table(rows, 1), explained, last


def discussion_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return the one cell people disagree on most; empty where they agree on every cell."""
    cell = explanation.spread
    if cell is None:
        return ()
    weight = next(criterion.weight for criterion in workshop.criteria if criterion.id == cell.criterion)
    where = tr(
        "{title} on {criterion}: from {lowest} to {highest} of {weight} points.",
        title=case_titles(workshop, (cell.case,)), criterion=criterion_label(workshop, cell.criterion),
        lowest=points_text(cell.lowest), highest=points_text(cell.highest), weight=weight,
    )  # fmt: skip
    rows = (
        (points_text(cell.highest), person_names(workshop, cell.high)),
        (points_text(cell.lowest), person_names(workshop, cell.low)),
    )
    return where, Table(rows, 1, frozenset({0}))


def dominated_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return the cases that another case dominates for everybody or on every criterion, grouped by the dominating one.

    Dominance by people needs at least two people with a first place.
    """
    lines: list[Line] = []
    people, criteria = len(explanation.tally.counted), len(workshop.criteria)
    if len(explanation.tally.first_places) > 1:
        for other, cases in _under_foremost(explanation, explanation.dominated_by_people).items():
            preferring = explanation.pairwise.preferring[other]
            title = case_titles(workshop, (other,))
            rows = ((f"{preferring[case]}/{people}", case_title(workshop, case)) for case in cases)
            lines.append(tr("Nobody puts these above {title}; so many put {title} above them:", title=title))
            lines.append(Table(tuple(rows), 1, frozenset({0})))
    for other, cases in _under_foremost(explanation, explanation.dominated_by_criteria).items():
        title = case_titles(workshop, (other,))
        lines.append(
            tr("On none of {count} criteria do these have more points than {title}:", title=title, count=criteria)
        )
        lines.append(Table(tuple((case, case_title(workshop, case)) for case in cases), 1))
    return tuple(lines)


def _under_foremost(explanation: Explanation, dominated: Iterable[Dominated]) -> dict[str, list[str]]:
    """Group dominated cases by the case that dominates them: the adopted one, else the one with most points."""
    tally = explanation.tally
    found: dict[str, list[str]] = {}
    for one in dominated:
        foremost = tally.winner if tally.winner in one.by else max(one.by, key=lambda case: tally.sums[case])
        found.setdefault(foremost, []).append(one.case)
    return found


def coverage_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return the problems no case solves, the strengths none uses and the criteria without points, heaviest first.

    Empty before anybody has handed in.
    """
    if not workshop.cases or not explanation.tally.counted:
        return ()
    found = explanation.coverage
    said = (
        (found.unsolved, mark("No case solves: {criteria}.")),
        (found.unused, mark("No case uses: {criteria}.")),
        (found.unscored, mark("Nobody gave a point for: {criteria}.")),
    )
    return tuple(tr(words, criteria=_heaviest_first(workshop, criteria)) for criteria, words in said if criteria)


def _heaviest_first(workshop: Workshop, criteria: tuple[str, ...]) -> str:
    weights = {criterion.id: criterion.weight for criterion in workshop.criteria}
    return tr(", ").join(
        tr("{criterion} of weight {weight}", criterion=criterion_label(workshop, one), weight=weights[one])
        for one in sorted(criteria, key=lambda one: -weights[one])
    )
