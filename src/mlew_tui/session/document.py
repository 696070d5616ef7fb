"""The open workshop: its present value, its undo stack and its file, whoever else writes that. No screens here."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.diagnosis.problem import InvalidFileError, Problem
from mlew_tui.i18n import tr
from mlew_tui.model.changes import Change
from mlew_tui.model.deck import Deck
from mlew_tui.model.workshop import Workshop
from mlew_tui.session.undo import Edit, UndoStack, with_time_of
from mlew_tui.storage import atomic_write, decks
from mlew_tui.storage.autosaver import Autosaver, Theirs
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import Holder, WorkshopLock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlew_tui.model.merging.three_way import Conflict, Side
    from mlew_tui.model.references import Loc
    from mlew_tui.storage.history import Version


class ChangeRejectedError(Exception):
    """A change that was not made, and why, in words for the room."""


class OpenWorkshop:
    """One workshop and its file. Every change goes through ``commit``: validated, undoable, saved.

    ``conflicts`` and ``their_problems`` are what stands between ours and a file changed outside.
    """

    def __init__(
        self, autosaver: Autosaver, workshop: Workshop, deck: Deck, home: Home, *,
        lock: WorkshopLock | None = None, read_only: bool = False, demo: bool = False,
    ) -> None:  # fmt: skip
        self.autosaver = autosaver
        self.deck = deck
        self.workshop = workshop
        self.holder: Holder | None = None
        self.conflicts: tuple[Conflict, ...] = ()
        self.their_problems: tuple[Problem, ...] = ()
        self._home = home
        self._lock = lock
        self._read_only = read_only
        self._demo = demo
        self._deeds = UndoStack()
        self._news: list[str] = []
        self._met: Workshop | None = None
        self._was_gone = False

    def now(self) -> datetime:
        """Return the moment; whoever has a clock says it."""
        raise NotImplementedError

    def follow(self, step_id: str) -> None:
        """Go where the file says the room is; whoever has a clock does."""
        raise NotImplementedError

    @property
    def path(self) -> Path:
        """The file the workshop is kept in."""
        return self.autosaver.path

    @property
    def unsaved(self) -> str:
        """Why the newest value is not in the file, "" when it is."""
        return self.autosaver.failure

    def news(self) -> list[str]:
        """Return what happened to the file since the last time, in words for the room."""
        told, self._news = self._news, []
        return told

    @property
    def read_only(self) -> bool:
        """Whether another console has the right to write."""
        return self._read_only

    # --- changes ------------------------------------------------------------------------------

    def commit(self, label: str, change: Change) -> None:
        """Make a change: validate it, put it on the undo stack, save. Raises ChangeRejectedError with the reason."""
        self._must_write()
        from pydantic import ValidationError  # loaded to check a change, and not before

        before = self.workshop
        try:
            after = change(before).validated(before)
        except ValidationError as error:
            from mlew_tui.diagnosis import rule_check

            raise ChangeRejectedError(rule_check.explain(error)) from error
        if after == before:
            return
        self._become(after)
        self._deeds.note(Edit(label, before, after))
        self._save()

    def _become(self, workshop: Workshop) -> None:
        """Make this the present workshop, its deck the present deck.

        Raises ChangeRejectedError when that cannot be used.
        """
        if (workshop.deck, workshop.progress.round) != (self.workshop.deck, self.workshop.progress.round):
            try:
                self.deck = decks.of(workshop, self.path)
            except InvalidFileError as error:
                raise ChangeRejectedError(str(error)) from error
        self.workshop = workshop

    def _must_write(self) -> None:
        if self._read_only:
            if self.holder is None:
                raise ChangeRejectedError(tr("This folder cannot be written to: the workshop can only be read"))
            raise ChangeRejectedError(tr("Another console has this workshop: here it can only be read"))

    def undo(self) -> str | None:
        """Take the last change back and return what it was, or None if there is none.

        What came from outside meanwhile stays: only what the change itself did is taken back.

        Raises ChangeRejectedError.
        """
        return self._turn(back=True)

    def redo(self) -> str | None:
        """Make the change taken back last once more and return what it was, or None. Raises ChangeRejectedError."""
        return self._turn(back=False)

    def _turn(self, *, back: bool) -> str | None:
        self._must_write()
        deed = self._deeds.last(back=back)
        if deed is None:
            return None
        self._become(deed.turned(self.workshop, back=back))
        self._deeds.turn(back=back)
        self._save()
        return deed.label

    # --- the file -----------------------------------------------------------------------------

    def _save(self) -> None:
        """Hand the present value to the keeper; when saving fails the workshop goes on in memory."""
        if self._read_only:
            return
        self.autosaver.save(self.workshop)
        theirs = self.autosaver.theirs
        if theirs is not None and self.workshop is not self._met:
            self._meet(theirs)  # ours may no longer disagree with it

    def save_elsewhere(self, path: Path) -> None:
        """Go on in a new file, where everything may be done. Raises FileExistsError, OSError; then nothing changed."""
        lock = WorkshopLock(path)
        if lock.acquire() is not None:
            raise FileExistsError(17, tr("the file exists already"), str(path))
        moved = self.workshop.with_(deck=decks.seen_from(path, self.workshop.deck, self.path))
        try:
            self.autosaver.move(path, moved, self._home.history(path))
        except OSError:
            lock.release()
            raise
        self.release()
        self._lock, self.holder, self._read_only, self._demo = lock, None, False, False
        self.workshop, self.conflicts, self.their_problems = moved, (), ()
        self._news.append(tr("Saved in {path}; the workshop goes on there", path=path))
        self.remember()

    def versions(self) -> "list[Version]":
        """Return the kept versions of this workshop, newest first."""
        return self._home.history(self.path).versions()

    def restore(self, number: int) -> None:
        """Go back to a kept version, undoable like any change; a file with problems is set aside for it.

        Raises VersionNotFoundError, InvalidFileError, ChangeRejectedError, or OSError when the file cannot be set
        aside; then nothing changed.
        """
        self._must_write()
        from mlew_tui.diagnosis.examine import examine

        found = examine(self.path, self._home.history(self.path).data(number))
        if found.workshop is None:
            raise InvalidFileError(found.problems)
        content = found.workshop
        if self.their_problems:
            self.keep_mine()
        self.commit(tr("version {number} brought back", number=number), lambda present: with_time_of(present, content))

    # --- what others do to the file -------------------------------------------------------------

    def look(self, *, is_last: bool = False) -> None:
        """Notice what others did to the file: take it over, or say what stands in the way.

        ``is_last`` does not wait for a second look to find the file the same.
        """
        if self._read_only:
            return
        before = self.autosaver.theirs
        theirs = self.autosaver.look(is_last=is_last)
        if self.autosaver.is_gone and not self._was_gone and not self.unsaved:
            words = tr("{name} is gone: renamed or deleted? The next save writes it again here.", name=self.path.name)
            self._news.append(words)
        self._was_gone = self.autosaver.is_gone
        if theirs is not None:
            self._meet(theirs)
        elif before is not None and self.autosaver.theirs is None:
            self.conflicts, self.their_problems = (), ()
            self._save()  # theirs was put back as it was: ours has its place again

    def try_again(self) -> None:
        """Try once more to take over what could not be: a deck may have been mended meanwhile."""
        if self.their_problems and self.autosaver.theirs is not None:
            self._meet(self.autosaver.theirs)

    def _meet(self, theirs: Theirs) -> None:
        self._met = self.workshop
        self.conflicts, self.their_problems = (), theirs.problems
        if theirs.workshop is None:
            return
        from mlew_tui.model.merging.merge import merge  # not before somebody else writes

        merged = merge(self.autosaver.base, self.workshop, theirs.workshop)
        if merged.conflicts:
            self.conflicts = merged.conflicts
        else:
            self._adopt(theirs, merged.workshop)

    def resolve(self, choices: "Mapping[Loc, Side]") -> None:
        """Join ours and theirs, at each conflict the side chosen for its place; where none was, ask again."""
        theirs = self.autosaver.theirs
        if theirs is None or theirs.workshop is None:
            return
        from mlew_tui.model.merging.merge import merge

        merged = merge(self.autosaver.base, self.workshop, theirs.workshop, choices)
        if all(conflict.place in choices for conflict in merged.conflicts):
            self._adopt(theirs, merged.workshop)
        else:
            self.conflicts = merged.conflicts

    def _adopt(self, theirs: Theirs, joined: Workshop) -> None:
        """Go on with what both sides made, in their text; it can be undone."""
        try:
            self.deck = decks.of(with_time_of(self.workshop, joined), self.path)
        except InvalidFileError as error:
            self.conflicts, self.their_problems = (), error.problems
            return
        before = self.workshop
        self.conflicts, self.their_problems = (), ()
        self.autosaver.adopt(theirs)
        step = joined.progress.step
        self.workshop = with_time_of(before, joined).with_(log=joined.log)
        if self.workshop != before:
            from mlew_tui.reports import change_summary  # its words are dear at the start and seldom needed

            self._news.append(
                tr("Taken over from the file: {what}", what=change_summary.summary(before, self.workshop))
            )
            self._deeds.note(Edit(tr("the file changed outside"), before, self.workshop), is_ours=False)
        if step in self.deck.by_id and step != self.workshop.progress.step:
            title = self.deck.step(step).title.in_(i18n.current())
            self._news.append(tr("The file says the room is at: {step}", step=title))
            self.follow(step)
        if self.workshop != self.autosaver.base:
            self._save()
        else:
            self.autosaver.clear_beside()

    def tell_what_lay_beside(self) -> None:
        """Say that a console ended before its state and the file could be joined, if one did."""
        if not self._read_only and self.autosaver.beside.exists():
            name = self.autosaver.beside.name
            words = tr(
                "A console ended before it could save: what it held is in {name}. To compare: mlew-tui diff", name=name
            )
            self._news.append(words)

    def keep_mine(self) -> None:
        """Save ours over a file changed outside; theirs is set aside, if it is there, and said where.

        Raises OSError when it cannot be set aside; then nothing changed.
        """
        stamp = f"{self.now():%Y%m%d-%H%M%S}"
        aside = atomic_write.beside(self.path, f".theirs-{stamp}{self.path.suffix}")
        self.autosaver.overrule(aside)
        self.conflicts, self.their_problems = (), ()
        if aside.exists():
            self._news.append(tr("Theirs was set aside as {name}", name=aside.name))
        self._save()

    def release(self) -> None:
        """Let another console have the workshop."""
        if not self._read_only:
            self._home.live(self.path).remove()
        if self._lock is not None:
            self._lock.release()

    def rescue(self) -> Path:
        """Write what could not be saved into the state folder, and return where. Raises WriteError."""
        return self._home.rescue(self.path, self.autosaver.file.text_of(self.workshop), self.now())

    def remember(self) -> None:
        """Note for Home where this workshop is and where the room stopped."""
        self._home.remember(
            self.path, self.workshop.title, self.workshop.customer.name, self.workshop.progress.step, self.now(),
            self.workshop.progress.round,
        )  # fmt: skip
