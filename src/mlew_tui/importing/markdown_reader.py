"""As much Markdown as a list of solutions needs: headings, bullets, links, bold; code and all else is text."""

import re
from dataclasses import dataclass

_FENCE = re.compile(r"\s{0,3}(```+|~~~+)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t\u3000]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_BULLET = re.compile(
    r"([ \t\u3000]*)"
    r"(?:[*+•・‣◦●■□－-][ \t\u3000]+|[・•●■□]|[0-9０-９]{1,3}(?:[.)][ \t\u3000]+|[．）][ \t\u3000]*))(?=\S)"
)
_RULE = re.compile(r"[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)?)>?(?:\s+[\"'(].*?[\"')])?\s*\)")
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^\s<>]+)>")

_LONGEST = 10_000
"""Characters of a line that is looked at; nobody writes a longer one by hand, and it is taken as it stands."""


@dataclass(frozen=True)
class Line:
    """A line of the text: its number, what it is, how deep it stands, and its words without bullet and ``#``.

    ``depth`` is a heading's level, else the columns a bullet or text is indented.
    """

    number: int
    kind: str
    text: str
    raw: str
    depth: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.kind == "heading"


def parse_lines(text: str) -> list[Line]:
    """Return the lines that are not blank: ``heading``, ``bullet``, ``rule``, ``code`` or ``text``."""
    found = []
    fence = ""
    for number, raw in enumerate(text.split("\n"), start=1):
        ticks = _FENCE.match(raw)
        if fence:
            if ticks and ticks[1].startswith(fence) and not raw.strip().strip(fence[0]):
                fence = ""
            kind = "code"
        elif ticks:
            fence, kind = ticks[1], "code"
        else:
            kind = ""
        if raw.strip():
            found.append(Line(number, kind, raw.rstrip(), raw) if kind else _line(number, raw))
    return found


def _line(number: int, raw: str) -> Line:
    if len(raw) > _LONGEST:
        return Line(number, "text", raw.strip(), raw)
    if _RULE.match(raw):
        return Line(number, "rule", "", raw)
    if heading := _HEADING.match(raw):
        return Line(number, "heading", (heading[2] or "").strip(), raw, len(heading[1]))
    if bullet := _BULLET.match(raw):
        return Line(number, "bullet", raw[bullet.end() :].strip(), raw, _width(bullet[1]))
    return Line(number, "text", raw.strip(), raw, _width(raw[: len(raw) - len(raw.lstrip())]))


def _width(indent: str) -> int:
    return len(indent.expandtabs(4).replace("\u3000", "  "))


def is_bold(text: str) -> bool:
    """Tell whether a line begins in bold."""
    return bool(_BOLD.match(text))


def strip_markup(text: str) -> str:
    """Return a line as it is read: a link as its words and its address, bold as its words."""
    if len(text) > _LONGEST:
        return text
    text = _LINK.sub(lambda link: _link(link[1].strip(), link[2]), text)
    text = _AUTOLINK.sub(r"\1", text)
    return _BOLD.sub(r"\2", text)


def _link(words: str, address: str) -> str:
    return address if words in ("", address) else f"{words} ({address})"
