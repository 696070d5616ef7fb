"""The frame of every step: where we are, what to do and how long, the work, the line, the keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget

from mlew_tui.i18n import current, tr
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.schedule.agenda import is_chosen
from mlew_tui.screens.step import room_actions
from mlew_tui.screens.step.accents import accent_class, accent_rules
from mlew_tui.screens.step.entry_controller import EntryController
from mlew_tui.screens.step.key_hints import Focus, console_hints, step_hints
from mlew_tui.screens.step.presenter import StepPresenter, StepUiState
from mlew_tui.screens.step.step_labels import KINDS, clock_words
from mlew_tui.session.session import WorkshopSnapshot
from mlew_tui.settings.keymap import USUAL, Keymap, shown
from mlew_tui.widgets.board import Board, BoardView
from mlew_tui.widgets.brief import Brief, Rule
from mlew_tui.widgets.clock_face import ClockFace
from mlew_tui.widgets.entry import Entry, Line
from mlew_tui.widgets.grid import Grid
from mlew_tui.widgets.key_bar import KeyBar
from mlew_tui.widgets.prose import Prose
from mlew_tui.widgets.top_bar import Stop, TopBar

if TYPE_CHECKING:
    from mlew_tui.screens.step.previous_round_marks import PreviousRoundMarks
    from mlew_tui.storage.presence_file import Presence

WALL = "-wall"
"""The class of an app in wall view, of its steps' screens and of what looks otherwise there."""
_SIZES = {"-huge": (180, 50), "-large": (110, 34)}
"""From how many columns and rows on head and clock are drawn how large."""


