"""Every slip people make is told once, at its place, with what to do."""

from pathlib import Path

import pytest

from broken_files import broken
from broken_syntax import SYNTAX
from broken_values import VALUES
from mlew_tui.diagnosis.examine import examine
from mlew_tui.diagnosis.problem import Problem

PATH = Path("workshop.toml")
SLIPS = {**SYNTAX, **VALUES}


def told(text: str) -> tuple[Problem, ...]:
    return examine(PATH, text.encode()).problems


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_at_its_place(name: str) -> None:
    slip = SLIPS[name]
    file = broken(slip)
    found = told(file.text)
    assert [(problem.line, problem.column) for problem in found] == file.told, "\n".join(map(str, found))
    assert [problem.kind for problem in found] == [expected.kind for expected in slip.told]
    noted = sorted((note.spot.line, note.spot.column) for problem in found for note in problem.notes)
    assert [place for place in noted if place in file.noted] == file.noted, noted
    for problem, expected in zip(found, slip.told, strict=True):
        assert expected.what in problem.what
        assert expected.hint in problem.hint
        assert problem.hint
