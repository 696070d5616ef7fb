"""What the workbook's pages say, in the words of the room, before any file format.

Totals are values, not formulas: the record is read in previews, on telephones and by programs that compute nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mlew_tui.export.evaluation_pages import evaluation_pages
from mlew_tui.export.source import Source
from mlew_tui.export.table import Row, Value
from mlew_tui.export.workbook_page import Page
from mlew_tui.fields.registry import LABELS
from mlew_tui.i18n import mark, tr
from mlew_tui.model import references, scoring
from mlew_tui.model.changes import reference_counts
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import result as story
from mlew_tui.reports.labels import person_label
from mlew_tui.reports.vocabulary import (
    ASPECTS,
    CRITERIA,
    DECISIONS,
    MEETINGS,
    MILESTONES,
    PHASES,
    REASONS,
    REPEATS,
    SENTIMENTS,
    VALUES,
)

_COUNT = "+1"
"""Stands among the fields for how many posts refer to an item."""
_LISTS: Sequence[tuple[str, str, str]] = (
    (mark("Criteria"), "criteria", "id kind text weight sources owner assumed"),
    (
        mark("Cases"),
        "cases",
        "id title company solution valued_for solves reinforces result data_loop source told_by assumed",
    ),
    (mark("Customer facts"), "customer.facts", f"id aspect text assumed source {_COUNT}"),
    (mark("Objections"), "customer.objections", "text by settled"),
    (mark("Reviews"), "reviews", f"id text sentiment moment group by assumed source {_COUNT}"),
    (mark("Posts"), "posts", "id decision reason text refers_to by assumed"),
    (mark("Milestones"), "milestones", "kind who what how baseline tests due reached"),
    (mark("To improve"), "next_step.improve", "phase reason action owner minutes"),
    (mark("Todos"), "todos", "id text owner milestone due done"),
    (mark("Meetings"), "meetings", "id kind milestone start minutes repeat until"),
)
"""The lists: title, collection and the fields shown, in this order."""
_CHOICES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("criteria", "kind"): CRITERIA,
    ("customer.facts", "aspect"): ASPECTS,
    ("reviews", "sentiment"): SENTIMENTS,
    ("posts", "decision"): DECISIONS,
    ("posts", "reason"): REASONS,
    ("milestones", "kind"): MILESTONES,
    ("next_step.improve", "phase"): PHASES,
    ("todos", "milestone"): MILESTONES,
    ("meetings", "kind"): MEETINGS,
    ("meetings", "milestone"): MILESTONES,
    ("meetings", "repeat"): REPEATS,
}
"""Fields whose values are words of the format, and how they are said."""


def pages(source: Source) -> tuple[Page, ...]:
    """Return the pages in reading order: all of it at a glance, the evaluation once it may be told, the lists."""
    workshop = source.workshop
    tally = scoring.tally(workshop)
    told = () if source.is_covered else evaluation_pages(workshop, tally)
    lists = (_list(workshop, tr(title), path, fields.split()) for title, path, fields in _LISTS)
    return (_overview(source, tally), *told, *(page for page in lists if page.rows))


def _overview(source: Source, tally: scoring.Tally) -> Page:
    """Return what it is about, how the evaluation came out or that it is covered, and when this was written."""
    workshop = source.workshop
    result: Iterable[object] = (
        story.turnout_lines(workshop) if source.is_covered else (story.headline(workshop, tally),)
    )
    rows: list[Row] = [
        (tr("Workshop"), workshop.title),
        (tr(VALUES["customer.name"]), workshop.customer.name),
        (tr(VALUES["proposal.product"]), workshop.proposal.product),
        (tr(VALUES["plan.starts"]), workshop.plan.starts),
        (tr("Result"), "\n".join(str(line) for line in result)),
        (tr("Exported at"), source.now),
    ]
    return Page(tr("Overview"), (), tuple(_local(workshop, row) for row in rows if row[1] not in ("", None)))


def _list(workshop: Workshop, title: str, path: str, fields: Sequence[str]) -> Page:
    counts = reference_counts(workshop)
    groups = {group.id: group.label or group.id for group in workshop.groups}

    def said(item: Any, field: str) -> Value:
        if field == _COUNT:
            return counts.get(item.id, 0)
        value = getattr(item, field)
        if (path, field) in _CHOICES and value is not None:
            return tr(_CHOICES[path, field][value])
        if field in ("by", "owner", "told_by"):
            return person_label(workshop, value) if value else None
        if field == "group":
            return groups.get(value)
        if isinstance(value, tuple):
            return ", ".join(value)
        found: Value = value
        return found

    heads = tuple(_heading(field) for field in fields)
    items = references.collection(workshop, path)
    rows = tuple(_local(workshop, tuple(said(item, field) for field in fields)) for item in items)
    return Page(title, (heads,), rows)


def _heading(field: str) -> str:
    """Return a column's heading: the field's words with a capital."""
    if field in ("id", _COUNT):
        return "ID" if field == "id" else tr("+1 by posts")
    words = tr(LABELS[field])
    return words[:1].upper() + words[1:]


def _local(workshop: Workshop, row: Row) -> Row:
    """Return a row with its times as the workshop's clock shows them, for a spreadsheet knows no zones."""
    return tuple(_clock(workshop, value) if isinstance(value, datetime) else value for value in row)


def _clock(workshop: Workshop, moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(ZoneInfo(workshop.time_zone)).replace(tzinfo=None)
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return moment.replace(tzinfo=None)
