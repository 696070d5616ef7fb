"""Sessions on a real file with a real home and a clock the test moves by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mlew_tui.diagnosis.examine import examine_file
from mlew_tui.model.workshop import Workshop
from mlew_tui.session.session import Session
from mlew_tui.session.time_source import TimeSource
from mlew_tui.storage import decks
from mlew_tui.storage.autosaver import Autosaver
from mlew_tui.storage.home import Home
from mlew_tui.storage.workshop_file import WorkshopFile, read
from workshops import people, workshop


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
        session.document.autosaver.flush()
        session.document.look()
    return session.document.take_news()
