"""Two people change the same workshop at once, and nothing either of them did is lost silently."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import chain
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from example_edits import ALL_KINDS, adding, anything_people_do, editing, logging, moving, removing, setting
from mlew_tui.model import changes, references
from mlew_tui.model.base import Model, plain_number
from mlew_tui.model.changes import Change
from mlew_tui.model.invent import Decision
from mlew_tui.model.merging.merge import ABSENT, Conflict, Merged, Side, merge
from mlew_tui.model.merging.three_way import joined_set
from mlew_tui.model.plain_tree import tree as tree_of
from mlew_tui.model.references import Loc
from mlew_tui.model.workshop import Clock, LogEntry, Workshop
from workshops import FARM, example, full_tree, workshop

FULL = Workshop.model_validate(full_tree())
FARMING = example(FARM)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SMALL = workshop(
    participants=[{"id": name, "name": name} for name in ("m1", "m2")],
    customer={
        "moments": ["before", "after"],
        "facts": [{"id": "c1", "text": "commutes"}],
        "objections": [{"text": "too few", "by": "m1"}, {"text": "too young"}, {"text": "too far"}],
    },
    reviews=[
        {"id": "r1", "text": "quick", "sentiment": "positive", "moment": "before", "group": "g1"},
        {"id": "r2", "text": "dear", "sentiment": "negative", "moment": "after", "by": "m2"},
        {"id": "r3", "text": "dull", "sentiment": "negative"},
    ],
    groups=[{"id": "g1", "label": "speed"}, {"id": "g2", "label": "price"}],
    posts=[{"id": "p1", "text": "again", "decision": "use_again", "refers_to": ["c1", "r1"]}],
    criteria=[
        {"id": "k1", "kind": "problem", "text": "slow", "weight": 5, "sources": ["g1"]},
        {"id": "k2", "kind": "strength", "text": "near", "weight": 5, "sources": ["r2"]},
    ],
    cases=[{"id": "s1", "title": "one", "solves": ["k1"]}, {"id": "s2", "title": "two"}],
    scores={"m1": {"s1": {"k1": 5, "k2": 2.5}, "s2": {"k2": 5}}, "m2": {"s1": {"k1": 4}}},
    ballots={"handed_in": ["m1"], "first": {"m1": "s1"}},
    milestones=[{"kind": "experience", "who": "customers"}],
    todos=[{"id": "t1", "text": "ask", "owner": "m2", "milestone": "experience"}],
)


def after(base: Workshop, *edits: Change) -> Workshop:
    for edit in edits:
        base = edit(base)
    return base.validated()


def merged(
    mine: Change, theirs: Change, choices: Mapping[Loc, Side] | None = None, otherwise: Side = "theirs"
) -> Merged:
    """Merge one change of each side to the small workshop."""
    return merge(SMALL, after(SMALL, mine), after(SMALL, theirs), choices or {}, otherwise)


def both(*edits: Change) -> Change:
    return lambda made: after(made, *edits)


def nothing(made: Workshop) -> Workshop:
    return made


def score(person: str, case: str, criterion: str, points: int | None) -> Change:
    value = None if points is None else Fraction(points)
    return lambda made: changes.set_score(made, person, case, criterion, value)


def weight(criterion: str, value: int) -> Change:
    return lambda made: changes.set_weight(made, criterion, value)


def moments(*names: str) -> Change:
    return lambda made: changes.set_moments(made, names)


def places(result: Merged) -> list[Loc]:
    return [conflict.place for conflict in result.conflicts]


def found(result: Merged, place: str) -> Any:
    item = changes.find(result.workshop, place)
    assert item is not None
    return item


def names(made: Workshop, path: str) -> list[str]:
    return [changes.key_of(item, index) for index, item in enumerate(references.collection(made, path))]


def minutes(step: str, value: int) -> Change:
    return lambda made: changes.put(made, "plan.minutes", {**made.plan.minutes, step: value})


def referring(*targets: str) -> Change:
    """Change the post's references: each of these is added, or taken out when it is there."""

    def change(made: Workshop) -> Workshop:
        for target in targets:
            made = changes.toggle_reference(made, "posts/p1", "refers_to", target)
        return made

    return change


# --- one side alone ---------------------------------------------------------------------------


