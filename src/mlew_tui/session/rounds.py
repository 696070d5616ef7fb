"""Closing a round of the open workshop, and looking back at the previous one.

Closing saves first, then copies the file's bytes to the frozen copy, then continues in the next round. A crash in
between leaves an open round and its copy, which the next closing finds to be the same or sets aside.
"""

import contextlib
from pathlib import Path

from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.model.schedule import rounds
from mlew_tui.model.workshop import Workshop
from mlew_tui.session.document import ChangeRejectedError, Document
from mlew_tui.session.step_clock import StepClock
from mlew_tui.session.undo import Edit
from mlew_tui.storage import decks
from mlew_tui.storage import round_copies as copies
from mlew_tui.text.os_errors import describe_os_error


class RoundService:
    """Closes rounds of a document; ``previous`` is the workshop as the previous round left it, if known."""

    def __init__(self, document: Document, clock: StepClock) -> None:
        self.previous: Workshop | None = None
        self._document = document
        self._clock = clock
        self._looked_at = 0

    def look_back(self) -> None:
        """Read the copy of the previous round, once in a round; report one that cannot be read."""
        document = self._document
        number = document.workshop.progress.round - 1
        if number == self._looked_at:
            return
        self._looked_at, self.previous = number, copies.read(document.path, number) if number else None
        if number and self.previous is None:
            name = copies.frozen(document.path, number).name
            words = tr("{name} is missing or cannot be read: what changed since then is not shown.", name=name)
            document.news.append(words)

    def close(self) -> None:
        """Freeze a copy of this round and continue at the first step of the next; this can be undone.

        Raises ChangeRejectedError when the round is not saved, its copy cannot be written, or the next deck
        cannot be used.
        """
        data = self._freeze()
        document = self._document
        before = document.workshop
        following = decks.in_round(before.deck, before.progress.round + 1, document.path)
        after = rounds.closed(before, document.deck, following, self.previous).validated()
        document.replace(after)
        label = tr("round {number} closed", number=before.progress.round)
        document.edits.push(Edit(label, before, after, data))
        self._continue(before)

    def _freeze(self) -> bytes:
        """Save, and write what the file then holds as the copy of this round. Raises ChangeRejectedError."""
        document = self._document
        document.require_writable()
        self._clock.stop()
        document.save()
        document.autosaver.flush()
        if document.unsaved:
            raise ChangeRejectedError(document.unsaved)
        number = document.workshop.progress.round
        try:
            decks.in_round(document.workshop.deck, number + 1, document.path)
            data = document.autosaver.file.text.encode()
            aside = copies.freeze(document.path, number, data, self._clock.now())
        except InvalidFileError as error:
            raise ChangeRejectedError(str(error)) from error
        except OSError as error:
            name = copies.frozen(document.path, number).name
            words = tr(
                "The round is not closed: {name} could not be written: {reason}",
                name=name,
                reason=describe_os_error(error),
            )
            raise ChangeRejectedError(words) from error
        if aside is not None:
            document.news.append(tr("An earlier copy of this round was set aside as {name}", name=aside.name))
        return data

    def _continue(self, previous: Workshop | None = None) -> None:
        """Continue in the round the workshop is now in; ``previous`` is the one before it, if known."""
        if previous is not None:
            self._looked_at, self.previous = previous.progress.round, previous
        self.look_back()
        self._clock.reopen()
        self._document.save()
        self._document.remember()

    def save_elsewhere(self, path: Path) -> None:
        """Continue in a new file, with the copy of the previous round beside it where that can be written.

        Raises FileExistsError or OSError, leaving everything as it was.
        """
        document = self._document
        number = document.workshop.progress.round - 1
        here = copies.frozen(document.path, number)
        document.save_elsewhere(path)
        if number and here.exists():
            with contextlib.suppress(OSError):  # only the marks of what changed since then are lost
                copies.freeze(path, number, here.read_bytes(), self._clock.now())

    def turn(self, *, back: bool) -> str | None:
        """Undo or redo; undoing the closing of a round removes its copy, redoing writes it again.

        Returns the label of the edit, None if there is none. Raises ChangeRejectedError.
        """
        document = self._document
        edit = document.edits.last(back=back)
        if edit is None or not edit.frozen:
            return document.turn(back=back)
        if back:
            self._clock.stop()
            document.turn(back=True)
            copies.unfreeze(document.path, edit.before.progress.round, edit.frozen)
            self._continue()
        else:
            data = self._freeze()
            before = document.workshop
            document.turn(back=False)
            document.edits.replace_last(edit._replace(frozen=data))
            self._continue(before)
        return edit.label
