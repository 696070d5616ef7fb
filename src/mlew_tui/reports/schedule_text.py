"""The day's forecast in words: a short line for the top bar, sentences for the agenda, and possible cuts.

Minutes are whole. Delays under a minute are not mentioned; excess time is rounded up to what must be cut.
"""

from collections.abc import Iterator
from datetime import datetime

from mlew_tui import i18n
from mlew_tui.i18n import tr
from mlew_tui.model.deck import Deck
from mlew_tui.model.schedule.forecast import Forecast, forecast_day
from mlew_tui.model.schedule.replan import Cut, Fit
from mlew_tui.model.workshop import Workshop
from mlew_tui.text.sanitize import one_line

_WORTH_SAYING = 60
"""Seconds from which a delay is shown."""
_AHEAD_WORTH_SAYING = 120
"""Seconds ahead of plan from which the top bar shows it."""


def status_line(day: Forecast) -> str:
    """Return the most important fact: excess time, a shortened break, late, ahead; "" when on plan."""
    shortened = _shortened(day)
    if day.over >= _WORTH_SAYING:
        return tr("{minutes} min over", minutes=_upwards(day.over))
    if shortened:
        number, minutes, _ = shortened[0]
        none = tr("no break {number}", number=number)
        return tr("break {number}: {minutes} min", number=number, minutes=minutes) if minutes else none
    if day.late >= _WORTH_SAYING:
        return tr("{minutes} min late", minutes=day.late // 60)
    if day.late <= -_AHEAD_WORTH_SAYING:
        return tr("{minutes} min ahead", minutes=-day.late // 60)
    return ""


def day_sentences(deck: Deck, day: Forecast) -> tuple[str, ...]:
    """Return in sentences when the day ends, how it compares to the plan, shortened breaks and skipped steps."""
    if day.is_over:
        time, planned = _moment(day, day.finish), _moment(day, _due(deck, day))
        ended = tr("The day ended at {time} (planned: {planned}).", time=time, planned=planned)
        return (ended, *_skipped(deck, day))
    return (
        _finish(deck, day), *_pace(day), *_next_break(day), *_breaks(day), *_over(day), *_extra(deck, day),
        *_skipped(deck, day),
    )  # fmt: skip


def extra_round_sentences(workshop: Workshop, deck: Deck, left: float, now: datetime) -> tuple[str, ...]:
    """Return the effect of one extra round, during the last planned one; empty at other times."""
    rounds = deck.step(workshop.progress.step).rounds
    told = [case.id for case in workshop.cases]
    if rounds is None or workshop.progress.case not in told:
        return ()
    number = told.index(workshop.progress.case) + 1
    if not rounds.planned <= number < min(rounds.most, len(told)):
        return ()
    minutes = rounds.tell + rounds.score
    day = forecast_day(workshop, deck, left, now, more=60 * minutes)
    return (tr("One more round takes {minutes} min.", minutes=minutes), _finish(deck, day), *_breaks(day), *_over(day))


def cut_words(deck: Deck, cut: Cut) -> str:
    """Return a cut as a choice: the step, its minutes before and after."""
    return tr("{step}: {before} → {after} min", step=_title(deck, cut.step), before=cut.planned, after=cut.to)


def fit_words(fit: Fit) -> str:
    """Return whether the remaining steps fit, and how many minutes are missing if not."""
    if not fit.missing:
        return tr("All steps to come fit into the time there is.")
    return tr("Even at their shortest the steps lack {minutes} min: breaks or a later end give them.",
              minutes=fit.missing)  # fmt: skip


# --- sentences ------------------------------------------------------------------------------------


def _due(deck: Deck, day: Forecast) -> int:
    """Return when the day is planned to end; earlier than its end where the team chose fewer steps."""
    return day.end if deck.choice is None else min(day.end, day.planned)


def _finish(deck: Deck, day: Forecast) -> str:
    time, planned = _moment(day, day.finish), _moment(day, _due(deck, day))
    return tr("At this pace the day ends at {time} (planned: {planned}).", time=time, planned=planned)


def _pace(day: Forecast) -> Iterator[str]:
    """Yield how far the work is ahead or behind, and time lost for other reasons."""
    if day.late >= _WORTH_SAYING:
        yield tr("We are {minutes} min behind the plan.", minutes=day.late // 60)
    elif day.late <= -_WORTH_SAYING:
        yield tr("We are {minutes} min ahead of the plan.", minutes=-day.late // 60)
    else:
        yield tr("We are on time.")
    if day.idle >= _WORTH_SAYING:
        yield tr("{minutes} min went by while no clock ran.", minutes=day.idle // 60)
    if day.planned > day.end:
        yield tr("The plan is {minutes} min longer than the day.", minutes=_upwards(day.planned - day.end))


def _next_break(day: Forecast) -> Iterator[str]:
    """Yield when the next break begins."""
    for number, mark in enumerate(day.marks[:-1], 1):
        entry = next(entry for entry in day.entries if entry.step == mark.step)
        if entry.state == "ahead" and entry.rest and entry.begins is not None:
            time, planned = _moment(day, entry.begins), _moment(day, mark.planned)
            yield tr("Break {number} begins at {time} (planned: {planned}).", number=number, time=time, planned=planned)
            return


def _breaks(day: Forecast) -> Iterator[str]:
    for number, minutes, given in _shortened(day):
        if minutes:
            yield tr("Break {number} gives up {given} min and lasts {minutes}.",
                     number=number, given=given, minutes=minutes)  # fmt: skip
        else:
            yield tr("Break {number} is used up.", number=number)


def _over(day: Forecast) -> Iterator[str]:
    if day.over >= _WORTH_SAYING:
        yield tr("{minutes} min do not fit: shorten steps or end later.", minutes=_upwards(day.over))


def _extra(deck: Deck, day: Forecast) -> Iterator[str]:
    if deck.larger_team is not None and day.extra:
        yield tr("With more than {people} people the day has {minutes} min more.",
                 people=deck.larger_team.above, minutes=day.extra // 60)  # fmt: skip


def _skipped(deck: Deck, day: Forecast) -> Iterator[str]:
    if day.skipped:
        steps = tr(", ").join(tr("“{title}”", title=_title(deck, step)) for step in day.skipped)
        yield tr("Skipped: {steps}.", steps=steps)


# --- words ----------------------------------------------------------------------------------------


def _shortened(day: Forecast) -> list[tuple[int, int, int]]:
    """Return the breaks shortened by at least a minute: number from 1, minutes left, minutes given up."""
    found = []
    for number, entry in enumerate((entry for entry in day.entries if entry.phase == "break"), 1):
        if entry.given >= _WORTH_SAYING:
            lasts = round(entry.forecast / 60)
            found.append((number, lasts, round((entry.forecast + entry.given) / 60) - lasts))
    return found


def _moment(day: Forecast, seconds: int) -> str:
    """Return a time of day, or the minute of the day where no start time is known."""
    at = day.at(seconds)
    return tr("minute {minute}", minute=seconds // 60) if at is None else f"{at:%H:%M}"


def _title(deck: Deck, step_id: str) -> str:
    return one_line(deck.step(step_id).title.in_(i18n.current()))


def _upwards(seconds: int) -> int:
    return -(-seconds // 60)
