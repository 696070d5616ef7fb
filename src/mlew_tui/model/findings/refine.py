"""Refine: how much of the proposal is red."""

from collections.abc import Iterator

from mlew_tui.model import references
from mlew_tui.model.deck import Thresholds
from mlew_tui.model.findings.finding import Figure, Finding, exceeds
from mlew_tui.model.workshop import Workshop

_PATHS = ("proposal.message", "proposal.steps", "proposal.customer_faq", "proposal.internal_faq")


def refine(workshop: Workshop, thresholds: Thresholds) -> Iterator[Finding]:
    """Yield what is to improve about the proposal: any red place is worth a look, too many are urgent."""
    items = [(path, item) for path in _PATHS for item in references.collection(workshop, path)]
    if not items:
        yield Finding("no-proposal", "refine", "now", {"items": Figure(0, least=1)})
    red = tuple(f"{path}/{item.id}" for path, item in items if item.concern)
    if exceeds(len(red), len(items), thresholds.max_red_share):
        figures = {"red": Figure(len(red), len(items), most_share=thresholds.max_red_share)}
        yield Finding("red-items", "refine", "now", figures, red)
    elif red:
        yield Finding("red-items", "refine", "look", {"red": Figure(len(red), len(items), most=0)}, red)
