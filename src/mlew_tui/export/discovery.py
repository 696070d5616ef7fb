"""One Markdown page for the workshop's newer edition: five phases, the cases as its list of solutions has them."""

from collections.abc import Iterator

from mlew_tui.export import plan_section, record_section
from mlew_tui.export.document import Block, Heading, Paragraph, Passage
from mlew_tui.export.markdown import address, blocks, inline, lines
from mlew_tui.export.proposal_section import proposal_blocks
from mlew_tui.export.source import File, Source
from mlew_tui.i18n import current, tr
from mlew_tui.model.invent import Case
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.labels import criterion_text

_DEEPER = 1
"""Our sections stand a level below the page's phases."""


def write(source: Source) -> tuple[File, ...]:
    """Return the page; an unvisited phase keeps its heading because the edition's tools look for it."""
    workshop, deck = source.workshop, source.deck
    names: dict[str, str] = {phase.id: phase.name.in_(current()) for phase in deck.phases}
    inside = {
        "listen": blocks((*record_section.customer(workshop), *record_section.board(workshop)), _DEEPER),
        "define": blocks((*record_section.criteria(workshop), *record_section.posts(workshop)), _DEEPER),
        "invent": _solutions(source),
        "refine": blocks(_refined(source), _DEEPER),
        "iterate": blocks(
            (
                *plan_section.milestones(workshop),
                *plan_section.improvements(workshop, deck),
                *plan_section.plan(workshop),
            ),
            _DEEPER,
        ),
    }
    rows = [f"# {inline(workshop.title)}"]
    for phase, made in inside.items():
        rows += [f"## {inline(names.get(phase, phase))}", *made]
    return (File(f"{source.name}-discovery.md", ("\n\n".join(rows) + "\n").encode()),)


def _refined(source: Source) -> tuple[Block, ...]:
    product = source.workshop.proposal.product
    head = (Paragraph(Passage(product), "strong"),) if product.strip() else ()
    return (*head, *(block for block in proposal_blocks(source) if not _is_part(block)))


def _is_part(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _solutions(source: Source) -> Iterator[str]:
    """Yield which case is adopted, then each under ``name : provider`` with the edition's four questions.

    The sign stands above the cases, not in one, where it would be read back as part of an answer.
    """
    adopted = record_section.adopted_sign(source)
    for case in source.workshop.cases:
        if case.id in adopted:
            yield f"**{inline(adopted[case.id])}** {inline(case.title or case.id)}"
    for case in source.workshop.cases:
        name = inline(case.title or case.id)
        yield f"### {name} : {inline(case.company)}" if case.company.strip() else f"### {name}"
        answers = [
            f"* {question} : {lines(answer)}" for question, answer in _answers(source.workshop, case) if answer.strip()
        ]
        if answers:
            yield "\n".join(answers)
        if case.source.strip():
            reference = tr("Reference")
            yield f"{reference} : {address(case.source)}"


def _answers(workshop: Workshop, case: Case) -> tuple[tuple[str, str], ...]:
    """Return the edition's questions, and one for the data, answered by the parts of a case that a list fills."""
    solves, used = (
        tr(", ").join(tr("“{title}”", title=text) for name in names if (text := criterion_text(workshop, name)))
        for names in (case.solves, case.reinforces)
    )
    when = [tr("to solve {problems}", problems=solves) if solves else "",
            tr("to reinforce {strengths}", strengths=used) if used else ""]  # fmt: skip
    return (
        (tr("When is it used?"), tr("; ").join(part for part in when if part)),
        (tr("How did it solve the problem?"), case.valued_for),
        (tr("What effect did it have?"), case.result),
        (tr("How is it done?"), case.solution),
        (tr("What does the data do?"), case.data_loop),
    )
