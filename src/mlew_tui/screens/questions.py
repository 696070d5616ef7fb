"""What the console asks or tells when something outside the workshop happened, each with its answers."""

from collections.abc import Sequence

from mlew_tui.language import tr
from mlew_tui.screens.dialogs import ChoiceDialog

_SHOWN = 12


def away(time: str) -> ChoiceDialog:
    """Ask whether the time the console was away counts: "pause" or "count"."""
    return ChoiceDialog(
        tr("The clock was running"),
        tr("The console was away for {time}. Does that time count?", time=time),
        [("n", "pause", tr("No: go on from where it stood")), ("y", "count", tr("Yes: it counts"))],
    )


def read_only(other: str | None) -> ChoiceDialog:
    """Tell that nothing can be changed: another console (named, as far as known) has it, or the folder (None)."""
    if other is None:
        words = tr("This folder cannot be written to. The workshop can be looked at, not changed.")
    else:
        words = tr("Another console has this workshop open{who}. Here it can be looked at, not changed.", who=other)
    return ChoiceDialog(tr("Read-only"), words, [("enter", "ok", tr("Look at it"))])


def broken(problems: Sequence[object]) -> ChoiceDialog:
    """Tell what is wrong with a file that was to be opened."""
    text = "\n".join(map(str, problems[:_SHOWN]))
    if len(problems) > _SHOWN:
        text += f"\n… +{len(problems) - _SHOWN}"
    title = tr("This file cannot be used as it is; it was left alone")
    return ChoiceDialog(title, text, [("enter", "ok", tr("Close"))])


def changed_outside(name: str) -> ChoiceDialog:
    """Ask whose version to go on with: "mine", "theirs" or "later"."""
    return ChoiceDialog(
        tr("The file was changed outside"),
        tr("Somebody changed {name} while it was open here. Nothing was overwritten.", name=name),
        [
            ("m", "mine", tr("Mine: keep ours, set theirs aside")),
            ("t", "theirs", tr("Theirs: take the file, ours by undo")),
            ("escape", "later", tr("Later")),
        ],
    )


def not_saved(reason: str) -> ChoiceDialog:
    """Ask what to do when the room leaves and saving fails: "retry", "leave" or "stay"."""
    return ChoiceDialog(
        tr("Not everything is saved"),
        reason,
        [
            ("r", "retry", tr("Try again")),
            ("l", "leave", tr("Leave: a copy is kept elsewhere")),
            ("escape", "stay", tr("Stay")),
        ],
    )
