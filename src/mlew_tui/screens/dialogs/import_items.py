"""What others wrote elsewhere, pasted or in a file: looked at, then added all at once, to be undone at once."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from mlew_tui.i18n import mark, tr, trn
from mlew_tui.importing import Batch, Item, read_file
from mlew_tui.importing.remarks import PARTS, counted, in_short, said
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.dialogs.base import AskDialog, ListDialog
from mlew_tui.screens.step.context import StepContext
from mlew_tui.screens.step.messages import Changed
from mlew_tui.screens.step.presenter import Value, initial
from mlew_tui.screens.step.step_labels import SENTIMENTS
from mlew_tui.screens.step.typed_paths import places
from mlew_tui.text.sanitize import sanitize
from mlew_tui.widgets.board import BoardView, Card, Cell
from mlew_tui.widgets.key_bar import KeyBar, KeyHint

_OTHER = {"positive": "negative", "negative": "positive"}


class ImportItemsDialog(ListDialog[dict[str, Value]]):
    """Shows what would be added and what is to be told of the lines; Enter adds all, or nothing can.

    Answers with what the items get that they do not say themselves: F5 turns whether such a review is good or bad.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", mark("Add all"), id="taking.take"),
        Binding("f5", "turn", mark("Unsaid: good/bad"), id="taking.turn"),
    ]

    def __init__(self, workshop: Workshop, batches: Sequence[Batch], otherwise: Mapping[str, Value]) -> None:
        super().__init__()
        self._workshop, self._batches, self._otherwise = workshop, batches, dict(otherwise)

    @property
    def is_refused(self) -> bool:
        """Whether something cannot be read, or nothing is new."""
        return any(batch.refused for batch in self._batches) or not any(batch.items for batch in self._batches)

    @property
    def unsaid(self) -> int:
        """How many reviews do not say good or bad."""
        return sum(batch.without("sentiment") for batch in self._batches if batch.path == "reviews")

    def title_words(self) -> str:
        """Say how much would be added, and what is not said."""
        if any(batch.refused for batch in self._batches):
            return tr("Nothing can be taken from there")
        if self.is_refused:
            return tr("There is nothing new in it")
        words = tr("Add {what}?", what=counted(self._batches))
        if not self.unsaid:
            return words
        kind = tr(SENTIMENTS[self._otherwise["sentiment"]])
        return words + trn(
            " {count} does not say good or bad: {kind} (F5)", " {count} do not say good or bad: {kind} (F5)",
            self.unsaid, kind=kind,
        )  # fmt: skip

    def hints(self) -> tuple[KeyHint, ...]:
        """Enter adds them all; F5 turns what is not said."""
        leave = KeyHint("Esc", tr("Cancel"), "escape")
        if self.is_refused:
            return (leave,)
        turn = (KeyHint("F5", tr("Unsaid: good/bad"), "f5"),) if self.unsaid else ()
        return (KeyHint("Enter", tr("Add all"), "enter"), *turn, leave)

    def view(self) -> BoardView:
        """Return what is to be told, then every item."""
        cells: list[Cell] = []
        for number, batch in enumerate(self._batches):
            texts = [f"✗ {said(batch.refused)}"] if batch.refused else []
            told = [*texts, *in_short(batch)]
            title = Path(batch.name).name or tr("To know")
            if told or batch.name:
                cards = tuple(Card(f"told/{number}/{at}", text, whole=True) for at, text in enumerate(told))
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
        fields = {**self._otherwise, **item.fields}
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
        """Take what does not say good or bad for the other."""
        if self.is_refused or not self.unsaid:
            return
        self._otherwise["sentiment"] = _OTHER[self._otherwise["sentiment"]]
        self.board.show(self.view())
        self.query_one(".title", Static).update(Content(sanitize(self.title_words())))
        self.query_one(KeyBar).show(self.hints())

    def action_take(self) -> None:
        """Add them."""
        if not self.is_refused:
            self.dismiss(self._otherwise)


def offer(screen: StepContext, batches: Sequence[Batch], otherwise: Mapping[str, Value]) -> None:
    """Show what was read; what is agreed to is one change."""

    def answered(chosen: dict[str, Value] | None) -> None:
        if chosen is None:
            return

        def change(workshop: Workshop) -> Workshop:
            for batch in batches:
                workshop = batch.change(chosen)(workshop)
            return workshop

        label = tr("taken over: {what}", what=counted(batches))
        screen.app.post_message(Changed(label, change))

    screen.app.push_screen(ImportItemsDialog(screen.snapshot.workshop, batches, otherwise), answered)


def ask_for_file(screen: StepContext, path: str) -> None:
    """Ask for a file of reviews or cases and offer what is in it; it is read while the room goes on."""
    otherwise = {"sentiment": "positive"} if path == "reviews" else {}

    async def read(found: list[Path]) -> None:
        workshop = screen.snapshot.workshop
        offer(screen, await asyncio.to_thread(read_file.gather, workshop, path, found), otherwise)

    def answered(answer: str | None) -> None:
        if answer and answer.strip():
            screen.app.run_worker(read(places(answer)), group="taking", exclusive=True)

    title = tr("Reviews: which file?") if path == "reviews" else tr("Cases, as a Markdown list: which file?")
    screen.app.push_screen(AskDialog(title, ""), answered)
