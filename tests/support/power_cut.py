"""What a disk may hold after a power cut, worked out from the calls that reached the kernel before it.

Nothing is promised but what was synced: a file's bytes written since its last fsync may be all there,
in part, as zeros or not at all; and of the names made, moved and removed since the folder's last fsync
any may have been kept and any forgotten.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from fault_injection import Call

Contents = dict[str, bytes]
Change = dict[str, int | None]
"""Names and the file (by number) each comes to stand for, None for none; it happens whole or not at all."""


class Disk:
    """The files ever made, the names that are safe, and what was done to names since."""

    def __init__(self, there: Mapping[str, bytes]) -> None:
        self.files = list(there.values())
        self.is_synced = [True] * len(self.files)
        self.safe = {path: number for number, path in enumerate(there)}
        self.now = dict(self.safe)
        self.undecided: list[Change] = []

    def see(self, call: Call) -> None:
        """Take in one call that was done."""
        number = self.now.get(call.path)
        if number is not None:
            self._see_file(call, number)
        elif call.name == "fsync":
            for change in [change for change in self.undecided if _folder(change) == call.path]:
                self.undecided.remove(change)
                _happen(self.safe, change)
        elif call.name == "open" and not any(_folder({path: None}) == call.path for path in self.now):
            self.files.append(b"")
            self.is_synced.append(False)
            self._change({call.path: len(self.files) - 1})

    def _see_file(self, call: Call, number: int) -> None:
        if call.name == "write":
            self.files[number] += call.data
            self.is_synced[number] = False
        elif call.name == "fsync":
            self.is_synced[number] = True
        elif call.name == "replace":
            self._change({call.path: None, call.to: number})
        elif call.name == "unlink":
            self._change({call.path: None})

    def _change(self, change: Change) -> None:
        self.undecided.append(change)
        _happen(self.now, change)

    def possible(self, number: int) -> tuple[bytes, ...]:
        """Return what may be found in a file after the cut."""
        whole = self.files[number]
        return (whole,) if self.is_synced[number] else (whole, whole[: len(whole) // 2], bytes(len(whole)), b"")


def left_after(calls: Sequence[Call], there: Mapping[str, bytes]) -> Iterator[Contents]:
    """Give everything that a power cut right after these calls may leave of the files.

    ``there`` is what was in the folders, safe, in the beginning.
    """
    disk = Disk(there)
    for call in calls:
        disk.see(call)
    for decisions in product((False, True), repeat=len(disk.undecided)):
        names = dict(disk.safe)
        for change, happened in zip(disk.undecided, decisions, strict=True):
            if happened:
                _happen(names, change)
        for found in product(*map(disk.possible, names.values())):
            yield dict(zip(names, found, strict=True))


def _folder(change: Change) -> str:
    return str(Path(next(iter(change))).parent)


def _happen(names: dict[str, int], change: Change) -> None:
    for path, number in change.items():
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number