class StepFrame(Screen[None]):
    """Shows the scene of one step; the step's desk says what its work area shows."""

    DEFAULT_CSS = """
    StepFrame { background: $background; }
    StepFrame #head { height: 3; }
    StepFrame.-large #head { height: 5; }
    StepFrame.-huge #head { height: 8; }
    StepFrame #hint { padding: 0 1; display: none; background: $panel; color: $foreground; }
    StepFrame #body { height: 1fr; }
    StepFrame #aside { width: 40%; height: 1fr; padding: 1 2; display: none; background: $surface; }
    StepFrame #work { width: 1fr; }
    StepFrame #grid { max-height: 70%; display: none; margin: 0 0 1 0; }
    StepFrame Board { height: 1fr; }
    StepFrame Entry { display: none; }
    StepFrame.-wall #top, StepFrame.-wall #keys { display: none; }
    StepFrame.-wall #head { layout: vertical; height: auto; }
    StepFrame.-wall Brief { width: 100%; height: auto; }
    StepFrame.-wall ClockFace { width: 100%; height: auto; }
    """ + accent_rules("StepFrame")
    PRESENTERS: ClassVar[dict[str, type[StepPresenter]]] = {}
    FALLBACK: ClassVar[type[StepPresenter]] = StepPresenter
    """The desk of a step that is not in DESKS: a team's own deck may have any."""

    def __init__(
        self,
        snapshot: WorkshopSnapshot,
        steady: Callable[[], float],
        notes: Callable[[], tuple[str, ...]],
        keymap: Keymap = USUAL,
    ) -> None:
        super().__init__(classes=accent_class(snapshot.step.phase))
        self.snapshot = snapshot
        self._steady = steady
        self._chosen = keymap
        self._notes = notes
        self._step_id = ""
        self._laid_out = False
        self._second = 0
        self.board, self.grid, self.entry = Board(roomy=True, id="board"), Grid(id="grid"), Entry(id="entry")
        self._top, self._brief, self._rule = TopBar(id="top"), Brief(id="brief"), Rule(id="rule")
        self._face = ClockFace(steady, id="clock")
        self._hint, self._aside, self._keys = Prose(id="hint"), Prose(id="aside"), KeyBar(id="keys")
        self._stops: tuple[Stop, ...] = ()
        self._followed: Presence | None = None
        self._sign = ""
        self._typed_before = False
        self._hinting = False
        self.entry_controller = EntryController(self)
        self.state = StepUiState()
        self.presenter: StepPresenter = StepPresenter()
        self._beside: PreviousRoundMarks | None = None

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        size = self._size_class()
        if size is not None:
            self.add_class(size, update=False)
            for part in (self._brief, self._face):
                part.add_class(size, update=False)
        yield self._top
        with Horizontal(id="head"):
            yield self._brief
            yield self._face
        yield self._rule
        yield self._hint
        with Horizontal(id="body"):
            yield self._aside
            with Vertical(id="work"):
                yield from self.work_area()
        yield self.entry
        yield self._keys

    def work_area(self) -> ComposeResult:
        """Lay out the team's work: a table, where there is one, over the board."""
        yield self.grid
        yield self.board

    # --- the pieces ---------------------------------------------------------------------------

    @property
    def work(self) -> Widget:
        """What has the focus while nobody types: the board, or what is shown in its place."""
        return self.board

    def on_mount(self) -> None:
        """Show the scene the screen was made with."""
        self._laid_out = True
        self.entry.line.entered = self.entry_controller.enter
        self.show(self.snapshot)

    def on_resize(self) -> None:
        """Draw head and clock large where there is room."""
        self._fit_size()
        self.show_keys()

    def _size_class(self) -> str | None:
        """Return the class of head and clock in a terminal of this size, if they are to be larger."""
        size = self.app.size
        return next((name for name, (w, h) in _SIZES.items() if size.width >= w and size.height >= h), None)

    def _fit_size(self) -> None:
        fitting = self._size_class()
        for node in (self, self._brief, self._face):
            for name in _SIZES:
                node.set_class(name == fitting, name)

    # --- showing ------------------------------------------------------------------------------

    def show(self, snapshot: WorkshopSnapshot) -> None:
        """Show a new scene; what did not change is not painted again."""
        self.snapshot = snapshot
        if not self._laid_out:
            return  # shown when it is
        self._fit_wall()
        arrived = snapshot.step.id != self._step_id
        if arrived:
            self._step_id = snapshot.step.id
            self._hinting = False
            self.presenter = self.PRESENTERS.get(snapshot.step.id, self.FALLBACK)()
            self.state = StepUiState()
            self.board.cursor = ""
            self.board.scroll_home(animate=False, immediate=True)
            self.entry_controller.begin()
            self.presenter.arrive(snapshot, self.state)
        self.state.on_wall = self.on_wall
        if self._followed is not None and self._followed.step == snapshot.step.id:
            self.state.follow(self._followed)
        self.entry_controller.keep_up()
        self._show_head()
        self._show_work()
        typed = self.entry.display
        self.show_entry()
        self.show_keys()
        if arrived and self.presenter.begins_on_board(snapshot):
            self.set_focus(self.work)
        elif arrived or typed != self.entry.display:
            self._settle_focus()

    def follow(self, snapshot: WorkshopSnapshot, live: "Presence | None", sign: str) -> None:
        """Show a scene as the hand of a console elsewhere holds it; ``sign`` says in a word what is the matter."""
        self._followed, self._sign = live, sign
        self.show(snapshot)

    def live(self) -> "Presence":
        """Return what the hand holds that the room sees; while the result is covered nothing of it is told."""
        from mlew_tui.storage.presence_file import Presence

        state, clock = self.state, self.snapshot.countdown
        told = 0 if is_covered(self.snapshot.workshop) else state.told
        return Presence(
            step=self.snapshot.step.id, cursor=state.cursor, index=state.index, told=told,
            left=clock.left, running=clock.running, at=clock.at,
        )  # fmt: skip

    # --- wall view ----------------------------------------------------------------------------

    @property
    def on_wall(self) -> bool:
        """Whether the screen shows only what the room needs: the app says so, for all its steps."""
        return self.app.has_class(WALL)

    def _fit_wall(self) -> None:
        for node in (self, self._brief, self._face):
            node.set_class(self.on_wall, WALL)

    def tick(self) -> None:
        """Repaint the clock, and once a second the time of day."""
        if not self._laid_out:
            return
        self._face.tick()
        second, before = int(self._steady()), self._second
        if second != before:
            self._second = second
            self._top.show(self._stops, self._notes())

    def _show_top(self) -> None:
        snapshot = self.snapshot
        order = [phase for phase in snapshot.deck.phases if phase.id != "break"]
        chosen = [step for step in snapshot.deck.steps if is_chosen(snapshot.workshop, snapshot.deck, step)]
        seen = [step.phase for step in (*chosen, snapshot.step)]
        here = snapshot.step.phase
        passed = {step.phase for step in snapshot.deck.steps[: snapshot.deck.steps.index(snapshot.step)]}
        stops = []
        for phase in order:
            if phase.id not in seen:
                continue
            side = 0 if phase.id == here else -1 if phase.id in passed else 1
            stops.append(Stop(phase.name.in_(current()), side))
        if here == "break":
            at = sum(stop.side < 0 for stop in stops)
            stops.insert(at, Stop(snapshot.deck.phase("break").name.in_(current()), 0))
        self._stops = tuple(stops)
        self._top.show(self._stops, self._notes())

    def _show_head(self) -> None:
        snapshot, language = self.snapshot, current()
        step = snapshot.step
        self._show_top()
        self._brief.show(
            step.title.in_(language),
            tr(KINDS[step.kind]),
            step.instruction.in_(language),
        )
        self._face.show(snapshot.countdown, clock_words(snapshot))
        output = tr("Comes out: {output}", output=step.output.in_(language))
        self._rule.show(self._sign if self.on_wall else output if step.output.in_(language) else "")
        self._hint.display = self._hinting and not self.on_wall
        key = shown(self._chosen.first("app.hint", "f10"))
        said = step.hint.in_(language) or tr("The deck has no hint for this step.")
        self._hint.show("☞ " + tr("For the facilitator ({key} closes)", key=key) + "\n" + said)

    def _show_work(self) -> None:
        table = self.presenter.grid(self.snapshot, self.state)
        self.grid.display = table is not None
        if table is not None:
            self.grid.show(table)
        self.board.show(
            self._with_before(self.presenter.board(self.snapshot, self.state)),
            self.state.picked,
            self.state.cursor or None,
        )
        self.state.cursor = self.board.cursor
        paragraphs = self.presenter.aside(self.snapshot, self.state)
        self._aside.display = bool(paragraphs)
        self._aside.show("\n\n".join(paragraphs))

    def _with_before(self, view: BoardView) -> BoardView:
        """Return the board with what became of its cards since the round before, if there was one."""
        if self.snapshot.before is None:
            return view
        if self._beside is None:
            from mlew_tui.screens.step.previous_round_marks import (
                PreviousRoundMarks,  # with all that compares workshops: not in a first round
            )

            self._beside = PreviousRoundMarks()
        return self._beside.marked(view, self.snapshot, self.presenter.collections)

    def show_entry(self) -> None:
        """Show what the entry line is for."""
        typable = self.presenter.typable(self.snapshot) and not self.snapshot.read_only and not self.on_wall
        self.entry.display = typable
        self.board.text_goes_to = self.entry.line if typable else None
        if not typable:
            return
        target = self.state.target
        if target is None:
            self.entry.show(room_actions.prompt(self.presenter, self.snapshot, self.state))
        else:
            label = tr(target.field.label)
            count = len(target.fields)
            where = f" {target.index + 1}/{count}" if count > 1 else ""
            self.entry.show(tr("edit {label}", label=label) + where if not self.state.walking else label + where)

    def show_keys(self) -> None:
        """Show the keys that work now."""
        focus: Focus = "line" if self._typing() else "board"
        step = step_hints(self.presenter, self.snapshot, self.state, focus, bool(self.entry.display), self._chosen)
        self._keys.show(step, console_hints(self._chosen))

    def _refresh_hand(self) -> None:
        self._show_work()
        self.show_entry()
        self.show_keys()

    def _settle_focus(self) -> None:
        if self.entry.display and not self.presenter.starts_on_board:
            self.set_focus(self.entry.line)
        else:
            self.set_focus(self.work)

    def _typing(self) -> bool:
        return isinstance(self.focused, Line)
