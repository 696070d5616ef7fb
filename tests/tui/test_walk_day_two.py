"""From Next Step over a hand edit of the file and a whole Day 2 to every export, by keys alone, in a small terminal."""

import csv
import json
from datetime import date
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path

import docx
import openpyxl
from ical.calendar_stream import IcsCalendarStream
from markdown_it import MarkdownIt

from app_harness import Clock, Room, home_in, open_example, room
from day_two import BEFORE, DEFINE, EDITS, END_OF_DAY_1, LISTEN, MINUTES, PLAN, REFINE
from mlew_tui import i18n
from mlew_tui.app.console import ConsoleApp
from mlew_tui.cli import main
from mlew_tui.model.findings.collect import findings
from mlew_tui.model.scoring import tally
from mlew_tui.session.session import Session
from mlew_tui.storage import decks
from mlew_tui.storage.workshop_file import read


def told(it: Room) -> str:
    """Return what the room is being told."""
    return "\n".join(str(one.message) for one in it.app._notifications)  # noqa: SLF001


async def end_day_1(app: ConsoleApp) -> None:
    """Take a finding over, follow a thread, and close the round."""
    async with room(app) as it:
        assert "Enter 開く" in it.text()
        await it.walk(END_OF_DAY_1)
        assert it.session.step.id == "day2.checks"
        assert "改善編" in told(it)


async def day_2(app: ConsoleApp, clock: Clock) -> None:
    """Redo three phases, plan, look at an export and write it, and close the round."""
    async with room(app) as it:
        words = "実践編からの変化：異論を 1 件決着、レビューを 2 件確認済みに、k2 の重み 3 → 5"
        assert told(it) == words
        await it.walk(BEFORE)
        assert it.session.step.id == "day2.minutes"
        await it.walk(MINUTES)
        assert it.session.step.id == "listen.customer"
        clock.go(60)
        await it.walk(LISTEN)
        await it.walk(DEFINE[:2])
        it.app.clear_notifications()
        await it.walk(DEFINE[2:3])
        assert "採用する事例が s1 " in told(it)
        assert "結果を変えたもの：k1 の重み 5 → 1" in told(it)
        await it.walk(DEFINE[3:-1])
        assert "n 評価し直す" in it.text()
        await it.walk([*DEFINE[-1:], *REFINE])
        assert it.session.step.id == "plan.timeline"
        await it.walk(PLAN)
        it.app.clear_notifications()
        await it.pilot.pause()
        assert (it.session.step.id, "5/5" in it.text()) == ("plan.close", True)
        await it.press("ctrl+s", "enter")
        await it.until("書き出し先")
        await it.press("enter")
        await it.until("書き出しました")
        await it.press("f9", "c")
        assert it.session.step.id == "day2.checks"


async def test_the_walk_from_next_step_to_round_3_leaves_two_copies_a_plan_and_exports_others_can_read(
    tmp_path: Path,
) -> None:
    i18n.use("ja")
    clock, path = Clock(), tmp_path / "workshop.toml"
    await end_day_1(open_example(tmp_path, clock, "next.decide"))
    frozen = tmp_path / "workshop.round1.toml"
    left = frozen.read_bytes()
    text = path.read_text(encoding="utf-8")
    for old, new in EDITS:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    assert main.main(["check", str(path)]) == 0
    clock.go(6 * 86400)
    await day_2(ConsoleApp(home_in(tmp_path), Session.open(path, home_in(tmp_path), clock.time_source)), clock)

    day_1, made = read(frozen)[0], read(tmp_path / "workshop.round2.toml")[0]
    assert frozen.read_bytes() == left
    assert (day_1.progress.round, made.progress.round, read(path)[0].progress.round) == (1, 2, 3)
    assert {entry.round for entry in made.log} == {1, 2}
    assert day_1.next_step.improve[-1].model_dump(exclude={"reason", "action", "assumed"}) == {
        "phase": "invent", "finding": "unsolved-problems", "owner": "m1", "minutes": 20,
    }  # fmt: skip
    assert "# 事業部会で" in path.read_text(encoding="utf-8")
    assert [one.weight for one in made.criteria] == [3, 5, 3, 5, 1]
    assert [one.id for one in made.reviews if one.assumed] == ["r11"]
    assert made.customer.objections[0].settled
    assert made.plan.facilitator == "m3"
    assert sum(made.plan.minutes.values()) == 10 + 25 + 30
    assert [one.id for one in made.proposal.steps if one.concern] == ["f13"]
    assert {one.kind: str(one.due) for one in made.milestones} == {
        "use_case": "2026-11-28", "experience": "2027-02-05", "profit": "2027-04-30", "model": "2027-06-30",
    }  # fmt: skip
    assert [(one.owner, one.milestone, one.due) for one in made.todos] == [
        *((person, "experience", date(2027, 2, 5)) for person in ("m1", "m2", "m3", "m4")),
        ("m5", "experience", date(2027, 1, 20)),
    ]
    assert [(one.kind, one.milestone) for one in made.meetings] == [
        ("progress", None), ("report", "experience"), ("report", "profit"), ("report", "model"),
    ]  # fmt: skip
    assert not [one for one in findings(made, decks.of(made, path).thresholds) if one.phase == "listen"]
    assert [one.phase for one in read(path)[0].next_step.improve] == ["invent", "iterate"][::-1]
    opens_everywhere(tmp_path)


def opens_everywhere(folder: Path) -> None:
    """Write every format and read each back with a library that is not ours."""
    path, out = folder / "workshop.round2.toml", folder / "out"
    out.mkdir()
    made = read(path)[0]
    for to in ("md", "html", "docx", "xlsx", "json", "ics", "discovery-md", "csv"):
        assert main.main(["export", str(path), "--to", to, "-o", f"{out}/"]) == 0, to
    name = "workshop.round2"
    product, todo = made.proposal.product, made.todos[-1].text
    page = Heard()
    page.feed((folder / "workshop.html").read_text(encoding="utf-8"))
    assert {product, todo} <= {word.strip() for word in page.words}
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse((out / f"{name}.md").read_text(encoding="utf-8"))
    assert todo in [token.content for token in tokens if token.type == "inline"]
    assert product in [one.text for one in docx.Document(str(out / f"{name}.docx")).paragraphs]
    book = openpyxl.load_workbook(BytesIO((out / f"{name}.xlsx").read_bytes()))
    assert any(cell.value == todo and cell.data_type == "s" for row in book["やること"] for cell in row)
    data = json.loads((out / f"{name}.json").read_text(encoding="utf-8"))
    assert data["computed"]["tally"]["winner"] == tally(made).winner
    calendar = IcsCalendarStream.calendar_from_ics((out / f"{name}.ics").read_text(encoding="utf-8"))
    assert len(calendar.events) == len(made.meetings) + len(made.milestones) + len(made.todos)
    rows = list(csv.DictReader(StringIO((out / "todos.csv").read_text(encoding="utf-8-sig"))))
    assert [row["due"] for row in rows] == [str(one.due) for one in made.todos]
    assert rows[-1]["text"] == f"'{todo}"
    other = folder / "other.toml"
    assert (
        main.main(["new", str(other), "--title", "T", "--lang", "ja", "--participant", "甲:developer", "--no-open"])
        == 0
    )
    assert main.main(["import-cases", str(other), str(out / f"{name}-discovery.md"), "--yes"]) == 0
    back = read(other)[0].cases
    assert [(one.title, one.company, one.solution) for one in back] == [
        (one.title, one.company, one.solution) for one in made.cases
    ]


class Heard(HTMLParser):
    """Collects the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.words.append(data)
