"""Before Day 1: the five checks, and who is here; and breaks, which are pages to read."""

from datetime import timedelta

from mlew_tui.i18n import current, mark, tr
from mlew_tui.model import changes
from mlew_tui.model.schedule import agenda
from mlew_tui.model.snapshot import WorkshopSnapshot
from mlew_tui.model.workshop import Workshop
from mlew_tui.screens.step.effects import Commit, Effect, Key
from mlew_tui.screens.step.options import Option
from mlew_tui.screens.step.presenter import BALLOTS, StepPresenter, points_cells
from mlew_tui.screens.step.step_labels import CHECKS, ROLES, options
from mlew_tui.screens.step.ui_state import StepUiState, Value
from mlew_tui.widgets.board import BoardView, Card, Cell

_PEOPLE = ("participants",)


class ChecksPresenter(StepPresenter):
    """The five checks before the day, the workshop's title and start, and who takes part."""

    collections = _PEOPLE
    adds = mark("new participant")
    checks: tuple[str, ...] = CHECKS
    readiness = "readiness"
    options = (
        Option.of("role", lambda _: options(ROLES), _PEOPLE),
        Option.of("votes", lambda _: [(None, ""), (True, tr("votes")), (False, tr("does not vote"))], _PEOPLE),
    )  # fmt: skip

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the checks with ☑ or ☐, the head of the workshop, and everybody with role and vote."""
        workshop, language = snapshot.workshop, current()
        checks = []
        readiness = getattr(workshop, self.readiness)
        for name, point in zip(self.checks, snapshot.step.points, strict=False):
            done = getattr(readiness, name)
            checks.append(
                Card(
                    f"check/{name}", f"{point.term.in_(language)}: {point.text.in_(language)}",
                    glyph="☑" if done else "☐", marks=(tr("done") if done else tr("not yet"),),
                    tone="dim" if done else "card",
                )
            )  # fmt: skip
        starts = workshop.plan.starts
        head = (
            Card("=title", workshop.title, marks=(tr("title"),), tone="strong"),
            Card(
                "=plan.starts",
                f"{starts:%Y-%m-%d %H:%M}" if starts else tr("start time not set"),
                marks=(tr("start"),),
            ),
        )
        there = tuple(
            Card(
                f"participants/{person.id}", person.name,
                marks=(tr(ROLES[person.role]), "" if person.is_voter else tr("no vote")),
            )
            for person in workshop.participants
        )  # fmt: skip
        ready = sum(getattr(readiness, name) for name in self.checks)
        voters = sum(person.is_voter for person in workshop.participants)
        note = tr("{count} here, {voters} vote", count=len(there), voters=voters)
        empty = tr("Type a name below; F5 turns the role.")
        return BoardView(
            (
                Cell("checks", tr("Ready?"), tuple(checks), note=f"{ready}/{len(self.checks)}"),
                Cell("people", tr("Participants"), there, note=note, empty=empty),
                Cell("head", tr("Workshop"), head),
            ),
            width=36,
            lines=6,
        )

    def begins_on_board(self, snapshot: WorkshopSnapshot) -> bool:
        """Begin with the checks once somebody is here."""
        return bool(snapshot.workshop.participants)

    def create(self, snapshot: WorkshopSnapshot, state: StepUiState, text: str) -> tuple[Workshop, str]:
        """Add a participant."""
        role, votes = (option.value(snapshot, state) for option in self.options)
        return changes.add(snapshot.workshop, "participants", name=text, role=role, votes=votes)

    def enter(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Turn a check, or work on a text."""
        kind, _, name = state.cursor.partition("/")
        return self._turn(snapshot, name) if kind == "check" else super().enter(snapshot, state)

    def space(self, snapshot: WorkshopSnapshot, state: StepUiState) -> Effect:
        """Turn the check at the cursor."""
        kind, _, name = state.cursor.partition("/")
        return self._turn(snapshot, name) if kind == "check" else None

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """Space turns a check."""
        return (Key.of("opening.check", self.space),)

    def _turn(self, snapshot: WorkshopSnapshot, name: str) -> Effect:
        path = f"{self.readiness}.{name}"
        done: Value = not getattr(getattr(snapshot.workshop, self.readiness), name)
        return Commit(tr("readiness check"), lambda workshop: changes.put(workshop, path, done))


class BreakPresenter(StepPresenter):
    """A break: what comes after it; ballots still missing can be typed meanwhile."""

    def keys(self, snapshot: WorkshopSnapshot, state: StepUiState) -> tuple[Key, ...]:
        """F8 takes ballots while there are cases and the result is covered."""
        return (BALLOTS,) if snapshot.workshop.cases and not snapshot.workshop.ballots.revealed else ()

    def board(self, snapshot: WorkshopSnapshot, state: StepUiState) -> BoardView:
        """Show the deck's line and the step that follows."""
        following = agenda.neighbour(snapshot.workshop, snapshot.deck, snapshot.step.id, 1)
        cells = [*points_cells(snapshot), *_back_again(snapshot)]
        if following is not None:
            phase = snapshot.deck.phase(following.phase)
            text = f"{following.title.in_(current())}: {following.instruction.in_(current())}"
            title = tr("Next: {phase}", phase=phase.name.in_(current()))
            cells.append(Cell("next", title, (Card("next", text, whole=True),), note=phase.question.in_(current())))
        return BoardView(tuple(cells), columns=1, page=True)


def _back_again(snapshot: WorkshopSnapshot) -> tuple[Cell, ...]:
    """Return when the room meets again, while the clock of the break runs: people look for it as they come back."""
    clock = snapshot.workshop.progress.clock
    if clock is None or not clock.running:
        return ()
    back = clock.at + timedelta(seconds=clock.left)
    return (Cell("back", tr("Back at {time}", time=f"{back:%H:%M}")),)
