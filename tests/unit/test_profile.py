"""What the table of scores shows: what carried a case, what is dominated, spread and left aside."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from test_scoring import elections

from mlew_tui.model.analysis.profile import (
    Contribution,
    Coverage,
    Dominated,
    Spread,
    by_criterion,
    contributions,
    coverage,
    dominated_by_criteria,
    dominated_by_people,
    widest_spread,
)
from mlew_tui.model.scoring import tally
from mlew_tui.model.workshop import Workshop
from random_evaluations import many
from workshops import ENGLISH, FARM, Tree, example, people, scored, workshop


def covered(made: Workshop) -> Coverage:
    result = tally(made)
    return coverage(made, result, by_criterion(made, result))


def test_what_carried_the_english_choice_is_talking_in_the_meeting() -> None:
    made = example(ENGLISH)
    result = tally(made)
    found = contributions(made, result, by_criterion(made, result), "s1", "s3")
    assert found[0] == Contribution("k1", Fraction(19), 25, Fraction(14))
    assert found[3] == Contribution("k4", Fraction(14), 25, Fraction(-19, 2))


@settings(deadline=None)
@given(elections())
def test_contributions_add_up_to_the_points_and_to_the_margin(tree: Tree) -> None:
    made = Workshop.model_validate(tree)
    result = tally(made)
    first, last = made.cases[0].id, made.cases[-1].id
    found = contributions(made, result, by_criterion(made, result), first, last)
    assert sum(one.points for one in found) == result.sums[first]
    assert sum(one.margin for one in found if one.margin is not None) == result.sums[first] - result.sums[last]
    assert all(0 <= one.points <= one.ceiling for one in found)


def test_without_another_case_there_is_no_margin() -> None:
    made = scored({"m1": {"s1": 5}})
    result = tally(made)
    assert contributions(made, result, by_criterion(made, result), "s1", None)[0] == Contribution(
        "k1", Fraction(5), 5, None
    )


def test_the_farms_dominated_cases_are_those_nobody_prefers() -> None:
    made = example(FARM)
    result = tally(made)
    assert dominated_by_people(result) == (
        Dominated("s1", ("s4",)),
        Dominated("s3", ("s1", "s2", "s4", "s5")),
        Dominated("s5", ("s1", "s2", "s4")),
    )
    assert dominated_by_criteria(by_criterion(made, result)) == ()


def test_a_case_may_be_dominated_on_every_criterion_while_somebody_prefers_it() -> None:
    sheets = {"m1": {"s1": 2, "s2": 1}, "m2": {"s1": 1, "s2": 4}}
    made = scored(sheets)
    result = tally(made)
    assert dominated_by_people(result) == ()
    assert dominated_by_criteria(by_criterion(made, result)) == (Dominated("s1", ("s2",)),)


def test_equal_cases_dominate_neither_each_other_nor_anything_where_nobody_counts() -> None:
    assert dominated_by_people(tally(scored({"m1": {"s1": 3, "s2": 3}}))) == ()
    assert dominated_by_people(tally(scored({"m1": {"s1": 3, "s2": 1}}, handed_in=[]))) == ()


def test_dominance_is_a_strict_order_and_a_dominated_case_never_leads_alone() -> None:
    found = 0
    for made in many(400, seed=9):
        result = tally(made)
        under = {one.case: set(one.by) for one in dominated_by_people(result)}
        found += len(under)
        for case, above in under.items():
            assert case not in above
            assert all(under.get(other, set()) <= above for other in above)
            assert all(case not in under.get(other, set()) for other in above)
            assert not any(place.best == (case,) for place in result.first_places)
    assert found > 100


def table(scores: Tree, *, handed_in: list[str] | None = None) -> Workshop:
    """Return an evaluation of s1 and s2 by k1 (weight 5) and k2 (weight 3)."""
    return workshop(
        participants=people(*scores),
        criteria=[
            {"id": "k1", "kind": "problem", "text": "K1", "weight": 5},
            {"id": "k2", "kind": "strength", "text": "K2", "weight": 3},
        ],
        cases=[{"id": "s1", "title": "S1", "reinforces": ["k1"]}, {"id": "s2", "title": "S2", "solves": ["k2"]}],
        scores=scores,
        ballots={"handed_in": list(scores) if handed_in is None else handed_in},
    )


def test_the_cell_to_talk_about_is_where_people_are_furthest_apart_and_a_blank_is_nothing() -> None:
    made = table({"m1": {"s1": {"k1": 4}, "s2": {"k2": 3}}, "m2": {"s2": {"k2": 0.5}}, "m3": {"s1": {"k1": 1}}})
    assert widest_spread(made, tally(made)) == Spread("s1", "k1", Fraction(0), Fraction(4), ("m2",), ("m1",))


def test_the_first_of_equally_wide_cells_is_named_with_everybody_at_its_ends() -> None:
    made = table({"m1": {"s1": {"k2": 3}, "s2": {"k1": 3}}, "m2": {"s2": {"k2": 1}}, "m3": {"s2": {"k2": 1}}})
    assert widest_spread(made, tally(made)) == Spread("s1", "k2", Fraction(0), Fraction(3), ("m2", "m3"), ("m1",))


@pytest.mark.parametrize(
    "made",
    [
        workshop(),
        table({"m1": {"s1": {"k1": 4}}}),
        table({"m1": {"s1": {"k1": 4}}, "m2": {"s1": {"k1": 4}}}),
        table({"m1": {"s1": {"k1": 4}}, "m2": {"s1": {"k1": 0}}}),
        table({"m1": {"s1": {"k1": 4}}, "m2": {"s2": {"k2": 3}}}, handed_in=["m1"]),
    ],
)
def test_people_who_agree_abstain_or_are_alone_have_no_cell_to_talk_about(made: Workshop) -> None:
    assert widest_spread(made, tally(made)) is None


def test_no_other_cell_is_wider_than_the_one_named() -> None:
    for made in many(200, seed=10):
        result = tally(made)
        found = widest_spread(made, result)
        persons = [place.participant for place in result.first_places]
        ranges = [0] if not persons else [
            max(cells) - min(cells)
            for case in made.cases
            for k in made.criteria
            for cells in [[made.scores[who].get(case.id, {}).get(k.id, 0) for who in persons]]
        ]  # fmt: skip
        assert max(ranges) == (found.highest - found.lowest if found else 0)


def test_a_problem_is_solved_and_a_strength_used_only_by_the_right_link() -> None:
    assert covered(table({"m1": {"s1": {"k1": 4}}})) == Coverage(("k1",), ("k2",), ("k2",))


def test_the_examples_leave_nothing_aside() -> None:
    assert covered(example(ENGLISH)) == covered(example(FARM)) == Coverage((), (), ())


def test_points_of_people_who_do_not_count_leave_a_criterion_unscored() -> None:
    scores = {"m1": {"s1": {"k1": 4}}, "m2": {"s1": {"k2": 3}}}
    assert covered(table(scores, handed_in=["m1"])).unscored == ("k2",)
    assert covered(table(scores, handed_in=[])).unscored == ()
    assert covered(table({"m1": {"s1": {"k1": 0}}})).unscored == ("k1", "k2")
