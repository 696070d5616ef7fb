"""The secret ballot on one laptop: people type in turn, and between two of them the screen is covered."""

import asyncio
import unicodedata
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen

from mlew_tui.i18n import tr
from mlew_tui.model import changes, scoring
from mlew_tui.model.changes import Change
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.score_sheets import take_over
from mlew_tui.score_sheets.sheet_batch import Sheet
from mlew_tui.screens import ballot_labels as words
from mlew_tui.screens import scorecard
from mlew_tui.screens.dialogs.base import AskDialog
from mlew_tui.screens.dialogs.console_dialogs import HelpDialog
from mlew_tui.screens.dialogs.import_scores import ImportScoresDialog, read_pasted
from mlew_tui.screens.scorecard import Stroke
from mlew_tui.screens.step import messages
from mlew_tui.screens.step.presenter import handed_in_cell
from mlew_tui.screens.step.step_labels import clock_words
from mlew_tui.session.import_files import read_score_sheets
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.board import Board, BoardView
from mlew_tui.widgets.brief import Brief, Rule
from mlew_tui.widgets.clock_face import ClockFace
from mlew_tui.widgets.grid import Grid
from mlew_tui.widgets.key_bar import KeyBar
from mlew_tui.widgets.prose import Prose

_ENTER = ("enter", "\r", "\n")


