"""What a board or a table cuts can be seen: the card at the cursor lies whole over others, columns come along."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from mlew_tui.widgets.board import Board, BoardView, Card, Cell
from mlew_tui.widgets.board_layout import Plan
from mlew_tui.widgets.grid import Column, Grid, GridView, Row

LONG = "カードを登録せずに体験を 2 回受けられ、申し込む前に先生の雰囲気がわかったので、その日に決めた"
VIEW = BoardView(
    (
        Cell("a", "A", (Card("a0", LONG, marks=("佐藤",)), Card("a1", "短い"), Card("a2", LONG), Card("a3", LONG))),
        Cell("b", "とても長い名前のグループは折り返して全部見せる", (Card("b0", "右の短い"),), note="数が長い注記"),
    ),
    columns=2,
    lines=2,
)


class Bench(App[None]):
    """One widget and a line to type in."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget

    def compose(self) -> ComposeResult:
        """Lay out the widget over the line."""
        yield self._widget
        yield Input()


@asynccontextmanager
async def bench(widget: Widget, size: tuple[int, int] = (60, 24)) -> AsyncIterator[Pilot[None]]:
    async with Bench(widget).run_test(size=size) as pilot:
        widget.focus()
        await pilot.pause()
        yield pilot


def rows(widget: Board | Grid, left: int = 0) -> list[str]:
    return [widget.render_line(y).crop(left).text for y in range(widget.size.height)]


def where(board: Board, words: str) -> int:
    return next(y for y, row in enumerate(rows(board)) if words in row)


async def test_the_card_at_the_cursor_is_never_cut() -> None:
    board = Board()
    async with bench(board) as pilot:
        board.show(VIEW)
        await pilot.pause()
        assert "決めた" in "\n".join(rows(board))
        await pilot.press("down")
        assert "決めた" not in "\n".join(rows(board))
        await pilot.press("down")
        assert "決めた" in "\n".join(rows(board))


