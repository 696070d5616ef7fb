"""A room with a workshop going on: a real file, a real home, and a clock the test moves by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mlew_tui.model.workshop import Workshop
from mlew_tui.session import Session, Timepiece
from mlew_tui.storage import decks
from mlew_tui.storage.file import WorkshopFile, read
from mlew_tui.storage.home import Home
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
    def timepiece(self) -> Timepiece:
        return Timepiece(steady=lambda: self.steady, wall=lambda: self.wall)


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
        self, *, read_only: bool = False, choose: Callable[[Sequence[str]], str] = lambda among: among[0]
    ) -> Session:
        """Open the file as it is now, as a console that has just been started does."""
        made, text = read(self.path)
        deck = decks.load(made.deck, self.path)
        self.clock.steady = 7.0
        return Session(
            WorkshopFile(self.path, text), made, deck, self.home, self.clock.timepiece,
            read_only=read_only, choose=choose,
        )  # fmt: skip

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def saved(self) -> Workshop:
        """Return the workshop as the file has it."""
        return read(self.path)[0]

    def change_outside(self, old: str, new: str) -> str:
        """Change the file as an editor does, and return its text then."""
        assert old in self.text
        self.path.write_text(self.text.replace(old, new), encoding="utf-8")
        return self.text
