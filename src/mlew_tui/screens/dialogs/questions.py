"""The questions the console asks about files, saving and time away, each with its answers."""

from mlew_tui.i18n import tr
from mlew_tui.reports.round_label import round_words
from mlew_tui.screens.dialogs.base import ChoiceDialog


def away(time: str) -> ChoiceDialog:
    """Ask whether the time the console was suspended counts; answers "pause" or "count"."""
    return ChoiceDialog(
        tr("The clock was running"),
        tr("The console was away for {time}. Does that time count?", time=time),
        [("n", "pause", tr("No: go on from where it stood")), ("y", "count", tr("Yes: it counts"))],
    )


def read_only(other: str | None) -> ChoiceDialog:
    """Tell that nothing can be changed, because of another console, or of write protection (``other`` is None)."""
    if other is None:
        words = tr("This file or its folder is write-protected. The workshop can be looked at, not changed.")
    else:
        words = tr("Another console has this workshop open{who}. Here it can be looked at, not changed.", who=other)
    return ChoiceDialog(tr("Read-only"), words, [("enter", "ok", tr("Look at it"))])


def closing(number: int, copy: str) -> ChoiceDialog:
    """Ask whether a round is over; answers "close" or "stay"."""
    left, coming = round_words(number), round_words(number + 1)
    words = tr(
        "Everything the team made goes on into {coming}; {copy} beside the file keeps it as it is now. "
        "Until then the file may be edited by hand. Ctrl+Z takes the closing back.",
        coming=coming, copy=copy,
    )  # fmt: skip
    if number > 1:
        words += "\n" + tr(
            "What was to be improved in the phases redone is done and leaves the list; the copy keeps it."
        )
    return ChoiceDialog(
        tr("Close {left}?", left=left),
        words,
        [("c", "close", tr("Close {left}", left=left)), ("escape", "stay", tr("Stay"))],
    )


def not_saved(reason: str) -> ChoiceDialog:
    """Ask what to do on leaving when saving fails; answers "retry", "elsewhere", "leave" or "stay"."""
    return ChoiceDialog(
        tr("Not everything is saved"),
        reason,
        [
            ("r", "retry", tr("Try again")),
            ("e", "elsewhere", tr("Save elsewhere")),
            ("l", "leave", tr("Leave, keep a copy")),
            ("escape", "stay", tr("Stay")),
        ],
    )


def failing(reason: str) -> ChoiceDialog:
    """Ask what to do while saving fails and the workshop goes on; answers "retry", "elsewhere" or "later"."""
    return ChoiceDialog(
        tr("Not saved"),
        reason + "\n" + tr("The workshop goes on, and saving is tried again every second."),
        [
            ("e", "elsewhere", tr("Save elsewhere")),
            ("r", "retry", tr("Try again")),
            ("escape", "later", tr("Go on")),
        ],
    )
