"""Where the facilitator is within a step: what the wall follows and the workshop does not hold."""

from mlew_tui.model.base import Model
from mlew_tui.model.schedule.countdown import Countdown


class Presence(Model):
    """Where the room is within a step: the card at the cursor, the post read out, how far the result is told and read.

    ``told`` is None when all of it is told. ``reading`` is where on a page: a heading's number from 0 and the part
    of its section passed. The clock is the console's own, to the fraction of a second the file does not keep, by
    the machine's steady clock.
    """

    step: str
    cursor: str = ""
    index: int = 0
    told: int | None = None
    reading: float = 0.0
    left: float = 0.0
    running: bool = False
    at: float = 0.0

    def refined(self, countdown: Countdown, now: float) -> Countdown:
        """Return the console's own clock where it is the one the file has, to less than a second; else the file's."""
        own = Countdown(self.left, self.running, self.at, counts_up=countdown.counts_up)
        is_same = own.running == countdown.running and abs(own.left_at(now) - countdown.left_at(now)) < 1
        return own if is_same else countdown
