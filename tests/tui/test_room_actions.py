"""The three behaviours a key away: dice for now, who has not written yet, and no field of the line lost by it."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from app_harness import Clock, Room, open_example, open_new, room
from mlew_tui.model import changes, contributions, references
from mlew_tui.model.customer import Review
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.change_summary import summary
from mlew_tui.screens.phases.listen import ReviewsPresenter
from mlew_tui.screens.step.room_actions import options
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.session.session import Session
from mlew_tui.storage import decks
from mlew_tui.widgets.board import BoardView, Card, Cell
from workshops import example, people, workshop

STEPS = [step.id for step in decks.load("practice", Path()).steps]


def written(*authors: str | None) -> Workshop:
    """Return a workshop of three voters and a sponsor with a review by each of these."""
    rows = [{"id": f"r{n}", "text": f"text {n}", "sentiment": "positive", "by": by} for n, by in enumerate(authors)]
    team = [*people("m1", "m2", "m3"), {"id": "m9", "name": "Boss", "role": "sponsor"}]
    return workshop(participants=team, reviews=rows)


# --- who is missing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("authors", "missing", "unsigned"),
    [
        ((), ["m1", "m2", "m3"], 0),
        (("m2", "m2"), ["m1", "m3"], 0),
        (("m3", "m1", "m2"), [], 0),
        (("m1", None, None), ["m2", "m3"], 2),
        (("m9",), ["m1", "m2", "m3"], 0),
    ],
)
def test_who_wrote_nothing_is_waited_for_if_they_vote(
    authors: Sequence[str | None], missing: list[str], unsigned: int
) -> None:
    made = written(*authors)
    assert [person.id for person in contributions.not_yet(made, ["reviews", "groups"])] == missing
    assert contributions.unsigned(made, ["reviews", "groups"]) == unsigned


@given(st.lists(st.sampled_from(["m1", "m2", "m3", "m9", None]), max_size=6), st.sampled_from(["m1", "m2", "m3"]))
def test_one_item_is_enough_and_makes_nobody_else_written(authors: list[str | None], who: str) -> None:
    made = written(*authors)
    before = {person.id for person in contributions.not_yet(made, ["reviews"])}
    more = made.with_(reviews=(*made.reviews, Review(id="new", text="", sentiment="negative", by=who)))
    assert {person.id for person in contributions.not_yet(more, ["reviews"])} == before - {who}


def test_every_field_that_names_an_author_is_one_of_its_items() -> None:
    for path, name in contributions.AUTHORS.items():
        assert name in changes.COLLECTIONS[path].model.model_fields


async def test_the_missing_are_named_kindly_while_people_type_and_thanked_when_nobody_is(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock(), "Ann", "Bob", "Cy"), (120, 40)) as it:
        await it.at("listen.write")
        await it.paste("half a tex")
        await it.press("left", "ctrl+k")
        assert "Still to come: Ann, Bob, Cy. One is enough" in it.text()
        assert it.screen.entry.take() == "half a tex"
        await it.press("enter", "f7", "ctrl+k")
        assert "Still to come: Bob, Cy." in it.text()
        await it.paste("second\nthird")
        await it.press("enter", "f7")
        await it.paste("fourth")
        await it.press("enter", "ctrl+k")
        assert "Everybody has written something. Thank you!" in it.text()


async def test_a_text_nobody_signed_is_told_and_where_all_work_together_nobody_is_missing(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        await it.at("listen.write")
        it.session.commit("x", lambda w: changes.add(w, "reviews", text="?", sentiment="positive")[0])
        it.app.show()
        await it.press("ctrl+k")
        assert said(it).endswith("(1 has no name.)")
        await it.at("listen.customer")
        await it.press("ctrl+k")
        assert said(it).startswith("Everybody works on this together")


# --- dice -------------------------------------------------------------------------------------------


def board(*cells: Sequence[str]) -> BoardView:
    """Return a board of cards named by their places."""
    return BoardView(
        tuple(Cell(str(n), "", tuple(Card(key, f"the {key}") for key in keys)) for n, keys in enumerate(cells))
    )


EXAMPLE = example()
R = [f"reviews/{review.id}" for review in EXAMPLE.reviews[:4]]
G = [f"groups/{group.id}" for group in EXAMPLE.groups[:2]]


@pytest.mark.parametrize(
    ("cells", "cursor", "picked", "among"),
    [
        ([R[:2], R[2:]], R[0], [], R[:2]),
        ([R[:2], R[2:]], R[0], [R[1], R[3]], [R[1], R[3]]),
        ([R[:2], R[2:]], R[2], [R[0]], R[2:]),
        ([[G[0], *R[:2]], [G[1], *R[2:]]], G[0], [], G),
        ([[G[0], *R[:2]], [G[1], *R[2:]]], R[1], [], R[:2]),
        ([R[:1]], R[0], [], []),
        ([["=title", "check/data", "examples"], R[:2]], "check/data", [], []),
        ([["reviews/gone", *R[:2]]], "reviews/gone", [], R[:2]),
        ([[]], "", [], []),
    ],
)
def test_the_dice_fall_among_the_picked_or_else_beside_the_cursor(
    cells: list[list[str]], cursor: str, picked: list[str], among: list[str]
) -> None:
    found = options(board(*cells), EXAMPLE, StepUiState(cursor=cursor, picked=set(picked)))
    assert found == tuple((place, f"the {place}") for place in among)


def said(it: Room) -> str:
    """Return what the console said last."""
    return list(it.app._notifications)[-1].message  # noqa: SLF001


def falls_on(it: Room, place: str) -> None:
    """Let the dice fall on this."""
    it.session._choose = lambda among: next(one for one in among if one == place)  # noqa: SLF001


async def rolled(it: Room) -> str:
    """Wait until the dice lie still, read them, and close."""
    await it.until("The dice fell on")
    faces = str(it.app.screen.query_one("#faces", Static).content)
    await it.press("enter")
    return faces


async def test_what_fell_stands_first_is_said_and_can_be_undone(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "define.weigh", "en"), (120, 40)) as it:
        await it.press("escape", "home", "f2")
        before = [criterion.id for criterion in it.session.workshop.criteria if criterion.kind == "problem"]
        there = it.session.workshop
        last = next(criterion for criterion in it.session.workshop.criteria if criterion.id == before[-1])
        assert it.screen.state.cursor == f"criteria/{before[0]}"
        falls_on(it, f"criteria/{last.id}")
        await it.press("ctrl+d")
        assert last.text[:20] in await rolled(it)
        after = [criterion.id for criterion in it.session.workshop.criteria if criterion.kind == "problem"]
        assert after == [last.id, *before[:-1]]
        assert it.screen.state.cursor == f"criteria/{last.id}"
        assert "it stands first" in said(it)
        assert it.session.workshop.log[-1].dice == (last.text,), "the file says so, too"
        assert f"dice for now: “{last.text}”" in summary(there, it.session.workshop)
        await it.press("ctrl+z")
        assert [c.id for c in it.session.workshop.criteria if c.kind == "problem"] == before
        assert said(it) == f"Undone: dice: {last.text}"


async def test_dice_among_the_picked_while_somebody_types_keep_what_is_typed(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.group", "en"), (120, 40)) as it:
        ids = [review.id for review in it.session.workshop.reviews]
        it.screen.state.picked = {f"reviews/{ids[0]}", f"reviews/{ids[2]}"}
        await it.paste("a name")
        await it.press("left")
        falls_on(it, f"reviews/{ids[0]}")
        await it.press("ctrl+d")
        shown = await rolled(it)
        assert said(it).endswith("it is, for now.")
        assert it.screen.entry.take() == "a name"
        texts = {review.id: review.text for review in it.session.workshop.reviews}
        assert all((texts[one][:12] in shown) == (one in (ids[0], ids[2])) for one in ids[:4])
        assert [review.id for review in it.session.workshop.reviews] == ids
        assert it.screen.state.picked == set()


@pytest.mark.parametrize("step", STEPS)
async def test_every_step_answers_both_keys_and_only_says_where_it_has_no_order(tmp_path: Path, step: str) -> None:
    async with room(open_example(tmp_path, Clock(), step, "en"), (120, 40)) as it:
        before = it.session.workshop
        await it.press("ctrl+k")
        assert said(it)
        await it.press("ctrl+d")
        if it.app.screen is not it.app.step_on_stage():
            await rolled(it)
        assert said(it)
        if not it.screen.presenter.collections and step != "invent.result":
            assert it.session.workshop.with_(progress=before.progress) == before


def one_each(workshop: Workshop) -> Workshop:
    """Return the workshop with two cases, each the best of one of two voters, revealed."""
    criteria = ({"id": "k1", "kind": "problem", "text": "slow", "weight": 5},)
    scores = {"m1": {"s1": {"k1": Fraction(5)}}, "m2": {"s2": {"k1": Fraction(5)}}}
    workshop = changes.add_all("criteria", criteria)(workshop)
    workshop = changes.add_all("cases", ({"title": "Memo"}, {"title": "Tutor"}))(workshop)
    workshop = changes.put(workshop, "ballots.handed_in", ("m1", "m2"))
    return changes.put(workshop, "ballots.revealed", True).with_(scores=scores)


async def test_what_has_no_id_goes_first_too_and_the_cursor_stays_with_it(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        rows = [{"phase": "listen", "reason": reason} for reason in ("one", "two", "three")]
        it.session.commit("x", changes.add_all("next_step.improve", rows))
        await it.at("next.decide")
        await it.press("escape")
        it.screen.board._go("next_step.improve/0")  # noqa: SLF001
        await it.pilot.pause()
        assert it.screen.state.cursor == "next_step.improve/0"
        falls_on(it, "next_step.improve/2")
        await it.press("ctrl+d")
        assert "▶ three" in await rolled(it)
        assert [one.reason for one in it.session.workshop.next_step.improve] == ["three", "one", "two"]
        assert it.screen.state.cursor == "next_step.improve/0"


async def test_of_many_what_fell_is_seen_on_the_smallest_screen(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        rows = [{"text": f"number {n}", "sentiment": "positive"} for n in range(40)]
        it.session.commit("x", changes.add_all("reviews", rows))
        await it.at("listen.group")
        await it.press("escape")
        falls_on(it, "reviews/r37")
        await it.press("ctrl+d")
        await it.until("The dice fell on “number 36”")
        assert "▶ number 36" in it.text()
        assert "Enter Close" in it.text()


async def test_at_a_tie_of_the_result_the_dice_are_the_decision(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        it.session.commit("two equal cases", one_each)
        await it.at("invent.result")
        falls_on(it, "s2")
        await it.press("ctrl+d")
        assert "Tutor" in await rolled(it)
        decision = it.session.workshop.decision
        assert decision is not None
        assert (decision.how, decision.case, decision.among) == ("dice", "s2", ("s1", "s2"))


async def test_a_covered_result_is_no_matter_for_dice(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        it.session.commit("two equal cases", lambda w: changes.put(one_each(w), "ballots.revealed", False))
        await it.at("invent.result")
        await it.press("ctrl+d")
        assert said(it).startswith("Pick two cards")
        assert it.session.workshop.decision is None


async def test_a_read_only_room_may_roll_but_nothing_is_kept(tmp_path: Path) -> None:
    clock = Clock()
    first = open_example(tmp_path, clock, "define.weigh", "en")
    assert first.session is not None
    path = first.session.path
    second = type(first)(first.home, Session.open(path, first.home, clock.time_source), time_source=clock.time_source)
    async with room(second, (120, 40)) as it:
        await it.press("escape")
        before = it.session.workshop
        it.screen.set_focus(it.screen.board)
        await it.press("home")
        falls_on(it, f"criteria/{[c.id for c in before.criteria if c.kind == 'problem'][-1]}")
        await it.press("ctrl+d")
        await rolled(it)
        assert it.session.workshop.criteria == before.criteria
    first.session.close()


def test_the_reviews_desk_waits_for_reviews() -> None:
    assert contributions.asks_everybody(ReviewsPresenter().collections)


# --- assumptions ------------------------------------------------------------------------------------

TYPED = [
    ("listen.customer", "customer.facts"), ("listen.write", "reviews"), ("define.posts", "posts"),
    ("define.weigh", "criteria"), ("invent.rounds", "cases"), ("refine.write", "proposal.message"),
    ("refine.read", "proposal.steps"), ("iterate.measure", "milestones"), ("next.decide", "next_step.improve"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "path"), TYPED)
async def test_what_is_typed_can_be_an_assumption_at_every_step_and_a_key_says_so(
    tmp_path: Path, step: str, path: str
) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        await it.at(step)
        it.screen.set_focus(it.screen.entry.line)
        await it.pilot.pause()
        assert "^F assumed or fact" in it.text() or "F8 Assumed?" in it.text()
        await it.paste("for sure")
        await it.press("enter", "escape")
        it.screen.entry_controller.begin()
        it.screen.set_focus(it.screen.entry.line)
        await it.press("ctrl+f")
        assert "? assumed" in it.text()
        await it.paste("perhaps")
        await it.press("enter")
        items = references.collection(it.session.workshop, path)
        assert items[-1].assumed
        assert items[0].assumed == (len(items) == 1), "only what is typed from then on"
        await it.press("ctrl+z")
        assert not any(item.assumed for item in references.collection(it.session.workshop, path))


async def test_an_item_being_typed_is_marked_and_its_text_stays_in_the_line(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "define.posts", "en"), (120, 40)) as it:
        await it.press("escape", "home", "enter", "left", "ctrl+f")
        post = it.session.workshop.posts[0]
        assert post.assumed
        assert said(it) == "marked as assumed"
        assert it.screen.entry.take() == post.text
        await it.press("shift+f8")
        assert not it.session.workshop.posts[0].assumed


async def test_people_are_no_assumption(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock()), (120, 40)) as it:
        await it.press("tab", "ctrl+f")
        assert said(it) == "Nothing that is typed here can be an assumption."
        assert "assumed or fact" not in it.text().splitlines()[-2]
