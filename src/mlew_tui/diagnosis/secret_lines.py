"""Find the lines of a text, valid or not, that may contain a score, a first choice or the decision."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

_SECRET = ("scores", "decision")
_ALIKE = 0.8
"""Least similarity of a mistyped name to that of a secret table; ``sources`` is below it."""
_START = re.compile(r"(?P<lead>\W*)(?P<name>\w+)(?P<rest>.*)")
_OPENS_TABLE = re.compile(r"[\"'”」]*\s*(?:\.|[=＝:：]\s*[{｛])")
"""What follows a table's name without a header: the dot of a longer key, or a brace."""
_FIRST = re.compile(r"ballots\W+first\b")
_BRACKETS, _REMARKS = frozenset("[［【"), frozenset("#＃")
_QUOTES = "\"'“”‘’「」『』＂＇"
_ID = re.compile(rf"\s*+id\s*+[=＝:：]\s*+[{_QUOTES}]*+(?P<id>[^\s{_QUOTES}]+)")
_KEY = re.compile(
    rf"(?:^|[{{｛,、，])\s*+[{_QUOTES}]*+\s*+(?P<key>[^\s{{}}｛｝\[\],、，=＝:：{_QUOTES}]++)[{_QUOTES}]*+\s*+[=＝:：]"
)
"""Nothing in these can be matched in two ways: a line of 200 KB costs no more than its length."""


def secret_line_numbers(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers, from 0, of the lines of secret tables and of those with an id for a key.

    Ids are keys of score sheets and first choices alone, so that these are found under a lost or mistyped
    header as well. Where in doubt a line counts as secret.
    """
    ids = {match["id"] for line in lines if (match := _ID.match(line))}
    found, is_secret = [], False
    for number, line in enumerate(lines):
        start = _START.match(line)
        if start is not None:
            is_secret = _is_secret_line(start, is_secret=is_secret)
        if is_secret or not ids.isdisjoint(_keys(line)):
            found.append(number)
    return frozenset(found)


def _is_secret_line(start: re.Match[str], *, is_secret: bool) -> bool:
    """Tell whether the line that starts so is secret: a header decides, also one made a remark, else the line above."""
    is_header = not _BRACKETS.isdisjoint(start["lead"])
    is_remark = not _REMARKS.isdisjoint(start["lead"])
    is_named = is_header or (not is_remark and _OPENS_TABLE.match(start["rest"]) is not None)
    if is_named and (_is_secret_name(start["name"]) or _FIRST.match(_plain(start["name"] + start["rest"]))):
        return True
    return is_secret and (is_remark or not is_header)


@cache
def _is_secret_name(name: str) -> bool:
    return bool(difflib.get_close_matches(_plain(name), _SECRET, n=1, cutoff=_ALIKE))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _keys(line: str) -> Iterator[str]:
    """Yield every key of a line, of a dotted one each part."""
    for match in _KEY.finditer(line):
        yield from match["key"].split(".")
