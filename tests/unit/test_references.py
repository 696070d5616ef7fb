"""Where items name each other: found, counted, and taken along when an item goes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mlew_tui.model import changes, plain_tree, references
from mlew_tui.model.workshop import Workshop
from workshops import ENGLISH, FARM, example, full_tree, put_at, scored, workshop

FULL = Workshop.model_validate(full_tree())


def places(made: Workshop) -> list[str]:
    """Return the place of every item of a workshop."""
    return [
        f"{path}/{changes.key_of(item, index)}"
        for path in changes.COLLECTIONS
        for index, item in enumerate(references.collection(made, path))
    ]


def words(value: Any) -> Iterator[str]:
    """Yield every key and every text of a tree, however deep."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from words(item)
    elif isinstance(value, list):
        for item in value:
            yield from words(item)
    elif isinstance(value, str):
        yield value


def uses(made: Workshop, name: str) -> int:
    """Count how often a workshop says exactly this word."""
    return sum(word == name for word in words(plain_tree.tree(made)))


@pytest.mark.parametrize("place", places(FULL))
def test_every_item_is_found_at_its_place(place: str) -> None:
    item = changes.find(FULL, place)
    path, key = changes.split(place)
    assert item in references.collection(FULL, path)
    assert changes.key_of(item, int(key) if key.isdecimal() else -1) == key


@pytest.mark.parametrize("place", ["reviews/r99", "customer.objections/1", "nowhere/r1", "reviews"])
def test_nothing_is_found_where_nothing_is(place: str) -> None:
    assert changes.find(FULL, place) is None


@pytest.mark.parametrize("place", [place for place in places(FULL) if "participants" not in place])
def test_removing_an_item_leaves_a_valid_workshop_that_names_it_nowhere(place: str) -> None:
    path, key = changes.split(place)
    left = changes.remove(FULL, place).validated()
    assert len(references.collection(left, path)) == len(references.collection(FULL, path)) - 1
    if changes.COLLECTIONS[path].prefix:
        assert uses(FULL, key) > 0
        assert uses(left, key) == 0


@pytest.mark.parametrize("name", ["m1", "m2", "m3", "m4", "m5"])
def test_a_participant_whose_work_is_there_cannot_be_removed(name: str) -> None:
    with pytest.raises(changes.StillReferencedError) as refused:
        changes.remove(FULL, f"participants/{name}")
    own_id = 1
    assert refused.value.count == uses(FULL, name) - own_id
    assert refused.value.place == f"participants/{name}"


def test_a_participant_nobody_names_can_be_removed() -> None:
    left = changes.remove(FULL, "participants/m6").validated()
    assert [person.id for person in left.participants] == ["m1", "m2", "m3", "m4", "m5"]


def test_an_empty_score_sheet_keeps_its_participant() -> None:
    made = scored({"m1": {"s1": 1}, "m2": {}}, handed_in=["m1"])
    with pytest.raises(changes.StillReferencedError):
        changes.remove(made, "participants/m2")


@pytest.mark.parametrize("gone", ["s1", "s3"])
def test_a_decision_goes_with_any_case_its_dice_were_rolled_among(gone: str) -> None:
    assert changes.remove(FULL, f"cases/{gone}").validated().decision is None


def test_dice_rolled_among_three_do_not_stand_for_the_two_that_are_left() -> None:
    tree = put_at(full_tree(), ("decision", "among"), ["s1", "s3", "s5"])
    assert changes.remove(Workshop.model_validate(tree), "cases/s5").validated().decision is None


def test_an_owners_decision_stays_when_another_case_goes() -> None:
    decision = {"how": "owner", "case": "s1", "among": ["s1", "s3"]}
    made = Workshop.model_validate(put_at(full_tree(), ("decision",), decision))
    left = changes.remove(made, "cases/s3").validated().decision
    assert left is not None
    assert (left.case, left.among) == ("s1", ("s1",))


def test_removing_a_milestone_leaves_its_todos_and_reports_without_one() -> None:
    left = changes.remove(FULL, "milestones/experience")
    assert [todo.milestone for todo in left.todos] == [None, None]
    assert changes.remove(FULL, "milestones/model").meetings[1].milestone is None
    assert left.meetings == FULL.meetings


def test_an_item_called_like_a_milestone_takes_only_its_own_references_along() -> None:
    tree = put_at(full_tree(), ("groups", 6), {"id": "experience", "label": "体験"})
    tree["reviews"][17]["group"] = "experience"
    left = changes.remove(Workshop.model_validate(tree), "groups/experience").validated()
    assert left.reviews[17].group is None
    assert left.todos[0].milestone == "experience"


def test_removing_a_group_keeps_its_reviews() -> None:
    made = changes.remove(FULL, "groups/g5").validated()
    assert [review.text for review in made.reviews] == [review.text for review in FULL.reviews]
    assert [review.id for review in made.reviews if review.group is None] == [
        "r12", "r13", "r14", "r15", "r18",
    ]  # fmt: skip


COUNTED = {
    ENGLISH: "c1 2, c2 1, c3 3, c4 1, c5 1, c6 1, c7 1; r1 1, r2 0, r3 0, r4 1, r5 1, r6 1, r7 1, r8 0, "
    "r9 1, r10 1, r11 0, r12 1, r13 1, r14 1, r15 0, r16 1, r17 1, r18 0; g1 1, g2 3, g3 2, g4 2, g5 3, g6 2",
    FARM: "c1 2, c2 0, c3 0, c4 2, c5 2, c6 1, c7 1; r1 1, r2 1, r3 1, r4 1, r5 0, r6 1, r7 1, r8 0, r9 3, "
    "r10 1, r11 1, r12 1, r13 0, r14 0, r15 1; g1 3, g2 2, g3 3, g4 1, g5 2",
}


@pytest.mark.parametrize("path", [ENGLISH, FARM])
def test_the_examples_references_are_those_counted_by_hand(path: Path) -> None:
    by_hand = {name: int(n) for name, n in (row.split() for row in COUNTED[path].replace(";", ",").split(","))}
    counts = changes.reference_counts(example(path))
    assert set(counts) <= set(by_hand)
    assert {name: counts.get(name, 0) for name in by_hand} == by_hand


def post(name: str, *refers_to: str) -> dict[str, Any]:
    return {"id": name, "decision": "stop", "text": "x", "refers_to": refers_to}


def test_a_group_counts_posts_that_refer_to_its_reviews() -> None:
    reviews = [{"id": f"r{n}", "text": "x", "sentiment": "negative", "group": "g1"} for n in (1, 2)]
    posts = [post("p1", "r1", "r2"), post("p2", "g1", "r1"), post("p3", "g1"), post("p4")]
    made = workshop(reviews=reviews, groups=[{"id": "g1", "label": "x"}], posts=posts)
    assert changes.reference_counts(made) == {"r1": 2, "r2": 1, "g1": 3}


def test_a_post_that_names_an_item_twice_counts_once() -> None:
    made = workshop(customer={"facts": [{"id": "c1", "text": "x"}]}, posts=[post("p1", "c1", "c1")])
    assert changes.reference_counts(made) == {"c1": 1}
