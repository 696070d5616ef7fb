"""What stands beside the winner: denominators, margins and how many would have to change their mind."""

from fractions import Fraction
from itertools import combinations, product

import pytest

from mlew_tui.model.analysis.standing import Standing, fewest_to_unseat, leaders, standing
from mlew_tui.model.scoring import Tally, tally
from random_evaluations import many
from workshops import ENGLISH, FARM, example, scored, workshop


def test_a_winner_by_scores_stands_with_its_denominators_and_margins() -> None:
    made = example(ENGLISH)
    assert standing(made, tally(made), "s1") == Standing(
        "s1", Fraction(2), 5, Fraction(99, 2), 85, ("s3",), Fraction(0), Fraction(5), 1
    )


def test_a_case_adopted_against_the_numbers_has_negative_margins_and_nobody_to_unseat_it() -> None:
    made = example(FARM)
    place = standing(made, tally(made), "s3")
    assert (place.runners_up, place.vote_margin, place.point_margin) == (("s4",), Fraction(-5, 2), Fraction(-30))
    assert place.to_unseat is None


def test_runners_up_that_are_level_are_all_named() -> None:
    made = scored({"m1": {"s1": 5, "s2": 1, "s3": 1}})
    place = standing(made, tally(made), "s1")
    assert (place.runners_up, place.vote_margin, place.point_margin) == (("s2", "s3"), Fraction(1), Fraction(4))


def test_the_only_case_has_no_runner_up_and_no_margin() -> None:
    made = scored({"m1": {"s1": 5}})
    place = standing(made, tally(made), "s1")
    assert (place.runners_up, place.vote_margin, place.point_margin, place.to_unseat) == ((), None, None, None)


def test_votes_are_out_of_everybody_counted_and_the_ceiling_is_theirs_too() -> None:
    made = scored({"m1": {"s1": 5, "s2": 1}, "m2": {}, "m3": {"s2": 5}}, handed_in=["m1", "m2"])
    place = standing(made, tally(made), "s1")
    assert (place.votes, place.people, place.points, place.ceiling) == (Fraction(1), 2, Fraction(5), 30)


@pytest.mark.parametrize(
    ("sheets", "number"),
    [
        ({"m1": {"s1": 5, "s2": 1}}, 1),
        ({"m1": {"s1": 5, "s2": 1}, "m2": {"s1": 5, "s2": 1}}, 2),
        ({"m1": {"s1": 5, "s2": 5}, "m2": {"s1": 5, "s2": 1}}, 1),
        ({"m1": {"s1": 9, "s2": 8}, "m2": {"s1": 9, "s2": 8}, "m3": {"s1": 0, "s2": 9}}, 1),
        ({f"m{n}": {"s1": 3, "s2": 1} for n in range(6)}, 4),
        ({f"m{n}": {"s1": 3, "s2": 3} for n in range(6)}, None),
        ({"m1": {"s1": 0, "s2": 0}}, None),
        ({"m1": {"s1": 4}}, None),
        ({}, None),
    ],
)
def test_the_fewest_who_must_turn_are_those_worked_out_by_hand(
    sheets: dict[str, dict[str, float]], number: int | None
) -> None:
    assert fewest_to_unseat(tally(scored(sheets))) == number


def unseated(result: Tally, turned: tuple[int, ...], to: tuple[str, ...]) -> bool:
    """Whether the winner leads no more when these people put these cases first, counted from the start."""
    votes = dict.fromkeys(result.votes, Fraction(0))
    for number, place in enumerate(result.first_places):
        given = {to[turned.index(number)]: Fraction(1)} if number in turned else place.votes
        for case, share in given.items():
            votes[case] += share
    return not set(leaders(votes, result.sums)) & set(leaders(result.votes, result.sums))


def fewest_by_trying(result: Tally) -> int:
    """Try every set of people and every case each could turn to, smaller sets first."""
    people = range(len(result.first_places))
    return next(
        size
        for size in range(1, len(people) + 1)
        if any(
            unseated(result, turned, to)
            for turned in combinations(people, size)
            for to in product(result.votes, repeat=size)
        )
    )


def test_the_fewest_who_must_turn_are_those_found_by_trying_every_way() -> None:
    tried = 0
    for made in many(600, seed=3, most_people=5, most_cases=4):
        result = tally(made)
        fewest = fewest_to_unseat(result)
        if fewest is not None:
            tried += 1
            assert fewest == fewest_by_trying(result)
    assert tried > 250


def test_the_leaders_are_the_winner_or_the_tie_of_the_tally() -> None:
    for made in many(500, seed=4):
        result = tally(made)
        assert leaders(result.votes, result.sums) == ((result.winner,) if result.winner else result.tie)


def test_nobody_leads_where_nothing_stands() -> None:
    empty = tally(workshop())
    assert leaders(empty.votes, empty.sums) == ()
