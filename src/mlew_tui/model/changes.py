"""What people do to a workshop, as functions from one workshop to the next.

An item is named by its place ``path/key``: the collection's dotted path and the item's id, or its
number where it has none (``reviews/r3``, ``customer.objections/0``, ``milestones/profit``). Nothing
here validates; the session does when it commits.
"""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from mlew_tui.model import references
from mlew_tui.model.base import Model
from mlew_tui.model.customer import Fact, Group, Objection, Review
from mlew_tui.model.define import Criterion, Post
from mlew_tui.model.invent import Case
from mlew_tui.model.iterate import Improvement, Meeting, Milestone, Todo
from mlew_tui.model.refine import ExperienceStep, Faq, Message
from mlew_tui.model.workshop import Participant, Workshop

Change = Callable[[Workshop], Workshop]


class _Collection(NamedTuple):
    """How a collection makes its items: model and prefix of new ids ("" where items have no id)."""

    model: type[Model]
    prefix: str = ""


COLLECTIONS = {
    "participants": _Collection(Participant, "m"),
    "customer.facts": _Collection(Fact, "c"),
    "customer.objections": _Collection(Objection),
    "reviews": _Collection(Review, "r"),
    "groups": _Collection(Group, "g"),
    "posts": _Collection(Post, "p"),
    "criteria": _Collection(Criterion, "k"),
    "cases": _Collection(Case, "s"),
    "proposal.message": _Collection(Message, "f"),
    "proposal.steps": _Collection(ExperienceStep, "f"),
    "proposal.customer_faq": _Collection(Faq, "f"),
    "proposal.internal_faq": _Collection(Faq, "f"),
    "milestones": _Collection(Milestone),
    "next_step.improve": _Collection(Improvement),
    "todos": _Collection(Todo, "t"),
    "meetings": _Collection(Meeting, "e"),
}


class StillReferencedError(ValueError):
    """A participant who wrote, owns or scored something cannot be removed, only stop voting."""

    def __init__(self, place: str, count: int) -> None:
        super().__init__(f"{place} is referred to {count} times")
        self.place = place
        self.count = count


def split(place: str) -> tuple[str, str]:
    """Return collection path and key of a place."""
    path, _, key = place.rpartition("/")
    return path, key


def key_of(item: Any, index: int) -> str:
    """Return an item's key: its id, a milestone's kind, else its number."""
    if isinstance(item, Milestone):
        return item.kind
    return str(getattr(item, "id", index))


def find(workshop: Workshop, place: str) -> Any | None:
    """Return the item at a place, or None when it is gone."""
    path, key = split(place)
    if path not in COLLECTIONS:
        return None
    for index, item in enumerate(references.collection(workshop, path)):
        if key_of(item, index) == key:
            return item
    return None


def put(workshop: Workshop, path: str, value: Any) -> Workshop:
    """Return the workshop with the field or collection under a dotted path replaced."""
    first, _, rest = path.partition(".")
    if rest:
        parent = getattr(workshop, first)
        value = parent.model_copy(update={rest: value})
    return workshop.with_(**{first: value})


def next_id(workshop: Workshop, prefix: str) -> str:
    """Return the next free id of a prefix: one above the highest number used with it."""
    used = [
        int(match[1]) for name, _, _ in references.ids(workshop) if (match := re.fullmatch(rf"{prefix}(\d+)", name))
    ]
    return f"{prefix}{max(used, default=0) + 1}"


def add(workshop: Workshop, path: str, **fields: Any) -> tuple[Workshop, str]:
    """Return the workshop with a new item at the end of a collection, and the item's place."""
    kind = COLLECTIONS[path]
    if kind.prefix:
        fields = {"id": next_id(workshop, kind.prefix), **fields}
    item = kind.model.model_construct(**fields)
    items = references.collection(workshop, path)
    return put(workshop, path, (*items, item)), f"{path}/{key_of(item, len(items))}"