async def test_nothing_moves_when_a_card_is_shown_whole() -> None:
    board = Board()
    async with bench(board) as pilot:
        board.show(VIEW, cursor="a1")
        await pilot.pause()
        before, beside = rows(board), rows(board, 30)
        short, right = where(board, "短い"), where(board, "右の短い")
        await pilot.press("down")
        after = rows(board)
        changed = [y for y, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
        assert "▸" in after[changed[1]]
        assert (where(board, "短い"), where(board, "右の短い")) == (short, right)
        assert rows(board, 30) == beside
        await pilot.press("up")
        assert rows(board) == before


async def test_while_people_type_every_card_is_cut_alike() -> None:
    board = Board()
    async with bench(board) as pilot:
        board.show(VIEW)
        await pilot.pause()
        await pilot.press("tab")
        assert "決めた" not in "\n".join(rows(board))
        await pilot.press("shift+tab")
        assert "決めた" in "\n".join(rows(board))


async def test_the_last_card_is_scrolled_to_its_end() -> None:
    board = Board()
    async with bench(board, (60, 12)) as pilot:
        board.show(VIEW)
        await pilot.press("end", "home", "down", "down", "down")
        await pilot.pause()
        assert board.cursor == "a3"
        assert "決めた" in "\n".join(rows(board))


@pytest.mark.parametrize("width", [40, 60, 90])
async def test_titles_and_notes_of_cells_are_shown_in_full(width: int) -> None:
    board = Board()
    async with bench(board, (width, 24)) as pilot:
        board.show(BoardView((Cell("empty", ""), *VIEW.cells[1:]), columns=2))
        await pilot.pause()
        shown = "".join("".join(rows(board)).split())
        assert "とても長い名前のグループは折り返して全部見せる" in shown
        assert "数が長い注記" in shown


def test_with_room_cards_are_whole_and_apart_then_whole_then_cut() -> None:
    view = BoardView((Cell("a", "A", tuple(Card(f"a{n}", LONG) for n in range(4))),), lines=1)
    plans = [Plan(view, 60, height) for height in (40, 10, 5, 0)]
    assert [(plan.is_whole, plan.apart) for plan in plans] == [(True, 1), (True, 0), (False, 0), (False, 0)]
    assert [plan.whole("a0") is None for plan in plans] == [True, True, False, False]
    assert all(plan.bottom <= plan.height for plan in plans[:2])


@st.composite
def views(draw: st.DrawFn) -> BoardView:
    texts, below = st.lists(st.sampled_from(["短い", LONG, "word " * 30]), max_size=6), st.sampled_from(["", LONG])
    cells = [
        Cell(f"c{at}", "T", tuple(Card(f"c{at}/{n}", text) for n, text in enumerate(column)), about=about)
        for at, (column, about) in enumerate(draw(st.lists(st.tuples(texts, below), min_size=1, max_size=9)))
    ]
    summary = draw(st.sampled_from([(), (LONG, LONG)]))
    columns = draw(st.sampled_from([None, 1, 3]))
    return BoardView(tuple(cells), summary, columns=columns, page=draw(st.booleans()))


@given(st.integers(20, 220), st.integers(0, 60), views())
def test_however_large_the_board_is_every_card_has_a_place_of_its_own_inside_it(
    width: int, height: int, view: BoardView
) -> None:
    plan = Plan(view, width, height)
    columns, texts = view.columns, [cell.cards for cell in view.cells]
    areas = list(plan.areas.values())
    assert len(areas) == sum(map(len, texts))
    assert all(area.x >= 0 and area.right <= max(width, 8 * (columns or 1) + 4) for area in areas)
    assert not any(one.overlaps(other) for at, one in enumerate(areas) for other in areas[:at])
    assert all(block.x >= 0 for row in plan.rows for block in row)


@given(st.integers(20, 220), st.integers(0, 30), st.integers(0, 60), views())
def test_what_is_in_sight_of_a_board_laid_out_so_far_is_as_in_the_whole_of_it(
    width: int, height: int, sight: int, view: BoardView
) -> None:
    part, whole = Plan(view, width, height, sight), Plan(view, width, height)
    for line in range(sight):
        assert (part.rows[line : line + 1] or [[]]) == (whole.rows[line : line + 1] or [[]])
    assert part.areas.items() <= whole.areas.items()
    assert all(key in part.areas for key, area in whole.areas.items() if area.y < sight)
    assert part.bottom == whole.bottom or part.is_partial


def large(count: int = 200) -> BoardView:
    return BoardView((Cell("a", "A", tuple(Card(f"a{n}", f"{n}: {LONG}") for n in range(count))),), lines=2)


async def test_a_large_board_is_whole_for_whoever_walks_or_scrolls_at_once() -> None:
    board = Board()
    async with bench(board):
        board.show(large())
        assert "0: " in rows(board)[1]
        board.action_jump(-1)
        assert board.cursor == "a199"
        board.show(large(201))
        board.action_walk(0, 1)
        assert board.cursor == "a200"
        board.scroll_to(y=board.max_scroll_y, animate=False)
        board.render_lines(board.size.region)
        assert "決めた" in rows(board)[-1]


async def test_a_large_board_that_nobody_touches_comes_to_its_whole_length_by_itself() -> None:
    board = Board()
    async with bench(board) as pilot:
        board.show(large())
        for _ in range(100):
            await pilot.pause()
            if board.virtual_size.height == Plan(large(), board.scrollable_content_region.width).bottom:
                break
        board.scroll_to(y=1000, animate=False)
        await pilot.pause()
        assert "199: " in "".join(rows(board))


def test_a_page_stands_in_the_middle_in_lines_that_read_well() -> None:
    page = BoardView((Cell("a", "A", (Card("a0", LONG),)), Cell("b", "B", (Card("b0", LONG),))), page=True)
    first, second = Plan(page, 198, 50).areas.values()
    assert first.x == 198 - second.right
    assert first.width == second.width <= 54
    assert 10 <= first.y <= 20


async def test_marks_longer_than_a_line_are_seen_at_the_cursor() -> None:
    board, marks = Board(), tuple(f"参加者{number}さん" for number in range(6))
    view = BoardView((Cell("a", "A", (Card("a0", "短い", marks=marks),)),), lines=2)
    async with bench(board, (40, 24)) as pilot:
        board.show(view)
        await pilot.pause()
        assert all(mark in "".join(rows(board)) for mark in marks)
        await pilot.press("tab")
        assert "…" in "".join(rows(board))


async def test_columns_without_room_come_into_sight_without_a_cursor() -> None:
    grid = Grid()
    columns = tuple(Column(f"c{number}") for number in range(20))
    async with bench(grid) as pilot:
        grid.show(GridView("", columns, (Row("r", ("·",) * 20),)))
        await pilot.pause()
        assert "c19" not in "".join(rows(grid))
        await pilot.press("right")
        assert "c1 " in "".join(rows(grid))
        assert "c0 " not in "".join(rows(grid))
        await pilot.press("end")
        assert "c19" in "".join(rows(grid))
        await pilot.press("left")
        assert "c19" not in "".join(rows(grid)), "no key is lost beyond the last column"
        await pilot.press("home")
        assert "c0 " in "".join(rows(grid))
