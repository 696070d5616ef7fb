"""Where decks come from: the shipped ones by name, a team's own by a path beside its workshop.

Round 1 goes by the deck a workshop names, each later one by the deck that one names as its ``later``: whoever wants
the deck of a workshop asks ``of`` (or ``ids_of``), which know the round.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import tomli

from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.model.unchecked import construct_unchecked
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage.shipped_decks import SHIPPED, later_deck, shipped_text

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem
    from mlew_tui.model.deck import Deck

__all__ = ["SHIPPED", "file_of", "ids_of", "in_round", "load", "of", "seen_from", "unknown_steps"]

_STEP = re.compile(r'^\[\[steps\]\]\nid = "([^"]+)"$', re.MULTILINE)
"""How the shipped decks name a step; parsing their whole text takes long for so little."""


def of(workshop: Workshop, path: Path) -> "Deck":
    """Return the deck a workshop's file goes by in its present round.

    Raises InvalidFileError with file, line and reason.
    """
    return in_round(workshop.deck, workshop.progress.round, path)


def in_round(name: str, number: int, path: Path) -> "Deck":
    """Return the deck of a round for a workshop's file that names this deck. Raises InvalidFileError as ``of``."""
    return load(*_named(name, number, path))


def ids_of(workshop: Workshop, path: Path) -> list[str]:
    """Return the ids of the present round's steps in order; a shipped deck is known to be sound and read as it is.

    Raises InvalidFileError as ``load`` does.
    """
    name, beside = _named(workshop.deck, workshop.progress.round, path)
    if name in SHIPPED:
        return _STEP.findall(shipped_text(name))
    return list(load(name, beside).by_id)


def _named(name: str, number: int, path: Path) -> tuple[str, Path]:
    """Return how a round's deck is named, and by which file: the workshop's, or its first deck's.

    Raises InvalidFileError when that first deck cannot be read.
    """
    if number == 1:
        return name, path
    if name in SHIPPED:
        return later_deck(name), path
    return load(name, path).later, path.parent / name


def file_of(workshop: Workshop, path: Path) -> Path | None:
    """Return the file of the present round's deck, None for a shipped one or one that cannot be found."""
    try:
        name, beside = _named(workshop.deck, workshop.progress.round, path)
    except InvalidFileError:
        name, beside = workshop.deck, path
    return None if name in SHIPPED else beside.parent / name


def seen_from(path: Path, name: str, beside: Path) -> str:
    """Return how a workshop at ``path`` names the deck that one at ``beside`` names: a team's own by its path."""
    if name in SHIPPED:
        return name
    seen = os.path.relpath(beside.parent.resolve() / name, path.parent.resolve())
    return seen if "/" in seen else f"./{seen}"


def unknown_steps(workshop: Workshop, steps: Sequence[str], path: Path, text: str) -> "tuple[Problem, ...]":
    """Return the places where a workshop names a step that is not one of its deck's."""
    problems = []
    named: list[tuple[str, tuple[str | int, ...]]] = [
        (step, ("plan", "minutes", step)) for step in workshop.plan.minutes
    ]
    named.append((workshop.progress.step, ("progress", "step")))
    for step, loc in named:
        if step and step not in steps:
            import difflib  # lazy: only for a mistyped step

            from mlew_tui.diagnosis.examine import at  # lazy: a start does not diagnose

            near = difflib.get_close_matches(step, steps, n=1)
            what = tr("The deck has no step “{step}”", step=step)
            known = tr("There are: {known}", known=", ".join(steps))
            hint = tr("Did you mean “{near}”?", near=near[0]) if near else known
            problems.append(at(path, text, loc, "no-such-step", what, hint, is_key=loc[0] == "plan"))
    return tuple(problems)


def load(name: str, beside: Path) -> "Deck":
    """Return the deck that the file ``beside``, a workshop or a deck, names.

    Raises InvalidFileError with file, line and reason.

    Some are shipped; anything with a ``/`` or ending in ``.toml`` is a file, relative to the folder of ``beside``.
    A deck that asks nothing at Next Step asks what the shipped one does.
    """
    from mlew_tui.model.deck import Deck  # lazy: building its models takes 6 ms, and a check needs none

    if name in SHIPPED:
        tree = tomli.loads(shipped_text(name))
        if "inquiries" not in tree:
            tree["inquiries"] = tomli.loads(shipped_text(SHIPPED[0]))["inquiries"]
        return construct_unchecked(Deck, tree)
    from mlew_tui.diagnosis import encoding, rule_check, syntax_check  # lazy: a shipped deck is not diagnosed
    from mlew_tui.diagnosis.examine import at  # lazy: a shipped deck is not diagnosed

    if "/" not in name and not name.endswith(".toml"):
        what = tr("There is no deck “{name}”; shipped: {shipped}", name=name, shipped=", ".join(SHIPPED))
        hint = tr('A deck of your own is named by its path: deck = "./my.toml"')
        text = encoding.decode(beside, encoding.read_bytes(beside)).text
        is_deck = "steps" in (syntax_check.parse(beside, text.removeprefix("\ufeff")).tree or {})
        raise InvalidFileError((at(beside, text, ("later",) if is_deck else ("deck",), "no-such-deck", what, hint),))
    path = beside.parent / name
    body = encoding.read_text(path).removeprefix("\ufeff")
    parsed = syntax_check.parse(path, body)
    if parsed.problems:
        raise InvalidFileError(parsed.problems)
    deck, broken = rule_check.check(path, body, parsed.tree, Deck)
    if broken:
        raise InvalidFileError(broken)
    made: Deck = deck
    if made.inquiries:
        return made
    usual = load(SHIPPED[0], path).inquiries
    return made.model_copy(update={"inquiries": usual})
