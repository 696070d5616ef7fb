"""Fills the command palette: every key of the screen below it by name, and what has no key."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import cast

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from mlew_tui.app.console import ConsoleApp
from mlew_tui.i18n import current, mark, tr
from mlew_tui.reports.round_label import round_words
from mlew_tui.screens.dialogs.import_items import ask_for_file
from mlew_tui.screens.home import HomeScreen
from mlew_tui.screens.step.key_hints import all_hints, looking_hints
from mlew_tui.screens.step.step_screen import StepScreen
from mlew_tui.session.session import Session
from mlew_tui.settings.keymap import Keymap, shown

_CLOCK = (("plus5", mark("+5 min")), ("minus1", mark("-1 min")), ("reset", mark("Reset")))
COLOURS = {
    "dark": mark("dark"), "light": mark("light, for projectors"), "contrast": mark("high contrast"),
}  # fmt: skip
"""The labels of the themes by their names in the settings."""
LANGUAGES = {"ja": "日本語", "en": "English"}
"""The languages by the names their speakers have for them."""


class ConsoleCommands(Provider):
    """Fills the palette with every command there is over the screen below it."""

    async def discover(self) -> Hits:
        """Yield all commands, sorted by name."""
        for command in sorted(self._commands(), key=lambda command: command.title):
            yield DiscoveryHit(command.title, command.callback, help=command.help)

    async def search(self, query: str) -> Hits:
        """Yield the commands whose names match."""
        matcher = self.matcher(query)
        for command in self._commands():
            if (score := matcher.match(command.title)) > 0:
                yield Hit(score, matcher.highlight(command.title), command.callback, help=command.help)

    def _commands(self) -> Iterator[SystemCommand]:
        return commands(cast("ConsoleApp", self.app), self.screen)


def commands(console: ConsoleApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield every command over a screen in the present language; no two have the same name."""
    rows = [
        *(_of_step(screen, console.keys) if isinstance(screen, StepScreen) else ()),
        *_of_screen(screen),
        *(_of_workshop(console, console.session) if console.session is not None else ()),
        *(_of_clock(console) if isinstance(screen, StepScreen) else ()),
        *(_of_language(console) if isinstance(screen, StepScreen | HomeScreen) else ()),
        *_of_colours(console),
    ]
    yield from _with_distinct_names(rows)


def _of_step(screen: StepScreen, keymap: Keymap) -> Iterator[SystemCommand]:
    """Yield the keys of the step: its choices, its presenter's own keys, and what every board can do."""
    title = screen.snapshot.step.title.in_(current())
    may_change = not screen.snapshot.read_only
    for hint in (
        all_hints(screen.presenter, screen.snapshot, screen.state, keymap) if may_change else looking_hints(keymap)
    ):
        yield SystemCommand(hint.label, f"{hint.key}  {title}", partial(screen.answer, hint.press))
    yield SystemCommand(
        tr("Take reviews from a file"), tr("CSV, TSV, xlsx or a line each"), partial(ask_for_file, screen, "reviews")
    )
    yield SystemCommand(
        tr("Take cases from a file"), tr("A Markdown list of solutions"), partial(ask_for_file, screen, "cases")
    )


def _of_screen(screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield the shown bindings of the screen and the console, the keys of one action together."""
    keys: dict[str, list[str]] = {}
    chosen = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if active.enabled and binding.show and binding.id and active.node in (screen, screen.app):
            keys.setdefault(binding.id, []).append(shown(key))
            chosen[binding.id] = active
    for name, active in chosen.items():
        run = partial(screen.app.run_action, active.binding.action, active.node)
        yield SystemCommand(tr(active.binding.description), ", ".join(keys[name]), run)


def _of_workshop(console: ConsoleApp, session: Session) -> Iterator[SystemCommand]:
    """Yield what can be done about the file."""
    close = tr("Close {left}", left=round_words(session.workshop.progress.round))
    yield SystemCommand(
        close, tr("Leave a frozen copy and go on in the next round"), lambda: console.controllers.rounds.offer_closing()
    )
    yield SystemCommand(
        tr("Earlier versions"),
        tr("See what was saved, and go back to it"),
        lambda: console.controllers.versions.offer_versions_of(session),
    )
    words = tr("Not saved: what to do") if session.unsaved else tr("Is everything saved?")
    yield SystemCommand(words, tr("Try again, or save elsewhere"), console.controllers.saving.ask_about_failing)
    yield SystemCommand(tr("Save elsewhere"), tr("Go on in another file"), console.controllers.saving.offer_elsewhere)


def _of_clock(console: ConsoleApp) -> Iterator[SystemCommand]:
    """Yield what the clock can do beside its keys."""
    for verb, label in _CLOCK:
        words = tr("Clock: {verb}", verb=tr(label))
        yield SystemCommand(
            words, tr("The countdown of this step"), partial(console.controllers.schedule.turn_clock, verb)
        )


def _of_language(console: ConsoleApp) -> Iterator[SystemCommand]:
    """Yield the languages that are not spoken now."""
    for code, name in LANGUAGES.items():
        if code != current():
            words = tr("Language: {name}", name=name)
            yield SystemCommand(words, tr("From now on, and in the file"), partial(console.language.speak, code))


def _of_colours(console: ConsoleApp) -> Iterator[SystemCommand]:
    """Yield the themes."""
    for name, label in COLOURS.items():
        words = tr("Colours: {theme}", theme=tr(label))
        yield SystemCommand(words, tr("Until the console is closed"), partial(console.use_colours, name))


def _with_distinct_names(commands: Iterable[SystemCommand]) -> Iterator[SystemCommand]:
    """Yield the commands without repetitions; those of the same name add their keys to it."""
    rows = {(row.title, row.help): row for row in reversed(list(commands))}
    count = Counter(title for title, _ in rows)
    for row in reversed(rows.values()):
        name = row.title if count[row.title] == 1 else f"{row.title} ({row.help.partition('  ')[0]})"
        yield row._replace(title=name)
