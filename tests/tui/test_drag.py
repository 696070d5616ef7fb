"""Dragging reviews by the mouse on the Listen board: they join groups, make new ones, or are let go."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.strip import Strip

from app_harness import Clock, Room, open_new, room
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.dialogs.base import AskDialog
from mlew_tui.widgets.board import Board
from mlew_tui.widgets.drag import Carried, Look, paint_drag

SIZES = [(80, 24), (120, 40)]


def some_reviews(workshop: Workshop) -> Workshop:
    """Return the workshop with r1 and r2 alone and r3 in the group g1."""
    rows = [{"text": text, "sentiment": "positive"} for text in ("alpha", "beta", "gamma")]
    workshop = changes.add_all("reviews", rows)(workshop)
    return changes.group_reviews(workshop, ["r3"], "Speed")[0]


def groups(it: Room) -> dict[str, str | None]:
    """Return the label of each review's group."""
    labels = {group.id: group.label for group in it.session.workshop.groups}
    return {review.id: labels.get(review.group or "") for review in it.session.workshop.reviews}


def where(board: Board, words: str, right: int = 0) -> Offset:
    """Return the place on the screen of some words on the board."""
    for y in range(board.size.height):
        text = board.render_line(y).text
        if words in text:
            return board.content_region.offset + Offset(cell_len(text.partition(words)[0]) + right, y)
    raise AssertionError(f"{words!r} is not seen")


async def mouse(it: Room, kind: type[events.MouseEvent], at: Offset, button: int = 1) -> None:
    """Do one thing with the mouse at a place of the screen, as the terminal tells it."""
    event = kind(
        widget=None, x=at.x, y=at.y, delta_x=0, delta_y=0, button=button, shift=False, meta=False, ctrl=False,
        screen_x=at.x, screen_y=at.y,
    )  # fmt: skip
    it.app.post_message(event)
    await it.pilot.pause()


async def lift(it: Room, words: str, over: Offset) -> None:
    """Press on a card and carry it to a place."""
    start = where(it.screen.board, words)
    await mouse(it, events.MouseDown, start)
    await mouse(it, events.MouseMove, start + Offset(1, 0))
    await mouse(it, events.MouseMove, over)


async def drag(it: Room, words: str, over: Offset) -> None:
    """Carry a card to a place and drop it."""
    await lift(it, words, over)
    await mouse(it, events.MouseUp, over)


async def grouping(it: Room) -> Board:
    """Come to the step where reviews are grouped."""
    it.session.commit("reviews", some_reviews)
    await it.at("listen.group")
    return it.screen.board


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("target", ["Speed", "gamma"])
async def test_a_review_dropped_on_a_group_or_one_of_its_reviews_joins_it(
    tmp_path: Path, size: tuple[int, int], target: str
) -> None:
    async with room(open_new(tmp_path, Clock()), size) as it:
        board = await grouping(it)
        await drag(it, "alpha", where(board, target))
        assert groups(it) == {"r1": "Speed", "r2": None, "r3": "Speed"}
        assert it.screen.entry.take() == "", "nothing is opened by the click that ends a drag"
        assert it.screen.state.target is None
        await it.press("ctrl+z")
        assert groups(it)["r1"] is None


