"""What the room wrote down in Listen, Define and Invent, as a paper: who, customer, board, posts, criteria, cases."""

from collections.abc import Iterator, Mapping

from mlew_tui.export import phrases
from mlew_tui.export.document import Block, Heading, Paragraph, Passage, Points, Table
from mlew_tui.export.source import Source
from mlew_tui.fields.registry import FIELDS
from mlew_tui.i18n import tr, trn
from mlew_tui.model.changes import reference_counts
from mlew_tui.model.customer import Review
from mlew_tui.model.invent import Case
from mlew_tui.model.scoring import tally
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import vocabulary
from mlew_tui.reports.labels import criterion_label, person_name, text_with_source
from mlew_tui.reports.result import winner_signs

_REVIEWS = (7, 11, 43, 19, 8, 12)
"""Widths of the tables of reviews, one a moment."""


def people(workshop: Workshop) -> Iterator[Block]:
    """Yield who took part, in which role and team."""
    if not workshop.participants:
        return
    yield Heading(tr("Who took part"))
    rows = [(one.name, tr(vocabulary.ROLES[one.role]), tr(vocabulary.TEAMS[one.team]) if one.team else "")
            for one in workshop.participants]  # fmt: skip
    head = (tr("name"), tr("role"), tr("team"))
    yield _without_empty(Table((head, *rows), first_names=True))


def customer(workshop: Workshop) -> Iterator[Block]:
    """Yield the customer the product manager chose, what is known of them, and the objections to the choice."""
    made = workshop.customer
    if not (made.name or made.facts or made.objections):
        return
    yield Heading(tr("Customer"))
    if made.name.strip():
        yield Paragraph(Passage(made.name), "lead")
    counts, facts = reference_counts(workshop), []
    for aspect, label in vocabulary.ASPECTS.items():
        of_aspect = [fact for fact in made.facts if fact.aspect == aspect]
        for number, fact in enumerate(of_aspect):
            aside = phrases.joined((fact.id, _count(counts, fact.id)))
            facts.append(Passage(text_with_source(fact), "" if number else tr(label), fact.assumed, aside=aside))
    if facts:
        yield Points(tuple(facts), "labels")
    if made.objections:
        yield Heading(tr("Objections to the choice"), 3)
        yield Points(tuple(
            Passage(one.text, aside=phrases.joined(
                (person_name(workshop, one.by), tr("settled") if one.settled else tr("to be settled before Day 2"))
            )) for one in made.objections
        ))  # fmt: skip


def board(workshop: Workshop) -> Iterator[Block]:
    """Yield the reviews by moment, good ones first, then the groups with how many they hold."""
    if not workshop.reviews:
        return
    yield Heading(tr("What customers say"))
    good = sum(review.sentiment == "positive" for review in workshop.reviews)
    supposed = sum(review.assumed for review in workshop.reviews)
    told = tr("{count} reviews: {good} good, {bad} bad", count=len(workshop.reviews), good=good,
              bad=len(workshop.reviews) - good)  # fmt: skip
    shares = (told, tr("{count} of them assumed", count=supposed) if supposed else "")
    yield Paragraph(Passage(phrases.joined(shares)), "note")
    counts = reference_counts(workshop)
    for place in (*workshop.customer.moments, None):
        inside = [review for review in workshop.reviews if review.moment == place]
        if inside:
            if place is not None or workshop.customer.moments:
                yield Heading(tr("At no moment of the journey") if place is None else place, 3)
            yield _reviews(workshop, inside, counts)
    if workshop.groups:
        yield Heading(tr("Groups"), 3)
        yield _groups(workshop, counts)


def _reviews(workshop: Workshop, reviews: list[Review], counts: dict[str, int]) -> Table:
    labels = {group.id: group.label for group in workshop.groups}
    rows = [
        (
            review.id, tr(vocabulary.SENTIMENTS[review.sentiment]),
            phrases.mark_assumed(text_with_source(review), review),
            labels.get(review.group or "", ""), _number(counts, review.id), person_name(workshop, review.by),
        )
        for review in sorted(reviews, key=lambda review: review.sentiment == "negative")
    ]  # fmt: skip
    head = ("", tr("good or bad"), tr("review"), tr("group"), tr("posts"), tr("written by"))
    return Table((head, *rows), to_right=frozenset({4}), narrow=frozenset({0, 1, 4, 5}), widths=_REVIEWS)


