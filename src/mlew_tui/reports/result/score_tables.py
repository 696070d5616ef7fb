"""The evaluation as tables: votes and points per case, then points per person."""

from mlew_tui.i18n import tr
from mlew_tui.model.scoring import Tally, fraction_text, points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_label
from mlew_tui.reports.result.adoption_label import winner_signs
from mlew_tui.text.page_layout import Line, Table

_ABREAST = 8
"""Cases side by side in a table; more go on in another one below."""


def score_lines(workshop: Workshop, tally: Tally) -> tuple[Line, ...]:
    """Return the cases with votes and points, then everybody's points with ★ at their first place.

    Empty if no ballot counts or there is no case.
    """
    if not workshop.cases or not tally.counted:
        return ()
    head = ("", "", "★", tr("points"), tr("case"))
    found = winner_signs(tally)
    rows = (
        (
            found[0].glyph if case.id == tally.winner else "",
            case.id,
            fraction_text(tally.votes[case.id]),
            points_text(tally.sums[case.id]),
            case.title,
        )
        for case in workshop.cases
    )
    cases = [case.id for case in workshop.cases]
    adopted = frozenset(row for row, case in enumerate(cases, start=1) if case == tally.winner)
    legend = tr("★ = first place"), *(f"{sign.glyph} = {sign.words}" for sign in found if not sign.is_plain)
    each = (_points(workshop, tally, cases[start : start + _ABREAST]) for start in range(0, len(cases), _ABREAST))
    return (Table((head, *rows), 4, frozenset({2, 3}), adopted, has_head=True), *legend, *each)


def _points(workshop: Workshop, tally: Tally, cases: list[str]) -> Table:
    """Return everybody's points for these cases."""
    firsts = {place.participant: place.votes for place in tally.first_places}
    rows = (
        (
            person_label(workshop, person),
            *(("★" if case in firsts.get(person, {}) else "") + points_text(row[case]) for case in cases),
        )
        for person, row in tally.totals.items()
    )
    return Table((("", *cases), *rows), 0, frozenset(range(1, len(cases) + 1)), has_head=True)
