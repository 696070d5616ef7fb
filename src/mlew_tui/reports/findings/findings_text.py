"""The findings of Next Step as text: each phase with its state, question, findings and improvements."""

from collections.abc import Sequence

from mlew_tui.i18n import current, tr
from mlew_tui.model.deck import Deck
from mlew_tui.model.findings.collect import light, taken
from mlew_tui.model.findings.finding import PHASES, Finding
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.findings.evidence_page import GLYPHS, LIGHTS, advice, improvement_lines
from mlew_tui.reports.findings.headlines import headline
from mlew_tui.reports.vocabulary import PHASES as NAMES
from mlew_tui.text.page_layout import Line, Section


def phase_sections(workshop: Workshop, deck: Deck, found: Sequence[Finding]) -> tuple[Section, ...]:
    """Return one section per phase, in the deck's order."""
    sections = []
    for phase in PHASES:
        glyph, word = LIGHTS[light(workshop, found, phase)]
        heading = tr("{glyph} {phase}: {light}", glyph=glyph, phase=tr(NAMES[phase]), light=tr(word))
        inquiry = deck.inquiry(phase)
        lines: list[Line] = [inquiry.question.in_(current())] if inquiry else []
        for finding in found:
            if finding.phase == phase:
                lines += _finding(workshop, deck, finding)
        lines += [
            tr("✓ Taken over: {improvement}", improvement=" ".join(improvement_lines(workshop, number)))
            for number, item in enumerate(workshop.next_step.improve)
            if item.phase == phase
        ]
        sections.append(Section(heading, tuple(lines)))
    return tuple(sections)


def _finding(workshop: Workshop, deck: Deck, finding: Finding) -> list[str]:
    """Return a finding, with the recommended action unless the team already decided on an improvement."""
    sign, said = GLYPHS[finding.severity], headline(workshop, finding)
    if taken(workshop, finding):
        return [tr("{glyph} {said} (✓ taken over)", glyph=sign, said=said)]
    helps = advice(deck, finding)
    return [f"{sign} {said}", *([f"→ {helps}"] if helps else [])]
