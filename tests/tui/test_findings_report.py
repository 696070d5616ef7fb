"""What Next Step finds, told: in words of both languages, printed, as data, and on the screen with a key each."""

import json
import tomllib
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from test_findings import LATE, SPLIT, defining, listening, measuring, proposing, told, weighed

from app_harness import SIZES, Clock, Room, open_example, room
from mlew_tui import i18n
from mlew_tui.cli.main import main
from mlew_tui.model import changes
from mlew_tui.model.deck import Deck
from mlew_tui.model.findings.collect import findings
from mlew_tui.model.iterate import Improvement
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import findings as evidence
from mlew_tui.storage import decks
from mlew_tui.text.page_layout import lay_out
from mlew_tui.widgets.section_reader import Reader
from random_teams import team
from workshops import ENGLISH, FARM, example

DECK = decks.load("practice", ENGLISH)
ASSUMED = listening("+?", "-?", "+?", "-?", "+?", "-?", "+?", *"-+-+-")


@pytest.mark.parametrize(
    ("made", "kind", "english", "japanese"),
    [
        (ASSUMED, "assumed-reviews", "7 of 12 reviews are assumed", "レビュー 12 件のうち 7 件が仮定"),
        (
            listening(*"+-+"), "few-reviews", "Only 3 reviews, where 9 or more are wanted",
            "レビューが 3 件しかない（目安は 9 件以上）",
        ),
        (
            listening(*"-----"), "one-sided-sentiment", "5 of 5 reviews are bad voices",
            "レビュー 5 件のうち 5 件が悪い声に偏っている",
        ),
        (
            listening("+11", "-11", "+11", "-11", moments=3), "empty-moment", "No voice at 2 of 3 moments: “t2”, “t3”",
            "3 段階のうち 2 段階に声がない：「t2」、「t3」",
        ),
        (
            listening("+1", "-1", "+1", "-2"), "one-sided-author", "3 of 4 reviews are by M1",
            "レビュー 4 件のうち 3 件をM1さんが書いている",
        ),
        (
            defining({"weight": 5}, {"weight": 5, "sources": ["g1"]}), "thin-criteria",
            "1 of 2 criteria of weight 5 rest on fewer than 2 voices",
            "重み 5 の課題・強み 2 件のうち 1 件は、根拠の声が 2 つに満たない",
        ),
        (
            told(SPLIT), "wavering", "People order the cases differently: agreement 0, where 0.5 is wanted",
            "事例の順位が人によって割れている（一致度 0、目安は 0.5 以上）",
        ),
        (
            weighed(5, 3), "fragile-decision", "4 of 9 single changes would have another case than “s1” lead",
            "「s1」が 1 位でなくなる条件が、一つずつ変えた 9 通りのうち 4 通りある",
        ),
        (
            measuring(LATE), "late-milestone",
            "The first milestone is due 2027-02-20, later than 3 months after 2026-11-19",
            "最初のマイルストーンが 2027-02-20 で、2026-11-19 から 3 か月を超えている",
        ),
        (
            example(FARM), "fragile-decision",
            "“Naming a bird on the phone, without signal” is only 1.5 of 4 first places ahead",
            "「Naming a bird on the phone, without signal」の差は、1 位票で 4 人中わずか 1.5 票",
        ),
    ],
)  # fmt: skip
def test_a_headline_says_the_figures_as_a_facilitator_would(
    made: Workshop, kind: str, english: str, japanese: str
) -> None:
    one = next(one for one in findings(made, DECK.thresholds) if one.kind == kind)
    said = []
    for spoken in ("en", "ja"):
        i18n.use(spoken)
        said.append(evidence.headline(made, one))
    assert said == [english, japanese]


def test_the_evidence_has_figures_what_is_wanted_what_helps_and_every_item_whole() -> None:
    made = example()
    one = next(one for one in findings(made, DECK.thresholds) if one.kind == "red-items")
    sections = {heading: lay_out(lines, 200) for heading, lines in evidence.evidence_sections(made, DECK, one)}
    assert list(sections) == ["Figures", "What helps", "✓ Taken over", "What it is about"]
    assert sections["Figures"][1] == "2 / 20  red items  wanted: none"
    assert sections["What helps"] == ["Have experts judge whether it can be done, and clear the red places with data"]
    assert sections["✓ Taken over"][-1] == "(鈴木, Day 2: 45 min)"
    step = made.proposal.steps[1]
    assert sections["What it is about"][0] == f"experience step f10: {step.text} ▲ {step.concern}"


