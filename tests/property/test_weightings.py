"""Every weighting at once names the same leaders as one tally after another."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from test_scoring import elections

from mlew_tui.model.analysis.standing import leaders
from mlew_tui.model.analysis.weightings import (
    WEIGHTS,
    Leaders,
    Sheets,
    Weighting,
    leaders_under,
    sheets,
    weighting_shares,
)
from mlew_tui.model.scoring import tally
from mlew_tui.model.workshop import Workshop
from random_evaluations import drawn, many
from workshops import Tree, scored, workshop


def prepared(made: Workshop) -> Sheets:
    return sheets(made, tally(made))


def one_by_one(made: Workshop, weighting: Weighting) -> Leaders:
    """Rescale every score as a fraction and tally the rescaled workshop."""
    criteria = zip(made.criteria, weighting, strict=True)
    factor = {criterion.id: Fraction(weight, criterion.weight) for criterion, weight in criteria}
    rescaled = {
        person: {case: {k: points * factor[k] for k, points in row.items()} for case, row in sheet.items()}
        for person, sheet in made.scores.items()
    }
    result = tally(made.with_(scores=rescaled))
    return leaders(result.votes, result.sums)


def test_a_criterion_weighs_one_three_or_five() -> None:
    assert WEIGHTS == (1, 3, 5)


@settings(deadline=None)
@given(elections())
def test_every_weighting_names_the_leaders_of_its_own_tally(tree: Tree) -> None:
    made = Workshop.model_validate(tree)
    weightings = list(product((0, *WEIGHTS), repeat=len(made.criteria)))
    assert leaders_under(prepared(made), weightings) == [one_by_one(made, weighting) for weighting in weightings]


def test_the_lanes_never_spill_into_each_other_whatever_the_size() -> None:
    draw = Random(5)
    for made in many(30, seed=5, most_people=40, most_cases=20, most_criteria=12):
        weightings = [tuple(draw.choice((0, *WEIGHTS)) for _ in made.criteria) for _ in range(3)]
        assert leaders_under(prepared(made), weightings) == [one_by_one(made, weighting) for weighting in weightings]


@settings(deadline=None)
@given(elections())
def test_the_weights_that_stand_name_the_winner_that_stands(tree: Tree) -> None:
    made = Workshop.model_validate(tree)
    result = tally(made)
    place = prepared(made)
    assert leaders_under(place, [place.weights]) == [leaders(result.votes, result.sums)]


@settings(deadline=None)
@given(elections())
def test_wins_and_undecided_add_up_to_all_weightings(tree: Tree) -> None:
    made = Workshop.model_validate(tree)
    shares = weighting_shares(prepared(made))
    assert shares.tried == 3 ** len(made.criteria)
    assert sum(shares.wins.values()) + shares.undecided == shares.tried
    assert tuple(shares.wins) == tuple(case.id for case in made.cases)
    assert not shares.is_sampled


def test_a_case_that_wins_only_while_one_criterion_outweighs_another_has_its_share_of_nine() -> None:
    made = workshop(
        participants=[{"id": "m1", "name": "M1"}],
        criteria=[{"id": k, "kind": "problem", "text": k, "weight": 5} for k in ("k1", "k2")],
        cases=[{"id": case, "title": case} for case in ("s1", "s2")],
        scores={"m1": {"s1": {"k1": 5}, "s2": {"k2": 5}}},
        ballots={"handed_in": ["m1"]},
    )
    shares = weighting_shares(prepared(made))
    assert (shares.wins, shares.undecided, shares.tried) == ({"s1": 3, "s2": 3}, 3, 9)


def test_one_vote_more_outweighs_any_sum() -> None:
    narrow = {f"m{n}": {"s1": 15.0, "s2": 14.5} for n in range(5)}
    wide = {f"m{n}": {"s1": 0.0, "s2": 15.0} for n in range(5, 9)}
    place = prepared(scored(narrow | wide))
    assert leaders_under(place, [place.weights]) == [("s1",)]


def with_criteria(count: int) -> Workshop:
    """Return an evaluation by 6 people of 5 cases for so many criteria."""
    draw = Random(count)
    criteria = {f"k{n}": draw.choice(WEIGHTS) for n in range(count)}
    people = [f"m{n}" for n in range(6)]
    cases = [f"s{n}" for n in range(5)]
    return workshop(
        participants=[{"id": who, "name": who} for who in people],
        criteria=[{"id": k, "kind": "problem", "text": k, "weight": weight} for k, weight in criteria.items()],
        cases=[{"id": case, "title": case} for case in cases],
        scores={
            who: {case: {k: draw.randint(0, 2 * weight) / 2 for k, weight in criteria.items()} for case in cases}
            for who in people
        },
        ballots={"handed_in": people},
    )


@pytest.mark.parametrize(("count", "is_sampled"), [(8, False), (9, True), (20, True)])
def test_above_eight_criteria_a_sample_of_as_many_is_tried_and_said_so(count: int, is_sampled: bool) -> None:
    place = prepared(with_criteria(count))
    shares = weighting_shares(place)
    assert (shares.tried, shares.is_sampled) == (6_561, is_sampled)
    assert shares == weighting_shares(place)


def test_a_sample_lies_near_all_weightings() -> None:
    place = prepared(with_criteria(9))
    shares = weighting_shares(place)
    every = leaders_under(place, list(product(WEIGHTS, repeat=9)))
    for case in place.cases:
        assert abs(shares.wins[case] / shares.tried - every.count((case,)) / len(every)) < 0.02


@pytest.mark.parametrize(
    "made",
    [
        workshop(),
        workshop(participants=[{"id": "m1", "name": "M1"}], ballots={"handed_in": ["m1"]}),
        workshop(cases=[{"id": "s1", "title": "S1"}]),
        scored({"m1": {"s1": 5, "s2": 1}}, handed_in=[]),
        scored({"m1": {"s1": 0, "s2": 0}}),
    ],
)
def test_where_nobody_votes_no_weighting_has_a_winner(made: Workshop) -> None:
    shares = weighting_shares(prepared(made))
    assert set(shares.wins.values()) <= {0}
    assert shares.undecided == shares.tried == 3 ** len(made.criteria)


@pytest.mark.parametrize("seed", range(20))
def test_no_weighting_can_take_the_lead_from_a_case_that_everybody_gives_full_points(seed: int) -> None:
    made = drawn(Random(seed))
    scores = {
        person.id: dict(made.scores[person.id]) | {"s0": {k.id: Fraction(k.weight) for k in made.criteria}}
        for person in made.participants
    }
    made = made.with_(scores=scores, ballots=made.ballots.model_copy(update={"first": {}})).validated()
    if tally(made).counted:
        weightings = list(product(WEIGHTS, repeat=len(made.criteria)))
        assert all("s0" in found for found in leaders_under(prepared(made), weightings))
