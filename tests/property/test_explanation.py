"""The whole explanation: defined for everything a workshop may be, and fair to people and cases."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_scoring import elections
from test_weightings import with_criteria

from mlew_tui.model.analysis.explanation import explain
from mlew_tui.model.scoring import tally
from mlew_tui.model.workshop import Workshop
from workshops import ENGLISH, FARM, Tree, example, people, scored, workshop


@pytest.mark.parametrize(
    "made",
    [
        workshop(),
        workshop(participants=people("m1", "m2"), ballots={"handed_in": ["m1", "m2"]}),
        workshop(cases=[{"id": "s1", "title": "S1"}]),
        workshop(
            participants=people("m1"), cases=[{"id": "s1", "title": "S1"}], scores={"m1": {"s1": {}}},
            ballots={"handed_in": ["m1"]},
        ),
        scored({"m1": {"s1": 5, "s2": 3}}, handed_in=[]),
        scored({"m1": {"s1": 0, "s2": 0}, "m2": {}}),
        scored({"m1": {"s1": 4, "s2": 4}}),
    ],
)  # fmt: skip
def test_without_an_adopted_case_nothing_stands_and_nothing_fails(made: Workshop) -> None:
    found = explain(made)
    assert (found.standing, found.contributions, found.agreement) == (None, (), None)
    assert not any(found.weightings.wins.values())


def test_the_only_case_is_explained_without_another() -> None:
    found = explain(scored({"m1": {"s1": 5}, "m2": {"s1": 3}}))
    assert found.standing is not None
    assert (found.standing.runners_up, found.standing.to_unseat) == ((), None)
    assert found.weightings.wins == {"s1": 27}
    assert found.what_ifs.people == ()
    assert {one.margin for one in found.contributions} == {None}


def test_an_owners_case_is_the_one_that_stands_while_the_rest_asks_the_numbers() -> None:
    decision = {"how": "owner", "case": "s2"}
    found = explain(scored({"m1": {"s1": 5, "s2": 1}, "m2": {"s1": 5, "s2": 4}}, decision=decision))
    assert found.standing is not None
    assert (found.standing.case, found.standing.point_margin) == ("s2", Fraction(-5))
    assert (found.what_ifs.leaders, found.views.first_places) == (("s1",), ("s1",))
    assert sum(one.margin for one in found.contributions if one.margin is not None) == Fraction(-5)


@settings(deadline=None)
@given(elections())
def test_every_workshop_has_its_explanation_and_always_the_same(tree: Tree) -> None:
    made = Workshop.model_validate(tree)
    found = explain(made)
    assert found == explain(made)
    assert (found.standing is None) == (found.tally.winner is None)
    if found.agreement is not None:
        assert 0 <= found.agreement.w <= 1


@settings(deadline=None)
@given(elections(), st.data())
def test_who_is_who_and_in_which_order_does_not_matter(tree: Tree, data: st.DataObject) -> None:
    cases = [case["id"] for case in tree["cases"]]
    names: Mapping[str, str] = dict(zip(cases, data.draw(st.permutations(cases)), strict=True))
    renamed = tree | {
        "participants": data.draw(st.permutations(tree["participants"])),
        "scores": {
            who: {names[case]: row for case, row in sheet.items()} for who, sheet in tree["scores"].items()
        },
        "ballots": tree["ballots"]
        | {"first": {who: names[case] for who, case in tree["ballots"]["first"].items()}},
    }  # fmt: skip
    one, other = explain(Workshop.model_validate(tree)), explain(Workshop.model_validate(renamed))
    assert {names[case]: number for case, number in one.weightings.wins.items()} == other.weightings.wins
    assert (one.agreement, one.coverage) == (other.agreement, other.coverage)
    assert {names[case] for case in one.what_ifs.leaders} == set(other.what_ifs.leaders)
    assert [len(one.what_ifs.weights), len(one.what_ifs.people)] == [
        len(other.what_ifs.weights),
        len(other.what_ifs.people),
    ]
    assert {names[d.case]: {names[by] for by in d.by} for d in one.dominated_by_people} == {
        d.case: set(d.by) for d in other.dominated_by_people
    }
    if one.standing is not None and other.standing is not None:
        assert names[one.standing.case] == other.standing.case
        assert one.standing.to_unseat == other.standing.to_unseat


@settings(deadline=None)
@given(elections(), st.data())
def test_more_points_for_the_winner_never_cost_it_the_lead_or_a_weighting(tree: Tree, data: st.DataObject) -> None:
    before = explain(Workshop.model_validate(tree))
    assume(before.standing is not None)
    winner = before.tally.winner
    who = data.draw(st.sampled_from(before.tally.counted))
    criterion = data.draw(st.sampled_from(tree["criteria"]))
    row = tree["scores"][who].get(winner, {}) | {criterion["id"]: criterion["weight"]}
    scores = tree["scores"] | {who: tree["scores"][who] | {winner: row}}
    after = explain(Workshop.model_validate(tree | {"scores": scores}))
    assert after.tally.winner == winner
    assert after.weightings.wins[str(winner)] >= before.weightings.wins[str(winner)]


@pytest.mark.parametrize("path", [ENGLISH, FARM])
def test_the_examples_agree_strongly(path: Path) -> None:
    found = explain(example(path)).agreement
    assert found is not None
    assert found.band == "strong"


def quickest(action: Callable[[], object]) -> float:
    """Return the least processor time of five runs."""
    spans = []
    for _ in range(5):
        started = process_time()
        action()
        spans.append(process_time() - started)
    return min(spans)


def test_all_6561_weightings_and_the_rest_cost_less_than_a_hundred_tallies() -> None:
    made = with_criteria(8)
    assert explain(made).weightings.tried == 6_561
    assert quickest(lambda: explain(made)) < 100 * quickest(lambda: tally(made))
