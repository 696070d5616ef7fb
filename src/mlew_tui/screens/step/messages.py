"""What a screen asks of the app, which alone has the session: one message class a request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from mlew_tui.model.changes import Change
    from mlew_tui.model.workshop import Stage
    from mlew_tui.screens.step.effects import RollDice


@dataclass
class ChangeRequested(Message):
    """Commit a change. ``text`` returns to the entry if it is rejected; ``notice`` is shown if it is not.

    ``on_committed`` is called if the workshop differs after it.
    """

    label: str
    change: "Change"
    text: str = ""
    notice: str = field(default="", kw_only=True)
    on_committed: Callable[[], None] | None = None


@dataclass
class StepChangeRequested(Message):
    """Go to the step so many places on; negative is back."""

    by: int


@dataclass
class ClockActionRequested(Message):
    """Turn the clock: toggle, plus1, plus5, minus1 or reset."""

    verb: str


@dataclass
class UndoRequested(Message):
    """Undo, or redo when ``back`` is False."""

    back: bool


@dataclass
class StageRequested(Message):
    """Present or score this case now."""

    case: str
    stage: "Stage"


@dataclass
class RollRequested(Message):
    """Roll the dice; the request's ``then`` goes on with the result."""

    roll: "RollDice"


@dataclass
class EditorRequested(Message):
    """Open $EDITOR on this text; ``take`` gets what comes back."""

    text: str
    take: Callable[[str], object]


class BallotsRequested(Message):
    """Let everybody type their own ballot now."""


class HelpRequested(Message):
    """Show the keys."""


class ClockRequested(Message):
    """Show the clock's dialog."""


class AgendaRequested(Message):
    """Show the agenda."""


class ExportRequested(Message):
    """Export the workshop."""


class HomeRequested(Message):
    """Leave the workshop for Home."""


class QuitRequested(Message):
    """Leave the console."""


BY_ACTION: Mapping[str, type[Message]] = MappingProxyType(
    {
        "help": HelpRequested,
        "clock": ClockRequested,
        "agenda": AgendaRequested,
        "export": ExportRequested,
        "home": HomeRequested,
        "quit": QuitRequested,
    }
)
"""The requests without details by their argument of the key action ``ask``."""
