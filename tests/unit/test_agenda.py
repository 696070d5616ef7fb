"""The day's order and time, and the shipped deck that gives it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from rich.cells import cell_len

from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.model.base import Model
from mlew_tui.model.deck import Deck, Step, Words
from mlew_tui.model.schedule import agenda
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import decks
from workshops import ENGLISH, example, workshop

DECK = decks.load("practice", ENGLISH)
DECKS = [decks.load(name, ENGLISH) for name in decks.SHIPPED]
MINUTES = {
    "opening.checks": 3,
    "opening.goal": 7,
    "opening.behaviours": 5,
    "opening.phases": 10,
    "listen.intro": 2,
    "listen.customer": 3,
    "listen.write": 5,
    "listen.group": 10,
    "define.posts": 5,
    "define.count": 15,
    "define.weigh": 10,
    "define.table": 5,
    "break.1": 15,
    "invent.cycle": 10,
    "invent.rounds": 20,
    "invent.result": 5,
    "refine.roles": 5,
    "refine.write": 20,
    "refine.read": 15,
    "break.2": 15,
    "iterate.measure": 20,
    "next.decide": 5,
}


def starts_at(made: Workshop, deck: Deck, step_id: str) -> int:
    """Return how many seconds of the plan come before a step."""
    index = deck.steps.index(deck.step(step_id))
    return sum(agenda.planned_seconds(made, step) or 0 for step in deck.steps[:index])


def all_words(value: Any) -> Iterator[Words]:
    """Yield every text of a deck."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from all_words(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from all_words(item)


def test_the_practice_deck_has_the_agenda_of_record() -> None:
    assert {step.id: step.minutes for step in DECK.steps} == MINUTES
    assert [step.id for step in DECK.steps] == list(MINUTES)
    assert sum(step.minutes or 0 for step in DECK.steps) == 210


@pytest.mark.parametrize(("step", "minute"), [("opening.checks", 0), ("break.1", 80), ("break.2", 170)])
def test_the_breaks_start_at_minute_80_and_170(step: str, minute: int) -> None:
    assert starts_at(workshop(), DECK, step) == minute * 60


def test_above_six_people_the_day_is_about_an_hour_longer() -> None:
    assert DECK.larger_team is not None
    assert (DECK.larger_team.above, DECK.larger_team.minutes) == (6, 60)


@pytest.mark.parametrize("deck", DECKS, ids=decks.SHIPPED)
def test_every_word_of_the_deck_is_there_in_both_languages(deck: Deck) -> None:
    texts = list(all_words(deck))
    assert len(texts) > 150
    for text in texts:
        for language in ("ja", "en"):
            spoken = text.in_(language)
            assert spoken.strip() == spoken != ""
            assert spoken.isprintable()
    prose = [text for step in deck.steps for text in (step.instruction, step.hint, step.output)]
    assert all(text.en.replace("▲", "").isascii() for text in prose)
    assert not any(text.ja.isascii() for text in prose)


@pytest.mark.parametrize("step", [step for deck in DECKS for step in deck.steps], ids=lambda step: step.id)
def test_a_steps_words_fit_the_widths_the_deck_promises(step: Step) -> None:
    assert cell_len(step.title.ja) <= 24
    assert len(step.title.en) <= 28
    for language in ("ja", "en"):
        assert cell_len(step.instruction.in_(language)) <= 2 * 44
        assert cell_len(step.output.in_(language)) <= 40
        assert all(cell_len(point.term.in_(language)) <= 30 for point in step.points)


def test_every_phase_has_a_step_and_every_step_its_phase() -> None:
    for deck in DECKS:
        assert {step.phase for step in deck.steps} == {phase.id for phase in deck.phases}
    assert DECK.phase("listen").question.en == "Who is our customer?"


def test_invents_rounds_fill_their_step_and_a_fifth_is_five_minutes_over() -> None:
    step = DECK.step("invent.rounds")
    assert step.rounds is not None
    one_round = step.rounds.tell + step.rounds.score
    assert one_round * step.rounds.planned == step.minutes
    assert one_round * step.rounds.most == (step.minutes or 0) + 5


def test_an_unknown_step_means_the_first_one() -> None:
    assert DECK.step("nowhere").id == "opening.checks"
    assert DECK.step("").id == "opening.checks"


def test_the_clock_warns_at_one_minute_and_zero_unless_the_step_says_otherwise() -> None:
    step = DECK.steps[0]
    assert DECK.warnings_of(step) == (60, 0)
    assert DECK.warnings_of(step.model_copy(update={"warnings": (30,)})) == (30,)
    assert DECK.warnings_of(step.model_copy(update={"warnings": ()})) == ()


