"""The session of an open workshop: its document, the clock of its step, and its rounds."""

import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from mlew_tui.model.changes import Change
from mlew_tui.model.deck import Deck, Step
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Stage, Workshop
from mlew_tui.session.document import Document
from mlew_tui.session.rounds import RoundService
from mlew_tui.session.step_clock import StepClock
from mlew_tui.session.time_source import TimeSource
from mlew_tui.storage import atomic_write, decks
from mlew_tui.storage.autosaver import Autosaver
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.storage.workshop_file import WorkshopFile, read

AWAY_WORTH_ASKING = 3.0
"""Seconds away from a running clock from which the room is asked whether they count."""


class Session:
    """An open workshop with its clock and rounds: what the app and the commands work with.

    ``document`` holds the value and its file, ``clock`` the countdown of the step, ``rounds`` closes rounds.
    """

    def __init__(
        self,
        autosaver: Autosaver,
        workshop: Workshop,
        deck: Deck,
        home: Home,
        time_source: TimeSource | None = None,
        *,
        lock: WorkshopLock | None = None,
        read_only: bool = False,
        demo: bool = False,
        choose: Callable[[Sequence[str]], str] = secrets.choice,
    ) -> None:
        time_source = time_source or TimeSource()
        self.document = Document(
            autosaver, workshop, deck, home, time_source, lock=lock, read_only=read_only, demo=demo
        )
        self.document.go_to_step = self._follow
        self.clock = StepClock(self.document, time_source, home.last_beat(autosaver.path))
        self.rounds = RoundService(self.document, self.clock)
        self._home = home
        self._choose = choose
        self.beat()

    @classmethod
    def open(
        cls, path: Path, home: Home, time_source: TimeSource | None = None, *, demo: bool = False,
        in_background: bool = False,
    ) -> "Session":  # fmt: skip
        """Open a workshop's file, read-only when another console has it or it cannot be written.

        ``in_background`` saves in a thread. Raises InvalidFileError when the file or its
        deck cannot be used; both are left alone.
        """
        workshop, text = read(path, home.sound)
        deck, time_source = decks.of(workshop, path), time_source or TimeSource()
        lock = WorkshopLock(path)
        is_writable = os.access(path, os.W_OK)
        try:
            holder = lock.acquire() if is_writable else None
        except OSError:
            holder, is_writable = None, False
        read_only = holder is not None or not is_writable
        if not read_only:
            atomic_write.sweep(path)
        history = None if demo or read_only else home.history(path)
        autosaver = Autosaver(
            WorkshopFile(path, text), workshop, time_source.wall, history,
            in_background=in_background, saved=home.sound.add,
        )  # fmt: skip
        session = cls(autosaver, workshop, deck, home, time_source, lock=lock, read_only=read_only, demo=demo)
        session.document.holder = holder
        session.document.report_leftover()
        return session

    # --- what can be seen -------------------------------------------------------------------

    @property
    def workshop(self) -> Workshop:
        """The present workshop."""
        return self.document.workshop

    @property
    def deck(self) -> Deck:
        """The deck of the present round."""
        return self.document.deck

    @property
    def path(self) -> Path:
        """The file of the workshop."""
        return self.document.path

    @property
    def unsaved(self) -> str:
        """Why the newest value is not in the file; "" when it is."""
        return self.document.unsaved

    @property
    def read_only(self) -> bool:
        """Whether this console cannot write."""
        return self.document.read_only

    @property
    def step(self) -> Step:
        """The step the team is at."""
        return self.deck.step(self.workshop.progress.step)

    @property
    def snapshot(self) -> WorkshopSnapshot:
        """What screens may see now."""
        document = self.document
        return WorkshopSnapshot(
            document.workshop, document.deck, self.step, self.clock.countdown, self.clock.local_now().date(),
            document.read_only, document.unsaved, document.demo, self.rounds.previous,
        )  # fmt: skip

    def roll(self, among: Sequence[str]) -> str:
        """Roll the dice among some ids."""
        return self._choose(list(among))

    # --- changes --------------------------------------------------------------------------------

    def commit(self, label: str, change: Change) -> None:
        """Validate a change, make it undoable and save it. Raises ChangeRejectedError with the reason."""
        self.document.commit(label, change)

    def undo(self) -> str | None:
        """Undo the last change and return its label, None if there is none. Raises ChangeRejectedError."""
        return self.rounds.turn(back=True)

    def redo(self) -> str | None:
        """Redo the change undone last and return its label, None if there is none. Raises ChangeRejectedError."""
        return self.rounds.turn(back=False)

    # --- steps and the clock ------------------------------------------------------------------

    def go(self, step_id: str) -> None:
        """Go to a step: log the clock of the step left, and let that of the new one wait to be started."""
        if step_id == self.workshop.progress.step:
            return
        self.clock.note()
        self.clock.pause()
        self.document.set_progress(step=step_id)
        self.clock.wait()
        self.document.save()
        self.document.remember()

    def _follow(self, step_id: str) -> None:
        """Go to the step a file changed outside names, if that is another step."""
        if step_id != self.step.id:
            self.go(step_id)

    def set_stage(self, case_id: str, stage: Stage) -> None:
        """Tell or score a case of Invent's rounds; the clock runs for that stage's minutes."""
        self.document.require_writable()
        self.clock.note()
        self.document.set_progress(case=case_id, stage=stage)
        self.clock.restart()
        self.document.save()

    def toggle_clock(self) -> bool:
        """Start or pause the clock, and return whether it runs now."""
        self.document.require_writable()
        self.clock.toggle()
        self.document.save()
        return self.clock.countdown.running

    def extend(self, seconds: int) -> None:
        """Give the step ``seconds`` more, or fewer where negative."""
        self.document.require_writable()
        self.clock.extend(seconds)
        self.document.save()

    def reset_clock(self) -> None:
        """Set the clock back to the step's whole time."""
        self.document.require_writable()
        self.clock.reset()
        self.document.save()

    def forgive_away(self) -> None:
        """Give back the time the console was away."""
        self.clock.forgive_away()
        self.document.save()

    # --- being open -----------------------------------------------------------------------------

    def beat(self) -> None:
        """Leave a sign of life and retry what could not be saved; called about once a second."""
        document = self.document
        if document.read_only:
            return
        self._home.beat(document.path, self.clock.now())
        document.try_again()
        if document.unsaved:
            document.save()

    def close(self) -> None:
        """Log the clock, save and release the file; it stays open while ``unsaved`` says why."""
        document = self.document
        if not document.read_only:
            self.clock.note()
            document.save()
            document.autosaver.flush()
            document.look(is_last=True)
            self.beat()
            document.autosaver.flush()
        document.remember()
        if not document.unsaved:
            document.release()
