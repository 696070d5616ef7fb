"""A round of the workshop: how it ends, how the next one begins, and where its minutes come from.

Round 1 is Day 1, round 2 is Day 2, later ones are the team's own. Closing a round keeps everything people made; what
belonged to its day alone goes: start, minutes and facilitator, the step and its clock. The log stays, for it names
its round. Ballots and the reveal stay as they are: what the room knows cannot be made secret again. Who scores anew
in a later round covers the result first, so that the new scores are given in secret as the first ones were.

In a deck with phases by choice the team gives each of them minutes, none to those it passes over. They are stored as
``plan.minutes`` of the phase's steps, shared among them in proportion, so that each step's clock has its own and the
phase's minutes are nothing but their sum.
"""

from collections.abc import Mapping

from mlew_tui.model.deck import Deck
from mlew_tui.model.iterate import Improvement
from mlew_tui.model.schedule.agenda import is_chosen
from mlew_tui.model.workshop import Plan, Progress, ReadinessDay2, Workshop

LEAST = 10
"""Minutes suggested for a phase to improve without minutes of its own."""


# --- from one round to the next -------------------------------------------------------------------


def closed(workshop: Workshop, deck: Deck, following: Deck, before: Workshop | None = None) -> Workshop:
    """Return the workshop at the first step of the next round, whose deck is ``following``.

    ``before`` is the workshop as the round before this one left it: improvements that came from there and whose
    phases were redone are done and go. Without it, and when round 1 ends, all stay: the next round begins with them.
    """
    number = workshop.progress.round
    left = tuple(item for item in workshop.next_step.improve if not _is_done(workshop, deck, item, before))
    return workshop.with_(
        plan=Plan(),
        readiness_day2=workshop.readiness_day2 if number == 1 else ReadinessDay2(),
        next_step=workshop.next_step.model_copy(update={"improve": left}),
        progress=Progress(round=number + 1, step=following.steps[0].id),
    )


def _is_done(workshop: Workshop, deck: Deck, item: Improvement, before: Workshop | None) -> bool:
    """Tell whether an improvement was taken over from the round before and its phase redone in this one."""
    return before is not None and item in before.next_step.improve and _is_redone(workshop, deck, item)


def _is_redone(workshop: Workshop, deck: Deck, item: Improvement) -> bool:
    """Tell whether the phase of an improvement is redone in this round; in round 1 none is."""
    number = workshop.progress.round
    if number == 1:
        return False
    ran = {entry.step for entry in workshop.log if entry.round == number}
    return any(step.id in ran or is_chosen(workshop, deck, step) for step in deck.steps if step.phase == item.phase)


def as_left(before: Workshop, present: Workshop, deck: Deck) -> Workshop:
    """Return what the round before left, with the present day's own plan and time: what differs is people's work.

    What that closing took from the list of improvements is not theirs either; ``deck`` is of rounds 2 and on.
    """
    progress = present.progress
    if progress.case is not None and all(case.id != progress.case for case in before.cases):
        progress = progress.model_copy(update={"case": None, "stage": "tell"})
    kept = present.next_step.improve
    improve = tuple(one for one in before.next_step.improve if one in kept or not _is_redone(before, deck, one))
    return before.with_(
        plan=present.plan, readiness_day2=present.readiness_day2, progress=progress, log=present.log,
        next_step=before.next_step.model_copy(update={"improve": improve}),
    )  # fmt: skip


# --- the minutes of a round -----------------------------------------------------------------------


def phase_minutes(workshop: Workshop, deck: Deck) -> dict[str, int]:
    """Return the minutes of each phase by choice, in the deck's order; 0 for one that is passed over."""
    planned = workshop.plan.minutes
    return {
        phase.id: sum(planned.get(step.id, 0) for step in deck.steps if step.phase == phase.id)
        for phase in deck.phases
        if phase.by_choice
    }


def shares(deck: Deck, phase: str, minutes: int) -> dict[str, int]:
    """Share a phase's minutes among its steps in proportion to their ``share``, exactly and in whole minutes.

    What does not divide goes to the largest remainders, the earlier step at equal ones; where there are fewer
    minutes than steps, some have none and are passed over.
    """
    steps = [step for step in deck.steps if step.phase == phase]
    whole = sum(step.share for step in steps)
    found = {step.id: minutes * step.share // whole for step in steps}
    by_remainder = sorted(steps, key=lambda step: -(minutes * step.share % whole))
    for step in by_remainder[: minutes - sum(found.values())]:
        found[step.id] += 1
    return {step: planned for step, planned in found.items() if planned}


def with_phase_minutes(workshop: Workshop, deck: Deck, minutes: Mapping[str, int]) -> Workshop:
    """Return the workshop with these minutes for these phases by choice; the others keep theirs."""
    steps = {step.id for step in deck.steps if step.phase in minutes}
    planned = {step: value for step, value in workshop.plan.minutes.items() if step not in steps}
    for phase, value in minutes.items():
        planned |= shares(deck, phase, value)
    return workshop.with_(plan=workshop.plan.model_copy(update={"minutes": planned}))


def split(deck: Deck, minutes: Mapping[str, int]) -> dict[str, int]:
    """Return a ready-made split for every phase by choice: those it does not name have nothing."""
    return {phase.id: minutes.get(phase.id, 0) for phase in deck.phases if phase.by_choice}


def suggested(workshop: Workshop, deck: Deck) -> dict[str, int]:
    """Return minutes for the phases the team wants to improve: what it wrote there, phase by phase.

    Phases without minutes share what the others leave free, at least ``LEAST`` each.
    """
    wanted: dict[str, list[int | None]] = {}
    for item in workshop.next_step.improve:
        wanted.setdefault(item.phase, []).append(item.minutes)
    said = {phase: sum(value or 0 for value in values) for phase, values in wanted.items()}
    open_ones = [phase for phase, value in said.items() if not value]
    free = max(0, (deck.choice.minutes if deck.choice else 0) - sum(said.values()))
    each = max(LEAST, free // len(open_ones) // 5 * 5) if open_ones else 0
    return split(deck, {phase: value or each for phase, value in said.items()})
