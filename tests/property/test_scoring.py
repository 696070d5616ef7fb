"""Who wins, by which rule, and what the room is told of the reasoning."""

from collections.abc import Mapping
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mlew_tui.model.scoring import (
    DiceStage,
    OwnerStage,
    ScoreStage,
    Tally,
    VoteStage,
    fraction_text,
    points_text,
    tally,
)
from mlew_tui.model.workshop import Workshop
from workshops import ENGLISH, FARM, Tree, example, people, scored, workshop

ENGLISH_TOTALS = {
    "m1": {"s1": "12", "s2": "2", "s3": "9", "s4": "4", "s5": "9.5"},
    "m2": {"s1": "8.5", "s2": "1.5", "s3": "10", "s4": "5", "s5": "8"},
    "m3": {"s1": "8.5", "s2": "1.5", "s3": "7.5", "s4": "3.5", "s5": "11"},
    "m4": {"s1": "12", "s2": "3", "s3": "8", "s4": "6", "s5": "6"},
    "m5": {"s1": "8.5", "s2": "2.5", "s3": "10", "s4": "4", "s5": "7"},
}
FARM_TOTALS = {
    "m1": {"s1": "7", "s2": "7", "s3": "2", "s4": "11.5", "s5": "4.5"},
    "m2": {"s1": "7.5", "s2": "5.5", "s3": "0", "s4": "8.5", "s5": "3"},
    "m3": {"s1": "7.5", "s2": "9", "s3": "2", "s4": "7.5", "s5": "4.5"},
    "m4": {"s1": "8.5", "s2": "6", "s3": "2", "s4": "8.5", "s5": "4"},
}


def exact(table: Mapping[str, str]) -> dict[str, Fraction]:
    return {name: Fraction(value) for name, value in table.items()}


@pytest.mark.parametrize(("path", "table"), [(ENGLISH, ENGLISH_TOTALS), (FARM, FARM_TOTALS)])
def test_an_examples_totals_are_those_worked_out_by_hand(path: Path, table: Mapping[str, Mapping[str, str]]) -> None:
    assert tally(example(path)).totals == {who: exact(row) for who, row in table.items()}


def test_the_english_conversation_is_decided_by_scores_after_two_votes_to_two() -> None:
    result = tally(example(ENGLISH))
    assert result.votes == exact({"s1": "2", "s2": "0", "s3": "2", "s4": "0", "s5": "1"})
    assert result.sums == exact({"s1": "49.5", "s2": "10.5", "s3": "44.5", "s4": "22.5", "s5": "41.5"})
    assert (result.winner, result.how, result.status) == ("s1", "scores", "decided")
    assert result.stages == (
        VoteStage(("s1", "s3"), Fraction(2)),
        ScoreStage(exact({"s1": "49.5", "s3": "44.5"}), ("s1",)),
    )
    firsts = {place.participant: place.best for place in result.first_places}
    assert firsts == {"m1": ("s1",), "m2": ("s3",), "m3": ("s5",), "m4": ("s1",), "m5": ("s3",)}
    assert result.counted == ("m1", "m2", "m3", "m4", "m5")
    assert (result.missing, result.abstained, result.tie) == ((), (), ())


def test_the_farm_advice_is_decided_by_votes_with_one_vote_split_in_two() -> None:
    result = tally(example(FARM))
    assert result.votes == exact({"s1": "1/2", "s2": "1", "s3": "0", "s4": "5/2", "s5": "0"})
    assert result.sums == exact({"s1": "30.5", "s2": "27.5", "s3": "6", "s4": "36", "s5": "16"})
    assert (result.winner, result.how, result.status) == ("s4", "votes", "decided")
    assert result.stages == (VoteStage(("s4",), Fraction(5, 2)),)
    assert result.first_places[3].best == ("s1", "s4")
    assert result.first_places[3].votes == exact({"s1": "1/2", "s4": "1/2"})


def outcome(result: Tally) -> tuple[str, str | None, str | None]:
    return result.status, result.winner, result.how


TIE = {"m1": {"s1": 5, "s2": 3}, "m2": {"s1": 3, "s2": 5}}
DICE = {"how": "dice", "case": "s2", "among": ["s1", "s2"]}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (scored({"m1": {"s1": 5, "s2": 1}}), ("decided", "s1", "votes")),
        (scored({"m1": {"s1": 6, "s2": 3}, "m2": {"s1": 3, "s2": 5}}), ("decided", "s1", "scores")),
        (scored(TIE), ("undecided", None, None)),
        (scored(TIE, decision=DICE), ("decided", "s2", "dice")),
        (scored(TIE, decision={"how": "owner", "case": "s1"}), ("decided", "s1", "owner")),
        (
            scored({"m1": {"s1": 5, "s2": 1}}, decision={"how": "owner", "case": "s2"}),
            ("overruled", "s2", "owner"),
        ),
        (
            scored({"m1": {"s1": 5, "s2": 1}}, decision={"how": "owner", "case": "s1"}),
            ("decided", "s1", "owner"),
        ),
        (scored(TIE, handed_in=["m1"]), ("provisional", "s1", "votes")),
        (scored(TIE, handed_in=[]), ("provisional", None, None)),
        (
            scored(TIE, handed_in=["m1"], decision={"how": "owner", "case": "s2"}),
            ("provisional", "s2", "owner"),
        ),
        (workshop(), ("undecided", None, None)),
        (workshop(participants=people("m1"), ballots={"handed_in": ["m1"]}), ("undecided", None, None)),
    ],
)
def test_every_outcome_has_its_status_winner_and_reason(
    made: Workshop, expected: tuple[str, str | None, str | None]
) -> None:
    assert outcome(tally(made)) == expected


