"""Every id a person may give keys to, with its usual keys, by where it works: the settings are checked against it.

The screens themselves say what their keys are; a test holds this table to them, so that a start reads no screen.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

_BOARDS: Final = ("board", "grid", "reader")
"""What may have the focus on a step's screen while nobody types."""
_LINES: Final = ("console", "step", "new", "ballots")
"""Where people type beside pressing these keys; every step of the deck is another."""

USUAL: Final[Mapping[str, Mapping[str, str]]] = {
    "console": {"app.quit": "ctrl+q"},
    "step": {
        "app.help": "f1,ctrl+g", "clock.toggle": "f2", "clock.plus1": "f3", "clock.dialog": "ctrl+t",
        "app.agenda": "f4,ctrl+l", "step.next": "f9,ctrl+n", "step.back": "ctrl+b,shift+f9",
        "edit.undo": "ctrl+z", "edit.redo": "ctrl+y", "edit.editor": "ctrl+o", "app.home": "ctrl+r",
        "app.hint": "f10,shift+f1", "app.wall": "f12", "app.export": "ctrl+s", "edit.cancel": "escape",
        "trace.open": "t",
        "behave.assume": "ctrl+f,shift+f8", "behave.decide": "ctrl+d", "behave.nudge": "ctrl+k,shift+f7",
    },
    "board": {
        "board.up": "up", "board.down": "down", "board.left": "left", "board.right": "right",
        "board.first": "home", "board.last": "end",
    },
    "grid": {
        "grid.up": "up", "grid.down": "down", "grid.left": "left", "grid.right": "right",
        "grid.page_up": "pageup", "grid.page_down": "pagedown", "grid.first": "home", "grid.last": "end",
    },
    "reader": {
        "reader.up": "up", "reader.down": "down", "reader.page_up": "pageup", "reader.page_down": "pagedown",
        "reader.first": "home", "reader.last": "end", "reader.before": "left", "reader.next": "right",
    },
    "entry": {"entry.up": "up", "entry.down": "down"},
    "opening.checks": {"choice.role": "f5", "choice.votes": "f6", "opening.check": "space"},
    "listen.customer": {
        "choice.slot": "f5", "choice.by": "f7", "choice.assumed": "f8", "listen.settle": "space",
        "listen.name": "f6", "listen.moments": "m",
    },
    "listen.write": {"choice.sentiment": "f5", "choice.moment": "f6", "choice.by": "f7", "choice.assumed": "f8"},
    "listen.group": {"choice.assumed": "f8", "group.pick": "space", "group.join": "g", "group.out": "u"},
    "define.posts": {"choice.decision": "f5", "choice.reason": "f6", "choice.by": "f7", "posts.refers": "f8"},
    "define.count": {"count.plus": "space", "count.next": "n", "count.previous": "p"},
    "define.weigh": {
        "choice.kind": "f5", "choice.weight": "f6", "choice.owner": "f7", "weigh.sources": "f8",
        "weigh.pick": "space", "weigh.1": "1", "weigh.3": "3", "weigh.5": "5",
    },
    "define.table": {"rounds.anew": "n", "ballots.pass": "f8"},
    "invent.rounds": {
        "choice.told_by": "f7", "rounds.tell": "f5", "rounds.next": "f6", "ballots.pass": "f8", "rounds.anew": "n",
    },
    "invent.result": {
        "ballots.pass": "f8", "result.tell": "f5", "result.cover": "c", "result.back": "left",
        "result.first": "f6", "result.dice": "f7", "result.owner": "o", "result.take_back": "x",
    },
    "refine.roles": {"roles.1": "1", "roles.2": "2", "roles.3": "3", "roles.0": "0"},
    "refine.write": {
        "choice.slot": "f5", "choice.assumed": "f8", "refine.red": "f6", "refine.sources": "f7", "refine.product": "p",
        "refine.clear": "c",
    },
    "refine.read": {"refine.red": "f6", "refine.clear": "c"},
    "break.1": {"ballots.pass": "f8"},
    "break.2": {"ballots.pass": "f8"},
    "iterate.measure": {"choice.milestone": "f5", "choice.field": "f6", "measure.tests": "f7"},
    "day2.checks": {"choice.role": "f5", "choice.votes": "f6", "opening.check": "space", "day2.lead": "f7"},
    "day2.minutes": {
        "minutes.take": "enter",
        "minutes.more": "plus", "minutes.less": "minus", "minutes.none": "delete",
        "minutes.0": "0", "minutes.1": "1", "minutes.2": "2", "minutes.3": "3", "minutes.4": "4",
    },
    "next.decide": {
        "choice.phase": "f5", "next.open": "enter", "next.take": "f6", "choice.owner": "f7", "choice.minutes": "f8",
        "next.yes": "y", "next.no": "n",
    },
    "plan.timeline": {
        "choice.milestone": "f5", "timeline.date": "enter", "timeline.today": "f6",
        "timeline.later": "plus", "timeline.earlier": "minus", "timeline.reached": "space",
    },
    "plan.todos_alone": {
        "choice.owner": "f7", "choice.milestone": "f5", "choice.due": "f6", "choice.assumed": "f8",
        "todos.done": "space", "todos.due": "d",
    },
    "plan.todos": {
        "choice.owner": "f7", "choice.milestone": "f5", "choice.due": "f6", "choice.assumed": "f8",
        "todos.done": "space", "todos.due": "d",
    },
    "plan.calendar": {"choice.slot": "f5", "calendar.weekly": "f6", "calendar.reports": "f7"},
    "plan.close": {"close.mend": "enter"},
    "ballots": {
        "ballots.back": "escape", "ballots.open": "enter", "ballots.sheets": "f5", "ballots.mask": "f7",
        "ballots.clock": "f2", "ballots.plus1": "f3", "ballots.undo": "ctrl+z", "ballots.help": "f1,ctrl+g",
    },
    "home": {
        "home.resume": "enter", "home.new": "n", "home.demo": "d", "home.open": "o", "home.quit": "q,ctrl+q",
    },
    "new": {
        "new.role": "f5", "new.language": "f6", "new.begin": "f9,ctrl+n", "new.take_back": "ctrl+z",
        "new.editor": "ctrl+o", "new.leave": "escape",
    },
    "report": {
        "report.next": "down,n,j", "report.back": "up,p,k", "report.edit": "e,enter,ctrl+o", "report.check": "r,f5",
        "report.history": "h", "report.cap": "c", "report.convert": "u", "report.mine": "m",
        "report.leave": "q,escape,ctrl+q",
    },
    "conflicts": {
        "conflicts.next": "down,j", "conflicts.back": "up,k", "conflicts.mine": "m,left",
        "conflicts.theirs": "t,right", "conflicts.all_mine": "M,upper_m", "conflicts.all_theirs": "T,upper_t",
        "conflicts.take": "enter", "conflicts.later": "escape",
    },
    "agenda": {
        "agenda.take": "enter", "agenda.longer": "plus", "agenda.shorter": "minus", "agenda.shorten": "s",
    },
    "replan": {"replan.take": "enter"},
    "clock": {
        "clockbox.toggle": "space,f2", "clockbox.plus1": "plus,1,f3", "clockbox.plus5": "5",
        "clockbox.minus1": "minus", "clockbox.reset": "r,0", "clockbox.close": "enter,ctrl+t",
    },
    "help": {"help.close": "enter,f1,ctrl+g"},
    "roll": {"roll.close": "enter"},
    "ask": {"ask.editor": "ctrl+o"},
    "pick": {"pick.turn": "space", "pick.take": "enter"},
    "preview": {"preview.take": "enter"},
    "taking": {"taking.take": "enter", "taking.turn": "f5"},
    "past": {"past.take": "enter"},
    "import": {"import.take": "enter"},
    "formats": {"export.take": "enter"}, "export": {"export.write": "enter", "export.elsewhere": "e"},
    "thread": {
        "thread.go": "enter", "thread.back": "backspace", "thread.read": "space",
        "thread.up": "up", "thread.down": "down", "thread.fold": "left", "thread.unfold": "right",
        "thread.page_up": "pageup", "thread.page_down": "pagedown", "thread.first": "home", "thread.last": "end",
    },
    "dialog": {"dialog.cancel": "escape"},
}  # fmt: skip
"""By place (a step by its id, else a screen, dialog or part of one), then by id: the usual keys."""


class Bound(NamedTuple):
    """One id at one place, and its usual keys."""

    place: str
    name: str
    keys: tuple[str, ...]


def bound() -> Iterator[Bound]:
    """Yield every id at every place where it works."""
    for place, names in USUAL.items():
        for name, keys in names.items():
            yield Bound(place, name, tuple(keys.split(",")))


def has_line(place: str) -> bool:
    """Tell whether people type at a place, so that a plain letter is not free there."""
    return place in _LINES or "." in place


def meet(place: str, other: str) -> bool:
    """Tell whether a key pressed at one place may be answered at the other as well."""
    pair = {place, other}
    if len(pair) == 1 or "console" in pair:
        return True
    steps = sum("." in each for each in pair)
    if "step" in pair:
        return steps == 1 or bool(pair & {*_BOARDS, "entry"})
    if steps == 1:
        return bool(pair & set(_BOARDS))
    dialogs = {"agenda", "clock", "help", "roll", "ask", "pick", "preview", "past", "thread"}
    return "dialog" in pair and bool(pair & dialogs)
