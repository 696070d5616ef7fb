"""The shipped decks as text and as trees, without the model, so that Home starts without pydantic."""

import re
from pathlib import Path
from typing import Any

import tomli

SHIPPED = ("practice", "improve")
_FOLDER = Path(__file__).parents[1] / "decks"
_LATER = re.compile(r'^later = "([^"]+)"', re.MULTILINE)
"""How the shipped decks name the deck of later rounds."""


def shipped_text(name: str) -> str:
    """Return the text of a shipped deck."""
    return (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")


def later_deck(name: str) -> str:
    """Return the deck of the rounds after the first one's shipped deck."""
    match = _LATER.search(shipped_text(name))
    return name if match is None else match[1]


def step_title(step_id: str, round_number: int, language: str) -> str:
    """Return phase and title of a step by the shipped deck of a round; the id if that deck does not have the step."""
    name = SHIPPED[0] if round_number == 1 else later_deck(SHIPPED[0])
    tree: dict[str, Any] = tomli.loads(shipped_text(name))
    step = next((step for step in tree["steps"] if step["id"] == step_id), None)
    if step is None:
        return step_id
    phase = next(phase for phase in tree["phases"] if phase["id"] == step["phase"])
    return f"{phase['name'][language]} › {step['title'][language]}"
