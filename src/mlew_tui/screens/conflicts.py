"""The screen of a merge with conflicts: ours, theirs and the value before, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from mlew_tui.i18n import tr, trn
from mlew_tui.model.merging.three_way import Conflict, Side
from mlew_tui.model.references import Loc
from mlew_tui.reports.conflict_text import Question, questions
from mlew_tui.text.sanitize import sanitize
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.key_bar import KeyBar, KeyHint
from mlew_tui.widgets.prose import Prose


class _Choice(Vertical):
    """One question: its place and the three values; the chosen one is marked."""

    def __init__(self, question: Question, number: str) -> None:
        super().__init__()
        self._question = question
        self._number = number

    def compose(self) -> ComposeResult:
        """Yield the place and the values."""
        yield Static("", classes="place", markup=False)
        with Horizontal():
            for name in ("before", "mine", "theirs"):
                with Vertical(classes=f"value {name}"):
                    yield Static("", classes="whose", markup=False)
                    yield Prose(sanitize(getattr(self._question, name)))

    def show(self, side: Side, *, is_current: bool) -> None:
        """Mark the chosen side, and the question the keys work on."""
        words = {"before": tr("Before"), "mine": tr("Ours, on this console"), "theirs": tr("Theirs, in the file")}
        self.set_class(is_current, "current")
        bar = "▌ " if is_current else "  "
        place = f"{bar}{self._number} {sanitize(self._question.place)}"
        self.query_one(".place", Static).update(Content(place))
        for name, label in words.items():
            sign = "" if name == "before" else "◉ " if name == side else "○ "
            column = self.query_one(f".value.{name}")
            column.set_class(name == side, "chosen")
            column.query_one(".whose", Static).update(Content(sign + label))


class ConflictScreen(Screen[None]):
    """Asks for each conflict whose value is kept; nothing is written before Enter.

    While ``covered``, the values of scores and of the decision are not shown, and one answer counts for all the
    scores of a person.
    """

    DEFAULT_CSS = """
    ConflictScreen #title { text-style: bold; color: $warning; padding: 0 1; height: auto; }
    ConflictScreen #about { padding: 0 1; height: auto; }
    ConflictScreen VerticalScroll { height: 1fr; margin: 1 0 0 0; scrollbar-size-vertical: 1; }
    ConflictScreen _Choice { height: auto; margin: 0 0 1 0; }
    ConflictScreen _Choice .place { text-style: bold; height: auto; }
    ConflictScreen _Choice Horizontal { height: auto; padding: 0 0 0 2; }
    ConflictScreen .value { width: 1fr; height: auto; padding: 0 1; border-left: wide $border-blurred; }
    ConflictScreen .value.chosen { border-left: wide $accent; background: $surface; }
    ConflictScreen .value.chosen .whose { text-style: bold; color: $accent; }
    ConflictScreen .value.before { color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("conflicts.next", "go(1)", priority=True),
        binding("conflicts.back", "go(-1)", priority=True),
        binding("conflicts.mine", "choose('mine')"),
        binding("conflicts.theirs", "choose('theirs')"),
        binding("conflicts.all_mine", "choose_all('mine')"),
        binding("conflicts.all_theirs", "choose_all('theirs')"),
        binding("conflicts.take", "take"),
        binding("conflicts.later", "later"),
    ]

    @dataclass
    class Settled(Message):
        """Merge with these choices, one for every conflict."""

        choices: dict[Loc, Side]

    def __init__(
        self, name: str, conflicts: Sequence[Conflict], chosen: Mapping[Loc, Side] | None = None, *, covered: bool
    ) -> None:
        super().__init__()
        self._file = name
        self.covered = covered
        self.conflicts = tuple(conflicts)
        self._questions = questions(conflicts, covered=covered)
        self.choices: dict[Loc, Side] = {
            conflict.place: (chosen or {}).get(conflict.place, "mine") for conflict in conflicts
        }
        self._at = 0

    def compose(self) -> ComposeResult:
        """Yield the title, the conflicts and the keys."""
        count = len(self._questions)
        title = trn(
            "{name} was changed outside too: {count} place to decide",
            "{name} was changed outside too: {count} places to decide",
            count, name=sanitize(self._file),
        )  # fmt: skip
        yield Static(Content(title), id="title")
        about = tr("Everything else both sides did is joined. What is not chosen stays in the history.")
        yield Prose(about, id="about")
        with VerticalScroll(can_focus=True):
            for index, question in enumerate(self._questions):
                yield _Choice(question, f"{index + 1}/{count}")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the choices."""
        self._show()
        self.query_one(VerticalScroll).focus()
        self.query_one(KeyBar).show(
            (
                KeyHint("M", tr("Ours"), "m"), KeyHint("T", tr("Theirs"), "t"), KeyHint("↑↓", tr("Place"), "down"),
                KeyHint("Enter", tr("Join so"), "enter"),
            ),
            (
                KeyHint("Shift+M", tr("All ours"), "upper_m"), KeyHint("Shift+T", tr("All theirs"), "upper_t"),
                KeyHint("Esc", tr("Later"), "escape"),
            ),
        )  # fmt: skip

    def _show(self) -> None:
        for index, (choice, question) in enumerate(zip(self.query(_Choice), self._questions, strict=True)):
            choice.show(self.choices[question.conflicts[0].place], is_current=index == self._at)

    def action_go(self, by: int) -> None:
        """Go to a neighbouring question."""
        choices = list(self.query(_Choice))
        self._at = min(max(self._at + by, 0), len(choices) - 1)
        self._show()
        choices[self._at].scroll_visible(animate=False)

    def action_choose(self, side: Side) -> None:
        """Choose a side at the current question."""
        self.choices |= {conflict.place: side for conflict in self._questions[self._at].conflicts}
        self._show()

    def action_choose_all(self, side: Side) -> None:
        """Choose the same side everywhere."""
        self.choices = dict.fromkeys(self.choices, side)
        self._show()

    def on_click(self, event: events.Click) -> None:
        """Choose the value that was clicked."""
        widget, _ = self.get_widget_at(event.screen_x, event.screen_y)
        for index, choice in enumerate(self.query(_Choice)):
            for side in ("mine", "theirs"):
                if widget in (*choice.query(f".value.{side}"), *choice.query(f".value.{side} *")):
                    self._at = index
                    self.action_choose("mine" if side == "mine" else "theirs")

    def action_take(self) -> None:
        """Post the choices."""
        self.post_message(self.Settled(dict(self.choices)))

    def action_later(self) -> None:
        """Close; the sign that something is not saved stays."""
        self.dismiss()
