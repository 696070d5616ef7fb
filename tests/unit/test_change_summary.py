"""What happened between two versions, in words: one line, every difference, and why the result moved."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_edits import ALL_KINDS, adding, anything_people_do, editing, logging, moving, progress, removing, setting
from mlew_tui import i18n
from mlew_tui.fields.registry import LABELS
from mlew_tui.model import changes
from mlew_tui.model.changes import COLLECTIONS, Change
from mlew_tui.model.invent import Decision
from mlew_tui.model.merging.diff import compare
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import vocabulary
from mlew_tui.reports.change_summary import details, summary
from workshops import example, scored


def after(*edits: Change) -> tuple[Workshop, Workshop]:
    """Return the example before and after some edits."""
    old = new = example()
    for edit in edits:
        new = edit(new)
    return old, new.validated()


LIGHTER: Change = lambda workshop: changes.set_weight(workshop, "k1", 1)  # noqa: E731
TWO_REVIEWS = changes.add_all("reviews", [{"text": text, "sentiment": "positive"} for text in ("a", "b")])


@pytest.mark.parametrize(
    ("edits", "english", "japanese"),
    [
        (
            [TWO_REVIEWS, LIGHTER],
            "2 reviews added, weight of k1 5 → 1, 7 scores changed: adopted case s1 → s3",
            "レビューを 2 件追加、k1 の重み 5 → 1、評価点を 7 か所変更：採用事例 s1 → s3",
        ),
        ([removing("milestones/model")], "1 milestone removed", "マイルストーンを 1 件削除"),
        (
            [
                lambda workshop: changes.edit(workshop, "reviews/r3", assumed=False),
                lambda workshop: changes.edit(workshop, "reviews/r1", text="x"),
                lambda workshop: changes.edit(workshop, "customer.objections/0", settled=True),
            ],
            "1 objection settled, 1 review changed, 1 review confirmed",
            "異論を 1 件決着、レビューを 1 件変更、レビューを 1 件確認済みに",
        ),
        ([moving("reviews/r5", 3)], "1 review moved", "レビューを 1 件移動"),
        (
            [lambda workshop: changes.hand_in(workshop, "m2", False), LIGHTER],
            "weight of k1 5 → 1, 7 scores changed, 鈴木 took the ballot back: leading case s1 → s5",
            "k1 の重み 5 → 1、評価点を 7 か所変更、鈴木さんが提出を取り消し：暫定の採用事例 s1 → s5",
        ),
        (
            [setting("decision", Decision(how="owner", case="s3"))],
            "a person decided for s3: adopted case s1 → s3, overruling votes and scores",
            "担当者が s3 に決定：採用事例 s1 → s3（得票と評価点を覆した決定）",
        ),
        ([progress(step="listen.write")], "went to step listen.write", "ワーク listen.write へ移動"),
        ([progress(case="s2", stage="score")], "case s2 is scored", "事例 s2 を採点"),
        ([logging("listen.write", 120)], "the clock", "時計のみ"),
        ([], "only comments or layout", "コメントや書き方のみ"),
    ],
)
def test_a_summary_says_what_people_did_and_what_it_did_to_the_result(
    edits: list[Change], english: str, japanese: str
) -> None:
    old, new = after(*edits)
    assert summary(old, new) == english
    i18n.use("ja")
    assert summary(old, new) == japanese


def test_what_the_console_notes_by_itself_is_not_worth_a_word_beside_what_people_did() -> None:
    assert summary(*after(logging("listen.write", 120), setting("title", "x"))) == "title changed"


def test_a_long_summary_names_four_things_and_counts_the_rest() -> None:
    edits = [setting("title", "x"), setting("customer.name", "y"), setting("proposal.product", "z")]
    edits += [removing("reviews/r13"), progress(step="listen.write")]
    words = summary(*after(*edits))
    assert words.endswith("and 5 more")
    assert words.count(",") == 4


@given(st.data())
def test_any_edit_has_a_summary_of_one_line_and_its_details(data: st.DataObject) -> None:
    old = example()
    new = data.draw(anything_people_do(data.draw(anything_people_do(old))))
    assert summary(old, new)
    assert "\n" not in summary(old, new)
    assert bool(details(old, new)) == bool(compare(old, new))
    assert all(line and "\n" not in line for line in details(old, new))


@pytest.mark.parametrize("spoken", i18n.LANGUAGES)
def test_everything_people_do_can_be_said_in_both_languages(spoken: str) -> None:
    i18n.use(spoken)
    old = example()
    for edit in ALL_KINDS:
        new = edit(old).validated()
        assert summary(old, new)
        assert bool(details(old, new)) == (old != new)
        old = new


def test_every_collection_and_every_field_of_its_items_has_its_words() -> None:
    assert vocabulary.COUNTED.keys() == vocabulary.ITEMS.keys() == COLLECTIONS.keys()
    fields = {name for kind in COLLECTIONS.values() for name in kind.model.model_fields}
    assert fields - {"id"} == LABELS.keys()


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (
            editing("reviews/r3", text="short", group=None),
            ["review r3, text: {r3} → short", "review r3, group: g1 → nothing"],
        ),
        (adding("todos", text="枠を\n増やす"), ["todo t1 added: “枠を⏎増やす”"]),
        (moving("next_step.improve/0", 1), ["process to improve 1 moved from place 2 to 1: {improve}"]),
        (setting("readiness.data", False), ["readiness for Day 1 data: yes → no"]),
        (setting("plan.minutes", {"invent.rounds": 30}), ["minutes of a step invent.rounds: 25 → 30"]),
        (
            lambda workshop: changes.set_score(workshop, "m1", "s1", "k2", None),
            ["score of 佐藤, case s1, k2: 1 → nothing"],
        ),
        (progress(step="listen.write"), ["went from step next.decide to listen.write"]),
        (logging("listen.write", 120), ["the clock: 120 seconds more"]),
    ],
)
def test_details_tell_each_difference_with_before_and_after(edit: Change, lines: list[str]) -> None:
    quoted = {
        "r3": "“最初のレベル診断が 5 分で終わり、面倒になら…”",
        "improve": "“赤字が 2 か所ある。伏せ字の漏れと、講師がメ…”",
    }
    assert details(*after(edit)) == [line.format(**quoted) for line in lines]


def test_of_two_long_texts_what_differs_is_in_sight() -> None:
    long = "とても長い文章がここに続いていて、終わりのほうで一文字だけ変わっています。最後は{}です。"
    old = editing("reviews/r3", text=long.format("甲"))(example())
    new = editing("reviews/r3", text=long.format("乙"))(example())
    (line,) = details(old, new)
    assert "最後は甲です。”" in line
    assert "最後は乙です。”" in line


@pytest.mark.parametrize(
    ("edits", "last"),
    [
        ([LIGHTER], ["Result: adopted case s1 → s3", "Moved by: weight of k1 5 → 1"]),
        (
            [setting("decision", Decision(how="owner", case="s3", note="実現が早い"))],
            ["Result: adopted case s1 → s3, overruling votes and scores", "Moved by: the decision"],
        ),
        (
            [removing("cases/s1")],
            ["Result: adopted case s1 → s3", "Moved by: the cases there are"],
        ),
    ],
)
def test_details_end_with_the_result_and_what_moved_it(edits: list[Change], last: list[str]) -> None:
    assert details(*after(*edits))[-2:] == last


def test_what_moved_the_result_only_in_company_is_said_so() -> None:
    """s1 has 5 and 4, s2 has 5 and 2: the weight takes 3 from s1 and 1 from s2, the score gives 1 to s2."""
    old = scored({"m1": {"s1": 9, "s2": 7}})
    new = changes.set_score(changes.set_weight(old, "k2", 1), "m1", "s2", "k3", Fraction(1)).validated()
    assert details(old, new, covered=False)[-1] == "Moved only by these together: weight of k2 5 → 1, the scores"


def test_before_the_first_ballot_there_is_no_result_to_speak_of() -> None:
    old = changes.put(example(), "ballots.handed_in", ())
    new = old.with_(participants=())
    assert "result" not in summary(new.with_(scores={}), old.with_(scores={}), covered=False)
