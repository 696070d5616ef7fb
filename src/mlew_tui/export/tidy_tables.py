"""A workshop as tidy tables: one per kind of thing, a row an item, the file's own names for columns, ids as keys.

What stands in a list of ids is a table of its own, two ids a row, so that any engine can join. Items the file gives
no id have their place in it as ``number``, from 1 on.
"""

from collections.abc import Iterable, Iterator, Mapping

from mlew_tui.export.score_tables import evaluation_tables
from mlew_tui.export.source import Source
from mlew_tui.export.table import Row, Table, Value
from mlew_tui.model import references
from mlew_tui.model.base import Model
from mlew_tui.model.changes import reference_counts
from mlew_tui.model.customer import Fact, Group, Objection, Review
from mlew_tui.model.define import Criterion, Post
from mlew_tui.model.invent import Case
from mlew_tui.model.iterate import Improvement, Meeting, Milestone, Todo
from mlew_tui.model.schedule import agenda
from mlew_tui.model.workshop import LogEntry, Workshop

_ITEMS: Mapping[str, tuple[str, type[Model]]] = {
    "facts": ("customer.facts", Fact),
    "objections": ("customer.objections", Objection),
    "reviews": ("reviews", Review),
    "groups": ("groups", Group),
    "posts": ("posts", Post),
    "criteria": ("criteria", Criterion),
    "cases": ("cases", Case),
    "milestones": ("milestones", Milestone),
    "improvements": ("next_step.improve", Improvement),
    "todos": ("todos", Todo),
    "meetings": ("meetings", Meeting),
    "log": ("log", LogEntry),
}
"""Tables whose columns are the fields of a model."""
_KEYS = ("id", "kind")
_SECTIONS = ("message", "steps", "customer_faq", "internal_faq")


def tables(source: Source) -> tuple[Table, ...]:
    """Return every table, also empty ones; those of the evaluation only while it is not covered."""
    workshop = source.workshop
    return (
        _workshop(workshop),
        _participants(workshop),
        _readiness(workshop),
        _steps(source),
        Table("moments", ("number", "moment"), tuple(enumerate(workshop.customer.moments, 1))),
        *(_items(workshop, name) for name in _ITEMS),
        *_links(workshop),
        _counts(workshop),
        _proposal(workshop),
        *evaluation_tables(source),
    )


def _workshop(workshop: Workshop) -> Table:
    """Return the single values, in one row."""
    values: dict[str, Value] = {
        "uid": workshop.uid,
        "title": workshop.title,
        "language": workshop.language,
        "deck": workshop.deck,
        "time_zone": workshop.time_zone,
        "starts": workshop.plan.starts,
        "customer": workshop.customer.name,
        "product": workshop.proposal.product,
        "build_now": workshop.next_step.build_now,
        "round": workshop.progress.round,
        "step": workshop.progress.step,
        "revealed": workshop.ballots.revealed,
    }
    return Table("workshop", tuple(values), (tuple(values.values()),))


def _participants(workshop: Workshop) -> Table:
    """Return the people; ``votes`` as it holds for each, and whether they handed in, which is no secret."""
    handed_in = set(workshop.ballots.handed_in)
    rows = (
        (person.id, person.name, person.role, person.team, person.is_voter, person.id in handed_in)
        for person in workshop.participants
    )
    return Table("participants", ("id", "name", "role", "team", "votes", "handed_in"), tuple(rows))


def _readiness(workshop: Workshop) -> Table:
    days = ((1, workshop.readiness), (2, workshop.readiness_day2))
    rows = ((day, check, met) for day, checks in days for check, met in checks)
    return Table("readiness", ("day", "check", "met"), tuple(rows))


def _steps(source: Source) -> Table:
    """Return the deck's steps: minutes of the deck and of the team's plan, seconds the clock ran in this round."""
    workshop, rows = source.workshop, []
    for number, step in enumerate(source.deck.steps, 1):
        planned = workshop.plan.minutes.get(step.id, step.minutes)
        spent = agenda.spent_seconds(workshop, step.id)
        title = step.title.in_(workshop.language)
        rows.append((step.id, number, step.phase, step.kind, title, step.minutes, planned, spent))
    columns = ("id", "number", "phase", "kind", "title", "deck_minutes", "minutes", "seconds_spent")
    return Table("steps", columns, tuple(rows))


def _columns(model: type[Model]) -> tuple[str, ...]:
    """Return the fields that hold one value each; those that hold many are tables of their own."""
    return tuple(name for name, info in model.model_fields.items() if info.default != ())


def _items(workshop: Workshop, name: str) -> Table:
    path, model = _ITEMS[name]
    columns, rows = _columns(model), references.collection(workshop, path)
    if columns[0] in _KEYS:
        return Table(name, columns, tuple(_row(item, columns) for item in rows))
    numbered = ((number, *_row(item, columns)) for number, item in enumerate(rows, 1))
    return Table(name, ("number", *columns), tuple(numbered))


def _row(item: Model, columns: Iterable[str]) -> Row:
    return tuple(getattr(item, column) for column in columns)


def _links(workshop: Workshop) -> Iterator[Table]:
    """Yield who names whom, each with the kind of the one named, which says in whose table it stands."""
    kinds = {name: kind for name, kind, _ in references.ids(workshop)}

    def of(items: Iterable[Model], field: str, key: str = "id") -> Iterator[Row]:
        for item in items:
            for target in getattr(item, field):
                yield getattr(item, key), target, kinds[target]

    made = workshop.proposal
    yield Table("references", ("post", "item", "kind"), tuple(of(workshop.posts, "refers_to")))
    yield Table("criterion_sources", ("criterion", "item", "kind"), tuple(of(workshop.criteria, "sources")))
    relations = (
        (case.id, criterion, relation)
        for case in workshop.cases
        for relation in ("solves", "reinforces")
        for criterion in getattr(case, relation)
    )
    yield Table("case_criteria", ("case", "criterion", "relation"), tuple(relations))
    proposed = [row for section in _SECTIONS for row in of(getattr(made, section), "sources")]
    yield Table("proposal_sources", ("proposal", "item", "kind"), tuple(proposed))
    tested = tuple((kind, item) for kind, item, _ in of(workshop.milestones, "tests", "kind"))
    yield Table("milestone_tests", ("milestone", "proposal"), tested)


def _counts(workshop: Workshop) -> Table:
    """Return how many posts refer to each customer fact, review and group, zeros included."""
    counts = reference_counts(workshop)
    rows = (
        (name, kind, counts.get(name, 0))
        for name, kind, _ in references.ids(workshop)
        if kind in ("fact", "review", "group")
    )
    return Table("reference_counts", ("item", "kind", "posts"), tuple(rows))


def _proposal(workshop: Workshop) -> Table:
    """Return the proposal's items in reading order; what a section has no field for is left open."""
    columns = ("id", "section", "number", "part", "text", "question", "answer", "concern", "assumed")
    rows = (
        (item.id, section, number, *(getattr(item, column, None) for column in columns[3:]))
        for section in _SECTIONS
        for number, item in enumerate(getattr(workshop.proposal, section), 1)
    )
    return Table("proposal", columns, tuple(rows))
