"""The proposal for those who review in Word: real headings and lists, red places in red with their concern below."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mlew_tui.export import phrases
from mlew_tui.export.document import Heading, Paragraph, Passage, Points, Prose, Question
from mlew_tui.export.full_document import facts
from mlew_tui.export.proposal_section import document_title, proposal_blocks
from mlew_tui.export.source import File, Source
from mlew_tui.i18n import current, tr
from mlew_tui.text.sanitize import sanitize_for_print

if TYPE_CHECKING:
    from docx.document import Document as Made
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph as Written

_RED, _ACCENT, _MUTED = RGBColor(0x98, 0x0B, 0x0B), RGBColor(0x0B, 0x3F, 0x63), RGBColor(0x47, 0x4D, 0x55)
_FONTS = {"w:ascii": "Calibri", "w:hAnsi": "Calibri", "w:cs": "Calibri", "w:eastAsia": "Yu Gothic"}
"""Word sets Japanese in a font of its own; both come with Office, and others stand in elsewhere."""
_CONCERN = "Concern"
_LABEL = Mm(44)
_SIGN = Mm(7)
_LONGEST_PROPERTY = 255
"""Characters of a title among the properties; the format allows no more."""
_SIZES = {"Normal": 10.5, "Title": 24, "Subtitle": 10, "Heading 1": 14, "List Number": 10.5}


def write(source: Source) -> tuple[File, ...]:
    """Return the proposal as one Word document; without a proposal a page that says so."""
    made = Document()
    _dress(made)
    workshop = source.workshop
    made.add_paragraph(_one_line(document_title(workshop)), style="Title")
    what = phrases.joined((tr("Proposal (simple PR/FAQ)"), workshop.title, *facts(source)))
    made.add_paragraph(_one_line(what), style="Subtitle")
    for block in proposal_blocks(source) or (
        Paragraph(Passage(tr("Nothing of the proposal is written yet.")), "note"),
    ):
        _add(made, block)
    _number_pages(made)
    about = made.core_properties
    about.title = _one_line(document_title(workshop))[:_LONGEST_PROPERTY]
    about.author, about.language = "mlew-tui", current()
    about.comments, about.last_modified_by = "", "mlew-tui"
    about.created = about.modified = source.now.replace(tzinfo=None)
    return (File(f"{source.name}.docx", _packed(made, source)),)


# --- what it holds --------------------------------------------------------------------------------


def _add(made: Made, block: Prose) -> None:
    match block:
        case Heading():
            made.add_heading(_one_line(block.text), 1)
        case Paragraph():
            line = made.add_paragraph()
            _say(line, block.said)
            for run in line.runs:
                run.font.color.rgb, run.font.size = _MUTED, Pt(9.5)
        case Points():
            for said in block.items:
                _add_point(made, said, is_numbered=block.kind == "numbers")
        case Question():
            asked = made.add_paragraph()
            _hang(asked, _SIGN)
            asked.paragraph_format.keep_with_next = True
            asked.paragraph_format.space_before, asked.paragraph_format.space_after = Pt(6), Pt(2)
            asked.add_run("Q\t").font.color.rgb = _ACCENT
            asked.add_run(sanitize_for_print(block.question))
            for run in asked.runs:
                run.bold = True
            answer = made.add_paragraph()
            _hang(answer, _SIGN)
            answer.add_run("A\t").font.color.rgb = _MUTED
            _say(answer, block.answer)
            _add_concern(made, answer, block.answer, _SIGN)
        case _:
            assert_never(block)


def _add_point(made: Made, said: Passage, *, is_numbered: bool) -> None:
    line = made.add_paragraph(style="List Number" if is_numbered else None)
    if said.label:
        _hang(line, _LABEL)
        label = line.add_run(f"{_one_line(said.label)}\t")
        label.bold, label.font.color.rgb, label.font.size = True, _ACCENT, Pt(9.5)
    _say(line, said)
    _add_concern(made, line, said, _LABEL if said.label else _SIGN)


def _say(line: Written, said: Passage) -> None:
    """Write people's words, red ones in red, an assumption with its sign."""
    run = line.add_run(sanitize_for_print(said.text))
    if said.concern is not None:
        run.font.color.rgb = _RED
    if said.assumed:
        mark = line.add_run(f"  [{phrases.assumed()}]")
        mark.font.color.rgb, mark.font.size = _MUTED, Pt(9)


def _add_concern(made: Made, line: Written, said: Passage, indent: Mm) -> None:
    """Write below a red place why it is red, so that it is read on paper, too."""
    if said.concern is None:
        return
    line.paragraph_format.keep_with_next = True
    below = made.add_paragraph(sanitize_for_print(phrases.red(said.concern)), style=_CONCERN)
    below.paragraph_format.left_indent = indent


def _hang(line: Written, indent: Mm) -> None:
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = indent, Mm(-indent.mm)
    line.paragraph_format.tab_stops.add_tab_stop(indent)


def _one_line(text: str) -> str:
    return " ".join(sanitize_for_print(text).split())


# --- how it looks ---------------------------------------------------------------------------------


def _dress(made: Made) -> None:
    """Set paper, fonts and spacing; the template's theme fonts would win over Japanese ones."""
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(24)
    page.top_margin = page.bottom_margin = Mm(22)
    for name, size in _SIZES.items():
        style = made.styles[name]
        look = style.element.get_or_add_rPr()
        for spread in look.findall(qn("w:spacing")):
            look.remove(spread)
        fonts = look.get_or_add_rFonts()
        fonts.attrib.clear()
        for attribute, font in _FONTS.items():
            fonts.set(qn(attribute), font)
        style.font.size = Pt(size)
    _space(made)
    _add_concern_style(made)
    default = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    spoken = default.find(qn("w:lang"))
    spoken.set(qn("w:val"), "ja-JP" if current() == "ja" else "en-US")
    spoken.set(qn("w:eastAsia"), "ja-JP")


def _space(made: Made) -> None:
    styles: dict[str, ParagraphStyle] = {name: made.styles[name] for name in _SIZES}
    for name, before, after in (
        ("Normal", 0, 6), ("Title", 0, 4), ("Subtitle", 0, 14), ("Heading 1", 18, 6), ("List Number", 0, 6),
    ):  # fmt: skip
        form = styles[name].paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.25
    for name in ("Title", "Heading 1"):
        styles[name].font.color.rgb, styles[name].font.bold = _ACCENT, True
    styles["Subtitle"].font.color.rgb, styles["Subtitle"].font.italic = _MUTED, False


def _add_concern_style(made: Made) -> None:
    """Add the style of what is said below a red place: bold, red, with a bar at its left."""
    style = made.styles.add_style(_CONCERN, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    style.font.bold, style.font.color.rgb, style.font.size = True, _RED, Pt(9.5)
    border, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "24"), ("space", "6"), ("color", str(_RED))):
        left.set(qn(f"w:{name}"), value)
    border.append(left)
    style.element.get_or_add_pPr().append(border)


def _number_pages(made: Made) -> None:
    footer = made.sections[0].footer
    footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    footer.part.element.find(qn("w:p")).append(number)


def _packed(made: Made, source: Source) -> bytes:
    """Return the document's bytes, alike for alike contents: every part dated as of the export."""
    loose, packed = BytesIO(), BytesIO()
    made.save(loose)
    at = (max(source.now.year, 1980), *source.now.timetuple()[1:6])
    with ZipFile(loose) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as whole:
        for name in parts.namelist():
            whole.writestr(ZipInfo(name, at), parts.read(name), ZIP_DEFLATED)
    return packed.getvalue()
