"""Kendall's W, by hand, by its properties and against scipy."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.model.analysis.agreement import Agreement, Band, agreement, concordance, doubled_ranks
from mlew_tui.model.scoring import tally
from random_evaluations import many
from workshops import scored, workshop

Rows = list[tuple[Fraction, ...]]


def w_of(rows: Rows) -> Fraction | None:
    return concordance([doubled_ranks(row) for row in rows])


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """Draw totals of 2 to 6 people for 2 to 6 cases, with many ties."""
    cases = draw(st.integers(2, 6))
    row = st.tuples(*[st.integers(0, 8).map(lambda n: Fraction(n, 2))] * cases)
    return draw(st.lists(row, min_size=2, max_size=6))


def test_a_table_worked_out_by_hand_with_ties() -> None:
    rows = [tuple(map(Fraction, row)) for row in ((1, 2, 3), (1, 1, 2), (3, 2, 1))]
    assert [doubled_ranks(row) for row in rows] == [(2, 4, 6), (3, 3, 6), (6, 4, 2)]
    assert w_of(rows) == Fraction(1, 11)


@given(tables())
def test_w_lies_between_none_and_one_and_does_not_mind_who_is_who(rows: Rows) -> None:
    w = w_of(rows)
    if all(len(set(row)) == 1 for row in rows):
        assert w is None
    else:
        assert w is not None
        assert 0 <= w <= 1
    assert w_of(rows[::-1]) == w
    assert w_of([row[::-1] for row in rows]) == w


@given(tables(), st.integers(2, 4))
def test_only_the_order_counts_and_the_same_order_throughout_is_full_agreement(rows: Rows, times: int) -> None:
    assert w_of([tuple(times * value + 1 for value in row) for row in rows]) == w_of(rows)
    row = rows[0]
    assert w_of([row] * times) == (None if len(set(row)) == 1 else 1)


def test_two_people_of_opposite_minds_agree_on_nothing() -> None:
    assert w_of([(Fraction(1), Fraction(2), Fraction(3)), (Fraction(3), Fraction(2), Fraction(1))]) == 0


def test_two_thousand_tables_have_the_ranks_and_the_w_of_scipy() -> None:
    from scipy.stats import friedmanchisquare, rankdata  # type: ignore[import-untyped]  # a second, in one worker only

    draw = Random(6)
    compared = 0
    for _ in range(2_000):
        people, cases, top = draw.randint(3, 7), draw.randint(3, 7), draw.choice((2, 5, 40))
        rows = [tuple(Fraction(draw.randint(0, top), 2) for _ in range(cases)) for _ in range(people)]
        table = [[float(value) for value in row] for row in rows]
        assert [list(doubled_ranks(row)) for row in rows] == (2 * rankdata(table, axis=1)).tolist()
        w = w_of(rows)
        if w is not None:
            compared += 1
            statistic = float(friedmanchisquare(*zip(*table, strict=True)).statistic)
            assert statistic / (people * (cases - 1)) == pytest.approx(float(w), abs=1e-9)
    assert compared > 1_900


def test_only_who_gave_a_point_to_something_takes_part() -> None:
    for made in many(300, seed=7):
        result = tally(made)
        found = agreement(result)
        rows = [tuple(row.values()) for row in result.totals.values() if any(row.values())]
        assert (found.w if found else None) == w_of(rows)
        if found:
            assert (found.people, found.cases) == (len(rows), len(made.cases))


@pytest.mark.parametrize(
    "sheets",
    [
        {},
        {"m1": {"s1": 1, "s2": 2}},
        {"m1": {"s1": 1}, "m2": {"s1": 2}},
        {"m1": {"s1": 1, "s2": 2}, "m2": {"s1": 0, "s2": 0}},
        {"m1": {"s1": 3, "s2": 3}, "m2": {"s1": 1, "s2": 1}},
    ],
)
def test_agreement_is_undefined_for_fewer_than_two_people_or_cases_and_for_ties_alone(
    sheets: dict[str, dict[str, float]],
) -> None:
    assert agreement(tally(scored(sheets))) is None


def test_agreement_is_undefined_for_an_empty_workshop() -> None:
    assert agreement(tally(workshop())) is None


@pytest.mark.parametrize(
    ("w", "band"),
    [("0", "none"), ("29/100", "none"), ("3/10", "weak"), ("49/100", "weak"), ("1/2", "moderate"),
     ("69/100", "moderate"), ("7/10", "strong"), ("1", "strong")],
)  # fmt: skip
def test_every_w_has_its_word(w: str, band: Band) -> None:
    assert Agreement(Fraction(w), 3, 3).band == band
