"""Day 2 begins: its three checks, the objections to settle, who facilitates; then phases and their minutes."""

from collections.abc import Callable, Mapping
from typing import Any

from mlew_tui.i18n import current, mark, tr
from mlew_tui.model import changes
from mlew_tui.model.deck import Deck
from mlew_tui.model.schedule import rounds
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.opening import ChecksDesk
from mlew_tui.screens.step.presenter import Commit, Desk, Effect, Hand, Key, Pick, Tell, initial, people, person_name
from mlew_tui.screens.step.step_labels import CHECKS_DAY2, PHASES
from mlew_tui.session.session import Scene
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.grid import Column, GridView, Row

_OBJECTIONS = "customer.objections"
_STEP = 5
"""Minutes a key gives or takes."""
_LABELS = {"0": mark("Straight to planning"), "1": mark("As we wanted")}


class Day2ChecksDesk(ChecksDesk):
    """The three checks before the day, the objections to the customer, who keeps the time, and who takes part."""

    checks = CHECKS_DAY2
    readiness = "readiness_day2"

    def board(self, scene: Scene, hand: Hand) -> BoardView:
        """Show the objections beside the checks, and the facilitator in the head."""
        view, workshop = super().board(scene, hand), scene.workshop
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

    def enter(self, scene: Scene, hand: Hand) -> Effect:
        """Turn a check, pick the facilitator, or work on a text."""
        return self._lead(scene, hand) if hand.cursor == "facilitator" else super().enter(scene, hand)

    def space(self, scene: Scene, hand: Hand) -> Effect:
        """Turn the check at the cursor, or settle the objection."""
        item = changes.find(scene.workshop, hand.cursor)
        if not hand.cursor.startswith(f"{_OBJECTIONS}/") or item is None:
            return super().space(scene, hand)
        place, settled = hand.cursor, not item.settled
        return Commit(tr("objection settled"), lambda w: changes.edit(w, place, settled=settled))

    def keys(self, scene: Scene, hand: Hand) -> tuple[Key, ...]:
        """Space turns a check and settles an objection; F7 picks who facilitates."""
        return (*super().keys(scene, hand), Key("day2.lead", "f7", mark("Facilitator"), self._lead))

    def _lead(self, scene: Scene, hand: Hand) -> Effect:
        now = scene.workshop.plan.facilitator
        return Pick(
            tr("Who keeps the time today? It may be anybody of the team."), people(scene), (now,) if now else (),
            lambda ids: Commit(
                tr("facilitator of the day"), lambda w: changes.put(w, "plan.facilitator", ids[0] if ids else None)
            ),
            single=True,
        )  # fmt: skip


class MinutesDesk(Desk):
    """Which phases are redone, in how many minutes: ready-made splits, the improvements' own, and each one freely."""

    def board(self, scene: Scene, hand: Hand) -> BoardView:
        """Show the ready-made splits, then each phase with its steps and what is to be improved in it."""
        workshop, deck = scene.workshop, scene.deck
        given = rounds.phase_minutes(workshop, deck)
        splits = Cell("splits", tr("Ready made"), tuple(self._split_cards(workshop, deck, given)))
        phases = (_phase_cell(scene, phase, minutes) for phase, minutes in given.items())
        rest = sum(step.minutes or 0 for step in deck.steps if not deck.phase(step.phase).by_choice)
        day = tr("With {rest} min of planning the day takes {minutes} min.",
                 rest=rest, minutes=rest + sum(given.values()))  # fmt: skip
        return BoardView((splits, *phases), (day,), width=36, lines=2)

    def grid(self, scene: Scene, hand: Hand) -> GridView:
        """Show the sum of what is chosen, and each phase's part of it, where it never scrolls away."""
        given = rounds.phase_minutes(scene.workshop, scene.deck)
        chosen = sum(given.values())
        frame = scene.deck.choice.minutes if scene.deck.choice else chosen
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

    def arrive(self, scene: Scene, hand: Hand) -> None:
        """Begin at the first phase that somebody wants improved, where nothing is chosen yet."""
        given = rounds.phase_minutes(scene.workshop, scene.deck)
        wanted = [phase for phase, minutes in rounds.suggested(scene.workshop, scene.deck).items() if minutes]
        hand.cursor = "split/1" if wanted and not any(given.values()) else f"phase/{next(iter(given), '')}"

    def typable(self, scene: Scene) -> bool:
        """Minutes are given by keys."""
        return False

    def enter(self, scene: Scene, hand: Hand) -> Effect:
        """Take the split at the cursor."""
        kind, _, key = hand.cursor.partition("/")
        return self._take(scene, key) if kind == "split" else None

    def space(self, scene: Scene, hand: Hand) -> Effect:
        """Space does as Enter."""
        return self.enter(scene, hand)

    def keys(self, scene: Scene, hand: Hand) -> tuple[Key, ...]:
        """Plus and minus for the phase at the cursor; a digit takes a ready-made split, 0 goes straight to planning."""
        takes = (
            Key(f"minutes.{key}", key, _LABELS.get(key, mark("Ready made")), self._taker(key), quiet=key not in "01")
            for key, _, _ in _splits(scene.workshop, scene.deck)
        )  # fmt: skip
        return (
            Key("minutes.take", "enter", mark("Take this one"), self.enter),
            Key("minutes.more", "plus", mark("+5 min"), self._giver(_STEP)),
            Key("minutes.less", "minus", mark("-5 min"), self._giver(-_STEP)),
            Key("minutes.none", "delete", mark("Leave it out"), self._giver(-600)),
            *takes,
        )

    def _taker(self, key: str) -> Callable[[Scene, Hand], Effect]:
        return lambda scene, _hand: self._take(scene, key)

    def _take(self, scene: Scene, key: str) -> Effect:
        minutes = next(minutes for known, _, minutes in _splits(scene.workshop, scene.deck) if known == key)
        return self._commit(scene, minutes)

    def _giver(self, by: int) -> Callable[[Scene, Hand], Effect]:
        def run(scene: Scene, hand: Hand) -> Effect:
            given, phase = rounds.phase_minutes(scene.workshop, scene.deck), _phase_at(scene, hand.cursor)
            if phase not in given:
                return Tell(tr("Go to a phase first"))
            return self._commit(scene, {phase: min(600, max(0, given[phase] + by))})

        return run

    def _commit(self, scene: Scene, minutes: Mapping[str, int]) -> Effect:
        deck = scene.deck
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


def _phase_cell(scene: Scene, phase: str, minutes: int) -> Cell:
    """Show a phase's minutes, how its steps share them, and what the team wrote it wants to improve."""
    workshop, planned = scene.workshop, scene.workshop.plan.minutes
    steps = [
        f"{step.title.in_(current())} {planned[step.id]}"
        for step in scene.deck.steps
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


def _phase_at(scene: Scene, cursor: str) -> str:
    """Return the phase that a card belongs to, "" for one of none."""
    kind, _, key = cursor.partition("/")
    if kind == "improve":
        return scene.workshop.next_step.improve[int(key)].phase
    return key if kind in ("phase", "steps") else ""
