"""The findings of Next Step as plain data for ``findings --json``: a stable structure in exact values.

Fractions are text (``"3/2"``), dates ISO text, counts whole numbers. Keys are only ever added; README lists them all.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from mlew_tui.i18n import current
from mlew_tui.model.ballot_secrecy import is_covered
from mlew_tui.model.deck import Deck
from mlew_tui.model.findings.collect import light, taken
from mlew_tui.model.findings.finding import PHASES, Amount, Figure, Finding
from mlew_tui.model.findings.iterate import day
from mlew_tui.model.iterate import PhaseId
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.findings.evidence_page import advice
from mlew_tui.reports.findings.headlines import headline

Data = dict[str, object]


def as_data(workshop: Workshop, deck: Deck, found: Sequence[Finding], today: date | None = None) -> Data:
    """Return each phase's state, findings and improvements."""
    begun = day(workshop, today)
    return {
        "covered": is_covered(workshop),
        "day": None if begun is None else begun.isoformat(),
        "phases": [_phase(workshop, deck, found, phase) for phase in PHASES],
    }


def _phase(workshop: Workshop, deck: Deck, found: Sequence[Finding], phase: PhaseId) -> Data:
    inquiry = deck.inquiry(phase)
    return {
        "phase": phase,
        "light": light(workshop, found, phase),
        "question": inquiry.question.in_(current()) if inquiry else "",
        "findings": [_finding(workshop, deck, finding) for finding in found if finding.phase == phase],
        "improvements": [
            {"number": number, **item.model_dump()}
            for number, item in enumerate(workshop.next_step.improve)
            if item.phase == phase
        ],
    }


def _finding(workshop: Workshop, deck: Deck, finding: Finding) -> Data:
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "headline": headline(workshop, finding),
        "advice": advice(deck, finding),
        "figures": {name: _figure(figure) for name, figure in finding.figures.items()},
        "places": list(finding.places),
        "about": list(finding.about),
        "taken": list(taken(workshop, finding)),
    }


def _figure(figure: Figure) -> Data:
    """Return a figure's value, total and bounds; missing ones are left out."""
    parts = {
        "value": figure.value, "whole": figure.whole, "least": figure.least, "most": figure.most,
        "most_share": figure.most_share,
    }  # fmt: skip
    return {name: _plain(value) for name, value in parts.items() if value is not None}


def _plain(value: Amount | float) -> int | float | str:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Fraction) else value