def test_what_a_milestone_lacks_is_seen_in_its_evidence() -> None:
    made = measuring({"how": "", "baseline": ""})
    one = next(one for one in findings(made, DECK.thresholds) if one.kind == "milestone-gaps")
    *_, (_, lines) = evidence.evidence_sections(made, DECK, one)
    assert lines[0] == "1 Better experience?"
    assert lines[3] == "・how, and what counts as passed: ＿＿"


@given(st.integers(0, 10**9), st.sampled_from(["en", "ja"]))
def test_any_workshop_can_be_told(seed: int, spoken: str) -> None:
    i18n.use(spoken)
    made = changes.put(team(Random(seed)), "ballots.revealed", seed % 2 == 0)
    found = findings(made, DECK.thresholds)
    data = evidence.as_data(made, DECK, found, date(2026, 11, 19))
    assert json.loads(json.dumps(data)) == data
    for heading, lines in (
        *evidence.phase_sections(made, DECK, found),
        *(s for f in found for s in evidence.evidence_sections(made, DECK, f)),
    ):
        assert heading
        assert all(cell_len(row) <= 60 for row in lay_out(lines, 60))


# --- printed and as data ----------------------------------------------------------------------------


def test_the_command_prints_a_phase_after_the_other_and_is_content(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["findings", str(FARM)]) == 0
    printed = capsys.readouterr().out
    heads = [row for row in printed.splitlines() if row and not row.startswith(" ")]
    assert heads == ["✓ Listen: fine", "✓ Define: fine", "▲ Invent: look", "▲ Refine: look", "✓ Test/Iterate: fine"]
    assert "  ▲ 2 of 19 items of the proposal are red (✓ taken over)\n" in printed
    assert "  → Look for cases that solve what is left, in other industries too\n" in printed
    assert main(["findings", str(FARM), "--lang", "ja"]) == 0
    assert "▲ Refine：要検討\n  赤字はどのくらいありますか？\n" in capsys.readouterr().out


