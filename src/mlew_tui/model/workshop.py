"""The root model: one team's Day 1 and Day 2, the value behind one ``workshop.toml``."""

from typing import Self

from pydantic import model_validator

from mlew_tui.model import rules
from mlew_tui.model.workshop_fields import (
    FORMAT,
    Clock,
    Language,
    LogEntry,
    Participant,
    Plan,
    Progress,
    Readiness,
    ReadinessDay2,
    Role,
    Stage,
    Team,
    WorkshopFields,
)

__all__ = [
    "FORMAT", "Clock", "Language", "LogEntry", "Participant", "Plan", "Progress", "Readiness", "ReadinessDay2", "Role",
    "Stage", "Team", "Workshop",
]  # fmt: skip


class Workshop(WorkshopFields):
    """A workshop that keeps every rule.

    Raises ``pydantic.ValidationError`` with the path of every broken rule: unknown keys, dangling or
    duplicate ids, a score above its criterion's weight, a moment that is not on the journey.
    """

    @model_validator(mode="after")
    def _check_rules(self) -> Self:
        """Check the rules across fields: ids, references, score bounds."""
        rules.check(self)
        return self

    def validated(self, before: "Workshop | None" = None) -> "Workshop":
        """Return this value with every rule checked again, for a change that came by ``with_``.

        ``before`` is the valid workshop it was made from: rows of scores the two share are not checked once more
        as long as nothing else differs, for there may be thousands and one is typed at a time.
        """
        if before is None or not self._differs_in_scores_only(before):
            return Workshop.model_validate(self)
        typed = {
            person: {case: row for case, row in sheet.items() if before.scores.get(person, {}).get(case) is not row}
            for person, sheet in self.scores.items()
        }
        checked = Workshop.model_validate(self.with_(scores=typed)).scores
        return self.with_(scores={person: {**sheet, **checked[person]} for person, sheet in self.scores.items()})

    def _differs_in_scores_only(self, before: "Workshop") -> bool:
        return all(getattr(self, name) is getattr(before, name) for name in type(self).model_fields if name != "scores")
