"""The proposal as a paper: a simple PR/FAQ in the deck's reading order, red places and assumptions marked."""

from collections.abc import Iterator, Sequence

from mlew_tui.export import phrases
from mlew_tui.export.document import Heading, Paragraph, Passage, Points, Prose, Question
from mlew_tui.export.source import Source
from mlew_tui.i18n import tr
from mlew_tui.model.refine import MESSAGE_PARTS, Faq, ProposalItem
from mlew_tui.model.scoring import tally
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import vocabulary
from mlew_tui.reports.result import adopted_line

_PARTS = {**vocabulary.PARTS, **phrases.TO_THE_COMPANY}
"""Each part of the message as papers call it."""


def proposal_blocks(source: Source) -> tuple[Prose, ...]:
    """Return the proposal's blocks, sections at level 2; nothing where nothing is written."""
    workshop = source.workshop
    return (*_about(source), *_sections(workshop)) if any(_items(workshop)) else ()


def document_title(workshop: Workshop) -> str:
    """Return what a paper about this workshop is called: the product, as soon as it has a name."""
    return workshop.proposal.product.strip() or workshop.title


def item_names(workshop: Workshop) -> dict[str, str]:
    """Return what readers find each item of the proposal by, ▲ before a red one: they see no ids."""
    made = workshop.proposal
    found = {item.id: tr(_PARTS[item.part]) for item in made.message}
    found |= {step.id: tr("step {number}", number=number) for number, step in enumerate(made.steps, start=1)}
    for label, questions in ((tr("Customer FAQ"), made.customer_faq), (tr("Internal FAQ"), made.internal_faq)):
        found |= {faq.id: f"{label} {number}" for number, faq in enumerate(questions, start=1)}
    reds = {item.id for item in _items(workshop) if item.concern}
    return {name: f"▲ {said}" if name in reds else said for name, said in found.items()}


def _items(workshop: Workshop) -> Iterator[ProposalItem]:
    made = workshop.proposal
    yield from (*made.message, *made.steps, *made.customer_faq, *made.internal_faq)


def _about(source: Source) -> Iterator[Prose]:
    """Say what the proposal rests on, as far as it may be told, and how much of it is not certain."""
    workshop = source.workshop
    items = list(_items(workshop))
    if not source.is_covered:
        case = adopted_line(workshop, tally(workshop))
        if case:
            yield Paragraph(Passage(case), "note")
    reds, supposed = sum(bool(item.concern) for item in items), sum(item.assumed for item in items)
    marks = []
    if reds:
        marks.append(tr("▲ {count} of {all} red: it is unclear whether they can be done", count=reds, all=len(items)))
    if supposed:
        marks.append(tr("? {count} of {all} assumed: nobody has confirmed them yet", count=supposed, all=len(items)))
    if marks:
        yield Paragraph(Passage(phrases.joined(marks)), "note")


def _sections(workshop: Workshop) -> Iterator[Prose]:
    """Yield the sections that hold something, in the order they are read out."""
    made = workshop.proposal
    ordered = sorted(made.message, key=lambda item: MESSAGE_PARTS.index(item.part))
    to_customer = [item for item in ordered if item.part not in phrases.TO_THE_COMPANY]
    to_company = [item for item in ordered if item.part in phrases.TO_THE_COMPANY]
    for heading, message in (
        (tr("Message to the customer"), to_customer),
        (tr("Message to the company"), to_company),
    ):
        if message:
            yield Heading(heading)
            yield Points(tuple(_said(item, item.text, tr(_PARTS[item.part])) for item in message), "labels")
    if made.steps:
        yield Heading(tr("Steps of the experience"))
        yield Points(tuple(_said(step, step.text) for step in made.steps), "numbers")
    yield from _faq(tr("Customer FAQ"), made.customer_faq)
    yield from _faq(tr("Internal FAQ"), made.internal_faq)


def _faq(heading: str, questions: Sequence[Faq]) -> Iterator[Prose]:
    if questions:
        yield Heading(heading)
        for faq in questions:
            yield Question(faq.question, _said(faq, faq.answer.strip() or tr("(no answer yet)")))


def _said(item: ProposalItem, text: str, label: str = "") -> Passage:
    return Passage(text, label, item.assumed, item.concern or None)
