"""Exports as others receive them: from a workshop to the files, and workshops whose every text is hostile."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st

from mlew_tui.export.source import Source, writer
from mlew_tui.model.deck import Deck
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import decks
from workshops import ENGLISH, full_tree, workshop

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
_TEXTS = frozenset(
    ("title", "name", "text", "label", "company", "solution", "valued_for", "result", "data_loop", "source", "product",
     "question", "answer", "concern", "who", "what", "how", "baseline", "action", "note")
)  # fmt: skip
HOSTILE = [
    "=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "''-1", "＝1", "＠x",
    "\x07\x1b[31m\x9b1m", "<script>&amp;</script>", "a,b;c\td", 'say "x"', "line\nline\r\nline\rline", "true", "007",
    "2026-01-01", "\u2028BEGIN:VEVENT", "END:VCALENDAR\r\nX", "_x0041_", "\ufffe", "\u202eabc", "[bold]x[/]", "\\n\\,",
    "```", "${x}", "あ" * 80, "",
]  # fmt: skip

many_texts = st.lists(
    st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=30
)


@cache
def _deck() -> Deck:
    return decks.load("practice", ENGLISH)


def source(made: Workshop, **others: Any) -> Source:
    """Return what is exported of a workshop, at a time that stands still."""
    return replace(Source(made, _deck(), "workshop", NOW), **others)


def files(to: str, made: Workshop, **others: Any) -> Mapping[str, bytes]:
    """Return the content of every file of an export by its name."""
    return {file.name: file.content for file in writer(to)(source(made, **others))}


def only(to: str, made: Workshop, **others: Any) -> bytes:
    """Return the content of an export that is one file."""
    (content,) = files(to, made, **others).values()
    return content


def full() -> Workshop:
    """Return a workshop that has something of every kind."""
    return Workshop.model_validate(full_tree())


def listing(texts: Sequence[str]) -> Workshop:
    """Return a workshop with a review and a dated todo of each text."""
    return workshop(
        reviews=[{"id": f"r{n}", "text": text, "sentiment": "positive"} for n, text in enumerate(texts)],
        todos=[{"id": f"t{n}", "text": text, "due": date(2027, 1, 1)} for n, text in enumerate(texts)],
    )


def saying(text: str) -> Workshop:
    """Return a workshop whose every free text is this one."""

    def said(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: text if key in _TEXTS and isinstance(inner, str) and not _is_word(value, key) else said(inner)
                for key, inner in value.items()
            }
        return [said(item) for item in value] if isinstance(value, list) else value

    return Workshop.model_validate(said(full_tree()))


def _is_word(table: Mapping[str, Any], key: str) -> bool:
    """Tell whether a field is a word of the format here: how a decision was made."""
    return key == "how" and "among" in table
