"""Which single change would change who leads, found here by making each change and counting again."""

import pytest
from hypothesis import given, settings
from test_scoring import elections
from test_weightings import one_by_one

from mlew_tui.model.analysis.standing import leaders
from mlew_tui.model.analysis.weightings import WEIGHTS, sheets
from mlew_tui.model.analysis.what_if import Absent, LeftOut, OtherWeight, WhatIfs, what_ifs
from mlew_tui.model.scoring import tally
from mlew_tui.model.workshop import Workshop
from workshops import ENGLISH, FARM, Tree, example, scored, workshop


def asked(made: Workshop) -> WhatIfs:
    result = tally(made)
    return what_ifs(made, result, sheets(made, result))


def test_the_farms_choice_hangs_on_two_criteria_and_on_nobody_alone() -> None:
    found = asked(example(FARM))
    assert found.leaders == ("s4",)
    assert found.weights == (OtherWeight("k1", 1, ("s1",)),)
    assert found.criteria == (LeftOut("k1", ("s1",)), LeftOut("k4", ("s2",)))
    assert found.people == ()
    assert (found.weights_tried, found.criteria_tried, found.people_tried) == (10, 5, 4)


def test_the_english_choice_hangs_on_two_people() -> None:
    assert asked(example(ENGLISH)).people == (Absent("m1", ("s3",)), Absent("m4", ("s3",)))


@settings(deadline=None)
@given(elections())
def test_exactly_the_changes_that_move_the_lead_when_made_are_named(tree: Tree) -> None:
    made = Workshop.model_validate(tree)
    found, result = asked(made), tally(made)
    now = leaders(result.votes, result.sums)
    standing = [criterion.weight for criterion in made.criteria]
    for position, criterion in enumerate(made.criteria):
        for weight in (0, *WEIGHTS):
            then = one_by_one(made, (*standing[:position], weight, *standing[position + 1 :]))
            if weight:
                assert (OtherWeight(criterion.id, weight, then) in found.weights) == (then != now)
            else:
                assert (LeftOut(criterion.id, then) in found.criteria) == (then != now)
    for person in result.counted:
        handed_in = tuple(one for one in made.ballots.handed_in if one != person)
        without = tally(made.with_(ballots=made.ballots.model_copy(update={"handed_in": handed_in})))
        then = leaders(without.votes, without.sums)
        assert (Absent(person, then) in found.people) == (then != now)
    assert found.weights_tried == 2 * len(made.criteria)
    assert len(found.people) <= found.people_tried == len(result.counted)


def test_a_choice_among_equal_best_cases_holds_while_they_are_equal() -> None:
    made = scored({"m1": {"s1": 5, "s2": 5}}, first={"m1": "s2"})
    assert asked(made).leaders == ("s2",)
    assert asked(made).weights == ()


def test_an_owners_decision_stays_out_of_what_the_numbers_would_say() -> None:
    made = scored({"m1": {"s1": 5, "s2": 1}}, decision={"how": "owner", "case": "s2"})
    assert asked(made).leaders == ("s1",)


@pytest.mark.parametrize(
    "made",
    [workshop(), workshop(cases=[{"id": "s1", "title": "S1"}]), scored({"m1": {"s1": 0, "s2": 0}}), scored({})],
)
def test_where_nobody_votes_no_change_moves_anything(made: Workshop) -> None:
    found = asked(made)
    assert (found.leaders, found.weights, found.criteria, found.people) == ((), (), (), ())


def test_without_the_only_person_nobody_leads() -> None:
    assert asked(scored({"m1": {"s1": 5, "s2": 1}})).people == (Absent("m1", ()),)
