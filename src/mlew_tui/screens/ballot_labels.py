"""The words and keys of the ballot screen."""

from mlew_tui.i18n import tr
from mlew_tui.model import scoring
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import person_name
from mlew_tui.screens import scorecard
from mlew_tui.screens.scorecard import Cell
from mlew_tui.widgets.key_bar import KeyHint


def can_score(workshop: Workshop) -> bool:
    """Return whether there are cases and criteria to score."""
    return bool(workshop.cases and workshop.criteria)


def turnout(workshop: Workshop) -> str:
    """Return how many of all ballots are handed in, and the names of those missing."""
    there, missing = scoring.turnout(workshop)
    words = tr("{count} of {all} in", count=len(there), all=len(there) + len(missing))
    if not missing:
        return words
    names = tr(", ").join(person_name(workshop, person) for person in missing)
    return tr("{words}; missing: {names}", words=words, names=names)


def request(workshop: Workshop, person: str) -> str:
    """Return the request for the person whose turn it is, or why there is none."""
    if not can_score(workshop):
        return tr("There is nothing to score yet: cases and criteria come first.")
    there, missing = scoring.turnout(workshop)
    if there and not missing:
        return tr("Everybody is in.")
    return tr("Please pass the keyboard to {name}.", name=person_name(workshop, person)) if person else ""


def how(workshop: Workshop, person: str) -> str:
    """Return what Enter does for this person."""
    if not (person and can_score(workshop)):
        return ""
    name = person_name(workshop, person)
    if person in workshop.ballots.handed_in:
        return tr("Enter takes {name}'s ballot back and opens it again.", name=name)
    return tr("Enter opens it. The facilitator may type it for {name}.", name=name)


def masking(*, is_masked: bool) -> str:
    """Return in two words whether scores are visible."""
    return tr("scores masked") if is_masked else tr("▲ scores SHOWN")


def consequence(*, is_masked: bool) -> str:
    """Return what masking means for the wall."""
    if is_masked:
        return tr("Scores are masked while they are typed: the wall may show this screen.")
    return tr("▲ Scores will be SHOWN while they are typed: keep this screen off the wall.")


def about(workshop: Workshop, at: Cell) -> str:
    """Return the case, the criterion and the maximum of a cell."""
    here = scorecard.spot(workshop, at)
    if here is None:
        return ""
    case, criterion = here
    return tr(
        "{case}  {glyph} {criterion}: 0 to {weight}",
        case=next(one.title for one in workshop.cases if one.id == case),
        glyph="☹" if criterion.kind == "problem" else "☺",
        criterion=criterion.text,
        weight=criterion.weight,
    )


def hints(*, is_open: bool, is_masked: bool) -> tuple[tuple[KeyHint, ...], ...]:
    """Return two lines of keys: of an open ballot, or of the cover."""
    mask = KeyHint("F7", tr("Show scores") if is_masked else tr("Mask scores"), "f7")
    if not is_open:
        opens = (KeyHint("Enter", tr("Open the ballot"), "enter"), KeyHint("↑↓", tr("somebody else"), "down"))
        return opens, (KeyHint("F5", tr("Take sheets"), "f5"), mask, KeyHint("Esc", tr("Back"), "escape"))
    typing = (
        KeyHint("0-5", tr("score"), "right"), KeyHint("q w e r t", tr("half a point less"), "right"),
        KeyHint("Del", tr("blank"), "delete"), KeyHint("Enter", tr("hand in"), "enter"),
    )  # fmt: skip
    columns = (KeyHint("c v", tr("copy, put a column"), "c"), KeyHint("d", tr("fill down"), "d"))
    return typing, (mask, *columns, KeyHint("^Z", tr("Undo"), "ctrl+z"), KeyHint("Esc", tr("Cover"), "escape"))
