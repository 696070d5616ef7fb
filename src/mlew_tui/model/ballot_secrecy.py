"""What of a workshop is hidden while the ballots are secret."""

from mlew_tui.model.references import Loc
from mlew_tui.model.workshop import Workshop


def hides(place: Loc) -> Loc | None:
    """Return the place to name instead of a secret one: a person's scores or the decision; None if it is not secret."""
    match place:
        case ("scores", person, *_) | ("ballots", "first", person, *_):
            return ("scores", person)
        case ("decision", *_):
            return ("decision",)
    return None


def without_scores(workshop: Workshop) -> Workshop:
    """Return a workshop as it may be shown before the reveal: no scores, no choices among best cases, no decision."""
    ballots = workshop.ballots.model_copy(update={"first": {}})
    return workshop.with_(scores={}, ballots=ballots, decision=None)


def is_covered(workshop: Workshop) -> bool:
    """Tell whether the ballots are still secret: no score, total or first place may be shown, only who handed in."""
    return not workshop.ballots.revealed