def add_all(path: str, rows: Iterable[dict[str, Any]]) -> Change:
    """Return the change that adds several items at once, to be undone at once."""
    kind, chosen = COLLECTIONS[path], tuple(rows)

    def change(workshop: Workshop) -> Workshop:
        new = chosen
        if kind.prefix:
            first = int(next_id(workshop, kind.prefix).removeprefix(kind.prefix))
            new = tuple({"id": f"{kind.prefix}{number}", **row} for number, row in enumerate(chosen, start=first))
        items = tuple(kind.model.model_construct(**row) for row in new)
        return put(workshop, path, (*references.collection(workshop, path), *items))

    return change


def edit(workshop: Workshop, place: str, **fields: Any) -> Workshop:
    """Return the workshop with some fields of one item replaced; unchanged if the item is gone."""
    path, key = split(place)
    items = tuple(
        item.model_copy(update=fields) if key_of(item, index) == key else item
        for index, item in enumerate(references.collection(workshop, path))
    )
    return put(workshop, path, items)


def note_dice_roll(workshop: Workshop, step: str, text: str) -> Workshop:
    """Note what the dice decided for now in the step's run, if its clock was started: there it can be found again."""
    *before, last = workshop.log or (None,)
    if last is None or (last.step, last.round) != (step, workshop.progress.round):
        return workshop
    return workshop.with_(log=(*before, last.model_copy(update={"dice": (*last.dice, text)})))


def move(workshop: Workshop, place: str, by: int, among: Iterable[str] | None = None) -> Workshop:
    """Return the workshop with an item ``by`` places later (earlier when negative) among some places.

    ``among`` are the places seen together (one cell of a board, in order); by default all of the
    collection. At either end nothing moves.
    """
    path, key = split(place)
    items = list(references.collection(workshop, path))
    keys = [key_of(item, index) for index, item in enumerate(items)]
    seen = keys if among is None else [split(other)[1] for other in among if split(other)[0] == path]
    if key not in seen:
        return workshop
    target = seen.index(key) + by
    if not 0 <= target < len(seen):
        return workshop
    here, there = keys.index(key), keys.index(seen[target])
    items.insert(there, items.pop(here))
    return put(workshop, path, tuple(items))


def remove(workshop: Workshop, place: str) -> Workshop:
    """Return the workshop without an item and without every reference to it.

    Raises StillReferencedError for a participant somebody's work names: who left stays, without a vote.
    """
    path, key = split(place)
    items = references.collection(workshop, path)
    kept = tuple(item for index, item in enumerate(items) if key_of(item, index) != key)
    if path == "participants":
        uses = sum(r.target == key and r.kinds == ("participant",) for r in references.references(workshop))
        if uses:
            raise StillReferencedError(place, uses)
    workshop = put(workshop, path, kept)
    if COLLECTIONS[path].prefix:
        return references.without(workshop, lambda name, kinds: name == key and kinds != ("milestone",))
    if path == "milestones":
        return references.without(workshop, lambda name, kinds: kinds == ("milestone",) and name == key)
    return workshop


def group_reviews(workshop: Workshop, review_ids: Iterable[str], label: str) -> tuple[Workshop, str]:
    """Return the workshop with these reviews in a group of this label, new unless it exists."""
    known = next((group for group in workshop.groups if group.label == label), None)
    if known is None:
        workshop, place = add(workshop, "groups", label=label)
        group_id = split(place)[1]
    else:
        group_id = known.id
    return move_to_group(workshop, review_ids, group_id), group_id


def move_to_group(workshop: Workshop, review_ids: Iterable[str], group_id: str | None) -> Workshop:
    """Return the workshop with these reviews moved into a group, or out of any (None)."""
    chosen = set(review_ids)
    return workshop.with_(
        reviews=tuple(
            review.model_copy(update={"group": group_id}) if review.id in chosen else review
            for review in workshop.reviews
        )
    )