def test_what_one_side_alone_did_is_taken_exactly() -> None:
    base = example()
    for edit in ALL_KINDS:
        changed = after(base, edit)
        assert changed != base
        assert merge(base, base, changed) == Merged(changed)
        assert merge(base, changed, base) == Merged(changed)
        assert merge(base, changed, changed) == Merged(changed)
        assert merge(FARMING, changed, changed) == Merged(changed)
        base = changed


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        pytest.param(editing("reviews/r1", text="x"), editing("reviews/r1", assumed=True), id="two fields of an item"),
        pytest.param(editing("reviews/r1", text="x"), editing("reviews/r2", text="y"), id="one field of two items"),
        pytest.param(setting("title", "x"), setting("language", "en"), id="two fields of the root"),
        pytest.param(setting("customer.name", "x"), editing("customer.facts/c1", text="y"), id="customer and fact"),
        pytest.param(score("m1", "s2", "k1", 3), score("m2", "s2", "k1", 1), id="scores of two people"),
        pytest.param(score("m1", "s2", "k1", 3), score("m1", "s2", "k2", None), id="two cells of a row"),
        pytest.param(minutes("listen.write", 7), minutes("define.posts", 9), id="two steps' minutes"),
        pytest.param(editing("reviews/r1", text="x"), moving("reviews/r1", 2), id="an item that is moved"),
        pytest.param(
            editing("customer.objections/2", settled=True),
            editing("customer.objections/0", text="far too few"),
            id="two items without an id",
        ),
        pytest.param(
            editing("customer.objections/0", settled=True),
            removing("customer.objections/1"),
            id="two items without an id, one of which goes",
        ),
        pytest.param(
            lambda made: changes.hand_in(made, "m2", True),
            lambda made: changes.hand_in(made, "m1", False),
            id="who handed in",
        ),
        pytest.param(referring("r2"), referring("c1"), id="references, one more and one less"),
        pytest.param(removing("groups/g1"), editing("reviews/r1", text="x"), id="a group gone, its review changed"),
        pytest.param(removing("cases/s2"), score("m2", "s1", "k1", 2), id="a case gone, another one scored"),
    ],
)
def test_different_things_are_both_done(mine: Change, theirs: Change) -> None:
    expected = after(SMALL, theirs, mine)
    assert merged(mine, theirs) == Merged(expected)
    assert merged(theirs, mine) == Merged(expected)


# --- the same thing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (
            editing("reviews/r3", text="x"),
            editing("reviews/r3", text="y"),
            Conflict(("reviews", "r3", "text"), "dull", "x", "y"),
        ),
        (setting("title", "x"), setting("title", "y"), Conflict(("title",), "A small one", "x", "y")),
        (setting("customer.name", "x"), setting("customer.name", "y"), Conflict(("customer", "name"), "", "x", "y")),
        (
            score("m1", "s1", "k1", 1),
            score("m1", "s1", "k1", None),
            Conflict(("scores", "m1", "s1", "k1"), Fraction(5), Fraction(1), ABSENT),
        ),
        (
            score("m2", "s2", "k1", 1),
            score("m2", "s2", "k1", 2),
            Conflict(("scores", "m2", "s2", "k1"), ABSENT, Fraction(1), Fraction(2)),
        ),
        (
            editing("customer.objections/1", text="too young by far"),
            editing("customer.objections/1", text="not too young"),
            Conflict(("customer", "objections", 1, "text"), "too young", "too young by far", "not too young"),
        ),
        (
            lambda made: changes.choose_first(made, "m1", "s2"),
            lambda made: changes.choose_first(made, "m1", None),
            Conflict(("ballots", "first", "m1"), "s1", "s2", ABSENT),
        ),
        (
            lambda made: changes.set_milestone(made, "profit", who="x", what="w"),
            lambda made: changes.set_milestone(made, "profit", who="y", how="h"),
            Conflict(("milestones", "profit", "who"), "", "x", "y"),
        ),
        (
            setting("decision", Decision(how="owner", case="s1")),
            setting("decision", Decision(how="dice", case="s2", among=("s1", "s2"))),
            Conflict(
                ("decision",),
                None,
                Decision(how="owner", case="s1"),
                Decision(how="dice", case="s2", among=("s1", "s2")),
            ),
        ),
    ],
)
def test_both_changed_the_same_differently_and_the_choice_decides(
    mine: Change, theirs: Change, expected: Conflict
) -> None:
    result = merged(mine, theirs)
    assert result.conflicts == (expected,)
    assert merged(mine, theirs, {expected.place: "theirs"}, "mine") == result
    other = merged(mine, theirs, otherwise="mine")
    assert other.conflicts == (expected,)
    assert merged(mine, theirs, {expected.place: "mine"}) == other
    assert leaf(other.workshop, expected.place) == expected.mine
    assert leaf(result.workshop, expected.place) == expected.theirs