def test_equal_best_cases_share_one_vote() -> None:
    result = tally(scored({"m1": {"s1": 4, "s2": 4, "s3": 4, "s4": 1}}))
    assert result.votes == exact({"s1": "1/3", "s2": "1/3", "s3": "1/3", "s4": "0"})
    assert result.tie == ("s1", "s2", "s3")


def test_a_choice_among_equal_best_cases_takes_the_whole_vote() -> None:
    result = tally(scored({"m1": {"s1": 4, "s2": 4, "s3": 1}}, first={"m1": "s2"}))
    assert result.votes == exact({"s1": "0", "s2": "1", "s3": "0"})
    assert (result.winner, result.how) == ("s2", "votes")
    assert result.first_places[0].chosen == "s2"


@pytest.mark.parametrize(
    ("sheet", "chosen", "votes"),
    [
        ({"s1": 4, "s2": 4, "s3": 1}, "s3", {"s1": "1/2", "s2": "1/2", "s3": "0"}),
        ({"s1": 5, "s2": 4}, "s2", {"s1": "1", "s2": "0"}),
    ],
)
def test_a_choice_that_is_no_longer_among_the_best_does_not_count(
    sheet: dict[str, float], chosen: str, votes: dict[str, str]
) -> None:
    result = tally(scored({"m1": sheet}, first={"m1": chosen}))
    assert result.votes == exact(votes)
    assert result.first_places[0].chosen is None


def test_an_all_zero_ballot_is_an_abstention_and_no_vote() -> None:
    result = tally(scored({"m1": {"s1": 0, "s2": 0}, "m2": {"s1": 1, "s2": 2}, "m3": {}}))
    assert result.abstained == ("m1", "m3")
    assert result.counted == ("m1", "m2", "m3")
    assert result.votes == exact({"s1": "0", "s2": "1"})
    assert outcome(result) == ("decided", "s2", "votes")


def test_when_everybody_abstains_nobody_wins() -> None:
    result = tally(scored({"m1": {"s1": 0, "s2": 0}}))
    assert outcome(result) == ("undecided", None, None)
    assert (result.tie, result.stages) == ((), ())


def test_who_has_not_handed_in_is_named_and_their_scores_do_not_count() -> None:
    sheets = {"m1": {"s1": 5.0, "s2": 1.0}, "m2": {"s1": 0.0, "s2": 15.0}, "m3": {"s1": 0.0, "s2": 15.0}}
    result = tally(scored(sheets, handed_in=["m1"]))
    assert result.missing == ("m2", "m3")
    assert outcome(result) == ("provisional", "s1", "votes")
    assert result.sums == exact({"s1": "5", "s2": "1"})
    assert "m2" not in result.totals


@pytest.mark.parametrize(
    ("person", "counts"),
    [
        ({"role": "sponsor"}, False),
        ({"role": "facilitator"}, False),
        ({"role": "developer", "votes": False}, False),
        ({"role": "sponsor", "votes": True}, True),
        ({"role": "developer"}, True),
        ({}, True),
    ],
)
def test_only_who_votes_counts_and_is_waited_for(person: Tree, counts: bool) -> None:
    people_here = [*people("m1"), {"id": "m2", "name": "M2", **person}]
    sheets = {"m1": {"s1": 2.0, "s2": 1.0}, "m2": {"s1": 0.0, "s2": 5.0}}
    with_both = tally(scored(sheets, participants=people_here))
    without = tally(scored(sheets, participants=people_here, handed_in=["m1"]))
    assert with_both.counted == (("m1", "m2") if counts else ("m1",))
    assert with_both.winner == ("s2" if counts else "s1")
    assert without.missing == (("m2",) if counts else ())


@pytest.mark.parametrize(
    ("sheets", "winner", "how"),
    [
        ({"m1": {"s1": 5, "s2": 1}}, "s1", "votes"),
        ({"m1": {"s1": 4, "s2": 4, "s3": 4}}, None, None),
    ],
)
def test_dice_rolled_for_another_tie_are_stale(
    sheets: dict[str, dict[str, float]], winner: str | None, how: str | None
) -> None:
    result = tally(scored(sheets, decision=DICE))
    assert result.stale_dice
    assert (result.winner, result.how) == (winner, how)
    assert not any(isinstance(stage, DiceStage) for stage in result.stages)


def test_dice_stand_while_exactly_their_tie_stands_in_whatever_order_it_was_noted() -> None:
    result = tally(scored(TIE, decision={"how": "dice", "case": "s1", "among": ["s2", "s1"]}))
    assert not result.stale_dice
    assert outcome(result) == ("decided", "s1", "dice")
    assert result.stages[-1] == DiceStage(("s1", "s2"), "s1")


