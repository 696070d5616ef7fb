"""The frozen copies that closed rounds leave beside a workshop: ``workshop.round1.toml`` and so on.

Nothing is ever written over one. Where the name is taken by another text (somebody went back to an earlier version
and closes the round a second time) what lies there is set aside under the moment's name, and said.
"""

import contextlib
from datetime import datetime
from pathlib import Path

from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import atomic_write


def frozen(path: Path, number: int) -> Path:
    """Return where the copy of a round lies."""
    return atomic_write.beside(path, f".round{number}{path.suffix}")


def freeze(path: Path, number: int, data: bytes, now: datetime) -> Path | None:
    """Leave the copy of a round, durable when this returns; return where another one was set aside, if one was.

    Raises WriteError; then whatever lay there lies there still, under its name or the one it was set aside as.
    """
    place, aside = frozen(path, number), None
    while True:
        try:
            atomic_write.write_new(place, data, like=path)
        except FileExistsError:
            if _holds(place, data):
                return aside
            aside = atomic_write.set_aside(place, f".{now:%Y%m%d-%H%M%S}")
        else:
            return aside


def unfreeze(path: Path, number: int, data: bytes) -> None:
    """Take the copy of a round away when its closing is undone; one that somebody changed stays."""
    place = frozen(path, number)
    if _holds(place, data):
        with contextlib.suppress(OSError):  # then the next closing sets it aside
            place.unlink()


def read(path: Path, number: int) -> Workshop | None:
    """Return the workshop a round left, None where its copy is missing or cannot be read."""
    from mlew_tui.diagnosis.examine import examine_file  # lazy: the first round has no copy to read

    return examine_file(frozen(path, number)).workshop


def _holds(place: Path, data: bytes) -> bool:
    try:
        return place.read_bytes() == data
    except OSError:
        return False
