"""A whole Day 1 by keys alone, from an empty file to Next Step, and back again."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from app_harness import SIZES, Clock, home_in, room
from day_one import BEGIN, PEOPLE, TITLE, WALK
from mlew_tui.app.console import ConsoleApp
from mlew_tui.model.scoring import tally
from mlew_tui.session.session import Session
from mlew_tui.storage.workshop_file import read


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_day_one_by_keys_alone_ends_in_a_file_with_exactly_what_was_typed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    clock = Clock()
    path = tmp_path / "workshop.toml"
    app = ConsoleApp(home_in(tmp_path), time_source=clock.time_source, new_file=path)
    async with room(app, size) as it:
        await it.walk(BEGIN)
        await it.pilot.pause()
        await it.walk(WALK)
        assert it.session.step.id == "next.decide"
        it.lines()

    saved = tomllib.loads(path.read_text(encoding="utf-8"))
    assert saved["title"] == TITLE
    assert [person["name"] for person in saved["participants"]] == PEOPLE
    assert [person["role"] for person in saved["participants"]] == ["product_manager", "developer", "data_scientist"]
    assert [person["team"] for person in saved["participants"]] == ["planner", "sales", "developer"]
    assert [name for name, done in saved["readiness"].items() if done] == ["conditions", "customer", "cases"]

    customer = saved["customer"]
    assert customer["name"] == "飲食チェーンの店長"
    assert [(f["aspect"], f["text"], f.get("assumed", False)) for f in customer["facts"]] == [
        ("trigger", "月末の締めに追われる店長", False),
        ("usage", "月 3 回、閉店後に 40 分使う", False),
        ("personality", "数字より勘で決める", True),
    ]
    assert customer["objections"] == [{"text": "対象は本部かもしれない", "by": "m1"}]

    first, second = customer["moments"][:2]
    assert [
        (r["text"], r["sentiment"], r["moment"], r["by"], r.get("assumed", False), r.get("group"))
        for r in saved["reviews"]
    ] == [
        ("スマホだけで打刻できた", "positive", first, "m1", False, "g1"),
        ("シフトが一目でわかる", "positive", first, "m1", False, "g1"),
        ("締め日に画面が固まる", "negative", first, "m1", False, None),
        ("残業の警告が翌日に来る", "negative", second, "m2", False, None),
        ("休憩の修正が面倒らしい", "negative", second, "m2", True, None),
    ]
    assert saved["groups"] == [{"id": "g1", "label": "打刻が速い"}]

    posts = saved["posts"]
    assert [(p["decision"], p.get("reason", "other"), p["text"], p["refers_to"]) for p in posts] == [
        ("use_again", "function", "閉店後の 40 分が 10 分になった。来月も使う", ["c1", "c2"]),
        ("stop", "price", "締め日に固まって深夜 1 時。もうやめる", ["c3"]),
    ]
    assert [(k["kind"], k["text"], k["weight"]) for k in saved["criteria"]] == [
        ("problem", "締め日に待たされる", 5),
        ("strength", "すぐ打刻できる", 3),
    ]
    assert [case["title"] for case in saved["cases"]] == ["自動の締め処理", "シフトの下書き"]
    assert saved["cases"][0] == {
        "id": "s1", "title": "自動の締め処理", "company": "K 社", "solution": "異常な打刻を先に見つける",
        "valued_for": "締めが 1 日早い", "result": "契約が 2 割増", "data_loop": "修正の理由を学ぶ",
    }  # fmt: skip
    assert saved["scores"] == {
        "m1": {"s1": {"k1": 5, "k2": 3}, "s2": {"k1": 1, "k2": 0}},
        "m2": {"s1": {"k1": 3, "k2": 2.5}, "s2": {"k1": 5, "k2": 2}},
        "m3": {"s1": {"k1": 5, "k2": 2}, "s2": {"k1": 0, "k2": 0}},
    }
    assert saved["ballots"] == {"handed_in": ["m1", "m2", "m3"], "revealed": True}

    message = saved["proposal"]["message"]
    assert [(item["part"], item.get("concern", "")) for item in message] == [
        ("situation", ""), ("wanted", "労務の確認が要る"), ("obstacle", ""), ("was", ""),
        ("offer", ""), ("valued_for", ""), ("profit", ""), ("data_outlook", ""),
    ]  # fmt: skip
    assert [item["text"] for item in saved["proposal"]["steps"]] == ["ログインする", "締めの下見を押す"]
    assert saved["proposal"]["customer_faq"][0]["answer"] == "3 店で 40 分が 10 分に"
    assert saved["proposal"]["internal_faq"][0]["question"] == "成長をどう計測する?"
    assert [(m["kind"], m["who"], m["due"]) for m in saved["milestones"]] == [
        ("experience", "店長 10 人", date(2027, 1, 31)),
        ("profit", "プロダクトマネージャー", date(2027, 4, 30)),
        ("model", "データサイエンティスト", date(2027, 6, 30)),
    ]
    assert saved["next_step"] == {
        "build_now": False,
        "improve": [
            {"phase": "listen", "reason": "レビューが 5 件しかない", "action": "サポートに聞く", "minutes": 20}
        ],
    }

    workshop, _ = read(path)
    result = tally(workshop)
    assert (result.status, result.winner, result.how) == ("decided", "s1", "votes")

    again = Session.open(path, home_in(tmp_path), clock.time_source)
    assert again.step.id == "next.decide"
    assert again.clock.left() == 300
    again.close()
