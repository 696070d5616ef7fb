"""Where a line of text may end: never before 。 or 」, between phrases rather than inside one, not within a word."""

import unicodedata
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rich.cells import get_character_cell_size

if TYPE_CHECKING:
    from budoux import Parser

SPACES = " \u3000"
"""What disappears where a line ends."""
NEVER_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉゛゜ヽヾゝゞ々〻ー…‥〜～゠‐–"
    "」』】〕）〉》｣”’〙〗｝］｠»"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "｡､･ｰﾞﾟｧｨｩｪｫｬｭｮｯ"
    ",.!?:;)]}%％‰℃°′″\u00a0\u202f\u2060"
)
"""What no line may start with, as print has it (JIS X 4051)."""
NEVER_LAST = frozenset("「『【〔（〈《“‘｢〘〖｛［｟«([{\u00a0\u202f\u2060")
"""What no line may end with."""
_BEFORE_NUMBERS = frozenset("¥￥$＄€£№#＃第約±−＋－")
_NEVER_APART = frozenset("―—─")
_ENDS_A_CLAUSE = frozenset("、。，．！？")
_ENDS_A_PART = frozenset("/.-?&=_#@:")
_BOTH = 2


class Break(IntEnum):
    """How well a line may end before a character; the higher, the better."""

    TORN = 0
    """Within what is drawn as one: a letter and its accent."""
    FORCED = 1
    """Within a word, within a number and its unit, or against the rules of print."""
    PART = 2
    """Behind a sign within a word, as between the parts of an address; or between a foreign word and its particle."""
    CHARACTER = 3
    """Between two characters of a phrase in a script without spaces."""
    PHRASE = 4
    """Between phrases or words."""


@lru_cache(maxsize=4096)
def rank_breaks(paragraph: str) -> bytes:
    """Return for every character of a paragraph which ``Break`` comes before it; before a space there is none."""
    starts = _phrase_starts(paragraph)
    found = bytearray(len(paragraph))
    before, spaced = "", False
    for index, after in enumerate(paragraph):
        if after in SPACES:
            spaced = True
            continue
        if before:
            found[index] = _break(before, after, spaced, None if starts is None else index in starts)
        before, spaced = after, False
    return bytes(found)


@lru_cache(maxsize=4096)
def _break(before: str, after: str, spaced: bool, starts: bool | None) -> Break:
    """Return what is between two characters; ``starts`` says whether a phrase does, None in a text without any."""
    if _is_attached(after):
        return Break.TORN
    if after in NEVER_FIRST or before in NEVER_LAST or _is_one_number(before, after, spaced):
        return Break.FORCED
    wide = _is_wide(before) + _is_wide(after)
    if starts is False and wide == 1 and _is_wide(after):
        return Break.PART
    if spaced:
        return Break.PHRASE if starts is None or wide == _BOTH or (wide and starts) else Break.CHARACTER
    if before == after and before in _NEVER_APART:
        return Break.FORCED
    if not wide:
        return Break.PART if before in _ENDS_A_PART else Break.FORCED
    return Break.PHRASE if starts or before in _ENDS_A_CLAUSE else Break.CHARACTER


def _is_one_number(before: str, after: str, spaced: bool) -> bool:
    """Tell whether two characters belong to one number with its sign and unit: ``第3``, ``24 回``, ``5 min``."""
    if after.isdecimal():
        return before in _BEFORE_NUMBERS or (not spaced and _is_figure(before))
    return before.isdecimal() and after.isalpha() and (_is_wide(after) or (spaced and after.islower()))


def _is_figure(character: str) -> bool:
    return character.isdecimal() or character in "，．／：,./:"


def _is_attached(character: str) -> bool:
    """Tell whether a character is drawn together with the one before it."""
    return get_character_cell_size(character) == 0 or unicodedata.category(character).startswith("M")


def _is_wide(character: str) -> bool:
    """Tell whether a character stands for itself, in a script without spaces; half-width kana does, too."""
    return unicodedata.east_asian_width(character) in "WFH"


def _is_japanese(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"


def _phrase_starts(paragraph: str) -> frozenset[int] | None:
    """Return where the phrases of a Japanese paragraph start; None where there is no Japanese.

    Spaces people put around figures and foreign words say nothing about phrases and would mislead: they are
    taken out before, and the places counted as if they were there.
    """
    if not any(map(_is_japanese, paragraph)):
        return None
    places = [index for index, character in enumerate(paragraph) if character not in SPACES]
    found, at = set(), 0
    for phrase in _parser().parse("".join(paragraph[place] for place in places)):
        found.add(places[at])
        at += len(phrase)
    return frozenset(found)


@cache
def _parser() -> "Parser":
    """Return what knows Japanese phrases; it is imported at the first Japanese text that does not fit one line."""
    from budoux import load_default_japanese_parser  # lazy: loads a model, needed for Japanese only

    return load_default_japanese_parser()
