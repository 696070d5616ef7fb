"""A presenter: what one step lets the team see and do, described without a terminal.

It turns a snapshot of the workshop and the ui state into what the work area shows, and keys into effects.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from mlew_tui.i18n import current, tr
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Participant, Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.screens.step.effects import EditItem, Effect, Key, OpenBallots, Repaint
from mlew_tui.screens.step.fields import Target
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.grid import GridView

if TYPE_CHECKING:
    from mlew_tui.importing import Batch
    from mlew_tui.text.page_layout import Section


class StepPresenter:
    """One step's work area. The base is a page that is read; subclasses let people write."""

    options: tuple[Option, ...] = ()
    collections: ClassVar[tuple[str, ...]] = ()
    """Collections whose items can be typed, removed and reordered here."""
    adds: ClassVar[str] = ""
    """What Enter in the entry line adds, marked for the catalogue; "" means nothing can be added."""
    starts_on_board: ClassVar[bool] = False
    """Whether something has to be picked before it can be typed: then the board has the focus first."""

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Return what the board shows."""
        del state
        return BoardView(points_cells(snapshot), width=34, lines=12, page=True)

    def page_sections(self, snapshot: WorkshopSnapshot, state: StepUiState) -> "tuple[Section, ...] | None":
        """Return sections to be read in place of the board; None shows the board."""
        del snapshot, state
        return None

    def pending_work(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Callable[[], None] | None:
        """Return what has to be computed in a thread for the page, None for nothing."""
        del snapshot, state
        return None

    def aside(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[str, ...]:
        """Return paragraphs to show large at the left of the board; none by default."""
        del snapshot, state
        return ()

    def grid(self, snapshot: WorkshopSnapshot, state: StepUiState) -> GridView | None:
        """Return a table to show over the board, if any."""
        del snapshot, state
        return None

    def prompt(self, snapshot: WorkshopSnapshot, state: StepUiState) -> str:
        """Return what the entry line says before the text."""
        parts = [option.words(snapshot, option.value(snapshot, state)) for option in self.options]
        return " · ".join(part for part in [*parts, tr(self.adds) if self.adds else ""] if part)

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Return the workshop with a new item of this text, and its place."""
        raise NotImplementedError

    def after_create(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Update the ui state after an item was created, such as to clear the picks."""
        del snapshot, state

    def parse_pasted(self, snapshot: WorkshopSnapshot, text: str) -> "Batch | None":
        """Return the items read from a pasted text of several lines; None makes an item of each line."""
        del snapshot, text
        return None

    def pasted_defaults(self, snapshot: WorkshopSnapshot, state: StepUiState) -> dict[str, Value]:
        """Return the values that pasted items get for what they do not say."""
        del snapshot, state
        return {}

    def arrive(self, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Prepare the ui state when the room comes to this step."""
        del snapshot, state

    def begins_on_board(self, snapshot: WorkshopSnapshot) -> bool:
        """Return whether the board has the focus first, not the entry line."""
        del snapshot
        return self.starts_on_board

    def asks_all_fields(self, place: str) -> bool:
        """Return whether a new item's further fields are asked for one after another."""
        return any(field.is_asked for field in Target(place).fields[1:])

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Return the presenter's keys beside its options."""
        del snapshot, state
        return ()

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Answer Space on a card: pick it or let it go."""
        del snapshot
        if state.cursor:
            state.picked ^= {state.cursor}
        return Repaint()

    def dropped(self, snapshot: WorkshopSnapshot, state: StepUiState, card: str, on: str) -> Effect:
        """Answer a card that was dragged onto another one, or onto a cell; nothing, by default."""
        del snapshot, state, card, on
        return None

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Answer Enter on a card: work on its text."""
        del snapshot
        place, _, name = state.cursor.partition("#")
        target = Target(place)
        return EditItem(target.at(name) if name else target) if target.fields else None

    def typable(self, snapshot: WorkshopSnapshot) -> bool:
        """Return whether there is an entry line."""
        del snapshot
        return bool(self.adds) or bool(self.collections)


def points_cells(snapshot: WorkshopSnapshot) -> tuple[Cell, ...]:
    """Return the deck's points of a step as cells to read."""
    language = current()
    return tuple(
        Cell(
            f"point/{index}", point.term.in_(language),
            (Card(f"point/{index}", point.text.in_(language), whole=True),),
        )
        for index, point in enumerate(snapshot.step.points)
    )  # fmt: skip


def examples_cell(snapshot: WorkshopSnapshot) -> tuple[Cell, ...]:
    """Return the deck's examples of a step as one cell, or nothing."""
    texts = [words.in_(current()) for words in snapshot.step.examples]
    if not texts:
        return ()
    return (Cell("examples", tr("For example"), (), empty="\n".join(f"・{text}" for text in texts)),)


def initial(workshop: Workshop, person: str | None) -> str:
    """Return the shortest start of a name that tells this participant from the others."""
    name = person_name(workshop, person)
    others = [p.name for p in workshop.participants if p.id != person]
    for length in range(1, len(name)):
        if not any(other.startswith(name[:length]) for other in others):
            return name[:length]
    return name


def people(snapshot: WorkshopSnapshot) -> list[tuple[Value, str]]:
    """Return the participants as an option's values."""
    return [(person.id, person.name) for person in snapshot.workshop.participants]


def people_or_none(snapshot: WorkshopSnapshot) -> list[tuple[Value, str]]:
    """Return the value None, then the participants, as an option's values."""
    return [(None, tr("by nobody yet")), *people(snapshot)]


def voters(snapshot: WorkshopSnapshot) -> list[Participant]:
    """Return who scores."""
    return [person for person in snapshot.workshop.participants if person.is_voter]


def handed_in_cell(snapshot: WorkshopSnapshot) -> Cell:
    """Return who has handed in and who is missing, by name, and how many of how many; never a score."""
    handed_in = snapshot.workshop.ballots.handed_in
    there = voters(snapshot)
    cards = tuple(
        Card(f"voter/{p.id}", p.name, glyph="✓", marks=(tr("handed in"),))
        if p.id in handed_in
        else Card(f"voter/{p.id}", p.name, glyph="…", marks=(tr("missing"),), tone="dim")
        for p in there
    )
    count = sum(p.id in handed_in for p in there)
    return Cell("voters", tr("Ballots"), cards, note=tr("{count} of {all} in", count=count, all=len(there)))


BALLOTS = Key.of("ballots.pass", lambda _scene, _hand: OpenBallots())
"""Passes the keyboard round for the ballots: in the rounds, at the result and in a break."""


def who(paths: tuple[str, ...]) -> Option:
    """Return the option that turns through the participants."""
    return Option.of("by", people, paths)


def assumed(paths: tuple[str, ...]) -> Option:
    """Return the option that marks an item as assumed; a fact has no words."""
    return Option.of("assumed", lambda _: [(False, ""), (True, tr("? assumed"))], paths)


def assumed_mark(item: object) -> str:
    """Return the sign of an assumption."""
    return "?" if getattr(item, "assumed", False) else ""
