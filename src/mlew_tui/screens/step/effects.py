"""What a presenter asks the screen to do, and the keys that ask for it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from mlew_tui.model.changes import Change
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Stage
from mlew_tui.screens.step.fields import Target
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.settings.key_registry import registered

if TYPE_CHECKING:
    from mlew_tui.importing import Batch
    from mlew_tui.text.page_layout import Section


class Commit(NamedTuple):
    """Change the workshop; ``label`` names the change for undo.

    ``say`` is shown afterwards; ``to_board`` gives the board the focus.
    """

    label: str
    change: Change
    say: str = ""
    clear_picks: bool = False
    to_board: bool = False


class PickItems(NamedTuple):
    """Let people pick from a list: each choice is an id and its text."""

    title: str
    choices: Sequence[tuple[str, str]]
    chosen: Sequence[str]
    then: Callable[[tuple[str, ...]], "Effect"]
    single: bool = False


class AskText(NamedTuple):
    """Ask for a text in a dialog; ``refuse`` returns why a text is rejected, or ""."""

    title: str
    initial: str
    then: Callable[[str], "Effect"]
    refuse: Callable[[str], str] = lambda _text: ""


class ShowPage(NamedTuple):
    """Show a page to read over the step; each of ``keys`` closes it and runs."""

    title: str
    sections: "Sequence[Section]"
    keys: "Sequence[Key]" = ()


class Notify(NamedTuple):
    """Show a notification."""

    text: str


class EditItem(NamedTuple):
    """Put a field of an item into the entry line."""

    target: Target


class StartItem(NamedTuple):
    """Suggest the text of a new item in the entry line."""

    text: str


class SetStage(NamedTuple):
    """Present or score a case in Invent's rounds; the clock follows."""

    case: str
    stage: Stage


class RollDice(NamedTuple):
    """Roll the dice visibly among ids with their texts; ``then`` goes on with the id that came."""

    among: Sequence[tuple[str, str]]
    then: Callable[[str], "Effect"]


class OpenBallots:
    """Open the screen on which everybody types their own ballot in turn."""


class GoToStep(NamedTuple):
    """Go to another step, by its id."""

    step: str


class ShowTrace(NamedTuple):
    """Show the thread of the item at a place, or where all threads end if it has none."""

    place: str


class PreviewLines(NamedTuple):
    """Show what several pasted lines will become; ``add`` is called if people agree."""

    lines: list[str]
    add: Callable[[list[str]], None]


class OfferItems(NamedTuple):
    """Show the items of a pasted text; they are added if people agree. ``defaults``: what they do not say."""

    batch: "Batch"
    defaults: dict[str, Value]


class Repaint:
    """Show a changed ui state."""


Effect = (
    Commit | PickItems | AskText | ShowPage | Notify | EditItem | StartItem | SetStage | RollDice | OpenBallots
    | GoToStep
    | ShowTrace | PreviewLines | OfferItems | Repaint | None
)  # fmt: skip


class Key(NamedTuple):
    """One key of a presenter: id for the keymap, usual keys, label and what it does; ``quiet`` ones are named last."""

    id: str
    key: str
    label: str
    run: Callable[[WorkshopSnapshot, StepUiState], Effect]
    quiet: bool = False

    @classmethod
    def of(
        cls,
        id_: str,
        run: Callable[[WorkshopSnapshot, StepUiState], Effect],
        *,
        label: str = "",
        quiet: bool = False,
    ) -> Self:
        """Return the registered key of an id; ``label`` replaces the registry's where it depends on the state."""
        key = registered(id_)
        return cls(id_, key.usual, label or key.label, run, quiet)
