"""The workshop being run: steps, clock and presence. No screens here."""

import os
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from mlew_tui.model.deck import Deck, Step
from mlew_tui.model.schedule import agenda
from mlew_tui.model.schedule import clock as running
from mlew_tui.model.schedule.countdown import Countdown
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Clock, LogEntry, Stage, Workshop
from mlew_tui.session.rounds import ClosesRounds
from mlew_tui.session.time_source import TimeSource, local
from mlew_tui.storage import atomic_write, decks
from mlew_tui.storage.autosaver import Autosaver
from mlew_tui.storage.home import Home
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.storage.workshop_file import WorkshopFile, read

AWAY_WORTH_ASKING = 3.0
"""Seconds away from a running clock from which the room is asked whether they count."""


class Session(ClosesRounds):
    """An open workshop being run: the step the room is at, its clock, and coming back after going away."""

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
        super().__init__(autosaver, workshop, deck, home, lock=lock, read_only=read_only, demo=demo)
        self._time = time_source or TimeSource()
        self._choose = choose
        self._ran = 0.0
        self.away = self._away()
        self._countdown = self._opened_clock()
        self.beat()

    @classmethod
    def open(
        cls, path: Path, home: Home, time_source: TimeSource | None = None, *, demo: bool = False,
        in_background: bool = False,
    ) -> "Session":  # fmt: skip
        """Open a workshop's file; read-only when another console has it or it cannot be written.

        ``in_background`` saves without keeping whoever types waiting. Raises InvalidFileError when the file or its
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
            in_background=in_background, saved=home.sound.note,
        )  # fmt: skip
        session = cls(autosaver, workshop, deck, home, time_source, lock=lock, read_only=read_only, demo=demo)
        session.holder = holder
        session.tell_what_lay_beside()
        return session

    # --- what can be seen -------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The step the room is at."""
        return self.deck.step(self.workshop.progress.step)

    @property
    def snapshot(self) -> WorkshopSnapshot:
        """The present moment for the screens."""
        return WorkshopSnapshot(
            self.workshop, self.deck, self.step, self._countdown, self._read_only, self.unsaved, self._demo,
            today=self.local_now().date(), before=self.before,
        )  # fmt: skip

    def now(self) -> datetime:
        """Return the moment by the wall clock."""
        return self._time.wall()

    def left(self) -> float:
        """Return the seconds left on the clock now."""
        return self._countdown.left_at(self._time.steady())

    def local_now(self) -> datetime:
        """Return the time of day in the workshop's time zone."""
        return local(self.workshop, self._time.wall())

    def roll(self, among: Sequence[str]) -> str:
        """Roll the dice among some ids."""
        return self._choose(list(among))

    # --- steps and the clock ------------------------------------------------------------------

    def go(self, step_id: str) -> None:
        """Go to a step; the clock of the one left is noted, that of the new one waits to be started."""
        if step_id == self.workshop.progress.step:
            return
        self._note_clock()
        self._countdown = self._countdown.paused(self._time.steady())
        self._set_progress(step=step_id)
        self._ran = 0.0
        self._countdown = self._fresh_clock()
        self._note_clock()
        self._save()
        self.remember()

    def follow(self, step_id: str) -> None:
        """Go where the file says the room is, if that is another step."""
        if step_id != self.step.id:
            self.go(step_id)

    def set_stage(self, case_id: str, stage: Stage) -> None:
        """In Invent's rounds: tell or score this case; the clock is set to the stage's minutes and runs."""
        self._must_write()
        self._note_clock()
        self._set_progress(case=case_id, stage=stage)
        now = self._time.steady()
        self._countdown = self._fresh_clock().started(now)
        self._open_entry()
        self._note_clock()
        self._save()

    def toggle_clock(self) -> bool:
        """Start or pause the clock; return whether it runs now."""
        self._must_write()
        now = self._time.steady()
        if self._countdown.running:
            self._note_clock()
            self._countdown = self._countdown.paused(now)
        else:
            self._open_entry()
            self._countdown = self._countdown.started(now)
        self._note_clock()
        self._save()
        return self._countdown.running

    def extend(self, seconds: int) -> None:
        """Give the step more time, or less."""
        self._must_write()
        sign = -1 if self._countdown.counts_up else 1
        self._countdown = self._countdown.extended(sign * seconds)
        self._note_clock()
        self._save()

    def reset_clock(self) -> None:
        """Set the clock back to the step's whole time; it runs on or waits as it did."""
        self._must_write()
        self._note_clock()
        whole = running.whole_seconds(self.workshop, self.step)
        reset = self._countdown.reset(float(whole or 0), self._time.steady())
        self._countdown = reset._replace(counts_up=whole is None)
        self._note_clock()
        self._save()

    def forgive_away(self) -> None:
        """Do not count the time away: the clock stands where it stood when the console went."""
        self._countdown = self._countdown.extended(self.away)
        self._ran -= self.away
        self.away = 0.0
        self._note_clock()
        self._save()

    def _stop_clock(self) -> None:
        """Note the clock and let it stand."""
        self._note_clock()
        self._countdown = self._countdown.paused(self._time.steady())
        self._note_clock()

    def _set_clock(self) -> None:
        """Take the clock from the workshop."""
        self._countdown = self._opened_clock()

    def _fresh_clock(self) -> Countdown:
        return running.fresh(self.workshop, self.step, self._time.steady())

    def _open_entry(self) -> None:
        """Begin the log entry of this run, unless the last one is this step's."""
        log, round_ = self.workshop.log, self.workshop.progress.round
        if log and (log[-1].step, log[-1].round) == (self.step.id, round_):
            return
        entry = LogEntry(
            round=round_, step=self.step.id, planned=agenda.planned_seconds(self.workshop, self.step) or 0,
            actual=0, started=self.local_now().replace(microsecond=0),
        )  # fmt: skip
        self.workshop = self.workshop.with_(log=(*log, entry))
        self._ran = 0.0

    def _note_clock(self) -> None:
        """Write the clock and the seconds it ran into the workshop, to whole seconds as the file has them."""
        now, wall = self._time.steady(), self.local_now()
        ran = self._countdown.ran_at(now)
        self._countdown = self._countdown._replace(left=self._countdown.left_at(now), at=now)
        log = self.workshop.log
        if log and log[-1].step == self.step.id and (ran or self._ran):
            total = log[-1].actual + self._ran + ran
            self._ran = total - round(total)
            last = log[-1].model_copy(update={"actual": max(0, round(total))})
            self.workshop = self.workshop.with_(log=(*log[:-1], last))
        at = wall.replace(microsecond=0)
        left = round(self._countdown.left + (wall - at).total_seconds() * self._countdown.running)
        self._set_progress(clock=Clock(left=left, running=self._countdown.running, at=at))

    def _set_progress(self, **fields: object) -> None:
        progress = self.workshop.progress.model_copy(update=fields)
        self.workshop = self.workshop.with_(progress=progress)

    # --- coming back --------------------------------------------------------------------------

    def _away(self) -> float:
        """Return the seconds since the console last had this workshop with a running clock, else 0."""
        clock = self.workshop.progress.clock
        if clock is None or not clock.running:
            return 0.0
        beat = self._home.last_beat(self.path)
        last = clock.at if beat is None else max(clock.at, beat)
        return max(0.0, (self._time.wall() - last).total_seconds())

    def _opened_clock(self) -> Countdown:
        """Return the clock as it stands now, noting what it ran while nobody looked."""
        clock = self.workshop.progress.clock
        opened = running.opened(self.workshop, self.step, self._time.wall(), self._time.steady())
        self._ran = clock.left - opened.left if clock is not None else 0.0
        return opened

    def beat(self) -> None:
        """Leave a sign of life, and try again what could not be saved; called about once a second."""
        if self._read_only:
            return
        self._home.beat(self.path, self._time.wall())
        self.try_again()
        if self.unsaved:
            self._save()

    def close(self) -> None:
        """Note the clock, save, remember where the room stopped; not closed while ``unsaved`` says why."""
        if not self._read_only:
            self._note_clock()
            self._save()
            self.autosaver.flush()
            self.look(is_last=True)
            self.beat()
            self.autosaver.flush()
        self.remember()
        if not self.unsaved:
            self.release()
