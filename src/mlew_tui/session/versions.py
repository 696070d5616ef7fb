"""The kept versions of a workshop as people see them, and going back to one."""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from mlew_tui import i18n
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.change_summary import summary
from mlew_tui.storage import atomic_write, decks
from mlew_tui.storage.history import History, Version
from mlew_tui.storage.validation_cache import ValidationCache


class VersionWriteError(OSError):
    """What a file holds now cannot be kept as a version, so nothing was put in its place."""


class Entry(NamedTuple):
    """One version in words: its number, when it was saved, the step the room was at, and what changed in it."""

    number: int
    at: datetime
    step: str
    what: str


class PutBack(NamedTuple):
    """What going back did: the workshop before and now (None where unreadable), the version to undo it by."""

    before: Workshop | None
    now: Workshop | None
    undo: int | None


def workshop_of(path: Path, sound: ValidationCache | None = None) -> Workshop | None:
    """Return the workshop of a file, or None if it is invalid; ``sound`` saves validating known files."""
    if sound is not None:
        return sound.load_report(path).workshop
    from mlew_tui.diagnosis.examine import examine_file  # lazy: a file with a known hash is not diagnosed

    return examine_file(path).workshop


def entries(path: Path, versions: Sequence[Version], most: int, sound: ValidationCache) -> list[Entry]:
    """Return the newest versions, at most so many, each against the next older one that can be read.

    No version tells a score or a result that it, or the file as it is now, keeps covered; a file that cannot be
    read may.
    """
    read = cache(partial(workshop_of, sound=sound))
    present = read(path)
    covered_now = present is None or is_covered(present)
    told = []
    for index, version in enumerate(versions[:most]):
        made = read(version.path)
        if made is None:
            told.append(Entry(version.number, version.at, "", tr("cannot be read")))
            continue
        older = (found for other in versions[index + 1 :] if (found := read(other.path)) is not None)
        before = next(older, None)
        covered = covered_now or is_covered(made)
        what = tr("the first version kept") if before is None else summary(before, made, covered=covered)
        told.append(Entry(version.number, version.at, step_title(path, made), what))
    return told


def step_title(path: Path, workshop: Workshop) -> str:
    """Return the title of the step a workshop is at, or its id where the deck does not know it."""
    step = _titles(path, workshop.deck, workshop.progress.round).get(workshop.progress.step)
    return workshop.progress.step if step is None else step[i18n.current()]


@cache
def _titles(path: Path, deck: str, number: int) -> dict[str, dict[str, str]]:
    try:
        steps = decks.in_round(deck, number, path).steps
    except InvalidFileError:
        return {}
    return {step.id: {spoken: step.title.in_(spoken) for spoken in i18n.LANGUAGES} for step in steps}


def put_back(path: Path, history: History, number: int, now: datetime) -> PutBack | None:
    """Put a version's bytes in the place of a file's, which are kept first; None where they are the same.

    Raises VersionNotFoundError, VersionWriteError when the present bytes cannot be kept, and WriteError; then
    nothing changed.
    """
    data = history.data(number)
    before, undo = workshop_of(path), None
    try:
        present = path.read_bytes()
    except FileNotFoundError:
        pass  # nothing is there to keep
    except OSError as error:
        raise VersionWriteError(error.errno, error.strerror) from error
    else:
        if present == data:
            return None
        try:
            history.keep(present, now)
        except OSError as error:
            raise VersionWriteError(error.errno, error.strerror) from error
        undo = history.versions()[0].number
    atomic_write.write(path, data)
    with contextlib.suppress(OSError):  # what was put back is in the past already
        history.keep(data, now)
    return PutBack(before, workshop_of(path), undo)