def leaf(made: Workshop, place: Loc) -> Any:
    """Return the value at a place, or ABSENT."""
    value: Any = made
    for name in place:
        if isinstance(value, Mapping):
            value = value.get(str(name), ABSENT)
        elif isinstance(value, tuple):
            value = next((v for index, v in enumerate(value) if changes.key_of(v, index) == str(name)), ABSENT)
        elif value is not ABSENT:
            value = getattr(value, str(name))
    return value


def test_conflicts_stand_in_the_formats_order() -> None:
    mine = both(setting("title", "x"), editing("todos/t1", text="x"), editing("reviews/r3", text="x"))
    mine = both(mine, editing("reviews/r1", text="x", assumed=True), score("m1", "s1", "k1", 1))
    theirs = both(removing("todos/t1"), editing("reviews/r1", text="y"), editing("reviews/r3", text="y"))
    theirs = both(theirs, setting("title", "y"), score("m1", "s1", "k1", 2))
    assert places(merged(mine, theirs)) == [
        ("title",),
        ("reviews", "r1", "text"),
        ("reviews", "r3", "text"),
        ("scores", "m1", "s1", "k1"),
        ("todos", "t1"),
    ]


def test_a_decision_is_one_thing_when_both_decided_anew_and_its_fields_are_apart_otherwise() -> None:
    base = after(SMALL, setting("decision", Decision(how="owner", case="s1")))
    mine = after(base, setting("decision", Decision(how="owner", case="s2")))
    dice = after(base, setting("decision", Decision(how="dice", case="s1", among=("s1", "s2"))))
    assert places(merge(base, mine, dice)) == [("decision",)]
    assert merge(base, mine, dice).workshop == dice
    noted = after(base, setting("decision.note", "in a hurry"))
    result = merge(base, mine, noted)
    assert result == Merged(after(base, setting("decision", Decision(how="owner", case="s2", note="in a hurry"))))


# --- removed ----------------------------------------------------------------------------------


def test_what_one_side_removed_and_the_other_changed_is_a_conflict_and_stays_changed_or_goes() -> None:
    mine, theirs = editing("criteria/k1", text="very slow"), removing("criteria/k1")
    result = merged(mine, theirs)
    before, changed = changes.find(SMALL, "criteria/k1"), changes.find(after(SMALL, mine), "criteria/k1")
    assert result.conflicts == (Conflict(("criteria", "k1"), before, changed, ABSENT),)
    assert result.workshop == after(SMALL, theirs)
    kept = merged(mine, theirs, {("criteria", "k1"): "mine"})
    assert kept.workshop == after(SMALL, mine), "with the scores and references its removal had taken along"
    assert kept.conflicts == result.conflicts


def test_an_item_without_an_id_that_one_removed_and_the_other_changed_is_a_conflict() -> None:
    mine = editing("customer.objections/1", settled=True)
    theirs = removing("customer.objections/1")
    assert places(merged(mine, theirs)) == [("customer", "objections", 1)]
    assert merged(mine, theirs).workshop == after(SMALL, theirs)
    assert merged(mine, theirs, otherwise="mine").workshop == after(SMALL, mine)


@pytest.mark.parametrize(
    ("removal", "use", "place"),
    [
        (removing("criteria/k2"), score("m2", "s2", "k2", 1), ("criteria", "k2")),
        (removing("criteria/k2"), score("m1", "s2", "k2", 1), ("criteria", "k2")),
        (removing("cases/s2"), score("m2", "s2", "k1", 1), ("cases", "s2")),
        (removing("cases/s2"), lambda made: changes.choose_first(made, "m2", "s2"), ("cases", "s2")),
        (removing("cases/s2"), setting("decision", Decision(how="owner", case="s2")), ("cases", "s2")),
        (removing("criteria/k2"), editing("cases/s2", reinforces=("k2",)), ("criteria", "k2")),
        (removing("groups/g2"), lambda made: changes.move_to_group(made, ["r2"], "g2"), ("groups", "g2")),
        (removing("customer.facts/c1"), editing("criteria/k1", sources=("g1", "c1")), ("customer", "facts", "c1")),
        (
            removing("milestones/experience"),
            adding("todos", text="x", milestone="experience"),
            ("milestones", "experience"),
        ),
        (
            moments("after"),
            adding("reviews", text="x", sentiment="positive", moment="before"),
            ("customer", "moments", "before"),
        ),
    ],
)
def test_a_removal_that_meets_a_new_reference_is_a_conflict_and_harmlessly_not_made(
    removal: Change, use: Change, place: Loc
) -> None:
    for otherwise in ("mine", "theirs"):
        result = merged(use, removal, otherwise=otherwise)
        assert places(result) == [place]
        assert result.conflicts[0].theirs is ABSENT
        assert result.conflicts[0].mine == result.conflicts[0].before
        assert result.workshop == after(SMALL, use)
        mirrored = merged(removal, use, otherwise=otherwise)
        assert mirrored.workshop == after(SMALL, use)
        assert places(mirrored) == [place]
    gone = merged(use, removal, {place: "theirs"})
    assert places(gone) == [place]
    assert leaf(gone.workshop, place[:2]) is ABSENT or str(place[-1]) not in str(gone.workshop)


