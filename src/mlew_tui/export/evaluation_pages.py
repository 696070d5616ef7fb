"""The evaluation as the pages people know: cases by criteria summed over who handed in, votes, each one's sheet."""

from collections.abc import Sequence

from mlew_tui.export.table import Row
from mlew_tui.export.workbook_page import Page
from mlew_tui.i18n import tr
from mlew_tui.model.analysis import profile
from mlew_tui.model.scoring import Tally
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import case_title, person_label
from mlew_tui.reports.vocabulary import CRITERIA


def evaluation_pages(workshop: Workshop, tally: Tally) -> tuple[Page, ...]:
    """Return the evaluation's three pages; none before there is anything to score."""
    if not workshop.cases or not workshop.criteria:
        return ()
    return _evaluation(workshop, tally), _votes(workshop, tally), _scores(workshop, tally)


def _criteria_heads(workshop: Workshop, before: Sequence[str], after: Sequence[str]) -> tuple[Row, ...]:
    """Return the headings over criteria: kinds, weights with their sum, and last the texts, which filter."""
    kinds = tuple(tr(CRITERIA[criterion.kind]) for criterion in workshop.criteria)
    weights = tuple(criterion.weight for criterion in workshop.criteria)
    texts = tuple(f"{criterion.id} {criterion.text}".strip() for criterion in workshop.criteria)
    left, right = ("",) * (len(before) - 1), ("",) * (len(after) - 1)
    return (
        (*left, tr("Problem or strength"), *kinds, "", *right),
        (*left, tr("Weight"), *weights, sum(weights), *right),
        (*before, *texts, *after),
    )


def _evaluation(workshop: Workshop, tally: Tally) -> Page:
    """Return each case's points for each criterion, summed over who handed in, with first places and the adopted."""
    sums, people = profile.by_criterion(workshop, tally), len(tally.counted)
    after = (tr("Total"), tr("First places"), tr("Adopted"))
    *upper, texts = _criteria_heads(workshop, ("", tr("Case")), after)
    most = [criterion.weight * people for criterion in workshop.criteria]
    ceiling: Row = ("", tr("At most, of {count} who handed in", count=people), *most, sum(most), people, "")
    rows = tuple(
        (
            case.id,
            case.title,
            *sums[case.id].values(),
            tally.sums[case.id],
            tally.votes[case.id],
            "✓" if case.id == tally.winner else "",
        )
        for case in workshop.cases
    )
    last = len(texts) - 1
    strong = {
        (row, column)
        for row, case in enumerate(workshop.cases)
        if case.id == tally.winner
        for column in (1, last - 2, last - 1, last)
    }
    return Page(tr("Evaluation"), (*upper, ceiling, texts), rows, 2, frozenset(strong))


def _votes(workshop: Workshop, tally: Tally) -> Page:
    """Return everybody's points for each case, and their first place in words; who is missing is named."""
    firsts = {place.participant: place.votes for place in tally.first_places}
    blank: Row = (None,) * len(tally.votes)
    rows: list[Row] = []
    strong: set[tuple[int, int]] = set()
    for person in (*tally.counted, *tally.missing):
        first = firsts.get(person, {})
        said = tr(", ").join(case_title(workshop, case) for case in first)
        if not first:
            said = tr("no point given") if person in tally.totals else tr("not handed in")
        strong |= {(len(rows), column) for column, case in enumerate(tally.votes, 1) if case in first}
        points: Row = tuple(tally.totals[person].values()) if person in tally.totals else blank
        rows.append((person_label(workshop, person), *points, said))
    heads = (tr("Participant"), *(f"{case.id} {case.title}".strip() for case in workshop.cases), tr("First place"))
    return Page(tr("Votes"), (heads,), tuple(rows), 1, frozenset(strong))


def _scores(workshop: Workshop, tally: Tally) -> Page:
    """Return everybody's evaluation sheet one under the other: filtered by a name, it is that one's."""
    before, after = (tr("Participant"), "", tr("Case")), (tr("Total"),)
    ids = [criterion.id for criterion in workshop.criteria]
    blank: Row = (None,) * len(ids)
    rows = []
    for person in tally.counted:
        sheet, name = workshop.scores.get(person, {}), person_label(workshop, person)
        for case in workshop.cases:
            given = sheet.get(case.id)
            points: Row = tuple(map(given.get, ids)) if given else blank
            rows.append((name, case.id, case.title, *points, tally.totals[person][case.id]))
    return Page(tr("Scores"), _criteria_heads(workshop, before, after), tuple(rows), 3)
