"""The thread on the screen: opened from any card, walked by keys or mouse, the thing at the cursor whole below."""

from itertools import product
from pathlib import Path

import pytest
from test_trace_command import hostile
from textual.app import App, ComposeResult

from app_harness import SIZES, Clock, Room, open_example, room
from contrast import TEXT, clothed, drawn, too_weak
from mlew_tui import i18n
from mlew_tui.app import palette_commands
from mlew_tui.app.themes import THEMES
from mlew_tui.model import changes
from mlew_tui.model.trace import TraceGraph
from mlew_tui.screens.dialogs.trace_dialog import TraceDialog
from mlew_tui.text.sanitize import one_line
from mlew_tui.widgets.trace_tree import Part, TraceTree


def dialog(it: Room) -> TraceDialog:
    """Return the thread on the screen."""
    assert isinstance(it.app.screen, TraceDialog)
    return it.app.screen


def at(it: Room) -> str:
    """Return the place at the cursor of the tree."""
    row = dialog(it).tree_view.row
    assert row is not None
    return row.place


async def open_at(it: Room, cursor: str) -> None:
    """Press the key with the board's cursor on a card."""
    it.screen.set_focus(it.screen.board)
    it.screen.board.show(it.screen.board.view, cursor=cursor)
    it.screen.state.cursor = cursor
    await it.press("t")


def squeezed(text: str) -> str:
    """Return a text without frames, spaces and line breaks."""
    return "".join(character for character in text if not character.isspace() and character not in "│─╭╮╰╯")


@pytest.mark.parametrize("size", SIZES)
async def test_a_thread_is_opened_walked_followed_and_left(tmp_path: Path, size: tuple[int, int]) -> None:
    i18n.use("ja")
    async with room(open_example(tmp_path, Clock(), "refine.write"), size) as it:
        await open_at(it, "proposal.message/f5")
        workshop = it.session.workshop
        assert dialog(it).place == at(it) == "proposal.message/f5"
        assert "筋道：f5" in it.text()
        assert "▼ 根拠：レビュー 11 件" in it.text()
        assert "▲ これに基づくものはまだありません" in it.text()
        assert squeezed(workshop.proposal.message[4].text) in squeezed(it.text())
        await it.press("down")
        assert at(it) == "cases/s1"
        assert squeezed(workshop.cases[0].solution) in squeezed(it.text()), "whole below"
        if "- s1" in it.text():
            await it.press("left")
        assert "+ s1" in it.text()
        await it.press("right", "right")
        assert (at(it), "- s1" in it.text()) == ("criteria/k1", True)
        assert "25点中19点：佐藤5、鈴木3、田中3、高橋5、伊藤3" in squeezed(it.text())
        await it.press("enter")
        assert (dialog(it).place, at(it)) == ("criteria/k1", "criteria/k1")
        assert "筋道：f5 › k1" in it.text()
        await it.press("end")
        assert at(it).startswith("proposal.")
        await it.press("backspace")
        assert (dialog(it).place, at(it)) == ("proposal.message/f5", "criteria/k1"), "as it was left"
        await it.press("left", "left")
        assert at(it) == "cases/s1"
        await it.press("escape")
        assert it.screen.state.cursor == "proposal.message/f5"
        assert it.session.workshop is workshop


async def test_where_the_cursor_is_on_nothing_all_threads_are_listed_and_orphans_named(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "break.2", "en")) as it:
        await it.press("t")
        assert dialog(it).place == ""
        assert "○ 9 of 22 rest on no review" in it.text()
        await it.press("end", "up", "up")
        assert at(it) == "milestones/experience"
        row = next(line for line in it.lines() if "▸" in line)
        assert row.rstrip(" │▇▆▅▄▃▂▁█").endswith("○ orphan")
        assert "○ orphan: no review and no customer fact behind it" in it.text()
        await it.press("enter")
        assert dialog(it).place == "milestones/experience"
        await it.press("backspace")
        assert (dialog(it).place, at(it)) == ("", "milestones/experience")


