"""Where decks come from: the shipped ones by name, a team's own by a path beside its workshop."""

import difflib
import tomllib
from pathlib import Path

from pydantic import ValidationError

from mlew_tui.language import tr
from mlew_tui.model.deck import Deck
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import diagnostics

SHIPPED = ("practice",)
_FOLDER = Path(__file__).parents[1] / "decks"


def unknown_steps(workshop: Workshop, deck: Deck, path: Path, text: str) -> tuple[diagnostics.Problem, ...]:
    """Return the places where a workshop names a step its deck does not have."""
    problems = []
    named: list[tuple[str, tuple[str | int, ...]]] = [
        (step, ("plan", "minutes", step)) for step in workshop.plan.minutes
    ]
    named.append((workshop.progress.step, ("progress", "step")))
    for step, loc in named:
        if step and step not in deck.by_id:
            near = difflib.get_close_matches(step, deck.by_id, n=1)
            what = tr("the deck has no step “{step}”", step=step)
            if near:
                what = tr("{what}. Did you mean “{near}”?", what=what, near=near[0])
            problems.append(diagnostics.at(path, text, loc, what))
    return tuple(problems)


def load(name: str, beside: Path) -> Deck:
    """Return the deck a workshop names. Raises Broken with file, line and reason.

    ``practice`` is shipped; anything with a ``/`` or ending in ``.toml`` is a file, relative to the
    folder of the workshop ``beside``.
    """
    if name in SHIPPED:
        text = (_FOLDER / f"{name}.toml").read_text(encoding="utf-8")
        return Deck.model_validate(tomllib.loads(text))
    if "/" not in name and not name.endswith(".toml"):
        what = tr("there is no deck “{name}”; shipped: {shipped}", name=name, shipped=", ".join(SHIPPED))
        raise diagnostics.Broken((diagnostics.Problem(beside, what),))
    path = beside.parent / name
    text = diagnostics.read_text(path)
    tree = diagnostics.parse(path, text)
    try:
        return Deck.model_validate(tree)
    except ValidationError as error:
        raise diagnostics.of_validation(path, text, error) from None
