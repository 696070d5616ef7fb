"""Keeping the open workshop: saved in the background, every version kept, what others do to the file noticed."""

import contextlib
import gc
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlew_tui.i18n import tr
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import atomic_write
from mlew_tui.storage.history import History
from mlew_tui.storage.workshop_file import FileChangedError, WorkshopFile
from mlew_tui.text.os_errors import describe_os_error

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem

_TURN = 0.0005
"""Seconds after which a save in the background lets the screen go on."""

_AFTER = 0.06
"""Seconds a save in the background waits for the frame that shows what it saves, which it would hold up."""

_MOMENT = 0.005
"""Seconds to wait for a running save to end; too short to be noticed."""


class Theirs(NamedTuple):
    """The file as somebody else left it: its text, and its workshop, or None with what is wrong."""

    data: bytes
    text: str
    workshop: Workshop | None
    problems: "tuple[Problem, ...]" = ()


class Autosaver:
    """Saves the newest value of a workshop, one after the other; nothing else writes its file here.

    ``base`` is the workshop as it stands in the file, ``failure`` says why the newest value is not there
    ("" when it is); ``saved`` is told each text that is in the file now. While ``theirs`` waits to be taken over or
    overruled, ours is saved beside the file.
    """

    def __init__(
        self, file: WorkshopFile, base: Workshop, wall: Callable[[], datetime], history: History | None = None,
        *, in_background: bool = False, saved: Callable[[bytes], None] | None = None,
    ) -> None:  # fmt: skip
        self.file = file
        self.base = base
        self.failure = ""
        self.theirs: Theirs | None = None
        self.is_gone = False
        self.in_background = in_background
        self._wall = wall
        self._history = history
        self._saved = saved
        self._glimpsed: bytes | None = None
        self._beside: tuple[Path, bytes] | None = None
        self._busy = threading.RLock()
        self._wanted: Workshop | None = None
        self._handing_over = threading.Lock()
        self._worker: threading.Thread | None = None
        self._remember(file.text.encode())

    @property
    def path(self) -> Path:
        """Where the workshop is kept."""
        return self.file.path

    # --- saving -------------------------------------------------------------------------------

    def save(self, workshop: Workshop) -> None:
        """Save this value, at once or in the background; of several waiting only the newest is written."""
        with self._handing_over:
            self._wanted = workshop
            if self.in_background and (self._worker is None or not self._worker.is_alive()):
                self._worker = threading.Thread(target=self._work, name="keeper", daemon=True)
                self._worker.start()
        if not self.in_background:
            self.flush()

    def flush(self) -> None:
        """Return when what was to be saved is saved, or ``failure`` says why not."""
        with self._busy:
            wanted = self._taken()
            if wanted is None:
                return
            try:
                self._save(wanted)
            except Exception as error:  # whatever it is, the room must see that this value is not in the file
                self.failure = tr("Not saved: {reason}", reason=error)
                raise

    def _work(self) -> None:
        """Save until nothing more waits to be; first of all the screen shows what there is to save."""
        sys.setswitchinterval(_TURN)
        time.sleep(_AFTER)
        while True:
            with self._handing_over:
                if self._wanted is None:
                    self._worker = None
                    return
            was_collecting = gc.isenabled()
            gc.disable()  # a full collection would delay typing
            try:
                self.flush()
            finally:
                if was_collecting:
                    gc.enable()

    def _taken(self) -> Workshop | None:
        """Return the value that waits to be saved, which then waits no longer."""
        with self._handing_over:
            wanted, self._wanted = self._wanted, None
        return wanted

    def _save(self, workshop: Workshop) -> None:
        try:
            if self.theirs is None and self._save_into_file(workshop):
                return
            self._save_beside(workshop)
        except OSError as error:
            self.failure = tr("Not saved: {reason}", reason=describe_os_error(error))
            with contextlib.suppress(ValueError):
                self._remember(self.file.text_of(workshop).encode())
        except ValueError as error:
            self.failure = tr("Not saved: {reason}", reason=error)
        else:
            self.failure = tr("Not saved: the file was changed outside")

    def _save_into_file(self, workshop: Workshop) -> bool:
        """Save into the workshop's file; return False if somebody else wrote it. Raises WriteError."""
        try:
            self.file.save(workshop)
        except FileChangedError:
            return False
        self.base, self.failure, self.is_gone = workshop, "", False
        data = self.file.text.encode()
        self._remember(data)
        if self._saved is not None:
            self._saved(data)
        self.clear_beside()
        return True

    @property
    def beside(self) -> Path:
        """Where ours is kept while the file itself holds what somebody else wrote."""
        return self._beside[0] if self._beside is not None else self._name_beside("")

    def _name_beside(self, number: int | str) -> Path:
        return atomic_write.beside(self.path, f".console{number}{self.path.suffix}")

    def _save_beside(self, workshop: Workshop) -> None:
        """Keep ours beside the file; what an earlier console left there stays. Raises WriteError."""
        data = self.file.text_of(workshop).encode()
        if self._beside is not None and self._beside[1] == data:
            return
        self._remember(data)
        place, number = self.beside, 1
        while self._beside is None and place.exists():
            number += 1
            place = self._name_beside(number)
        atomic_write.write(place, data)
        self._beside = (place, data)

    def clear_beside(self) -> None:
        """Remove what was kept beside the file: it is in the file now."""
        if self._beside is not None:
            with contextlib.suppress(OSError):
                self._beside[0].unlink()
            self._beside = None

    def _remember(self, data: bytes) -> None:
        """Keep a version; the past is never in the way of the present."""
        if self._history is not None:
            with contextlib.suppress(OSError):
                self._history.keep(data, self._wall())

    def set_aside(self) -> Path | None:
        """Return, once, where the old text was kept when its layout could not be."""
        aside, self.file.set_aside = self.file.set_aside, None
        return aside

    # --- what others do -----------------------------------------------------------------------

    @property
    def is_unsure(self) -> bool:
        """Whether the file was seen changed, but not twice alike: who writes it may not have ended."""
        return self._glimpsed is not None and (self.theirs is None or self.theirs.data != self._glimpsed)

    def look(self, *, is_last: bool = False) -> Theirs | None:
        """Return the file as somebody else left it since the last look, or None when nothing is new.

        What two looks find alike is theirs, what only one found may be half written; the last look of all
        takes what it finds. Sets ``is_gone`` when the file is not there. While a save takes its time it
        looks another time.
        """
        if not self._busy.acquire(timeout=-1 if is_last else _MOMENT):
            return None
        try:
            data = self.file.changed()
        except (FileNotFoundError, NotADirectoryError):
            self.is_gone, self._glimpsed = True, None
            return None
        except OSError:
            return None  # saving will say what the disk has against us
        finally:
            self._busy.release()
        self.is_gone = False
        was_glimpsed, self._glimpsed = self._glimpsed, data
        if data is None:
            self.theirs = None  # they put it back as it was
            return None
        if (was_glimpsed != data and not is_last) or (self.theirs is not None and self.theirs.data == data):
            return None
        from mlew_tui.diagnosis.examine import examine  # lazy: only for a file changed outside

        found = examine(self.path, data)
        self.theirs = Theirs(data, found.text, found.workshop, found.problems)
        self.failure = tr("Not saved: the file was changed outside")
        self._remember(data)
        return self.theirs

    def adopt(self, theirs: Theirs) -> None:
        """Go on from their text: the next save is made into it, and what waited to be saved is not."""
        with self._busy:
            self._taken()
            self.file = WorkshopFile(self.path, theirs.text)
            self.base = theirs.workshop or self.base
            self.theirs, self._glimpsed, self.failure = None, None, ""

    def overrule(self, keep: Path) -> None:
        """Set the file as it is aside as ``keep``, if it is there; the next save writes ours. Raises OSError."""
        with self._busy:
            with contextlib.suppress(FileNotFoundError):
                self.file.take_over(keep)
            self.theirs = self._glimpsed = None

    def move(self, path: Path, workshop: Workshop, history: History | None) -> None:
        """Save as a new file and keep the workshop there from now on. Raises FileExistsError, WriteError."""
        with self._busy:
            file = WorkshopFile.create_from(path, self.file.text_of(workshop))
            self._taken()
            self.file, self._history = file, history
            self._remember(file.text.encode())
            self.base, self.theirs, self._glimpsed, self.failure, self.is_gone = workshop, None, None, "", False
            self.clear_beside()
