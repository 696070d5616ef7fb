"""The evidence behind a finding as a page: its meaning, figures, recommended action and items."""

from collections.abc import Mapping

from mlew_tui.i18n import current, mark, tr
from mlew_tui.model.deck import Deck
from mlew_tui.model.findings.collect import Light, taken
from mlew_tui.model.findings.finding import Finding, Severity
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.findings.evidence_items import item_lines
from mlew_tui.reports.findings.figures import figure_lines
from mlew_tui.reports.labels import person_label
from mlew_tui.text.page_layout import Section, Strong

LIGHTS: Mapping[Light, tuple[str, str]] = {
    "fine": ("✓", mark("fine")),
    "look": ("▲", mark("look")),
    "redo": ("✖", mark("redo")),
    "covered": ("…", mark("covered")),
}
"""The state of a phase as a glyph and a word."""
GLYPHS: Mapping[Severity, str] = {"now": "✖", "look": "▲"}
_MEANING: Mapping[Severity, str] = {
    "now": mark("✖ A signal of the workshop itself: redo this on Day 2."),
    "look": mark("▲ Worth a look: whether it is redone, the team decides."),
}


def advice(deck: Deck, finding: Finding) -> str:
    """Return the action the deck recommends, "" where it recommends none."""
    words = deck.advice(finding.phase, finding.kind)
    return "" if words is None else words.in_(current())


def improvement_lines(workshop: Workshop, number: int) -> tuple[str, ...]:
    """Return an improvement the team decided on: reason, action, owner and minutes on Day 2."""
    item = workshop.next_step.improve[number]
    owner = person_label(workshop, item.owner) if item.owner else tr("nobody yet")
    minutes = tr("no minutes yet") if item.minutes is None else tr("{minutes} min", minutes=item.minutes)
    action = (f"→ {item.action}",) if item.action else ()
    return (item.reason, *action, tr("({owner}, Day 2: {minutes})", owner=owner, minutes=minutes))


def evidence_sections(workshop: Workshop, deck: Deck, finding: Finding) -> tuple[Section, ...]:
    """Return the page of a finding: meaning and figures, recommended action, improvements decided on, items."""
    numbers = taken(workshop, finding)
    own = tuple(line for number in numbers for line in improvement_lines(workshop, number))
    helps = advice(deck, finding)
    sections = (
        Section(tr("Figures"), (tr(_MEANING[finding.severity]), *figure_lines(finding))),
        Section(tr("What helps"), (Strong(helps),) if helps else ()),
        Section(tr("✓ Taken over"), own),
        Section(tr("What it is about"), item_lines(workshop, finding.places)),
    )
    return tuple(section for section in sections if section.lines)
