"""Before the reveal nothing tells a score: workshops that differ in scores alone look alike, whatever is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import example as of
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from rich.cells import cell_len
from textual.app import App
from textual.widgets import Static

import export_cases
from broken_files import TEAM
from mlew_tui import i18n
from mlew_tui.cli.arguments import build_parser
from mlew_tui.cli.run_command import load_handler
from mlew_tui.diagnosis import rendering
from mlew_tui.diagnosis.examine import examine
from mlew_tui.diagnosis.masking import masked
from mlew_tui.diagnosis.problem import Lines, Problem
from mlew_tui.diagnosis.rule_check import explain
from mlew_tui.diagnosis.secret_lines import secret_line_numbers
from mlew_tui.model import changes
from mlew_tui.model.changes import Change
from mlew_tui.model.invent import Decision
from mlew_tui.model.merging.merge import merge
from mlew_tui.model.merging.three_way import Conflict
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.change_summary import details, summary
from mlew_tui.reports.conflict_text import questions
from mlew_tui.screens.conflicts import ConflictScreen
from mlew_tui.screens.phases.define import capped_words, weight_label
from mlew_tui.screens.report import ReportScreen
from mlew_tui.session import versions as past
from mlew_tui.storage import document
from mlew_tui.storage.home import Home
from mlew_tui.text.sanitize import COVER
from workshops import ENGLISH, broken_rules, example, full_tree, put_at

PEOPLE = ("m1", "m2", "m3", "m4", "m5")
START = datetime(2026, 11, 22, 5, 31, 5, tzinfo=UTC)
seeds = st.integers(0, 10**6)


def rescored(workshop: Workshop, seed: int, people: Sequence[str] = PEOPLE) -> Workshop:
    """Return a workshop where these people gave other points, filled other cells, and chose other first places."""
    draw = Random(seed)
    cases = [case.id for case in workshop.cases]
    sheets = {
        person: {
            case: {
                criterion.id: Fraction(draw.randint(0, 2 * criterion.weight), 2)
                for criterion in workshop.criteria
                if draw.random() < 0.8
            }
            for case in cases
        }
        for person in people
    }
    first = {person: draw.choice(cases) for person in people if draw.random() < 0.5}
    scored = changes.put(workshop, "ballots.first", {**workshop.ballots.first, **first})
    return scored.with_(scores={**workshop.scores, **sheets}).validated()


def evaluated(seed: int, *, revealed: bool = False) -> Workshop:
    """Return the example with drawn scores, first places and decision, and only the scores' secrecy in doubt."""
    workshop = rescored(changes.put(example(), "ballots.revealed", revealed), seed)
    case = Random(seed).choice(workshop.cases).id
    return workshop.with_(decision=Decision(how="owner", case=case, note=f"note {seed}"))


# --- what changed ---------------------------------------------------------------------------------

EDITS: Mapping[str, Change] = {
    "nothing": lambda workshop: workshop,
    "a lower weight": lambda workshop: changes.set_weight(workshop, "k1", 1),
    "a case removed": lambda workshop: changes.remove(workshop, "cases/s1"),
    "a criterion removed": lambda workshop: changes.remove(workshop, "criteria/k1"),
    "a ballot taken back": lambda workshop: changes.hand_in(workshop, "m2", False),
    "another title": lambda workshop: changes.put(workshop, "title", "another"),
}


def told_of_change(seed: int, edit: Change, people: Sequence[str], *, revealed: bool = False) -> list[object]:
    """Return what is told, there and back, of an edit after which some people scored anew."""
    old = evaluated(seed, revealed=revealed)
    new = rescored(edit(old), seed + 1, people) if people else edit(old).validated()
    return [tell(*pair) for tell in (summary, details) for pair in ((old, new), (new, old))]


@settings(deadline=None, max_examples=30)
@given(seeds, seeds, st.sampled_from(list(EDITS)), st.sampled_from([(), ("m1",), ("m3", "m1")]))
@of(1, 2, "a lower weight", ())
@of(1, 2, "a case removed", ("m1",))
def test_a_change_is_told_alike_whatever_the_scores_are(one: int, other: int, edit: str, people: Sequence[str]) -> None:
    assert told_of_change(one, EDITS[edit], people) == told_of_change(other, EDITS[edit], people)


