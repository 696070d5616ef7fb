"""Answers the clock's keys, warns when its time runs out, and says how the day stands."""

from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.app.context import ConsoleContext
from mlew_tui.i18n import tr
from mlew_tui.model.schedule import forecast
from mlew_tui.model.schedule.countdown import warning
from mlew_tui.reports import schedule_text
from mlew_tui.session.time_source import format_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlew_tui.model.schedule.forecast import Forecast
    from mlew_tui.session.session import Session

_JUMP = 5
"""Seconds between two ticks from which the clock was set rather than running."""


class ScheduleController:
    """Turns the clock and watches it; it changes no plan by itself."""

    def __init__(self, console: ConsoleContext) -> None:
        self._console = console
        self._left_before: float | None = None
        self._time_words: tuple[object, ...] = ()
        self._words = ""

    def forecast(self, session: "Session") -> "Forecast":
        """Return where the day stands now."""
        return forecast.forecast_day(session.workshop, session.deck, session.clock.left(), session.clock.local_now())

    def time_words(self, session: "Session") -> str:
        """Return in a few words how the day stands; computed once a second at most."""
        key = (session.workshop, int(self._console.time_source.steady()), i18n.current())
        if key != self._time_words:
            self._time_words, self._words = key, schedule_text.status_line(self.forecast(session))
        return self._words

    def clock_was_set(self) -> None:
        """Note that the clock jumped: passing a warning in the jump rings no bell."""
        self._left_before = None

    def warn(self, session: "Session") -> None:
        """Ring and notify when the clock passes a warning."""
        countdown = session.snapshot.countdown
        left = session.clock.left()
        before, self._left_before = self._left_before, left
        if before is None or not countdown.running or countdown.counts_up or abs(before - left) > _JUMP:
            return
        settings = self._console.settings
        marks = session.deck.warnings_of(session.step) if settings.warnings is None else settings.warnings
        passed = warning(left, before, marks)
        if passed is None:
            return
        if settings.bell:
            self._console.bell()
        words = (
            tr("Time is up: decide for now and go on.")
            if passed == 0
            else tr("{time} left", time=format_duration(passed))
        )
        title = session.step.title.in_(i18n.current())
        self._console.notify(words, title=title, markup=False, severity="warning", timeout=8)

    def turn_clock(self, verb: str) -> None:
        """Start, pause, extend or reset the clock: toggle, plus1, plus5, minus1 or reset."""
        actions: dict[str, Callable[[Session], object]] = {
            "toggle": lambda session: session.toggle_clock(),
            "plus1": lambda session: session.extend(60),
            "plus5": lambda session: session.extend(300),
            "minus1": lambda session: session.extend(-60),
            "reset": lambda session: session.reset_clock(),
        }
        self.clock_was_set()
        self._console.attempt(actions[verb])
