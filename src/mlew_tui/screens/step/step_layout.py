"""The pieces of a step's screen and where they stand: phases, head with clock, hint, work area, entry line, keys."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.dom import DOMNode
from textual.geometry import Size
from textual.widget import Widget

from mlew_tui.i18n import current, tr
from mlew_tui.model.schedule.agenda import is_chosen
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.screens.step.accents import accent_rules
from mlew_tui.screens.step.presenter import StepPresenter
from mlew_tui.screens.step.step_labels import KINDS, clock_words
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.widgets.board import Board, BoardView
from mlew_tui.widgets.brief import Brief, Rule
from mlew_tui.widgets.clock_face import ClockFace
from mlew_tui.widgets.entry import Entry
from mlew_tui.widgets.grid import Grid
from mlew_tui.widgets.key_bar import KeyBar
from mlew_tui.widgets.prose import Prose
from mlew_tui.widgets.top_bar import Stop, TopBar

if TYPE_CHECKING:
    from mlew_tui.screens.step.previous_round_marks import PreviousRoundMarks

WALL = "-wall"
"""The class in wall view of the app, of its steps' screens, and of the pieces that look different there."""
_SIZES = {"-huge": (180, 50), "-large": (110, 34)}
"""The least columns and rows for each larger size of head and clock."""
STEP_CSS = """
StepScreen { background: $background; }
StepScreen #head { height: 3; }
StepScreen.-large #head { height: 5; }
StepScreen.-huge #head { height: 8; }
StepScreen #hint { padding: 0 1; display: none; background: $panel; color: $foreground; }
StepScreen #body { height: 1fr; }
StepScreen #aside { width: 40%; height: 1fr; padding: 1 2; display: none; background: $surface; }
StepScreen #work { width: 1fr; }
StepScreen #grid { max-height: 70%; display: none; margin: 0 0 1 0; }
StepScreen Board { height: 1fr; }
StepScreen Entry { display: none; }
StepScreen.-wall #top, StepScreen.-wall #keys { display: none; }
StepScreen.-wall #head { layout: vertical; height: auto; }
StepScreen.-wall Brief { width: 100%; height: auto; }
StepScreen.-wall ClockFace { width: 100%; height: auto; }
""" + accent_rules("StepScreen")


class StepLayout:
    """Holds the widgets of a step's screen, arranges them, and shows a snapshot's step in the upper ones."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self.board, self.grid, self.entry = Board(roomy=True, id="board"), Grid(id="grid"), Entry(id="entry")
        self.top, self.brief, self.rule = TopBar(id="top"), Brief(id="brief"), Rule(id="rule")
        self.clock = ClockFace(steady, id="clock")
        self.hint, self.aside, self.keys = Prose(id="hint"), Prose(id="aside"), KeyBar(id="keys")
        self._stops: tuple[Stop, ...] = ()
        self._marks: PreviousRoundMarks | None = None

    def compose(self, work_area: Iterable[Widget]) -> ComposeResult:
        """Arrange the pieces around the work area."""
        yield self.top
        with Horizontal(id="head"):
            yield self.brief
            yield self.clock
        yield self.rule
        yield self.hint
        with Horizontal(id="body"):
            yield self.aside
            with Vertical(id="work"):
                yield from work_area
        yield self.entry
        yield self.keys

    def fit_size(self, screen: DOMNode, size: Size, *, update: bool = True) -> None:
        """Draw head and clock larger in a large terminal; without ``update`` the styles are not computed again."""
        fitting = next((name for name, (w, h) in _SIZES.items() if size.width >= w and size.height >= h), None)
        for node in (screen, self.brief, self.clock):
            for name in _SIZES:
                node.set_class(name == fitting, name, update=update)

    def fit_wall(self, screen: DOMNode, on_wall: bool) -> None:
        """Mark what looks different in wall view."""
        for node in (screen, self.brief, self.clock):
            node.set_class(on_wall, WALL)

    def show_head(self, snapshot: WorkshopSnapshot, notes: tuple[str, ...], line: str | None) -> None:
        """Show phases, title, instruction and clock, and ``line`` below them; None is for what comes out."""
        step, language = snapshot.step, current()
        self._stops = phase_stops(snapshot)
        self.show_notes(notes)
        self.brief.show(step.title.in_(language), tr(KINDS[step.kind]), step.instruction.in_(language))
        self.clock.show(snapshot.countdown, clock_words(snapshot))
        output = step.output.in_(language)
        if line is None:
            line = tr("Comes out: {output}", output=output) if output else ""
        self.rule.show(line)

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Show the phases with the notes beside them: the time of day and what the app says."""
        self.top.show(self._stops, notes)

    def show_hint(self, snapshot: WorkshopSnapshot, key: str, *, visible: bool) -> None:
        """Show or hide the facilitator's hint, which ``key`` closes."""
        self.hint.display = visible
        text = snapshot.step.hint.in_(current()) or tr("The deck has no hint for this step.")
        self.hint.show("☞ " + tr("For the facilitator ({key} closes)", key=key) + "\n" + text)

    def show_work(self, presenter: StepPresenter, snapshot: WorkshopSnapshot, state: StepUiState) -> None:
        """Show the presenter's table, board, and paragraphs at the left of the board, as far as there are any."""
        table = presenter.grid(snapshot, state)
        self.grid.display = table is not None
        if table is not None:
            self.grid.show(table)
        view = self._with_marks(presenter.board(snapshot, state), snapshot, presenter.collections)
        self.board.show(view, state.picked, state.cursor or None)
        state.cursor = self.board.cursor
        paragraphs = presenter.aside(snapshot, state)
        self.aside.display = bool(paragraphs)
        self.aside.show("\n\n".join(paragraphs))

    def _with_marks(self, view: BoardView, snapshot: WorkshopSnapshot, collections: tuple[str, ...]) -> BoardView:
        """Return the board with what changed in its cards since the round before, if there was one."""
        if snapshot.before is None:
            return view
        if self._marks is None:
            from mlew_tui.screens.step.previous_round_marks import (
                PreviousRoundMarks,  # lazy: it loads what compares workshops, which a first round does not need
            )

            self._marks = PreviousRoundMarks()
        return self._marks.marked(view, snapshot, collections)


def phase_stops(snapshot: WorkshopSnapshot) -> tuple[Stop, ...]:
    """Return the phases of the deck that this workshop has, each passed, present or to come."""
    deck, here = snapshot.deck, snapshot.step.phase
    chosen = [step for step in deck.steps if is_chosen(snapshot.workshop, deck, step)]
    shown = {step.phase for step in (*chosen, snapshot.step)}
    passed = {step.phase for step in deck.steps[: deck.steps.index(snapshot.step)]}
    stops = [
        Stop(phase.name.in_(current()), 0 if phase.id == here else -1 if phase.id in passed else 1)
        for phase in deck.phases
        if phase.id != "break" and phase.id in shown
    ]
    if here == "break":
        stops.insert(sum(stop.side < 0 for stop in stops), Stop(deck.phase("break").name.in_(current()), 0))
    return tuple(stops)
