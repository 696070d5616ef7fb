"""Good or bad: how people mark it, with a sign, a word, stars or a grade from 1 to 5.

Where a sign ends and a text begins: in front of a text a half-width ``+`` or ``-`` is a sign only if white space
follows it, so that ``-5 degrees``, ``+81-3-...``, ``=SUM(A1)`` and ``@you`` stay texts. Full-width ＋ and － say it
unless a digit follows, faces, ○ and × unless the same sign does (``○○社`` is a name left blank). A word (good, 悪い)
says it in brackets or before a colon.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mlew_tui.model.customer import Sentiment

_GOOD_SIGNS, _BAD_SIGNS = "+＋☺☻😊😀😃😄🙂😍👍〇○◯◎⭕", "-－−‐☹😞🙁😠😡😢😣👎×✕✖✗❌"
_NARROW = "+-"
"""Signs that begin many a text and so need a space after them."""
_WORDS: Mapping[Literal["positive", "negative", "between"], str] = {
    "positive": """
        positive positives pos +1 good great like liked likes happy pro pros plus satisfied good_points good_reviews
        良い 良 よい いい 良かった よかった 良い点 良かった点 よかった点 良いところ 良かったところ よかったところ
        好き 満足 ポジティブ ポジ 好評 肯定 肯定的 プラス 良い声 良いレビュー""",
    "negative": """
        negative negatives neg -1 bad poor dislike disliked dislikes unhappy con cons minus dissatisfied bad_points
        bad_reviews 悪い 悪 わるい 悪かった わるかった 悪い点 悪かった点 わるかった点 悪いところ 悪かったところ
        嫌い 不満 不満点 不満な点 ネガティブ ネガ 不評 否定 否定的 マイナス 改善点 改善してほしい点 悪い声
        悪いレビュー""",
    "between": "neutral average soso so-so fair 普通 ふつう どちらでもない どちらとも 中立 △ 0 ±",
}
_SAID = {word: said for said, words in _WORDS.items() for word in words.split()}
_OPEN, _CLOSE = "[(（【［〔「『<＜", "])）】］〕」』>＞"
_BRACKETED = re.compile(
    rf"[{re.escape(_OPEN)}]\s*([^{re.escape(_OPEN + _CLOSE)}]{{1,16}}?)\s*[{re.escape(_CLOSE)}]\s*[:：]?"
)
_BEFORE_COLON = re.compile(r"([^:：]{1,16}?)\s*[:：]\s*(?!//)")
_STARS = re.compile(r"([★⭐]{0,5}[☆✩]{0,5})(?:\ufe0f)?")
_GRADE = re.compile(r"(?:星|☆|★)?\s*([0-9](?:\.[0-9]+)?)\s*(?:/\s*5|点|stars?|つ星)?")
_UNSEEN = dict.fromkeys((0xFE0F, 0xFE0E, 0x200B))

SentimentWord = Sentiment | Literal["between"]


@dataclass(frozen=True)
class MarkedText:
    """A text and the sentiment said before it; None where nothing was."""

    text: str
    said: SentimentWord | None = None


def parse_sentiment(text: str) -> SentimentWord | None:
    """Return what a cell or a word of its own says; None if it is no way to say good or bad."""
    bare = text.translate(_UNSEEN).strip()
    plain = unicodedata.normalize("NFKC", bare).casefold().strip().rstrip(".!！。").replace(" ", "_")
    if not plain:
        return None
    if set(bare) <= set(_GOOD_SIGNS) or _SAID.get(plain) == "positive":
        return "positive"
    if set(bare) <= set(_BAD_SIGNS) or _SAID.get(plain) == "negative":
        return "negative"
    if _SAID.get(plain) == "between":
        return "between"
    return _of_points(_stars(bare) or _grade(plain.replace("_", " ")))


def _stars(text: str) -> float | None:
    match = _STARS.fullmatch(text)
    if match is None or not 1 <= len(match[1]) <= 5 or (len(match[1]) < 5 and match[1][0] in "☆✩"):
        return None
    return sum(sign in "★⭐" for sign in match[1]) or None


def _grade(text: str) -> float | None:
    match = _GRADE.fullmatch(text)
    return float(match[1]) if match else None


def _of_points(points: float | None) -> SentimentWord | None:
    """Grades run from 1 to 5: 4 and more are good, 2 and less bad."""
    if points is None or not 1 <= points <= 5:
        return None
    return "positive" if points >= 4 else "negative" if points <= 2 else "between"


def _is_of_the_text(sign: str, following: str) -> bool:
    """Tell whether a sign belongs to the text it begins: a number's, or a name's left blank."""
    return sign in _NARROW or following == sign or (sign in "＋－−‐" and following.isdecimal())


def split_sentiment(text: str) -> MarkedText:
    """Part the sign, word or stars before a text from the text."""
    text = text.strip()
    head = re.match(r"[★⭐☆✩]{1,5}\ufe0f?", text)
    if head and (said := parse_sentiment(head[0])):
        return MarkedText(text[head.end() :].strip(" \t\u3000:："), said)
    if text and text[0] in _GOOD_SIGNS + _BAD_SIGNS:
        rest = text[1:].translate(_UNSEEN) if text[1:2] in "\ufe0e\ufe0f" else text[1:]
        if not rest or rest[0].isspace() or rest[0] in ":：" or not _is_of_the_text(text[0], rest[0]):
            return MarkedText(rest.strip(" \t\u3000:："), "positive" if text[0] in _GOOD_SIGNS else "negative")
    for shape in (_BRACKETED, _BEFORE_COLON):
        match = shape.match(text)
        if match and (said := parse_sentiment(match[1])) and not _grade(unicodedata.normalize("NFKC", match[1])):
            return MarkedText(text[match.end() :].strip(), said)
    return MarkedText(text)
