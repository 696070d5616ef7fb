"""The screen of a file with problems: the report that ``check`` prints, and what can be done about the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content, Span
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from mlew_tui.diagnosis import rendering
from mlew_tui.diagnosis.problem import Problem
from mlew_tui.i18n import tr
from mlew_tui.text.sanitize import one_line
from mlew_tui.widgets.bindings import binding
from mlew_tui.widgets.key_bar import KeyBar, KeyHint
from mlew_tui.widgets.prose import Prose

Wish = Literal["edit", "check", "cap", "convert", "history", "mine", "leave"]

_SHOWN = 100
_STYLES = {
    "place": "bold", "what": "bold $error", "gutter": "$text-muted", "caret": "bold $error",
    "note": "$accent", "help": "$success",
}  # fmt: skip


class _Told(Static):
    """One problem as ``check`` prints it, drawn for the present width."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self._problem = problem
        self.is_current = False

    def draw(self, width: int) -> None:
        """Draw the problem ``width`` cells wide; the current one has a bar before it."""
        bar = "▌ " if self.is_current else "  "
        text, spans = "", []
        for row in rendering.rows(self._problem, width - 2):
            text += bar
            for part in row:
                if part.role in _STYLES:
                    spans.append(Span(len(text), len(text) + len(part.text), _STYLES[part.role]))
                text += part.text
            text += "\n"
        self.update(Content(text, spans))


class ReportScreen(Screen[None]):
    """Shows every problem of a file; Up and Down go from one to the next.

    ``is_open``: the console has this workshop open, and the changed file would replace it. ``covered``: lines that may
    hold a score show no value, because a broken file does not say whether scores were revealed.
    """

    DEFAULT_CSS = """
    ReportScreen #title { text-style: bold; color: $error; padding: 0 1; height: auto; }
    ReportScreen #about { padding: 0 1; height: auto; }
    ReportScreen VerticalScroll { height: 1fr; margin: 1 0 0 0; padding: 0 1; scrollbar-size-vertical: 1; }
    ReportScreen _Told { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        binding("report.next", "go(1)", priority=True),
        binding("report.back", "go(-1)", priority=True),
        binding("report.edit", "wish('edit')"),
        binding("report.check", "wish('check')"),
        binding("report.history", "wish('history')"),
        binding("report.cap", "wish('cap')"),
        binding("report.convert", "wish('convert')"),
        binding("report.mine", "wish('mine')"),
        binding("report.leave", "wish('leave')", priority=True),
    ]

    @dataclass
    class Wished(Message):
        """Do something about the file; ``problem`` is the current one."""

        wish: Wish
        problem: Problem | None

    def __init__(self, path: Path, problems: Sequence[Problem], *, is_open: bool = False, covered: bool = True) -> None:
        super().__init__()
        self._covered = covered
        self.path = path
        self.is_open = is_open
        self.problems = tuple(problems)
        self._at = 0

    def compose(self) -> ComposeResult:
        """Yield the title, the problems and the keys."""
        yield Static("", id="title", markup=False)
        yield Prose(id="about")
        yield VerticalScroll(can_focus=True)
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the report."""
        await self.show(self.problems)
        self.query_one(VerticalScroll).focus()

    async def show(self, problems: Sequence[Problem]) -> None:
        """Show these problems; the one nearest to the last current one becomes current."""
        from mlew_tui.diagnosis.masking import masked  # lazy: it compiles all message templates, 10 ms

        self.problems = tuple(problems)
        self._at = min(self._at, max(len(problems) - 1, 0))
        words = tr(
            "{name} cannot be used as it is: {count}",
            name=one_line(self.path.name),
            count=rendering.count_words(len(problems)),
        )
        self.query_one("#title", Static).update(Content(words))
        about = tr("It was left as it is. Mend it in an editor; what is mended here is seen at once.")
        if self.is_open:
            about = tr("Somebody changed it meanwhile. Nothing was overwritten; ours is kept beside it and goes on.")
        self.query_one("#about", Prose).show(about)
        scroll = self.query_one(VerticalScroll)
        await scroll.remove_children()
        shown = problems[:_SHOWN]
        await scroll.mount_all(_Told(masked(problem) if self._covered else problem) for problem in shown)
        if len(problems) > _SHOWN:
            await scroll.mount(Static(f"… +{len(problems) - _SHOWN}", markup=False))
        self._draw()
        self.query_one(KeyBar).show(self._keys(), self._more_keys())

    def _keys(self) -> tuple[KeyHint, ...]:
        keys = [
            KeyHint("E", tr("Editor"), "e"), KeyHint("R", tr("Check again"), "r"),
            KeyHint("H", tr("Earlier version"), "h"),
        ]  # fmt: skip
        if self._only("score-over-weight"):
            keys.append(KeyHint("C", tr("Lower the scores"), "c"))
        if any(problem.kind == "encoding" for problem in self.problems):
            keys.append(KeyHint("U", tr("To UTF-8"), "u"))
        return tuple(keys)

    def _more_keys(self) -> tuple[KeyHint, ...]:
        keys = [KeyHint("↑↓", tr("Problem"), "down")]
        if self.is_open:
            keys += [KeyHint("M", tr("Keep ours, set theirs aside"), "m"), KeyHint("Esc", tr("Later"), "escape")]
        else:
            keys.append(KeyHint("Q", tr("Quit"), "q"))
        return tuple(keys)

    def _only(self, kind: str) -> bool:
        return bool(self.problems) and all(problem.kind == kind for problem in self.problems)

    def _draw(self) -> None:
        width = max(self.size.width - 4, 30)
        for index, told in enumerate(self.query(_Told)):
            told.is_current = index == self._at
            told.draw(width)

    def on_resize(self, _event: events.Resize) -> None:
        """Draw the excerpts for the new width."""
        self._draw()

    def action_go(self, by: int) -> None:
        """Go to a neighbouring problem."""
        told = list(self.query(_Told))
        if told:
            self._at = min(max(self._at + by, 0), len(told) - 1)
            self._draw()
            told[self._at].scroll_visible(animate=False)

    def on_click(self, event: events.Click) -> None:
        """Make the problem that was clicked the current one."""
        widget, _ = self.get_widget_at(event.screen_x, event.screen_y)
        told = list(self.query(_Told))
        if isinstance(widget, _Told):
            self._at = told.index(widget)
            self._draw()

    def action_wish(self, wish: Wish) -> None:
        """Post a wish that makes sense for this file."""
        if (wish == "mine" and not self.is_open) or (wish == "cap" and not self._only("score-over-weight")):
            return
        if wish == "convert" and not any(problem.kind == "encoding" for problem in self.problems):
            return
        problem = self.problems[self._at] if self.problems else None
        self.post_message(self.Wished(wish, problem))
