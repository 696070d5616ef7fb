"""A workshop as large as many of the example: every collection multiplied, every id and reference kept valid."""

import re
from random import Random
from typing import Any

from mlew_tui.model import changes, plain_tree, references
from mlew_tui.model.workshop import Workshop

_ID = re.compile(r"[a-z]\d+")


def grown(workshop: Workshop, times: int, seed: int) -> Workshop:
    """Return the workshop with each collection ``times`` as long; copies refer to copies, their texts vary by seed.

    Milestones stay, for there is one of each kind, and so does what stands only once.
    """
    tree = plain_tree.tree(workshop)
    known = {name for name, _, _ in references.ids(workshop)}
    rng = Random(seed)
    copies = [_renamed(tree, known, number, rng) for number in range(times)]
    for path in changes.COLLECTIONS:
        if path != "milestones":
            *parents, last = path.split(".")
            lists = [_at(copy, parents).get(last, []) for copy in copies]
            _at(tree, parents)[last] = [item for items in lists for item in items]
    tree["scores"] = {who: sheet for copy in copies for who, sheet in copy["scores"].items()}
    tree["ballots"]["handed_in"] = [who for copy in copies for who in copy["ballots"]["handed_in"]]
    tree["log"] = [entry for copy in copies for entry in copy["log"]]
    return Workshop.model_validate(tree)


def _at(tree: dict[str, Any], path: list[str]) -> dict[str, Any]:
    for name in path:
        tree = tree[name]
    return tree


def _renamed(value: Any, known: set[str], number: int, rng: Random) -> Any:
    """Return a copy of a tree in which every id is the ``number``-th of its like."""
    if isinstance(value, dict):
        return {_renamed(key, known, number, rng): _renamed(item, known, number, rng) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, known, number, rng) for item in value]
    if isinstance(value, str) and value in known and _ID.fullmatch(value):
        return value if number == 0 else f"{value}x{number}"
    if isinstance(value, str) and number and len(value) > 12 and not value.isascii():
        return f"{value}（{rng.randint(1, 999)}）"
    return value
