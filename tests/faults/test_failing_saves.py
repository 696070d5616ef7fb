"""A save that fails or dies at any call leaves the file whole: the old one, or the new one."""

import errno
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from fault_injection import CHANGING, Call, Fault, Run, faults_at, run
from mlew_tui.model import changes
from mlew_tui.storage import atomic_write, document
from mlew_tui.storage.document import Draft
from mlew_tui.storage.lock import WorkshopLock
from mlew_tui.storage.workshop_file import WorkshopFile
from power_cut import left_after
from workshops import ENGLISH, example

OLD = ENGLISH.read_bytes()
RENAMED = changes.put(example(), "customer.name", "だれか")
NEW = document.render(RENAMED, OLD.decode()).encode()
MODE = 0o664
"""More than the usual umask leaves, so that the save has to give it back."""


@dataclass(frozen=True)
class Saving:
    """One way to save: through which path, into which file, from what to what, with which copy kept."""

    path: Path
    target: Path
    old: bytes | None
    new: bytes
    copy: Path | None = None
    text: bytes = OLD

    def lay_out(self) -> None:
        """Have the folder as it is before the save."""
        for stray in self.target.parent.iterdir():
            stray.unlink()
        if self.old is not None:
            self.target.write_bytes(self.old)
            self.target.chmod(MODE)

    def save(self) -> None:
        WorkshopFile(self.path, self.text.decode()).save(RENAMED)

    def hold_the_lock(self) -> None:
        assert WorkshopLock(self.path).acquire() is None

    def tried(self, *faults: Fault) -> Run:
        self.lay_out()
        return run(self.save, *faults, before=self.hold_the_lock)

    @property
    def there(self) -> dict[str, bytes]:
        return {} if self.old is None else {str(self.target): self.old}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give an empty folder: the home of the tests is beside it."""
    empty = tmp_path / "usb"
    empty.mkdir()
    return empty


def plainly(folder: Path) -> Saving:
    target = folder / "workshop.toml"
    return Saving(target, target, OLD, NEW)


def through_a_link(folder: Path) -> Saving:
    (folder / "team").mkdir()
    (folder / "link.toml").symlink_to(Path("team") / "workshop.toml")
    return Saving(folder / "link.toml", folder / "team" / "workshop.toml", OLD, NEW)


def keeping_a_copy(folder: Path) -> Saving:
    target = folder / "workshop.toml"
    return Saving(target, target, OLD, document.canonical(RENAMED, OLD.decode()).encode(), folder / "workshop.toml.bak")


def where_it_was_removed(folder: Path) -> Saving:
    target = folder / "workshop.toml"
    return Saving(target, target, None, NEW)


@pytest.fixture(params=[plainly, through_a_link, keeping_a_copy, where_it_was_removed])
def saving(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Saving:
    """Give a way to save; its text is worked out once, as that is pure and hundreds of runs need it.

    For the copy it is None: a layout the writer cannot edit.
    """
    prepared: Callable[[Path], Saving] = request.param
    made = prepared(folder)
    text = NEW.decode() if made.copy is None else None
    monkeypatch.setattr(Draft, "edited", lambda *_: text)
    monkeypatch.setattr(document, "canonical", lambda *_: made.new.decode())
    return made


def faults_of(saving: Saving) -> Iterator[tuple[Fault, ...]]:
    """Give every fault at every call, and where one refuses the save, a second one while it tidies up.

    There one errno stands for all: the first has given the answer already, and nothing asks which the second is.
    """
    for call in saving.tried().calls:
        faults = list(faults_at(call))
        yield from ((fault,) for fault in faults)
        refused = saving.tried(faults[0])
        if refused.answer != "saved":
            for later in refused.calls[call.index + 1 :]:
                yield from ((faults[0], again) for again in faults_at(later))


def found(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def check_the_folder(saving: Saving, faults: Sequence[Fault], came: Run) -> None:
    """Hold what a save left, and what the next start makes of it, to what was promised."""
    where = f"{[str(fault) for fault in faults]} of {[call.name for call in came.calls]}"
    target, new = saving.target, saving.new
    content = found(target)
    if came.answer == "saved":
        assert content == new, f"{where}: an acknowledged save is lost"
    elif came.answer:
        assert content == saving.old, f"{where}: refused, and yet not as it was"
        assert came.answer == "WriteError", where
        assert came.code in {fault.code for fault in faults}, where
        assert came.words, where
    assert content in (saving.old, new), f"{where}: neither old nor new"
    assert saving.path.is_symlink() == (saving.path != target), f"{where}: the link became a file"
    if content is not None and saving.old is not None:
        assert stat.S_IMODE(target.stat().st_mode) == MODE, f"{where}: its mode is lost"
    if saving.copy is not None:
        assert found(saving.copy) in ((OLD,) if content == new else (OLD, None)), f"{where}: the copy is not whole"
    next_start(saving, where)
    kept = {path.name for path in (target, saving.copy) if path is not None and path.exists()}
    assert {entry.name for entry in target.parent.iterdir()} - {"link.toml", "team"} == kept, f"{where}: left over"
    assert found(target) == content, f"{where}: the next start changed it"


def next_start(saving: Saving, where: str) -> None:
    lock = WorkshopLock(saving.path)
    assert lock.acquire() is None, f"{where}: the lock outlives its holder"
    atomic_write.sweep(saving.path)
    lock.release()


def test_a_fault_at_any_call_of_a_save_leaves_the_file_whole(saving: Saving) -> None:
    tried = 0
    for faults in faults_of(saving):
        check_the_folder(saving, faults, saving.tried(*faults))
        tried += 1
    assert tried > 50, "the gate saw next to nothing of the save"


def test_a_refused_save_tidies_up_at_once(saving: Saving) -> None:
    for call in saving.tried().calls:
        if call.name in CHANGING:
            saving.tried(next(faults_at(call)))
            assert not [entry for entry in saving.target.parent.iterdir() if atomic_write.TEMP_MARK in entry.name], call


def test_what_somebody_else_wrote_is_never_replaced_whatever_fails(folder: Path) -> None:
    theirs = OLD.replace("佐藤".encode(), "斎藤".encode())
    assert theirs != OLD
    target = folder / "workshop.toml"
    saving = Saving(target, target, theirs, theirs)
    for faults in [(), *((fault,) for call in saving.tried().calls for fault in faults_at(call))]:
        came = saving.tried(*faults)
        assert came.answer == ("WriteError" if faults else "FileChangedError")
        assert not CHANGING.intersection(call.name for call in came.calls), "it began to write"
        assert target.read_bytes() == theirs


def changing(calls: Sequence[Call]) -> list[Call]:
    return [call for call in calls if call.name in CHANGING]


def test_the_data_is_safe_before_the_rename_and_the_rename_before_the_answer(folder: Path) -> None:
    target = folder / "workshop.toml"
    target.write_bytes(OLD)
    target.chmod(MODE)
    came = run(lambda: WorkshopFile(target, OLD.decode()).save(RENAMED))
    calls = changing(came.calls)
    temp = calls[0].path
    assert Path(temp).parent == folder
    assert [(call.name, call.path, call.to) for call in calls] == [
        ("open", temp, ""),
        ("write", temp, ""),
        ("fchmod", temp, ""),
        ("fsync", temp, ""),
        ("close", temp, ""),
        ("replace", temp, str(target)),
        ("open", str(folder), ""),
        ("fsync", str(folder), ""),
        ("close", str(folder), ""),
    ]
    assert calls[1].data == target.read_bytes() != OLD


def lost(saving: Saving, calls: Sequence[Call]) -> bool:
    """Tell whether some power cut during or after these calls leaves the file or its copy in pieces."""
    old, new, target = saving.old, saving.new, str(saving.target)
    for done in range(len(calls) + 1):
        for state in left_after(calls[:done], saving.there):
            whole = (new,) if done == len(calls) else (old, new)
            if state.get(target) not in whole or not copy_is_there(saving, state):
                return True
    return False


def copy_is_there(saving: Saving, state: Mapping[str, bytes]) -> bool:
    """Tell whether the copy is whole, and there wherever the file may be the new one already."""
    if saving.copy is None:
        return True
    kept = state.get(str(saving.copy))
    return kept == OLD or (kept is None and state.get(str(saving.target)) == saving.old)


def test_no_power_cut_loses_an_acknowledged_save_or_leaves_half_a_file(saving: Saving) -> None:
    calls = changing(saving.tried().calls)
    assert not lost(saving, calls)


def test_without_any_one_fsync_a_power_cut_would_lose_something(saving: Saving) -> None:
    calls = changing(saving.tried().calls)
    syncs = [index for index, call in enumerate(calls) if call.name == "fsync"]
    assert len(syncs) == (4 if saving.copy else 2)
    for index in syncs:
        assert lost(saving, calls[:index] + calls[index + 1 :]), calls[index]


def test_renamed_before_it_is_synced_a_power_cut_would_leave_an_empty_file(saving: Saving) -> None:
    calls = changing(saving.tried().calls)
    rename = max(index for index, call in enumerate(calls) if call.name == "replace")
    sync = max(index for index, call in enumerate(calls[:rename]) if call.name == "fsync")
    early, late = calls[rename], replace(calls[sync], path=calls[rename].to)
    assert lost(saving, [*calls[:sync], early, late, *calls[rename + 1 :]])


def test_what_is_being_written_nobody_reads_who_may_not_read_the_file(folder: Path) -> None:
    target = folder / "workshop.toml"
    target.write_bytes(OLD)
    target.chmod(0o600)
    came = run(lambda: atomic_write.write(target, NEW))
    writing = next(call.index for call in came.calls if call.name == "write")
    run(lambda: atomic_write.write(target, NEW), Fault(writing, "dies after"))
    (temp,) = [entry for entry in folder.iterdir() if entry != target]
    assert stat.S_IMODE(temp.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_synced_is_tried_twice_and_the_save_counts(folder: Path) -> None:
    target = folder / "workshop.toml"
    saving = Saving(target, target, OLD, NEW)
    (sync,) = [call for call in saving.tried().calls if (call.name, call.path) == ("fsync", str(folder))]
    once = Fault(sync.index, "fails", errno.EIO)
    again = [call.index for call in saving.tried(once).calls if (call.name, call.path) == ("fsync", str(folder))]
    assert len(again) == 2
    came = saving.tried(once, Fault(again[1], "fails", errno.EIO))
    assert (came.answer, target.read_bytes()) == ("saved", saving.new)
    assert [call.path for call in came.calls if call.name == "fsync"][1:] == [str(folder)] * 2
