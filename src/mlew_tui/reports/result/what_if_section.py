"""What would change the result: another weight, a criterion left out, a person away, or other weightings."""

from mlew_tui.i18n import tr
from mlew_tui.model.analysis.explanation import Explanation
from mlew_tui.model.analysis.weightings import Leaders
from mlew_tui.model.analysis.what_if import WhatIfs
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import case_title, case_titles, criterion_text, format_percent, person_label
from mlew_tui.text.bars import bar
from mlew_tui.text.page_layout import Line, Table

_Change = tuple[str, str, str]
"""What changes, the id of the item it concerns, and that item's text."""


def what_if_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return every single change after which another case leads, and how many changes were tried.

    Only votes and scores are considered, which a line states where dice or a person decided differently. Empty with
    fewer than two cases or without any first place; a person is tried as absent only where others stay.
    """
    found = explanation.what_ifs
    if not found.leaders or len(workshop.cases) < 2:
        return ()
    lines: list[Line] = []
    if found.leaders != (explanation.tally.winner,):
        leaders = _leaders(workshop, found.leaders)
        lines.append(tr("Asked of votes and scores alone, which name {leaders}:", leaders=leaders))
    has_others = found.people_tried > 1
    outcomes = _outcomes(workshop, found, has_others=has_others)
    lines.append(_tried(found, has_others=has_others) if outcomes else _nothing(found, has_others=has_others))
    for then, changes in outcomes.items():
        lines.append(tr("Then it would be {leaders}:", leaders=_leaders(workshop, then)))
        lines.append(Table(tuple(changes), 2))
    return tuple(lines)


def _outcomes(workshop: Workshop, found: WhatIfs, *, has_others: bool) -> dict[Leaders, list[_Change]]:
    """Group the changes by the cases that would lead; weights of one criterion with the same outcome share a row."""
    together: dict[tuple[Leaders, str], list[int]] = {}
    for weight in found.weights:
        together.setdefault((weight.leaders, weight.criterion), []).append(weight.weight)
    now = {criterion.id: criterion.weight for criterion in workshop.criteria}
    outcomes: dict[Leaders, list[_Change]] = {}
    for (leaders, criterion), weights in together.items():
        what = tr("weight {now} → {weights}", weights=tr(" or ").join(map(str, weights)), now=now[criterion])
        outcomes.setdefault(leaders, []).append((what, criterion, criterion_text(workshop, criterion)))
    for left_out in found.criteria:
        criterion = left_out.criterion
        change = (tr("left out"), criterion, criterion_text(workshop, criterion))
        outcomes.setdefault(left_out.leaders, []).append(change)
    for absent in found.people if has_others else ():
        who = absent.participant
        outcomes.setdefault(absent.leaders, []).append((tr("away"), who, person_label(workshop, who)))
    return outcomes


def _tried(found: WhatIfs, *, has_others: bool) -> str:
    """Return how many of the changes tried matter."""
    values = {
        "weights": len(found.weights),
        "weights_tried": found.weights_tried,
        "criteria": len(found.criteria),
        "criteria_tried": found.criteria_tried,
    }
    if not has_others:
        return tr(
            "Each alone: {weights} of {weights_tried} other weights and {criteria} of {criteria_tried} criteria "
            "left out change it.",
            **values,
        )
    return tr(
        "Each alone: {weights} of {weights_tried} other weights, {criteria} of {criteria_tried} criteria left out "
        "and {people} of {people_tried} people away change it.",
        people=len(found.people),
        people_tried=found.people_tried,
        **values,
    )


def _nothing(found: WhatIfs, *, has_others: bool) -> str:
    """Return that no single change matters, and how many were tried."""
    weights, criteria = found.weights_tried, found.criteria_tried
    if not has_others:
        return tr(
            "No single change matters: {weights} other weights and {criteria} criteria left out were tried.",
            weights=weights,
            criteria=criteria,
        )
    return tr(
        "No single change matters: {weights} other weights, {criteria} criteria left out "
        "and {people} people away were tried.",
        weights=weights,
        criteria=criteria,
        people=found.people_tried,
    )


def _leaders(workshop: Workshop, leaders: Leaders) -> str:
    """Return who would come first: a case, a tie, or none."""
    if not leaders:
        return tr("no case, for no points are left")
    if len(leaders) == 1:
        return case_titles(workshop, leaders)
    return tr("a tie of {titles}", titles=case_titles(workshop, leaders))


def weighting_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return the share of weightings each case wins; empty without first places or with a single case."""
    shares, leaders = explanation.weightings, explanation.what_ifs.leaders
    if not leaders or len(workshop.cases) < 2:
        return ()
    winner = leaders[0] if len(leaders) == 1 else max(shares.wins, key=lambda case: shares.wins[case])
    count, tried = shares.wins[winner], f"{shares.tried:,}"
    values = {"title": case_titles(workshop, (winner,)), "share": format_percent(count, shares.tried), "tried": tried}
    if not any(shares.wins.values()):
        first = tr("No case alone wins any of the {tried} weightings tried (each criterion 1, 3 or 5).", tried=tried)
    elif shares.is_sampled:
        first = tr("{title} wins {share} of {tried} weightings drawn as a sample (each criterion 1, 3 or 5).", **values)
    else:
        first = tr("{title} wins {share} of all {tried} weightings (each criterion 1, 3 or 5).", **values)
    won = sorted(((count, case) for case, count in shares.wins.items() if count), key=lambda win: -win[0])
    outcomes = [(count, case_title(workshop, case)) for count, case in won]
    if shares.undecided:
        outcomes.append((shares.undecided, tr("undecided")))
    rows = tuple(
        (bar(count, shares.tried), format_percent(count, shares.tried), f"{count:,}", what) for count, what in outcomes
    )
    never = [case for case, count in shares.wins.items() if not count]
    last = (
        (tr("In none of them: {titles}.", titles=case_titles(workshop, never)),)
        if 0 < len(never) < len(shares.wins)
        else ()
    )
    return (first, Table(rows, 3, frozenset({1, 2}), has_bars=True), *last)
