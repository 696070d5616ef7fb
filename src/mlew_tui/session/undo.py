"""What was done in a room and can be undone, and what was undone and can be done once more."""

from typing import NamedTuple

from mlew_tui.model.workshop import Workshop

_KEPT = 200


class Edit(NamedTuple):
    """One deed: what it was called, and the workshop before and after it.

    ``frozen``: the copy it left, where it closed a round. Such a deed goes from one day to another, and so does
    whoever undoes it.
    """

    label: str
    before: Workshop
    after: Workshop
    frozen: bytes = b""

    def turned(self, present: Workshop, *, back: bool) -> Workshop:
        """Return the present workshop with this deed undone, or done again.

        What else happened stays as it is, also what came from outside; where both touched the same thing the
        deed wins. Step, clock and log are today's: undo never turns time back. Only the closing of a round leads
        back to the step at which it was closed.
        """
        start, goal = (self.after, self.before) if back else (self.before, self.after)
        from mlew_tui.model.merging.merge import merge  # not before the first undo

        made = merge(with_time_of(present, start), with_time_of(present, goal), present, otherwise="mine").workshop
        return with_time_of(made.with_(progress=goal.progress), made) if self.frozen else made


class UndoStack:
    """The deeds that can be undone and those that can be redone, the last one last."""

    def __init__(self) -> None:
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    def note(self, deed: Edit, *, is_ours: bool = True) -> None:
        """Note a deed; after one of our own what was undone cannot be redone."""
        self._done = [*self._done[-_KEPT + 1 :], deed]
        if is_ours:
            self._undone = []

    def last(self, *, back: bool) -> Edit | None:
        """Return the deed to undo next, or the one to redo next."""
        stack = self._done if back else self._undone
        return stack[-1] if stack else None

    def turn(self, *, back: bool) -> None:
        """Note that this deed was undone, or redone."""
        taken, given = (self._done, self._undone) if back else (self._undone, self._done)
        given.append(taken.pop())

    def replace_last(self, deed: Edit) -> None:
        """Note that what was done last was done as ``deed`` has it."""
        self._done[-1] = deed


def with_time_of(present: Workshop, content: Workshop) -> Workshop:
    """Return another content with the present step, clock and log, and no case being told that is not there."""
    progress = present.progress
    if progress.case is not None and all(case.id != progress.case for case in content.cases):
        progress = progress.model_copy(update={"case": None, "stage": "tell"})
    return content.with_(progress=progress, log=present.log)
