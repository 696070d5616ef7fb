"""When the deck has breaks and the end, and what breaks give when there is more to do than time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mlew_tui.model.deck import Deck, Step
from mlew_tui.model.schedule.forecast_entries import Entry
from mlew_tui.model.workshop import Workshop


def extra_seconds(workshop: Workshop, deck: Deck) -> int:
    """Return what the deck adds for a larger team; sponsor and facilitator do no work that takes time.

    Who left in the course of the day still counts: the room was taken for everybody.
    """
    people = sum(person.role not in ("sponsor", "facilitator") for person in workshop.participants)
    larger = deck.larger_team
    return 60 * larger.minutes if larger is not None and people > larger.above else 0


def planned_marks(workshop: Workshop, deck: Deck, extra: int) -> dict[str | None, int]:
    """Return when the deck has each break begin and, under None, the day end.

    Phases by choice together have what the deck gives them, whatever the team makes of it, or nothing where none is
    chosen: then the day is so much shorter. The extra time of a larger team goes to the work in proportion, each mark
    moving by whole minutes, rounded up.
    """
    minutes = {step.id: _minutes(workshop, deck, step) for step in deck.steps}
    work = sum(minutes[step.id] for step in deck.steps if step.phase != "break")
    marks: dict[str | None, int] = {}
    passed = worked = 0
    for step in deck.steps:
        if step.phase == "break":
            marks[step.id] = 60 * (passed + _upwards(extra * worked, 60 * work))
        else:
            worked += minutes[step.id]
        passed += minutes[step.id]
    return {**marks, None: 60 * (passed + _left_open(workshop, deck)) + (extra if work else 0)}


def _minutes(workshop: Workshop, deck: Deck, step: Step) -> int:
    """Return the minutes a step has before the team plans otherwise: the deck's, or where it chooses, its choice."""
    return workshop.plan.minutes.get(step.id, 0) if deck.phase(step.phase).by_choice else step.minutes or 0


def _left_open(workshop: Workshop, deck: Deck) -> int:
    """Return the minutes for phases by choice that the team's choice leaves free; negative where it takes more."""
    chosen = sum(_minutes(workshop, deck, step) for step in deck.steps if deck.phase(step.phase).by_choice)
    return deck.choice.minutes - chosen if deck.choice is not None and chosen else 0


def _upwards(amount: int, by: int) -> int:
    """Return a quotient rounded up, 0 where there is nothing to divide by."""
    return -(-amount // by) if by else 0


def given(entries: Sequence[Entry], elapsed: int, marks: Mapping[str | None, int]) -> dict[str, int]:
    """Return how many seconds each break still to come gives, so that the day ends in time if it can.

    Together they give what is too much and no more. Each first gives what it begins late by, so that it ends on
    time; what is too much after that (more work planned than the day has) the last breaks give first.
    """
    needed = max(0, elapsed + sum(entry.rest for entry in entries) - marks[None])
    gives: dict[str, int] = {}
    moment = elapsed
    for entry in entries:
        if entry.phase == "break" and entry.rest:
            late = moment + entry.rest - (marks[entry.step] + (entry.planned or 0))
            gives[entry.step] = min(max(0, late), entry.rest, needed)
            needed -= gives[entry.step]
        moment += entry.rest - gives.get(entry.step, 0)
    for entry in reversed(entries):
        if entry.step in gives:
            further = min(entry.rest - gives[entry.step], needed)
            gives[entry.step] += further
            needed -= further
    return gives


def timed(entries: Sequence[Entry], elapsed: int, gives: Mapping[str, int]) -> tuple[Entry, ...]:
    """Return the entries with what breaks give, and when each of those to come begins."""
    found = []
    moment = elapsed
    for entry in entries:
        entry_gives = gives.get(entry.step, 0)
        found.append(replace(entry, given=entry_gives, begins=moment if entry.state == "ahead" else None))
        moment += entry.rest - entry_gives
    return tuple(found)
