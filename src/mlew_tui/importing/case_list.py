"""Read cases from a Markdown list of solutions, the format of the workshop's newer edition.

A case is a heading ``name : provider`` with answers to known questions under it (``questions`` says which part of a
case each one fills). Other text is kept in the part it appears under, with a remark; before the first question, or
after the reference, it goes to the solution. A heading without any of this gets a remark that it is no case.
On a page with the five phases as headings, only Invent is read, because the proposal also asks questions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from mlew_tui.importing.batch import Batch, Item, LineRemark, drop_known, sort_remarks
from mlew_tui.importing.case_questions import FIELDS, SHARED, Question, parse_label, parse_question
from mlew_tui.importing.markdown_reader import Line, parse_lines, strip_markup
from mlew_tui.model.workshop import Workshop

_NUMBER = re.compile(r"(?:[0-9０-９]{1,3}[.)．）、][ \t\u3000]*|[①-⑳][ \t\u3000]*)(?=\D)")
_INVENT = "invent"
_PHASES = frozenset({"listen", "define", _INVENT, "refine", "test/iterate", "test", "iterate"})
_PAGE = 3
"""So many headings that are phases make a page of the workshop."""
_ANY = 99
"""The depth of a heading's answer: every line under it is no deeper."""
_WIDE_COLON = re.compile(r"[ \t\u3000]+[:：][ \t\u3000]+")
_COLON = re.compile(r"[ \t\u3000]*(?:：|:(?!//|\d))[ \t\u3000]*")


@dataclass
class _Section:
    """A heading and the lines under it, up to the next heading; ``asks``: it is a question about a heading above."""

    heading: Line
    asks: bool = False
    body: list[Line] = field(default_factory=list)

    @property
    def answers(self) -> bool:
        """Whether a question is answered under it, more than by a reference."""
        return not self.asks and any(
            found.name not in ("source", "company") for line in self.body if (found := parse_question(line))
        )


@dataclass
class _Case:
    """A case being read: its heading, what each part holds so far, and where text goes that answers nothing."""

    heading: Line
    title: str
    parts: dict[str, list[str]] = field(default_factory=dict)
    at: str = "solution"
    kind: str = ""
    depth: int = -1
    last: int = 0
    asked: str = ""

    def keep(self, text: str) -> None:
        """Put a line of text into the part it stands under, the question before it where the part is shared."""
        self.parts.setdefault(self.at, []).append(f"{self.asked} {text}".strip())
        self.asked = ""


