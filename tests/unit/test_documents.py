"""Papers for others: what stands in them, read back by others' parsers; nobody's text is ever markup in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import example as of
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from test_secrecy import rescored

from mlew_tui import i18n
from mlew_tui.export.document import Block, Heading, Paragraph, Passage, Points, Question, Table
from mlew_tui.export.full_document import build_document
from mlew_tui.export.markdown import blocks
from mlew_tui.export.source import Source, writer
from mlew_tui.model import changes, references
from mlew_tui.model.base import Model
from mlew_tui.model.deck import Deck
from mlew_tui.model.invent import Decision
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import decks
from mlew_tui.text.sanitize import sanitize_for_print
from workshops import ENGLISH, FARM, example, full_tree, workshop

PAPERS = ("md", "html", "docx", "discovery-md")
NOW = datetime(2026, 11, 28, 5, 0, tzinfo=UTC)
NASTY = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> &lt; &amp; \x1b[31m\x00\x9b\u202e\u2066\ufeff\uffff "
    "![i](http://x.example/a.png) [l](javascript:x) <http://y.example> https://z.example "
    "**b** _e_ `c` ~~s~~ $m$ @me | p "
    "]]> --> \"q' =cmd()\r\n# head\n- item\n1. one\n> quote\n---\n    code\n```\nfence"
)


@cache
def deck() -> Deck:
    """Return the shipped deck."""
    return decks.load("practice", Path())


def source(made: Workshop, *, uncover: bool = False) -> Source:
    """Return a workshop as a source of exports."""
    return Source(made, deck(), "team", NOW, uncover)


def written(made: Workshop, to: str, *, uncover: bool = False) -> bytes:
    """Return the bytes of the only file of a format."""
    (file,) = writer(to)(source(made, uncover=uncover))
    return file.content


@cache
def full() -> Workshop:
    """Return a workshop in which everything there is is there, told and assumed, dated and decided."""
    tree = full_tree()
    tree["customer"]["objections"][0]["settled"] = True
    tree["milestones"][0]["reached"] = True
    tree["todos"][0]["done"] = True
    return Workshop.model_validate(tree)


def dirty(value: Any, text: str) -> Any:
    """Return a model with every free text in it replaced, marked by the field it stood in, and none of its ids."""
    if isinstance(value, Model):
        kept = {"id", "by", "owner", "group", "told_by", "case", "deck", "time_zone", "step", "language", "moment"}
        found = {}
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if isinstance(inner, str) and name not in kept and not _is_choice(type(value), name):
                found[name] = f"{name} {text}"
            elif isinstance(inner, Model | tuple):
                found[name] = dirty(inner, text)
        return value.model_copy(update=found)
    return tuple(dirty(one, text) if isinstance(one, Model) else one for one in value)


def _is_choice(model: type[Model], name: str) -> bool:
    return "Literal" in str(model.model_fields[name].annotation)


# --- what stands in them --------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "spoken"), [(ENGLISH, "ja"), (FARM, "en"), (ENGLISH, "en"), (FARM, "ja")])
@pytest.mark.parametrize("to", PAPERS)
def test_everything_the_team_wrote_in_the_proposal_is_in_every_paper(path: Path, spoken: str, to: str) -> None:
    i18n.use(spoken)
    made = example(path)
    text = said(written(made, to), to)
    assert i18n.tr("Customer FAQ") in text
    for item in made.proposal.message:
        assert flat(item.text) in text
    for step in made.proposal.steps:
        assert flat(step.text) in text
        assert flat(step.concern) in text
    for faq in (*made.proposal.customer_faq, *made.proposal.internal_faq):
        assert flat(faq.question) in text
        assert flat(faq.answer) in text
    reds = sum(bool(item.concern) for item in made.proposal.steps)
    assert reds
    assert text.count(i18n.tr("▲ Red: {concern}", concern="")[:4].strip()) >= reds


@pytest.mark.parametrize("to", ["md", "html"])
def test_the_record_of_the_day_holds_everything_else(to: str) -> None:
    made = full()
    text = said(written(made, to), to)
    collections = ("customer.facts", "customer.objections", "reviews", "posts", "criteria", "todos")
    for item in (item for path in collections for item in references.collection(made, path)):
        assert flat(item.text) in text
    for case in made.cases:
        assert all(
            flat(part) in text for part in (case.title, case.company, case.solution, case.result, case.data_loop)
        )
    for milestone in made.milestones:
        assert all(flat(part) in text for part in (milestone.who, milestone.what, milestone.how, milestone.baseline))
    for step in made.next_step.improve:
        assert flat(step.reason) in text
        assert flat(step.action) in text
    for words in ("settled", "✓ reached", "every week until 2027-02-26", "2026-12-01 10:00", "Milestones"):
        assert words in text, words


def test_messages_are_read_in_the_decks_order_and_steps_are_numbered() -> None:
    made = example(FARM)
    message = tuple(reversed(made.proposal.message))
    text = written(changes.put(made, "proposal.message", message), "md").decode()
    order = [text.index(item.text[:20]) for item in made.proposal.message]
    assert order == sorted(order)
    assert "\n3. Compare your leaf" in text
    assert "\n\n   > **▲ Red: A recogniser small enough" in text


def test_what_is_empty_has_no_heading() -> None:
    paper = build_document(source(workshop()))
    assert (paper.title, paper.blocks) == ("A small one", ())
    one = workshop(customer={"name": "Somebody"})
    assert re.findall("^#+ .*", written(one, "md").decode(), flags=re.MULTILINE) == [
        "# A small one", "## Record of the workshop", "### Customer",
    ]  # fmt: skip


@pytest.mark.parametrize("to", PAPERS)
def test_the_smallest_workshop_can_be_written(to: str) -> None:
    assert said(written(workshop(), to), to)


def test_the_newer_editions_page_has_its_five_phases_and_its_list_of_solutions() -> None:
    i18n.use("ja")
    text = written(example(), "discovery-md").decode()
    heads = re.findall("^## (.*)", text, flags=re.MULTILINE)
    assert heads == ["Listen", "Define", "Invent", "Refine", "Test/Iterate"]
    invented = text[text.index("## Invent") : text.index("## Refine")]
    assert re.findall("^### (.*) : (.*)", invented, flags=re.MULTILINE)[0] == ("AI が相手役になる会話練習", "Duolingo")
    assert invented.count("* いつ使う? : ") == invented.count("* データをどう生かしている? : ") == 5
    assert "\n参考 : https://blog.duolingo.com/duolingo-max/\n" in invented
    assert invented.count("**◎ 採用**") == 1


def test_a_milestone_names_what_it_proves_as_readers_find_it() -> None:
    assert "step 1, ▲ step 3, step 5" in said(written(example(FARM), "md"), "md")


# --- nobody's text is markup ----------------------------------------------------------------------


@cache
def hostile() -> Workshop:
    """Return the full workshop with every text of it hostile."""
    made: Workshop = dirty(full(), NASTY)
    return made


def flat(text: str) -> str:
    """Return text as parsers give it back: what papers print of it, all white space one space."""
    return " ".join(sanitize_for_print(text).split())


def said(content: bytes, to: str) -> str:
    """Return what a reader reads in a paper, white space flat."""
    if to == "docx":
        return " ".join("\n".join(row.text for row in docx.Document(BytesIO(content)).paragraphs).split())
    if to == "html":
        return " ".join("".join(Page.of(content).texts).split())
    return " ".join("".join(_texts(parsed(content.decode()))).split())


def parsed(text: str) -> list[Token]:
    """Parse as GitHub does: CommonMark with tables, struck text and addresses that become links."""
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)


def _texts(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children is not None:
            yield from _texts(token.children)
            yield "\n"
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        else:
            yield token.content


def _types(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        yield token.type
        yield from _types(token.children or [])


OURS_IN_MARKDOWN = re.compile(
    "(heading|paragraph|bullet_list|ordered_list|list_item|blockquote|table|thead|tbody|tr|th|td|strong|em)_(open|close)"
    "|inline|text|text_special|hardbreak"
)


@pytest.mark.parametrize("to", ["md", "discovery-md"])
def test_in_markdown_no_text_is_markup(to: str) -> None:
    text = written(hostile(), to).decode()
    tokens = parsed(text)
    assert [kind for kind in _types(tokens) if not OURS_IN_MARKDOWN.fullmatch(kind)] == []
    plain = parsed(written(dirty(full(), "plain"), to).decode())
    assert _shape(tokens) == _shape(plain)
    assert flat(NASTY) in said(text.encode(), to)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", text)


def _shape(tokens: list[Token]) -> list[str]:
    """Return the blocks of a text: the same for the same workshop, whatever people wrote."""
    return [token.type for token in tokens]


markup = st.text(st.sampled_from("*_`[]()<>#!|~&;:.-+=\\\"'$@/ \t\n\r019aAｱ漢。「🎲\u3000\x0c\x1b\u2028"), max_size=40)


def around(text: str) -> Mapping[str, Block]:
    """Return every kind of block with a text in it."""
    said, after = Passage(text), Passage("after")
    return {
        "heading": Heading(text, 3), "paragraph": Paragraph(said), "strong": Paragraph(said, "strong"),
        "quote": Paragraph(said, "quote"), "list": Points((said, after)), "numbered": Points((said, after), "numbers"),
        "labelled": Points((Passage("of it", text), after), "labels"),
        "red": Points((Passage("it", concern=text), after)),
        "asked": Question(text, after), "answered": Question("asked", said), "table": Table((("a", text), (text, "b"))),
        "beside": Paragraph(Passage("it", aside=text)),
    }  # fmt: skip


@settings(max_examples=30)
@given(markup)
@of("a*b*c _d_ \\* &copy; &#65; <b> http://x www.x.y `` ~~x~~ ![]() [a]: b")
@of("0\n#")
@of("- a\n+ b\n* c\n1) d\n# e\n> f\n===\n***\n    g\n```\n| a |\n|---|")
def test_every_text_in_markdown_is_read_as_it_was_written(text: str) -> None:
    plain = {name: parsed("\n\n".join(blocks((block,)))) for name, block in around("plain").items()}
    for name, block in around(text).items():
        tokens = parsed("\n\n".join(blocks((block,))))
        read = " ".join("".join(_texts(tokens)).split())
        assert flat(text) in read, name
        if flat(text):
            assert _shape(tokens) == _shape(plain[name]), name
            assert read == " ".join("".join(_texts(plain[name])).replace("plain", flat(text)).split()), name


class Page(HTMLParser):
    """A page as a browser's parser sees it: elements with their attributes, and text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.others: list[str] = []
        self._open: list[str] = []

    @classmethod
    def of(cls, content: bytes) -> "Page":
        """Parse a page."""
        page = cls()
        page.feed(content.decode())
        page.close()
        assert page._open == []
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.values += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "br", "col"):
            self._open.append(tag)
        if tag in ("br", "p", "td", "th", "dd", "h3"):
            self.texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)


