"""The base of all dialogs, and the general ones: pick, ask, preview, choose. The clock goes on under them."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from mlew_tui.i18n import tr, trn
from mlew_tui.screens.step.effects import PickItems
from mlew_tui.screens.step.messages import EditorRequested
from mlew_tui.text.sanitize import sanitize
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import Board, BoardView, Card, Cell
from mlew_tui.widgets.entry import Line
from mlew_tui.widgets.key_bar import KeyBar, KeyHint
from mlew_tui.widgets.prose import Prose

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """A frame with a title, a body and the keys that work in it; Escape changes nothing."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: transparent; }
    Dialog > Vertical { width: 90%; max-width: 100; height: auto; max-height: 90%; border: round $accent;
        background: $surface; padding: 0 1; }
    Dialog .title { text-style: bold; color: $accent; height: auto; }
    Dialog .text { height: auto; padding: 1 0; }
    Dialog Board { height: auto; max-height: 1fr; min-height: 6; background: $surface; padding: 0; }
    Dialog Line { width: 100%; height: 1; border: none; padding: 0; }
    Dialog .refused { color: $text-warning; text-style: bold; }
    Dialog KeyBar { height: 1; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [binding("dialog.cancel", "cancel")]

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys of this dialog."""
        return (KeyHint("Esc", tr("Cancel"), "escape"),)

    def title_words(self) -> str:
        """Return the dialog's title."""
        return ""

    def compose(self) -> ComposeResult:
        """Yield title, body and keys."""
        with Vertical():
            yield Static(Content(sanitize(self.title_words())), classes="title")
            yield from self.body()
            yield KeyBar()

    def body(self) -> ComposeResult:
        """Yield what is between title and keys."""
        yield from ()

    def on_mount(self) -> None:
        """Show the keys."""
        for bar in self.query(KeyBar):
            bar.show(self.hints())

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class ListDialog(Dialog[T]):
    """A dialog whose body is a board of one column."""

    def view(self) -> BoardView:
        """Return the list."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Yield the board of the list."""
        yield Board()

    @property
    def board(self) -> Board:
        """The board of the list."""
        return self.query_one(Board)

    def on_mount(self) -> None:
        """Show the list, as tall as its cards need and the screen allows."""
        super().on_mount()
        view = self.view()
        rows = sum(len(cell.cards) + 1 + bool(cell.title) for cell in view.cells)
        self.board.styles.height = min(rows + 1, max(6, self.app.size.height * 9 // 10 - 6))
        self.board.show(view)
        self.board.focus()

    @on(Board.Opened)
    def _press_enter(self, message: Board.Opened) -> None:
        """Treat a click on the card at the cursor as Enter."""
        message.stop()
        self.app.call_later(self.app.simulate_key, "enter")


class PickDialog(ListDialog[tuple[str, ...]]):
    """Lets people pick any number from a list, or one. Answers with the keys picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("pick.turn", "turn"),
        binding("pick.take", "take"),
    ]

    def __init__(self, pick: PickItems) -> None:
        super().__init__()
        self._pick = pick
        self._chosen = [name for name in pick.chosen if any(name == known for known, _ in pick.choices)]

    def title_words(self) -> str:
        """Return the question."""
        return self._pick.title

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Space picks, Enter answers."""
        keys = [KeyHint("Enter", tr("Take over"), "enter"), KeyHint("Esc", tr("Cancel"), "escape")]
        return tuple(keys if self._pick.single else [KeyHint("Space", tr("Pick"), "space"), *keys])

    def view(self) -> BoardView:
        """Return the choices."""
        cards = tuple(Card(name, text) for name, text in self._pick.choices)
        return BoardView((Cell("choices", "", cards, empty=tr("nothing to pick from yet")),), columns=1, lines=2)

    def on_mount(self) -> None:
        """Show the choices with those picked already."""
        super().on_mount()
        self.board.show(self.view(), self._chosen, cursor=self._chosen[0] if self._chosen else None)

    def action_turn(self) -> None:
        """Pick the choice at the cursor, or unpick it."""
        name = self.board.cursor
        if self._pick.single or not name:
            return
        if name in self._chosen:
            self._chosen.remove(name)
        else:
            self._chosen.append(name)
        self.board.show(self.view(), self._chosen)

    def action_take(self) -> None:
        """Answer with the choices picked."""
        if self._pick.single:
            self.dismiss((self.board.cursor,) if self.board.cursor else ())
        else:
            self.dismiss(tuple(self._chosen))


class AskDialog(Dialog[str]):
    """Asks for one text; while ``refuse`` returns a reason for it, shows that and asks again."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("ask.editor", "editor")]

    def __init__(self, title: str, initial: str, refuse: Callable[[str], str] = lambda _text: "") -> None:
        super().__init__()
        self._title, self._initial, self._refuse = title, initial, refuse

    def title_words(self) -> str:
        """Return the question."""
        return self._title

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter keeps the text."""
        keep = KeyHint("Enter", tr("Keep"), "enter")
        return (keep, KeyHint("^O", tr("Editor"), "ctrl+o"), KeyHint("Esc", tr("Cancel"), "escape"))

    def action_editor(self) -> None:
        """Open the text in the person's own editor."""
        self.post_message(EditorRequested(self.query_one(Line).value, self._edited))

    def _edited(self, text: str) -> None:
        self.query_one(Line).value = " ".join(text.strip("\n").split("\n"))

    def body(self) -> ComposeResult:
        """Yield the line and the place for a reason."""
        yield Line(self._initial, compact=True, select_on_focus=False)
        yield Prose(classes="refused")

    def on_mount(self) -> None:
        """Focus the line."""
        super().on_mount()
        self.query_one(Line).focus()

    @on(Input.Submitted)
    def _answer(self, event: Input.Submitted) -> None:
        """Answer with the text, or show why it is refused."""
        event.stop()
        if words := self._refuse(event.value):
            self.query_one(Prose).show(f"▲ {words}")
        else:
            self.dismiss(event.value)

    @on(Line.Pasted)
    def _join_lines(self, message: Line.Pasted) -> None:
        """Join pasted lines to one."""
        self.query_one(Line).value += " ".join(message.text.split("\n"))


class PreviewDialog(ListDialog[bool]):
    """Shows pasted lines before each becomes an item."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("preview.take", "take")]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def title_words(self) -> str:
        """Return how many there are."""
        return trn("Add {count} item, one per line?", "Add {count} items, one per line?", len(self._lines))

    def hints(self) -> tuple[KeyHint, ...]:
        """Return the keys: Enter adds all."""
        return (KeyHint("Enter", tr("Add all"), "enter"), KeyHint("Esc", tr("Cancel"), "escape"))

    def view(self) -> BoardView:
        """Return the lines."""
        cards = tuple(Card(str(number), line) for number, line in enumerate(self._lines))
        return BoardView((Cell("lines", "", cards),), columns=1, lines=2)

    def action_take(self) -> None:
        """Add all."""
        self.dismiss(True)


class ChoiceDialog(Dialog[str]):
    """Shows a text and asks what to do; each answer has a key. Escape gives the last, harmless answer."""

    def __init__(self, title: str, text: str, choices: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._title, self._text, self._choices = title, text, choices

    def title_words(self) -> str:
        """Return the title."""
        return self._title

    def hints(self) -> tuple[KeyHint, ...]:
        """Return a key for each answer."""
        return tuple(
            KeyHint(key.upper() if len(key) == 1 else key.capitalize(), label, key) for key, _, label in self._choices
        )

    def body(self) -> ComposeResult:
        """Yield the text."""
        yield Prose(self._text, classes="text")

    def on_key(self, event: events.Key) -> None:
        """Answer with the choice of the pressed key."""
        pressed = unicodedata.normalize("NFKC", event.character or "").lower()
        for key, answer, _ in self._choices:
            if key in (event.key, pressed):
                event.stop()
                self.dismiss(answer)

    def action_cancel(self) -> None:
        """Answer with the last choice."""
        self.dismiss(self._choices[-1][1])