def test_an_owner_who_overrules_is_shown_against_what_the_numbers_say() -> None:
    decision = {"how": "owner", "case": "s2", "by": "m1", "note": "feasible at once"}
    result = tally(scored({"m1": {"s1": 5, "s2": 1}}, decision=decision))
    assert result.stages[-1] == OwnerStage("s2", "m1", "s1", "feasible at once")
    assert result.stages[0] == VoteStage(("s1",), Fraction(1))


@pytest.mark.parametrize("sheets", [TIE, {"m1": {"s1": 1, "s2": 5}}])
def test_an_owner_who_agrees_or_breaks_a_tie_is_against_nobody(sheets: dict[str, dict[str, float]]) -> None:
    result = tally(scored(sheets, decision={"how": "owner", "case": "s2"}))
    assert result.stages[-1] == OwnerStage("s2", None, None, "")
    assert result.status == "decided"


def test_equal_votes_are_decided_among_the_tied_even_when_another_case_has_the_highest_sum() -> None:
    sheets = {
        "m1": {"s1": 9.0, "s2": 0.0, "s3": 8.5},
        "m2": {"s1": 0.0, "s2": 9.5, "s3": 8.5},
    }
    result = tally(scored(sheets))
    assert result.sums == exact({"s1": "9", "s2": "9.5", "s3": "17"})
    assert (result.winner, result.how) == ("s2", "scores")
    assert result.stages[-1] == ScoreStage(exact({"s1": "9", "s2": "9.5"}), ("s2",))


def test_numbers_are_written_exactly() -> None:
    assert [fraction_text(Fraction(n, 2)) for n in (4, 5)] == ["2", "5/2"]
    assert [points_text(Fraction(n, 2)) for n in (0, 82, 83)] == ["0", "41", "41.5"]


@st.composite
def elections(draw: st.DrawFn) -> Tree:
    """Draw a whole evaluation: who votes, what they gave, who handed in, who chose among equals."""
    voters = [f"m{n}" for n in range(1, draw(st.integers(1, 5)) + 1)]
    cases = [f"s{n}" for n in range(1, draw(st.integers(1, 4)) + 1)]
    weights = draw(st.lists(st.sampled_from([1, 3, 5]), min_size=1, max_size=3))
    criteria = {f"k{n}": weight for n, weight in enumerate(weights, start=1)}
    role = st.sampled_from(["developer", "designer", "sponsor"])

    def sheet() -> dict[str, Any]:
        cell = {k: st.integers(0, 2 * weight).map(lambda n: n / 2) for k, weight in criteria.items()}
        return {case: draw(st.fixed_dictionaries({}, optional=cell)) for case in cases}

    return {
        "title": "drawn",
        "participants": [{"id": who, "name": who, "role": draw(role)} for who in voters],
        "criteria": [{"id": k, "kind": "strength", "text": k, "weight": weight} for k, weight in criteria.items()],
        "cases": [{"id": case, "title": case} for case in cases],
        "scores": {who: sheet() for who in voters},
        "ballots": {
            "handed_in": draw(st.lists(st.sampled_from(voters), unique=True)),
            "first": draw(st.dictionaries(st.sampled_from(voters), st.sampled_from(cases))),
        },
    }


@given(elections(), st.data())
def test_the_order_of_people_cases_and_criteria_never_changes_the_result(tree: Tree, data: st.DataObject) -> None:
    shuffled = deepcopy(tree)
    for table in ("participants", "cases", "criteria"):
        shuffled[table] = data.draw(st.permutations(tree[table]))
    shuffled["scores"] = dict(data.draw(st.permutations(list(tree["scores"].items()))))
    one, other = tally(Workshop.model_validate(tree)), tally(Workshop.model_validate(shuffled))
    assert outcome(one) == outcome(other)
    assert (one.votes, one.sums, one.totals) == (other.votes, other.sums, other.totals)
    for name in ("tie", "counted", "missing", "abstained"):
        assert set(getattr(one, name)) == set(getattr(other, name))


@given(elections(), st.sampled_from([0.5, 1]))
def test_one_more_first_place_never_makes_the_winner_lose(tree: Tree, points: float) -> None:
    before = tally(Workshop.model_validate(tree))
    assume(before.winner is not None)
    tree = deepcopy(tree)
    tree["participants"].append({"id": "late", "name": "late"})
    tree["scores"]["late"] = {before.winner: {"k1": points}}
    tree["ballots"]["handed_in"].append("late")
    assert tally(Workshop.model_validate(tree)).winner == before.winner


@given(elections())
def test_no_vote_is_lost_and_no_point_is_rounded(tree: Tree) -> None:
    result = tally(Workshop.model_validate(tree))
    assert sum(result.votes.values()) == len(result.counted) - len(result.abstained)
    handed_in = set(result.counted)
    given_points = [
        Fraction(points)
        for who, sheet in tree["scores"].items()
        if who in handed_in
        for row in sheet.values()
        for points in row.values()
    ]
    assert sum(result.sums.values()) == sum(given_points)
