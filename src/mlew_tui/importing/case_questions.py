"""The questions a list of solutions answers, in the words people ask them, and the part of a case they fill.

- when do you use it / いつ使う, which problem / どんな課題: ``valued_for``, each with its question, for customers
  value it in that situation and for what it takes off them;
- how / どうやって: ``solution``, what was built;
- what effect / どんな効果: ``result``;
- what is it valued for, which solution, what does the data do: the part of that name;
- reference / 参考, or a lone address: ``source``.

A list seldom says what the gathered data does: the room fills that in when it tells the case.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from mlew_tui.importing.markdown_reader import Line, is_bold, strip_markup

_ASKED = (
    ("data_loop", r".*データ.*(使|活|差|どう|何).*", r".*\bdata\b.*"),
    (
        "when", r"(いつ|どんな(時|とき|場面|シーン)|どういう(時|とき|場面)|どこで|誰が).*",
        r"(when|who|where|in (which|what)).*",
    ),
    (
        "problem", r"(どう|どんな|どの|何の|なんの|なに|何を).*(課題|問題|困りごと|悩み).*",
        r"どう解決.*", r"(which|what|how)\b.*\b(problem|challenge|issue|pain)s?\b.*",
    ),
    (
        "effect", r"(どう|どんな|どの|どれ|何の|なにの).*(効果|成果|結果|変わった|インパクト).*",
        r"(which|what|how)\b.*\b(effect|result|outcome|impact|benefit|achieve|change)\w*\b.*",
    ),
    ("valued_for", r"(何|なに|どこ|どう|なぜ).*(評価|喜ば|価値).*", r"(what|why)\b.*\b(value|like|love)\w*\b.*"),
    (
        "how", r"(どうやって|どう実現|どうして|どう作|どう動|どんな仕組み|どのような仕組み|どのように|どんな技術).*",
        r"how\b.*",
    ),
    ("source", r"(どこ|where).*(読|詳し|read|learn).*"),
)  # fmt: skip
_NAMED: Mapping[str, str] = {
    "when": "利用シーン 使う場面 利用場面 使いどころ use_case situation",
    "problem": "課題 解決した課題 解決する課題 problem problems problem_solved",
    "effect": "効果 成果 結果 導入効果 effect effects result results outcome outcomes impact benefit",
    "how": "実現方法 仕組み 方法 やり方 技術 実装 how approach implementation technology",
    "solution": "解決策 ソリューション 概要 solution overview",
    "valued_for": "評価された点 価値 valued_for value",
    "data_loop": "データ データの活用 データループ data data_loop",
    "company": "提供 提供元 提供者 会社 企業 企業名 会社名 company provider vendor",
    "source": """
        参考 参考リンク 参考リソース 参考資料 参考url 参考文献 参照 出典 リンク url サービスurl 公式 公式サイト
        公式ページ 関連リンク 詳細 reference references ref source sources link links see_also resources
        further_reading service_url""",
}
_EXACT = {word: name for name, words in _NAMED.items() for word in words.split()}
FIELDS = {
    "when": "valued_for", "problem": "valued_for", "effect": "result", "how": "solution", "solution": "solution",
    "valued_for": "valued_for", "data_loop": "data_loop", "company": "company", "source": "source",
}  # fmt: skip
"""The part of a case that each question fills."""
SHARED = ("when", "problem")
"""Questions whose answers keep them, for they stand in one part together."""
_LABEL = re.compile(
    r"(?P<label>[^:：?？]{1,40}?)\s*(?:(?P<asked>[?？])\s*[:：]?|[:：](?!//))\s*(?P<answer>.*)", re.DOTALL
)
_Q, _A = (
    re.compile(r"^(?:Q|問|質問)\s*[0-9０-９]*\s*[.:：．]\s*", re.IGNORECASE),
    re.compile(r"^(?:A|答|回答)\s*[.:：．]\s*"),
)
_ADDRESS = re.compile(r"<?https?://\S+")


@dataclass(frozen=True)
class Question:
    """A question as it was asked, what it asks, and what of its answer stands on the same line."""

    name: str
    asked: str
    answer: str


def parse_question(line: Line) -> Question | None:
    """Return the question a line asks; None if it asks none that is known.

    A line of plain text asks one only with a question mark, or as a known name with a colon.
    """
    if line.kind in ("code", "rule"):
        return None
    words, separate_ids = _Q.subn("", strip_markup(line.text), count=1)
    if line.kind == "text" and _ADDRESS.match(words):
        return Question("source", "", words.strip("<>"))
    match = _LABEL.match(words) or (
        re.match(r"(?P<label>.{1,40})(?P<asked>)(?P<answer>)$", words) if _stands_out(line) else None
    )
    if match is None:
        return None
    name = _named(match["label"], is_asked=bool(match["asked"]) or _stands_out(line))
    if not name:
        return None
    asked = match["label"].strip() + ("？" if match["asked"] == "？" else "?" if match["asked"] else "")
    answer = match["answer"].strip()
    return Question(name, asked, _A.sub("", answer, count=1) if separate_ids else answer)


def parse_label(line: Line) -> str:
    """Return the label a line begins with if it looks like one more question, known or not; else nothing."""
    if not (line.is_heading or is_bold(line.text) or line.kind == "bullet"):
        return ""
    match = _LABEL.match(_Q.sub("", strip_markup(line.text), count=1))
    return match["label"] if match and (match["asked"] or is_bold(line.text)) else ""


def _stands_out(line: Line) -> bool:
    return line.kind in ("bullet", "heading") or is_bold(line.text)


def _named(text: str, *, is_asked: bool) -> str:
    words = unicodedata.normalize("NFKC", text).casefold().strip(" *_`「」『』【】[]()")
    exact = _EXACT.get(re.sub(r"\s+", "_", words)) or _EXACT.get(words.replace(" ", ""))
    if exact or not is_asked:
        return exact or ""
    asked = (name for name, *patterns in _ASKED if any(re.fullmatch(one, words, re.DOTALL) for one in patterns))
    return next(asked, "")
