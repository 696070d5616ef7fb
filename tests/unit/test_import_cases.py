"""Cases out of a Markdown list of solutions: the questions in their variants, and nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui import i18n
from mlew_tui.importing import Batch, case_list
from mlew_tui.importing.batch import LEFT_OUT
from mlew_tui.importing.remarks import located_remark
from mlew_tui.model.workshop import Workshop
from mlew_tui.text.sanitize import one_line
from workshops import workshop

LISTS = Path(__file__).parents[1] / "support" / "lists"


def listed(name: str) -> Batch:
    """Return what one of our lists gives."""
    return case_list.read((LISTS / name).read_text(encoding="utf-8"))


def one(text: str) -> dict[str, str]:
    """Return the fields of the only case in a text."""
    (item,) = case_list.read(text).items
    return dict(item.fields)


def test_a_japanese_list_becomes_cases_and_what_is_not_understood_is_kept_and_told() -> None:
    batch = listed("solutions.ja.md")
    partner, sounds, voices = (dict(item.fields) for item in batch.items)
    assert partner == {
        "title": "会話の相手をする AI",
        "company": "さくら英会話より",
        "valued_for": "いつ使う? 会議の前の晩に、ひとりで練習したいとき\n"
        "どう課題を解決した? 人前で恥をかくのがこわくて話せなかった。場面と相手役を選んで、何度でも話せる",
        "result": "週に話した時間が 2.5 倍になった",
        "solution": "音声認識と、役を演じる言語モデル",
        "source": "https://sakura.example/ai-partner",
    }
    assert (sounds["title"], sounds["company"]) == ("発音の採点", "みなと語学")
    assert sounds["valued_for"] == (
        "いつ使う？ 通勤の電車の中で\nどんな課題？ ずれている音が自分ではわからない\n費用は？ 月 980 円"
    )
    assert sounds["result"] == "・前の回と比べられる\n・<b>続ける人</b>が増えた"
    assert sounds["source"] == "発音の記事 (https://minato.example/a_(1))"
    assert "company" not in voices
    assert voices["title"] == "声の要約アプローチ"
    assert voices["source"] == "公式サイト: https://koe.example/\n論文: https://koe.example/paper.pdf"
    assert "## いつ使う? : ここは見出しではない" in voices["solution"]
    assert voices["solution"].endswith("導入のハードル:\n・月 3 万円から")
    assert [(told.line, told.kind) for told in batch.remarks] == [
        (1, "no-case"), (19, "unknown-question"), (48, "unknown-question"), (53, "no-case"),
    ]  # fmt: skip
    assert (
        located_remark(batch.remarks[1], "a.md")
        == "a.md:19:1: no question that is known; kept under valued for: “費用は”"
    )


def test_an_english_list_with_bullets_or_headings_as_questions_becomes_cases() -> None:
    batch = listed("solutions.en.md")
    leaf, rain = (dict(item.fields) for item in batch.items)
    assert leaf == {
        "title": "Leaf doctor",
        "company": "Green Fields Ltd",
        "valued_for": "When do you use it? In the field, with dirty hands\n"
        "Which problem does it solve? Nobody knew the pest before it was too late",
        "result": "30 % less spray",
        "solution": "・photos are compared with a library\n・an agronomist checks the doubtful ones",
        "data_loop": "Every photo confirmed trains the model",
        "source": "How it began (https://green.example/story)",
    }
    assert rain["solution"] == "Radar and a small model.\nPricing\nFree up to 3 fields."
    assert rain["result"] == "One day lost a month instead of four."
    assert rain["source"] == "https://cloud.example/rain"
    assert [(told.line, told.kind) for told in batch.remarks] == [(1, "no-case"), (20, "nested-heading")]


def test_of_a_page_of_the_five_phases_only_invent_holds_cases() -> None:
    faq = "### Internal FAQ\n\n**Q. How do we measure the effect?**\n\nA. By orders.\n\n"
    page = f"# T\n\n## Listen\n\n## Invent\n\n### A : B\n\n* How is it done? : C\n\n## Refine\n\n{faq}## Test/Iterate\n"
    batch = case_list.read(page)
    assert [dict(item.fields) for item in batch.items] == [{"title": "A", "company": "B", "solution": "C"}]
    told = [(one.line, one.last, one.kind) for one in batch.remarks]
    assert told == [
        (1, 1, "no-case"),
        (3, 3, "other-phase"),
        (5, 5, "no-case"),
        (11, 17, "other-phase"),
        (19, 19, "other-phase"),
    ]
    assert one(faq)["title"] == "Internal FAQ", "a list without the phases is read as before"


@pytest.mark.parametrize(
    ("line", "field", "text"),
    [
        ("* いつ使う : 朝", "valued_for", "いつ使う 朝"),
        ("- **いつ使う？**：朝", "valued_for", "いつ使う？ 朝"),
        ("Q. いつ使う？ A. 朝", "valued_for", "いつ使う？ 朝"),
        ("* いつ使う？ A. Smith says Q: 朝", "valued_for", "いつ使う？ A. Smith says Q: 朝"),
        ("* どんな時に使いますか？ 朝", "valued_for", "どんな時に使いますか？ 朝"),
        ("- In which situation do you use it: mornings", "valued_for", "In which situation do you use it mornings"),
        ("* どのような課題を解決しますか？ 遅い", "valued_for", "どのような課題を解決しますか？ 遅い"),
        ("**What effect?** more", "result", "more"),
        ("* どのような効果がありましたか? : 増えた", "result", "増えた"),
        ("効果：増えた", "result", "増えた"),
        ("* どうやって? : AI", "solution", "AI"),
        ("１．どのように実現していますか？ AI", "solution", "AI"),
        ("**サービスURL**: https://x.example/", "source", "https://x.example/"),
        ("出典：本", "source", "本"),
        ("- 集めたデータはどう使う？ 学ぶ", "data_loop", "学ぶ"),
    ],
)
def test_a_question_is_known_in_its_variants(line: str, field: str, text: str) -> None:
    assert one(f"## n : p\n- どんな効果？\n\n{line}\n" if field != "result" else f"## n : p\n{line}")[field] == text


@pytest.mark.parametrize(
    ("heading", "title", "company"),
    [
        ("name : provider", "name", "provider"),
        ("名前：提供元", "名前", "提供元"),
        ("1. **名前**: 提供元", "名前", "提供元"),
        ("時刻 12:30 の便 : A", "時刻 12:30 の便", "A"),
        ("ただの名前", "ただの名前", ""),
        ("https://x.example", "https://x.example", ""),
        ("[link](https://x.example) : p", "link (https://x.example)", "p"),
    ],
)
def test_a_heading_is_name_and_provider(heading: str, title: str, company: str) -> None:
    assert case_list.split_heading(heading) == (title, company)


def test_a_case_that_is_there_already_is_told_and_not_added_twice() -> None:
    batch = listed("solutions.en.md")
    team = batch.change({})(workshop()).validated()
    assert [case.id for case in team.cases] == ["s1", "s2"]
    (again,) = case_list.drop_known_cases(team, [batch])
    assert again.items == ()
    assert [told.kind for told in again.remarks] == ["no-case", "there-already", "there-already"]


_PIECES = """## n : p|# t|### いつ使う？|### Results|* いつ使う? : |- how?|**どんな効果**|参考 : https://a.example|```|---
  - x|text|・y|1. z|<b>|[a](b)|![|**|__|=|#|## |Q: A|提供: x|\u3000|\t|\r|\ufeff|\x00"""
_WORDS = st.sampled_from(_PIECES.replace("\n", "|").split("|"))
_LIST = st.lists(_WORDS | st.text(max_size=20), max_size=14).map("\n".join)


def accounted(batch: Batch, text: str) -> None:
    """Hold every line that is not blank to be in exactly one item, or told to be left out."""
    lines = [number for item in batch.items for number in item.lines]
    lines += [number for told in batch.remarks if told.kind in LEFT_OUT for number in told.lines]
    assert len(set(lines)) == len(lines)
    kept = {n for n, line in enumerate(text.split("\n"), 1) if line.strip()}
    assert kept <= set(lines)


@given(_LIST)
def test_every_line_of_any_text_is_in_one_case_or_told_and_nothing_raises(text: str) -> None:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    batch = case_list.read(text)
    accounted(batch, plain)
    batch.change({})(Workshop(title="T")).validated()
    for spoken in ("en", "ja"):
        i18n.use(spoken)
        assert all("\n" not in one_line(located_remark(told, "f")) for told in batch.remarks)
    i18n.use("en")


@given(
    st.lists(
        st.sampled_from(["* いつ使う? : ", "- How? ", "text ", "  - ", "**What effect?** ", "参考 : ", "・"]),
        max_size=9,
    )
)
def test_no_word_of_an_answer_is_lost(starts: list[str]) -> None:
    text = "\n".join(["## n : p", "- いつ使う？ w", *(f"{start}word{n}" for n, start in enumerate(starts))])
    kept = "\n".join(one(text).values())
    assert [n for n in range(len(starts)) if f"word{n}" not in kept] == []
