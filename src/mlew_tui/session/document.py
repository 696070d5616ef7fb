"""The open workshop as a document: its present value, undo stack and file, and what others write into that."""

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from mlew_tui import i18n
from mlew_tui.diagnosis import rule_check
from mlew_tui.diagnosis.problem import InvalidFileError, Problem
from mlew_tui.i18n import tr
from mlew_tui.model.changes import Change
from mlew_tui.model.deck import Deck
from mlew_tui.model.workshop import Workshop
from mlew_tui.session.time_source import TimeSource
from mlew_tui.session.undo import Edit, UndoStack, with_time_of
from mlew_tui.storage import atomic_write, decks
from mlew_tui.storage.autosaver import Autosaver, Theirs
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import Holder, WorkshopLock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mlew_tui.model.merging.three_way import Conflict, Side
    from mlew_tui.model.references import Loc
    from mlew_tui.storage.history import Version


class ChangeRejectedError(Exception):
    """A change that was not made; its text says why, for the screen."""


class Document:
    """The present value of an open workshop, its undo stack and its file.

    Every change is validated, undoable and saved. ``conflicts`` and ``their_problems`` are what keeps a file changed
    outside from being merged. ``go_to_step`` is called with the step a file changed outside says the team is at.
    """

    def __init__(
        self, autosaver: Autosaver, workshop: Workshop, deck: Deck, home: Home, time_source: TimeSource, *,
        lock: WorkshopLock | None = None, read_only: bool = False, demo: bool = False,
    ) -> None:  # fmt: skip
        self.autosaver = autosaver
        self.deck = deck
        self.workshop = workshop
        self.read_only = read_only
        self.demo = demo
        self.holder: Holder | None = None
        self.conflicts: tuple[Conflict, ...] = ()
        self.their_problems: tuple[Problem, ...] = ()
        self.edits = UndoStack()
        self.news: list[str] = []
        self.go_to_step: Callable[[str], None] = lambda _step_id: None
        self._home = home
        self._time = time_source
        self._lock = lock
        self._merged_with: Workshop | None = None
        self._was_gone = False

    @property
    def path(self) -> Path:
        """The file of the workshop."""
        return self.autosaver.path

    @property
    def unsaved(self) -> str:
        """Why the newest value is not in the file; "" when it is."""
        return self.autosaver.failure

    def take_news(self) -> list[str]:
        """Return what happened to the file since the last call, as sentences for the screen."""
        news, self.news = self.news, []
        return news

    # --- changes ------------------------------------------------------------------------------

    def commit(self, label: str, change: Change) -> None:
        """Validate a change, push it onto the undo stack and save. Raises ChangeRejectedError with the reason."""
        self.require_writable()
        before = self.workshop
        try:
            after = change(before).validated(before)
        except ValidationError as error:
            raise ChangeRejectedError(rule_check.explain(error)) from error
        if after == before:
            return
        self.replace(after)
        self.edits.push(Edit(label, before, after))
        self.save()

    def replace(self, workshop: Workshop) -> None:
        """Make ``workshop`` the present value, with its deck. Raises ChangeRejectedError if the deck cannot be used."""
        if (workshop.deck, workshop.progress.round) != (self.workshop.deck, self.workshop.progress.round):
            try:
                self.deck = decks.of(workshop, self.path)
            except InvalidFileError as error:
                raise ChangeRejectedError(str(error)) from error
        self.workshop = workshop

    def require_writable(self) -> None:
        """Raise ChangeRejectedError where this console can only read."""
        if self.read_only:
            if self.holder is None:
                raise ChangeRejectedError(tr("This folder cannot be written to: the workshop can only be read"))
            raise ChangeRejectedError(tr("Another console has this workshop: here it can only be read"))

    def turn(self, *, back: bool) -> str | None:
        """Undo the last change, or redo the one undone last, and return its label; None if there is none.

        What came from outside meanwhile stays: only what the change itself did is undone. Raises ChangeRejectedError.
        """
        self.require_writable()
        edit = self.edits.last(back=back)
        if edit is None:
            return None
        self.replace(edit.apply(self.workshop, back=back))
        self.edits.turn(back=back)
        self.save()
        return edit.label

    def set_progress(self, **fields: object) -> None:
        """Replace some fields of the workshop's progress, which is no change to undo."""
        self.workshop = self.workshop.with_(progress=self.workshop.progress.model_copy(update=fields))

    # --- the file -----------------------------------------------------------------------------

    def save(self) -> None:
        """Give the present value to the autosaver; where saving fails, it stays in memory."""
        if self.read_only:
            return
        self.autosaver.save(self.workshop)
        theirs = self.autosaver.theirs
        if theirs is not None and self.workshop is not self._merged_with:
            self._merge(theirs)  # ours may no longer conflict with it

    def save_elsewhere(self, path: Path) -> None:
        """Continue in a new, writable file. Raises FileExistsError or OSError, leaving everything as it was."""
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
        self._lock, self.holder, self.read_only, self.demo = lock, None, False, False
        self.workshop, self.conflicts, self.their_problems = moved, (), ()
        self.news.append(tr("Saved in {path}; the workshop goes on there", path=path))
        self.remember()

    def versions(self) -> "list[Version]":
        """Return the kept versions of this workshop, newest first."""
        return self._home.history(self.path).versions()

    def restore(self, number: int) -> None:
        """Go back to a kept version, undoable like any change; a file with problems is set aside for it.

        Raises VersionNotFoundError, InvalidFileError, ChangeRejectedError, or OSError when the file cannot be set
        aside; then nothing changed.
        """
        self.require_writable()
        from mlew_tui.diagnosis.examine import examine  # lazy: a start does not diagnose

        found = examine(self.path, self._home.history(self.path).data(number))
        if found.workshop is None:
            raise InvalidFileError(found.problems)
        content = found.workshop
        if self.their_problems:
            self.keep_mine()
        self.commit(tr("version {number} brought back", number=number), lambda present: with_time_of(present, content))

    # --- what others do to the file -------------------------------------------------------------

    def look(self, *, is_last: bool = False) -> None:
        """Merge what others wrote into the file, or note what prevents it.

        A changed file is read once two calls find it the same; ``is_last`` does not wait for the second.
        """
        if self.read_only:
            return
        before = self.autosaver.theirs
        theirs = self.autosaver.look(is_last=is_last)
        if self.autosaver.is_gone and not self._was_gone and not self.unsaved:
            words = tr("{name} is gone: renamed or deleted? The next save writes it again here.", name=self.path.name)
            self.news.append(words)
        self._was_gone = self.autosaver.is_gone
        if theirs is not None:
            self._merge(theirs)
        elif before is not None and self.autosaver.theirs is None:
            self.conflicts, self.their_problems = (), ()
            self.save()  # the file was restored: ours can be saved into it again

    def try_again(self) -> None:
        """Try again to merge what could not be merged: its deck may have been corrected meanwhile."""
        if self.their_problems and self.autosaver.theirs is not None:
            self._merge(self.autosaver.theirs)

    def _merge(self, theirs: Theirs) -> None:
        self._merged_with = self.workshop
        self.conflicts, self.their_problems = (), theirs.problems
        if theirs.workshop is None:
            return
        from mlew_tui.model.merging.merge import merge  # lazy: only a file changed outside is merged

        merged = merge(self.autosaver.base, self.workshop, theirs.workshop)
        if merged.conflicts:
            self.conflicts = merged.conflicts
        else:
            self._adopt(theirs, merged.workshop)

    def resolve(self, choices: "Mapping[Loc, Side]") -> None:
        """Merge with the chosen side at each conflict; conflicts without a choice remain."""
        theirs = self.autosaver.theirs
        if theirs is None or theirs.workshop is None:
            return
        from mlew_tui.model.merging.merge import merge  # lazy: as above

        merged = merge(self.autosaver.base, self.workshop, theirs.workshop, choices)
        if all(conflict.place in choices for conflict in merged.conflicts):
            self._adopt(theirs, merged.workshop)
        else:
            self.conflicts = merged.conflicts

    def _adopt(self, theirs: Theirs, joined: Workshop) -> None:
        """Continue with the merged value in their text, as an edit that can be undone."""
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
            from mlew_tui.reports import change_summary  # lazy: only a merge is summarized

            self.news.append(tr("Taken over from the file: {what}", what=change_summary.summary(before, self.workshop)))
            self.edits.push(Edit(tr("the file changed outside"), before, self.workshop), is_ours=False)
        if step in self.deck.by_id and step != self.workshop.progress.step:
            title = self.deck.step(step).title.in_(i18n.current())
            self.news.append(tr("The file says the room is at: {step}", step=title))
            self.go_to_step(step)
        if self.workshop != self.autosaver.base:
            self.save()
        else:
            self.autosaver.clear_beside()

    def report_leftover(self) -> None:
        """Report a file left by a console that ended before it could merge and save."""
        if not self.read_only and self.autosaver.beside.exists():
            name = self.autosaver.beside.name
            words = tr(
                "A console ended before it could save: what it held is in {name}. To compare: mlew-tui diff", name=name
            )
            self.news.append(words)

    def keep_mine(self) -> None:
        """Save ours over a file changed outside, after setting theirs aside.

        Raises OSError when it cannot be set aside; then nothing changed.
        """
        stamp = f"{self._time.wall():%Y%m%d-%H%M%S}"
        aside = atomic_write.beside(self.path, f".theirs-{stamp}{self.path.suffix}")
        self.autosaver.overrule(aside)
        self.conflicts, self.their_problems = (), ()
        if aside.exists():
            self.news.append(tr("Theirs was set aside as {name}", name=aside.name))
        self.save()

    def release(self) -> None:
        """Release the lock, so that another console can write."""
        if not self.read_only:
            self._home.live(self.path).remove()
        if self._lock is not None:
            self._lock.release()

    def rescue(self) -> Path:
        """Write the unsaved value into the state folder and return its path. Raises WriteError."""
        return self._home.rescue(self.path, self.autosaver.file.text_of(self.workshop), self._time.wall())

    def remember(self) -> None:
        """Record for Home where this workshop is and at which step it stopped."""
        self._home.remember(
            self.path, self.workshop.title, self.workshop.customer.name, self.workshop.progress.step, self._time.wall(),
            self.workshop.progress.round,
        )  # fmt: skip