OURS_IN_HTML = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2", "h3", "h4", "p", "div", "span", "b",
    "dl", "dt", "dd", "ol", "ul", "li", "blockquote", "footer", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "col", "br", "svg", "rect", "text",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "scope", "role", "aria-label", "aria-hidden", "width",
    "height", "x", "y",
}  # fmt: skip


def test_in_html_no_text_is_markup() -> None:
    page = Page.of(written(hostile(), "html"))
    plain = Page.of(written(dirty(full(), "plain"), "html"))
    assert {tag for tag, _ in page.elements} <= OURS_IN_HTML
    assert {name for _, names in page.elements for name in names} <= ATTRIBUTES
    assert page.others == []
    inner = [one for one in page.elements if one[0] not in ("br", "text")]
    assert inner == [one for one in plain.elements if one[0] not in ("br", "text")]
    text = "".join(page.texts)
    assert flat(NASTY) in " ".join(text.split())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\uffff]", text)


def test_a_page_loads_and_runs_nothing() -> None:
    content = written(full(), "html").decode()
    page = Page.of(content.encode())
    policy = next(value for name, value in page.values if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert {name for _, names in page.elements for name in names} <= ATTRIBUTES
    assert "url(" not in content
    assert "@import" not in content
    assert page.values[0] == ("lang", "en")


def test_in_word_no_text_is_markup() -> None:
    content = written(hostile(), "docx")
    text = said(content, "docx")
    assert flat(NASTY) in text
    with ZipFile(BytesIO(content)) as parts:
        assert parts.testzip() is None
        body = parts.read("word/document.xml").decode()
    assert "<w:hyperlink" not in body
    assert "<w:instrText" not in body
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_the_word_document_is_dressed_for_japanese_and_marks_what_is_red() -> None:
    i18n.use("ja")
    made = docx.Document(BytesIO(written(example(), "docx")))
    concerns = [row for row in made.paragraphs if row.style is not None and row.style.name == "Concern"]
    assert [row.text[:4] for row in concerns] == ["▲ 赤字", "▲ 赤字"]
    steps = [row for row in made.paragraphs if row.style is not None and row.style.name == "List Number"]
    reds = [row for row in steps if row.runs[0].font.color.rgb is not None]
    assert (len(steps), len(reds)) == (6, 2)
    fonts = made.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "Yu Gothic"
    assert not any("Theme" in name for name in fonts.attrib)


# --- the look -------------------------------------------------------------------------------------


def colours(css: str) -> Iterator[Mapping[str, str]]:
    """Yield the colours by name, of the light and the dark look."""
    for block in re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL):
        yield dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG has it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_text_of_a_page_stands_out_in_light_and_in_dark() -> None:
    css = re.search("<style>(.*?)</style>", written(workshop(), "html").decode(), flags=re.DOTALL)
    assert css is not None
    looks = list(colours(css[1]))
    assert len(looks) == 2
    pairs = [(text, ground) for text in ("text", "muted", "accent") for ground in ("paper", "soft")]
    pairs += [("red", "paper"), ("red", "rose"), ("on-part", "problem"), ("on-part", "strength")]
    for look in looks:
        for text, ground in pairs:
            assert contrast(look[text], look[ground]) >= 7, (text, ground)
        for edge in ("vote", "problem-edge", "strength-edge"):
            assert contrast(look[edge], look["paper"]) >= 3, edge