@pytest.mark.parametrize("edit", sorted({*EDITS} - {"nothing", "a ballot taken back", "another title"}))
def test_after_the_reveal_what_a_change_does_to_scores_is_told(edit: str) -> None:
    assert told_of_change(1, EDITS[edit], (), revealed=True) != told_of_change(2, EDITS[edit], (), revealed=True)


def test_whose_scores_changed_is_told_once_a_person_and_nothing_more() -> None:
    old = evaluated(1)
    new = rescored(old, 2, ("m3", "m1"))
    assert details(old, new) == ["scores of 佐藤 changed", "scores of 田中 changed"]
    assert summary(old, new) == "scores of 佐藤, 田中 changed"
    assert "→" in "".join(details(old, new, covered=False))


def test_a_choice_among_equal_best_cases_and_a_decision_name_no_case() -> None:
    old = evaluated(1).with_(decision=None)
    new = changes.choose_first(old, "m2", "s4").with_(decision=Decision(how="owner", case="s4", note="because"))
    assert details(old, new) == ["scores of 鈴木 changed", "the decision changed"]
    assert summary(old, new) == "scores of 鈴木 changed, the decision changed"


# --- commands -------------------------------------------------------------------------------------


def written(workshop: Workshop) -> str:
    return document.render(workshop, ENGLISH.read_text(encoding="utf-8"))


@cache
def drawn_past(seed: int, *, revealed: bool) -> Sequence[str]:
    """Return three versions of a file: some scores differ, then a weight, then a title."""
    first = evaluated(seed, revealed=revealed)
    second = rescored(changes.set_weight(first, "k2", 1), seed + 1, ("m1",))
    third = rescored(changes.put(first, "title", "another"), seed + 2, ("m1", "m2"))
    return tuple(map(written, (first, second, third)))


class StepPresenter:
    """A workshop file with a past of drawn evaluations, and the commands as a shell calls them."""

    def __init__(self, folder: Path, name: str, seed: int, *, revealed: bool) -> None:
        folder.mkdir(exist_ok=True)
        self.path, self.old = folder / "workshop.toml", folder / "old.toml"
        self.home = Home(state=folder / name / "state", config=folder / name / "config")
        self.at = START
        for text in drawn_past(seed, revealed=revealed):
            self.save(text)
        self.old.write_text(drawn_past(seed, revealed=revealed)[0], encoding="utf-8")

    def save(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")
        self.home.history(self.path).keep(text.encode(), self.at)
        self.at += timedelta(minutes=1)

    def run(self, words: Sequence[str], lang: str) -> int:
        places = {"FILE": str(self.path), "OLD": str(self.old)}
        options = build_parser().parse_args(
            [places.get(word, word.replace("FILE@", f"{self.path}@")) for word in words]
        )
        return load_handler(options.handler)(options, self.home, lang)


COMMANDS = {
    "tally": ("tally", "FILE"), "tally as data": ("tally", "FILE", "--json"), "diff": ("diff", "OLD", "FILE"),
    "diff of versions": ("diff", "FILE@1", "FILE@2"), "history": ("history", "FILE"),
    "restore": ("restore", "FILE", "2"),
}  # fmt: skip


def printed(
    folder: Path, capsys: pytest.CaptureFixture[str], words: Sequence[str], lang: str, *, revealed: bool = False
) -> list[str]:
    """Return what a command prints about each of two workshops that differ in scores alone."""
    said = []
    for name, seed in (("one", 1), ("other", 7)):
        assert StepPresenter(folder, name, seed, revealed=revealed).run(words, lang) == 0
        said.append("".join(capsys.readouterr()))
    assert all(said)
    return said


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_the_same_of_covered_workshops_whatever_the_scores_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, lang: str
) -> None:
    one, other = printed(tmp_path, capsys, COMMANDS[name], lang)
    assert one == other


@pytest.mark.parametrize("name", COMMANDS)
def test_of_revealed_workshops_a_command_prints_what_the_scores_make_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    one, other = printed(tmp_path, capsys, COMMANDS[name], "en", revealed=True)
    assert one != other