def test_the_data_has_stable_keys_and_exact_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["findings", str(FARM), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [data["covered"], data["day"]] == [False, "2026-11-18"]
    assert [(one["phase"], one["light"]) for one in data["phases"]][2:4] == [("invent", "look"), ("refine", "look")]
    first, second = data["phases"][2]["findings"]
    assert first["figures"]["margin"] == {"value": "3/2", "whole": 4, "least": 2}
    assert second == {
        "kind": "unsolved-problems",
        "severity": "look",
        "headline": "“Naming a bird on the phone, without signal” leaves 1 of 2 problems of weight 3 or more unsolved",
        "advice": "Look for cases that solve what is left, in other industries too",
        "figures": {"problems": {"value": 1, "whole": 2, "most": 0}, "weight": {"value": 3}},
        "places": ["cases/s4", "criteria/k2"],
        "about": [],
        "taken": [],
    }
    (improvement,) = data["phases"][3]["improvements"]
    assert (improvement["number"], improvement["finding"], improvement["owner"]) == (1, "red-items", "m2")
    assert data["phases"][3]["findings"][0]["taken"] == [1]


def test_before_the_reveal_the_command_tells_nothing_of_the_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text(FARM.read_text(encoding="utf-8").replace("revealed = true", "revealed = false"), encoding="utf-8")
    assert main(["findings", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "… Invent: covered\n" in printed
    assert "Naming a bird" not in printed
    assert main(["findings", str(path), "--json"]) == 0
    assert "Naming a bird" not in capsys.readouterr().out


def test_a_broken_file_is_told_and_is_a_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text("title = ", encoding="utf-8")
    assert main(["findings", str(path)]) == 1
    assert "workshop.toml:1" in capsys.readouterr().err


# --- the deck ---------------------------------------------------------------------------------------


OWN = """
format = 1
id = "own"
title = { ja = "自前", en = "Own" }
phases = [{ id = "next_step", name = { ja = "次", en = "Next" }, question = { ja = "", en = "" } }]
[[steps]]
id = "next.decide"
phase = "next_step"
kind = "all"
title = { ja = "", en = "" }
instruction = { ja = "", en = "" }
output = { ja = "", en = "" }
hint = { ja = "", en = "" }
"""
ASKS = """
[[inquiries]]
phase = "refine"
question = { ja = "赤は？", en = "Any red?" }
advice = [{ text = { ja = "法務に聞く", en = "Ask the lawyers" } }]
"""


def own_deck(folder: Path, text: str) -> Deck:
    """Return a team's own deck of this text."""
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return decks.load("./own.toml", folder / "workshop.toml")


def test_an_older_deck_asks_what_the_shipped_one_does_and_a_newer_one_its_own(tmp_path: Path) -> None:
    made = proposing(1, 2)
    (red,) = (one for one in findings(made, DECK.thresholds) if one.kind == "red-items")
    (many,) = (one for one in findings(made, DECK.thresholds) if one.kind == "few-cases")
    older = own_deck(tmp_path, OWN)
    assert older.inquiries == DECK.inquiries
    newer = own_deck(tmp_path, OWN + ASKS)
    assert [evidence.advice(newer, one) for one in (red, many)] == ["Ask the lawyers", ""]
    assert evidence.phase_sections(made, newer, [red])[3].lines[0] == "Any red?"


def test_advice_for_a_finding_there_is_not_is_a_problem_of_the_deck(tmp_path: Path) -> None:
    wrong = ASKS.replace("text =", 'helps = ["red-item"], text =')
    with pytest.raises(Exception, match="red-item"):
        own_deck(tmp_path, OWN + wrong)


# --- on the screen ----------------------------------------------------------------------------------


async def test_a_finding_is_opened_read_taken_over_given_to_somebody_and_undone(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "next.decide", "en")
    async with room(app) as it:
        await it.at("next.decide")
        text = it.text()
        for light in ("✓ Listen fine", "✓ Define fine", "▲ Invent look"):
            assert light in text
        assert it.screen.state.cursor == "finding/fragile-decision"
        assert "Enter Open" in text
        await it.press("down")
        assert it.screen.state.cursor == "finding/unsolved-problems"
        await it.press("enter")
        text = it.text()
        assert "Worth a look" in text
        assert "1 / 2  problems left unsolved" in text
        assert "F6 Improve this" in text
        reader = it.app.screen.query_one(Reader)
        await it.press("end")
        assert "The advice cannot be used on my land" in it.text(), "the last item is read whole"
        assert reader.region.bottom < 24
        await it.press("f6")
        assert it.session.workshop.next_step.improve[-1] == Improvement(
            phase="invent", finding="unsolved-problems",
            reason="“Naming a bird on the phone, without signal” leaves 1 of 2 problems of weight 3 or more unsolved",
            action="Look for cases that solve what is left, in other industries too",
        )  # fmt: skip
        await it.press("f7", "f7", "f8")
        taken = it.session.workshop.next_step.improve[-1]
        assert (taken.owner, taken.minutes) == ("m2", 10)
        assert "✓ taken over" in it.text()
        await it.press("up", "f6")
        assert len(it.session.workshop.next_step.improve) == 4, "nothing is taken over twice"
        await it.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
        assert len(it.session.workshop.next_step.improve) == 3
        kept = tomllib.loads(it.session.path.read_text(encoding="utf-8"))["next_step"]["improve"]
        assert [one.get("finding") for one in kept] == [None, "red-items", None]


async def test_the_key_goes_on_to_owner_and_minutes_while_people_type_too(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "next.decide", "ja")
    async with room(app) as it:
        await it.at("next.decide")
        await it.press("f6", "f7", "f8", "f8")
        taken = it.session.workshop.next_step.improve[-1]
        assert (taken.finding, taken.owner, taken.minutes) == ("unsolved-problems", "m1", 15)
        await it.press("y")
        assert it.session.workshop.next_step.build_now


def column_starts(it: Room) -> list[int]:
    """Return where the five phases' titles begin, on the line of the first one."""
    row = next(line for line in it.lines() if "Listen fine" in line)
    return [row.find(name) for name in ("Listen", "Define", "Invent", "Refine", "Test/Iterate")]


@pytest.mark.parametrize("size", SIZES)
async def test_the_columns_stand_side_by_side_where_there_is_room_and_on_the_wall_too(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = open_example(tmp_path, Clock(), "next.decide", "en")
    async with room(app, size) as it:
        await it.at("next.decide")
        starts = column_starts(it)
        seen = 5 if size[0] >= 120 else 3
        assert [at >= 0 for at in starts] == [True] * seen + [False] * (5 - seen)
        assert starts[:seen] == sorted(starts[:seen])
        await it.press("f12")
        assert "▲ Invent look" in it.text()
        assert "y / n" not in it.text()


async def test_a_covered_result_shows_nothing_of_it(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "next.decide", "en")
    async with room(app, (120, 40)) as it:
        it.session.commit("covered", lambda w: changes.put(w, "ballots.revealed", False))
        await it.at("next.decide")
        assert "… Invent covered" in it.text()
        assert "Naming a bird" not in it.text()