async def test_on_a_lone_review_it_makes_a_group_of_two_once_it_has_a_name(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        await drag(it, "alpha", where(board, "beta"))
        assert isinstance(it.app.screen, AskDialog)
        await it.press("enter")
        assert "A group needs a name" in it.text()
        await it.paste("Price")
        await it.press("enter")
        assert groups(it) == {"r1": "Price", "r2": "Price", "r3": "Speed"}


async def test_without_a_name_nothing_is_grouped(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        await drag(it, "alpha", where(board, "beta"))
        await it.press("escape")
        assert groups(it) == {"r1": None, "r2": None, "r3": "Speed"}


async def test_the_key_makes_a_group_of_the_picked_and_the_lone_review_at_the_cursor(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await grouping(it)
        await it.press("escape", "home", "g")
        assert not isinstance(it.app.screen, AskDialog), "one alone is no group"
        await it.press("space", "down", "g")
        await it.paste("Price")
        await it.press("enter")
        assert groups(it) == {"r1": "Price", "r2": "Price", "r3": "Speed"}


async def test_dropped_among_those_not_grouped_it_leaves_its_group(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        await drag(it, "gamma", where(board, "Not grouped yet"))
        assert groups(it) == {"r1": None, "r2": None, "r3": None}


async def test_a_picked_review_takes_all_that_are_picked_along(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        await it.press("escape", "home", "space", "down", "space")
        await drag(it, "beta", where(board, "Speed"))
        assert groups(it) == {"r1": "Speed", "r2": "Speed", "r3": "Speed"}
        assert it.screen.state.picked == set()


def drawn(board: Board, at: Offset, attribute: str) -> str:
    """Return what is drawn with an attribute in the line of a place on the screen."""
    strip = board.render_line(at.y - board.content_region.y)
    return "".join(part.text for part in strip if part.style is not None and getattr(part.style, attribute))


async def test_what_is_carried_and_where_it_would_fall_is_seen(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        over, start = where(board, "Speed", right=15), where(board, "alpha")
        await lift(it, "alpha", over)
        assert "⇢ alpha" in it.text()
        assert "Speed" in drawn(board, over, "underline")
        assert "alpha" in drawn(board, start, "strike")
        await mouse(it, events.MouseUp, over)
        assert "⇢" not in it.text()
        assert "Speed" not in drawn(board, over, "underline")


@pytest.mark.parametrize("way", ["escape", "outside", "itself", "own cell"])
async def test_let_go_nothing_changes_and_a_click_works_again(tmp_path: Path, way: str) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        before = it.session.workshop
        start = where(board, "alpha")
        if way == "escape":
            await lift(it, "alpha", where(board, "Speed"))
            await it.press("escape")
            assert it.screen.focused is board
            await mouse(it, events.MouseUp, where(board, "Speed"))
        elif way == "own cell":
            await drag(it, "alpha", where(board, "Not grouped yet"))
        else:
            await lift(it, "alpha", Offset(3, 1))
            await mouse(it, events.MouseMove, Offset(3, 1) if way == "outside" else start)
            await mouse(it, events.MouseUp, Offset(3, 1) if way == "outside" else start)
        assert it.session.workshop.reviews == before.reviews
        assert it.app.mouse_captured is None
        assert "⇢" not in it.text()
        await it.pilot.click(offset=where(board, "beta"))
        assert it.screen.state.cursor == "reviews/r2"
        await it.pilot.click(offset=where(board, "beta"))
        assert it.screen.entry.take() == "beta"


async def test_a_click_without_a_move_walks_and_a_second_one_edits(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        at = where(board, "gamma")
        await mouse(it, events.MouseDown, at)
        await mouse(it, events.MouseMove, at + Offset(1, 0))
        await mouse(it, events.MouseUp, at + Offset(1, 0))
        assert it.screen.state.cursor == "reviews/r3"
        await it.pilot.click(offset=at)
        assert it.screen.state.target is not None


async def test_elsewhere_and_with_another_button_nothing_is_carried(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        start, over = where(board, "alpha"), where(board, "Speed")
        await mouse(it, events.MouseDown, start, button=3)
        await mouse(it, events.MouseMove, over, button=3)
        assert it.app.mouse_captured is None
        await mouse(it, events.MouseUp, over, button=3)
        await lift(it, "Speed", start)
        assert it.app.mouse_captured is None
        await it.at("listen.write")
        await lift(it, "alpha", where(it.screen.board, "beta"))
        assert it.app.mouse_captured is None


async def test_what_changes_under_the_mouse_is_let_go(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        await lift(it, "alpha", where(board, "Speed"))
        it.session.commit("gone", lambda w: changes.remove(w, "reviews/r1"))
        it.app.show()
        await it.pilot.pause()
        assert it.app.mouse_captured is None
        await mouse(it, events.MouseUp, where(board, "Speed"))
        assert groups(it) == {"r2": None, "r3": "Speed"}


async def test_the_wheel_scrolls_and_a_carried_card_scrolls_the_board_at_its_edge(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        board = await grouping(it)
        rows = [{"text": f"number {n}", "sentiment": "negative"} for n in range(60)]
        it.session.commit("many", changes.add_all("reviews", rows))
        it.app.show()
        await it.pilot.pause()
        await mouse(it, events.MouseScrollDown, board.content_region.offset + Offset(3, 3), button=0)
        assert board.scroll_offset.y > 0
        await it.press("escape", "home")
        before = board.scroll_offset.y
        edge = board.content_region.offset + Offset(4, board.content_size.height - 1)
        await lift(it, "alpha", edge)
        for _ in range(3):
            await mouse(it, events.MouseMove, edge)
        assert board.scroll_offset.y > before
        await mouse(it, events.MouseUp, Offset(0, 0))
        assert groups(it)["r1"] is None


REGIONS = st.builds(Region, st.integers(-3, 20), st.integers(0, 4), st.integers(0, 20), st.integers(0, 3))


@given(
    st.text("ab日本", min_size=1, max_size=12), REGIONS, REGIONS | st.none(),
    st.builds(Offset, st.integers(-9, 40), st.integers(0, 4)), st.integers(0, 4),
)  # fmt: skip
def test_a_line_with_something_carried_over_it_is_as_wide_as_without(
    text: str, home: Region, over: Region | None, at: Offset, line: int
) -> None:
    strip = Strip([Segment("漢字 and letters ☺"), Segment(" " * 5)]).adjust_cell_length(24)
    drawn = paint_drag(strip, line, Carried("x", text, home, at, over=over), Look(Style(), Style(bold=True), Style()))
    assert drawn.cell_length == 24
    assert cell_len(drawn.text) == 24