@pytest.mark.parametrize("name", ["tally", "tally as data", "diff", "diff of versions"])
def test_whoever_may_know_uncovers_what_a_command_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    one, other = printed(tmp_path, capsys, (*COMMANDS[name], "--uncover"), "en")
    assert one != other
    assert "s3" in one


def test_the_turnout_is_told_by_name_and_how_to_uncover_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    presenter = StepPresenter(tmp_path, "one", 1, revealed=False)
    presenter.save(written(changes.hand_in(evaluated(1), "m2", False)))
    assert presenter.run(COMMANDS["tally"], "en") == 0
    text = " ".join(capsys.readouterr().out.split())
    assert text.startswith("4 of 5 have handed in. Not handed in yet: 鈴木. The result is covered until the reveal.")
    assert text.endswith("--uncover")


def test_no_earlier_version_tells_a_result_that_is_covered_again(tmp_path: Path) -> None:
    presenter = StepPresenter(tmp_path, "one", 1, revealed=True)
    versions = presenter.home.history(presenter.path).versions()
    assert any(
        word in entry.what
        for entry in past.entries(presenter.path, versions, 9, presenter.home.sound)
        for word in ("case s", "scores ch")
    )
    presenter.path.write_text(presenter.path.read_text("utf-8").replace("revealed = true", "revealed = false"), "utf-8")
    again = [entry.what for entry in past.entries(presenter.path, versions, 9, presenter.home.sound)]
    assert again[0] == "weight of k2 1 → 3, title changed, scores of 佐藤, 鈴木 changed"
    presenter.path.write_text("title = 「x」", encoding="utf-8")
    assert [entry.what for entry in past.entries(presenter.path, versions, 9, presenter.home.sound)] == again


# --- conflicts --------------------------------------------------------------------------------------


def conflicts(seed: int) -> tuple[Conflict, ...]:
    """Return where two sides disagree who both changed scores, choices, decision and title."""
    base = evaluated(seed).with_(decision=None)
    mine, theirs = (
        rescored(changes.put(base, "title", title), seed + n, ("m1", "m3")).with_(
            decision=Decision(how="owner", case=f"s{n}")
        )
        for n, title in ((1, "ours"), (2, "theirs"))
    )
    return merge(base, mine, theirs).conflicts


def asked(seed: int, *, covered: bool) -> list[tuple[str, ...]]:
    found = questions(conflicts(seed), covered=covered)
    return [(one.place, one.before, one.mine, one.theirs) for one in found]


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_a_conflict_is_asked_alike_whatever_the_scores_are(lang: str) -> None:
    i18n.use(lang)
    assert asked(1, covered=True) == asked(50, covered=True)
    assert asked(1, covered=False) != asked(50, covered=False)


def test_one_answer_settles_all_the_scores_of_a_person_and_shows_none() -> None:
    (title, *secret) = asked(1, covered=True)
    assert title[2:] == ("ours", "theirs")
    stars = ("＊",) * 3
    assert secret == [("scores of m1", *stars), ("scores of m3", *stars), ("the decision", *stars)]
    found = questions(conflicts(1), covered=True)
    assert {conflict.place for one in found for conflict in one.conflicts} == {one.place for one in conflicts(1)}
    assert len(found) < len(conflicts(1))


def test_a_conflict_about_the_whole_workshop_shows_it_without_scores() -> None:
    one, other = (
        questions([Conflict((), *(evaluated(seed),) * 3)], covered=True) for seed in (1, 2)
    )  # fmt: skip
    assert [replace(question, conflicts=()) for question in one] == [replace(q, conflicts=()) for q in other]


async def test_choosing_works_without_seeing_the_values() -> None:
    found = conflicts(1)
    screen = ConflictScreen("workshop.toml", found, covered=True)
    app: App[None] = App()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.press("down", "t")
        whose = {place[1]: side for place, side in screen.choices.items() if place[0] == "scores"}
        assert whose == {"m1": "theirs", "m3": "mine"}
        assert sum(place[:2] == ("scores", "m1") for place in screen.choices) > 1


# --- weights ----------------------------------------------------------------------------------------


