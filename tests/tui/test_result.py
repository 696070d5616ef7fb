"""The result at the console: covered, told key by key, settled by people, and said how wherever it is shown."""

from pathlib import Path
from typing import Any

import pytest

from app_harness import SIZES, Clock, Room, open_example, open_new, room
from mlew_tui.app.console import ConsoleApp
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.phases.result import ResultPresenter
from mlew_tui.screens.step.ui_state import StepUiState
from mlew_tui.session.session import Session

NAMES = ("Ann", "Bob", "Cho")
SCORES = {"m1": {"s1": {"k1": 5}}, "m2": {"s2": {"k1": 4}}, "m3": {"s1": {"k1": 1}}}
TIED = {"m1": {"s1": {"k1": 3}}, "m2": {"s2": {"k1": 3}}, "m3": {}}


def evaluated(scores: dict[str, Any], *handed_in: str, revealed: bool = False) -> Any:
    """Return the change that gives a new workshop two cases and these ballots."""

    def change(workshop: Workshop) -> Workshop:
        tree = workshop.model_dump(exclude_none=True)
        tree |= {
            "criteria": [{"id": "k1", "kind": "problem", "text": "k", "weight": 5}],
            "cases": [{"id": "s1", "title": "First"}, {"id": "s2", "title": "Second"}],
            "scores": scores,
            "ballots": {"handed_in": list(handed_in), "revealed": revealed},
        }
        return Workshop.model_validate(tree)

    return change


async def at_result(it: Room, scores: dict[str, Any], *handed_in: str, revealed: bool = False) -> None:
    """Come to the result of these ballots."""
    it.session.commit("evaluation", evaluated(scores, *(handed_in or ("m1", "m2", "m3")), revealed=revealed))
    await it.at("invent.result")


def console(folder: Path) -> ConsoleApp:
    """Return a console on a new workshop of three."""
    return open_new(folder, Clock(), *NAMES)


async def test_before_it_is_revealed_the_wall_names_who_is_in_and_missing_and_shows_no_value(tmp_path: Path) -> None:
    async with room(console(tmp_path)) as it:
        await at_result(it, SCORES, "m1", "m3")
        text = it.text()
        assert "2 of 3 in" in text
        for sign, name in (("✓", "Ann"), ("…", "Bob"), ("✓", "Cho")):
            assert f"{sign} {name}" in text
        assert "First places decide" in text
        for secret in ("★", "First\n", "“", "▆"):
            assert secret not in text
        await it.press("f7", "o", "x", "c", "f6")
        assert it.session.workshop.decision is None
        assert not it.session.workshop.ballots.revealed


@pytest.mark.parametrize("keys", [("f5",), ("enter",), ("space",)])
async def test_one_key_reveals_and_tells_on_to_the_end(tmp_path: Path, keys: tuple[str]) -> None:
    async with room(console(tmp_path)) as it:
        await at_result(it, SCORES)
        await it.press("enter", "space")
        assert not it.session.workshop.ballots.revealed, "many an Enter comes from the ballots"
        await it.press("f5")
        assert it.session.workshop.ballots.revealed
        assert "0 of 3 told" in it.text()
        assert "▆" not in it.text()
        for said in ("Ann → “First”", "Bob → “Second”", "Cho → “First”"):
            assert said not in it.text()
            await it.press(*keys)
            assert said in it.text()
        assert "Most first places" not in it.text()
        await it.press(*keys)
        assert "Most first places: “First” with 2 of 3." in it.text()
        assert "2/3" in it.text()
        await it.press(*keys)
        assert "◎ “First” is adopted with 2 of 3 first places." in it.text()
        whole = it.text()
        await it.press(*keys)
        assert it.text() == whole


async def test_left_goes_back_a_step_and_not_before_the_empty_bars(tmp_path: Path) -> None:
    async with room(console(tmp_path)) as it:
        await at_result(it, SCORES)
        await it.press("f5", "f5", "f5")
        assert "2 of 3 told" in it.text()
        await it.press("left")
        assert "1 of 3 told" in it.text()
        await it.press("left", "left", "left")
        assert "0 of 3 told" in it.text()
        assert it.session.workshop.ballots.revealed


