"""Day 2 begins: its three checks, the objections to settle, who facilitates; then phases and their minutes."""

from collections.abc import Callable, Mapping
from typing import Any

from mlew_tui.i18n import current, tr
from mlew_tui.model import changes
from mlew_tui.model.deck import Deck
from mlew_tui.model.schedule import rounds
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.screens.phases.opening import ChecksPresenter
from mlew_tui.screens.step.effects import Commit, Effect, Key, Notify, PickItems
from mlew_tui.screens.step.presenter import StepPresenter, initial, people
from mlew_tui.screens.step.step_labels import CHECKS_DAY2, PHASES
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.grid import Column, GridView, Row

_OBJECTIONS = "customer.objections"
_STEP = 5
"""Minutes a key gives or takes."""


class Day2ChecksPresenter(ChecksPresenter):
    """The three checks before the day, the objections to the customer, who keeps the time, and who takes part."""

    checks = CHECKS_DAY2
    readiness = "readiness_day2"

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the objections beside the checks, and the facilitator in the head."""
        view, workshop = super().board(snapshot, state), snapshot.workshop
        ready, there, head = view.cells
        open_ones = sum(not objection.settled for objection in workshop.customer.objections)
        objections = tuple(
            Card(
                f"{_OBJECTIONS}/{index}", objection.text, glyph="✓" if objection.settled else "!",
                marks=(initial(workshop, objection.by), tr("settled") if objection.settled else tr("open")),
                tone="dim" if objection.settled else "card",
            )
            for index, objection in enumerate(workshop.customer.objections)
        )  # fmt: skip
        settle = Cell(
            "objections", tr("Objections to the customer"), objections,
            note=tr("▲ {count} open: Space settles one", count=open_ones) if open_ones else "✓",
            empty=tr("Nobody objected."),
        )  # fmt: skip
        name = person_name(workshop, workshop.plan.facilitator)
        lead = Card("facilitator", name or tr("nobody yet: F7 picks one of the team"), marks=(tr("facilitator today"),))
        head = Cell(head.key, head.title, (lead, *head.cards))
        return BoardView((ready, settle, head, there), width=36, lines=6)

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Turn a check, pick the facilitator, or work on a text."""
        return self._lead(snapshot, state) if state.cursor == "facilitator" else super().enter(snapshot, state)

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Turn the check at the cursor, or settle the objection."""
        item = changes.find(snapshot.workshop, state.cursor)
        if not state.cursor.startswith(f"{_OBJECTIONS}/") or item is None:
            return super().space(snapshot, state)
        place, settled = state.cursor, not item.settled
        return Commit(tr("objection settled"), lambda w: changes.edit(w, place, settled=settled))

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Space turns a check and settles an objection; F7 picks who facilitates."""
        return (*super().keys(snapshot, state), Key.of("day2.lead", self._lead))

    def _lead(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        now = snapshot.workshop.plan.facilitator
        return PickItems(
            tr("Who keeps the time today? It may be anybody of the team."), people(snapshot), (now,) if now else (),
            lambda ids: Commit(
                tr("facilitator of the day"), lambda w: changes.put(w, "plan.facilitator", ids[0] if ids else None)
            ),
            single=True,
        )  # fmt: skip


class MinutesPresenter(StepPresenter):
    """Which phases are redone, in how many minutes: ready-made splits, the improvements' own, and each one freely."""

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the ready-made splits, then each phase with its steps and what is to be improved in it."""
        workshop, deck = snapshot.workshop, snapshot.deck
        given = rounds.phase_minutes(workshop, deck)
        splits = Cell("splits", tr("Ready made"), tuple(self._split_cards(workshop, deck, given)))
        phases = (_phase_cell(snapshot, phase, minutes) for phase, minutes in given.items())
        rest = sum(step.minutes or 0 for step in deck.steps if not deck.phase(step.phase).by_choice)
        day = tr("With {rest} min of planning the day takes {minutes} min.",
                 rest=rest, minutes=rest + sum(given.values()))  # fmt: skip
        return BoardView((splits, *phases), (day,), width=36, lines=2)

    def grid(self, snapshot: WorkshopSnapshot, state: StepUiState) -> GridView:
        """Show the sum of what is chosen, and each phase's part of it, where it never scrolls away."""
        given = rounds.phase_minutes(snapshot.workshop, snapshot.deck)
        chosen = sum(given.values())
        frame = snapshot.deck.choice.minutes if snapshot.deck.choice else chosen
        corner = tr("{count} / {all} min", count=chosen, all=frame)
        values = tuple(str(minutes) if minutes else "·" for minutes in given.values())
        columns = tuple(Column(tr(PHASES[phase])) for phase in given)
        return GridView(corner, columns, (Row(_state(chosen, frame), values),))

    def _split_cards(self, workshop: Workshop, deck: Deck, given: Mapping[str, int]) -> list[Card]:
        return [
            Card(
                f"split/{key}", f"{key}  {words}", lit=minutes == given, whole=True,
                marks=(_minutes_words(minutes) or tr("0 min"),),
            )
            for key, words, minutes in _splits(workshop, deck)
        ]  # fmt: skip

    def arrive(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Begin at the first phase that somebody wants improved, where nothing is chosen yet."""
        given = rounds.phase_minutes(snapshot.workshop, snapshot.deck)
        wanted = [phase for phase, minutes in rounds.suggested(snapshot.workshop, snapshot.deck).items() if minutes]
        state.cursor = "split/1" if wanted and not any(given.values()) else f"phase/{next(iter(given), '')}"

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Minutes are given by keys."""
        return False

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Take the split at the cursor."""
        kind, _, key = state.cursor.partition("/")
        return self._take(snapshot, key) if kind == "split" else None

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Space does as Enter."""
        return self.enter(snapshot, state)

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Plus and minus for the phase at the cursor; a digit takes a ready-made split, 0 goes straight to planning."""
        takes = (
            Key.of(f"minutes.{key}", self._taker(key), quiet=key not in "01")
            for key, _, _ in _splits(snapshot.workshop, snapshot.deck)
        )  # fmt: skip
        return (
            Key.of("minutes.take", self.enter),
            Key.of("minutes.more", self._giver(_STEP)),
            Key.of("minutes.less", self._giver(-_STEP)),
            Key.of("minutes.none", self._giver(-600)),
            *takes,
        )

    def _taker(self, key: str) -> Callable[[WorkshopSnapshot, StepUiState], Effect]:
        return lambda snapshot, _hand: self._take(snapshot, key)

    def _take(self, snapshot: WorkshopSnapshot, key: str) -> Effect:
        minutes = next(minutes for known, _, minutes in _splits(snapshot.workshop, snapshot.deck) if known == key)
        return self._commit(snapshot, minutes)

    def _giver(self, by: int) -> Callable[[WorkshopSnapshot, StepUiState], Effect]:
        def run(snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
            given, phase = rounds.phase_minutes(snapshot.workshop, snapshot.deck), _phase_at(snapshot, state.cursor)
            if phase not in given:
                return Notify(tr("Go to a phase first"))
            return self._commit(snapshot, {phase: min(600, max(0, given[phase] + by))})

        return run

    def _commit(self, snapshot: WorkshopSnapshot, minutes: Mapping[str, int]) -> Effect:
        deck = snapshot.deck
        return Commit(tr("minutes of the phases"), lambda w: rounds.with_phase_minutes(w, deck, minutes))


def _splits(workshop: Workshop, deck: Deck) -> list[tuple[str, str, dict[str, int]]]:
    """Return the ready-made splits with the key of each: none, the improvements' own, then the deck's."""
    found = [("0", tr("Nothing to improve: straight to planning"), rounds.split(deck, {}))]
    suggested = rounds.suggested(workshop, deck)
    if any(suggested.values()):
        found.append(("1", tr("What we wanted to improve"), suggested))
    for number, one in enumerate(deck.choice.splits if deck.choice else (), start=2):
        minutes: Mapping[Any, int] = one.minutes
        found.append((str(number), one.name.in_(current()), rounds.split(deck, minutes)))
    return found


def _minutes_words(minutes: Mapping[str, int]) -> str:
    """Say the minutes of each phase that has some."""
    return " ".join(f"{tr(PHASES[phase])} {value}" for phase, value in minutes.items() if value)


def _state(chosen: int, frame: int) -> str:
    """Say whether the minutes chosen fit into what there is."""
    if chosen > frame:
        return tr("▲ {minutes} min too many", minutes=chosen - frame)
    return tr("✓ {minutes} min to spare", minutes=frame - chosen) if chosen < frame else tr("✓ all given out")


def _phase_cell(snapshot: WorkshopSnapshot, phase: str, minutes: int) -> Cell:
    """Show a phase's minutes, how its steps share them, and what the team wrote it wants to improve."""
    workshop, planned = snapshot.workshop, snapshot.workshop.plan.minutes
    steps = [
        f"{step.title.in_(current())} {planned[step.id]}"
        for step in snapshot.deck.steps
        if step.phase == phase and planned.get(step.id)
    ]
    words = tr("{minutes} min", minutes=minutes) if minutes else tr("not today")
    cards = [Card(f"phase/{phase}", words, glyph="●" if minutes else "○", tone="strong" if minutes else "card")]
    if steps:
        cards.append(Card(f"steps/{phase}", tr(", ").join(steps), tone="dim"))
    for index, item in enumerate(workshop.next_step.improve):
        if item.phase == phase:
            wanted = tr("{minutes} min", minutes=item.minutes) if item.minutes is not None else ""
            cards.append(
                Card(
                    f"improve/{index}", item.reason, glyph="▲",
                    marks=(wanted, initial(workshop, item.owner)),
                )
            )  # fmt: skip
    return Cell(f"cell/{phase}", tr(PHASES[phase]), tuple(cards))


def _phase_at(snapshot: WorkshopSnapshot, cursor: str) -> str:
    """Return the phase that a card belongs to, "" for one of none."""
    kind, _, key = cursor.partition("/")
    if kind == "improve":
        return snapshot.workshop.next_step.improve[int(key)].phase
    return key if kind in ("phase", "steps") else ""
