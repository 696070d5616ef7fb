"""Collects the findings of all phases for Next Step."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.deck import Thresholds
from mlew_tui.model.findings.define import define
from mlew_tui.model.findings.finding import KINDS, PHASES, Finding
from mlew_tui.model.findings.invent import invent
from mlew_tui.model.findings.iterate import iterate
from mlew_tui.model.findings.listen import listen
from mlew_tui.model.findings.refine import refine
from mlew_tui.model.iterate import PhaseId
from mlew_tui.model.workshop import Workshop

Light = Literal["redo", "look", "covered", "fine"]
"""How a phase stands; ``covered``: nothing to improve as far as can be told before the reveal."""


def findings(workshop: Workshop, thresholds: Thresholds, today: date | None = None) -> tuple[Finding, ...]:
    """Return all there is to improve, in the order of the phases, what must be redone before what is worth a look.

    Findings about the result are left out before the reveal (``ballot_secrecy.is_covered``). ``today`` counts only
    where the file names no day.
    """
    found = (
        *listen(workshop, thresholds),
        *define(workshop, thresholds),
        *invent(workshop, thresholds),
        *refine(workshop, thresholds),
        *iterate(workshop, thresholds, today),
    )
    return tuple(sorted(found, key=_rank))


def _rank(finding: Finding) -> tuple[int, bool, int]:
    return PHASES.index(finding.phase), finding.severity != "now", KINDS.index(finding.kind)


def light(workshop: Workshop, found: Iterable[Finding], phase: PhaseId) -> Light:
    """Return how a phase stands by what was found in the workshop."""
    severities = {finding.severity for finding in found if finding.phase == phase}
    if "now" in severities:
        return "redo"
    if "look" in severities:
        return "look"
    return "covered" if phase == "invent" and is_covered(workshop) else "fine"


def taken(workshop: Workshop, finding: Finding) -> tuple[int, ...]:
    """Return the numbers of the improvements the team made of a finding."""
    return tuple(n for n, item in enumerate(workshop.next_step.improve) if item.finding == finding.kind)
