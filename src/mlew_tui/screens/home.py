"""Home: the workshops opened on this machine before, newest first; new, demo, open."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from mlew_tui.i18n import tr
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import Board, BoardView, Card, Cell
from mlew_tui.widgets.key_bar import KeyBar, KeyHint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mlew_tui.storage.home import Visit


def when(at: datetime, now: datetime) -> str:
    """Return a local time in words: "today" and the time, or the date and time."""
    local, here = at.astimezone(), now.astimezone()
    if local.date() == here.date():
        return tr("today {time}", time=f"{local:%H:%M}")
    return f"{local:%Y-%m-%d %H:%M}"


class HomeScreen(Screen[None]):
    """Lists the workshops that can be resumed; Enter resumes the one at the cursor."""

    DEFAULT_CSS = """
    HomeScreen #name { text-style: bold; color: $accent; padding: 1 2 0 2; height: auto; }
    HomeScreen Board { height: 1fr; margin: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("home.resume", "resume"),
        binding("home.new", "new"),
        binding("home.demo", "ask('demo')"),
        binding("home.open", "open"),
        binding("home.quit", "quit"),
    ]

    @dataclass
    class Wanted(Message):
        """Open a workshop: ``what`` is open (at ``path``), new (there) or demo."""

        what: str
        path: str = ""

    def __init__(self, visits: "Sequence[Visit]", step_words: "Callable[[Visit], str]", now: datetime) -> None:
        super().__init__()
        self._visits, self._step_words, self._now = visits, step_words, now

    def compose(self) -> ComposeResult:
        """Yield the name, the list and the keys."""
        yield Static("mlew-tui  ML Enablement Workshop", id="name", markup=False)
        yield Board()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the workshops, the newest selected."""
        cards = []
        for index, visit in enumerate(self._visits):
            words = self._step_words(visit)
            customer = visit.customer or tr("no customer yet")
            text = f"{visit.title}\n{customer} · {words}\n{visit.path}"
            cards.append(Card(str(index), text, marks=(when(visit.moment, self._now),), tone="card"))
        empty = tr("No workshop yet: n begins one, d shows a finished example.")
        board = self.query_one(Board)
        board.show(BoardView((Cell("found", tr("Workshops"), tuple(cards), empty=empty),), columns=1, lines=4))
        board.focus()
        resume = (KeyHint("Enter", tr("Resume"), "enter"),) if self._visits else ()
        self.query_one(KeyBar).show(
            (
                *resume, KeyHint("N", tr("New"), "n"), KeyHint("D", tr("Demo"), "d"),
                KeyHint("O", tr("Open a file"), "o"), KeyHint("Q", tr("Quit"), "q"),
            )
        )  # fmt: skip

    @on(Board.Opened)
    def _resume_clicked(self) -> None:
        """Resume the workshop clicked at the cursor."""
        self.action_resume()

    def action_resume(self) -> None:
        """Resume the workshop at the cursor."""
        cursor = self.query_one(Board).cursor
        if cursor:
            self.post_message(self.Wanted("open", self._visits[int(cursor)].path))

    def action_ask(self, what: str) -> None:
        """Ask for the demo."""
        self.post_message(self.Wanted(what))

    def action_new(self) -> None:
        """Ask for the file of a new workshop."""
        self._ask_for_path("new", tr("File of the new workshop"), "workshop.toml")

    def action_open(self) -> None:
        """Ask which file to open."""
        self._ask_for_path("open", tr("Which file?"), "")

    def _ask_for_path(self, what: str, title: str, initial: str) -> None:
        from mlew_tui.screens.dialogs.base import AskDialog  # lazy: Home starts without an input line

        def answered(path: str | None) -> None:
            if path and path.strip():
                self.post_message(self.Wanted(what, str(Path(path.strip()).expanduser())))

        self.app.push_screen(AskDialog(title, initial), answered)

    async def action_quit(self) -> None:
        """Leave."""
        self.app.exit()
