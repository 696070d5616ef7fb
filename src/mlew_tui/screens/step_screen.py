"""The frame of every step: where we are, what to do and how long, the work, the line, the keys."""

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from mlew_tui.keymap import USUAL, Keymap
from mlew_tui.language import current, mark, tr
from mlew_tui.model import changes
from mlew_tui.model.agenda import is_chosen
from mlew_tui.model.covering import is_covered
from mlew_tui.screens import behaviours, messages
from mlew_tui.screens import desk as do
from mlew_tui.screens.accents import accent_class, accent_rules
from mlew_tui.screens.beside import Beside
from mlew_tui.screens.desk import Desk, Effect, Hand, Option
from mlew_tui.screens.dialogs import AskDialog, PickDialog
from mlew_tui.screens.fields import editable
from mlew_tui.screens.hints import Focus, console_hints, step_hints
from mlew_tui.screens.typist import Typist
from mlew_tui.screens.words import KINDS, clock_words
from mlew_tui.session import Scene
from mlew_tui.widgets.board import Board
from mlew_tui.widgets.brief import Brief, Rule
from mlew_tui.widgets.clock_face import ClockFace
from mlew_tui.widgets.entry import Entry, Line
from mlew_tui.widgets.grid import Grid
from mlew_tui.widgets.key_bar import KeyBar
from mlew_tui.widgets.prose import Prose
from mlew_tui.widgets.top_bar import Stop, TopBar

if TYPE_CHECKING:
    from mlew_tui.storage.live import Live

WALL = "-wall"
"""The class of an app in wall view, of its steps' screens and of what looks otherwise there."""
_LARGE = (110, 34)
"""From this many columns and rows on, head and clock are drawn large."""


