"""What teams do to their workshops: edits of every kind, drawn by a seeded ``Random``."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from example_edits import NOW
from mlew_tui.model import changes, references
from mlew_tui.model.invent import Decision
from mlew_tui.model.workshop import Clock, LogEntry, Workshop
from random_teams import KINDS, PARTS, STEPS, one_of, some, started_at, words

Edit = Callable[[Random, Workshop], Workshop | None]
"""One kind of edit: the workshop after it, or None where there is nothing to do it to."""

_FIELDS: Mapping[str, Mapping[str, Callable[[Random], Any]]] = {
    "participants": {"name": words, "role": lambda rng: rng.choice(["sales", "other"])},
    "customer.facts": {"text": words, "assumed": lambda rng: rng.random() < 0.5},
    "customer.objections": {"text": lambda rng: f"o{rng.randint(10, 99)}: {words(rng)}", "settled": lambda _: True},
    "reviews": {"text": words, "sentiment": lambda rng: rng.choice(["positive", "negative"])},
    "groups": {"label": words},
    "posts": {"text": words, "decision": lambda rng: rng.choice(["use_again", "stop"])},
    "criteria": {"text": words, "kind": lambda rng: rng.choice(["problem", "strength"])},
    "cases": {"title": words, "company": words, "source": lambda _: "https://example.com/#x"},
    "proposal.message": {"text": words, "part": lambda rng: rng.choice(PARTS), "concern": words},
    "proposal.steps": {"text": words, "concern": words},
    "proposal.customer_faq": {"question": words, "answer": words},
    "proposal.internal_faq": {"question": words},
    "next_step.improve": {"phase": lambda _: "invent", "reason": lambda rng: f"i{rng.randint(10, 99)}: {words(rng)}"},
    "todos": {"text": words, "due": lambda rng: date(2027, 1, rng.randint(1, 31))},
    "meetings": {"kind": lambda _: "progress", "start": lambda _: NOW, "minutes": lambda rng: rng.randint(1, 90)},
}  # fmt: skip


def _place(rng: Random, workshop: Workshop) -> str | None:
    places = [
        f"{path}/{changes.key_of(item, index)}"
        for path in changes.COLLECTIONS
        for index, item in enumerate(references.collection(workshop, path))
    ]
    return rng.choice(places) if places else None


def add(rng: Random, workshop: Workshop) -> Workshop:
    """Add an item to any collection."""
    path = rng.choice(list(_FIELDS))
    return changes.add(workshop, path, **{name: draw(rng) for name, draw in _FIELDS[path].items()})[0]


def edit(rng: Random, workshop: Workshop) -> Workshop | None:
    """Change one field of an item; what names an item without an id stays."""
    place = _place(rng, workshop)
    if place is None:
        return None
    path, _ = changes.split(place)
    fields = _FIELDS.get(path, {"who": words, "baseline": words})
    name = rng.choice(list(fields))
    value = fields[name](rng)
    if path in ("customer.objections", "next_step.improve") and isinstance(value, str) and ":" in value:
        value = getattr(changes.find(workshop, place), name).partition(":")[0] + ": " + words(rng)
    return changes.edit(workshop, place, **{name: value})


def remove(rng: Random, workshop: Workshop) -> Workshop | None:
    """Remove an item and all that refers to it."""
    place = _place(rng, workshop)
    try:
        return None if place is None else changes.remove(workshop, place)
    except changes.StillReferencedError:
        return None


def move(rng: Random, workshop: Workshop) -> Workshop | None:
    """Move an item among its siblings."""
    place = _place(rng, workshop)
    return None if place is None else changes.move(workshop, place, rng.choice([-3, -2, -1, 1, 2, 3]))


def group(rng: Random, workshop: Workshop) -> Workshop | None:
    """Put reviews into a group, new or not."""
    chosen = some(rng, [review.id for review in workshop.reviews])
    return changes.group_reviews(workshop, chosen, words(rng))[0] if chosen else None


def weigh(rng: Random, workshop: Workshop) -> Workshop | None:
    """Weight a criterion anew, capping scores."""
    criterion = one_of(rng, [k.id for k in workshop.criteria])
    return changes.set_weight(workshop, criterion, rng.choice([1, 3, 5])) if criterion else None


def score(rng: Random, workshop: Workshop) -> Workshop | None:
    """Set or blank one cell of a sheet."""
    if not (workshop.participants and workshop.cases and workshop.criteria):
        return None
    criterion = rng.choice(workshop.criteria)
    points = None if rng.random() < 0.2 else Fraction(rng.randint(0, 2 * criterion.weight), 2)
    person, case = rng.choice(workshop.participants).id, rng.choice(workshop.cases).id
    return changes.set_score(workshop, person, case, criterion.id, points)


def hand_in(rng: Random, workshop: Workshop) -> Workshop | None:
    """Hand a sheet in, or take it back."""
    person = one_of(rng, [m.id for m in workshop.participants])
    return changes.hand_in(workshop, person, rng.random() < 0.7) if person else None


def choose(rng: Random, workshop: Workshop) -> Workshop | None:
    """Choose among equal best cases, or take that back."""
    person, case = one_of(rng, [m.id for m in workshop.participants]), one_of(rng, [s.id for s in workshop.cases])
    return changes.choose_first(workshop, person, rng.choice([case, None])) if person and case else None


def decide(rng: Random, workshop: Workshop) -> Workshop | None:
    """Settle the result, or take that back."""
    cases = [s.id for s in workshop.cases]
    if not cases or rng.random() < 0.3:
        return workshop.with_(decision=None)
    if len(cases) > 1 and rng.random() < 0.5:
        return workshop.with_(decision=Decision(how="dice", case=cases[0], among=tuple(cases)))
    return workshop.with_(decision=Decision(how="owner", case=rng.choice(cases), note=words(rng)))


def refer(rng: Random, workshop: Workshop) -> Workshop | None:
    """Add a reference to a post or take one out."""
    lists = ("customer.facts", "reviews", "groups")
    heard = [item.id for path in lists for item in references.collection(workshop, path)]
    if not workshop.posts or not heard:
        return None
    return changes.toggle_reference(workshop, f"posts/{rng.choice(workshop.posts).id}", "refers_to", rng.choice(heard))


def rename_moments(rng: Random, workshop: Workshop) -> Workshop:
    """Rename, add or drop moments of the journey."""
    moments = list(workshop.customer.moments)
    if moments and rng.random() < 0.6:
        moments[rng.randrange(len(moments))] = f"別の時 {rng.randint(0, 99)}"
    elif moments and rng.random() < 0.5:
        moments.pop(rng.randrange(len(moments)))
    else:
        moments.insert(rng.randint(0, len(moments)), f"新しい時 {rng.randint(0, 99)}")
    return changes.set_moments(workshop, tuple(moments))


def measure(rng: Random, workshop: Workshop) -> Workshop:
    """Write at a milestone, made when missing."""
    return changes.set_milestone(workshop, rng.choice(KINDS), what=words(rng))


def head(rng: Random, workshop: Workshop) -> Workshop:
    """Change one value that stands outside every collection."""
    path, value = rng.choice([
        ("title", words(rng)), ("language", rng.choice(["ja", "en"])), ("customer.name", words(rng)),
        ("readiness.data", rng.random() < 0.5), ("readiness_day2.team_leads", True), ("ballots.revealed", True),
        ("proposal.product", words(rng)), ("next_step.build_now", rng.choice([True, False, None])),
        ("plan.minutes", {step: rng.randint(1, 90) for step in some(rng, STEPS)}), ("plan.starts", None),
    ])  # fmt: skip
    return changes.put(workshop, str(path), value)


def run(rng: Random, workshop: Workshop) -> Workshop:
    """Go on: step, clock, case and log, as the console notes them."""
    clock = rng.choice([None, Clock(left=rng.randint(-2000, 2000), running=rng.random() < 0.5, at=NOW)])
    case = one_of(rng, [s.id for s in workshop.cases])
    fields = {"step": rng.choice(STEPS), "clock": clock, "case": case, "stage": rng.choice(["tell", "score"])}
    chosen = {name: fields[name] for name in rng.sample(list(fields), rng.randint(1, 3))}
    log = workshop.log
    if log and rng.random() < 0.5:
        log = (*log[:-1], log[-1].model_copy(update={"actual": rng.randint(0, 2000)}))
    elif rng.random() < 0.5:
        log = (*log, LogEntry(step=rng.choice(STEPS), planned=300, actual=0, started=started_at(50 + len(log))))
    return workshop.with_(progress=workshop.progress.model_copy(update=chosen), log=log)


DEEDS: Mapping[str, Edit] = {
    "add": add, "edit": edit, "remove": remove, "move": move, "group": group, "weigh": weigh, "score": score,
    "hand in": hand_in, "choose": choose, "decide": decide, "refer": refer, "rename moments": rename_moments,
    "measure": measure, "head": head, "run": run,
}  # fmt: skip


def deed(rng: Random, workshop: Workshop) -> tuple[str, Workshop]:
    """Return the kind of an edit drawn at random and the workshop after it, which differs."""
    while True:
        name = rng.choice([*DEEDS, "add", "edit", "edit", "remove", "move"])
        after = DEEDS[name](rng, workshop)
        if after and after != workshop:
            return name, after.validated()