def test_who_left_in_the_file_and_wrote_something_here_meanwhile_stays_or_goes_with_their_sheet() -> None:
    theirs = SMALL.with_(
        participants=SMALL.participants[:1], scores={"m1": SMALL.scores["m1"]},
        reviews=tuple(r.model_copy(update={"by": None}) for r in SMALL.reviews),
        todos=tuple(t.model_copy(update={"owner": None}) for t in SMALL.todos),
    ).validated()  # fmt: skip
    mine = after(SMALL, score("m2", "s2", "k2", 4), lambda made: changes.choose_first(made, "m2", "s2"))
    assert merge(SMALL, mine, theirs).workshop == mine
    assert places(merge(SMALL, mine, theirs)) == [("participants", "m2")]
    assert merge(SMALL, mine, theirs, {("participants", "m2"): "theirs"}).workshop == theirs


def test_an_item_that_stays_comes_without_what_its_remover_removed_besides() -> None:
    theirs = both(removing("groups/g1"), removing("criteria/k1"))
    result = merged(score("m2", "s2", "k1", 5), theirs)
    assert places(result) == [("criteria", "k1")]
    assert found(result, "criteria/k1").sources == ()
    assert result.workshop == after(SMALL, score("m2", "s2", "k1", 5), removing("groups/g1"))


# --- weights and moments ----------------------------------------------------------------------


def test_a_weight_lowered_under_a_score_given_meanwhile_is_a_conflict_and_caps_only_when_it_is_chosen() -> None:
    mine, theirs = score("m2", "s2", "k1", 5), weight("k1", 3)
    result = merged(mine, theirs)
    assert result.conflicts == (Conflict(("criteria", "k1", "weight"), 5, 5, 3),)
    assert result.workshop == after(SMALL, mine, theirs)
    assert merged(mine, theirs, otherwise="mine").workshop == after(SMALL, mine), "no score is capped"
    assert merged(theirs, mine).workshop == after(SMALL, mine)


def test_a_weight_lowered_over_scores_that_fit_is_no_conflict() -> None:
    assert merged(score("m2", "s2", "k1", 3), weight("k1", 3)).conflicts == ()


def test_a_moment_renamed_by_one_side_carries_the_reviews_of_the_other_along() -> None:
    mine = both(
        adding("reviews", text="x", sentiment="positive", moment="before"), editing("reviews/r3", moment="before")
    )
    theirs = moments("at first", "after")
    for result in (merged(mine, theirs), merged(theirs, mine)):
        assert result.conflicts == ()
        assert result.workshop == after(SMALL, mine, theirs)


def test_a_moment_renamed_while_its_review_moves_is_no_conflict() -> None:
    result = merged(moments("at first", "after"), editing("reviews/r1", moment="after"))
    assert result.conflicts == ()
    assert result.workshop.customer.moments == ("at first", "after")
    assert found(result, "reviews/r1").moment == "after"


def test_a_moment_renamed_twice_is_one_conflict() -> None:
    place = ("customer", "moments", "before")
    mine, theirs = moments("at first", "after"), moments("at sign-up", "after")
    result = merged(mine, theirs)
    assert result.conflicts == (Conflict(place, "before", "at first", "at sign-up"),)
    assert result.workshop == after(SMALL, theirs)
    assert merged(mine, theirs, {place: "mine"}).workshop == after(SMALL, mine)


# --- new items --------------------------------------------------------------------------------


def test_the_same_new_item_is_one() -> None:
    new = adding("reviews", text="x", sentiment="positive")
    result = merged(both(new, setting("title", "x")), both(new, setting("language", "en")))
    assert names(result.workshop, "reviews") == ["r1", "r2", "r3", "r4"]
    assert result.renamed == {}


