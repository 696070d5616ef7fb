"""The full document of a workshop: the proposal, then the record of the day."""

from mlew_tui.export import evaluation_section, phrases, plan_section, record_section
from mlew_tui.export.document import Block, Document, Heading
from mlew_tui.export.proposal_section import document_title, proposal_blocks
from mlew_tui.export.source import Source
from mlew_tui.i18n import tr


def build_document(source: Source) -> Document:
    """Return the full document; empty parts are left out."""
    workshop = source.workshop
    text = proposal_blocks(source)
    day = tuple(_record(source))
    blocks: tuple[Block, ...] = ()
    if text:
        blocks += (Heading(tr("Proposal (simple PR/FAQ)"), 1), *text)
    if day:
        blocks += (Heading(tr("Record of the workshop"), 1), *day)
    return Document(
        document_title(workshop),
        workshop.title if document_title(workshop) != workshop.title else "",
        facts(source),
        blocks,
    )


def facts(source: Source) -> tuple[str, ...]:
    """Return when the workshop was held, as far as it says so, and when this was written."""
    workshop = source.workshop
    starts = workshop.plan.starts or next((entry.started for entry in workshop.log), None)
    held = tr("held on {day}", day=phrases.day(starts)) if starts else ""
    written = tr("as of {moment}", moment=phrases.moment(phrases.local(source.now, workshop.time_zone)))
    return tuple(fact for fact in (held, written) if fact)


def _record(source: Source) -> tuple[Block, ...]:
    workshop = source.workshop
    return (
        *record_section.people(workshop),
        *record_section.customer(workshop),
        *record_section.board(workshop),
        *record_section.posts(workshop),
        *record_section.criteria(workshop),
        *record_section.cases(source),
        *evaluation_section.evaluation_blocks(source),
        *plan_section.milestones(workshop),
        *plan_section.improvements(workshop, source.deck),
        *plan_section.plan(workshop),
    )
