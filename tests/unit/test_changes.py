"""What people do to a workshop, one change at a time."""

from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.model import changes, references
from mlew_tui.model.workshop import Workshop
from workshops import full_tree, workshop

FULL = Workshop.model_validate(full_tree())


NEW: list[tuple[str, str, dict[str, Any]]] = [
    ("participants", "m7", {"name": "新人"}),
    ("customer.facts", "c8", {"text": "新しい"}),
    ("customer.objections", "1", {"text": "新しい"}),
    ("reviews", "r19", {"text": "新しい", "sentiment": "negative"}),
    ("groups", "g7", {"label": "新しい"}),
    ("posts", "p11", {"text": "新しい", "decision": "stop"}),
    ("criteria", "k6", {"text": "新しい", "kind": "strength"}),
    ("cases", "s6", {"title": "新しい"}),
    ("proposal.message", "f21", {"text": "新しい", "part": "offer"}),
    ("proposal.steps", "f21", {"text": "新しい"}),
    ("proposal.customer_faq", "f21", {"question": "新しい"}),
    ("proposal.internal_faq", "f21", {"question": "新しい"}),
    ("milestones", "use_case", {"kind": "use_case"}),
    ("next_step.improve", "3", {"phase": "invent"}),
    ("todos", "t3", {"text": "新しい"}),
    ("meetings", "e3", {"kind": "progress", "start": datetime(2026, 12, 8, 10)}),  # noqa: DTZ001
]


def test_every_collection_has_a_new_item_here() -> None:
    assert {path for path, _, _ in NEW} == set(changes.COLLECTIONS)


@pytest.mark.parametrize(("path", "key", "fields"), NEW)
def test_a_new_item_stands_last_with_the_next_free_id(path: str, key: str, fields: dict[str, Any]) -> None:
    made, place = changes.add(FULL, path, **fields)
    assert place == f"{path}/{key}"
    items = references.collection(made.validated(), path)
    assert items[:-1] == references.collection(FULL, path)
    assert changes.find(made, place) == items[-1]
    assert {name: getattr(items[-1], name) for name in fields} == fields


def test_the_id_of_a_removed_item_in_the_middle_is_not_given_again() -> None:
    made, place = changes.add(changes.remove(FULL, "reviews/r3"), "reviews", text="x", sentiment="positive")
    assert place == "reviews/r19"
    assert changes.next_id(workshop(), "r") == "r1"
    assert changes.next_id(made, "x") == "x1"


def test_several_items_are_added_as_one_change() -> None:
    rows: list[dict[str, Any]] = [{"text": text, "sentiment": "positive"} for text in "abc"]
    made = changes.add_all("reviews", rows)(FULL).validated()
    assert [(review.id, review.text) for review in made.reviews[18:]] == [
        ("r19", "a"), ("r20", "b"), ("r21", "c"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "fields"),
    [
        ("reviews/r4", {"text": "別の声", "assumed": True}),
        ("customer.objections/0", {"settled": True}),
        ("milestones/profit", {"reached": True}),
        ("next_step.improve/2", {"minutes": 40}),
        ("proposal.steps/f11", {"concern": "音声の許可"}),
    ],
)
def test_an_edit_changes_one_item_and_no_other(place: str, fields: dict[str, Any]) -> None:
    made = changes.edit(FULL, place, **fields).validated()
    item, before = changes.find(made, place), changes.find(FULL, place)
    assert before is not None
    assert item == before.model_copy(update=fields)
    path, _ = changes.split(place)
    others = [other for other in references.collection(made, path) if other != item]
    assert others == [other for other in references.collection(FULL, path) if other != before]


def test_an_edit_of_an_item_that_is_gone_changes_nothing() -> None:
    assert changes.edit(FULL, "reviews/r99", text="?") == FULL


def ids(made: Workshop, path: str) -> list[str]:
    return [item.id for item in references.collection(made, path)]


@pytest.mark.parametrize(
    ("name", "by", "order"),
    [
        ("s2", 1, ["s1", "s3", "s2", "s4", "s5"]),
        ("s2", -1, ["s2", "s1", "s3", "s4", "s5"]),
        ("s1", 4, ["s2", "s3", "s4", "s5", "s1"]),
        ("s5", -3, ["s1", "s5", "s2", "s3", "s4"]),
        ("s1", -1, ["s1", "s2", "s3", "s4", "s5"]),
        ("s5", 1, ["s1", "s2", "s3", "s4", "s5"]),
    ],
)
def test_an_item_moves_among_all_and_stays_at_either_end(name: str, by: int, order: list[str]) -> None:
    assert ids(changes.move(FULL, f"cases/{name}", by), "cases") == order


def test_within_a_cell_an_item_passes_its_neighbour_there_and_all_between() -> None:
    cell = ["reviews/r4", "reviews/r7", "reviews/r16"]
    later = changes.move(FULL, "reviews/r4", 1, cell)
    assert ids(later, "reviews")[3:8] == ["r5", "r6", "r7", "r4", "r8"]
    earlier = changes.move(FULL, "reviews/r16", -1, cell)
    assert ids(earlier, "reviews")[5:9] == ["r6", "r16", "r7", "r8"]
    assert changes.move(FULL, "reviews/r16", 1, cell) == FULL
    assert changes.move(FULL, "reviews/r4", -1, cell) == FULL


