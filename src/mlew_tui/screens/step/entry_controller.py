"""What happens between the keyboard and the entry line: new items, fields of old ones, pasted lists."""

from dataclasses import replace

from mlew_tui.fields.parsing import InvalidInputError, parse_date
from mlew_tui.i18n import tr, trn
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.step import room_actions
from mlew_tui.screens.step.context import StepContext
from mlew_tui.screens.step.effects import OfferItems, PreviewLines
from mlew_tui.screens.step.fields import Target, text_of, write
from mlew_tui.screens.step.messages import ChangeRequested
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.widgets.entry import Entry

_LABEL = 20


class EntryController:
    """Keeps the entry line of one step's screen: what it works on, and that no text is ever lost.

    ``loaded`` is the text as it was put into the line, ``there`` what stands in the item; a text of a new
    item that had to give way to an edit waits, and comes back after it.
    """

    def __init__(self, screen: StepContext) -> None:
        self._screen = screen
        self._loaded = ""
        self._there = ""
        self._waiting = ""
        self._came_from_line = False

    @property
    def _entry(self) -> Entry:
        return self._screen.entry

    @property
    def _state(self) -> StepUiState:
        return self._screen.state

    @property
    def _is_changed(self) -> bool:
        return self._entry.line.value != self._loaded

    def begin(self, text: str = "") -> None:
        """Begin a new item with this text."""
        self._state.target, self._state.fills_new_item, self._loaded = None, False, ""
        self._entry.load(text)

    def suggest(self, text: str) -> None:
        """Begin a new item with a suggested text; it is added only by Enter or after it is edited."""
        self.begin(text)
        self._loaded = self._entry.line.value

    def settle(self) -> bool:
        """Enter what is being typed before anything else takes its place; False if it is not understood."""
        if self._entry.display and self._entry.take().strip() and self._is_changed:
            return self.enter()
        return True

    def enter(self) -> bool:
        """Keep the field being typed, or add a new item; False, and a word to the room, if not understood."""
        text = self._entry.take()
        try:
            if self._state.target is not None:
                self._keep(self._state.target, text)
                self._step_on()
            elif text.strip():
                self._add(text)
        except InvalidInputError as error:
            self._screen.notify(str(error), severity="warning", markup=False)
            return False
        self._screen.show_entry()
        return True

    def work(self, target: Target) -> None:
        """Put an item's field into the line; a text typed there waits and comes back."""
        if not self._entry.display:
            return
        if self._state.target is None and self._entry.take().strip():
            self._waiting = self._entry.take()
        self._came_from_line = self._entry.line.has_focus
        self._state.target, self._state.fills_new_item = target, False
        self._load()
        self._screen.set_focus(self._entry.line)

    def finish(self) -> None:
        """Stop working on an item; the text that waited comes back."""
        waiting, self._waiting = self._waiting, ""
        self.begin(waiting)

    def keep_up(self) -> None:
        """Update the entry line after the item being edited changed elsewhere.

        If it was removed or undone, its edited text becomes that of a new item. If its text changed, it is reloaded;
        if it is also edited here, a notification shows the other text, and Enter keeps the typed one.
        """
        target = self._state.target
        if target is None:
            return
        workshop = self._screen.snapshot.workshop
        if not target.place.startswith("=") and changes.find(workshop, target.place) is None:
            self.begin(self._entry.take() if self._is_changed else "")
            return
        there = text_of(workshop, target)
        if there in (self._there, self._entry.take()):
            return
        if self._is_changed:
            self._there = there
            words = tr("Changed meanwhile to “{text}”. Enter puts yours in its place, Esc leaves it.", text=there)
            self._screen.notify(words, severity="warning", markup=False)
        else:
            self._load()

    def give_back(self, text: str) -> None:
        """Put the text of a refused change back, unless something else is being typed."""
        if text and not self._entry.take():
            self._entry.load(text)

    def take_edited(self, text: str) -> None:
        """Take what came back from the editor: into the field, or several new items after a look."""
        text = text.strip("\n")
        if self._state.target is None and "\n" in text:
            self.begin()
            self.paste(text)
        else:
            self._entry.load(text)
            self._screen.set_focus(self._entry.line)

    def leave(self, by: int) -> None:
        """Go to the item's field before or after, keeping this one; up from a single field is the board."""
        target = self._state.target
        if target is not None and 0 <= target.index + by < len(target.fields):
            try:
                self._keep(target, self._entry.take())
            except InvalidInputError as error:
                self._screen.notify(str(error), severity="warning", markup=False)
                return
            self._state.target = replace(target, index=target.index + by)
            self._screen.call_after_refresh(self._load)
        elif by < 0:
            self._screen.set_focus(self._screen.board)

    def paste(self, text: str) -> None:
        """Make a text of several lines several items, after a look; in a field they join its text."""
        if self._state.target is not None:
            self._entry.line.replace(text.replace("\n", "⏎"), *self._entry.line.selection)
            return
        batch = self._screen.presenter.parse_pasted(self._screen.snapshot, text)
        if batch is not None:
            defaults = self._screen.presenter.pasted_defaults(self._screen.snapshot, self._state)
            self._screen.perform(OfferItems(batch, defaults))
            return
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        self._screen.perform(PreviewLines(lines, self._add_all))

    def _load(self) -> None:
        target = self._state.target
        if target is not None:
            self._there = text_of(self._screen.snapshot.workshop, target)
            self._entry.load(self._there, over=target.field.parse is parse_date)
            self._loaded = self._entry.line.value
        self._screen.show_entry()
        self._screen.show_keys()

    def _load_behind(self) -> None:
        """Load the next field behind what was typed for it already."""
        typed = self._entry.take()
        self._load()
        if typed:
            self._entry.load(self._there + typed)

    def _keep(self, target: Target, text: str) -> None:
        """Change a field to what was typed. Raises InvalidInputError."""
        if self._is_changed:
            snapshot = self._screen.snapshot
            write(snapshot.workshop, target, text, snapshot.today)
            label = tr("edit {label}", label=tr(target.field.label))
            self._screen.post_message(ChangeRequested(label, lambda w: write(w, target, text, snapshot.today), text))

    def _step_on(self) -> None:
        """Go to the next field while walking through a new item; else the edit is done."""
        target = self._state.target
        if target is not None and self._state.fills_new_item and target.index + 1 < len(target.fields):
            self._state.target = replace(target, index=target.index + 1)
            self._loaded = ""
            self._entry.load("")
            self._screen.call_after_refresh(self._load_behind)
            return
        goes_back = not self._state.fills_new_item and not self._came_from_line
        self.finish()
        if goes_back:
            self._screen.set_focus(self._screen.board)

    def _state_copy(self) -> StepUiState:
        """Return a copy of the ui state, for a change that is applied later."""
        return replace(self._state, draft=dict(self._state.draft), picked=set(self._state.picked))

    def _add(self, text: str) -> None:
        """Add a new item. Raises InvalidInputError."""
        presenter, state, snapshot = self._screen.presenter, self._state_copy(), self._screen.snapshot
        _, place = room_actions.create(presenter, snapshot, state, text)
        label = tr("added: {text}", text=text if len(text) < _LABEL else text[: _LABEL - 1] + "…")
        change = ChangeRequested(
            label, lambda w: room_actions.create(presenter, replace(snapshot, workshop=w), state, text)[0], text
        )
        self._screen.post_message(change)
        presenter.after_create(snapshot, self._state)
        self._state.cursor = place
        self.begin()
        if presenter.starts_on_board:
            self._screen.set_focus(self._screen.board)
        if presenter.asks_all_fields(place):
            self._state.target, self._state.fills_new_item = Target(place, 1), True

    def _add_all(self, lines: list[str]) -> None:
        presenter, state, snapshot = self._screen.presenter, self._state_copy(), self._screen.snapshot

        def change(workshop: Workshop) -> Workshop:
            held = replace(state, draft=dict(state.draft))
            for line in lines:
                now = replace(snapshot, workshop=workshop)
                workshop, _ = room_actions.create(presenter, now, held, line)
                presenter.after_create(now, held)
            return workshop

        try:
            change(snapshot.workshop)
        except InvalidInputError as error:
            self._screen.notify(str(error), severity="warning", markup=False)
            return
        label = trn("{count} line pasted", "{count} lines pasted", len(lines))
        self._screen.post_message(ChangeRequested(label, change))