async def test_while_it_is_told_nothing_can_be_settled_and_no_tie_is_given_away(tmp_path: Path) -> None:
    async with room(console(tmp_path), (120, 40)) as it:
        await at_result(it, TIED)
        await it.press("f5", "f5")
        before = it.text()
        await it.press("f7", "o", "f6")
        assert it.text() == before
        await it.press("f5", "f5")
        assert "Abstained (all zero): Cho." in it.text()
        await it.press("f5", "f5")
        assert "still equal" in it.text()
        await it.press("f7")
        await it.until("The dice fell on")
        await it.press("enter")
        assert "🎲" in it.text()
        assert "is adopted by dice" in it.text()


async def test_where_somebody_is_missing_the_first_press_asks_and_the_result_stays_provisional(tmp_path: Path) -> None:
    async with room(console(tmp_path)) as it:
        await at_result(it, SCORES, "m1", "m2")
        await it.press("f5")
        assert "2 of 3 have handed in. Reveal?" in it.text()
        assert "Wait for Cho" in it.text()
        await it.press("enter")
        assert not it.session.workshop.ballots.revealed
        await it.press("f5", "down", "enter")
        assert it.session.workshop.ballots.revealed
        assert "Provisional: not handed in yet: Cho." in it.text()
        await it.press(*["f5"] * 6)
        assert "△ Provisional: " in it.text()
        assert "with 2 of 3 handed in" in it.text()


async def test_coming_to_a_revealed_result_shows_all_of_it_and_c_covers_it_again(tmp_path: Path) -> None:
    async with room(console(tmp_path)) as it:
        await at_result(it, SCORES, revealed=True)
        assert "◎ “First” is adopted" in it.text()
        await it.press("c")
        assert "“First”" not in it.text()
        assert "F5 reveals it" in it.text()
        await it.press("ctrl+z")
        assert "◎ “First” is adopted" in it.text()


async def test_undoing_the_reveal_covers_it_and_what_was_told_is_told_anew(tmp_path: Path) -> None:
    async with room(console(tmp_path)) as it:
        await at_result(it, SCORES)
        await it.press("f5", "f5", "ctrl+z")
        assert not it.session.workshop.ballots.revealed
        assert "“First”" not in it.text()
        await it.press("f5")
        assert "0 of 3 told" in it.text()


async def test_who_overrules_writes_why_and_the_question_is_asked_until_then(tmp_path: Path) -> None:
    async with room(console(tmp_path), (120, 40)) as it:
        await at_result(it, SCORES, revealed=True)
        await it.press("o", "down", "enter", "enter")
        await it.until("Votes and scores name “First”")
        await it.press("enter")
        await it.paste("   ")
        await it.press("enter")
        assert "writes why" in it.text()
        assert it.session.workshop.decision is None
        await it.press("escape")
        assert it.session.workshop.decision is None
        await it.press("o", "down", "enter", "enter")
        await it.paste("The partner left")
        await it.press("enter")
        decision = it.session.workshop.decision
        assert decision is not None
        assert (decision.how, decision.case, decision.by, decision.note) == ("owner", "s2", "m1", "The partner left")
        assert "▲ “Second” is adopted, overruling votes and scores." in it.text()
        assert "Reason: The partner left" in it.text()
        await it.press("x")
        assert it.session.workshop.decision is None
        assert "◎ “First” is adopted" in it.text()


@pytest.mark.parametrize("scores", [TIED, SCORES])
async def test_settling_a_tie_or_agreeing_with_the_numbers_needs_no_reason(
    tmp_path: Path, scores: dict[str, Any]
) -> None:
    async with room(console(tmp_path), (120, 40)) as it:
        await at_result(it, scores, revealed=True)
        await it.press("o", "enter", "enter", "enter")
        decision = it.session.workshop.decision
        assert decision is not None
        assert (decision.case, decision.note) == ("s1", "")
        assert "by a person's decision" in it.text()


