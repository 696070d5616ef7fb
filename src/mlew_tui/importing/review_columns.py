"""What the columns of a table of reviews hold, by their headings as people and survey tools write them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

TEXT, GOOD, BAD, SENTIMENT, MOMENT, AUTHOR, ASSUMED = "text", "good", "bad", "sentiment", "moment", "author", "assumed"
"""What a column may hold: a text, a text that is good or bad by its heading, and what is said of a text."""

_WORDS: Mapping[str, str] = {
    TEXT: """
        text review reviews comment comments feedback body voice opinion answer response statement quote verbatim
        content レビュー コメント 本文 口コミ クチコミ 声 感想 意見 内容 テキスト 文章 自由記述 自由回答 回答 発言
        フィードバック ご意見 ご感想 ご意見・ご感想 意見・感想 お客様の声 顧客の声""",
    SENTIMENT: """
        sentiment rating stars score polarity grade positive/negative good/bad +/- +- ± 評価 感情 極性 良い/悪い
        良し悪し 良悪 ポジネガ ポジティブ/ネガティブ 星 星の数 満足度 総合評価""",
    MOMENT: """
        moment stage phase touchpoint timing when journey scene step 場面 段階 時点 タイミング 瞬間 いつ ステージ
        フェーズ シーン 局面 利用段階 利用場面 接点""",
    AUTHOR: """
        by author name who writer reviewer participant user 名前 氏名 お名前 記入者 投稿者 書いた人 担当 担当者 誰
        だれ 回答者 発言者 著者""",
    ASSUMED: "assumed assumption assumed? hypothesis guess 仮定 想定 推測 仮説 仮定か 仮定? 実際/仮定 仮定/実際",
}
_EXACT = {word: role for role, words in _WORDS.items() for word in words.split()}
_LIKED = re.compile(
    r"良かった|よかった|良い点|良い所|良いところ|いいところ|満足し|気に入|好きな"
    r"|liked?\b|\bpros\b|positives|went well|best"
)
_DISLIKED = re.compile(
    r"悪かった|悪い点|悪いところ|不満|改善|困った|困って|嫌|残念"
    r"|dislike|\bcons\b|negatives|improve|worst|complain"
)
_ASKED = re.compile(r"[?。]$|ください$|下さい$|点$|ところ$|など$|欄$|内容$|について$|こと$")
_ASIDE = re.compile(r"[(\[【「].*?[)\]】」]|\s*[*※].*$|\s*[0-9]+$")
_LONGEST = 80


def role(heading: str) -> str:
    """Return what a column with this heading holds, "" if the heading says nothing."""
    plain = unicodedata.normalize("NFKC", heading).casefold().strip()
    if not plain or len(plain) > _LONGEST or "\n" in plain:
        return ""
    bare = _ASIDE.sub("", plain).strip(" :") or plain
    for known in (plain, bare, bare.replace(" ", "")):
        if known in _EXACT:
            return _EXACT[known]
    is_asked = bool(_ASKED.search(bare))
    liked, disliked = (bool(pattern.search(bare)) and (is_asked or bare.isascii()) for pattern in (_LIKED, _DISLIKED))
    if bare.isascii() and not is_asked and len(bare.split()) > 3:
        return ""
    if liked != disliked:
        return BAD if disliked else GOOD
    return _by_its_end(bare, is_asked=is_asked)


def _by_its_end(bare: str, *, is_asked: bool) -> str:
    """Return the role of the word a heading ends with (お客様コメント), or has in it where it is a question."""
    words = bare.split()
    if words and words[-1].strip("?") in _EXACT and bare.isascii():
        return _EXACT[words[-1].strip("?")]
    japanese = [word for word in sorted(_EXACT, key=len, reverse=True) if not word.isascii() and len(word) > 1]
    for word in japanese:
        if bare.endswith(word) and len(bare) <= len(word) + 8:
            return _EXACT[word]
    return next((_EXACT[word] for word in japanese if is_asked and word in bare), "")


def roles(cells: Sequence[str]) -> dict[int, str]:
    """Return what each column holds if these cells are headings; each role but texts once, the first time."""
    found: dict[int, str] = {}
    for column, cell in enumerate(cells):
        known = role(cell)
        if known and (known in (GOOD, BAD) or known not in found.values()):
            found[column] = known
    return found
