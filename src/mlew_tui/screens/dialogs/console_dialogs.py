"""The dialogs that are not about one step's items: agenda, clock, help, dice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from mlew_tui.i18n import current, tr
from mlew_tui.model.deck import Step
from mlew_tui.model.schedule import agenda
from mlew_tui.model.schedule.forecast import Forecast
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.reports import schedule_text
from mlew_tui.screens.dialogs.base import Dialog, ListDialog
from mlew_tui.screens.step.step_labels import KINDS, clock_words
from mlew_tui.text.wrapping import clip
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.clock_face import ClockFace, figures
from mlew_tui.widgets.key_bar import KeyHint

_FACES = 12
"""How often the dice show another name before they stop."""
_FRAME = 0.12
"""Seconds between two of these."""
_AROUND = 12
"""Rows of the screen for the dialog's frame, title and keys, and the sentence at the end."""


class AgendaDialog(ListDialog[str]):
    """Shows the day's steps with planned and real time. Answers with the id of the step to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("agenda.take", "take"),
        binding("agenda.longer", "plan(1)"),
        binding("agenda.shorter", "plan(-1)"),
        binding("agenda.shorten", "shorten"),
    ]

    @dataclass
    class Planned(Message):
        """Plan ``minutes`` for a step, which is ``by`` more than before."""

        step_id: str
        minutes: int
        by: int

    class ShortenAsked(Message):
        """Open the question which steps to shorten."""

    def __init__(self, snapshot: WorkshopSnapshot, day: Forecast) -> None:
        super().__init__()
        self._snapshot, self._day = snapshot, day

    def title_words(self) -> str:
        """Return the day and its length."""
        total = sum(agenda.planned_seconds(self._snapshot.workshop, step) or 0 for step in self._snapshot.deck.steps)
        length = tr("{minutes} min", minutes=total // 60)
        return f"{self._snapshot.deck.title.in_(current())}  {length}"

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter goes to a step, + and - plan more or fewer minutes."""
        return (
            KeyHint("Enter", tr("Go there"), "enter"), KeyHint("+", tr("+1 min"), "plus"),
            KeyHint("-", tr("-1 min"), "minus"), KeyHint("s", tr("Shorten"), "s"),
            KeyHint("Esc", tr("Cancel"), "escape"),
        )  # fmt: skip

    def view(self) -> BoardView:
        """Return the forecast of the day, then every step under its phase: start, planned and real time, state."""
        snapshot, language = self._snapshot, current()
        sentences = schedule_text.day_sentences(snapshot.deck, self._day)
        cells = [Cell("day", "", tuple(Card(f"={n}", text, whole=True) for n, text in enumerate(sentences)))]
        begun = snapshot.deck.steps.index(snapshot.step)
        for index, step in enumerate(snapshot.deck.steps):
            planned = agenda.planned_seconds(snapshot.workshop, step)
            spent = agenda.spent_seconds(snapshot.workshop, step.id)
            marks = (
                self._begins(step.id),
                self._planned(step, planned),
                tr("took {time}", time=figures(spent)) if spent else "",
                tr(KINDS[step.kind]),
            )
            is_behind = index < begun and agenda.is_chosen(snapshot.workshop, snapshot.deck, step)
            sign = "●" if index == begun else "✓" if is_behind else " "
            card = Card(step.id, step.title.in_(language), glyph=sign, marks=marks)
            phase = snapshot.deck.phase(step.phase)
            if cells and cells[-1].key.startswith(f"{step.phase}/"):
                cells[-1] = Cell(cells[-1].key, cells[-1].title, (*cells[-1].cards, card), cells[-1].note)
            else:
                title = phase.name.in_(language)
                cells.append(Cell(f"{step.phase}/{index}", title, (card,), note=phase.question.in_(language)))
        return BoardView(tuple(cells), columns=1)

    def on_mount(self) -> None:
        """Put the cursor on the current step."""
        super().on_mount()
        self.board.show(self.view(), cursor=self._snapshot.step.id)

    def _planned(self, step: Step, planned: int | None) -> str:
        """Return a step's minutes, that it has no limit, or that the team did not choose it."""
        if planned is not None:
            return tr("{minutes} min", minutes=planned // 60)
        is_chosen = agenda.is_chosen(self._snapshot.workshop, self._snapshot.deck, step)
        return tr("no time limit") if is_chosen else tr("not today")

    def _begins(self, step_id: str) -> str:
        """Return when a step to come begins, by the time of day if the day's start is known."""
        entry = next(entry for entry in self._day.entries if entry.step == step_id)
        if entry.begins is None:
            return tr("skipped") if entry.state == "skipped" else ""
        at = self._day.at(entry.begins)
        if at is None:
            return tr("starts at {minute} min", minute=entry.begins // 60)
        return tr("from {time}", time=f"{at:%H:%M}")

    def show(self, snapshot: WorkshopSnapshot, day: Forecast) -> None:
        """Show the agenda of a new snapshot."""
        self._snapshot, self._day = snapshot, day
        self.board.show(self.view())
        self.query_one(".title", Static).update(Content(self.title_words()))

    def action_plan(self, by: int) -> None:
        """Plan ``by`` more minutes for the step at the cursor; an untimed one stays so, one not chosen starts at 0."""
        step = self._snapshot.deck.by_id.get(self.board.cursor)
        planned = None if step is None else agenda.planned_seconds(self._snapshot.workshop, step)
        if step is not None and not agenda.is_chosen(self._snapshot.workshop, self._snapshot.deck, step):
            planned = 0
        if step is not None and planned is not None and planned + 60 * by >= 0:
            self.post_message(self.Planned(step.id, planned // 60 + by, by))

    def action_shorten(self) -> None:
        """Ask which steps to shorten."""
        self.post_message(self.ShortenAsked())

    def action_take(self) -> None:
        """Answer with the step at the cursor."""
        if self.board.cursor in self._snapshot.deck.by_id:
            self.dismiss(self.board.cursor)


class ClockDialog(Dialog[None]):
    """Offers everything the clock can do, one key each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("clockbox.toggle", "clock('toggle')"),
        binding("clockbox.plus1", "clock('plus1')"),
        binding("clockbox.plus5", "clock('plus5')"),
        binding("clockbox.minus1", "clock('minus1')"),
        binding("clockbox.reset", "clock('reset')"),
        binding("clockbox.close", "cancel"),
    ]

    @dataclass
    class Turned(Message):
        """Change the clock: ``verb`` is toggle, plus1, plus5, minus1 or reset."""

        verb: str

    def __init__(self, snapshot: WorkshopSnapshot, steady: Callable[[], float]) -> None:
        super().__init__()
        self.snapshot = snapshot
        self._steady = steady

    def title_words(self) -> str:
        """Return the step's title."""
        return self.snapshot.step.title.in_(current())

    def hints(self) -> tuple[KeyHint, ...]:
        """Return a key for each verb."""
        return (
            KeyHint("Space", tr("Start/pause"), "space"), KeyHint("+", tr("+1 min"), "plus"),
            KeyHint("5", tr("+5 min"), "5"), KeyHint("-", tr("-1 min"), "minus"),
            KeyHint("R", tr("Reset"), "r"), KeyHint("Esc", tr("Close"), "escape"),
        )  # fmt: skip

    def body(self) -> ComposeResult:
        """Yield a large clock."""
        yield ClockFace(self._steady, classes="-large")

    def on_mount(self) -> None:
        """Show the clock."""
        super().on_mount()
        self.show(self.snapshot)

    def show(self, snapshot: WorkshopSnapshot) -> None:
        """Show the clock of a new snapshot."""
        self.snapshot = snapshot
        for face in self.query(ClockFace):
            face.show(snapshot.countdown, clock_words(snapshot))

    def tick(self) -> None:
        """Repaint the clock."""
        for face in self.query(ClockFace):  # none before the dialog is laid out
            face.tick()

    def action_clock(self, verb: str) -> None:
        """Post the change of the clock."""
        self.post_message(self.Turned(verb))


class HelpDialog(ListDialog[None]):
    """Shows what this step is for, what comes out, and every key that works here."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("help.close", "cancel")]

    def __init__(
        self, snapshot: WorkshopSnapshot, step_keys: Sequence[KeyHint], console_keys: Sequence[KeyHint]
    ) -> None:
        super().__init__()
        self._snapshot, self._step_keys, self._console_keys = snapshot, step_keys, console_keys

    def title_words(self) -> str:
        """Return the step's title and who does it."""
        step = self._snapshot.step
        return f"{step.title.in_(current())} ({tr(KINDS[step.kind])})"

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Escape closes."""
        return (KeyHint("Esc", tr("Close"), "escape"),)

    def view(self) -> BoardView:
        """Return purpose and keys."""
        step, language = self._snapshot.step, current()
        words = (
            (tr("What to do"), step.instruction.in_(language)),
            (tr("What comes out"), step.output.in_(language)),
        )
        cells = [Cell(title, title, (Card(title, text, whole=True),)) for title, text in words]
        for title, keys in (
            (tr("Keys of this step"), self._step_keys),
            (tr("Keys of the console"), self._console_keys),
        ):
            cells.append(Cell(title, title, tuple(Card(f"{title}/{k.key}", f"{k.key:<9} {k.label}") for k in keys)))
        return BoardView(tuple(cells), columns=1, lines=8)

    def on_mount(self) -> None:
        """Use the whole height of the screen."""
        super().on_mount()
        self.board.styles.height = max(8, self.app.size.height - 8)


class RollDialog(Dialog[None]):
    """Shows dice rolling among tied cases, ending at the one drawn before."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("roll.close", "cancel")]

    def __init__(self, among: Sequence[tuple[str, str]], drawn: str) -> None:
        super().__init__()
        self._among, self._drawn, self._turn = list(among), drawn, 0

    def title_words(self) -> str:
        """Return the title."""
        return tr("Rolling the dice")

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter closes."""
        return (KeyHint("Enter", tr("Close"), "enter"),)

    def body(self) -> ComposeResult:
        """Yield the place of the tied cases."""
        yield Static(classes="text", id="faces", markup=False)

    def on_mount(self) -> None:
        """Start rolling."""
        super().on_mount()
        self._paint()
        self._timer = self.set_interval(_FRAME, self._paint)

    def _visible(self, now: str) -> list[tuple[str, str]]:
        """Return as many of the tied as fit, including the one shown by the dice."""
        room = max(1, self.app.size.height - _AROUND)
        at = [name for name, _ in self._among].index(now)
        start = max(0, min(at - room // 2, len(self._among) - room))
        return self._among[start : start + room]

    def _paint(self) -> None:
        self._turn += 1
        done = self._turn > _FACES
        now = self._drawn if done else self._among[self._turn % len(self._among)][0]
        width = max(20, self.app.size.width - 20)
        lines = [("▶ " if name == now else "  ") + clip(title, width) for name, title in self._visible(now)]
        if done:
            self._timer.stop()
            title = next(title for name, title in self._among if name == self._drawn)
            lines += ["", tr("The dice fell on “{title}”.", title=clip(title, width))]
        self.query_one("#faces", Static).update("\n".join(lines))
