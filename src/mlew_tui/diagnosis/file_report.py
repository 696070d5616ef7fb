"""The result of examining a workshop file."""

from typing import TYPE_CHECKING, Any, NamedTuple

from mlew_tui.model.workshop import Workshop

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem


class FileReport(NamedTuple):
    """A file's workshop (None if it has problems), its text, and every problem in the file's order.

    ``encoding`` is that of the bytes, None if unknown; ``tree`` is the TOML tree, if any.
    """

    workshop: Workshop | None
    text: str
    problems: "tuple[Problem, ...]" = ()
    encoding: str | None = "utf-8"
    tree: Any = None
