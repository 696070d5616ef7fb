"""The preview of reviews or cases from a file or a paste; they are added in one change, undone in one."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from mlew_tui.i18n import tr, trn
from mlew_tui.importing import Batch, Item
from mlew_tui.importing.remarks import PARTS, count_items, remark_text, summary_lines
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.dialogs.base import AskDialog, ListDialog
from mlew_tui.screens.step.context import StepContext
from mlew_tui.screens.step.messages import ChangeRequested
from mlew_tui.screens.step.presenter import initial
from mlew_tui.screens.step.step_labels import SENTIMENTS
from mlew_tui.screens.step.ui_state import Value
from mlew_tui.session.import_files import read_items
from mlew_tui.text.sanitize import sanitize
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.key_bar import KeyBar, KeyHint

_OTHER = {"positive": "negative", "negative": "positive"}


class ImportItemsDialog(ListDialog[dict[str, Value]]):
    """Shows the items to be added and the remarks about their lines; Enter adds all, if none is refused.

    Answers with the default values of fields the items lack; F5 switches whether a review without a sentiment is good
    or bad.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("taking.take", "take"),
        binding("taking.turn", "turn"),
    ]

    def __init__(self, workshop: Workshop, batches: Sequence[Batch], defaults: Mapping[str, Value]) -> None:
        super().__init__()
        self._workshop, self._batches, self._defaults = workshop, batches, dict(defaults)

    @property
    def is_refused(self) -> bool:
        """Whether something cannot be read, or nothing is new."""
        return any(batch.refused for batch in self._batches) or not any(batch.items for batch in self._batches)

    @property
    def undecided(self) -> int:
        """How many reviews have no sentiment."""
        return sum(batch.without("sentiment") for batch in self._batches if batch.path == "reviews")

    def title_words(self) -> str:
        """Return how much would be added, and how many reviews have no sentiment."""
        if any(batch.refused for batch in self._batches):
            return tr("Nothing can be taken from there")
        if self.is_refused:
            return tr("There is nothing new in it")
        words = tr("Add {what}?", what=count_items(self._batches))
        if not self.undecided:
            return words
        kind = tr(SENTIMENTS[self._defaults["sentiment"]])
        return words + trn(
            " {count} does not say good or bad: {kind} (F5)", " {count} do not say good or bad: {kind} (F5)",
            self.undecided, kind=kind,
        )  # fmt: skip

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter adds all, F5 switches the default sentiment."""
        leave = KeyHint("Esc", tr("Cancel"), "escape")
        if self.is_refused:
            return (leave,)
        turn = (KeyHint("F5", tr("Unsaid: good/bad"), "f5"),) if self.undecided else ()
        return (KeyHint("Enter", tr("Add all"), "enter"), *turn, leave)

    def view(self) -> BoardView:
        """Return the remarks of each file, then its items."""
        cells: list[Cell] = []
        for number, batch in enumerate(self._batches):
            texts = [f"✗ {remark_text(batch.refused)}"] if batch.refused else []
            remarks = [*texts, *summary_lines(batch)]
            title = Path(batch.name).name or tr("To know")
            if remarks or batch.name:
                cards = tuple(Card(f"told/{number}/{at}", text, whole=True) for at, text in enumerate(remarks))
                cells.append(Cell(f"told/{number}", title, cards))
            cells += [] if batch.refused else self._items(number, batch)
        return BoardView(tuple(cells), columns=1, lines=2)

    def _items(self, number: int, batch: Batch) -> list[Cell]:
        if batch.path == "reviews":
            cards = tuple(self._review(f"{number}/{at}", item) for at, item in enumerate(batch.items))
            return [Cell(f"items/{number}", "", cards)]
        return [
            Cell(f"items/{number}/{at}", "", tuple(self._case(f"{number}/{at}", item)))
            for at, item in enumerate(batch.items)
        ]

    def _review(self, key: str, item: Item) -> Card:
        fields = {**self._defaults, **item.fields}
        marks = (
            "" if "sentiment" in item.fields else tr("not said"), str(fields.get("moment") or ""),
            initial(self._workshop, fields.get("by")), "?" if fields.get("assumed") else "",
        )  # fmt: skip
        glyph = "☺" if fields["sentiment"] == "positive" else "☹"
        return Card(key, str(fields["text"]), glyph=glyph, marks=marks, tone=str(fields["sentiment"]))

    def _case(self, key: str, item: Item) -> list[Card]:
        fields: Mapping[str, Any] = item.fields
        title = " : ".join(fields[name] for name in ("title", "company") if name in fields)
        parts = [(name, label) for name, label in PARTS.items() if name in fields and name != "company"]
        rows = [Card(f"{key}#{name}", f"{tr(label)}: {fields[name]}") for name, label in parts]
        return [Card(key, title, tone="strong", whole=True), *rows]

    def action_turn(self) -> None:
        """Switch the sentiment of reviews that have none."""
        if self.is_refused or not self.undecided:
            return
        self._defaults["sentiment"] = _OTHER[self._defaults["sentiment"]]
        self.board.show(self.view())
        self.query_one(".title", Static).update(Content(sanitize(self.title_words())))
        self.query_one(KeyBar).show(self.hints())

    def action_take(self) -> None:
        """Add all items."""
        if not self.is_refused:
            self.dismiss(self._defaults)


def offer(screen: StepContext, batches: Sequence[Batch], defaults: Mapping[str, Value]) -> None:
    """Show what was read, and add it in one change when it is accepted."""

    def answered(chosen: dict[str, Value] | None) -> None:
        if chosen is None:
            return

        def change(workshop: Workshop) -> Workshop:
            for batch in batches:
                workshop = batch.change(chosen)(workshop)
            return workshop

        label = tr("taken over: {what}", what=count_items(batches))
        screen.app.post_message(ChangeRequested(label, change))

    screen.app.push_screen(ImportItemsDialog(screen.snapshot.workshop, batches, defaults), answered)


def ask_for_file(screen: StepContext, collection: str) -> None:
    """Ask for a file of ``reviews`` or ``cases``, read it in a thread and show what is in it."""
    defaults = {"sentiment": "positive"} if collection == "reviews" else {}

    async def read(typed: str) -> None:
        offer(screen, await asyncio.to_thread(read_items, screen.snapshot.workshop, collection, typed), defaults)

    def answered(typed: str | None) -> None:
        if typed and typed.strip():
            screen.app.run_worker(read(typed), group="import", exclusive=True)

    title = tr("Reviews: which file?") if collection == "reviews" else tr("Cases, as a Markdown list: which file?")
    screen.app.push_screen(AskDialog(title, ""), answered)
