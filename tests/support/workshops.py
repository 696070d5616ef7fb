"""The workshops tests start from: the two examples, and small ones made for one question."""

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from mlew_tui.model.workshop import Workshop

EXAMPLES = Path(__file__).parents[2] / "examples"
ENGLISH = EXAMPLES / "english_conversation.toml"
FARM = EXAMPLES / "farm_advice.toml"

Tree = dict[str, Any]
Loc = tuple[str | int, ...]


@cache
def _tree_of(path: Path) -> Tree:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def example(path: Path = ENGLISH) -> Workshop:
    """Return the workshop of an example file."""
    return Workshop.model_validate(_tree_of(path))


def full_tree() -> Tree:
    """Return the English conversation as TOML has it, with Day 2, a decision and a told case added."""
    tree = deepcopy(_tree_of(ENGLISH))
    tree["ballots"]["first"] = {"m1": "s1"}
    tree["decision"] = {"how": "dice", "case": "s1", "among": ["s1", "s3"], "by": "m1"}
    tree["todos"] = [
        {
            "id": "t1",
            "text": "伏せ字を試す",
            "owner": "m2",
            "milestone": "experience",
            "due": date(2026, 12, 1),
        },
        {"id": "t2", "text": "会議室を取る"},
    ]
    start = datetime(2026, 12, 1, 10, 0)  # noqa: DTZ001
    tree["meetings"] = [
        {"id": "e1", "kind": "progress", "start": start, "repeat": "weekly", "until": date(2027, 2, 26)},
        {"id": "e2", "kind": "report", "milestone": "model", "start": start, "minutes": 60},
    ]
    tree["progress"] |= {"case": "s2", "stage": "score"}
    return tree


def workshop(**tables: Any) -> Workshop:
    """Return a workshop of just these tables."""
    return Workshop.model_validate({"title": "A small one", **tables})


def people(*names: str) -> list[Tree]:
    """Return participants with these ids."""
    return [{"id": name, "name": name.upper()} for name in names]


def laid_out(points: float) -> dict[str, float]:
    """Return a row of scores that adds up to these points: at most 5 on each of k1, k2 and k3."""
    row = {}
    for criterion in ("k1", "k2", "k3"):
        row[criterion] = min(points, 5)
        points -= row[criterion]
    assert points == 0
    return row


def scored(
    sheets: Mapping[str, Mapping[str, float]],
    *,
    handed_in: Sequence[str] | None = None,
    first: Mapping[str, str] | None = None,
    decision: Tree | None = None,
    participants: Sequence[Tree] | None = None,
) -> Workshop:
    """Return a workshop where each participant gives each case these points in all.

    By default everybody with a sheet has handed in.
    """
    cases = list(dict.fromkeys(case for sheet in sheets.values() for case in sheet))
    tables: Tree = {
        "participants": people(*sheets) if participants is None else participants,
        "criteria": [{"id": k, "kind": "problem", "text": k, "weight": 5} for k in ("k1", "k2", "k3")],
        "cases": [{"id": case, "title": case} for case in cases],
        "scores": {who: {case: laid_out(points) for case, points in sheet.items()} for who, sheet in sheets.items()},
        "ballots": {"handed_in": list(sheets) if handed_in is None else handed_in, "first": first or {}},
    }
    if decision is not None:
        tables["decision"] = decision
    return workshop(**tables)


def broken_rules(tree: Tree) -> list[tuple[str, Loc]]:
    """Return type and place of every rule this tree breaks; fail when it breaks none."""
    with pytest.raises(ValidationError) as caught:
        Workshop.model_validate(tree)
    return [(str(detail["type"]), tuple(detail["loc"])) for detail in caught.value.errors()]


def put_at(tree: Tree, loc: Loc, value: Any) -> Tree:
    """Return a copy of a tree with one value set; a list's length as index adds to it."""
    tree = deepcopy(tree)
    inner: Any = tree
    for part in loc[:-1]:
        inner = inner[part]
    if isinstance(inner, list) and loc[-1] == len(inner):
        inner.append(value)
    else:
        inner[loc[-1]] = value
    return tree
