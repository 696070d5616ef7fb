"""A room with a workshop going on: a real file, a real home, a clock the test moves by hand, keys answered at once."""

import asyncio
import selectors
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from mlew_tui.diagnosis.examine import examine_file
from mlew_tui.model.workshop import Workshop
from mlew_tui.session.session import Session
from mlew_tui.session.time_source import TimeSource
from mlew_tui.storage import decks
from mlew_tui.storage.autosaver import Autosaver
from mlew_tui.storage.home import Home
from mlew_tui.storage.workshop_file import WorkshopFile, read
from workshops import people, workshop


class Stillness(selectors.DefaultSelector):
    """Where an event loop waits for what comes next; it says when nothing is left that could be done at once."""

    def __init__(self) -> None:
        super().__init__()
        self.turns = 0
        self.waiting: asyncio.Future[int] | None = None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait as any selector does, but not before telling whoever waits for stillness that it has come."""
        self.turns += 1
        if timeout == 0 or self.waiting is None:
            return super().select(timeout)
        came = super().select(0)
        if not came and not self.waiting.done():
            self.waiting.set_result(self.turns)
        return came


class StillLoop(asyncio.SelectorEventLoop):
    """An event loop that can be asked to say when everything asked of it is done."""

    def __init__(self) -> None:
        self._stillness = Stillness()
        super().__init__(self._stillness)

    async def stillness(self) -> bool:
        """Return when no message, callback or task can go on by itself; tell whether any did until then.

        What a timer, a thread or another process will bring later is not waited for.
        """
        still: asyncio.Future[int] = self.create_future()
        self._stillness.turns, self._stillness.waiting = 0, still
        try:
            return await still > 1
        finally:
            self._stillness.waiting = None


async def stillness(*_: float) -> bool:
    """Wait until the loop the test runs in stands still; tell whether it was busy."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, StillLoop)
    return await loop.stillness()


class StillPilot(Pilot[None]):
    """A pilot that goes on once a key has had its whole effect, painted, instead of sleeping a while."""

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before has had its effect."""
        for key in keys:
            await super().press(key)
            await self.pause()

    async def pause(self, delay: float | None = None) -> None:
        """Return when nothing is left to be handled or painted, or after so many seconds."""
        if delay is not None:
            return await super().pause(delay)
        async with asyncio.timeout(30):
            await stillness()
            while self.app.is_running and self.app.screen_stack:
                self.app.screen._on_timer_update()  # noqa: SLF001 - the frame that is due, as Pilot paints it
                if not await stillness():
                    return None
        return None

    async def resize_terminal(self, width: int, height: int) -> None:
        """Make the terminal another size; the console follows a moment later, lest it follow every step of a drag."""
        await super().resize_terminal(width, height)
        await self.pause(1 / 60)
        await self.pause()


@dataclass
class HandClock:
    """A steady and a wall clock that go together, and only when told to."""

    steady: float = 1000.0
    wall: datetime = datetime(2026, 11, 22, 4, 0, 0, tzinfo=UTC)

    def advance(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += timedelta(seconds=seconds)

    @property
    def time_source(self) -> TimeSource:
        return TimeSource(steady=lambda: self.steady, wall=lambda: self.wall)


class Room:
    """Where sessions of one workshop file are opened, closed and killed."""

    def __init__(self, folder: Path, step: str = "listen.write", **tables: Any) -> None:
        self.folder = folder / "team"
        self.path = self.folder / "workshop.toml"
        self.home = Home(state=folder / "state", config=folder / "config")
        self.clock = HandClock()
        tables = {"participants": people("m1", "m2"), "progress": {"step": step}, **tables}
        WorkshopFile.create(self.path, workshop(**tables), "# kept by hand")

    def open(
        self, *, read_only: bool = False, in_background: bool = False, demo: bool = False,
        choose: Callable[[Sequence[str]], str] = lambda among: among[0],
    ) -> Session:  # fmt: skip
        """Open the file as it is now, as a console that has just been started does."""
        made, text = read(self.path)
        deck = decks.of(made, self.path)
        self.clock.steady = 7.0
        history = None if demo else self.home.history(self.path)
        wall = self.clock.time_source.wall
        return Session(
            Autosaver(WorkshopFile(self.path, text), made, wall, history, in_background=in_background),
            made, deck, self.home, self.clock.time_source, read_only=read_only, demo=demo, choose=choose,
        )  # fmt: skip

    @property
    def past(self) -> list[str]:
        """Return the titles of the kept versions, oldest first; "?" for one that cannot be read."""
        found = [examine_file(version.path).workshop for version in self.home.history(self.path).versions()]
        return ["?" if made is None else made.title for made in reversed(found)]

    @property
    def neighbours(self) -> list[str]:
        """Return the names of what lies beside the workshop's file."""
        return sorted(path.name for path in self.folder.iterdir() if path != self.path)

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def saved(self) -> Workshop:
        """Return the workshop as the file has it."""
        return read(self.path)[0]

    def change_outside(self, *changes: tuple[str, str]) -> str:
        """Change the file as an editor does, and return its text then."""
        text = self.text
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        self.path.write_text(text, encoding="utf-8")
        return text


def notice(session: Session) -> list[str]:
    """Look at the file until it was found twice alike, as the console does within a second; return what is told."""
    for _ in range(2):
        session.autosaver.flush()
        session.look()
    return session.news()
