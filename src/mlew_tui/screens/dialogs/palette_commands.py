"""What the command palette offers: every key of the screen under it by name, and what has no key."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Protocol

from textual.app import SystemCommand
from textual.screen import Screen

from mlew_tui.i18n import current, mark, tr
from mlew_tui.screens.home import HomeScreen
from mlew_tui.screens.step.key_hints import all_hints, looking_hints
from mlew_tui.screens.step.step_labels import round_words
from mlew_tui.screens.step.step_screen import StepScreen
from mlew_tui.session.session import Session
from mlew_tui.settings.keymap import Keymap, shown

_CLOCK = (("plus5", mark("+5 min")), ("minus1", mark("-1 min")), ("reset", mark("Reset")))
COLOURS = {
    "dark": mark("dark"), "light": mark("light, for projectors"), "contrast": mark("high contrast"),
}  # fmt: skip
"""The themes by their names in the settings, and how they are said."""
LANGUAGES = {"ja": "日本語", "en": "English"}
"""The languages by the names their speakers have for them."""


class Commanded(Protocol):
    """What the palette asks of the console."""

    @property
    def open_session(self) -> Session | None:
        """The session of the open workshop, if one is."""

    @property
    def keymap(self) -> Keymap:
        """The keys the person chose."""

    def dress(self, theme: str) -> None:
        """Draw everything in a theme, by its name in the settings."""

    def speak(self, wanted: str) -> None:
        """Speak another language from now on."""

    def turn_clock(self, verb: str) -> None:
        """Start, pause, extend or reset the clock."""

    def offer_past(self) -> None:
        """Show what was saved, to go back to it."""

    def ask_about_failing(self) -> None:
        """Ask what to do while saving fails."""

    def offer_closing(self) -> None:
        """Ask whether the round is over."""

    def offer_elsewhere(self) -> None:
        """Ask for another file to go on in."""


def commands(console: Commanded, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield every command there is over a screen, in the language spoken now; no two have the same name."""
    found = [
        *(_of_step(screen, console.keymap) if isinstance(screen, StepScreen) else ()),
        *_of_screen(screen),
        *(_of_workshop(console, console.open_session) if console.open_session is not None else ()),
        *(_of_clock(console) if isinstance(screen, StepScreen) else ()),
        *(_of_language(console) if isinstance(screen, StepScreen | HomeScreen) else ()),
        *_of_colours(console),
    ]
    yield from _told_apart(found)


def _of_step(screen: StepScreen, keymap: Keymap) -> Iterator[SystemCommand]:
    """Yield the keys of the step: its choices, its desk's own keys, and what every board can do."""
    title = screen.snapshot.step.title.in_(current())
    may_change = not screen.snapshot.read_only
    for hint in (
        all_hints(screen.presenter, screen.snapshot, screen.state, keymap) if may_change else looking_hints(keymap)
    ):
        yield SystemCommand(hint.label, f"{hint.key}  {title}", partial(screen.answer, hint.press))
    yield SystemCommand(
        tr("Take reviews from a file"), tr("CSV, TSV, xlsx or a line each"), partial(_take_from_file, screen, "reviews")
    )
    yield SystemCommand(
        tr("Take cases from a file"), tr("A Markdown list of solutions"), partial(_take_from_file, screen, "cases")
    )


def _take_from_file(screen: StepScreen, path: str) -> None:
    from mlew_tui.screens.dialogs.import_items import ask_for_file  # not at the start

    ask_for_file(screen, path)


def _of_screen(screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield what the screen and the console say their keys are, the keys of one action together."""
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


def _of_workshop(console: Commanded, session: Session) -> Iterator[SystemCommand]:
    """Yield what can be done about the file."""
    close = tr("Close {left}", left=round_words(session.workshop.progress.round))
    yield SystemCommand(close, tr("Leave a frozen copy and go on in the next round"), console.offer_closing)
    yield SystemCommand(tr("Earlier versions"), tr("See what was saved, and go back to it"), console.offer_past)
    words = tr("Not saved: what to do") if session.unsaved else tr("Is everything saved?")
    yield SystemCommand(words, tr("Try again, or save elsewhere"), console.ask_about_failing)
    yield SystemCommand(tr("Save elsewhere"), tr("Go on in another file"), console.offer_elsewhere)


def _of_clock(console: Commanded) -> Iterator[SystemCommand]:
    """Yield what the clock can do beside its keys."""
    for verb, label in _CLOCK:
        words = tr("Clock: {verb}", verb=tr(label))
        yield SystemCommand(words, tr("The countdown of this step"), partial(console.turn_clock, verb))


def _of_language(console: Commanded) -> Iterator[SystemCommand]:
    """Yield the languages that are not spoken now."""
    for code, name in LANGUAGES.items():
        if code != current():
            words = tr("Language: {name}", name=name)
            yield SystemCommand(words, tr("From now on, and in the file"), partial(console.speak, code))


def _of_colours(console: Commanded) -> Iterator[SystemCommand]:
    """Yield the themes."""
    for name, said in COLOURS.items():
        words = tr("Colours: {theme}", theme=tr(said))
        yield SystemCommand(words, tr("Until the console is closed"), partial(console.dress, name))


def _told_apart(found: Iterable[SystemCommand]) -> Iterator[SystemCommand]:
    """Yield the commands; what has the name of another says its keys in its own, and the same twice is left out."""
    rows = {(row.title, row.help): row for row in reversed(list(found))}
    count = Counter(title for title, _ in rows)
    for row in reversed(rows.values()):
        name = row.title if count[row.title] == 1 else f"{row.title} ({row.help.partition('  ')[0]})"
        yield row._replace(title=name)
