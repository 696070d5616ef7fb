"""What the program remembers outside any workshop: sessions found, heartbeats and settings."""

import contextlib
import hashlib
import json
import os
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import platformdirs

from mlew_tui.settings import settings
from mlew_tui.settings.settings import Settings
from mlew_tui.storage import atomic_write
from mlew_tui.storage.history import History

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.storage.presence_file import PresenceFile
    from mlew_tui.storage.validation_cache import ValidationCache

_KEPT = 50


class Visit(NamedTuple):
    """One workshop this machine opened: where it is, what it is called, where it stopped and when."""

    path: str
    title: str
    customer: str
    step: str
    at: str
    round: int = 1

    @property
    def moment(self) -> datetime:
        """When the console last had it open."""
        return datetime.fromisoformat(self.at)


class Home:
    """The program's state and settings folders (platformdirs; tests give a temp one)."""

    def __init__(self, state: Path | None = None, config: Path | None = None) -> None:
        self.state = state or platformdirs.user_state_path("mlew-tui")
        self.config = config or platformdirs.user_config_path("mlew-tui")

    @property
    def settings_file(self) -> Path:
        """Where the settings are, if there are any."""
        return self.config / "settings.toml"

    @property
    def _visits_file(self) -> Path:
        return self.state / "sessions.json"

    def visits(self) -> list[Visit]:
        """Return the workshops opened before that still exist, newest first."""
        try:
            rows = json.loads(self._visits_file.read_text(encoding="utf-8"))
            found = [Visit(**row) for row in rows]
        except (OSError, ValueError, TypeError):
            return []
        return sorted((visit for visit in found if Path(visit.path).is_file()), key=lambda v: v.at, reverse=True)

    def remember(  # a visit's own fields, and nothing else
        self, path: Path, title: str, customer: str, step: str, at: datetime, number: int = 1
    ) -> None:
        """Note where a workshop stands; never in the way of the workshop, so failures are let go."""
        moment = at.astimezone(UTC).isoformat(timespec="seconds")
        visit = Visit(str(path.resolve()), title, customer, step, moment, number)
        others = [other for other in self.visits() if other.path != visit.path]
        rows = [other._asdict() for other in [visit, *others][:_KEPT]]
        with contextlib.suppress(OSError):
            self._make(self.state)
            atomic_write.write(self._visits_file, json.dumps(rows, indent=1).encode())

    def _make(self, folder: Path) -> None:
        """Make a folder of ours, and the state folder around it, for this person alone."""
        for each in (self.state, folder):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)

    @cached_property
    def sound(self) -> "ValidationCache":
        """The cache of files that already passed validation."""
        from mlew_tui.storage.validation_cache import ValidationCache  # lazy: loads pydantic, unused on Home

        return ValidationCache(self.state / "sound")

    def history(self, path: Path) -> History:
        """Return the kept versions of a workshop's file."""
        return History(self.state / "history", path)

    def _heart(self, path: Path) -> Path:
        name = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
        return self.state / "heartbeat" / name

    def beat(self, path: Path, at: datetime) -> None:
        """Leave a sign of life: the console had this workshop open at ``at``."""
        heart = self._heart(path)
        with contextlib.suppress(OSError):
            if not heart.exists():
                self._make(heart.parent)
                heart.touch(mode=0o600)
            os.utime(heart, (at.timestamp(), at.timestamp()))

    def live(self, path: Path) -> "PresenceFile":
        """Return the presence file of a workshop's console, which the wall follows."""
        from mlew_tui.storage.presence_file import PresenceFile  # lazy: loads pydantic, unused on Home

        return PresenceFile(self.state / "live" / self._heart(path).name)

    def rescue(self, path: Path, text: str, at: datetime) -> Path:
        """Keep a text that could not be saved where it belongs, and return where. Raises WriteError."""
        folder = self.state / "rescued"
        self._make(folder)
        copy = folder / f"{path.stem}-{at:%Y%m%d-%H%M%S}.toml"
        atomic_write.write(copy, text.encode())
        return copy

    def last_beat(self, path: Path) -> datetime | None:
        """Return the last sign of life of a console with this workshop, if any."""
        try:
            return datetime.fromtimestamp(self._heart(path).stat().st_mtime, UTC)
        except OSError:
            return None

    def settings(self) -> Settings:
        """Return the settings; what is missing or bad in the file has its default."""
        return settings.read(self.settings_file)[0]

    def settings_problems(self) -> "tuple[Problem, ...]":
        """Return everything wrong with the settings, each with its place and how to mend it."""
        return settings.read(self.settings_file)[1]
