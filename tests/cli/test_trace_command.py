"""``mlew-tui trace``: a tree as wide as the terminal, or data; no score before the reveal, people's text literal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import tomli_w
from rich.cells import cell_len
from test_result_text import HOSTILE
from test_trace import CHAIN, ORPHANS

from app_harness import home_in
from mlew_tui import i18n
from mlew_tui.cli import trace as command
from mlew_tui.cli.arguments import build_parser
from mlew_tui.model.trace import TraceGraph
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.trace import overview_lines, trace_lines
from workshops import ENGLISH, FARM, Tree, example, workshop

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def trace(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the command: status, what is printed, what is said on standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", "80")
        options = build_parser().parse_args(["trace", *map(str, arguments)])
        status = command.run(options, home_in(tmp_path), None)
        return (status, *capsys.readouterr())

    return run


def written(folder: Path, tree: Tree) -> Path:
    path = folder / "workshop.toml"
    path.write_text(tomli_w.dumps({"title": "T", **tree}), encoding="utf-8")
    return path


def test_the_thread_is_drawn_as_a_tree(tmp_path: Path, trace: Run) -> None:
    path = written(tmp_path, {**CHAIN, "language": "en"})
    assert trace(path, "experience") == (
        0,
        """experience 1 Better experience?: a milestone

Rests on: 1 customer review
├─ puts to the test f1 We offer: an offer
│  └─ s1 case: a case
│     ├─ solves k1 ☹ problem 5: a problem
│     │  │  7.5 of 10 points: M1 4.5, M2 3
│     │  ├─ g1 group: a group
│     │  │  └─ r1 ☹ review: in the group
│     │  └─ heard in p1 ☹ post: a post
│     │     └─ refers to ↑ r1 (see above)
│     └─ ┄ scored, but not named: k2 ☺ strength 3: a strength
│           1 of 6 points: M1 1, M2 0
└─ voices of customer: Ann

Carries:
└─ worked for by t1 todo: a todo
""",
        "",
    )


def test_without_an_id_every_end_is_listed_and_the_orphans_are_counted(tmp_path: Path, trace: Run) -> None:
    status, printed, _ = trace(written(tmp_path, {**CHAIN, "language": "en"}))
    assert (status, printed) == (
        0,
        """f1 We offer: an offer
  ← 1 customer review
f2 Valued for: not linked
  ← ○ orphan: no review and no customer fact behind it
f3 experience step: a step
  ← ○ orphan: no review and no customer fact behind it
experience 1 Better experience?: a milestone
  ← 1 customer review

