"""What a step's screen says was asked of it; the app answers, for only it has the session."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from mlew_tui.model.changes import Change
    from mlew_tui.model.workshop import Stage
    from mlew_tui.screens.step.presenter import Roll


@dataclass
class Changed(Message, namespace="step"):
    """The team changed something; ``text`` is put back into the entry if it is refused, ``say`` is told if it is not.

    ``told`` is called when the workshop is another one for it.
    """

    label: str
    change: "Change"
    text: str = ""
    say: str = field(default="", kw_only=True)
    told: Callable[[], None] | None = None


@dataclass
class Going(Message, namespace="step"):
    """To the step so many places on."""

    by: int


@dataclass
class ClockAsked(Message, namespace="step"):
    """The clock: toggle, plus1, plus5, minus1 or reset."""

    verb: str


@dataclass
class Undone(Message, namespace="step"):
    """Undo, or redo when ``back`` is False."""

    back: bool


@dataclass
class Asked(Message, namespace="step"):
    """A dialog of the console is wanted: help, clock, agenda, export, home."""

    what: str


@dataclass
class StageAsked(Message, namespace="step"):
    """Tell or score this case now."""

    case: str
    stage: "Stage"


@dataclass
class RollAsked(Message, namespace="step"):
    """Roll the dice among these; ``then`` goes on with what came."""

    roll: "Roll"


@dataclass
class BallotsAsked(Message, namespace="step"):
    """Everybody types their own ballot now."""


@dataclass
class EditorAsked(Message, namespace="step"):
    """Open $EDITOR on this text; ``take`` gets what comes back."""

    text: str
    take: Callable[[str], object]