def set_moments(workshop: Workshop, moments: tuple[str, ...]) -> Workshop:
    """Return the workshop with another journey axis.

    With as many moments as before, a changed one is a new name and its reviews follow; reviews of a
    moment that is gone have none.
    """
    old = workshop.customer.moments
    names = dict(zip(old, moments, strict=False)) if len(old) == len(moments) else {}
    if set(old) == set(moments):
        names = {}
    reviews = tuple(
        review
        if review.moment in moments and review.moment not in names
        else review.model_copy(
            update={"moment": names.get(review.moment or "", review.moment if review.moment in moments else None)}
        )
        for review in workshop.reviews
    )
    return put(workshop, "customer.moments", moments).with_(reviews=reviews)


def set_weight(workshop: Workshop, criterion_id: str, weight: int) -> Workshop:
    """Return the workshop with another weight for a criterion; scores above it are capped."""
    scores = {
        person: {
            case: {k: min(points, Fraction(weight)) if k == criterion_id else points for k, points in row.items()}
            for case, row in sheet.items()
        }
        for person, sheet in workshop.scores.items()
    }
    return edit(workshop, f"criteria/{criterion_id}", weight=weight).with_(scores=scores)


def capped_by(workshop: Workshop, criterion_id: str, weight: int) -> list[tuple[str, str, Fraction]]:
    """Return the scores a lower weight would cap: participant, case, points now."""
    return [
        (person, case, row[criterion_id])
        for person, sheet in workshop.scores.items()
        for case, row in sheet.items()
        if row.get(criterion_id, Fraction(0)) > weight
    ]


def set_score(workshop: Workshop, person: str, case: str, criterion: str, points: Fraction | None) -> Workshop:
    """Return the workshop with one cell of a participant's sheet set, or left blank (None)."""
    row = dict(workshop.scores.get(person, {}).get(case, {}))
    if points is None and criterion not in row:
        return workshop
    scores = {who: dict(sheet) for who, sheet in workshop.scores.items()}
    sheet = scores.setdefault(person, {})
    row.pop(criterion, None)
    if points is not None:
        row[criterion] = points
    order = [k.id for k in workshop.criteria]
    sheet[case] = dict(sorted(row.items(), key=lambda cell: order.index(cell[0])))
    return workshop.with_(scores=scores)


def hand_in(workshop: Workshop, person: str, handed_in: bool) -> Workshop:
    """Return the workshop with a participant's scores counted, or taken back."""
    others = tuple(who for who in workshop.ballots.handed_in if who != person)
    return put(workshop, "ballots.handed_in", (*others, person) if handed_in else others)


def choose_first(workshop: Workshop, person: str, case: str | None) -> Workshop:
    """Return the workshop with a participant's choice among equal best cases made, or taken back."""
    first = {who: chosen for who, chosen in workshop.ballots.first.items() if who != person}
    if case is not None:
        first[person] = case
    return put(workshop, "ballots.first", first)


def toggle_reference(workshop: Workshop, place: str, field: str, target: str) -> Workshop:
    """Return the workshop with ``target`` added to an item's list of references, or taken out."""
    item = find(workshop, place)
    if item is None:
        return workshop
    now: tuple[str, ...] = getattr(item, field)
    new = tuple(name for name in now if name != target) if target in now else (*now, target)
    return edit(workshop, place, **{field: new})


def set_milestone(workshop: Workshop, kind: str, **fields: Any) -> Workshop:
    """Return the workshop with fields of a milestone set; it is made, in order, when missing."""
    if find(workshop, f"milestones/{kind}") is None:
        order = ("use_case", "experience", "profit", "model")
        items = (*workshop.milestones, Milestone.model_validate({"kind": kind}))
        workshop = workshop.with_(milestones=tuple(sorted(items, key=lambda m: order.index(m.kind))))
    return edit(workshop, f"milestones/{kind}", **fields)


def reference_counts(workshop: Workshop) -> dict[str, int]:
    """Count, for each customer fact, review and group, the distinct posts that refer to it.

    A group counts the posts that refer to it or to any of its reviews (deck step ``define.count``).
    """
    group_of = {review.id: review.group for review in workshop.reviews}
    counts: dict[str, int] = {}
    for post in workshop.posts:
        reached = set(post.refers_to)
        reached |= {group for name in post.refers_to if (group := group_of.get(name))}
        for name in reached:
            counts[name] = counts.get(name, 0) + 1
    return counts