@pytest.mark.parametrize(
    ("step", "by", "expected"),
    [
        ("opening.checks", 1, "opening.goal"),
        ("opening.checks", -1, None),
        ("define.table", 1, "break.1"),
        ("invent.cycle", -1, "break.1"),
        ("next.decide", 1, None),
        ("next.decide", -1, "iterate.measure"),
        ("listen.intro", 0, "listen.intro"),
    ],
)
def test_each_step_knows_its_neighbours(step: str, by: int, expected: str | None) -> None:
    found = agenda.neighbour(workshop(), DECK, step, by)
    assert (found.id if found else None) == expected


def test_the_teams_own_minutes_go_before_the_decks() -> None:
    made = workshop(plan={"minutes": {"listen.write": 7, "listen.group": 0}})
    assert agenda.planned_seconds(made, DECK.step("listen.write")) == 420
    assert agenda.planned_seconds(made, DECK.step("listen.group")) == 0
    assert agenda.planned_seconds(made, DECK.step("listen.intro")) == 120
    assert starts_at(made, DECK, "break.1") == (80 + 2 - 10) * 60


def test_a_step_without_minutes_is_untimed_and_takes_no_time_of_the_plan() -> None:
    untimed = DECK.steps[0].model_copy(update={"minutes": None})
    deck = DECK.model_copy(update={"steps": (untimed, *DECK.steps[1:])})
    assert agenda.planned_seconds(workshop(), untimed) is None
    assert starts_at(workshop(), deck, "opening.goal") == 0


def run(step: str, actual: int, round_: int = 1) -> dict[str, Any]:
    started = example(ENGLISH).log[0].started
    return {"step": step, "planned": 1, "actual": actual, "round": round_, "started": started}


def at(step: str, *log: dict[str, Any], round_: int = 1) -> Workshop:
    return workshop(progress={"step": step, "round": round_}, log=log)


def test_the_time_spent_in_a_step_is_that_of_all_its_runs_this_round() -> None:
    made = at("", run("listen.write", 100), run("listen.group", 7), run("listen.write", 50), round_=1)
    assert agenda.spent_seconds(made, "listen.write") == 150
    other_round = at("", run("listen.write", 100, 1), run("listen.write", 40, 2), round_=2)
    assert agenda.spent_seconds(other_round, "listen.write") == 40


def test_a_team_may_bring_its_own_deck_beside_its_workshop(tmp_path: Path) -> None:
    words = '{ ja = "朝", en = "Morning" }'
    names = ("title", "instruction", "output", "hint")
    text = f'id = "short"\ntitle = {words}\n[[phases]]\nid = "listen"\nname = {words}\nquestion = {words}\n'
    text += '[[steps]]\nid = "only"\nphase = "listen"\nkind = "all"\n'
    text += "".join(f"{name} = {words}\n" for name in names)
    (tmp_path / "short.toml").write_text(text, encoding="utf-8")
    deck = decks.load("short.toml", tmp_path / "workshop.toml")
    assert [(step.id, step.minutes) for step in deck.steps] == [("only", None)]
    assert deck.title.in_("ja") == "朝"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("improved", None, "There is no deck “improved”"),
        ("mine.toml", None, "There is no such file"),
        ("mine.toml", "id = 5\n", "“id” must be text in quotes"),
        ("./mine.toml", "id = \n", "The value is missing here"),
    ],
)
def test_a_deck_that_cannot_be_used_is_told_with_its_file(
    tmp_path: Path, name: str, text: str | None, told: str
) -> None:
    if text is not None:
        (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    workshop = tmp_path / "workshop.toml"
    workshop.write_text(f'deck = "{name}"\n', encoding="utf-8")
    with pytest.raises(InvalidFileError) as caught:
        decks.load(name, workshop)
    assert told in str(caught.value)


def deck_of(**changed: Any) -> Deck:
    return Deck.model_validate(DECK.model_dump() | changed)


def test_a_deck_refuses_a_step_twice_a_phase_twice_and_a_step_of_no_phase() -> None:
    steps, phases = DECK.model_dump()["steps"], DECK.model_dump()["phases"]
    assert deck_of().steps == DECK.steps
    for wrong in ({"steps": [*steps, steps[3]]}, {"phases": [*phases, phases[0]]}):
        with pytest.raises(ValidationError, match="is used twice"):
            deck_of(**wrong)
    with pytest.raises(ValidationError, match="Nothing has the id listen"):
        deck_of(phases=[phase for phase in phases if phase["id"] != "listen"])
