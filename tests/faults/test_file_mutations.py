"""Mistakes made by chance: told on the right line every time, at the very character nearly always."""

from collections.abc import Iterator
from pathlib import Path

from file_mutations import MUTATORS, Source, mutations
from handwriting import written
from mlew_tui.diagnosis.examine import examine
from mlew_tui.model import changes, references
from mlew_tui.model.workshop import Workshop
from workshops import ENGLISH, FARM, example, full_tree


def shortened(made: Workshop) -> Workshop:
    """Return a workshop with a few items of each kind: one mistake is looked for in a hand, not in its length."""
    for path in references.KINDS:
        for item in references.collection(made, path)[3:] if path != "participants" else ():
            made = changes.remove(made, f"{path}/{item.id}")
    return made.validated()


def sources() -> Iterator[tuple[str, Source]]:
    """Yield the files mistakes are made in: both examples as they are shipped, and three in somebody's hand."""
    for path in (ENGLISH, FARM):
        yield path.stem, Source(path.read_text("utf-8"))
    full = Workshop.model_validate(full_tree())
    for seed, made in {1: example(FARM), 2: full, 3: full}.items():
        yield f"hand {seed}", Source(written(shortened(made), seed).removeprefix("\ufeff"))


def test_mistakes_made_by_chance_are_told_where_they_are() -> None:
    made = dict(mutations(dict(sources()), seeds=2))
    assert len(made) == 410
    assert len(MUTATORS) > 25
    lines, columns, others, unhelpful = [], [], [], []
    for name, mutation in made.items():
        found = examine(Path("workshop.toml"), mutation.text.encode()).problems
        words = f"{name} at {mutation.place}: " + " | ".join(map(str, found))
        if not any(problem.line == mutation.place[0] for problem in found):
            lines.append(words)
        if not any((problem.line, problem.column) == mutation.place for problem in found):
            columns.append(words)
        if len(found) > 1:
            others.append(words)
        if not all(problem.hint for problem in found):
            unhelpful.append(words)
    assert not lines, "\n".join(lines)
    assert len(columns) <= 0.05 * len(made), f"{len(columns)} of {len(made)}\n" + "\n".join(columns)
    assert len(others) <= 0.05 * len(made), f"{len(others)} of {len(made)}\n" + "\n".join(others)
    assert not unhelpful, "\n".join(unhelpful)
