"""The evaluation in a document: charts, points and the report; before the reveal only the turnout."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from mlew_tui.export.document import Bar, Block, Chart, Heading, Paragraph, Part, Passage, Table
from mlew_tui.export.source import Source
from mlew_tui.i18n import tr
from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.analysis.profile import Row, by_criterion
from mlew_tui.model.scoring import Tally, fraction_text, points_text
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import result as story
from mlew_tui.reports import vocabulary
from mlew_tui.text import page_layout


def evaluation_blocks(source: Source) -> Iterator[Block]:
    """Yield the result as far as it may be told; nothing without cases and criteria."""
    workshop = source.workshop
    if not (workshop.cases and workshop.criteria):
        return
    yield Heading(tr("Evaluation"))
    if source.is_covered:
        yield from (Paragraph(Passage(str(line)), "note") for line in story.turnout_lines(workshop))
        return
    explanation = explain(workshop)
    result = explanation.tally
    yield Paragraph(Passage(story.headline(workshop, result)), "strong")
    if result.counted:
        sums = by_criterion(workshop, result)
        yield _votes(workshop, result)
        yield _contributions(workshop, result, sums)
        yield _points(workshop, result, sums)
    for section in story.sections(workshop, explanation):
        yield Heading(section.heading, 3)
        yield from (_block(line) for line in section.lines)


def _votes(workshop: Workshop, result: Tally) -> Chart:
    """Return each case's first places of everybody's."""
    count = len(result.counted)
    bars = []
    for case in workshop.cases:
        votes = result.votes[case.id]
        said = tr("{votes} of {count}", votes=fraction_text(votes), count=count)
        part = Part("", votes, "vote", said)
        bars.append(Bar(case.id, case.title, (part,) if votes else (), said, _glyph(result, case.id)))
    return Chart(tr("First places"), tuple(bars), Fraction(count))


def _contributions(workshop: Workshop, result: Tally, sums: Mapping[str, Row]) -> Chart:
    """Return each case's points, made of what each criterion adds."""
    bars = []
    for case in workshop.cases:
        parts = tuple(
            Part(one.id, points, one.kind, f"{one.id} {points_text(points)}")
            for one in workshop.criteria
            if (points := sums[case.id][one.id])
        )
        bars.append(Bar(case.id, case.title, parts, points_text(result.sums[case.id]), _glyph(result, case.id)))
    most = max(result.sums.values(), default=Fraction(0))
    return Chart(tr("Where the points come from"), tuple(bars), most or Fraction(1))


def _points(workshop: Workshop, result: Tally, sums: Mapping[str, Row]) -> Table:
    """Return the points by criterion and case, each criterion with its ceiling."""
    people = len(result.counted)
    head = ("", tr("kind"), tr("text"), tr("at most"), *(case.id for case in workshop.cases))
    rows = [
        (one.id, tr(vocabulary.CRITERIA[one.kind]), one.text, str(one.weight * people),
         *(points_text(sums[case.id][one.id]) for case in workshop.cases))
        for one in workshop.criteria
    ]  # fmt: skip
    total = str(people * sum(one.weight for one in workshop.criteria))
    last = ("", "", tr("sum"), total, *(points_text(result.sums[case.id]) for case in workshop.cases))
    numbers = frozenset(range(3, len(head)))
    return Table(
        (head, *rows, last), to_right=numbers, narrow=frozenset({0, 1, *numbers}), strong=frozenset({len(rows) + 1})
    )


def _glyph(result: Tally, case: str) -> str:
    return story.winner_signs(result)[0].glyph if case == result.winner else ""


def _block(line: page_layout.Line) -> Block:
    """Return a line of the report as a block."""
    if isinstance(line, page_layout.Table):
        narrow = frozenset(range(len(line.rows[0]))) - {line.flexible}
        return Table(line.rows, line.has_head, line.to_right, narrow, line.strong, line.has_bars)
    if isinstance(line, page_layout.Bars):
        raise TypeError("the story of papers has no bars of its own")
    return Paragraph(Passage(line), "strong" if isinstance(line, page_layout.Strong) else "plain")