CARDS = [
    ("listen.customer", "customer.facts/c1", "customer.facts/c1"),
    ("listen.customer", "=customer.name", "customer"),
    ("listen.group", "groups/g1", "groups/g1"),
    ("define.posts", "posts/p1", "posts/p1"),
    ("invent.rounds", "cases/s1#solution", "cases/s1"),
    ("iterate.measure", "milestones/profit#how", "milestones/profit"),
]


async def test_every_board_has_the_key(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.customer", "en"), (120, 40)) as it:
        for step, cursor, place in CARDS:
            await it.at(step)
            await open_at(it, cursor)
            assert dialog(it).place == place
            await it.press("escape")
            assert " t Thread" in it.text()


async def test_the_letter_is_typed_in_the_line_and_works_for_readers_and_in_full_width(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write", "en")) as it:
        await it.press("t")
        assert it.screen.entry.take() == "t"
        it.session.document.read_only = True
        it.app.show()
        it.screen.set_focus(it.screen.board)
        await it.pilot.pause()
        assert " t Thread" in it.text()
        await it.press("ｔ")
        assert dialog(it).place.startswith("reviews/")
        await it.press("escape")
        assert [row.title for row in palette_commands.commands(it.app, it.app.screen) if row.title == "Thread"] == [
            "Thread"
        ]


async def test_before_the_reveal_no_points_are_seen(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "invent.rounds", "en"), (120, 40)) as it:
        await open_at(it, "cases/s1")
        assert "points" in it.text()
        await it.press("escape")
        it.session.commit("cover", lambda w: changes.put(w, "ballots.revealed", False))
        it.app.show()
        await open_at(it, "cases/s1")
        assert "points" not in it.text()
        assert "solves k1" in it.text()


async def test_the_mouse_folds_goes_and_goes_on(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "refine.write", "en"), (120, 40)) as it:
        await open_at(it, "proposal.message/f5")
        tree = dialog(it).tree_view
        await it.press("down", "left")
        line = next(index for index, text in enumerate(it.lines()) if "+ s" in text) - tree.region.y
        await it.pilot.click(TraceTree, offset=(1, line))
        assert "- s" in it.text()
        await it.pilot.click(TraceTree, offset=(12, line + 1))
        assert at(it).startswith("criteria/")
        await it.pilot.click(TraceTree, offset=(12, line + 1))
        assert dialog(it).place.startswith("criteria/")


async def test_a_text_longer_than_its_room_is_read_on_with_space(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write", "en")) as it:
        words = ["".join(letters) for letters in product("abcdefg", repeat=3)]
        it.session.commit("long", lambda w: changes.edit(w, "reviews/r1", text=" ".join(words)))
        it.app.show()
        await open_at(it, "reviews/r1")
        seen = it.text()
        for _ in range(4):
            await it.press("space")
            seen += it.text()
        assert [word for word in words if word not in seen] == []


class Page(App[None]):
    """Nothing but a tree."""

    def compose(self) -> ComposeResult:
        yield TraceTree(TraceGraph(hostile()))


async def test_peoples_text_is_only_text_and_every_row_fits() -> None:
    app = Page()
    async with app.run_test(size=(50, 30)) as pilot:
        tree = app.query_one(TraceTree)
        graph = TraceGraph(hostile())
        thread = graph.trace("proposal.message/f1")
        tree.show("proposal.message/f1", (Part(graph.workshop.title or "T", thread.rests_on),))
        await pilot.pause()
        for line in range(30):
            text = "".join(segment.text for segment in tree.render_line(line))
            assert len(text) == tree.scrollable_content_region.width
            assert text.isprintable()
        assert one_line("\x1b[31mred") in "".join(s.text for s in tree.render_line(0))


@pytest.mark.parametrize("theme", THEMES)
async def test_a_thread_stands_out_in_every_theme(tmp_path: Path, theme: str) -> None:
    async with room(clothed(open_example(tmp_path, Clock(), "refine.write", "en"), theme), (120, 40)) as it:
        found = set()
        for cursor in ("proposal.message/f5", "proposal.steps/f11"):
            await it.app.push_screen(TraceDialog(it.session.workshop, cursor))
            await it.press("down")
            found |= drawn(it.app, cursor)
            it.app.pop_screen()
        assert any("○ orphan" in piece.text for piece in found)
        assert too_weak(found, TEXT[theme]) == []
