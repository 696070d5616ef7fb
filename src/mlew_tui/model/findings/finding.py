"""One thing to improve that the workshop shows by itself: what it is, the numbers behind it, the items concerned."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

from mlew_tui.model.iterate import FindingKind, PhaseId

KINDS: tuple[FindingKind, ...] = get_args(FindingKind)
PHASES: tuple[PhaseId, ...] = get_args(PhaseId)

Severity = Literal["now", "look"]
"""``now``: the workshop's own signal, or there is nothing to build on: redo it on Day 2.

``look``: worth a look, by a rule of ours or for a single red place; the team decides.
"""
Amount = int | Fraction | date


class Figure(NamedTuple):
    """A number behind a finding: ``value``, of ``whole`` where it is a part, and the bound it does not keep.

    ``least`` and ``most`` bound the value, ``most_share`` its share of the whole; at most one of them is there, and
    only where the finding comes from it.
    """

    value: Amount
    whole: int | None = None
    least: int | float | None = None
    most: int | date | None = None
    most_share: float | None = None


class Finding(NamedTuple):
    """What must or may be improved in a phase, and on which evidence.

    ``figures`` are by name, the one the headline says first. ``places`` are the items concerned
    (``reviews/r3``), most to the point first; ``about`` is what it is about that is no item: a sentiment, moments.
    """

    kind: FindingKind
    phase: PhaseId
    severity: Severity
    figures: Mapping[str, Figure] = MappingProxyType({})
    places: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def exceeds(part: int, whole: int, share: float) -> bool:
    """Tell whether a part is more than a share of the whole, exactly; nothing is of an empty one."""
    return whole > 0 and Fraction(part, whole) > share
