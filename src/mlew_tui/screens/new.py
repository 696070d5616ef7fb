"""The screen that asks for what a new workshop needs: title, language, participants."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from mlew_tui.i18n import current, tr
from mlew_tui.screens.step.messages import EditorRequested
from mlew_tui.screens.step.step_labels import ROLES
from mlew_tui.session.create import person
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import Board, BoardView, Card, Cell
from mlew_tui.widgets.entry import Entry, Line
from mlew_tui.widgets.key_bar import KeyBar, KeyHint


class NewScreen(Screen[None]):
    """Asks for the title, then for participants with roles, line by line; an empty line begins."""

    DEFAULT_CSS = """
    NewScreen #name { text-style: bold; color: $accent; padding: 1 2 0 2; height: auto; }
    NewScreen Board { height: 1fr; margin: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("new.role", "role"),
        binding("new.language", "language"),
        binding("new.begin", "begin"),
        binding("new.take_back", "take_back"),
        binding("new.editor", "editor"),
        binding("new.leave", "leave"),
    ]

    @dataclass
    class Ready(Message):
        """Create a workshop; ``people`` are pairs of name and role."""

        path: Path
        title: str
        language: str
        people: list[tuple[str, str]]

    class Cancelled(Message):
        """Go back to Home."""

    def __init__(self, path: Path, people: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._path = path
        self._title = ""
        self._language = current()
        self._people = list(people)
        self._role = 0

    def compose(self) -> ComposeResult:
        """Yield the name, the entries so far, the line and the keys."""
        yield Static(id="name")
        yield Board()
        yield Entry()
        yield KeyBar()

    def on_mount(self) -> None:
        """Focus the line."""
        self._show()
        self.query_one(Entry).line.focus()

    def _role_name(self) -> str:
        return list(ROLES)[self._role]

    def _show(self) -> None:
        self.query_one("#name", Static).update(Content(tr("New workshop: {path}", path=self._path)))
        people = tuple(Card(str(i), name, marks=(tr(ROLES[role]),)) for i, (name, role) in enumerate(self._people))
        language = {"ja": "日本語", "en": "English"}[self._language]
        empty = tr("A product manager, a developer and a data scientist are needed; 3 to 6 people in all.")
        self.query_one(Board).show(
            BoardView(
                (
                    Cell("title", tr("title"), (Card("title", self._title or "＿＿", tone="strong"),)),
                    Cell("language", tr("language"), (Card("language", language),)),
                    Cell("people", tr("Participants"), people, note=str(len(people)), empty=empty),
                ),
                columns=1,
            )
        )
        asks_title = not self._title
        words = tr("title") if asks_title else tr("name of a participant · {role}", role=tr(ROLES[self._role_name()]))
        self.query_one(Entry).show(words)
        hints = [
            KeyHint("Enter", tr("add"), "enter"),
            KeyHint("F5", tr("Role"), "f5"),
            KeyHint("F6", tr("Language"), "f6"),
        ]
        hints += [KeyHint("^Z", tr("Take back"), "ctrl+z"), KeyHint("F9", tr("Begin"), "f9")]
        hints.append(KeyHint("Esc", tr("Cancel"), "escape"))
        self.query_one(KeyBar).show(tuple(hints))

    @on(Input.Submitted)
    def _take_line(self, event: Input.Submitted) -> None:
        """Take the title first, then a participant from each line; an empty line begins."""
        event.stop()
        self._take(event.value)

    def _take(self, text: str) -> None:
        entry = self.query_one(Entry)
        if not text.strip():
            if self._title and self._people:
                self.action_begin()
            return
        if not self._title:
            self._title = text.strip()
        else:
            try:
                self._people.append(person(text, self._role_name()))
            except ValueError as error:
                self.notify(str(error), severity="warning", markup=False)
                return
            self._role = min(self._role + 1, len(ROLES) - 1) if self._role < 2 else self._role
        entry.load("")
        self._show()

    @on(Line.Pasted)
    def _take_pasted(self, message: Line.Pasted) -> None:
        """Take a participant from each line."""
        self._take_lines(message.text)

    def _take_lines(self, text: str) -> None:
        for line in text.split("\n"):
            if line.strip():
                self._take(line)

    def action_role(self) -> None:
        """Switch to the next role."""
        self._role = (self._role + 1) % len(ROLES)
        self._show()

    def action_language(self) -> None:
        """Switch the workshop's language."""
        self._language = "en" if self._language == "ja" else "ja"
        self._show()

    def action_take_back(self) -> None:
        """Take the last participant, then the title, back."""
        if self._people:
            self._people.pop()
        else:
            self.query_one(Entry).load(self._title)
            self._title = ""
        self._show()

    def action_editor(self) -> None:
        """Open the text in the person's own editor; each line becomes a participant."""
        entry = self.query_one(Entry)
        self.post_message(EditorRequested(entry.take(), self._edited))

    def _edited(self, text: str) -> None:
        self.query_one(Entry).load("")
        self._take_lines(text)

    def action_begin(self) -> None:
        """Post ``Ready`` if there is a title."""
        rest = self.query_one(Entry).take()
        if rest.strip():
            self._take(rest)
        if not self._title:
            self.notify(tr("A workshop needs a title first"), markup=False)
            return
        self.post_message(self.Ready(self._path, self._title, self._language, self._people))

    def action_leave(self) -> None:
        """Go back to Home; nothing was written."""
        self.post_message(self.Cancelled())