async def test_who_has_equal_best_cases_may_choose_once_it_is_their_turn(tmp_path: Path) -> None:
    both = {"m1": {"s1": {"k1": 3}, "s2": {"k1": 3}}, "m2": {"s2": {"k1": 4}}, "m3": {"s1": {"k1": 4}}}
    async with room(console(tmp_path), (120, 40)) as it:
        await at_result(it, both)
        await it.press("f5", "f6")
        assert "Who puts which" not in it.text()
        await it.press("f5", "f6")
        await it.until("Who puts which")
        await it.press("down", "space", "enter")
        assert it.session.workshop.ballots.first == {"m1": "s2"}
        assert "Ann has equal best cases (“First”, “Second”) and chose “Second”." in it.text()


async def test_refine_says_how_the_adopted_case_came_to_be_one_and_nothing_of_a_covered_result(tmp_path: Path) -> None:
    async with room(console(tmp_path), (120, 40)) as it:
        await at_result(it, SCORES)
        await it.at("refine.write")
        assert "First" not in it.text()
        assert "covered until the reveal" in it.text()
        await at_result(it, SCORES, revealed=True)
        await it.at("refine.write")
        assert "Adopted: “First”" in it.text()
        await it.at("invent.result")
        await it.press("o", "down", "enter", "enter")
        await it.paste("because")
        await it.press("enter")
        await it.at("refine.write")
        assert "Adopted: “Second”  ▲ votes and scores overruled" in it.text()


def test_the_story_is_not_told_anew_when_only_the_clock_or_a_text_elsewhere_changed(tmp_path: Path) -> None:
    app = open_example(tmp_path, Clock(), "invent.result", "en")
    session = app.session
    assert isinstance(session, Session)
    presenter, state = ResultPresenter(), StepUiState()
    told = presenter.page_sections(session.snapshot, state)
    session.toggle_clock()
    session.extend(60)
    assert presenter.page_sections(session.snapshot, state) is told
    session.commit("decision", lambda w: w.with_(ballots=w.ballots.model_copy(update={"handed_in": ("m1",)})))
    assert presenter.page_sections(session.snapshot, state) != told
    app.session = None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ja", "en"])
async def test_every_step_of_the_examples_fits_the_wall_and_shows_its_newest_line(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    async with room(open_example(tmp_path, Clock(), "invent.result", language), size) as it:
        await it.press("c", "f5")
        people = [person.name for person in it.session.workshop.participants]
        for name in people[: len(it.session.workshop.ballots.handed_in)]:
            await it.press("f5")
            assert any(name in line for line in it.lines()[5:10]), "the newest stands at the top"
            assert sum("▁" in line or "▆" in line for line in it.lines()) == len(it.session.workshop.cases)


async def test_of_a_large_evaluation_the_result_stands_at_once_and_the_rest_as_soon_as_it_is_worked_out(
    tmp_path: Path,
) -> None:
    people, cases, criteria = (range(1, 18) for _ in range(3))
    tree = {
        "criteria": [{"id": f"k{n}", "kind": "problem", "text": f"k{n}", "weight": 5} for n in criteria],
        "cases": [{"id": f"s{n}", "title": f"Case {n}"} for n in cases],
        "scores": {f"m{p}": {f"s{c}": {f"k{k}": (p * c + k) % 6 for k in criteria} for c in cases} for p in people},
        "ballots": {"handed_in": [f"m{p}" for p in people], "revealed": True},
    }
    async with room(open_new(tmp_path, Clock(), *(f"P{n}" for n in people)), (120, 60)) as it:
        whole = {**it.session.workshop.model_dump(exclude_none=True), **tree}
        it.session.commit("evaluation", lambda _: Workshop.model_validate(whole))
        snapshot, state, presenter = it.session.snapshot, StepUiState(), ResultPresenter()
        headings = [section.heading for section in presenter.page_sections(snapshot, state) or ()]
        assert headings == ["Result"]
        left = presenter.pending_work(snapshot, state)
        assert left is not None
        assert presenter.pending_work(snapshot, state) is None, "somebody is at it"
        await it.at("invent.result")
        await it.until("How it was decided")
        assert "being worked out" not in it.text()
        left()
        assert len(presenter.page_sections(snapshot, state) or ()) > 5