def test_two_items_under_one_new_id_both_stay_and_what_mine_says_follows_its_item() -> None:
    mine = both(
        adding("groups", label="mine"), adding("criteria", kind="problem", text="mine", weight=3, sources=("g3",)),
        lambda made: changes.move_to_group(made, ["r3"], "g3"), score("m1", "s1", "k3", 3),
    )  # fmt: skip
    theirs = both(
        adding("groups", label="theirs"), adding("criteria", kind="problem", text="theirs", sources=("g3",)),
        score("m1", "s1", "k3", 1), lambda made: changes.move_to_group(made, ["r2"], "g3"),
    )  # fmt: skip
    result = merged(mine, theirs)
    assert result.conflicts == ()
    assert result.renamed == {"g3": "g4", "k3": "k4"}
    assert {group.id: group.label for group in result.workshop.groups} == {
        "g1": "speed", "g2": "price", "g3": "theirs", "g4": "mine",
    }  # fmt: skip
    assert found(result, "reviews/r3").group == "g4"
    assert found(result, "reviews/r2").group == "g3"
    assert found(result, "criteria/k4").sources == ("g4",)
    assert result.workshop.scores["m1"]["s1"]["k3"] == 1
    assert result.workshop.scores["m1"]["s1"]["k4"] == 3


def test_items_that_only_look_the_same_but_refer_to_different_things_both_stay() -> None:
    def told(label: str) -> Change:
        return both(
            adding("groups", label=label), adding("posts", text="x", decision="stop", refers_to=("g3",)),
        )  # fmt: skip

    result = merged(told("mine"), told("theirs"))
    assert result.renamed == {"g3": "g4", "p2": "p3"}
    assert found(result, "posts/p3").refers_to == ("g4",)


def test_one_new_id_in_two_collections_names_two_things() -> None:
    result = merged(adding("proposal.steps", text="x"), adding("proposal.customer_faq", question="y"))
    assert result.renamed == {"f1": "f2"}
    assert (names(result.workshop, "proposal.steps"), names(result.workshop, "proposal.customer_faq")) == (
        ["f2"],
        ["f1"],
    )


# --- order ------------------------------------------------------------------------------------

NEW = {"text": "x", "sentiment": "positive"}


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        pytest.param(adding("reviews", id="a", **NEW), adding("reviews", id="b", **NEW), "r1 r2 r3 a b", id="appended"),
        pytest.param(
            both(adding("reviews", id="a", **NEW), moving("reviews/a", -2)), adding("reviews", id="b", **NEW),
            "r1 a r2 r3 b", id="my own behind its sibling",
        ),
        pytest.param(
            both(adding("reviews", id="a", **NEW), moving("reviews/a", -3)), removing("reviews/r1"), "a r2 r3",
            id="my own at the head",
        ),
        pytest.param(
            both(adding("reviews", id="a", **NEW), moving("reviews/a", -2)), removing("reviews/r1"), "a r2 r3",
            id="my own behind one that is gone",
        ),
        pytest.param(
            moving("reviews/r3", -2), adding("reviews", id="b", **NEW), "r3 b r1 r2", id="my order, theirs fitted in"
        ),
        pytest.param(
            adding("reviews", id="a", **NEW), moving("reviews/r3", -2), "r3 a r1 r2", id="their order, mine fitted in"
        ),
        pytest.param(moving("reviews/r3", -2), moving("reviews/r1", 1), "r2 r1 r3", id="both orders changed: theirs"),
        pytest.param(moving("reviews/r3", -2), editing("reviews/r1", text="x"), "r3 r1 r2", id="moved and edited"),
    ],
)  # fmt: skip
def test_items_stand_where_their_side_put_them(mine: Change, theirs: Change, expected: str) -> None:
    result = merged(mine, theirs)
    assert names(result.workshop, "reviews") == expected.split()
    assert result.conflicts == ()


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("a b c", "a b c d", "a b c e", "a b c d e"),
        ("a b c", "a c", "a b c d", "a c d"),
        ("a b c", "a c", "b c", "c"),
        ("a b c", "c b a", "a b c d", "c d b a"),
        ("a b c", "a b c d", "c b a", "c d b a"),
        ("a b c", "c b a", "b a c", "b a c"),
        ("a b c", "b c d", "a b c d", "b c d"),
        ("a b", "x a b", "a y b", "x a y b"),
        ("", "a a", "b", "a b"),
        ("", "a", "a", "a"),
    ],
)
def test_lists_of_names_take_what_either_side_added_took_out_or_put_elsewhere(
    base: str, mine: str, theirs: str, expected: str
) -> None:
    assert joined_set(base.split(), mine.split(), theirs.split()) == tuple(expected.split())


