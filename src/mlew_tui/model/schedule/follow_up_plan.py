"""Checks the follow-up plan of Day 2: what the timeline, the todos and the meetings still lack.

The caller passes the current day; nothing is stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

from mlew_tui.model.iterate import Meeting, Milestone, MilestoneKind, Todo
from mlew_tui.model.schedule.days import months_after
from mlew_tui.model.workshop import Participant, Workshop

KINDS: tuple[MilestoneKind, ...] = get_args(MilestoneKind)
"""The milestones 0 to 3 in the order of the growth cycle."""
STAGES: tuple[MilestoneKind, ...] = KINDS[1:]
"""The milestones that are reached later: experience, profit, model."""

LackKind = Literal[
    "undated", "ahead", "past", "order", "far",
    "no_todo", "idle", "unowned", "unscheduled", "unplaced", "late", "overdue",
    "no_progress", "no_report", "over", "early", "short", "backwards",
]  # fmt: skip
CheckKind = Literal["dates", "people", "todos", "progress", "report"]
MONTHS = 3
"""Within how many months the first milestone is to be reached; a deck may say otherwise."""
_MINUTES = 30
_TIME = time(10, 0)
_SATURDAY = 5


@dataclass(frozen=True)
class Lack:
    """One thing the plan lacks: what, the place it is at, the days behind it, and another milestone concerned.

    Of a milestone: ``undated``, ``ahead`` (the use case, which is fixed at once), ``past`` (so many days ago),
    ``order`` (days before ``than``, 0 on the same day), ``far`` (so many days from today). Of a person: ``idle``.
    Of a todo: ``unowned``, ``unscheduled`` (no due date), ``unplaced`` (no milestone), ``late`` (days after its
    milestone), ``overdue``. Of a meeting: ``over``, ``early`` (days before its milestone), ``short`` (days before
    the last milestone), ``backwards``.
    """

    what: LackKind
    place: str = ""
    days: int = 0
    than: MilestoneKind | None = None


@dataclass(frozen=True)
class Check:
    """One closing check: passed when nothing is lacking."""

    kind: CheckKind
    lacks: tuple[Lack, ...]

    @property
    def is_passed(self) -> bool:
        """Whether nothing is lacking."""
        return not self.lacks


# --- the timeline ---------------------------------------------------------------------------------


def milestones(workshop: Workshop) -> dict[MilestoneKind, Milestone]:
    """Return the four milestones in order, blank ones for those not written yet."""
    known = {milestone.kind: milestone for milestone in workshop.milestones}
    return {kind: known.get(kind) or Milestone(kind=kind) for kind in KINDS}


def last_day(workshop: Workshop) -> date | None:
    """Return the day of the last milestone that has one."""
    return max((one.due for one in workshop.milestones if one.due is not None), default=None)


def timeline(workshop: Workshop, today: date, months: int = MONTHS) -> tuple[Lack, ...]:
    """Return what is wrong with the dates of the milestones, in their order."""
    lacks: list[Lack] = []
    before: Milestone | None = None
    for one in milestones(workshop).values():
        place = f"milestones/{one.kind}"
        if one.due is None:
            lacks += [] if one.reached else [Lack("undated", place)]
            continue
        if before is not None and before.due is not None and one.due <= before.due:
            lacks.append(Lack("order", place, (before.due - one.due).days, before.kind))
        else:
            before = one
        if one.kind == "use_case":
            lacks += [Lack("ahead", place, (one.due - today).days)] if one.due > today else []
        elif one.reached:
            continue
        elif one.due < today:
            lacks.append(Lack("past", place, (today - one.due).days))
        elif one.kind == "experience" and one.due > months_after(today, months):
            lacks.append(Lack("far", place, (one.due - today).days))
    return tuple(lacks)


# --- the todos ------------------------------------------------------------------------------------

Cell = tuple[str | None, MilestoneKind | None]
"""A person's id and a milestone; None where there is no owner or no milestone."""


@dataclass(frozen=True)
class Matrix:
    """Todos by person and milestone: ``rows`` and ``columns`` end with None where todos lack one."""

    rows: tuple[str | None, ...]
    columns: tuple[MilestoneKind | None, ...]
    cells: Mapping[Cell, tuple[Todo, ...]]

    def at(self, row: int, column: int) -> tuple[Todo, ...]:
        """Return the todos of a cell; an empty one has none."""
        return self.cells.get((self.rows[row], self.columns[column]), ())


