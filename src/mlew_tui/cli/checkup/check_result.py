"""The result of one check: whether it is fine, in words, and how to mend it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem

State = Literal["fine", "note", "wrong"]
SIGNS: Final[dict[State, str]] = {"fine": "✓", "note": "▲", "wrong": "✗"}


@dataclass(frozen=True)
class Finding:
    """The result of one check: ``check`` is a stable short name for programs; a note is worth knowing but not wrong.

    ``problem`` is the place in a file it is about, if any.
    """

    check: str
    state: State
    what: str
    hint: str = ""
    problem: "Problem | None" = None