# --- kept by the console ----------------------------------------------------------------------


def run(step: str, minute: int, actual: int = 60) -> LogEntry:
    return LogEntry(step=step, planned=60, actual=actual, started=NOON + timedelta(minutes=minute))


def test_both_logs_are_kept_by_their_start_and_the_running_entry_counts_on() -> None:
    base = SMALL.with_(log=(run("a", 0), run("b", 1)))
    mine = base.with_(log=(run("a", 0), run("b", 1, actual=90), run("d", 9)))
    theirs = base.with_(log=(run("a", 0), run("b", 1, actual=70), run("c", 5)))
    result = merge(base, mine, theirs)
    assert result.workshop.log == (run("a", 0), run("b", 1, actual=90), run("c", 5), run("d", 9))
    assert result.conflicts == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ((run("a", 0), run("b", 1)), (run("a", 0, actual=9),), (run("a", 0, actual=9), run("b", 1))),
        ((run("a", 0), run("b", 1)), (), (run("b", 1),)),
        ((run("a", 0, actual=99),), (run("b", 1),), (run("a", 0, actual=99), run("b", 1))),
        ((run("b", 1),), (run("a", 0, actual=99),), (run("a", 0, actual=99), run("b", 1))),
        ((run("a", 0), run("b", 1, actual=5)), (run("a", 0), run("b", 1, actual=6)), None),
    ],
)
def test_a_run_noted_by_either_side_stays(
    mine: tuple[LogEntry, ...], theirs: tuple[LogEntry, ...], expected: tuple[LogEntry, ...] | None
) -> None:
    base = SMALL.with_(log=(run("a", 0),))
    result = merge(base, base.with_(log=mine), base.with_(log=theirs))
    if expected is None:
        assert set(result.workshop.log) == {*mine, *theirs}
    else:
        assert result.workshop.log == expected


def test_where_the_room_stands_is_the_consoles_and_no_reason_to_keep_a_case() -> None:
    here = SMALL.progress.model_copy(
        update={"step": "invent.rounds", "case": "s2", "stage": "score", "clock": Clock(left=1, running=True, at=NOON)}
    )
    result = merged(setting("progress", here), both(removing("cases/s2"), setting("progress.step", "opening.goal")))
    assert result.conflicts == ()
    assert result.workshop.progress == here.model_copy(update={"case": None, "stage": "tell"})
    theirs = merged(setting("title", "x"), setting("progress.step", "opening.goal"))
    assert theirs.workshop.progress.step == "opening.goal"


def test_logs_do_not_make_a_conflict_of_one_step_run_twice() -> None:
    result = merged(logging("listen.write", 10), both(logging("listen.write", 10), logging("listen.write", 20)))
    assert [entry.actual for entry in result.workshop.log] == [10, 20]
    assert result.conflicts == ()


# --- the last resort --------------------------------------------------------------------------


def test_sides_that_cannot_be_joined_to_anything_valid_are_one_conflict_as_a_whole() -> None:
    mine = after(SMALL, score("m2", "s2", "k2", 3))
    theirs = after(SMALL, removing("criteria/k2"), adding("cases", id="k2", title="two things had this id"))
    whole = Conflict((), SMALL, mine, theirs)
    assert merge(SMALL, mine, theirs) == Merged(theirs, (whole,))
    assert merge(SMALL, mine, theirs, {(): "mine"}) == Merged(mine, (whole,))


# --- undoing one change of several ------------------------------------------------------------


def test_undoing_by_merge_takes_back_one_change_and_keeps_the_later_ones() -> None:
    before = SMALL
    done = after(before, removing("criteria/k1"), editing("reviews/r3", text="x"))
    current = after(done, editing("reviews/r3", assumed=True), adding("todos", text="new"), score("m2", "s2", "k2", 1))
    result = merge(done, before, current, otherwise="mine")
    assert result.conflicts == ()
    assert result.workshop == after(
        before, editing("reviews/r3", assumed=True), adding("todos", text="new"), score("m2", "s2", "k2", 1)
    )


# --- thousands --------------------------------------------------------------------------------

Place = tuple[str, ...]
Leaves = dict[Place, Any]


def leaves(made: Workshop, renamed: Mapping[str, str]) -> Leaves:
    """Return every value of a workshop by names and ids, members of a list of names each for itself.

    Log and progress are the console's; items without an id count by what they say.
    """
    tree = tree_of(made)
    del tree["log"], tree["progress"]
    found: Leaves = {}
    _leaves(tree, (), renamed, found)
    return found


