"""Replanning the rest of the day: which steps could be shortened, cutting one, or scaling all that remain.

Only the team's own minutes are changed, only when somebody chooses so, and only of work still to come: breaks give
by themselves, and the step going on has its clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from mlew_tui.model.deck import Deck
from mlew_tui.model.schedule.forecast import Forecast
from mlew_tui.model.schedule.forecast_entries import Entry
from mlew_tui.model.workshop import Workshop

MOST_MINUTES = 600
"""What the format allows for one step."""


@dataclass(frozen=True)
class Cut:
    """One step that could be shortened, in whole minutes: from ``planned`` to ``to``, never below ``floor``.

    ``to`` saves what is needed or as much as the floor allows.
    """

    step: str
    planned: int
    to: int
    floor: int

    @property
    def saves(self) -> int:
        """The minutes this cut gains."""
        return self.planned - self.to


@dataclass(frozen=True)
class Fit:
    """Minutes for every step of work to come; ``missing`` minutes do not fit even with each at its floor."""

    minutes: Mapping[str, int]
    missing: int


def floor_minutes(deck: Deck, entry: Entry) -> int:
    """Return how far a step may be shortened: half the deck's minutes, rounded up, and what it already took.

    The deck's minutes and not the team's, so that cutting twice does not come to a quarter. A team that already
    plans less by hand keeps that; a step the deck does not time may go to half of what the team plans.
    """
    planned = (entry.planned or 0) // 60
    half = -(-(deck.step(entry.step).minutes or planned) // 2)
    return max(min(planned, half), -(-entry.real // 60))


def cuts(deck: Deck, forecast: Forecast, minutes: int | None = None) -> tuple[Cut, ...]:
    """Return what could be shortened to gain ``minutes``, by default what does not fit, gentlest first.

    First come the steps that gain all of it alone. The longer a step, the smaller the part of it that a minute is,
    and the less it hurts; equally long ones stay in the deck's order. Empty when there is nothing to gain.
    """
    needed = -(-forecast.over // 60) if minutes is None else minutes
    if needed <= 0:
        return ()
    found = []
    for entry in _work_ahead(forecast):
        planned, floor = (entry.planned or 0) // 60, floor_minutes(deck, entry)
        if floor < planned:
            found.append(Cut(entry.step, planned, max(floor, planned - needed), floor))
    return tuple(sorted(found, key=lambda cut: (cut.saves < needed, -cut.planned)))


def cut(workshop: Workshop, deck: Deck, chosen: Cut) -> Workshop:
    """Return the workshop with this step cut."""
    return replanned(workshop, deck, {chosen.step: chosen.to})


def fitted(deck: Deck, forecast: Forecast, minutes: int | None = None) -> Fit:
    """Return minutes for the work still to come that end the day ``minutes`` after its start, by default in time.

    Breaks keep their whole length. Each step gets its share in proportion to its planned minutes, whole by largest
    remainder (the earlier step at equal ones), and none less than its floor; a step of no minutes keeps none. The
    sum is exactly what there is, unless that is less than the floors (then each has its floor and ``missing`` says
    the rest, which breaks may still give) or would take a step beyond ``MOST_MINUTES``. A deck without a minute has
    no end to fit into.
    """
    if not forecast.end and minutes is None:
        return Fit({}, 0)
    ahead = _work_ahead(forecast)
    until = forecast.end if minutes is None else 60 * minutes
    fixed = sum(entry.rest for entry in forecast.entries if entry not in ahead)
    room = (until - forecast.elapsed - fixed + sum(entry.real for entry in ahead)) // 60
    floors = {entry.step: floor_minutes(deck, entry) for entry in ahead}
    if not ahead or room <= sum(floors.values()):
        return Fit(floors, max(0, sum(floors.values()) - room))
    weights = {entry.step: (entry.planned or 0) // 60 for entry in ahead}
    most = MOST_MINUTES * sum(weights.values()) // max(weights.values())
    return Fit(_shares(weights, floors, min(room, most)), 0)


def replanned(workshop: Workshop, deck: Deck, minutes: Mapping[str, int]) -> Workshop:
    """Return the workshop with these minutes planned; those that are the deck's own need not be written."""
    merged = {**workshop.plan.minutes, **minutes}
    own = {
        step: planned for step, planned in merged.items() if step not in minutes or planned != deck.by_id[step].minutes
    }
    return workshop.with_(plan=workshop.plan.model_copy(update={"minutes": own}))


def _work_ahead(forecast: Forecast) -> tuple[Entry, ...]:
    """Return the steps of work still to come that have minutes; a day that is over has none."""
    if forecast.is_over:
        return ()
    return tuple(
        entry for entry in forecast.entries if entry.state == "ahead" and entry.phase != "break" and entry.planned
    )


def _shares(weights: Mapping[str, int], floors: Mapping[str, int], total: int) -> dict[str, int]:
    """Share ``total``, at least the sum of the floors, by weight in whole minutes, none below its floor."""
    at_floor: dict[str, int] = {}
    while True:
        free = {step: weight for step, weight in weights.items() if step not in at_floor}
        room = total - sum(at_floor.values())
        quotas = {step: Fraction(room * weight, sum(free.values())) for step, weight in free.items()}
        low = {step: floors[step] for step, quota in quotas.items() if quota < floors[step]}
        if not low:
            break
        at_floor |= low
    whole = {step: int(quota) for step, quota in quotas.items()}
    by_remainder = sorted(whole, key=lambda step: whole[step] - quotas[step])
    for step in by_remainder[: room - sum(whole.values())]:
        whole[step] += 1
    return {step: at_floor.get(step, whole.get(step, 0)) for step in weights}