def test_lowering_a_weight_is_told_alike_whether_or_not_scores_are_lowered() -> None:
    blank = evaluated(1).with_(scores={})
    words = capped_words(evaluated(1), "k1", 1)
    assert words == capped_words(evaluated(2), "k1", 1) == capped_words(blank, "k1", 1)
    assert "if any" in words
    assert capped_words(blank, "k1", 5) == capped_words(blank.with_(cases=()), "k1", 1) == ""
    assert weight_label(evaluated(1), "k1", 1) == weight_label(blank, "k1", 1) == "weight 1"
    assert "capped" in weight_label(evaluated(1, revealed=True), "k1", 1)
    assert capped_words(evaluated(1, revealed=True), "k1", 1) != capped_words(evaluated(2, revealed=True), "k1", 1)


# --- broken files -----------------------------------------------------------------------------------

ROW = "s1 = { k1 = 5, k2 = 2.5 }\ns2 = { k1 = 3, k2 = 1 }\n"
BROKEN: Mapping[str, tuple[str, str]] = {
    "a score over its weight": (ROW, "s1 = { k1 = 5, k2 = ◇ }\ns2 = { k1 = @, k2 = 1 }\n"),
    "a score in odd steps": (ROW, "s1 = { k1 = @, k2 = ◇.3 }\n"),
    "a score in quotes": (ROW, 's1 = { k1 = @, k2 = "◇" }\n'),
    "a full-width score": (ROW, "s1 = { k1 = @, k2 = ５.◇ }\n"),
    "no comma": (ROW, "s1 = { k1 = @ k2 = ◇ }\n"),
    "a full-width comma": (ROW, "s1 = { k1 = @、k2 = ◇ }\n"),
    "a case twice": (ROW, "s1 = { k1 = @ }\ns1 = { k2 = ◇ }\n"),
    "no such criterion": (ROW, "s1 = { k1 = @, k9 = ◇ }\n"),
    "a brace not closed": (ROW, "s1 = { k1 = @, k2 = ◇\n"),
    "a mistyped header": ("[scores.m1]\n" + ROW, "[sccore.m1.s1]\nk1 = @\nk2 = ◇、\n"),
    "a lost header": ("[scores.m1]\n" + ROW, "s1 = { k1 = @, k2 = ◇ }\n"),
    "a header made a remark": ("[scores.m1]\n" + ROW, "# [scores.m1]\ns1.k1 = @\n"),
    "a header of full-width brackets": ("[scores.m1]\n", "［scores．m1］\n"),
    "a remark with a score": (ROW, "s1 = { k1 = @, k9 = ◇ } # 佐藤 @\n"),
}


def problems_of(name: str, one: str, other: str) -> Sequence[Problem]:
    """Return what is wrong with a file that is broken so and has these scores."""
    before, after = BROKEN[name]
    text = TEAM.replace(before, after.replace("@", one).replace("◇", other))
    problems = examine(Path("workshop.toml"), text.encode()).problems
    assert problems
    return problems


def rows_of(problems: Iterable[Problem]) -> list[str]:
    return [rendering.plain(row) for problem in problems for row in rendering.rows(problem)]


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_a_broken_line_is_reported_alike_whatever_the_scores_are(name: str, lang: str) -> None:
    i18n.use(lang)
    one, other = problems_of(name, "4.5", "7"), problems_of(name, "1", "5")
    assert rows_of(map(masked, one)) == rows_of(map(masked, other))
    if "@" in BROKEN[name][1]:
        assert rows_of(one) != rows_of(other)


def test_keys_form_and_caret_stay() -> None:
    rows = rows_of(map(masked, problems_of("a score over its weight", "4.5", "7")))
    where = next(index for index, row in enumerate(rows) if "s1 = {" in row)
    assert rows[where].endswith(f"│ s1 = {{ k1 = {COVER}, k2 = {COVER} }}")
    assert rows[where + 1].endswith("│ " + " " * cell_len(f"s1 = {{ k1 = {COVER}, k2 = ") + "^^")
    assert rows[0] == "workshop.toml:87:21: A score is more than the weight of its criterion"


