"""What an examination finds."""

from typing import TYPE_CHECKING, Any, NamedTuple

from mlew_tui.model.workshop import Workshop

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem


class FileReport(NamedTuple):
    """What a file says: its workshop (None if it is broken), its text, every problem in the file's order.

    ``encoding`` is what the bytes are in, None when nobody can tell; ``tree`` is the TOML tree, if any.
    """

    workshop: Workshop | None
    text: str
    problems: "tuple[Problem, ...]" = ()
    encoding: str | None = "utf-8"
    tree: Any = None
