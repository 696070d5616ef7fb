"""The countdown of one step: start, pause, extend, and what is left at a given moment."""

from typing import NamedTuple


class Countdown(NamedTuple):
    """A clock computed from a deadline, so that a late or lost tick never makes it wrong.

    ``left`` seconds were left at the moment ``at``; negative is overtime. Every moment is given by the
    caller in seconds of one steady clock; nothing here reads the time. An untimed step starts at zero
    with ``counts_up`` and shows what has passed.
    """

    left: float
    running: bool = False
    at: float = 0.0
    counts_up: bool = False

    def left_at(self, now: float) -> float:
        """Return the seconds left at ``now``; below zero it is overtime and goes on."""
        return self.left - (now - self.at) if self.running else self.left

    def ran_at(self, now: float) -> float:
        """Return the seconds this clock ran since ``at``: 0 when paused."""
        return max(0.0, now - self.at) if self.running else 0.0

    def started(self, now: float) -> "Countdown":
        """Return the clock running from ``now`` on; a running one goes on as it is."""
        return self if self.running else self._replace(running=True, at=now)

    def paused(self, now: float) -> "Countdown":
        """Return the clock standing at what is left at ``now``."""
        return self._replace(left=self.left_at(now), running=False, at=now)

    def extended(self, seconds: float) -> "Countdown":
        """Return the clock with ``seconds`` more to go (fewer when negative); overtime is given too."""
        return self._replace(left=self.left + seconds)

    def reset(self, seconds: float, now: float) -> "Countdown":
        """Return the clock at ``seconds`` left, still running or paused as it was."""
        return self._replace(left=seconds, at=now)


def warning(left: float, before: float, marks: tuple[int, ...]) -> int | None:
    """Return the mark the clock passed between two looks, the lowest if several, or None.

    ``marks`` are seconds left (the deck's: 60 and 0). A mark m is passed when ``before > m >= left``.
    """
    passed = [mark for mark in marks if before > mark >= left]
    return min(passed) if passed else None
