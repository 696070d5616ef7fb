"""The wall view of the console, and the wall on a second terminal that follows it."""

import contextlib
import os
import pty
import select
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len
from test_secrecy import rescored
from textual.app import App
from textual.pilot import Pilot

from app_harness import SIZES, Clock, Room, home_in, open_example, open_new, own_context, room
from mlew_tui.app.console import ConsoleApp
from mlew_tui.app.wall import WallApp
from mlew_tui.model import changes
from mlew_tui.model.presence import Presence
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.step.step_screen import StepScreen
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.storage.file_watcher import FileWatcher
from mlew_tui.storage.home import Home
from mlew_tui.storage.workshop_file import read
from mlew_tui.widgets import big_digits
from mlew_tui.widgets.clock_face import ClockFace
from mlew_tui.widgets.section_reader import Reader

ALL_SIZES = [*SIZES, (200, 60), (40, 60), (60, 15)]


def lines(app: App[None]) -> list[str]:
    """Return a screen as text, a string a row."""
    rows = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]  # noqa: SLF001
    assert all(cell_len(row) == app.size.width for row in rows)
    return rows


def text(app: App[None]) -> str:
    return "\n".join(lines(app))


def beside_scrollbar(app: App[None]) -> list[str]:
    """Return a screen without the bar, which is drawn when the terminal has the time for it."""
    return [row[:-2] for row in lines(app)]


def shown(app: App[None]) -> str:
    """Return the figures of the clock on the wall, drawn as large as announced."""
    face = app.screen.query_one(ClockFace)
    scale = big_digits.fitting(face.shown, face.content_size.width, face.content_size.height)
    drawn = [row.rstrip() for row in lines(app)]
    for line in big_digits.scaled(face.shown, scale):
        assert any(row.endswith(line.rstrip()) for row in drawn)
    return face.shown


class Projector:
    """A wall on a second terminal, and whatever else runs in this test's loop, brought to a standstill."""

    def __init__(self, wall: WallApp, pilot: Pilot[None]) -> None:
        self.wall, self.pilot = wall, pilot

    async def look(self, it: Room | None = None) -> str:
        """Let the console have its tick and the wall look twice; return what the wall shows."""
        if it is not None:
            it.app.call_later(it.app.tick)
            await it.pause()
        for _ in range(2):
            self.wall.call_later(self.wall.look)
            await self.pause()
        if it is not None:
            await it.pause()
        return text(self.wall)

    async def pause(self, seconds: float | None = None) -> None:
        """Let the wall do what there is to do, and draw it."""
        with own_context(self.wall):
            await self.pilot.pause(seconds)


@asynccontextmanager
async def projector(folder: Path, clock: Clock, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Projector]:
    """Open a wall on a folder's workshop."""
    wall = WallApp(home_in(folder), folder / "workshop.toml", time_source=clock.time_source)
    async with wall.run_test(size=size) as pilot:
        await pilot.pause()
        yield Projector(wall, pilot)


# --- the wall view of the console ---------------------------------------------------------------