def test_bars_are_told_in_words_and_add_up_to_the_points() -> None:
    made = example()
    page = Page.of(written(made, "html"))
    told = [value for name, value in page.values if name == "aria-label"]
    assert told[:5] == ["2 of 5", "0 of 5", "2 of 5", "0 of 5", "1 of 5"]
    assert told[5] == "k1 19, k2 2, k3 12.5, k4 14, k5 2"


# --- before the reveal ----------------------------------------------------------------------------


def covered(seed: int, *, revealed: bool = False) -> Workshop:
    """Return the full workshop with drawn scores and a drawn decision."""
    made = rescored(changes.put(full(), "ballots.revealed", revealed), seed)
    case = made.cases[seed % len(made.cases)].id
    return made.with_(decision=Decision(how="owner", case=case, note=f"note {seed}")).validated()


@pytest.mark.parametrize("to", PAPERS)
def test_before_the_reveal_workshops_that_differ_in_scores_alone_give_the_same_bytes(to: str) -> None:
    one, other = covered(1), covered(2)
    assert written(one, to) == written(other, to)
    assert written(one, to, uncover=True) != written(other, to, uncover=True)
    assert written(covered(1, revealed=True), to) != written(covered(2, revealed=True), to)


def test_a_covered_paper_says_so() -> None:
    assert "The result is covered until the reveal." in said(written(covered(1), "md"), "md")


@pytest.mark.parametrize("to", PAPERS)
def test_the_same_workshop_at_the_same_moment_gives_the_same_bytes(to: str) -> None:
    assert written(full(), to) == written(full(), to)
    later = replace(source(full()), now=datetime(2026, 12, 1, tzinfo=UTC))
    assert len(writer(to)(later)) == 1