@given(st.data())
def test_a_move_within_a_cell_swaps_two_neighbours_there_and_keeps_the_order_of_the_rest(
    data: st.DataObject,
) -> None:
    everybody = ids(FULL, "reviews")
    chosen = data.draw(st.sets(st.sampled_from(everybody), min_size=2))
    cell = [name for name in everybody if name in chosen]
    here = data.draw(st.integers(0, len(cell) - 2))
    made = changes.move(FULL, f"reviews/{cell[here]}", 1, [f"reviews/{name}" for name in cell])
    after = ids(made, "reviews")
    cell[here], cell[here + 1] = cell[here + 1], cell[here]
    assert [name for name in after if name in chosen] == cell
    moved = cell[here + 1]
    assert [name for name in after if name != moved] == [name for name in everybody if name != moved]


def test_reviews_are_put_into_a_new_group_or_the_one_of_that_label() -> None:
    made, new = changes.group_reviews(FULL, ["r1", "r18"], "迷わせない")
    assert new == "g7"
    assert [review.id for review in made.reviews if review.group == "g7"] == ["r1", "r18"]
    again, known = changes.group_reviews(made, ["r2"], "すぐ試せる")
    assert known == "g1"
    assert again.groups == made.groups
    assert again.validated().reviews[1].group == "g1"


def test_taking_reviews_out_of_their_group_loses_nothing_else() -> None:
    made = changes.move_to_group(FULL, ["r1", "r4"], None).validated()
    assert [review.group for review in made.reviews[:4]] == [None, "g1", "g1", None]
    assert changes.move_to_group(changes.move_to_group(made, ["r1"], "g1"), ["r4"], "g2") == FULL


@pytest.mark.parametrize(
    ("moments", "of_r1", "of_r4", "of_r6"),
    [
        (("登録時", "受講中", "仕事に戻ってから"), "登録時", "受講中", "仕事に戻ってから"),
        (("登録時", "レッスン中", "仕事に戻ってから"), "登録時", "レッスン中", "仕事に戻ってから"),
        (("申込", "受講", "職場"), "申込", "受講", "職場"),
        (("仕事に戻ってから", "登録時", "受講中"), "登録時", "受講中", "仕事に戻ってから"),
        (("登録時", "受講中"), "登録時", "受講中", None),
        (("受講中", "退会時"), None, "受講中", None),
        (("登録時", "予約", "受講中", "仕事に戻ってから"), "登録時", "受講中", "仕事に戻ってから"),
        ((), None, None, None),
    ],
)
def test_reviews_follow_their_moment_when_it_is_renamed_or_moved_and_lose_it_when_it_goes(
    moments: tuple[str, ...], of_r1: str | None, of_r4: str | None, of_r6: str | None
) -> None:
    made = changes.set_moments(FULL, moments).validated()
    assert made.customer.moments == moments
    assert [made.reviews[index].moment for index in (0, 3, 5)] == [of_r1, of_r4, of_r6]


def test_a_review_without_a_moment_gets_none_from_a_renaming() -> None:
    made = changes.edit(FULL, "reviews/r1", moment=None)
    assert changes.set_moments(made, ("a", "b", "c")).validated().reviews[0].moment is None


def test_a_lowered_weight_caps_exactly_the_scores_it_named_before() -> None:
    named = changes.capped_by(FULL, "k1", 3)
    assert named == [("m1", "s1", Fraction(5)), ("m4", "s1", Fraction(5))]
    made = changes.set_weight(FULL, "k1", 3).validated()
    assert made.scores["m1"]["s1"] == {"k1": 3, "k2": 1, "k3": 3, "k4": 3}
    different = [
        (who, case)
        for who, sheet in FULL.scores.items()
        for case, row in sheet.items()
        if made.scores[who][case] != row
    ]
    assert different == [(who, case) for who, case, _ in named]
    assert changes.capped_by(made, "k1", 3) == []
    assert changes.set_weight(FULL, "k1", 5) == FULL


def test_a_score_is_set_in_the_criterias_order_and_left_blank_again() -> None:
    half = Fraction(1, 2)
    made = changes.set_score(FULL, "m1", "s2", "k1", half).validated()
    assert list(made.scores["m1"]["s2"].items()) == [("k1", half), ("k3", 1), ("k5", 1)]
    assert changes.set_score(made, "m1", "s2", "k1", None) == FULL
    first = changes.set_score(FULL, "m6", "s1", "k5", half).validated()
    assert first.scores["m6"] == {"s1": {"k5": half}}


def test_handing_in_counts_once_and_can_be_taken_back() -> None:
    made = changes.hand_in(FULL, "m6", True)
    assert made.ballots.handed_in == ("m1", "m2", "m3", "m4", "m5", "m6")
    assert changes.hand_in(made, "m6", True).validated() == made
    assert changes.hand_in(made, "m6", False) == FULL


def test_a_choice_among_equals_is_made_changed_and_taken_back() -> None:
    made = changes.choose_first(FULL, "m2", "s3").validated()
    assert made.ballots.first == {"m1": "s1", "m2": "s3"}
    assert changes.choose_first(made, "m2", "s5").ballots.first["m2"] == "s5"
    assert changes.choose_first(made, "m2", None) == FULL


def test_a_reference_is_switched_on_and_off() -> None:
    made = changes.toggle_reference(FULL, "posts/p1", "refers_to", "r1").validated()
    assert made.posts[0].refers_to == ("c1", "r6", "g2", "r1")
    assert changes.toggle_reference(made, "posts/p1", "refers_to", "r1") == FULL
    assert changes.toggle_reference(FULL, "posts/p99", "refers_to", "r1") == FULL


def test_a_milestone_is_made_in_its_order_when_it_is_first_written() -> None:
    made = changes.set_milestone(FULL, "use_case", who="佐藤").validated()
    assert [milestone.kind for milestone in made.milestones] == ["use_case", "experience", "profit", "model"]
    again = changes.set_milestone(made, "use_case", what="題材")
    assert (again.milestones[0].who, again.milestones[0].what) == ("佐藤", "題材")
    assert again.milestones[1:] == FULL.milestones
