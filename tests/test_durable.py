"""Files on a real disk: replaced whole or not at all, never anybody else's."""

import os
import resource
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import durable
from mlew_tui.storage.diagnostics import Broken
from mlew_tui.storage.durable import TEMP_MARK, NotWritten
from mlew_tui.storage.file import ChangedOutside, WorkshopFile, read
from workshops import ENGLISH, example, workshop

NOBODY = 65534
OLD, NEW = b"old\n", "新しい\r\n".encode()


def listing(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir() if entry.name != "home")


@contextmanager
def an_ordinary_users_folder() -> Iterator[Path]:
    """Give a folder of somebody who is not root, and be that person meanwhile: root may write anywhere."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() != 0 or sys.platform != "linux":
            yield folder
            folder.chmod(0o700)
            return
        os.chown(folder, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield folder
        finally:
            os.setresuid(0, 0, 0)


@contextmanager
def a_disk_that_takes_only(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_is_written_where_there_was_none(tmp_path: Path) -> None:
    durable.write(tmp_path / "workshop.toml", NEW)
    assert (tmp_path / "workshop.toml").read_bytes() == NEW
    assert listing(tmp_path) == ["workshop.toml"]


def test_a_file_is_replaced_by_another_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_bytes(OLD)
    with path.open("rb") as reader:
        durable.write(path, NEW)
        assert reader.read() == OLD, "who is reading goes on with the old one"
    assert path.read_bytes() == NEW
    assert listing(tmp_path) == ["workshop.toml"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o640])
def test_a_files_mode_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "workshop.toml"
    path.write_bytes(OLD)
    path.chmod(mode)
    durable.write(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_files_mode_is_what_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        durable.write(tmp_path / "workshop.toml", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "workshop.toml").stat().st_mode) == 0o640


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    target, link = tmp_path / "team" / "workshop.toml", tmp_path / "link.toml"
    target.write_bytes(OLD)
    link.symlink_to(Path("team") / "workshop.toml")
    durable.write(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert (listing(tmp_path), listing(target.parent)) == (["link.toml", "team"], ["workshop.toml"])


def test_a_read_only_file_is_not_replaced() -> None:
    with an_ordinary_users_folder() as folder:
        path = folder / "workshop.toml"
        durable.write(path, OLD)
        path.chmod(0o444)
        with pytest.raises(NotWritten) as refused:
            durable.write(path, NEW)
        assert refused.value.filename == str(path)
        assert path.read_bytes() == OLD
        assert listing(folder) == ["workshop.toml"]
        path.chmod(0o644)
        durable.write(path, NEW)
        assert path.read_bytes() == NEW


def test_in_a_folder_where_nothing_may_be_made_the_old_file_stays() -> None:
    with an_ordinary_users_folder() as folder:
        path = folder / "workshop.toml"
        durable.write(path, OLD)
        folder.chmod(0o555)
        with pytest.raises(NotWritten):
            durable.write(path, NEW)
        assert path.read_bytes() == OLD
        assert listing(folder) == ["workshop.toml"]
        folder.chmod(0o755)


def test_on_a_full_disk_the_old_file_stays_and_no_temp_is_left(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_bytes(OLD)
    with a_disk_that_takes_only(1000), pytest.raises(NotWritten) as refused:
        durable.write(path, b"x" * 100_000)
    assert refused.value.strerror
    assert path.read_bytes() == OLD
    assert listing(tmp_path) == ["workshop.toml"]


def test_when_the_folder_is_gone_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        durable.write(tmp_path / "gone" / "workshop.toml", NEW)
    assert listing(tmp_path) == []


def test_a_folder_in_the_files_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "workshop.toml").mkdir()
    with pytest.raises(NotWritten):
        durable.write(tmp_path / "workshop.toml", NEW)
    assert listing(tmp_path) == ["workshop.toml"]


@pytest.mark.parametrize("name", ["workshop.toml", "workshop [1].toml", "ワークショップ*.toml"])
def test_the_sweep_removes_stale_temps_of_this_file_only(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    stale = [f".{name}{TEMP_MARK}1-2", f".{name}{TEMP_MARK}77-88"]
    others = [f".other.toml{TEMP_MARK}1-2", f"{name}{TEMP_MARK}1-2", f".{name}.lock", f"{name}.bak"]
    for other in [*stale, *others]:
        (tmp_path / other).write_bytes(b"half")
    durable.sweep(path)
    assert listing(tmp_path) == sorted([name, *others])
    assert path.read_bytes() == OLD


def test_the_sweep_looks_beside_a_links_target(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "link.toml").symlink_to(tmp_path / "team" / "workshop.toml")
    stale = tmp_path / "team" / f".workshop.toml{TEMP_MARK}1-2"
    stale.write_bytes(b"half")
    durable.sweep(tmp_path / "link.toml")
    assert not stale.exists()


def renamed(made: Workshop) -> Workshop:
    return changes.put(made, "customer.name", "だれか")


def test_a_new_workshop_is_written_and_read_back(tmp_path: Path) -> None:
    made = workshop(customer={"name": "n"})
    path = tmp_path / "new" / "folder" / "workshop.toml"
    file = WorkshopFile.create(path, made, "# header")
    assert read(path) == (made, file.text)
    assert file.text.startswith("# header\n")


@pytest.mark.parametrize("there", ["file", "folder", "link to nothing"])
def test_a_new_workshop_never_overwrites_what_is_there(tmp_path: Path, there: str) -> None:
    path = tmp_path / "workshop.toml"
    if there == "file":
        path.write_bytes(OLD)
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "nothing")
    with pytest.raises(FileExistsError):
        WorkshopFile.create(path, workshop(), "#")
    assert listing(tmp_path) == ["workshop.toml"]
    assert there != "file" or path.read_bytes() == OLD


def test_a_new_workshop_beneath_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(NotWritten):
        WorkshopFile.create(tmp_path / "file" / "workshop.toml", workshop(), "#")
    assert (tmp_path / "file").read_bytes() == OLD


def opened(tmp_path: Path) -> WorkshopFile:
    path = tmp_path / "workshop.toml"
    path.write_bytes(ENGLISH.read_bytes())
    return WorkshopFile(path, read(path)[1])


def test_a_save_is_what_the_next_reader_finds(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.save(renamed(example()))
    assert read(file.path) == (renamed(example()), file.text)
    assert listing(tmp_path) == ["workshop.toml"]


def test_saving_what_did_not_change_leaves_the_very_same_file(tmp_path: Path) -> None:
    file = opened(tmp_path)
    before = file.path.stat()
    file.save(example())
    after = file.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_changed_outside_is_not_saved_over(tmp_path: Path) -> None:
    file = opened(tmp_path)
    theirs = file.text.replace("佐藤", "斎藤")
    file.path.write_text(theirs, encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ChangedOutside):
            file.save(renamed(example()))
    assert file.path.read_text(encoding="utf-8") == theirs
    assert listing(tmp_path) == ["workshop.toml"]


def test_a_file_that_was_removed_is_brought_back(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.path.unlink()
    file.save(example())
    assert read(file.path)[0] == example()


def test_a_failed_save_leaves_the_file_and_can_be_made_again(tmp_path: Path) -> None:
    file = opened(tmp_path)
    before = file.path.read_bytes()
    with a_disk_that_takes_only(1000), pytest.raises(NotWritten):
        file.save(renamed(example()))
    assert file.path.read_bytes() == before
    file.save(renamed(example()))
    assert read(file.path)[0] == renamed(example())


def test_a_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    text = "\ufeff# notes\r\ntitle = 'x' # the title\r\n[customer]\r\nname = 'n'\r\n"
    path.write_bytes(text.encode())
    made, raw = read(path)
    WorkshopFile(path, raw).save(renamed(made))
    assert path.read_bytes().decode() == text.replace("'n'", '"だれか"')


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param("佐藤 = \n".encode("cp932"), id="another encoding"),
        pytest.param(b'title = "x\n', id="not valid"),
        pytest.param(b'title = "x"\nunknown = 1\n# theirs\n', id="unknown keys"),
    ],
)
def test_taking_over_sets_theirs_aside_and_saves_ours_whatever_theirs_is(tmp_path: Path, theirs: bytes) -> None:
    file = opened(tmp_path)
    file.path.write_bytes(theirs)
    file.take_over(tmp_path / "theirs.toml")
    file.save(renamed(example()))
    assert (tmp_path / "theirs.toml").read_bytes() == theirs
    assert read(file.path)[0] == renamed(example())
    assert ("# theirs" in file.text) == (b"# theirs" in theirs)


def test_a_file_that_cannot_be_read_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_bytes(b"format = 9\n")
    with pytest.raises(Broken):
        read(path)
    assert path.read_bytes() == b"format = 9\n"
