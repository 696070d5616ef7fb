"""Pasted lines and plain text files: one review a line, good or bad by a sign before it."""

import re
from collections.abc import Iterator

from mlew_tui.importing import review_columns
from mlew_tui.importing.batch import Batch, Item, LineRemark
from mlew_tui.importing.sentiments import SentimentWord, parse_sentiment, split_sentiment

_BULLET = re.compile(r"[*・•‣◦●■□▪▫]\s*|[0-9０-９]{1,3}[.)）．]\s+")
_DASH = re.compile(r"[-–—]\s+")
_HEADING = re.compile(r"#{1,6}\s+")


def read(text: str) -> Batch:
    """Return a review for each line; a line that only says good or bad is a heading of those below it.

    Where every line begins with ``- `` the dashes are a list's and say nothing.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    is_list = all(_DASH.match(line) or _heading(line) for _, line in lines)
    items: list[Item] = []
    told: list[LineRemark] = []
    if is_list and any(_DASH.match(line) for _, line in lines):
        told.append(LineRemark("dashes", values={"sign": "-"}))
    if len(lines) > 1 and review_columns.role(lines[0][1]) == review_columns.TEXT:
        number, line = lines.pop(0)
        told.append(LineRemark("heading-row", number, column=1, values={"text": line}))
    above: SentimentWord | None = None
    for number, line in lines:
        if (said := _heading(line)) is not None:
            above = said
            told.append(LineRemark("heading-line", number, column=1, values={"text": line}))
            continue
        for one in _line(number, line, above, is_list=is_list):
            if isinstance(one, Item):
                items.append(one)
            else:
                told.append(one)
    return Batch("reviews", tuple(items), tuple(told))


def _heading(line: str) -> SentimentWord | None:
    """Return what a line says that is good or bad as a word and nothing else."""
    bare = _HEADING.sub("", line, count=1).strip("*_ \t\u3000:：【】[]")
    said = parse_sentiment(bare)
    is_word = any(sign.isalpha() for sign in bare)
    return said if said != "between" and is_word and not any(sign.isdecimal() for sign in bare) else None


def _line(number: int, line: str, above: SentimentWord | None, *, is_list: bool) -> Iterator[Item | LineRemark]:
    bare = _DASH.sub("", line, count=1) if is_list else _BULLET.sub("", line, count=1)
    found = split_sentiment(bare)
    if not found.text:
        yield LineRemark("no-words", number, column=1, values={"text": line})
        return
    said = found.said or above
    fields = {"text": found.text}
    if said in ("positive", "negative"):
        fields["sentiment"] = said
    elif said == "between":
        yield LineRemark("between", number, column=1, values={"text": line[: len(line) - len(found.text)].strip()})
    yield Item(fields, range(number, number + 1))
