"""Mistakes made by chance: told on the right line every time, at the very character nearly always."""

from collections.abc import Iterator
from pathlib import Path

from handwriting import written
from mlew_tui.diagnosis.examine import examine
from mlew_tui.diagnosis.problem import Problem
from mlew_tui.model.workshop import Workshop
from mutations import MUTATORS, Mutation, Source, mutations
from workshops import ENGLISH, FARM, example, full_tree

SOURCES = {path.stem: Source(path.read_text("utf-8")) for path in (ENGLISH, FARM)}
HANDS = {1: example(FARM), 2: Workshop.model_validate(full_tree()), 3: Workshop.model_validate(full_tree())}
SOURCES |= {f"hand {seed}": Source(written(made, seed).removeprefix("\ufeff")) for seed, made in HANDS.items()}
MADE = dict(mutations(SOURCES, seeds=2))


def told() -> Iterator[tuple[str, Mutation, tuple[Problem, ...]]]:
    for name, made in MADE.items():
        yield name, made, examine(Path("workshop.toml"), made.text.encode()).problems


def test_mistakes_made_by_chance_are_told_where_they_are() -> None:
    assert len(MADE) > 300
    assert len(MUTATORS) > 25
    lines, columns, others, unhelpful = [], [], [], []
    for name, made, found in told():
        words = f"{name} at {made.place}: " + " | ".join(map(str, found))
        if not any(problem.line == made.place[0] for problem in found):
            lines.append(words)
        if not any((problem.line, problem.column) == made.place for problem in found):
            columns.append(words)
        if len(found) > 1:
            others.append(words)
        if not all(problem.hint for problem in found):
            unhelpful.append(words)
    assert not lines, "\n".join(lines)
    assert len(columns) <= 0.05 * len(MADE), f"{len(columns)} of {len(MADE)}\n" + "\n".join(columns)
    assert len(others) <= 0.05 * len(MADE), f"{len(others)} of {len(MADE)}\n" + "\n".join(others)
    assert not unhelpful, "\n".join(unhelpful)
