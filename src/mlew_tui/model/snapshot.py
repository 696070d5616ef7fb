"""What screens may see of an open workshop at one moment."""

from dataclasses import dataclass
from datetime import date

from mlew_tui.model.deck import Deck, Step
from mlew_tui.model.schedule.countdown import Countdown
from mlew_tui.model.workshop import Workshop


@dataclass(frozen=True)
class WorkshopSnapshot:
    """Everything a screen may see at one moment; screens get a new one after every change.

    ``today`` is the day in the workshop's time zone, from which typed dates such as 12/20 or +4w are counted.
    ``before`` is the workshop as the previous round left it, None without one or where it cannot be read.
    """

    workshop: Workshop
    deck: Deck
    step: Step
    countdown: Countdown
    today: date
    read_only: bool = False
    unsaved: str = ""
    demo: bool = False
    before: Workshop | None = None
