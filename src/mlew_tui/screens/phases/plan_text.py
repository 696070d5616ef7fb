"""What the plan's steps say: days as people say them, and everything that is lacking."""

from collections.abc import Mapping
from datetime import date

from mlew_tui.i18n import mark, tr, trn
from mlew_tui.model import changes
from mlew_tui.model.schedule.follow_up_plan import Lack, LackKind
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name

SHORT: Mapping[str, str] = {
    "use_case": mark("0 Use case"),
    "experience": mark("1 Experience"),
    "profit": mark("2 Profit"),
    "model": mark("3 Model"),
}
"""The milestones in a column's width."""
CHECKS: Mapping[str, str] = {
    "dates": mark("Every milestone has its date"),
    "people": mark("Everybody knows what to do"),
    "todos": mark("Every todo has owner, milestone and due date"),
    "progress": mark("The weekly progress meeting is in the calendar"),
    "report": mark("The first report to executives is in the calendar"),
}
STEPS: Mapping[str, str] = {
    "dates": "plan.timeline",
    "people": "plan.todos_alone",
    "todos": "plan.todos",
    "progress": "plan.calendar",
    "report": "plan.calendar",
}
"""The step where what a closing check finds lacking is mended."""
_LACKS: Mapping[LackKind, str] = {
    "undated": mark("no date yet"),
    "ahead": mark("{days} ahead: settle it today"),
    "past": mark("{days} past and not reached"),
    "order": mark("must come after “{milestone}”"),
    "far": mark("more than {months} away: make it smaller"),
    "no_todo": mark("no todo yet"),
    "idle": mark("has no todo"),
    "unowned": mark("nobody in charge"),
    "unscheduled": mark("no due date"),
    "unplaced": mark("no milestone"),
    "late": mark("{days} after “{milestone}”"),
    "overdue": mark("{days} overdue"),
    "no_progress": mark("no weekly meeting from today on"),
    "no_report": mark("no report at “{milestone}”"),
    "over": mark("ended {days} ago"),
    "early": mark("{days} before “{milestone}”"),
    "short": mark("ends {days} before the last milestone"),
    "backwards": mark("ends before it begins"),
}
_WEEKDAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
_FORTNIGHT = 14
_LABEL = 16


def day(moment: date, today: date) -> str:
    """Say a day as it is typed, with its weekday; its year only where it is not this one."""
    weekday = tr(_WEEKDAYS[moment.weekday()])
    return f"{short_day(moment, today)} ({weekday})"


def short_day(moment: date, today: date) -> str:
    """Say a day without its weekday."""
    short = f"{moment.month}/{moment.day}"
    return short if moment.year == today.year else f"{moment.year}/{short}"


def away(moment: date, today: date) -> str:
    """Say how far away a day is: in days, from a fortnight on in weeks."""
    days = (moment - today).days
    if days == 0:
        return tr("today")
    ahead = days > 0
    days = abs(days)
    if days < _FORTNIGHT:
        return (
            trn("in {count} day", "in {count} days", days)
            if ahead
            else trn("{count} day ago", "{count} days ago", days)
        )
    weeks = round(days / 7)
    return (
        trn("in {count} week", "in {count} weeks", weeks)
        if ahead
        else trn("{count} week ago", "{count} weeks ago", weeks)
    )


def lack_words(lack: Lack, months: int) -> str:
    """Say what is lacking, without saying where; the first milestone is far from so many months on."""
    return tr(
        _LACKS[lack.what],
        days=trn("{count} day", "{count} days", lack.days),
        months=trn("{count} month", "{count} months", months),
        milestone=tr(SHORT[lack.than]) if lack.than is not None else "",
    )


def place_words(workshop: Workshop, place: str) -> str:
    """Say what is at a place: a milestone, a person, a todo; nothing where all of the plan is meant."""
    path, key = changes.split(place)
    if path == "milestones":
        return tr(SHORT[key])
    if path == "participants":
        return person_name(workshop, key)
    item = changes.find(workshop, place)
    if path == "todos" and item is not None:
        text = str(item.text).replace("\n", " ")
        return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"
    return ""


def sentence(workshop: Workshop, lack: Lack, months: int) -> str:
    """Say what is lacking and where."""
    where, words = place_words(workshop, lack.place), lack_words(lack, months)
    return words if lack.what == "no_report" or not where else tr("{where}: {words}", where=where, words=words)


def warning(lack: Lack, months: int) -> str:
    """Say what is lacking as a warning beside the thing itself."""
    return f"▲ {lack_words(lack, months)}"
