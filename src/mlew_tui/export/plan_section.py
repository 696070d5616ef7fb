"""What comes after the day, as a paper: milestones, what to improve, and the plan of todos and meetings."""

from collections.abc import Iterator

from mlew_tui.export import phrases
from mlew_tui.export.document import Block, Heading, Paragraph, Passage, Table
from mlew_tui.export.proposal_section import item_names
from mlew_tui.i18n import current, tr
from mlew_tui.model.deck import Deck
from mlew_tui.model.iterate import Meeting, Milestone
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import vocabulary
from mlew_tui.reports.labels import person_name

_QUESTION = 19
"""Per cent of the page the questions take beside the milestones, which share the rest."""


def milestones(workshop: Workshop) -> Iterator[Block]:
    """Yield the milestones beside each other: who, what, how, today's value, what they prove, by when."""
    if not workshop.milestones:
        return
    yield Heading(tr("Milestones"))
    yield milestone_table(workshop)


def milestone_table(workshop: Workshop) -> Table:
    """Return a column a milestone and a row a question; a question no milestone answers is left out."""
    made, known = workshop.milestones, item_names(workshop)
    rows = [
        (tr("who judges"), *(one.who for one in made)),
        (tr("what is judged"), *(one.what for one in made)),
        (tr("how, and what counts as passed"), *(one.how for one in made)),
        (tr("today's value"), *(one.baseline for one in made)),
        (tr("what it proves"), *(tr(", ").join(known.get(name, name) for name in one.tests) for one in made)),
        (tr("due date"), *(phrases.day(one.due) if one.due else "" for one in made)),
        (tr("state"), *(_state(one) for one in made)),
    ]
    head = ("", *(tr(vocabulary.MILESTONES[one.kind]) for one in made))
    filled = [row for row in rows if any(row[1:])]
    widths = (_QUESTION, *[(100 - _QUESTION) // len(made)] * len(made))
    return Table((head, *filled), first_names=True, widths=widths)


def _state(milestone: Milestone) -> str:
    return phrases.joined(
        (tr("✓ reached") if milestone.reached else "", phrases.assumed() if milestone.assumed else "")
    )


def improvements(workshop: Workshop, deck: Deck) -> Iterator[Block]:
    """Yield whether to build at once, and what is to be improved first, in the order of the phases."""
    step = workshop.next_step
    if step.build_now is None and not step.improve:
        return
    yield Heading(tr("What to improve"))
    if step.build_now is not None:
        answer = tr("yes") if step.build_now else tr("no")
        yield Paragraph(Passage(tr("Build at once? {answer}", answer=answer)), "strong")
    if step.improve:
        phases = {phase.id: phase.name.in_(current()) for phase in deck.phases}
        order = [phase.id for phase in deck.phases]
        rows = [
            (
                phases.get(one.phase, one.phase), phrases.mark_assumed(one.reason, one), one.action,
                person_name(workshop, one.owner),
                "" if one.minutes is None else tr("{minutes} min", minutes=one.minutes),
            )
            for one in sorted(step.improve, key=lambda one: order.index(one.phase) if one.phase in order else 0)
        ]  # fmt: skip
        head = (tr("phase"), tr("reason"), tr("action"), tr("person in charge"), tr("minutes"))
        yield Table((head, *rows), narrow=frozenset({0, 3, 4}), to_right=frozenset({4}), first_names=True)


def plan(workshop: Workshop) -> Iterator[Block]:
    """Yield who does what until when, and when people meet."""
    if not (workshop.todos or workshop.meetings):
        return
    yield Heading(tr("Plan"))
    if workshop.todos:
        yield Heading(tr("Todos"), 3)
        rows = [
            (
                "✓" if todo.done else "", phrases.mark_assumed(todo.text, todo), person_name(workshop, todo.owner),
                tr(vocabulary.MILESTONES[todo.milestone]) if todo.milestone else "",
                phrases.day(todo.due) if todo.due else "",
            )
            for todo in workshop.todos
        ]  # fmt: skip
        head = ("", tr("text"), tr("person in charge"), tr("milestone"), tr("due date"))
        yield Table((head, *rows), narrow=frozenset({0, 2, 3, 4}))
    if workshop.meetings:
        yield Heading(tr("Meetings"), 3)
        head = (tr("start"), tr("kind"), tr("milestone"), tr("minutes"), tr("repeated"))
        meetings = [_meeting(meeting) for meeting in sorted(workshop.meetings, key=lambda one: one.start)]
        yield Table((head, *meetings), narrow=frozenset({0, 3}), to_right=frozenset({3}))


def _meeting(meeting: Meeting) -> tuple[str, ...]:
    repeat = ""
    if meeting.repeat:
        often = tr(vocabulary.REPEATS[meeting.repeat])
        repeat = tr("{often} until {day}", often=often, day=phrases.day(meeting.until)) if meeting.until else often
    return (
        phrases.moment(meeting.start), tr(vocabulary.MEETINGS[meeting.kind]),
        tr(vocabulary.MILESTONES[meeting.milestone]) if meeting.milestone else "",
        tr("{minutes} min", minutes=meeting.minutes), repeat,
    )  # fmt: skip