class BallotScreen(Screen[None]):
    """Asks for the next participant, opens only their ballot, and covers it when it is handed in.

    Scores are masked while they are typed, since the wall may show this screen; one key shows them.
    """

    DEFAULT_CSS = """
    BallotScreen { background: $background; }
    BallotScreen #head { height: 3; }
    BallotScreen #cover { height: 1fr; padding: 1 2; }
    BallotScreen #pass { text-style: bold; margin: 0 0 1 0; }
    BallotScreen Board { height: 1fr; margin: 1 0 0 0; }
    BallotScreen Grid { height: 1fr; display: none; }
    BallotScreen.-open Grid { display: block; }
    BallotScreen.-open #cover { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("ballots.back", "back"),
        binding("ballots.open", "open"),
        binding("ballots.sheets", "take_sheets"),
        binding("ballots.mask", "mask"),
        binding("ballots.clock", "clock('toggle')"),
        binding("ballots.plus1", "clock('plus1')"),
        binding("ballots.undo", "undo"),
        binding("ballots.help", "help"),
    ]

    def __init__(
        self, snapshot: WorkshopSnapshot, steady: Callable[[], float], notes: Callable[[], tuple[str, ...]]
    ) -> None:
        super().__init__()
        self.snapshot = snapshot
        self._steady, self._notes = steady, notes
        self._person = ""
        self._is_masked = True
        self._opened = 0
        self._made = 0
        self._is_touched = False
        self._is_sure = False
        self._ends = False
        self._word = ""
        self._copied = ""
        self._is_reading = False

    def compose(self) -> ComposeResult:
        """Yield the head, the cover with the list of people, and the ballot."""
        with Horizontal(id="head"):
            yield Brief(id="brief")
            yield ClockFace(self._steady, id="clock")
        yield Rule(id="rule")
        with Vertical(id="cover"):
            yield Prose(id="pass")
            yield Prose(id="how")
            yield Board(id="people")
        yield Grid(id="card")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Ask for the first person who has not handed in."""
        self.cover(self._next_after(""))

    # --- who ----------------------------------------------------------------------------------

    @property
    def workshop(self) -> Workshop:
        """The present workshop."""
        return self.snapshot.workshop

    @property
    def board(self) -> Board:
        """The list of people on the cover."""
        return self.query_one(Board)

    @property
    def grid(self) -> Grid:
        """The table of the ballot."""
        return self.query_one(Grid)

    @property
    def _chosen(self) -> str:
        """The person at the cursor of the cover."""
        return self.board.cursor.removeprefix("voter/")

    @property
    def is_open(self) -> bool:
        """Whether a ballot is open."""
        return self.has_class("-open")

    def _next_after(self, person: str) -> str:
        """Return the next missing person after this one, else the first missing one, else ""."""
        people = scoring.voters(self.workshop)
        at = people.index(person) if person in people else -1
        missing = [who for who in scoring.turnout(self.workshop)[1] if who != person]
        return next((who for who in missing if people.index(who) > at), missing[0] if missing else "")

    # --- showing ------------------------------------------------------------------------------

    def show(self, snapshot: WorkshopSnapshot) -> None:
        """Show a new snapshot; an open ballot stays open whatever changed elsewhere."""
        before, self.snapshot = self.workshop, snapshot
        if not self.is_mounted:
            return
        if self._ends and not scoring.turnout(self.workshop)[1]:
            self.dismiss(None)
            return
        if self.is_open:
            self._stay_at_cell(before)
        if self.is_open and not (person_name(self.workshop, self._person) and words.can_score(self.workshop)):
            self.cover(self._next_after(""))
            return
        self._paint()

    def _stay_at_cell(self, before: Workshop) -> None:
        """Keep the cursor at its case and criterion when rows or columns were added or removed elsewhere."""
        old = scorecard.spot(before, self.grid.at)
        now = None if old is None else scorecard.place_of(self.workshop, old[0], old[1].id)
        if now is not None and now != self.grid.at:
            self.grid.at = now

    def tick(self) -> None:
        """Repaint the clock."""
        for face in self.query(ClockFace):
            face.tick()

    def cover(self, person: str) -> None:
        """Cover the screen and ask for a person; nothing of the last ballot stays visible."""
        self.remove_class("-open")
        self._person, self._copied, self._made, self._word = "", "", 0, ""
        self._is_masked = True
        self._opened += 1
        self.board.focus()
        self._paint(cursor=person)

    def _paint(self, cursor: str | None = None) -> None:
        snapshot = self.snapshot
        self.query_one(ClockFace).show(snapshot.countdown, clock_words(snapshot))
        self.query_one(Rule).show(self._word or self._turnout())
        if self.is_open:
            self.grid.show(scorecard.card_view(self.workshop, self._person, is_masked=self._is_masked))
            self._paint_cell()
        else:
            self._paint_cover(cursor)
        self.query_one(KeyBar).show(*words.hints(is_open=self.is_open, is_masked=self._is_masked))

    def _paint_cover(self, cursor: str | None) -> None:
        cell = handed_in_cell(self.snapshot)
        empty = tr("Nobody here has a vote: add participants in the opening")
        view = BoardView((cell._replace(title="", note="", empty=empty),), width=30)
        self.board.show(view, cursor=None if cursor is None else f"voter/{cursor}")
        chosen = self._chosen
        title = tr("Ballots: everybody scores alone")
        text = tr("Nobody sees a score before the reveal. Who has the keyboard sees only their own ballot.")
        self.query_one(Brief).show(title, words.masking(is_masked=self._is_masked), text)
        self.query_one("#pass", Prose).show(words.request(self.workshop, chosen))
        how = (words.how(self.workshop, chosen), words.consequence(is_masked=self._is_masked))
        self.query_one("#how", Prose).show("\n".join(how))

    def _paint_cell(self) -> None:
        """Show in the head whose ballot this is and what the cell at the cursor is about."""
        title = tr("{name}'s ballot", name=person_name(self.workshop, self._person))
        about = words.about(self.workshop, self.grid.at)
        self.query_one(Brief).show(title, words.masking(is_masked=self._is_masked), about)

    # --- what people do -----------------------------------------------------------------------

    def action_back(self) -> None:
        """Cover an open ballot, which keeps its scores; from the cover go back to the step."""
        if self.is_open:
            self.cover(self._person)
        else:
            self.dismiss(None)

    def action_open(self) -> None:
        """Open the ballot of the chosen person; one that was handed in is taken back first, visibly."""
        person = self._chosen
        if self.is_open or self._is_reading or not person or not words.can_score(self.workshop):
            return
        self._opened += 1
        self._person, self._made, self._is_sure, self._is_touched, self._ends = person, 0, False, False, False
        if person in self.workshop.ballots.handed_in:
            self._commit(tr("ballot taken back"), lambda w: changes.hand_in(w, person, False))
        self.add_class("-open")
        self.grid.begin(scorecard.card_view(self.workshop, person, is_masked=self._is_masked))
        self.grid.focus()
        self._paint()

    def action_help(self) -> None:
        """List the keys that work here."""
        self.app.push_screen(HelpDialog(self.snapshot, *words.hints(is_open=self.is_open, is_masked=self._is_masked)))

    def action_mask(self) -> None:
        """Show the scores typed here, or mask them again."""
        self._is_masked = not self._is_masked
        self._paint()

    def action_clock(self, verb: str) -> None:
        """Post a change of the clock."""
        self.post_message(messages.ClockActionRequested(verb))

    def action_undo(self) -> None:
        """Undo the last score of this ballot; scores of others cannot be undone here."""
        if self._made:
            self._made -= 1
            self.post_message(messages.UndoRequested(True))
        else:
            self._say(tr("Nothing to undo in this ballot"))

    def _say(self, word: str) -> None:
        """Show a message in the rule above the ballot until the next key."""
        self._word = word
        self.query_one(Rule).show(word or self._turnout())

    def _turnout(self) -> str:
        """Return the turnout, after any problem with saving, since the step's notes are not visible here."""
        return "  ".join((*(note for note in self._notes()[:2] if note), words.turnout(self.workshop)))

    def _commit(self, label: str, change: Change) -> None:
        opened = self._opened

        def count_change() -> None:
            if opened == self._opened:
                self._made += 1

        self.post_message(messages.ChangeRequested(label, change, on_committed=count_change))

    @on(Board.Walked)
    def _ask_for_person_at_cursor(self, message: Board.Walked) -> None:
        """Ask for the person at the cursor."""
        message.stop()
        self._paint_cover(None)

    @on(Board.Opened)
    def _open_clicked(self, message: Board.Opened) -> None:
        """Open the ballot of the clicked person."""
        message.stop()
        self.action_open()

    @on(Grid.Walked)
    def _describe_cell(self, message: Grid.Walked) -> None:
        """Show what the new cell is about."""
        message.stop()
        if self.is_open:
            self._is_touched = True
            self._paint_cell()

    @on(Grid.Typed)
    def _answer_key(self, message: Grid.Typed) -> None:
        """Apply a key typed in the ballot."""
        message.stop()
        if not self.is_open:
            return
        self._say("")
        if message.key in _ENTER:
            self._hand_in()
            return
        self._is_sure, self._is_touched = False, True
        key, at = unicodedata.normalize("NFKC", message.key), self.grid.at
        here = scorecard.spot(self.workshop, at)
        if key == "c" and here is not None:
            self._copied = here[1].id
            self._say(tr("Column copied: v puts it into another one"))
        elif key == "v" and any(k.id == self._copied for k in self.workshop.criteria):
            self._make(scorecard.copy_column(self.workshop, self._person, self._copied, at[1]))
        elif key == "d":
            self._make(scorecard.fill_down(self.workshop, self._person, at))
        else:
            self._make(scorecard.stroke(self.workshop, self._person, at, key))

    def _make(self, stroke: Stroke) -> None:
        if stroke.words:
            self._say(tr("▲ {words}", words=stroke.words))
        if stroke.change is not None:
            self._commit(tr("score"), stroke.change)
        if stroke.step > 0:
            self.grid.advance()
        elif stroke.step < 0:
            self.grid.go(*scorecard.before(self.workshop, self.grid.at))

    def _hand_in(self) -> None:
        """Hand in and cover: at once from the last cell, from others on a second Enter."""
        if not self._is_touched:
            self._say(tr("Nothing was typed here. To hand it in as it is: End, then Enter twice."))
            return
        if self.grid.at != self.grid.view.last and not self._is_sure:
            self._is_sure = True
            self._say(tr("Enter once more hands the ballot in; a cell left blank counts 0."))
            return
        person = self._person
        self.post_message(messages.ChangeRequested(tr("ballot handed in"), lambda w: changes.hand_in(w, person, True)))
        following = self._next_after(person)
        if following:
            self.cover(following)
        else:
            self.dismiss(None)

    # --- scores from elsewhere ----------------------------------------------------------------

    @on(Grid.Pasted)
    def _preview_paste(self, message: Grid.Pasted) -> None:
        """Preview pasted text: a sheet, or a block of scores from the cursor on."""
        message.stop()
        if self.is_open:
            self._offer([read_pasted(self.workshop, message.text, self._person, self.grid.at)], hand_in=False)

    def action_take_sheets(self) -> None:
        """Ask where filled sheets are, read them in a thread and show what is in them."""
        if self.is_open or self._is_reading or not words.can_score(self.workshop):
            return
        person = self._chosen

        def answered(typed: str | None) -> None:
            if typed and typed.strip():
                self._read_sheets(typed, person)

        self.app.push_screen(AskDialog(tr("Filled evaluation sheets: which file or folder?"), ""), answered)

    @work(group="sheets", exclusive=True)
    async def _read_sheets(self, typed: str, person: str) -> None:
        """Read sheets in a thread; meanwhile no ballot can be opened."""
        self._is_reading = True
        try:
            sheets = await asyncio.to_thread(read_score_sheets, self.workshop, typed, person)
        finally:
            self._is_reading = False
        self._offer(sheets, hand_in=True)

    def _offer(self, sheets: Sequence[Sheet], *, hand_in: bool) -> None:
        def answered(taken: bool | None) -> None:
            if taken:
                self._is_touched, self._ends = True, hand_in
                self._commit(tr("scores from a sheet"), take_over([sheet.content for sheet in sheets], hand_in=hand_in))

        self.app.push_screen(ImportScoresDialog(self.workshop, sheets, is_covered=self._is_masked), answered)
