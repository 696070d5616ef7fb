"""Closing a round of the open workshop and looking back at the one before. No screens here.

A round is closed in this order: what there is is saved; its bytes become the frozen copy; then the workshop goes on in
the next round. Whoever pulls the plug in between has an open round and a copy of it, which the next closing finds to
be the same or sets aside.
"""

import contextlib
from pathlib import Path

from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.model.schedule import rounds
from mlew_tui.model.workshop import Workshop
from mlew_tui.session.document import ChangeRejectedError, OpenWorkshop
from mlew_tui.session.undo import Edit
from mlew_tui.storage import decks
from mlew_tui.storage import round_copies as copies
from mlew_tui.text.os_errors import reason


class ClosesRounds(OpenWorkshop):
    """An open workshop whose rounds are closed; ``before`` is what the round before left, None until looked at."""

    before: Workshop | None = None
    _looked_at: int = 0

    def _stop_clock(self) -> None:
        """Note the clock and let it stand; whoever has a clock does."""
        raise NotImplementedError

    def _set_clock(self) -> None:
        """Take the clock from the workshop; whoever has a clock does."""
        raise NotImplementedError

    def look_back(self) -> None:
        """Read what the round before left, once in a round; where it cannot be read the room is told and goes on."""
        number = self.workshop.progress.round - 1
        if number == self._looked_at:
            return
        self._looked_at, self.before = number, copies.read(self.path, number) if number else None
        if number and self.before is None:
            name = copies.frozen(self.path, number).name
            words = tr("{name} is missing or cannot be read: what changed since then is not shown.", name=name)
            self._news.append(words)

    def close_round(self) -> None:
        """Leave the frozen copy of this round and go on at the first step of the next; that can be undone.

        Raises ChangeRejectedError when the round is not saved, its copy cannot be written, or the next deck
        cannot be used.
        """
        data = self._freeze()
        before = self.workshop
        following = decks.in_round(before.deck, before.progress.round + 1, self.path)
        after = rounds.closed(before, self.deck, following, self.before).validated()
        self._become(after)
        self._deeds.note(Edit(tr("round {number} closed", number=before.progress.round), before, after, data))
        self._arrive_in_round(before)

    def _freeze(self) -> bytes:
        """Save, and leave what the file holds then as the copy of this round. Raises ChangeRejectedError."""
        self._must_write()
        self._stop_clock()
        self._save()
        self.autosaver.flush()
        if self.unsaved:
            raise ChangeRejectedError(self.unsaved)
        number = self.workshop.progress.round
        try:
            decks.in_round(self.workshop.deck, number + 1, self.path)
            data = self.autosaver.file.text.encode()
            aside = copies.freeze(self.path, number, data, self.now())
        except InvalidFileError as error:
            raise ChangeRejectedError(str(error)) from error
        except OSError as error:
            name = copies.frozen(self.path, number).name
            words = tr(
                "The round is not closed: {name} could not be written: {reason}", name=name, reason=reason(error)
            )
            raise ChangeRejectedError(words) from error
        if aside is not None:
            self._news.append(tr("An earlier copy of this round was set aside as {name}", name=aside.name))
        return data

    def _arrive_in_round(self, before: Workshop | None = None) -> None:
        """Go on where the workshop is now, which is another round; ``before`` is what that looks back at, if known."""
        if before is not None:
            self._looked_at, self.before = before.progress.round, before
        self.look_back()
        self._set_clock()
        self._save()
        self.remember()

    def save_elsewhere(self, path: Path) -> None:
        """Go on in a new file, with a copy of the round before beside it where that can be. Raises as the others do."""
        number = self.workshop.progress.round - 1
        here = copies.frozen(self.path, number)
        super().save_elsewhere(path)
        if number and here.exists():
            with contextlib.suppress(OSError):  # where it fails, what changed is not shown: no more is lost
                copies.freeze(path, number, here.read_bytes(), self.now())

    def _turn(self, *, back: bool) -> str | None:
        """Undo or redo; the closing of a round takes its copy away, or leaves it once more.

        Raises ChangeRejectedError.
        """
        deed = self._deeds.last(back=back)
        if deed is None or not deed.frozen:
            return super()._turn(back=back)
        if back:
            self._stop_clock()
            super()._turn(back=True)
            copies.unfreeze(self.path, deed.before.progress.round, deed.frozen)
            self._arrive_in_round()
        else:
            data = self._freeze()
            before = self.workshop
            super()._turn(back=False)
            self._deeds.replace_last(deed._replace(frozen=data))
            self._arrive_in_round(before)
        return deed.label
