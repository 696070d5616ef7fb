"""The tables that are secret before the reveal: scores, totals, first places, results, decision."""

from collections.abc import Iterator

from mlew_tui.export.source import Source
from mlew_tui.export.table import Row, Table
from mlew_tui.model.scoring import Tally, tally
from mlew_tui.model.workshop import Workshop


def evaluation_tables(source: Source) -> tuple[Table, ...]:
    """Return scores, totals, first places, results and decision; none of them while they are covered."""
    if source.is_covered:
        return ()
    workshop, result = source.workshop, tally(source.workshop)
    return (
        Table("scores", ("participant", "case", "criterion", "points", "counted"), tuple(_scores(workshop, result))),
        Table("totals", ("participant", "case", "points"), tuple(_totals(result))),
        Table(
            "first_places", ("participant", "case", "points", "shared_by", "votes"), tuple(_first_places(result))
        ),
        Table("results", ("case", "votes", "points", "adopted", "how", "status"), tuple(_results(result))),
        *_decision(workshop),
    )  # fmt: skip


def _scores(workshop: Workshop, result: Tally) -> Iterator[Row]:
    """Yield every score of the file; ``counted``: its participant votes and has handed in."""
    counted = set(result.counted)
    for person, sheet in workshop.scores.items():
        for case, row in sheet.items():
            for criterion, points in row.items():
                yield person, case, criterion, points, person in counted


def _totals(result: Tally) -> Iterator[Row]:
    for person, row in result.totals.items():
        for case, points in row.items():
            yield person, case, points


def _first_places(result: Tally) -> Iterator[Row]:
    """Yield the cases each one's vote goes to; ``votes`` is one over ``shared_by``, which is exact."""
    for place in result.first_places:
        for case, share in place.votes.items():
            yield place.participant, case, place.total, len(place.votes), share


def _results(result: Tally) -> Iterator[Row]:
    for case, votes in result.votes.items():
        is_adopted = case == result.winner
        yield case, votes, result.sums[case], is_adopted, result.how if is_adopted else None, result.status


def _decision(workshop: Workshop) -> Iterator[Table]:
    """Yield what people settled, in one row or none, and the tie dice were rolled among."""
    settled, columns = workshop.decision, ("how", "case", "by", "note")
    rows: tuple[Row, ...] = () if settled is None else ((settled.how, settled.case, settled.by, settled.note),)
    yield Table("decision", columns, rows)
    yield Table("decision_among", ("case",), () if settled is None else tuple((case,) for case in settled.among))
