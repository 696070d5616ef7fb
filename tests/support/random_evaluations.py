"""Evaluations drawn at random, many of them, for comparing with other implementations and with brute force."""

from collections.abc import Iterator
from random import Random

from mlew_tui.model.workshop import Workshop
from workshops import Tree, people, workshop


def drawn(draw: Random, *, most_people: int = 7, most_cases: int = 6, most_criteria: int = 4) -> Workshop:
    """Return an evaluation in which anything may happen: blanks, ties, abstentions, people missing, few points."""
    persons = [f"m{n}" for n in range(draw.randint(1, most_people))]
    cases = [f"s{n}" for n in range(draw.randint(1, most_cases))]
    weights = {f"k{n}": draw.choice((1, 3, 5)) for n in range(draw.randint(1, most_criteria))}
    steps, filled = draw.choice((1, 2)), draw.choice((0.2, 0.7, 1.0))

    def row() -> dict[str, float]:
        return {k: draw.randint(0, w * steps) / steps for k, w in weights.items() if draw.random() < filled}

    tables: Tree = {
        "participants": people(*persons),
        "criteria": [
            {"id": k, "kind": draw.choice(("problem", "strength")), "text": k, "weight": w} for k, w in weights.items()
        ],
        "cases": [{"id": case, "title": case} for case in cases],
        "scores": {who: {case: row() for case in cases} for who in persons},
        "ballots": {
            "handed_in": [who for who in persons if draw.random() < 0.9],
            "first": {who: draw.choice(cases) for who in persons if draw.random() < 0.3},
        },
    }
    return workshop(**tables)


def many(count: int, seed: int, **sizes: int) -> Iterator[Workshop]:
    """Yield ``count`` drawn evaluations, always the same ones for a seed."""
    draw = Random(seed)
    for _ in range(count):
        yield drawn(draw, **sizes)
