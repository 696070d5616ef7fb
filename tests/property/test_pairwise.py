"""Duels between cases, and where three ways of counting part; checked against votelib."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_scoring import elections
from votelib.convert import RankedToCondorcetVotes  # type: ignore[import-untyped]
from votelib.evaluate.condorcet import CondorcetWinner, Copeland, pairwise_wins  # type: ignore[import-untyped]
from votelib.evaluate.core import Plurality, Tie  # type: ignore[import-untyped]

from mlew_tui.model.analysis.pairwise import Pairwise, Views, pairwise, views
from mlew_tui.model.scoring import Tally, tally
from mlew_tui.model.workshop import Workshop
from random_evaluations import many
from workshops import ENGLISH, Tree, example, scored, workshop

CYCLE = {"m1": {"s1": 3, "s2": 2, "s3": 1}, "m2": {"s1": 1, "s2": 3, "s3": 2}, "m3": {"s1": 2, "s2": 1, "s3": 3}}


def compared(made: Workshop) -> tuple[Pairwise, Views]:
    result = tally(made)
    duels = pairwise(result)
    return duels, views(result, duels)


def ranking(row: dict[str, Fraction]) -> tuple[frozenset[str], ...]:
    """Return one person's cases from best to worst, equal ones together."""
    return tuple(
        frozenset(case for case, points in row.items() if points == value)
        for value in sorted(set(row.values()), reverse=True)
    )


def duels_elsewhere(result: Tally) -> dict[tuple[str, str], int]:
    """Return votelib's count of who prefers which case to which; a pair nobody prefers counts 0."""
    rankings: dict[tuple[frozenset[str], ...], int] = {}
    for row in result.totals.values():
        order = ranking(dict(row))
        rankings[order] = rankings.get(order, 0) + 1
    found = RankedToCondorcetVotes().convert(rankings)
    return {(a, b): found.get((a, b), 0) for a in result.votes for b in result.votes if a != b}


def plurality_elsewhere(result: Tally) -> set[str]:
    """Return votelib's plurality winners, all of them when they tie."""
    (found,) = Plurality().evaluate({case: votes for case, votes in result.votes.items() if votes}, 1)
    return set(found) if isinstance(found, Tie) else {found}


def test_three_thousand_evaluations_have_votelibs_duels_winners_and_copeland_scores() -> None:
    winners = ties = cycles = 0
    for made in many(3_000, seed=8):
        result = tally(made)
        if not result.first_places:
            continue
        duels = pairwise(result)
        said = views(result, duels)
        counts = duels_elsewhere(result)
        assert {(a, b): count for a, row in duels.preferring.items() for b, count in row.items()} == counts
        scores = Copeland.scores(pairwise_wins(counts))
        assert duels.copeland == {case: scores.get(case, 0) for case in result.votes}
        if len(result.votes) > 1:
            assert [duels.condorcet] == (CondorcetWinner().evaluate(counts) or [None])
        assert set(said.first_places) == plurality_elsewhere(result)
        winners += duels.condorcet is not None
        cycles += duels.condorcet is None
        ties += len(said.first_places) > 1
    assert min(winners, cycles, ties) > 300


def test_a_cycle_has_no_condorcet_winner_and_leaves_all_level() -> None:
    duels, said = compared(scored(CYCLE))
    assert duels.condorcet is None
    assert duels.copeland == {"s1": 0, "s2": 0, "s3": 0}
    assert said == Views(("s1", "s2", "s3"), ("s1", "s2", "s3"), ("s1", "s2", "s3"), None)
    assert said.agree


def test_first_places_sums_and_duels_may_name_three_different_cases() -> None:
    sheets = {
        "m1": {"s1": 9, "s2": 8, "s3": 0}, "m2": {"s1": 9, "s2": 8, "s3": 0},
        "m3": {"s1": 0, "s2": 5, "s3": 15}, "m4": {"s1": 0, "s2": 5, "s3": 4}, "m5": {"s1": 0, "s2": 1, "s3": 15},
        "m6": {"s1": 9, "s2": 8, "s3": 7},
    }  # fmt: skip
    duels, said = compared(scored(sheets))
    assert (said.first_places, said.sums) == (("s1",), ("s3",))
    assert duels.preferring["s2"] == {"s1": 3, "s3": 4}
    assert said.duels == ("s2",)
    assert not said.agree


def test_the_english_example_is_a_tie_of_votes_that_sums_and_duels_settle() -> None:
    assert compared(example(ENGLISH))[1] == Views(("s1", "s3"), ("s1",), ("s1",), "s1")


@pytest.mark.parametrize(
    "made", [workshop(), scored({}), scored({"m1": {"s1": 0}}), scored({"m1": {"s1": 0, "s2": 0}})]
)
def test_where_nobody_votes_no_view_names_a_case(made: Workshop) -> None:
    duels, said = compared(made)
    assert duels.condorcet is None
    assert said == Views((), (), (), None)
    assert said.agree


def test_the_only_case_with_a_vote_wins_every_view() -> None:
    assert compared(scored({"m1": {"s1": 2}}))[1] == Views(("s1",), ("s1",), ("s1",), "s1")


@settings(deadline=None)
@given(elections(), st.data())
def test_the_order_of_people_and_cases_never_changes_a_view(tree: Tree, data: st.DataObject) -> None:
    shuffled = {table: data.draw(st.permutations(tree[table])) for table in ("participants", "cases")}
    one, other = compared(Workshop.model_validate(tree)), compared(Workshop.model_validate(tree | shuffled))
    assert one[0] == other[0]
    for name in ("first_places", "sums", "duels"):
        assert set(getattr(one[1], name)) == set(getattr(other[1], name))


@settings(deadline=None)
@given(elections())
def test_whom_everybody_puts_strictly_first_wins_every_view(tree: Tree) -> None:
    tree = tree | {"criteria": [*tree["criteria"], {"id": "all", "kind": "strength", "text": "all", "weight": 5}]}
    scores: Tree = {who: {case: {} for case in sheet} | {"s1": {"all": 5}} for who, sheet in tree["scores"].items()}
    made = Workshop.model_validate(tree | {"scores": scores})
    expected = ("s1",) if tally(made).counted else ()
    said = compared(made)[1]
    assert (said.first_places, said.sums, said.duels) == (expected,) * 3
