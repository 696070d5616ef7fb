"""Redacts differences while the ballots are secret: shows whose scores changed, but not how."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from mlew_tui.model.invent import Decision
from mlew_tui.model.merging.diff import Decided, Difference, Scored, Valued
from mlew_tui.model.workshop import Workshop

_CHOICES = "ballots.first"


@dataclass(frozen=True)
class Rescored:
    """A participant's scores, or their choice among equal best cases, differ; nothing more is told of it."""

    person: str


@dataclass(frozen=True)
class Redecided:
    """What people settled differs; nothing more is told of it."""


RedactedDifference = Difference | Rescored | Redecided


def redact(old: Workshop, new: Workshop, differences: Iterable[Difference]) -> tuple[RedactedDifference, ...]:
    """Return the differences that may be shown before the reveal, each person's scores once and last.

    Leaves out what follows from another difference, as it would reveal that a score existed: cells of a
    person, case or criterion that one side lacks, and cells that a lower weight caps.
    """
    open_ones: list[RedactedDifference] = []
    people: set[str] = set()
    is_redecided = False
    shared = _Shared.of(old, new)
    for one in differences:
        if isinstance(one, Scored):
            people |= {one.person} if shared.is_rescored(one) else set()
        elif isinstance(one, Valued) and one.path == _CHOICES:
            people |= {one.key} if one.key in shared.people and shared.has_cases(one.before, one.after) else set()
        elif isinstance(one, Decided):
            is_redecided |= shared.has_cases(_case(one.before), _case(one.after))
        else:
            open_ones.append(one)
    ordered = (Rescored(person.id) for person in new.participants if person.id in people)
    return (*open_ones, *ordered, *([Redecided()] if is_redecided else []))


class _Shared(NamedTuple):
    """What both of two workshops have: people, cases, and criteria with their old and new weights."""

    people: frozenset[str]
    cases: frozenset[str]
    weights: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, old: Workshop, new: Workshop) -> "_Shared":
        before = {criterion.id: criterion.weight for criterion in old.criteria}
        return cls(
            frozenset(one.id for one in old.participants) & frozenset(one.id for one in new.participants),
            frozenset(one.id for one in old.cases) & frozenset(one.id for one in new.cases),
            {one.id: (before[one.id], one.weight) for one in new.criteria if one.id in before},
        )

    def is_rescored(self, cell: Scored) -> bool:
        """Tell whether somebody changed a cell: it did not come, go or shrink with something else."""
        weights = self.weights.get(cell.criterion)
        if weights is None or cell.person not in self.people or cell.case not in self.cases:
            return False
        if weights[0] == weights[1] or cell.before is None or cell.after is None:
            return True
        low = Fraction(min(weights))
        return min(cell.before, low) != min(cell.after, low)

    def has_cases(self, *cases: str | None) -> bool:
        """Tell whether every one of these cases is in both; None is no case."""
        return all(case is None or case in self.cases for case in cases)


def _case(decision: Decision | None) -> str | None:
    return None if decision is None else decision.case