@pytest.mark.parametrize("covered", [True, False])
async def test_the_report_on_the_wall_shows_a_score_only_once_it_is_revealed(*, covered: bool) -> None:
    problems = problems_of("a score over its weight", "4.5", "7")
    screen = ReportScreen(Path("workshop.toml"), problems, covered=covered)
    app: App[None] = App()
    async with app.run_test() as pilot:
        await app.push_screen(screen)
        await pilot.pause()
        wall = "\n".join(str(told.content) for told in screen.query(Static))
    assert ("k2 = 7" in wall, f"k2 = {COVER}" in wall) == (not covered, covered)
    assert screen.problems == problems


def test_what_is_no_secret_is_shown_as_it_is() -> None:
    text = TEAM.replace("weight = 5", "weight = 4").replace('decision = "stop"', 'decision = "stopp"')
    problems = examine(Path("workshop.toml"), text.encode()).problems
    assert len(problems) == 2
    assert tuple(map(masked, problems)) == problems


def test_secret_are_the_lines_of_scores_first_places_and_decision_and_no_other() -> None:
    lines = TEAM.replace("[ballots]\n", '[ballots]\nfirst = { m1 = "s2" }\n').splitlines()
    found = [lines[number] for number in sorted(secret_line_numbers(lines)) if lines[number]]
    assert found == [
        "[scores.m1]", *ROW.splitlines(), 'first = { m1 = "s2" }', "[decision]", 'how = "dice"', 'case = "s1"',
        'among = ["s1", "s2"]',
    ]  # fmt: skip


def test_a_header_made_a_remark_ends_no_secret() -> None:
    assert secret_line_numbers(["[scores.m1]", "# [reviews]", "x = 5", "[reviews]", "y = 5"]) == {0, 1, 2}


def test_a_wrong_decision_names_no_case() -> None:
    text = TEAM.replace('case = "s1"\namong', 'case = "s7"\namong')
    problems = examine(Path("workshop.toml"), text.encode()).problems
    rows = " ".join(rows_of(map(masked, problems)))
    assert all("s7" in problem.what for problem in problems)
    assert "s7" not in rows
    assert "s1" not in rows


@given(st.text(st.sampled_from("[]{}=,.\"'# 09aks一５＝、［】\t"), max_size=40), st.integers(0, 39), st.integers(1, 9))
def test_masking_keeps_a_spot_within_its_line_and_shows_no_digit_for_a_value(line: str, start: int, size: int) -> None:
    start = min(start, len(line))
    spot = Lines(line).spot(start, start + size)._replace(is_secret=True)
    problem = Problem(Path("x"), "int-type", "what is wrong", spot)
    found = masked(problem).spot
    assert 1 <= found.column < found.end
    assert found.column <= len(found.excerpt) + 1
    assert masked(problem._replace(spot=found)).spot == found


def test_a_refused_score_is_not_repeated_before_the_room() -> None:
    tree = put_at(full_tree(), ("scores", "m1", "s1", "k1"), 7.5)
    assert broken_rules(tree)[0][0] == "score_over_weight"
    with pytest.raises(ValidationError) as caught:
        Workshop.model_validate(tree)
    assert "7.5" not in explain(caught.value)


# --- what is exported -----------------------------------------------------------------------------


@settings(max_examples=10)
@given(seeds, seeds)
def test_exports_of_workshops_that_differ_in_scores_alone_are_the_same_bytes_until_the_reveal(
    one: int, other: int
) -> None:
    for to in ("csv", "json", "ics"):
        assert export_cases.files(to, evaluated(one)) == export_cases.files(to, evaluated(other)), to
    told = export_cases.files("csv", evaluated(one))
    assert "results.csv" not in told
    assert "results.csv" in export_cases.files("csv", evaluated(one), uncover=True)
    data = export_cases.files("json", evaluated(one))["workshop.json"].decode()
    assert f"note {one}" not in data
    assert '"scores"' not in data


def test_a_covered_workbook_tells_who_handed_in_and_nothing_else() -> None:
    assert export_cases.files("xlsx", evaluated(1)) == export_cases.files("xlsx", evaluated(2))
    assert export_cases.files("xlsx", evaluated(1, revealed=True)) != export_cases.files(
        "xlsx", evaluated(2, revealed=True)
    )
