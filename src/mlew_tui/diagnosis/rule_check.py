"""Validate a TOML tree; the modules that describe errors are imported only if there are any."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from mlew_tui.model.base import Model

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.diagnosis.scan import Scan


def check(
    path: Path, text: str, tree: Any, model: type[Model], found: "Scan | None" = None, *, is_lossy: bool = False
) -> "tuple[Any, tuple[Problem, ...]]":
    """Return the validated model, or None, and every broken rule as a problem.

    ``found`` says where everything stands if the text was walked before; ``is_lossy`` that the tree lacks
    something of the text: then nothing is said of what is missing in it.
    """
    try:
        return model.model_validate(tree), ()
    except ValidationError as error:
        from mlew_tui.diagnosis.rule_problems import (
            broken_rules,  # lazy: its messages and scanner are needed only for errors
        )

        return None, broken_rules(path, text, tree, model, error, found, is_lossy=is_lossy)


def explain(error: "ValidationError") -> str:
    """Return the message for the first broken rule of a change."""
    from mlew_tui.diagnosis.rule_problems import first_message

    return first_message(error)
