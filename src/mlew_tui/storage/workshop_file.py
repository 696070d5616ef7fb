"""One ``workshop.toml`` on disk: reading, checking and saving without losing text."""

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import atomic_write
from mlew_tui.storage.atomic_write import WriteError

if TYPE_CHECKING:
    from mlew_tui.storage.document import Draft
    from mlew_tui.storage.validation_cache import ValidationCache


class FileChangedError(WriteError):
    """Somebody changed the file since it was read or saved here; nothing was written over it."""


def read(path: Path, sound: "ValidationCache | None" = None) -> tuple[Workshop, str]:
    """Return the workshop of a file and its text. Raises InvalidFileError; the file is never touched.

    What ``sound`` knows to be so is not asked everything again.
    """
    if sound is not None:
        found = sound.load_report(path)
    else:
        from mlew_tui.diagnosis.examine import examine_file  # lazy: a start with a cache does not diagnose

        found = examine_file(path)
    if found.workshop is None:
        raise InvalidFileError(found.problems)
    return found.workshop, found.text


class WorkshopFile:
    """The file a session saves into; knows its text as last read or written here."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.set_aside: Path | None = None
        self._seen: tuple[int, ...] | None = None
        self._draft: Draft | None = None

    @classmethod
    def create(cls, path: Path, workshop: Workshop, header: str) -> "WorkshopFile":
        """Write a new file. Raises FileExistsError rather than overwrite, WriteError if it cannot."""
        from mlew_tui.storage import document  # lazy: tomlrt and the writer take 25 ms to import

        return cls.create_from(path, document.fresh(workshop, header))

    @classmethod
    def create_from(cls, path: Path, text: str) -> "WorkshopFile":
        """Write a new file of this text. Raises FileExistsError rather than overwrite, WriteError if it cannot."""
        if path.exists() or path.is_symlink():
            raise FileExistsError(17, tr("the file exists already"), str(path))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(error.errno, error.strerror, str(path)) from error
        atomic_write.write(path, text.encode())
        return cls(path, text)

    def text_of(self, workshop: Workshop) -> str:
        """Return the text a save would write."""
        from mlew_tui.storage import document  # lazy: see ``create``

        return document.render(workshop, self.text.removeprefix("\ufeff"))

    def save(self, workshop: Workshop) -> None:
        """Save durably; hand-written comments and layout stay.

        Where the layout cannot be edited, the old text is kept beside it as ``.bak``, the canonical
        form is written, and ``set_aside`` names the copy. Raises FileChangedError when the file is not as
        it was left here, WriteError when it cannot be replaced; either way what is on disk stays.
        """
        try:
            on_disk = self.path.read_bytes()
        except FileNotFoundError:
            on_disk = self.text.encode()  # removed meanwhile: saving brings it back
        except OSError as error:
            raise WriteError(error.errno, error.strerror, str(self.path)) from error
        if on_disk != self.text.encode():
            raise FileChangedError(0, tr("the file was changed outside"), str(self.path))
        mark, body = ("\ufeff", self.text[1:]) if self.text.startswith("\ufeff") else ("", self.text)
        from mlew_tui.storage import document  # lazy: see ``create``

        if self._draft is None or self._draft.text != body:
            self._draft = document.Draft(body)
        changed = self._draft.edited(workshop)
        text = mark + (document.canonical(workshop, body) if changed is None else changed)
        if changed is None:
            self.set_aside = atomic_write.beside(self.path, f"{self.path.suffix}.bak")
            atomic_write.write(self.set_aside, self.text.encode())
        if text != self.text or not self.path.exists():
            atomic_write.write(self.path, text.encode())
            self.text = text

    def changed(self) -> bytes | None:
        """Return what the file holds if it is not as it was left here, else None. Raises OSError when it is gone."""
        status = self.path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(self.path))
        seen = (status.st_mtime_ns, status.st_size, status.st_ino)
        if seen == self._seen:
            return None
        data = self.path.read_bytes()
        if data != self.text.encode():
            return data
        self._seen = seen
        return None

    def take_over(self, keep: Path) -> None:
        """Set what is on disk aside as ``keep`` and go on from its text: the next save replaces it.

        A text that is empty or no TOML cannot carry ours, so there our own last text comes back.
        """
        from mlew_tui.diagnosis import encoding, syntax_check  # lazy: only for a file changed outside

        atomic_write.write(keep, self.path.read_bytes())
        decoded = encoding.decode(self.path, encoding.read_bytes(self.path))
        if decoded.problems or syntax_check.parse(self.path, decoded.text.removeprefix("\ufeff")).problems:
            atomic_write.write(self.path, self.text.encode())
        else:
            self.text = decoded.text