def _leaves(value: Any, place: Place, renamed: Mapping[str, str], found: Leaves) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            _leaves(item, (*place, renamed.get(key, key)), renamed, found)
    elif isinstance(value, list):
        for item in value:
            if not isinstance(item, dict):
                found[*place, renamed.get(item, item)] = True
            elif place in (("customer", "objections"), ("next_step", "improve")):
                found[*place, repr(item)] = True
            else:
                name = item["kind"] if place == ("milestones",) else item["id"]
                _leaves(item, (*place, renamed.get(name, name)), renamed, found)
    else:
        found[place] = renamed.get(value, value) if isinstance(value, str) else value


def plain(value: Any) -> Any:
    """Return a conflict's value as a leaf has it."""
    if value is ABSENT:
        return None
    return plain_number(value) if isinstance(value, Fraction) else value


def concerns(conflict: Conflict, place: tuple[str, ...], values: tuple[Any, ...]) -> bool:
    """Tell whether a conflict is about this leaf: it stands there or above, or it is about what the leaf names."""
    where = tuple(map(str, conflict.place))
    if place[: len(where)] == where:
        return True
    if where[:2] in (("customer", "objections"), ("next_step", "improve")):
        return place[:2] == where[:2]
    is_item = ABSENT in (conflict.mine, conflict.theirs) and where[0] not in ("scores", "ballots", "plan")
    is_weight = where[0] == "criteria" and where[-1] == "weight"
    name = where[1] if is_weight else where[-1]
    return (is_item or is_weight or where[:2] == ("customer", "moments")) and (name in place or name in values)


def random_edit(random: Random, made: Workshop) -> Change:
    """Return an edit of some kind at some place."""
    word = random.choice(["あ", "い", "う", "え", "お", "か"])

    def some(path: str) -> str:
        items = references.collection(made, path)
        return changes.key_of(random.choice(items), 0) if items else ""

    path = random.choice(["reviews", "groups", "posts", "criteria", "cases", "todos", "customer.facts"])
    place = f"{path}/{some(path)}"
    text = {"groups": "label", "cases": "title"}.get(path, "text")
    fields: dict[str, Any] = {text: word}
    if path == "reviews":
        fields |= {"sentiment": "positive", "group": some("groups") or None, "by": some("participants")}
    elif path == "posts":
        fields |= {"decision": "stop", "refers_to": tuple({some("reviews"), some("customer.facts")} - {""})}
    elif path == "criteria":
        fields |= {"kind": "problem", "weight": random.choice([1, 3, 5]), "owner": some("participants")}
    elif path == "cases":
        fields |= {"solves": tuple({some("criteria")} - {""}), "told_by": some("participants")}
    points = random.choice([None, Fraction(1), Fraction(3), Fraction(5)])
    objections = len(made.customer.objections)
    kinds: list[Change] = [
        adding(path, **fields),
        editing(place, **{text: word}),
        editing(place, **{name: value for name, value in fields.items() if name not in (text, "weight")}),
        removing(place),
        removing(place),
        moving(place, random.choice([-2, -1, 1, 2])),
        lambda w: changes.set_score(w, some("participants"), some("cases"), some("criteria"), points),
        lambda w: changes.set_score(w, some("participants"), some("cases"), some("criteria"), points),
        weight(some("criteria"), random.choice([1, 3, 5])),
        lambda w: changes.move_to_group(w, [some("reviews")], some("groups") or None),
        setting("decision", Decision(how="owner", case=some("cases"), note=word)),
        setting("decision", Decision(how="dice", case=some("cases"), among=tuple(c.id for c in made.cases))),
        lambda w: changes.choose_first(w, some("participants"), some("cases")),
        lambda w: changes.hand_in(w, some("participants"), random.random() < 0.5),
        lambda w: changes.set_milestone(w, random.choice(["profit", "experience"]), who=word),
        removing(f"milestones/{some('milestones')}"),
        editing(f"todos/{some('todos')}", milestone=some("milestones") or None),
        setting("title", word),
        adding("customer.objections", text=f"{word} {random.random()}"),
        editing(f"customer.objections/{random.randrange(objections + 1)}", settled=True),
        removing(f"customer.objections/{random.randrange(objections + 1)}"),
        removing(f"participants/{some('participants')}"),
        adding("participants", name=word),
        setting("plan.minutes", {**made.plan.minutes, random.choice(["listen.write", "define.posts"]): len(place)}),
    ]
    return random.choice(kinds)