○ 2 of 4 rest on no review and no customer fact.
""",
    )
    sound = {**CHAIN, "proposal": {"message": CHAIN["proposal"]["message"][:1]}, "language": "ja"}
    assert trace(written(tmp_path, sound))[1].endswith("\n\n2 件すべてが顧客の声までたどれます。\n")
    empty = written(tmp_path, {"title": "T", "language": "en"})
    assert trace(empty)[1] == "There is no item of the proposal and no milestone yet.\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [("f33", "Did you mean “f3”?"), ("expereince", "Did you mean “experience”?"), ("zzzzzz", "mlew-tui trace"),
     ("m1", "participant"), ("[/]", "“[/]”")],
)  # fmt: skip
def test_what_is_not_there_is_told_with_what_was_probably_meant(
    tmp_path: Path, trace: Run, name: str, words: str
) -> None:
    status, printed, said = trace(written(tmp_path, {**CHAIN, "language": "en"}), name)
    assert (status, printed) == (2, "")
    assert words in said


def test_an_id_typed_in_full_width_is_understood_and_a_broken_file_is_told(tmp_path: Path, trace: Run) -> None:
    assert trace(written(tmp_path, CHAIN), "ｋ１")[1].startswith("k1 ☹ 課題 5：a problem\n")
    broken = tmp_path / "broken.toml"
    broken.write_text("title = 5\n", encoding="utf-8")
    status, _, said = trace(broken, "k1")
    assert status == 1
    assert f"{broken}:1" in said


def test_as_json_things_and_links_are_told_by_their_places(tmp_path: Path, trace: Run) -> None:
    path = written(tmp_path, CHAIN)
    data = json.loads(trace(path, "s1", "--json")[1])
    assert data["item"] == {
        "place": "cases/s1", "id": "s1", "kind": "case", "text": "a case",
        "orphan": False, "reviews": 1, "facts": 0, "assumed": 0,
    }  # fmt: skip
    assert [one["id"] for one in data["rests_on"]] == ["k1", "g1", "r1", "p1", "customer"]
    assert [one["id"] for one in data["carries"]] == ["f1", "experience", "t1"]
    links = {(one["from"], one["to"], one["link"]): one for one in data["links"]}
    solved = links["cases/s1", "criteria/k1", "solves"]
    assert (solved["made"], solved["points"]) == (True, {"m1": "4.5", "m2": "3"})
    assert not links["cases/s1", "criteria/k2", "scored"]["made"]
    assert not links["proposal.message/f2", "cases/s1", "adopted"]["made"]
    assert not links["criteria/k1", "posts/p1", "heard"]["made"]
    everything = json.loads(trace(path, "--json")[1])
    assert [one["id"] for one in everything["items"]] == ["f1", "f2", "f3", "experience"]
    assert (everything["orphans"], everything["covered"]) == (["f2", "f3"], False)


def test_before_the_reveal_workshops_that_differ_in_scores_alone_are_told_alike(tmp_path: Path, trace: Run) -> None:
    told = []
    for scores in (CHAIN["scores"], {"m1": {"s1": {"k2": 3}}, "m2": {"s1": {"k1": 0.5}}}):
        tree = {**CHAIN, "language": "en", "scores": scores, "ballots": {"handed_in": ["m1", "m2"]}}
        path = written(tmp_path, tree)
        told.append([trace(path, *rest) for rest in ([], ["f1"], ["f2"], ["k2"], ["s1", "--json"], ["--json"])])
    assert told[0] == told[1]
    assert "Points are covered until the reveal." in told[0][1][1]
    assert json.loads(told[0][4][1])["covered"]
    assert "adopted" not in str(told[0])


@pytest.mark.parametrize("path", [ENGLISH, FARM])
@pytest.mark.parametrize(("lang", "width"), [("ja", 40), ("ja", 80), ("en", 120)])
def test_every_thread_of_the_examples_fits_the_terminal_and_says_every_text_whole(
    path: Path, lang: str, width: int
) -> None:
    i18n.use(lang)
    graph = TraceGraph(example(path))
    for node in graph.nodes.values():
        lines = list(trace_lines(graph, node.place, width))
        assert [line for line in lines if cell_len(line) > width or line != line.rstrip()] == []
    rows = list(overview_lines(graph, width))
    assert max(map(cell_len, rows)) <= width
    assert sum("○" in row for row in rows) == len(ORPHANS[path]) + 1
    flat = "".join(trace_lines(graph, f"cases/{graph.workshop.cases[0].id}", width))
    for sign in "│├└─ ":
        flat = flat.replace(sign, "")
    for criterion in graph.workshop.cases[0].solves:
        node = graph.nodes[f"criteria/{criterion}"]
        assert node.item.text.replace(" ", "") in flat


def hostile() -> Workshop:
    """Return the chain with every text and name an attack."""

    def attacked(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: attacked(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [attacked(inner) for inner in value]
        return HOSTILE if key in ("text", "title", "label", "name", "what", "concern") else value

    tree = attacked({**CHAIN, "title": ""})
    assert isinstance(tree, dict)
    return workshop(**tree)


@pytest.mark.parametrize("width", [20, 80])
def test_peoples_text_is_only_text(width: int) -> None:
    graph = TraceGraph(hostile())
    for place in graph.nodes:
        for line in trace_lines(graph, place, width):
            assert line.isprintable()
    assert "[@click=app.quit]x[/] {0}" in "".join(trace_lines(graph, "reviews/r2", 200))