def read(text: str) -> Batch:
    """Return the cases of a list, also those the workshop has already. Nothing is raised."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    before, sections = _sections(parse_lines(text))
    sections, others = _under_invent(sections)
    level = min((section.heading.depth for section in sections if section.answers), default=2)
    told = [*_stray(before), *others]
    cases: list[_Case] = []
    case: _Case | None = None
    for section in sections:
        heading = section.heading
        title, company = split_heading(heading.text)
        if title and not section.asks and (section.answers or (heading.depth == level and company)):
            case = _Case(heading, title, {"company": [company]} if company else {}, last=heading.number)
            cases.append(case)
        elif case is not None and heading.depth > case.heading.depth:
            told += _take(case, heading) if section.asks else _nested(case, heading)
        else:
            case = None
            told += _no_case(section)
            continue
        for line in section.body:
            told += _take(case, line)
    return Batch("cases", tuple(map(_item, cases)), sort_remarks(told))


def drop_known_cases(workshop: Workshop, batches: Iterable[Batch]) -> list[Batch]:
    """Return the batches without the cases the workshop has already, by title and company."""
    return drop_known(workshop, batches, by=("title", "company"))


def split_heading(heading: str) -> tuple[str, str]:
    """Part a heading into name and provider; the provider is "" where none is said."""
    words = _NUMBER.sub("", strip_markup(heading).strip(), count=1)
    for colon in (_WIDE_COLON, _COLON):
        found = list(colon.finditer(words))
        if found and words[: found[-1].start()].strip() and words[found[-1].end() :].strip():
            return words[: found[-1].start()].strip(), words[found[-1].end() :].strip()
    return words.strip(" \t\u3000:："), ""


def _sections(found: list[Line]) -> tuple[list[Line], list[_Section]]:
    """Part the lines into what stands before any heading, and the sections."""
    before: list[Line] = []
    sections: list[_Section] = []
    for line in found:
        if not line.is_heading:
            (sections[-1].body if sections else before).append(line)
        elif sections and _asks(line) and line.depth > sections[-1].heading.depth:
            sections[-1].body.append(line)
        else:
            is_below = any(section.heading.depth < line.depth for section in sections)
            sections.append(_Section(line, asks=is_below and _asks(line)))
    return before, sections


def _under_invent(sections: list[_Section]) -> tuple[list[_Section], list[LineRemark]]:
    """Return only the sections under Invent if the headings are the phases, with one remark per other phase."""
    names = [section.heading.text.strip().casefold() for section in sections]
    phases = [number for number, name in enumerate(names) if name in _PHASES]
    depths = {sections[number].heading.depth for number in phases}
    if _INVENT not in names or len(phases) < _PAGE or len(depths) > 1:
        return sections, []
    kept: list[_Section] = sections[: phases[0]]
    told: list[LineRemark] = []
    for first, end in pairwise((*phases, len(sections))):
        if names[first] == _INVENT:
            kept += sections[first:end]
        else:
            last = sections[end - 1].body[-1:] or [sections[end - 1].heading]
            heading = sections[first].heading
            told.append(LineRemark("other-phase", heading.number, last[0].number, 1, {"text": heading.text}))
    return kept, told


def _asks(heading: Line) -> bool:
    """Tell whether a heading is a question about one above it."""
    return (heading.depth > 2 or heading.text[-1:] in ("?", "？")) and parse_question(heading) is not None


def _stray(before: list[Line]) -> list[LineRemark]:
    """Tell of what stands above any heading: no case is named for it."""
    return [
        LineRemark(
            "stray-question" if parse_question(line) else "no-case", line.number, column=1, values={"text": line.text}
        )
        for line in before
    ]


def _no_case(section: _Section) -> list[LineRemark]:
    last = section.body[-1].number if section.body else section.heading.number
    return [LineRemark("no-case", section.heading.number, last, 1, {"text": section.heading.text})]


def _nested(case: _Case, heading: Line) -> list[LineRemark]:
    """Keep a heading under a case as a line of its text."""
    case.last = heading.number
    if case.at == "source":
        case.at = "solution"
    case.keep(heading.text)
    return [LineRemark("nested-heading", heading.number, column=1, values={"text": heading.text, "part": case.at})]


def _take(case: _Case, line: Line) -> list[LineRemark]:
    """Take a line under a case: a question, part of an answer, or what is neither."""
    case.last = line.number
    found = parse_question(line)
    if found is not None and _is_next(case, found, line):
        case.at, case.kind = FIELDS[found.name], line.kind
        case.depth = _ANY if line.is_heading else line.depth
        case.asked = found.asked if found.name in SHARED else ""
        if found.answer:
            case.keep(found.answer)
        return []
    if line.kind == "rule":
        return []
    unknown = parse_label(line) if line.kind == case.kind and line.depth <= case.depth else ""
    is_over = case.at == "source" and line.kind != "bullet" and "://" not in line.text
    if unknown or is_over:
        case.at = "solution" if case.at == "source" else case.at
        case.keep(strip_markup(line.text))
        return [
            LineRemark(
                "unknown-question", line.number, column=1, values={"text": unknown or line.text, "part": case.at}
            )
        ]
    case.keep(_kept(line, case.at))
    return []


def _is_next(case: _Case, found: Question, line: Line) -> bool:
    """Tell whether a known question begins the next part, rather than being a line of the answer before."""
    if case.at == found.name == "source" and line.kind == "bullet" != case.kind:
        return False  # one of several references, with a name of its own
    return line.is_heading or line.depth <= case.depth or case.depth < 0 or found.name in SHARED


def _kept(line: Line, part: str) -> str:
    """Return a line of an answer as it is kept: bullets all alike, code as it stands."""
    if line.kind == "code":
        return line.raw.rstrip()
    text = strip_markup(line.text)
    if line.kind != "bullet" or part == "source":
        return text
    number = line.raw.strip()
    return strip_markup(number) if number[0].isdecimal() else f"・{text}"


def _item(case: _Case) -> Item:
    fields = {"title": case.title}
    fields |= {name: "\n".join(texts).strip() for name, texts in case.parts.items()}
    return Item({name: text for name, text in fields.items() if text}, range(case.heading.number, case.last + 1))