def asked(workshop: Workshop) -> tuple[Participant, ...]:
    """Return the voters, each of whom is expected to have a todo."""
    return tuple(person for person in workshop.participants if person.is_voter)


def matrix(workshop: Workshop) -> Matrix:
    """Return every todo in its cell; each voter and each other owner of a todo has a row."""
    cells: dict[Cell, tuple[Todo, ...]] = {}
    for todo in workshop.todos:
        cell = (todo.owner, todo.milestone)
        cells[cell] = (*cells.get(cell, ()), todo)
    owners = {owner for owner, _ in cells}
    kinds = {kind for _, kind in cells}
    rows = [person.id for person in workshop.participants if person.is_voter or person.id in owners]
    columns = [kind for kind in KINDS if kind in STAGES or kind in kinds]
    return Matrix(
        (*rows, None) if None in owners else tuple(rows), (*columns, None) if None in kinds else tuple(columns), cells
    )


def idle(workshop: Workshop) -> tuple[Lack, ...]:
    """Return which voters have no todo; without voters, whether there is no todo at all."""
    owners = {todo.owner for todo in workshop.todos}
    waiting = tuple(Lack("idle", f"participants/{one.id}") for one in asked(workshop) if one.id not in owners)
    return waiting or (() if workshop.todos else (Lack("no_todo"),))


def todo_lacks(workshop: Workshop, todo: Todo, today: date) -> Iterator[Lack]:
    """Yield what a todo lacks; one that is done lacks nothing."""
    place = f"todos/{todo.id}"
    if todo.done:
        return
    if todo.owner is None:
        yield Lack("unowned", place)
    if todo.milestone is None:
        yield Lack("unplaced", place)
    if todo.due is None:
        yield Lack("unscheduled", place)
        return
    if todo.due < today:
        yield Lack("overdue", place, (today - todo.due).days)
    until = milestones(workshop)[todo.milestone].due if todo.milestone is not None else None
    if until is not None and todo.due > until:
        yield Lack("late", place, (todo.due - until).days, todo.milestone)


def gaps(workshop: Workshop, today: date) -> tuple[Lack, ...]:
    """Return what the todos lack, todo by todo."""
    return tuple(lack for todo in workshop.todos for lack in todo_lacks(workshop, todo, today))


# --- the meetings ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Suggested:
    """A meeting the plan has not: the weekly one, or the report to executives at a milestone."""

    kind: Literal["progress", "report"]
    start: datetime
    milestone: MilestoneKind | None = None
    minutes: int = _MINUTES
    repeat: Literal["weekly"] | None = None
    until: date | None = None


def suggested(workshop: Workshop, today: date) -> tuple[Suggested, ...]:
    """Return the meetings that are missing: the weekly one first, then a report on the day of each milestone to come.

    The weekly one takes the workshop's weekday and time of day, from the next week on until the last milestone; a
    workshop on a weekend is followed by Mondays.
    """
    found = []
    at = usual_time(workshop)
    if not any(goes_on(meeting, today) for meeting in workshop.meetings if meeting.kind == "progress"):
        last = last_day(workshop)
        day = _next_week(workshop, today)
        until = last if last is not None and last >= day else None
        found.append(Suggested("progress", datetime.combine(day, at), repeat="weekly", until=until))
    told = {meeting.milestone for meeting in workshop.meetings if meeting.kind == "report"}
    for kind in STAGES:
        one = milestones(workshop)[kind]
        if kind not in told and not one.reached and one.due is not None and one.due >= today:
            found.append(Suggested("report", datetime.combine(one.due, at), kind))
    return tuple(found)


def usual_time(workshop: Workshop) -> time:
    """Return the time of day meetings begin unless somebody says otherwise: that of the workshop."""
    starts = workshop.plan.starts
    return starts.time().replace(tzinfo=None) if starts is not None else _TIME


def _next_week(workshop: Workshop, today: date) -> date:
    weekday = workshop.plan.starts.weekday() if workshop.plan.starts is not None else today.weekday()
    wanted = 0 if weekday >= _SATURDAY else weekday
    return today + timedelta(days=(wanted - today.weekday()) % 7 or 7)


