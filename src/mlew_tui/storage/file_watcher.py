"""Following a workshop's file without writing: its last good state, and what is the matter with it since."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mlew_tui.diagnosis.examine import examine_file
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.storage import decks, round_copies

if TYPE_CHECKING:
    from mlew_tui.model.deck import Deck
    from mlew_tui.model.workshop import Workshop

Stamp = tuple[int, int, int] | None
"""What tells two states of a file apart without reading it; None when it is not there."""


def _stamp(path: Path | None) -> Stamp:
    try:
        found = None if path is None else path.stat()
    except OSError:
        return None
    return None if found is None else (found.st_ino, found.st_mtime_ns, found.st_size)


class FileWatcher:
    """A workshop's file, read again whenever it or its deck changed.

    ``workshop`` and ``deck`` are the last ones that could be read, None before there were any; ``before`` is what the
    round before left, if anything that can be read. ``trouble`` says what
    two looks one after the other found wrong since: one alone may have met a file half written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.workshop: Workshop | None = None
        self.deck: Deck | None = None
        self.before: Workshop | None = None
        self._before_of = 0
        self.trouble: Literal["", "missing", "broken"] = ""
        self._deck_path: Path | None = None
        self._seen: tuple[Stamp, Stamp] | None = None
        self._is_in_doubt = False

    def look(self) -> None:
        """Read the file if it is not as it was last seen."""
        stamps = (_stamp(self.path), _stamp(self._deck_path))
        if stamps == self._seen and not self._is_in_doubt:
            return
        is_sure, self._seen = stamps == self._seen, stamps
        if stamps[0] is not None and self._take():
            self.trouble, self._is_in_doubt = "", False
        elif is_sure:
            self.trouble, self._is_in_doubt = "missing" if stamps[0] is None else "broken", False
        else:
            self._is_in_doubt = True

    def _take(self) -> bool:
        """Read workshop and deck; tell whether both could be."""
        found = examine_file(self.path)
        if found.workshop is None:
            return False
        self._deck_path = decks.file_of(found.workshop, self.path)
        try:
            deck = decks.of(found.workshop, self.path)
        except InvalidFileError:
            return False
        number = found.workshop.progress.round - 1
        if number != self._before_of:
            self._before_of, self.before = number, round_copies.read(self.path, number) if number else None
        self.workshop, self.deck = found.workshop, deck
        return True
