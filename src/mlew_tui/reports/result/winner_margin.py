"""The adopted case's votes and points, its margin, and the criteria its points come from."""

from mlew_tui.i18n import tr
from mlew_tui.model.analysis.explanation import Explanation
from mlew_tui.model.analysis.profile import Contribution
from mlew_tui.model.scoring import fraction_text, points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import case_titles, criterion_label, criterion_text, sign_points, sign_votes
from mlew_tui.reports.result.adoption_label import caveats
from mlew_tui.text.bars import bar
from mlew_tui.text.page_layout import Line, Table


def margin_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return the adopted case's votes, points and margins; empty without one or if no ballot counts."""
    place = explanation.standing
    if place is None or not place.people:
        return ()
    lines: list[Line] = [
        *caveats(explanation.tally),
        tr(
            "{title}: {votes} of {people} first places, {points} of {ceiling} points.",
            title=case_titles(workshop, (place.case,)), votes=fraction_text(place.votes), people=place.people,
            points=points_text(place.points), ceiling=place.ceiling,
        ),
    ]  # fmt: skip
    if place.vote_margin is not None and place.point_margin is not None:
        votes, points = sign_votes(place.vote_margin), sign_points(place.point_margin)
        others = case_titles(workshop, place.runners_up)
        lines.append(
            tr(
                "Margin over {titles}: {votes} first places, {points} points.",
                titles=others,
                votes=votes,
                points=points,
            )
        )
    if place.to_unseat is not None:
        lines.append(
            tr(
                "For another case to win, at least {count} of {people} people would have to change their first place.",
                count=place.to_unseat,
                people=len(explanation.tally.first_places),
            )
        )
    return tuple(lines)


def contribution_lines(workshop: Workshop, explanation: Explanation) -> tuple[Line, ...]:
    """Return what each criterion adds to the adopted case's points, most first; empty without points."""
    place = explanation.standing
    if place is None or not place.points:
        return ()
    parts = sorted(explanation.contributions, key=lambda part: part.points, reverse=True)
    most = parts[0]
    lines: list[Line] = [
        tr(
            "{points} of its {total} points come from {criterion}.",
            points=points_text(most.points), total=points_text(place.points),
            criterion=criterion_label(workshop, most.criterion),
        )
    ]  # fmt: skip
    if place.runners_up:
        lines.append(tr("Margins are those over {titles}.", titles=case_titles(workshop, place.runners_up[:1])))
    lines.append(_bars(workshop, parts))
    return tuple(lines)


def _bars(workshop: Workshop, parts: list[Contribution]) -> Table:
    """Return each criterion's points as a bar of the maximum, with the numbers beside it."""
    head = ("", tr("points"), tr("margin"), "", tr("criterion"))
    rows = [
        (
            bar(part.points, part.ceiling),
            f"{points_text(part.points)}/{part.ceiling}",
            "" if part.margin is None else sign_points(part.margin),
            part.criterion,
            criterion_text(workshop, part.criterion),
        )
        for part in parts
    ]
    if all(part.margin is None for part in parts):
        without = tuple(row[:2] + row[3:] for row in (head, *rows))
        return Table(without, 3, frozenset({1}), has_head=True, has_bars=True)
    return Table((head, *rows), 4, frozenset({1, 2}), has_head=True, has_bars=True)
