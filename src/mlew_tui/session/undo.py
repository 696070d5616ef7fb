"""The undo stack: changes that can be undone, and undone changes that can be redone."""

from typing import NamedTuple

from mlew_tui.model.workshop import Workshop

_KEPT = 200


class Edit(NamedTuple):
    """One change: its label, and the workshop before and after it.

    ``frozen`` holds the bytes of the copy a closed round left. Undoing such a change leads back to that round's step.
    """

    label: str
    before: Workshop
    after: Workshop
    frozen: bytes = b""

    def apply(self, present: Workshop, *, back: bool) -> Workshop:
        """Return the present workshop with this change undone, or made again.

        Other changes stay, including those from outside; where both touched the same thing this one wins. Step,
        clock and log stay as they are; only undoing the closing of a round leads back to its step.
        """
        start, goal = (self.after, self.before) if back else (self.before, self.after)
        from mlew_tui.model.merging.merge import merge  # lazy: takes 10 ms to import, only undo and redo merge

        made = merge(with_time_of(present, start), with_time_of(present, goal), present, otherwise="mine").workshop
        return with_time_of(made.with_(progress=goal.progress), made) if self.frozen else made


class UndoStack:
    """The changes that can be undone and those that can be redone, each with the newest last."""

    def __init__(self) -> None:
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    def push(self, edit: Edit, *, is_ours: bool = True) -> None:
        """Push a change; after one of ours, undone changes cannot be redone."""
        self._done = [*self._done[-_KEPT + 1 :], edit]
        if is_ours:
            self._undone = []

    def last(self, *, back: bool) -> Edit | None:
        """Return the change to undo next, or the one to redo next."""
        stack = self._done if back else self._undone
        return stack[-1] if stack else None

    def turn(self, *, back: bool) -> None:
        """Move the newest change from one stack to the other: it was undone, or redone."""
        source, target = (self._done, self._undone) if back else (self._undone, self._done)
        target.append(source.pop())

    def replace_last(self, edit: Edit) -> None:
        """Replace the newest change."""
        self._done[-1] = edit


def with_time_of(present: Workshop, content: Workshop) -> Workshop:
    """Return ``content`` with the present step, clock and log, without a case it does not have."""
    progress = present.progress
    if progress.case is not None and all(case.id != progress.case for case in content.cases):
        progress = progress.model_copy(update={"case": None, "stage": "tell"})
    return content.with_(progress=progress, log=present.log)
