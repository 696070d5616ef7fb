"""Files on a real disk: replaced whole or not at all, never anybody else's."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.model import changes
from mlew_tui.model.workshop import Workshop
from mlew_tui.storage import atomic_write
from mlew_tui.storage.atomic_write import TEMP_MARK, WriteError, hidden
from mlew_tui.storage.workshop_file import FileChangedError, WorkshopFile, read
from mlew_tui.text.os_errors import describe_os_error
from refusing_disks import a_disk_that_takes_only, an_ordinary_users_folder, listing
from workshops import ENGLISH, example, workshop

OLD, NEW = b"old\n", "新しい\r\n".encode()
LONGEST = {"ascii": "w" * 250 + ".toml", "kana": "ワ" * 83 + "1.toml"}
"""Names of 255 bytes: no file system takes a longer one."""


def test_a_file_is_written_where_there_was_none(tmp_path: Path) -> None:
    atomic_write.write(tmp_path / "workshop.toml", NEW)
    assert (tmp_path / "workshop.toml").read_bytes() == NEW
    assert listing(tmp_path) == ["workshop.toml"]


def test_a_file_is_replaced_by_another_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_bytes(OLD)
    with path.open("rb") as reader:
        atomic_write.write(path, NEW)
        assert reader.read() == OLD, "who is reading goes on with the old one"
    assert path.read_bytes() == NEW
    assert listing(tmp_path) == ["workshop.toml"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o640])
def test_a_files_mode_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "workshop.toml"
    path.write_bytes(OLD)
    path.chmod(mode)
    atomic_write.write(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_files_mode_is_what_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        atomic_write.write(tmp_path / "workshop.toml", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "workshop.toml").stat().st_mode) == 0o640


def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    target, link = tmp_path / "team" / "workshop.toml", tmp_path / "link.toml"
    target.write_bytes(OLD)
    link.symlink_to(Path("team") / "workshop.toml")
    atomic_write.write(link, NEW)
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert (listing(tmp_path), listing(target.parent)) == (["link.toml", "team"], ["workshop.toml"])


def test_a_link_to_nothing_leads_to_where_the_file_is_made(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "link.toml").symlink_to(tmp_path / "team" / "workshop.toml")
    atomic_write.write(tmp_path / "link.toml", NEW)
    assert (tmp_path / "link.toml").is_symlink()
    assert (tmp_path / "team" / "workshop.toml").read_bytes() == NEW


def test_a_link_that_leads_back_to_itself_is_refused_and_stays(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "other.toml"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(WriteError) as refused:
        atomic_write.write(one, NEW)
    assert describe_os_error(refused.value) == "the link leads back to itself"
    assert (one.readlink(), other.readlink()) == (other, one)
    atomic_write.sweep(one)
    assert listing(tmp_path) == ["one.toml", "other.toml"]


def test_another_hard_link_keeps_the_old_content(tmp_path: Path) -> None:
    path, other = tmp_path / "workshop.toml", tmp_path / "other.toml"
    path.write_bytes(OLD)
    other.hardlink_to(path)
    atomic_write.write(path, NEW)
    assert (path.read_bytes(), other.read_bytes()) == (NEW, OLD)


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "workshop.toml"
    os.mkfifo(pipe)
    with pytest.raises(WriteError):
        atomic_write.write(pipe, NEW)
    assert pipe.is_fifo()
    assert listing(tmp_path) == ["workshop.toml"]


@pytest.mark.parametrize("name", [*LONGEST.values(), os.fsdecode(b"caf\xe9.toml")], ids=[*LONGEST, "no utf-8"])
def test_any_name_a_folder_takes_can_be_saved_and_swept(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    atomic_write.write(path, NEW)
    hidden(path, f"{TEMP_MARK}{2**22}-{2**63}").write_bytes(b"half")
    atomic_write.sweep(path)
    assert path.read_bytes() == NEW
    assert listing(tmp_path) == [name]


names = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=255).filter(
    lambda name: name not in (".", "..") and len(os.fsencode(name)) <= 255
)


@given(names, names, st.sampled_from([".lock", ".holder", f"{TEMP_MARK}{2**22}-{2**63}"]))
def test_a_hidden_name_fits_and_belongs_to_one_file_only(name: str, other: str, suffix: str) -> None:
    mine = hidden(Path(name), suffix)
    assert len(os.fsencode(mine)) <= min(255, max(120, len(os.fsencode(name))))
    assert mine.name.startswith(".")
    assert mine.name.endswith(suffix)
    assert (mine == hidden(Path(other), suffix)) == (name == other)


@pytest.mark.parametrize("tail", ["1", "2", "ワ"])
def test_long_names_that_differ_at_their_end_only_are_kept_apart(tail: str) -> None:
    assert hidden(Path("w" * 240 + tail), ".lock") != hidden(Path("w" * 240 + "0"), ".lock")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "there is no space left on the disk"),
        (OSError(errno.EROFS, "x"), "the disk can only be read"),
        (OSError(errno.EACCES, "x"), "permission is missing"),
        (WriteError(errno.EIO, "x"), "the disk does not answer as it should"),
        (OSError(errno.ENOENT, "x"), "the file or folder is not there"),
        (OSError(errno.ENAMETOOLONG, "x"), "the name is too long"),
        (OSError(errno.EDQUOT, "x"), "the disk space allowed to you is used up"),
        (OSError(errno.EISDIR, "x"), "there is a folder of that name"),
        (OSError(errno.EBUSY, "x"), "another program is using it"),
        (OSError(errno.ENOLCK, "x"), "the folder knows no locks"),
        (OSError(errno.EXDEV, "in the system's words"), "in the system's words"),
        (FileChangedError(0, "in words of ours"), "in words of ours"),
        (OSError("without a number"), "without a number"),
    ],
)
def test_why_the_system_refused_is_said_in_words(error: OSError, words: str) -> None:
    assert describe_os_error(error) == words


def test_a_read_only_file_is_not_replaced() -> None:
    with an_ordinary_users_folder() as folder:
        path = folder / "workshop.toml"
        atomic_write.write(path, OLD)
        path.chmod(0o444)
        with pytest.raises(WriteError) as refused:
            atomic_write.write(path, NEW)
        assert refused.value.filename == str(path)
        assert describe_os_error(refused.value) == "permission is missing"
        assert path.read_bytes() == OLD
        assert listing(folder) == ["workshop.toml"]
        path.chmod(0o644)
        atomic_write.write(path, NEW)
        assert path.read_bytes() == NEW


def test_in_a_folder_where_nothing_may_be_made_the_old_file_stays() -> None:
    with an_ordinary_users_folder() as folder:
        path = folder / "workshop.toml"
        atomic_write.write(path, OLD)
        folder.chmod(0o555)
        with pytest.raises(WriteError):
            atomic_write.write(path, NEW)
        assert path.read_bytes() == OLD
        assert listing(folder) == ["workshop.toml"]
        folder.chmod(0o755)


def test_on_a_full_disk_the_old_file_stays_and_no_temp_is_left(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_bytes(OLD)
    with a_disk_that_takes_only(1000), pytest.raises(WriteError) as refused:
        atomic_write.write(path, b"x" * 100_000)
    assert refused.value.strerror
    assert path.read_bytes() == OLD
    assert listing(tmp_path) == ["workshop.toml"]


def test_when_the_folder_is_gone_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(WriteError) as refused:
        atomic_write.write(tmp_path / "gone" / "workshop.toml", NEW)
    assert describe_os_error(refused.value) == "the file or folder is not there"
    assert listing(tmp_path) == []


def test_a_folder_in_the_files_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "workshop.toml").mkdir()
    with pytest.raises(WriteError) as refused:
        atomic_write.write(tmp_path / "workshop.toml", NEW)
    assert describe_os_error(refused.value) == "there is a folder of that name"
    assert listing(tmp_path) == ["workshop.toml"]


@pytest.mark.parametrize("name", ["workshop.toml", "workshop [1].toml", "ワークショップ*.toml"])
def test_the_sweep_removes_stale_temps_of_this_file_only(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    stale = [f".{name}{TEMP_MARK}1-2", f".{name}{TEMP_MARK}77-88"]
    others = [f".other.toml{TEMP_MARK}1-2", f"{name}{TEMP_MARK}1-2", f".{name}.lock", f"{name}.bak"]
    for other in [*stale, *others]:
        (tmp_path / other).write_bytes(b"half")
    atomic_write.sweep(path)
    assert listing(tmp_path) == sorted([name, *others])
    assert path.read_bytes() == OLD


def test_the_sweep_removes_stale_temps_of_the_files_copies_too(tmp_path: Path) -> None:
    copies = ["workshop.toml.bak", "workshop.round1.toml", "workshop.theirs-101500.toml"]
    for copy in copies:
        (tmp_path / copy).write_bytes(OLD)
        hidden(tmp_path / copy, f"{TEMP_MARK}1-2").write_bytes(b"half")
    neighbour = hidden(tmp_path / "workshops.toml", f"{TEMP_MARK}1-2")
    neighbour.write_bytes(b"half")
    atomic_write.sweep(tmp_path / "workshop.toml")
    assert listing(tmp_path) == sorted([*copies, neighbour.name])


def test_sweeping_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    atomic_write.sweep(tmp_path / "gone" / "workshop.toml")
    assert listing(tmp_path) == []


def test_the_sweep_looks_beside_a_links_target(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / "link.toml").symlink_to(tmp_path / "team" / "workshop.toml")
    stale = tmp_path / "team" / f".workshop.toml{TEMP_MARK}1-2"
    stale.write_bytes(b"half")
    atomic_write.sweep(tmp_path / "link.toml")
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
    with pytest.raises(WriteError):
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
        with pytest.raises(FileChangedError):
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
    with a_disk_that_takes_only(1000), pytest.raises(WriteError):
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
    with pytest.raises(InvalidFileError):
        read(path)
    assert path.read_bytes() == b"format = 9\n"