async def test_f12_leaves_what_the_room_needs_and_f12_brings_everything_back(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write", "en")) as it:
        before = it.lines()[1:]
        await it.press("f12")
        rows = it.lines()
        assert it.screen.snapshot.step.title.en in rows[0]
        assert it.screen.snapshot.step.instruction.en.split()[0] in rows[1]
        assert it.screen.query_one(ClockFace).size.height >= 7
        shown(it.app)
        assert "☺ good 2" in it.text()
        for chrome in ("F1", "F2", "Listen", "Comes out", "›", "13:00"):
            assert chrome not in it.text()
        await it.press("f12")
        assert it.lines()[1:] == before


@pytest.mark.parametrize("size", ALL_SIZES)
async def test_the_clock_takes_a_third_of_the_height_and_never_more_than_the_width(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    clock = Clock()
    async with room(open_example(tmp_path, clock, "listen.write"), size) as it:
        await it.press("f12")
        for seconds in (0, 1, 3600, 6000):
            clock.go(seconds)
            await it.press("f2", "f2")
            it.app.call_later(it.app.tick)
            await it.pilot.pause()
            shown(it.app)
            height = it.screen.query_one(ClockFace).size.height
            assert height <= round(size[1] / 3)
            assert height == round(size[1] / 3) or size not in SIZES


async def test_every_key_of_the_step_works_on_the_wall_but_nothing_is_typed(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "define.count", "en")) as it:
        await it.press("f12", "f2")
        assert it.session.snapshot.countdown.running
        index = it.screen.state.index
        await it.press("n")
        assert it.screen.state.index == index + 1
        await it.press("f9", "x", "enter", "ctrl+o")
        assert it.session.step.id == "define.weigh"
        assert it.screen.entry.line.value == ""
        assert it.screen.has_class("-wall")
        await it.press("f9", "f9", "f9")
        assert it.session.step.phase == "invent"
        assert it.screen.has_class("-wall")
        assert "F9" not in it.text()


async def test_what_is_being_typed_is_entered_before_the_line_is_hidden(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        await it.at("listen.write")
        await it.paste("half a word")
        await it.press("f12")
        assert [review.text for review in it.session.workshop.reviews] == ["half a word"]
        assert "half a word" in it.text()
        await it.press("f12")
        assert it.screen.focused is it.screen.entry.line


async def test_who_walked_the_board_walks_on_after_the_wall_view(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write")) as it:
        await it.press("tab", "down", "f12", "down", "f12")
        assert it.screen.focused is it.screen.board


async def test_another_size_keeps_the_wall_view(tmp_path: Path) -> None:
    async with room(open_example(tmp_path, Clock(), "listen.write")) as it:
        await it.press("f12")
        first = it.lines()
        await it.pilot.resize_terminal(120, 40)
        assert it.screen.query_one(ClockFace).size.height == 13
        shown(it.app)
        assert "F1" not in it.text()
        await it.pilot.resize_terminal(80, 24)
        assert it.lines() == first


# --- the wall on a second terminal --------------------------------------------------------------


async def test_the_wall_shows_what_the_console_shows_in_its_wall_view_at_every_step(tmp_path: Path) -> None:
    clock = Clock()
    async with room(open_example(tmp_path, clock, "opening.checks")) as it, projector(tmp_path, clock) as on:
        await it.press("f12")
        for step in it.session.deck.steps:
            assert it.session.step.id == step.id
            await on.look(it)
            assert beside_scrollbar(on.wall) == beside_scrollbar(it.app), step.id
            await it.press("f9")


async def test_in_a_later_round_the_wall_says_what_is_different_since_the_round_before(tmp_path: Path) -> None:
    clock = Clock()
    async with room(open_example(tmp_path, clock, "next.decide", "en"), (80, 24)) as it:
        it.session.rounds.close()
        await it.at("listen.write")
        first = it.session.workshop.reviews[0]
        it.session.commit("mended", lambda w: changes.edit(w, f"reviews/{first.id}", text="Mended"))
        async with projector(tmp_path, clock) as wall:
            shown_there = " ".join((await wall.look(it)).split())
            assert "Since Day 1: ↻ 1 changed" in shown_there
            assert "(was: Sent" in shown_there


async def test_the_clock_is_the_consoles_to_the_second_running_and_standing(tmp_path: Path) -> None:
    clock = Clock()
    async with room(open_example(tmp_path, clock, "define.table")) as it, projector(tmp_path, clock) as on:
        clock.go(0.35)
        for keys, seconds in ((("f2",), 10.15), ((), 0.2), (("f2",), 3), (("f3",), 0.4), (("f2",), 0.75), ((), 700)):
            await it.press(*keys)
            clock.go(seconds)
            await on.look(it)
            assert shown(on.wall) == it.screen.query_one(ClockFace).shown
            assert on.wall.screen.query_one(ClockFace).words()[1] == it.screen.query_one(ClockFace).words()[1]


async def test_cursor_post_and_reading_are_followed(tmp_path: Path) -> None:
    clock = Clock()
    async with room(open_example(tmp_path, clock, "define.count")) as it, projector(tmp_path, clock) as on:
        for key in ("n", "n", "down", "right", "down", "p", "space"):
            await it.press(key)
            await on.look(it)
            base = on.wall.screen
            assert isinstance(base, StepScreen)
            assert base.board.cursor == it.screen.board.cursor
            assert base.presenter.aside(base.snapshot, base.state) == it.screen.presenter.aside(
                it.screen.snapshot, it.screen.state
            )
        post = it.session.workshop.posts[it.screen.state.index]
        assert post.text[:10] in text(on.wall).replace("\n", "")


async def test_where_the_room_reads_is_followed_at_another_size(tmp_path: Path) -> None:
    clock = Clock()
    async with (
        room(open_example(tmp_path, clock, "invent.result")) as it,
        projector(tmp_path, clock, (120, 40)) as on,
    ):
        for key in ("right", "right", "down", "down", "left"):
            await it.press(key)
            await on.look(it)
            wall, console = on.wall.screen.query_one(Reader), it.screen.query_one(Reader)
            assert int(wall.place) == int(console.place)
            assert abs(wall.place - console.place) < 0.35


async def test_the_reveal_is_followed_step_by_step_and_never_a_step_ahead(tmp_path: Path) -> None:
    clock = Clock()
    app = open_example(tmp_path, clock, "invent.result", "en")
    assert app.session is not None
    app.session.commit("covered", lambda w: changes.put(w, "ballots.revealed", False))
    count = len(app.session.workshop.ballots.handed_in)
    async with room(app) as it, projector(tmp_path, clock) as on:
        assert "Still covered." in await on.look(it)
        assert "F5" not in text(on.wall)
        await it.press("f5")  # in the file already; where the telling is, the wall hears a moment later
        assert f"0 of {count} told" in await on.look()
        for told in range(1, count + 1):
            await it.press("f5")
            assert f"{told} of {count} told" in await on.look(it)
        await it.press("f5")
        await on.look(it)
        assert "1/" not in lines(on.wall)[11]
        await it.press("f5", "f5")
        assert "is adopted" in await on.look(it)
        await it.press("left", "c")
        assert "Still covered." in await on.look(it)
        await it.press("f5")
        assert f"0 of {count} told" in await on.look()


@pytest.mark.parametrize("step", ["invent.rounds", "invent.result", "break.2", "refine.write", "next.decide"])
async def test_before_the_reveal_the_wall_is_the_same_whatever_was_scored(tmp_path: Path, step: str) -> None:
    frames = []
    for seed in (1, 2):
        folder, clock = tmp_path / str(seed), Clock()
        folder.mkdir()
        app = open_example(folder, clock, step, "en")
        assert app.session is not None

        def hide(workshop: Workshop, seed: int = seed) -> Workshop:
            workshop = rescored(workshop, seed).with_(decision=None)
            return changes.put(workshop, "ballots.revealed", False)

        app.session.commit("scored", hide)
        async with room(app) as it, projector(folder, clock) as on:
            frames.append(await on.look(it))
            await it.press("tab", "down", "down")
            frames.append(await on.look(it))
    assert frames[:2] == frames[2:]


async def test_a_file_half_written_or_broken_leaves_the_last_good_state_and_a_sign(tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "workshop.toml"
    change_nothing(tmp_path, clock)
    good = path.read_bytes()
    async with projector(tmp_path, clock) as on:
        before = await on.look()
        path.write_bytes(good[: len(good) // 2])
        broken = await on.look()
        assert "▲ the file has problems" in broken
        assert without_sign(broken) == without_sign(before)
        path.unlink()
        assert "▲ the file is gone" in await on.look()
        path.write_bytes(good.replace(b"listen.write", b"listen.group"))
        mended = await on.look()
        assert "▲ the file" not in mended
        assert mended != before


def change_nothing(folder: Path, clock: Clock) -> None:
    """Leave the example where a console was, at Listen's writing."""
    session = open_example(folder, clock, "listen.write", "en").session
    assert session is not None
    session.document.release()


def without_sign(frame: str) -> list[str]:
    return [row for row in frame.split("\n") if not row.startswith("─")]


async def test_a_deck_that_breaks_and_is_mended_is_noticed(tmp_path: Path) -> None:
    deck = (Path(create.__file__).parents[1] / "decks" / "practice.toml").read_text(encoding="utf-8")
    clock, path = Clock(), tmp_path / "workshop.toml"
    change_nothing(tmp_path, clock)
    (tmp_path / "own.toml").write_text(deck, encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace('deck = "practice"', 'deck = "./own.toml"'), "utf-8")
    async with projector(tmp_path, clock) as on:
        assert "▲ the file" not in await on.look()
        (tmp_path / "own.toml").write_text("[[", encoding="utf-8")
        assert "▲ the file has problems" in await on.look()
        (tmp_path / "own.toml").write_text(deck.replace("Write what customers say", "Hear them"), encoding="utf-8")
        assert "Hear them" in await on.look()


async def test_a_file_not_there_yet_is_waited_for_by_name(tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "workshop.toml"
    async with projector(tmp_path, clock, (200, 24)) as on:
        assert f"Waiting for {path}" in await on.look()
        path.write_text("[[", encoding="utf-8")
        assert "▲ the file has problems" in await on.look()
        path.unlink()
        change_nothing(tmp_path, clock)
        assert "Write what customers say" in await on.look()


async def test_it_survives_restarts_of_either_side_and_says_when_no_console_is_there(tmp_path: Path) -> None:
    clock = Clock()
    change_nothing(tmp_path, clock)
    clock.go(60)
    home = home_in(tmp_path)
    async with projector(tmp_path, clock) as on:
        assert "○ no console" in await on.look()
        async with room(open_again(tmp_path, clock)) as it:
            await it.press("f9")
            assert "○" not in await on.look(it)
            assert "Group" in text(on.wall)
            async with projector(tmp_path, clock) as second:
                assert await second.look(it) == text(on.wall)
        assert home.live(tmp_path / "workshop.toml").read() is None
        assert "○ no console" in await on.look()
        async with room(open_again(tmp_path, clock)) as it:
            assert "○" not in await on.look(it)
        home.live(tmp_path / "workshop.toml").write(Presence(step="listen.group"))
        clock.go(30)
        assert "○ no console" in await on.look(), "one that was killed leaves its last state, but no sign of life"


def open_again(folder: Path, clock: Clock) -> ConsoleApp:
    """Open a console on the folder's workshop once more."""
    session = Session.open(folder / "workshop.toml", home_in(folder), clock.time_source)
    return ConsoleApp(home_in(folder), session, time_source=clock.time_source)


async def test_another_language_in_the_file_is_another_language_on_the_wall(tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "workshop.toml"
    change_nothing(tmp_path, clock)
    async with projector(tmp_path, clock) as on:
        assert "Write what customers say" in await on.look()
        path.write_text(path.read_text("utf-8").replace('language = "en"', 'language = "ja"'), "utf-8")
        assert "顧客の声を書き出す" in await on.look()


async def test_the_wall_changes_nothing_and_only_q_leaves(tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "workshop.toml"
    change_nothing(tmp_path, clock)
    before, names = path.read_bytes(), sorted(entry.name for entry in tmp_path.iterdir())
    async with projector(tmp_path, clock) as on:
        frame = await on.look()
        await on.pilot.press("f12", "f9", "f2", "f1", "x", "enter", "delete", "ctrl+p", "ctrl+z", "down", "tab")
        await on.pilot.click("#board", offset=(5, 3))
        assert await on.look() == frame
        assert path.read_bytes() == before
        assert sorted(entry.name for entry in tmp_path.iterdir()) == names
        await on.pilot.press("q")
        assert not on.wall.is_running
    for key in ("ctrl+q", "ｑ"):
        async with projector(tmp_path, clock) as on:
            await on.pilot.press(key)
            assert not on.wall.is_running


def test_what_one_look_finds_broken_or_gone_may_be_half_written(tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "workshop.toml"
    change_nothing(tmp_path, clock)
    good, following = path.read_bytes(), FileWatcher(path)
    following.look()
    first = following.workshop
    assert first is not None
    for bad, trouble in ((good[:500], "broken"), (None, "missing")):
        path.unlink() if bad is None else path.write_bytes(bad)
        following.look()
        assert (following.workshop, following.trouble) == (first, "")
        following.look()
        assert (following.workshop, following.trouble) == (first, trouble)
        path.write_bytes(good)
        following.look()
        assert (following.workshop, following.trouble) == (first, "")


# --- what a console leaves for it ----------------------------------------------------------------


def test_what_is_left_is_found_until_it_is_removed(tmp_path: Path) -> None:
    live = Home(tmp_path / "state", tmp_path / "config").live(tmp_path / "workshop.toml")
    assert live.read() is None
    left = Presence(
        step="define.count", cursor="posts/p1", index=3, told=2, reading=1.5, left=12.25, running=True, at=7.5
    )
    live.write(left)
    assert live.read() == left
    inode = live.path.stat().st_ino
    live.write(left)
    assert live.path.stat().st_ino == inode, "what is the same is not written again"
    assert [entry.name for entry in live.path.parent.iterdir()] == [live.path.name]
    live.path.write_text('{"step": "define.count", "later": 1}', encoding="utf-8")
    assert live.read() is None
    live.remove()
    live.remove()
    assert not live.path.exists()


def test_a_state_folder_that_cannot_be_written_is_let_go(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, no folder", encoding="utf-8")
    live = home_in(tmp_path).live(tmp_path / "workshop.toml")
    live.write(Presence(step="listen.write"))
    live.remove()
    assert live.read() is None


# --- the command ---------------------------------------------------------------------------------


@pytest.mark.real_time
def test_the_command_follows_the_workshop_opened_last_within_a_second(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    create.create(path, "T", "en", [("Ann", "developer")])
    session = Session.open(path, Home())
    session.go("listen.write")
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ |= {"TERM": "xterm-256color", "LINES": "24", "COLUMNS": "80"}
        os.execv(sys.executable, [sys.executable, "-m", "mlew_tui", "wall"])
    seen = bytearray()

    def saw(words: str, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while words.encode() not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 0.05)[0]:
                with contextlib.suppress(OSError):
                    seen.extend(os.read(terminal, 65536))
        return words.encode() in seen

    assert saw("Write what customers say", 20)
    session.commit("a review", lambda w: changes.add(w, "reviews", text="seen by all", sentiment="positive")[0])
    assert saw("seen by all", 1)
    session.go("listen.group")
    assert saw(session.step.title.en.split()[0], 1)
    os.write(terminal, b"q")
    end = time.monotonic() + 10
    while (ended := os.waitpid(pid, os.WNOHANG))[0] == 0 and time.monotonic() < end:
        saw("nothing of the kind", 0.1)
    os.close(terminal)
    assert ended == (pid, 0)
    assert read(path)[0].progress.step == "listen.group"
    session.close()


async def test_a_workshop_just_opened_is_the_one_the_wall_takes(tmp_path: Path) -> None:
    async with room(open_new(tmp_path, Clock())) as it:
        assert [visit.path for visit in home_in(tmp_path).visits()] == [str(it.session.path)]