def is_over(meeting: Meeting, today: date) -> bool:
    """Tell whether a meeting has taken place, a recurring one for the last time."""
    last = meeting.until if meeting.repeat is not None else meeting.start.date()
    return last is not None and last < today


def goes_on(meeting: Meeting, today: date) -> bool:
    """Tell whether a meeting recurs from today on."""
    return meeting.repeat is not None and not is_over(meeting, today) and not _is_backwards(meeting)


def _is_backwards(meeting: Meeting) -> bool:
    return meeting.repeat is not None and meeting.until is not None and meeting.until < meeting.start.date()


def meeting_lacks(workshop: Workshop, meeting: Meeting, today: date) -> Iterator[Lack]:
    """Yield what is odd about a meeting: over, before its milestone, ending before the last one or before it begins."""
    place = f"meetings/{meeting.id}"
    if _is_backwards(meeting):
        yield Lack("backwards", place)
        return
    if is_over(meeting, today):
        last = meeting.until if meeting.repeat is not None else meeting.start.date()
        yield Lack("over", place, (today - (last or today)).days)
    if meeting.kind == "report":
        due = milestones(workshop)[meeting.milestone].due if meeting.milestone is not None else None
        if due is not None and meeting.start.date() < due:
            yield Lack("early", place, (due - meeting.start.date()).days, meeting.milestone)
    elif meeting.repeat is not None and meeting.until is not None and not is_over(meeting, today):
        last_milestone = last_day(workshop)
        if last_milestone is not None and meeting.until < last_milestone:
            yield Lack("short", place, (last_milestone - meeting.until).days)


def progress(workshop: Workshop, today: date) -> tuple[Lack, ...]:
    """Return whether the weekly progress meeting is missing."""
    there = any(goes_on(meeting, today) for meeting in workshop.meetings if meeting.kind == "progress")
    return () if there else (Lack("no_progress"),)


def first_report(workshop: Workshop, today: date) -> tuple[Lack, ...]:
    """Return whether the report at the first milestone that is not reached is missing."""
    waiting = [kind for kind, one in milestones(workshop).items() if kind in STAGES and not one.reached]
    if not waiting:
        return ()
    there = any(
        meeting.kind == "report" and meeting.milestone == waiting[0] and not is_over(meeting, today)
        for meeting in workshop.meetings
    )
    return () if there else (Lack("no_report", f"milestones/{waiting[0]}", than=waiting[0]),)


# --- the close ------------------------------------------------------------------------------------


def closing(workshop: Workshop, today: date, months: int = MONTHS) -> tuple[Check, ...]:
    """Return the closing checks: dates, todos of everybody, nothing missing in them, both kinds of meetings."""
    return (
        Check("dates", timeline(workshop, today, months)),
        Check("people", idle(workshop)),
        Check("todos", gaps(workshop, today)),
        Check("progress", progress(workshop, today)),
        Check("report", first_report(workshop, today)),
    )


@dataclass(frozen=True)
class Dated:
    """An entry of the plan with its day, for the list of what comes next."""

    day: date
    place: str


def coming(workshop: Workshop, today: date) -> tuple[Dated, ...]:
    """Return what is dated from today on, the soonest first: milestones to reach, todos to do, meetings to hold."""
    found = [
        Dated(one.due, f"milestones/{one.kind}")
        for one in workshop.milestones
        if one.due is not None and not one.reached and one.kind != "use_case"
    ]
    found += [Dated(todo.due, f"todos/{todo.id}") for todo in workshop.todos if todo.due and not todo.done]
    found += [
        Dated(day, f"meetings/{meeting.id}") for meeting in workshop.meetings if (day := next_time(meeting, today))
    ]
    return tuple(sorted((one for one in found if one.day >= today), key=lambda one: one.day))


def next_time(meeting: Meeting, today: date) -> date | None:
    """Return the day a meeting is held next; None when it is over."""
    day = meeting.start.date()
    if day >= today:
        return None if _is_backwards(meeting) else day
    if not goes_on(meeting, today):
        return None
    day += timedelta(days=-(-(today - day).days // 7) * 7)
    return day if meeting.until is None or day <= meeting.until else None