def _groups(workshop: Workshop, counts: dict[str, int]) -> Table:
    rows = []
    for group in workshop.groups:
        inside = [review.sentiment for review in workshop.reviews if review.group == group.id]
        good, bad = (str(inside.count(sentiment) or "") for sentiment in ("positive", "negative"))
        rows.append((group.id, group.label, good, bad, _number(counts, group.id)))
    head = ("", tr("group name"), *(tr(label) for label in vocabulary.SENTIMENTS.values()), tr("posts"))
    return Table((head, *rows), to_right=frozenset({2, 3, 4}), narrow=frozenset({0, 2, 3, 4}))


def posts(workshop: Workshop) -> Iterator[Block]:
    """Yield the imagined posts with who, why, and what they refer to."""
    if not workshop.posts:
        return
    yield Heading(tr("Imagined posts"))
    again = sum(post.decision == "use_again" for post in workshop.posts)
    yield Paragraph(Passage(tr(
        "{count} posts: {again} use it again, {stop} stop", count=len(workshop.posts), again=again,
        stop=len(workshop.posts) - again,
    )), "note")  # fmt: skip
    for post in workshop.posts:
        refers = tr("refers to {ids}", ids=", ".join(post.refers_to)) if post.refers_to else ""
        parts = (tr(vocabulary.DECISIONS[post.decision]), tr(vocabulary.REASONS[post.reason]),
                 person_name(workshop, post.by), refers)  # fmt: skip
        yield Paragraph(Passage(post.text, assumed=post.assumed, aside=phrases.joined(parts)), "quote")


def criteria(workshop: Workshop) -> Iterator[Block]:
    """Yield what a solution is judged by, problems first, the heaviest first."""
    if not workshop.criteria:
        return
    yield Heading(tr("Problems and strengths"))
    rows = [
        (
            one.id, tr(vocabulary.CRITERIA[one.kind]), phrases.mark_assumed(one.text, one), str(one.weight),
            ", ".join(one.sources), person_name(workshop, one.owner),
        )
        for one in sorted(workshop.criteria, key=lambda one: (one.kind, -one.weight))
    ]  # fmt: skip
    head = ("", tr("kind"), tr("text"), tr("weight"), tr("sources"), tr("person in charge"))
    yield _without_empty(Table((head, *rows), to_right=frozenset({3}), narrow=frozenset({0, 1, 3, 4, 5})))


def cases(source: Source) -> Iterator[Block]:
    """Yield the cases as they were told; the adopted one says so, unless the result is covered."""
    workshop = source.workshop
    if not workshop.cases:
        return
    yield Heading(tr("Cases"))
    adopted = adopted_sign(source)
    for case in workshop.cases:
        sign = adopted.get(case.id, "")
        yield Heading(phrases.joined((" ".join((case.id, case.title)), case.company, sign)), 3)
        told = _told(workshop, case)
        if told:
            yield Points(told, "labels")


def adopted_sign(source: Source) -> Mapping[str, str]:
    """Return, by the adopted case's id, how it came to be the adopted one; nothing while the result is covered."""
    result = None if source.is_covered else tally(source.workshop)
    if result is None or result.winner is None:
        return {}
    return {result.winner: " ".join(f"{sign.glyph} {sign.words}" for sign in winner_signs(result))}


def _told(workshop: Workshop, case: Case) -> tuple[Passage, ...]:
    """Return a case in the deck's sentence pattern, what is not said left out."""
    solves, reinforces = (
        tr(", ").join(criterion_label(workshop, name) for name in names) for names in (case.solves, case.reinforces)
    )
    rows: list[tuple[str, str]] = []
    for field in FIELDS["cases"]:
        if field.name not in ("title", "company"):  # these are in the heading
            rows.append((tr(field.label), getattr(case, field.name)))
        if field.name == "valued_for":
            rows += [(tr("problems it solves"), solves), (tr("strengths it reinforces"), reinforces)]
    rows.append((tr("told by"), person_name(workshop, case.told_by)))
    return tuple(Passage(text, label) for label, text in rows if text.strip())


def _number(counts: dict[str, int], name: str) -> str:
    return str(counts.get(name, ""))


def _count(counts: dict[str, int], name: str) -> str:
    return trn("in {count} post", "in {count} posts", counts[name]) if counts.get(name) else ""


def _without_empty(table: Table) -> Table:
    """Return a table without the columns no row below the head fills."""
    kept = [column for column in range(len(table.rows[0])) if any(row[column] for row in table.rows[1:])]
    moved = {column: index for index, column in enumerate(kept)}
    return Table(
        tuple(tuple(row[column] for column in kept) for row in table.rows), table.has_head,
        frozenset(moved[column] for column in table.to_right if column in moved),
        frozenset(moved[column] for column in table.narrow if column in moved),
        table.strong, table.has_bars, table.first_names, tuple(table.widths[column] for column in kept if table.widths),
    )  # fmt: skip
