"""Lays out what an export will hold, for a look before it is written."""

from typing import TYPE_CHECKING

from mlew_tui.export import full_document, phrases, proposal_section, terminal_preview
from mlew_tui.export.document import Paragraph, Passage
from mlew_tui.export.source import File, Source
from mlew_tui.session import export_files
from mlew_tui.text.page_layout import Section

if TYPE_CHECKING:
    from mlew_tui.session.session import Session


def preview(session: "Session", files: tuple[File, ...], to: str) -> tuple[Section, ...]:
    """Return the document, the Markdown itself, or a summary of each file."""
    source = Source(session.workshop, session.deck, session.path.stem, session.clock.now())
    if to in ("md", "discovery-md"):
        return terminal_preview.markdown_sections(files[0].content.decode())
    if to == "html":
        document = full_document.build_document(source)
        head = Paragraph(Passage(phrases.joined((document.what, *document.facts))), "note")
        return terminal_preview.sections((head, *document.blocks), document.title)
    if to == "docx":
        return terminal_preview.sections(
            proposal_section.proposal_blocks(source), proposal_section.document_title(source.workshop)
        )
    return (Section(to, tuple(export_files.summary(files))),)