def worked_on(random: Random, base: Workshop, edits: int) -> Workshop:
    """Return a workshop after some edits, those that cannot be made left out."""
    for _ in range(edits):
        try:
            base = random_edit(random, base)(base).validated()
        except ValueError:
            continue
    return base


def concurrent(seed: int) -> tuple[Workshop, Workshop, Workshop]:
    """Return a common version and what two people made of it."""
    random = Random(seed)
    base = worked_on(random, SMALL if seed % 40 else FULL, 1)
    return base, worked_on(random, base, random.randint(1, 5)), worked_on(random, base, random.randint(1, 5))


def lost(before: Leaves, here: Leaves, there: Leaves, result: Merged, otherwise: Side) -> list[Any]:
    """Return every leaf of the merged workshop that is not what the sides' edits make it, nor a conflict."""
    now = leaves(result.workshop, {})
    disputed = {tuple(map(str, conflict.place)) for conflict in result.conflicts}
    wrong = []
    for place in {*before, *here, *there, *now}:
        old, ours, other, found = before.get(place), here.get(place), there.get(place), now.get(place)
        if old == ours == other == found and place not in disputed:
            continue  # nobody touched it
        values: tuple[Any, ...] = (old, ours, other)
        if place[0] == "decision":  # one thing
            values = tuple(
                chain(*((*p, v) for p, v in (*before.items(), *here.items(), *there.items()) if p[0] == place[0]))
            )
        about = [c for c in result.conflicts if concerns(c, place, values)]
        wanted = ours if other == old else other
        if ours not in (old, other) and other != old:
            if not about:
                wrong.append((place, "in conflict", old, ours, other))
            wanted = ours if otherwise == "mine" else other
        for conflict in about:
            if tuple(map(str, conflict.place)) == place:
                wanted = plain(conflict.mine if otherwise == "mine" else conflict.theirs)
                about = []
        if found != wanted and not about:
            wrong.append((place, "is", found, "not", wanted))
    return wrong


@pytest.mark.parametrize("seeds", [range(start, start + 260) for start in range(0, 2080, 260)], ids=str)
def test_of_thousands_of_concurrent_edits_none_is_lost_silently(seeds: range) -> None:
    disputed = 0
    for seed in seeds:
        base, mine, theirs = concurrent(seed)
        result = merge(base, mine, theirs)
        assert result.workshop.validated() == result.workshop
        before, here, there = leaves(base, {}), leaves(mine, result.renamed), leaves(theirs, {})
        assert lost(before, here, there, result, "theirs") == [], seed
        for_mine = merge(base, mine, theirs, otherwise="mine")
        here = here if for_mine.renamed == result.renamed else leaves(mine, for_mine.renamed)
        assert lost(before, here, there, for_mine, "mine") == [], seed
        mirrored = merge(base, theirs, mine, otherwise="mine")
        assert set(places(mirrored)) == set(places(result)), seed
        assert "()" not in map(str, places(result)), "the last resort was needed"
        disputed += bool(result.conflicts)
    assert len(seeds) / 10 < disputed < len(seeds) / 2


def test_every_choice_is_obeyed_at_its_own_place() -> None:
    obeyed = 0
    for seed in range(200):
        base, mine, theirs = concurrent(seed)
        for conflict in merge(base, mine, theirs).conflicts:
            if conflict.place[:2] == ("customer", "objections"):
                continue  # their numbers are those of the common version
            for side in ("mine", "theirs"):
                result = merge(base, mine, theirs, {conflict.place: side})
                assert conflict.place in places(result)
                now, wanted = leaf(result.workshop, conflict.place), conflict.of(side)
                if isinstance(wanted, Model):  # it stays, joined with what else was done to it
                    assert isinstance(now, Model), (seed, conflict)
                else:
                    assert now == wanted, (seed, conflict)
                obeyed += 1
    assert obeyed > 50


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_whatever_people_do_at_once_the_result_holds_together_and_has_the_same_conflicts_from_either_side(
    data: st.DataObject,
) -> None:
    sides = []
    for _ in range(2):
        made = FULL
        for _ in range(data.draw(st.integers(1, 4))):
            made = data.draw(anything_people_do(made)).validated()
        sides.append(made)
    mine, theirs = sides
    result, mirrored = merge(FULL, mine, theirs), merge(FULL, theirs, mine, otherwise="mine")
    assert result.workshop.validated() == result.workshop
    assert set(places(result)) == set(places(mirrored))
    assert () not in places(result)
    starts = [entry.started for entry in result.workshop.log]
    assert starts == sorted(starts)
