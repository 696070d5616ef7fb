"""Next Step: build at once or not, and what to improve first."""

from typing import ClassVar

from mlew_tui.language import current, mark, tr
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.desk import Commit, Desk, Effect, Hand, Key, Option, initial, people_or_none
from mlew_tui.screens.improve import MinutesDesk
from mlew_tui.screens.step_screen import StepScreen
from mlew_tui.screens.words import PHASES, options
from mlew_tui.session import Scene
from mlew_tui.widgets.board import BoardView, Card, Cell

_IMPROVE = ("next_step.improve",)


class DecideDesk(Desk):
    """Yes or no, then a cell a phase with its question and what the team will improve."""

    collections = _IMPROVE
    options = (
        Option("phase", "f5", mark("Phase"), lambda _: options(PHASES), _IMPROVE),
        Option("owner", "f7", mark("In charge"), people_or_none, _IMPROVE),
    )

    def board(self, scene: Scene, hand: Hand) -> BoardView:
        """Show the answer, and the five phases with improvements under the deck's question."""
        step = scene.workshop.next_step
        answer = {None: tr("not decided"), True: tr("yes"), False: tr("no")}[step.build_now]
        decided = Card("answer", tr("Build at once? {answer}", answer=answer), tone="strong", marks=("y / n",))
        cells = [Cell("answer", "", (decided,))]
        questions = [point.text.in_(current()) for point in scene.step.points]
        for index, (phase, title) in enumerate(PHASES.items()):
            cards = [self._card(scene.workshop, number) for number, i in enumerate(step.improve) if i.phase == phase]
            if index < len(questions):
                cards.append(Card(f"question/{phase}", questions[index], tone="dim", whole=True))
            cells.append(Cell(phase, tr(title), tuple(cards)))
        return BoardView(tuple(cells), width=36, lines=5)

    def _card(self, workshop: Workshop, number: int) -> Card:
        item = workshop.next_step.improve[number]
        text = item.reason + (f"\n→ {item.action}" if item.action else "")
        minutes = tr("{minutes} min", minutes=item.minutes) if item.minutes is not None else ""
        return Card(f"next_step.improve/{number}", text, glyph="▲", marks=(minutes, initial(workshop, item.owner)))

    def create(self, scene: Scene, hand: Hand, text: str) -> tuple[Workshop, str]:
        """Add an improvement of the phase turned to."""
        phase, owner = (option.value(scene, hand) for option in self.options)
        return changes.add(scene.workshop, "next_step.improve", phase=phase, reason=text, owner=owner)

    def enter(self, scene: Scene, hand: Hand) -> Effect:
        """Turn the answer, or work on an improvement."""
        if hand.cursor == "answer":
            return self._decide(not scene.workshop.next_step.build_now)
        return super().enter(scene, hand)

    def keys(self, scene: Scene, hand: Hand) -> tuple[Key, ...]:
        """Y and n answer."""
        return (
            Key("next.yes", "y", mark("Build now"), lambda _s, _h: self._decide(True)),
            Key("next.no", "n", mark("Improve first"), lambda _s, _h: self._decide(False)),
        )

    def _decide(self, build: bool) -> Effect:
        return Commit(tr("build at once?"), lambda w: changes.put(w, "next_step.build_now", build))


class NextStepScreen(StepScreen):
    """Next Step."""

    DESKS: ClassVar = {"next.decide": DecideDesk, "day2.minutes": MinutesDesk}
