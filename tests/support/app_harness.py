"""Driving the real console in a test: a clock of our own, a home of our own, keys as people press them."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.pilot import Pilot

from mlew_tui.app.console import ConsoleApp
from mlew_tui.screens.step.step_screen import StepScreen
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.session.time_source import TimeSource
from mlew_tui.storage.home import Home

SIZES = [(80, 24), (120, 40)]


@dataclass
class Clock:
    """A clock that goes only when a test says so."""

    steady: float = 1000.0
    wall: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 4, 0, tzinfo=UTC))

    def go(self, seconds: float) -> None:
        """Let time pass."""
        self.steady += seconds
        self.wall += timedelta(seconds=seconds)

    @property
    def time_source(self) -> TimeSource:
        """What the console is given."""
        return TimeSource(lambda: self.steady, lambda: self.wall)


def own_context(app: App[None]) -> AbstractContextManager[None]:
    """Return a context in which an app is the active one: a pilot of another leaves undrawn what it waited for."""
    return app._context()  # noqa: SLF001


class Room:
    """A room with a console: press, type, paste, and read the screen."""

    def __init__(self, app: ConsoleApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def session(self) -> Session:
        """The open session."""
        assert self.app.session is not None
        return self.app.session

    @property
    def screen(self) -> StepScreen:
        """The step's screen on top."""
        assert isinstance(self.app.screen, StepScreen)
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys one after another."""
        with own_context(self.app):
            await self.pilot.press(*keys)
            await self.pilot.pause()

    async def pause(self) -> None:
        """Let the console do what there is to do, and draw it."""
        with own_context(self.app):
            await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Paste a text where the focus is, as a terminal hands over what an IME commits."""
        target = self.app.screen.focused or self.app.screen
        target.post_message(events.Paste(text))
        await self.pilot.pause()

    async def at(self, step_id: str) -> None:
        """Be at a step, its screen drawn."""
        self.session.go(step_id)
        self.app.show()
        for _ in range(10):
            await self.pilot.pause()
            screen = self.app.screen
            if isinstance(screen, StepScreen) and screen.snapshot.step.id == step_id and screen.focused is not None:
                return
        raise AssertionError(f"the screen of {step_id} did not come")

    async def walk(self, actions: Iterable[str]) -> None:
        """Do the actions of ``day_one``."""
        for action in actions:
            if action.startswith("key:"):
                await self.press(action.removeprefix("key:"))
            elif action.isascii() and action.isalnum() and len(action) == 1:
                await self.press(action)
            else:
                if body := action.removesuffix("⏎"):
                    await self.paste(body)
                if action.endswith("⏎"):
                    await self.press("enter")

    async def until(self, words: str, seconds: float = 10) -> None:
        """Wait until the screen says something, on one line or over several: a thread may have to bring it."""
        for _ in range(int(seconds / 0.1)):
            if self.is_drawn and (words in self.text() or words in " ".join(self.text().split())):
                return
            await self.pilot.pause(0.1)
        raise AssertionError(f"{words!r} did not come:\n{self.text()}")

    @property
    def is_drawn(self) -> bool:
        """Whether the screen on top was laid out already: one just pushed is not."""
        return self.app.screen._compositor.size == self.app.size  # noqa: SLF001

    def lines(self) -> list[str]:
        """Return the screen as text, a string a row."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()  # noqa: SLF001
        rows = ["".join(segment.text for segment in strip) for strip in strips]
        assert len(rows) == height
        assert all(cell_len(row) == width for row in rows), "every row fills the width exactly"
        return rows

    def text(self) -> str:
        """Return the screen as one string."""
        return "\n".join(self.lines())


@asynccontextmanager
async def room(app: ConsoleApp, size: tuple[int, int] = (80, 24), *, settle: bool = True) -> AsyncIterator[Room]:
    """Open a console in a terminal of this size."""
    async with app.run_test(size=size, notifications=True) as pilot:
        if settle:
            await pilot.pause()
        yield Room(app, pilot)
        if app.session is not None:
            app.action_leave()
            await pilot.pause()
            app.session = None  # what could not be saved is asked about, and the test has no answer


def home_in(folder: Path) -> Home:
    """Return a home of the program's own, in a folder."""
    return Home(folder / "state", folder / "config")


def open_example(folder: Path, clock: Clock, step: str, language: str = "ja") -> ConsoleApp:
    """Return a console on a copy of the shipped example at a step, its clock waiting."""
    path = folder / "workshop.toml"
    path.write_bytes(create.example(language).read_bytes())
    session = Session.open(path, home_in(folder), clock.time_source)
    session.go(step)
    return ConsoleApp(home_in(folder), session, time_source=clock.time_source)


def open_new(folder: Path, clock: Clock, *people: str, home: Path | None = None, deck: str | None = None) -> ConsoleApp:
    """Return a console on a new workshop with some participants, its home elsewhere or a deck of its own."""
    path = folder / "workshop.toml"
    create.create(path, "T", "en", [(name, "developer") for name in people or ("Ann", "Bob")])
    if deck is not None:
        (folder / "own.toml").write_text(deck, encoding="utf-8")
        text = path.read_text(encoding="utf-8")
        text = text.replace('deck = "practice"', 'deck = "./own.toml"').replace(
            'step = "opening.checks"', 'step = "hello"'
        )
        path.write_text(text, encoding="utf-8")
    own = home_in(home or folder)
    return ConsoleApp(own, Session.open(path, own, clock.time_source), time_source=clock.time_source)


def reviews(it: Room) -> list[str]:
    """Return the texts of the reviews."""
    return [review.text for review in it.session.workshop.reviews]
