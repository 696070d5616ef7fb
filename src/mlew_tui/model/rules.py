"""The rules that hold across the whole workshop, each broken one with its place."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from mlew_tui.model import references
from mlew_tui.model.base import plain_number
from mlew_tui.model.references import Loc
from mlew_tui.model.workshop_fields import WorkshopFields


def _problem(loc: Loc, kind: str, message: str, value: Any, **context: Any) -> InitErrorDetails:
    return InitErrorDetails(type=PydanticCustomError(kind, message, {**context, "value": value}), loc=loc, input=value)


def check(workshop: WorkshopFields) -> None:
    """Raise one ``ValidationError`` with every broken rule; return when there is none."""
    found = [*_ids(workshop), *_references(workshop), *_moments(workshop), *_milestones(workshop)]
    found += [*_scores(workshop), *_decision(workshop)]
    if found:
        raise ValidationError.from_exception_data("Workshop", found)


def _ids(workshop: WorkshopFields) -> Iterator[InitErrorDetails]:
    seen: dict[str, references.Loc] = {}
    for name, _, loc in references.ids(workshop):
        if name in seen:
            yield _problem(loc, "duplicate_id", "The id {value} is used twice", name, first=seen[name])
        seen.setdefault(name, loc)


def _references(workshop: WorkshopFields) -> Iterator[InitErrorDetails]:
    known: dict[str, str] = {name: kind for name, kind, _ in references.ids(workshop)}
    milestones = {milestone.kind for milestone in workshop.milestones}
    criteria = {criterion.id for criterion in workshop.criteria if known[criterion.id] == "criterion"}
    for reference in chain(references.of_items(workshop), references.of_scores(workshop, criteria)):
        if reference.kinds == ("milestone",):
            if reference.target not in milestones:
                yield _problem(
                    reference.loc, "dangling", "There is no milestone {value}", reference.target,
                    kinds=reference.kinds, known=sorted(milestones),
                )  # fmt: skip
        elif reference.target not in known:
            allowed = sorted(name for name, kind in known.items() if kind in reference.kinds)
            yield _problem(
                reference.loc, "dangling", "Nothing has the id {value}", reference.target,
                kinds=reference.kinds, known=allowed,
            )  # fmt: skip
        elif known[reference.target] not in reference.kinds:
            yield _problem(
                reference.loc, "wrong_kind", "{value} is a {found} here", reference.target,
                kinds=reference.kinds, found=known[reference.target],
            )  # fmt: skip


def _moments(workshop: WorkshopFields) -> Iterator[InitErrorDetails]:
    moments = workshop.customer.moments
    for index, review in enumerate(workshop.reviews):
        if review.moment is not None and review.moment not in moments:
            yield _problem(
                ("reviews", index, "moment"), "unknown_moment",
                "The customer's journey has no moment {value}", review.moment, known=list(moments),
            )  # fmt: skip
    for index, moment in enumerate(moments):
        if moment in moments[:index]:
            yield _problem(
                ("customer", "moments", index), "duplicate_moment", "The moment {value} stands twice", moment
            )


def _milestones(workshop: WorkshopFields) -> Iterator[InitErrorDetails]:
    kinds = [milestone.kind for milestone in workshop.milestones]
    for index, kind in enumerate(kinds):
        if kind in kinds[:index]:
            first = ("milestones", kinds.index(kind), "kind")
            yield _problem(
                ("milestones", index, "kind"),
                "duplicate_id",
                "The id {value} is used twice",
                kind,
                first=first,
            )


def _scores(workshop: WorkshopFields) -> Iterator[InitErrorDetails]:
    weights = {criterion.id: criterion.weight for criterion in workshop.criteria}
    for person, sheet in workshop.scores.items():
        for case, row in sheet.items():
            for criterion, points in row.items():
                weight = weights.get(criterion)
                if weight is not None and points.numerator > weight * points.denominator:
                    yield _problem(
                        ("scores", person, case, criterion), "score_over_weight",
                        "{value} is more than the weight {weight} of {criterion}", str(plain_number(points)),
                        weight=weight, criterion=criterion,
                    )  # fmt: skip


def _decision(workshop: WorkshopFields) -> Iterator[InitErrorDetails]:
    decision = workshop.decision
    if decision is None or decision.how != "dice":
        return
    if decision.case not in decision.among or len(set(decision.among)) < 2:
        yield _problem(
            ("decision", "among"), "dice_among", "Dice choose among the tied cases, {value} included",
            decision.case,
        )  # fmt: skip
