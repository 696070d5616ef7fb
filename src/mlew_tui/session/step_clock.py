"""The clock of the step the team is at: its countdown, its log entry, and the time the console was away."""

from datetime import datetime

from mlew_tui.model.deck import Step
from mlew_tui.model.schedule import agenda
from mlew_tui.model.schedule import clock as step_clocks
from mlew_tui.model.schedule.countdown import Countdown
from mlew_tui.model.workshop import Clock, LogEntry
from mlew_tui.session.document import Document
from mlew_tui.session.time_source import TimeSource, local


class StepClock:
    """Runs the countdown of the present step and writes it into the document's workshop, in whole seconds.

    ``away`` is how many seconds the console was gone while the clock ran.
    """

    def __init__(self, document: Document, time_source: TimeSource, last_beat: datetime | None) -> None:
        self._document = document
        self._time = time_source
        self._unlogged = 0.0
        self.away = self._time_away(last_beat)
        self.countdown = Countdown(0.0)
        self.reopen()

    @property
    def _step(self) -> Step:
        return self._document.deck.step(self._document.workshop.progress.step)

    def now(self) -> datetime:
        """Return the current time by the wall clock."""
        return self._time.wall()

    def local_now(self) -> datetime:
        """Return the current time in the workshop's time zone."""
        return local(self._document.workshop, self._time.wall())

    def left(self) -> float:
        """Return the seconds left; negative is overtime."""
        return self.countdown.left_at(self._time.steady())

    def toggle(self) -> None:
        """Start or pause the countdown."""
        now = self._time.steady()
        if self.countdown.running:
            self.note()
            self.countdown = self.countdown.paused(now)
        else:
            self._open_log_entry()
            self.countdown = self.countdown.started(now)
        self.note()

    def restart(self) -> None:
        """Set the countdown to the time of the step or stage, and start it."""
        self.countdown = self._fresh().started(self._time.steady())
        self._open_log_entry()
        self.note()

    def wait(self) -> None:
        """Set the countdown to what is left of the step's time, waiting to be started."""
        self._unlogged = 0.0
        self.countdown = self._fresh()
        self.note()

    def extend(self, seconds: int) -> None:
        """Give the step ``seconds`` more, or fewer where negative."""
        sign = -1 if self.countdown.counts_up else 1
        self.countdown = self.countdown.extended(sign * seconds)
        self.note()

    def reset(self) -> None:
        """Set the countdown back to the step's whole time; it keeps running or waiting."""
        self.note()
        whole = step_clocks.whole_seconds(self._document.workshop, self._step)
        reset = self.countdown.reset(float(whole or 0), self._time.steady())
        self.countdown = reset._replace(counts_up=whole is None)
        self.note()

    def forgive_away(self) -> None:
        """Give back the time the console was away."""
        self.countdown = self.countdown.extended(self.away)
        self._unlogged -= self.away
        self.away = 0.0
        self.note()

    def stop(self) -> None:
        """Log the time run so far, and pause."""
        self.note()
        self.pause()
        self.note()

    def pause(self) -> None:
        """Pause without logging."""
        self.countdown = self.countdown.paused(self._time.steady())

    def reopen(self) -> None:
        """Take the countdown from the workshop; a clock that was running ran on meanwhile."""
        workshop = self._document.workshop
        clock = workshop.progress.clock
        self.countdown = step_clocks.opened(workshop, self._step, self._time.wall(), self._time.steady())
        self._unlogged = clock.left - self.countdown.left if clock is not None else 0.0

    def note(self) -> None:
        """Write the clock and the seconds it ran into the workshop, in whole seconds as the file has them."""
        now, wall = self._time.steady(), self.local_now()
        ran = self.countdown.ran_at(now)
        self.countdown = self.countdown._replace(left=self.countdown.left_at(now), at=now)
        log = self._document.workshop.log
        if log and log[-1].step == self._step.id and (ran or self._unlogged):
            total = log[-1].actual + self._unlogged + ran
            self._unlogged = total - round(total)
            last = log[-1].model_copy(update={"actual": max(0, round(total))})
            self._document.workshop = self._document.workshop.with_(log=(*log[:-1], last))
        at = wall.replace(microsecond=0)
        left = round(self.countdown.left + (wall - at).total_seconds() * self.countdown.running)
        self._document.set_progress(clock=Clock(left=left, running=self.countdown.running, at=at))

    def _fresh(self) -> Countdown:
        return step_clocks.fresh(self._document.workshop, self._step, self._time.steady())

    def _open_log_entry(self) -> None:
        """Begin the log entry of this run, unless the last entry is this step's."""
        workshop, step = self._document.workshop, self._step
        round_ = workshop.progress.round
        if workshop.log and (workshop.log[-1].step, workshop.log[-1].round) == (step.id, round_):
            return
        entry = LogEntry(
            round=round_, step=step.id, planned=agenda.planned_seconds(workshop, step) or 0,
            actual=0, started=self.local_now().replace(microsecond=0),
        )  # fmt: skip
        self._document.workshop = workshop.with_(log=(*workshop.log, entry))
        self._unlogged = 0.0

    def _time_away(self, last_beat: datetime | None) -> float:
        """Return the seconds since a console last had this workshop with a running clock, else 0."""
        clock = self._document.workshop.progress.clock
        if clock is None or not clock.running:
            return 0.0
        last = clock.at if last_beat is None else max(clock.at, last_beat)
        return max(0.0, (self._time.wall() - last).total_seconds())