class StepScreen(Screen[None]):
    """One phase; the step's desk says what its work area shows and does. Posts what people ask for."""

    DEFAULT_CSS = """
    StepScreen { background: $background; }
    StepScreen #head { height: 3; }
    StepScreen.-large #head { height: 5; }
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
    DESKS: ClassVar[dict[str, type[Desk]]] = {}
    OTHERWISE: ClassVar[type[Desk]] = Desk
    """The desk of a step that is not in DESKS: a team's own deck may have any."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,ctrl+g", "ask('help')", mark("Help"), id="app.help"),
        Binding("f2", "clock('toggle')", mark("Start/pause"), id="clock.toggle"),
        Binding("f3", "clock('plus1')", mark("+1 min"), id="clock.plus1"),
        Binding("ctrl+t", "ask('clock')", mark("Clock"), id="clock.dialog"),
        Binding("f4,ctrl+l", "ask('agenda')", mark("Agenda"), id="app.agenda"),
        Binding("f9,ctrl+n", "go(1)", mark("Next"), id="step.next"),
        Binding("ctrl+b,shift+f9", "go(-1)", mark("Back"), id="step.back"),
        Binding("ctrl+z", "undo(True)", mark("Undo"), id="edit.undo"),
        Binding("ctrl+y", "undo(False)", mark("Redo"), id="edit.redo"),
        Binding("ctrl+o", "editor", mark("Editor"), id="edit.editor"),
        Binding("ctrl+r", "ask('home')", mark("Home"), id="app.home"),
        Binding("ctrl+f,shift+f8", "assume", mark("assumed or fact"), id="behave.assume", priority=True),
        Binding("ctrl+d", "decide", mark("Decide now"), id="behave.decide", priority=True),
        Binding("ctrl+k,shift+f7", "nudge", mark("Who is missing?"), id="behave.nudge", priority=True),
        Binding("ctrl+s", "ask('export')", mark("Export"), id="app.export"),
        Binding("f12", "wall", mark("Wall view"), id="app.wall"),
        Binding("t", "trace", mark("Thread"), show=False, id="trace.open"),
        Binding("escape", "let_go", mark("Cancel"), show=False, id="edit.cancel"),
    ]

    def __init__(
        self, scene: Scene, steady: Callable[[], float], notes: Callable[[], tuple[str, ...]], keymap: Keymap = USUAL
    ) -> None:
        super().__init__(classes=accent_class(scene.step.phase))
        self.scene = scene
        self._steady = steady
        self._chosen = keymap
        self._notes = notes
        self._step_id = ""
        self._laid_out = False
        self._followed: Live | None = None
        self._sign = ""
        self._typed_before = False
        self.typist = Typist(self)
        self.hand = Hand()
        self.desk: Desk = Desk()
        self._beside = Beside()

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        large = self._is_large()
        self.set_class(large, "-large", update=False)
        size = "-large" if large else None
        yield TopBar(id="top")
        with Horizontal(id="head"):
            yield Brief(id="brief", classes=size)
            yield ClockFace(self._steady, id="clock", classes=size)
        yield Rule(id="rule")
        with Horizontal(id="body"):
            yield Prose(id="aside")
            with Vertical(id="work"):
                yield from self.work_area()
        yield Entry(id="entry")
        yield KeyBar(id="keys")

    def work_area(self) -> ComposeResult:
        """Lay out the team's work: a table, where there is one, over the board."""
        yield Grid(id="grid")
        yield Board(id="board")

    # --- the pieces ---------------------------------------------------------------------------

    @property
    def work(self) -> Widget:
        """What has the focus while nobody types: the board, or what is shown in its place."""
        return self.board

    @property
    def board(self) -> Board:
        """The whiteboard."""
        return self.query_one(Board)

    @property
    def grid(self) -> Grid:
        """The table over the board."""
        return self.query_one(Grid)

    @property
    def entry(self) -> Entry:
        """The line people type in."""
        return self.query_one(Entry)

    def on_mount(self) -> None:
        """Show the scene the screen was made with."""
        self._laid_out = True
        self.show(self.scene)

    def on_resize(self) -> None:
        """Draw head and clock large where there is room."""
        self._fit_size()
        self.show_keys()

    def _is_large(self) -> bool:
        return self.app.size.width >= _LARGE[0] and self.app.size.height >= _LARGE[1]

    def _fit_size(self) -> None:
        large = self._is_large()
        if large == self.has_class("-large"):
            return
        self.set_class(large, "-large")
        self.query_one(Brief).set_class(large, "-large")
        self.query_one(ClockFace).set_class(large, "-large")

    # --- showing ------------------------------------------------------------------------------

    def show(self, scene: Scene) -> None:
        """Show a new scene; what did not change is not painted again."""
        self.scene = scene
        if not self._laid_out:
            return  # shown when it is
        self._fit_wall()
        arrived = scene.step.id != self._step_id
        if arrived:
            self._step_id = scene.step.id
            self.desk = self.DESKS.get(scene.step.id, self.OTHERWISE)()
            self.hand = Hand()
            self.board.cursor = ""
            self.board.scroll_home(animate=False, immediate=True)
            self.typist.begin()
            self.desk.arrive(scene, self.hand)
        self.hand.on_wall = self.on_wall
        if self._followed is not None and self._followed.step == scene.step.id:
            self.hand.follow(self._followed)
        self.typist.keep_up()
        self._show_head()
        self._show_work()
        typed = self.entry.display
        self.show_entry()
        self.show_keys()
        if arrived or typed != self.entry.display:
            self._settle_focus()

    def follow(self, scene: Scene, live: "Live | None", sign: str) -> None:
        """Show a scene as the hand of a console elsewhere holds it; ``sign`` says in a word what is the matter."""
        self._followed, self._sign = live, sign
        self.show(scene)

    def live(self) -> "Live":
        """Return what the hand holds that the room sees; while the result is covered nothing of it is told."""
        from mlew_tui.storage.live import Live

        hand, clock = self.hand, self.scene.countdown
        told = 0 if is_covered(self.scene.workshop) else hand.told
        return Live(
            step=self.scene.step.id, cursor=hand.cursor, index=hand.index, told=told,
            left=clock.left, running=clock.running, at=clock.at,
        )  # fmt: skip

    # --- wall view ----------------------------------------------------------------------------

    @property
    def on_wall(self) -> bool:
        """Whether the screen shows only what the room needs: the app says so, for all its steps."""
        return self.app.has_class(WALL)

    def action_wall(self) -> None:
        """Show only what the room needs, or everything again; a text not yet entered is entered first."""
        if not self.on_wall:
            if not self.typist.settle():
                return
            self._typed_before = self._typing()
        self.app.set_class(not self.on_wall, WALL)
        self.show(self.scene)
        if not self._typed_before:
            self.set_focus(self.work)

    def _fit_wall(self) -> None:
        for node in (self, self.query_one(Brief), self.query_one(ClockFace)):
            node.set_class(self.on_wall, WALL)

    def tick(self) -> None:
        """Repaint the clock and the time of day."""
        for face in self.query(ClockFace) if self._laid_out else ():
            face.tick()
            self._show_top()

    def _show_top(self) -> None:
        scene = self.scene
        order = [phase for phase in scene.deck.phases if phase.id != "break"]
        chosen = [step for step in scene.deck.steps if is_chosen(scene.workshop, scene.deck, step)]
        seen = [step.phase for step in (*chosen, scene.step)]
        here = scene.step.phase
        passed = {step.phase for step in scene.deck.steps[: scene.deck.steps.index(scene.step)]}
        stops = []
        for phase in order:
            if phase.id not in seen:
                continue
            side = 0 if phase.id == here else -1 if phase.id in passed else 1
            stops.append(Stop(phase.name.in_(current()), side))
        if here == "break":
            at = sum(stop.side < 0 for stop in stops)
            stops.insert(at, Stop(scene.deck.phase("break").name.in_(current()), 0))
        self.query_one(TopBar).show(tuple(stops), self._notes())

    def _show_head(self) -> None:
        scene, language = self.scene, current()
        step = scene.step
        self._show_top()
        self.query_one(Brief).show(
            step.title.in_(language),
            tr(KINDS[step.kind]),
            step.instruction.in_(language),
            "" if self.on_wall else step.hint.in_(language),
        )
        self.query_one(ClockFace).show(scene.countdown, clock_words(scene))
        output = tr("Comes out: {output}", output=step.output.in_(language))
        self.query_one(Rule).show(self._sign if self.on_wall else output if step.output.in_(language) else "")

    def _show_work(self) -> None:
        table = self.desk.grid(self.scene, self.hand)
        self.grid.display = table is not None
        if table is not None:
            self.grid.show(table)
        view = self._beside.marked(self.desk.board(self.scene, self.hand), self.scene, self.desk.collections)
        self.board.show(view, self.hand.picked, self.hand.cursor or None)
        self.hand.cursor = self.board.cursor
        paragraphs = self.desk.aside(self.scene, self.hand)
        aside = self.query_one("#aside", Prose)
        aside.display = bool(paragraphs)
        aside.show("\n\n".join(paragraphs))

    def show_entry(self) -> None:
        """Show what the entry line is for."""
        typable = self.desk.typable(self.scene) and not self.scene.read_only and not self.on_wall
        self.entry.display = typable
        if not typable:
            return
        target = self.hand.target
        if target is None:
            self.entry.show(behaviours.prompt(self.desk, self.scene, self.hand))
        else:
            label = tr(target.field.label)
            count = len(target.fields)
            where = f" {target.index + 1}/{count}" if count > 1 else ""
            self.entry.show(tr("edit {label}", label=label) + where if not self.hand.walking else label + where)

    def show_keys(self) -> None:
        """Show the keys that work now."""
        focus: Focus = "line" if self._typing() else "board"
        step = step_hints(self.desk, self.scene, self.hand, focus, bool(self.entry.display), self._chosen)
        self.query_one(KeyBar).show(step, console_hints(self._chosen))

    def _settle_focus(self) -> None:
        if self.entry.display:
            self.set_focus(self.entry.line)
        else:
            self.set_focus(self.work)

    def _typing(self) -> bool:
        return isinstance(self.focused, Line)

    # --- what people ask ----------------------------------------------------------------------

    def action_go(self, by: int) -> None:
        """Go to another step; a text not yet entered is entered first."""
        if self.typist.settle():
            self.post_message(messages.Going(by))

    def action_clock(self, verb: str) -> None:
        """Ask for the clock."""
        self.post_message(messages.ClockAsked(verb))

    def action_undo(self, back: bool) -> None:
        """Ask for undo or redo."""
        self.post_message(messages.Undone(back))

    def action_ask(self, what: str) -> None:
        """Ask for one of the console's dialogs, or to leave the step."""
        if what not in ("agenda", "export", "home", "quit") or self.typist.settle():
            self.post_message(messages.Asked(what))

    def action_editor(self) -> None:
        """Ask for $EDITOR on the text being typed, or on the card at the cursor."""
        if not self.entry.display:
            return
        if not self._typing() and editable(self.hand.cursor.partition("#")[0]):
            self.perform(self.desk.enter(self.scene, self.hand))
        self.post_message(messages.EditorAsked(self.entry.take(), self.edited))

    def edited(self, text: str) -> None:
        """Take what came back from the editor: into the field, or several new items after a look."""
        text = text.strip("\n")
        if self.hand.target is None and "\n" in text:
            self.typist.begin()
            self.typist.paste(text)
        else:
            self.entry.load(text)
            self.set_focus(self.entry.line)

    def action_assume(self) -> None:
        """Mark what is typed, or the card at the cursor, as assumed, or as a fact again."""
        self.perform(behaviours.assume(self.desk, self.scene, self.hand, typing=self._typing()))

    def action_decide(self) -> None:
        """Let the dice decide for now; the line's own use of the key is left to Del."""
        self.perform(behaviours.decide(self.desk, self.scene, self.hand))

    def action_nudge(self) -> None:
        """Say kindly who has not written yet."""
        self.notify(behaviours.nudge(self.desk, self.scene), markup=False)

    def action_trace(self) -> None:
        """Show the thread of the item at the cursor; where there is none, where all threads end."""
        from mlew_tui.screens.thread import ThreadDialog, traced  # not at the start

        workshop = self.scene.workshop
        self.app.push_screen(ThreadDialog(workshop, traced(workshop, self.hand.cursor)))

    def action_let_go(self) -> None:
        """Stop editing; then go to the board; then let the picks go."""
        if self.hand.target is not None:
            self.typist.finish()
            self.set_focus(self.board)
        elif self._typing():
            self.set_focus(self.board)
        elif self.hand.picked:
            self.hand.picked.clear()
        self._refresh_hand()

    def _refresh_hand(self) -> None:
        self._show_work()
        self.show_entry()
        self.show_keys()

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self.hand.on_board = isinstance(self.focused, Board)
        self.show_keys()

    def on_key(self, event: events.Key) -> None:
        """Answer the desk's keys: F-keys always, the others while the board has focus."""
        if self._press(event.key, event.character, on_board=self.focused is self.work):
            event.stop()
            event.prevent_default()

    def answer(self, key: str) -> None:
        """Answer a key of the step as if the board had the focus: who chose it by name need not go there."""
        self._press(key, on_board=True)

    def _press(self, key: str, character: str | None = None, *, on_board: bool) -> bool:
        if character:
            character = unicodedata.normalize("NFKC", character)  # an IME left on types full-width letters
        for option in self.desk.options:
            if self._chosen.answers(f"choice.{option.id}", option.key, key, character, typing=not on_board):
                self._turn(option)
                return True
        for known in self.desk.keys(self.scene, self.hand):
            if self._chosen.answers(known.id, known.key, key, character, typing=not on_board):
                self.perform(known.run(self.scene, self.hand))
                return True
        if not on_board:
            return False
        if self._chosen.answers("trace.open", "t", key, character, typing=False):
            self.action_trace()
            return True
        return self._press_board("question_mark" if character == "?" else key)

    def _press_board(self, key: str) -> bool:
        if key == "enter":
            self.perform(self.desk.enter(self.scene, self.hand))
        elif key == "space":
            self.perform(self.desk.space(self.scene, self.hand))
        elif key in ("delete", "backspace"):
            self._remove()
        elif key in ("shift+up", "shift+down"):
            self._move(-1 if key == "shift+up" else 1)
        elif key == "question_mark":
            self.perform(behaviours.assume(self.desk, self.scene, self.hand, typing=False))
        else:
            return False
        return True

    def on_clock_face_pressed(self) -> None:
        """The clock was clicked."""
        self.action_ask("clock")

    def on_top_bar_pressed(self) -> None:
        """The phases were clicked."""
        self.action_ask("agenda")

    # --- effects ------------------------------------------------------------------------------

    def perform(self, effect: Effect) -> None:
        """Do what a desk asks for."""
        match effect:
            case do.Commit():
                self._commit(effect)
            case do.Tell():
                self.notify(effect.text, markup=False)
                self._refresh_hand()
            case do.Work():
                self.typist.work(effect.target)
            case do.Start() if self.entry.display:
                self.typist.suggest(effect.text)
                self.set_focus(self.entry.line)
                self._refresh_hand()
            case do.Pick():
                then = effect.then
                self.app.push_screen(PickDialog(effect), lambda ids: None if ids is None else self.perform(then(ids)))
            case do.Ask():
                answer = effect.then
                self.app.push_screen(
                    AskDialog(effect.title, effect.initial, effect.refuse),
                    lambda text: None if text is None else self.perform(answer(text)),
                )
            case do.Read():
                self._read(effect)
            case do.Stage() if self.typist.settle():
                self.post_message(messages.StageAsked(effect.case, effect.stage))
            case do.Roll():
                self.post_message(messages.RollAsked(effect))
            case do.Ballots() if self.typist.settle():
                self.post_message(messages.BallotsAsked())
            case do.GoTo():
                self._go_to(effect.step)
            case do.Repaint():
                self._refresh_hand()
            case None:
                pass

    def _read(self, effect: do.Read) -> None:
        """Show a page over the step, and do what was chosen about it."""
        from mlew_tui.screens.pages import PageDialog  # not at the start

        def answer(key: do.Key | None) -> None:
            if key is not None:
                self.perform(key.run(self.scene, self.hand))

        self.app.push_screen(PageDialog(effect, self._chosen), answer)

    def _commit(self, effect: do.Commit) -> None:
        self.post_message(messages.Changed(effect.label, effect.change, say=effect.say))
        if effect.clear_picks:
            self.hand.picked.clear()
        if effect.to_board:
            self.set_focus(self.work)

    def _go_to(self, step_id: str) -> None:
        """Go to a step of this deck; a team's own deck may not have it."""
        steps = self.scene.deck.steps
        step = self.scene.deck.by_id.get(step_id)
        if step is None:
            self.notify(tr("The deck has no step “{step}”", step=step_id), severity="warning", markup=False)
        else:
            self.action_go(steps.index(step) - steps.index(self.scene.step))

    def _turn(self, option: Option) -> None:
        """Turn an option: of the item being typed or at the cursor, else of the next item."""
        place = self.hand.target.place if self.hand.target else self.hand.cursor if self.hand.on_board else ""
        place = place.partition("#")[0]
        item = changes.find(self.scene.workshop, place) if changes.split(place)[0] in option.paths else None
        if item is None:
            self.hand.draft[option.id] = option.turned(self.scene, option.value(self.scene, self.hand))
            self._refresh_hand()
            return
        value = option.turned(self.scene, getattr(item, option.field or option.id))
        words = option.say(self.scene.workshop, place, value) if option.say is not None else ""
        self.post_message(messages.Changed(tr(option.label), lambda w: option.change(w, place, value), say=words))

    def _remove(self) -> None:
        """Remove the item at the cursor; of a sentence with blanks only the blank at the cursor is emptied."""
        place, _, name = self.hand.cursor.partition("#")
        item = changes.find(self.scene.workshop, place)
        if name and item is not None and name in type(item).model_fields:
            empty = type(item).model_fields[name].get_default()
            self.post_message(messages.Changed(tr("emptied"), lambda w: changes.edit(w, place, **{name: empty})))
            return
        if changes.split(place)[0] not in self.desk.collections or changes.find(self.scene.workshop, place) is None:
            return
        self.hand.picked.discard(place)
        self.post_message(messages.Changed(tr("removed"), lambda w: changes.remove(w, place)))

    def _move(self, by: int) -> None:
        place = self.hand.cursor.partition("#")[0]
        if place.startswith("milestones/"):
            return  # they stand in the order of the growth cycle
        cell = self.board.cell_of(self.hand.cursor)
        path = changes.split(place)[0]
        if path not in self.desk.collections or cell is None or changes.find(self.scene.workshop, place) is None:
            return
        among = [card.key for card in cell.cards if changes.split(card.key)[0] == path and "#" not in card.key]
        if path in ("cases", "groups"):
            among = [card.key for cell in self.board.view.cells for card in cell.cards if card.key.startswith(path)]
            among = [key for key in among if "#" not in key]
        self.post_message(messages.Changed(tr("reordered"), lambda w: changes.move(w, place, by, among)))

    # --- line, board and table -----------------------------------------------------------------------

    def refused(self, words: str, text: str) -> None:
        """Say why a change was not made and give its text back."""
        self.notify(words, severity="warning", markup=False)
        self.typist.give_back(text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: keep the field and go on, or add a new item."""
        if isinstance(event.input, Line):
            event.stop()
            self.typist.enter()

    def on_line_leaving(self, message: Line.Leaving) -> None:
        """Up: the field before, or the board; down: the next field."""
        message.stop()
        self.typist.leave(message.by)

    def on_line_pasted(self, message: Line.Pasted) -> None:
        """Several lines were pasted."""
        self.typist.paste(message.text)

    def on_board_walked(self, message: Board.Walked) -> None:
        """The cursor moved."""
        self.hand.cursor = message.key

    def on_board_opened(self, message: Board.Opened) -> None:
        """A card was clicked again: as Enter on it."""
        self.hand.cursor = message.key
        self.perform(self.desk.enter(self.scene, self.hand))

    def on_board_dropped(self, message: Board.Dropped) -> None:
        """A card was dragged onto another one, or onto a cell."""
        self.hand.cursor = message.card
        self.perform(self.desk.dropped(self.scene, self.hand, message.card, message.on))

    def on_board_left(self, message: Board.Left) -> None:
        """Down at the bottom goes to the entry line."""
        if message.dy > 0 and self.entry.display:
            self.set_focus(self.entry.line)
