"""Others who change the open workshop's file: joined where it can be, asked about where not, never written over."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.model import changes
from mlew_tui.model.changes import Change
from mlew_tui.model.merging.three_way import Side
from mlew_tui.model.workshop import Workshop
from mlew_tui.session.document import ChangeRejectedError
from mlew_tui.session.session import Session
from mlew_tui.storage.workshop_file import read
from session_harness import Room, notice
from workshops import people

REVIEWS = [{"id": "r1", "text": "slow", "sentiment": "negative"}, {"id": "r2", "text": "fast", "sentiment": "positive"}]
BROKEN = ('title = "A small one"', "title = 「壊れた」")


def titled(words: str) -> Change:
    return lambda made: made.with_(title=words)


def review(text: str, name: str = "r1") -> Change:
    return lambda made: changes.edit(made, f"reviews/{name}", text=text)


def texts(made: Workshop) -> list[str]:
    return [each.text for each in made.reviews]


def conflicting(room: Room, *, in_background: bool = False, demo: bool = False) -> Session:
    """Return a session that changed a title which was changed in the file too, and noticed that."""
    session = room.open(in_background=in_background, demo=demo)
    room.change_outside(("A small one", "theirs"))
    session.commit("title", titled("ours"))
    notice(session)
    return session


# --- nothing in conflict ----------------------------------------------------------------------


def test_a_change_from_outside_is_taken_over_and_told_in_a_line(tmp_path: Path) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    theirs = room.change_outside(('"slow"', '"too slow"  # said twice'), ("# kept by hand", "# kept by them"))
    (told,) = notice(session)
    assert told.startswith("Taken over from the file: ")
    assert "\n" not in told
    assert texts(session.workshop) == ["too slow", "fast"]
    assert (session.unsaved, session.document.conflicts, session.document.their_problems) == ("", (), ())
    assert room.text == theirs, "there is nothing of ours to write"


def test_ours_is_saved_into_their_text(tmp_path: Path) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    theirs = room.change_outside(('"slow"', '"too slow"  # said twice'), ("# kept by hand", "# kept by them\n\n"))
    session.commit("title", titled("ours"))
    assert room.text == theirs, "what two looks did not find alike may be half written"
    assert notice(session)
    assert room.text == theirs.replace("A small one", "ours")
    assert room.saved == session.workshop
    assert (session.unsaved, room.neighbours) == ("", [])


def test_a_comment_alone_is_taken_over_without_a_word(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.change_outside(("# kept by hand", "# kept by them"))
    assert notice(session) == []
    assert session.undo() is None
    session.commit("title", titled("ours"))
    assert "# kept by them" in room.text
    assert session.undo() == "title"
    assert session.undo() is None


def test_a_file_found_half_written_waits_for_the_rest(tmp_path: Path) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    whole = room.text.replace("fast", "faster")
    half, _, _ = whole.partition("[[reviews]]")
    room.path.write_text(half, encoding="utf-8")
    session.document.look()
    session.commit("title", titled("ours"))
    assert (len(session.workshop.reviews), room.text) == (2, half)
    room.path.write_text(whole, encoding="utf-8")
    notice(session)
    assert texts(session.workshop) == ["slow", "faster"]
    assert (room.saved, room.saved.title) == (session.workshop, "ours")


def test_undo_takes_their_change_back_and_redo_brings_it_again(tmp_path: Path) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    session.commit("title", titled("ours"))
    room.change_outside(('"slow"', '"theirs"'))
    notice(session)
    assert session.undo() == "the file changed outside"
    assert (session.workshop.title, texts(room.saved)) == ("ours", ["slow", "fast"])
    assert session.redo() == "the file changed outside"
    assert (room.saved.title, texts(room.saved)) == ("ours", ["theirs", "fast"])
    assert room.saved == session.workshop


def test_undoing_and_redoing_our_change_keeps_theirs(tmp_path: Path) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    session.commit("title", titled("ours"))
    session.undo()
    room.change_outside(('"slow"', '"theirs"'))
    notice(session)
    assert session.redo() == "title", "what others do is no deed of ours: it forgets nothing"
    session.commit("review", review("ours too", "r2"))
    assert session.undo() == "review"
    assert session.undo() == "title"
    assert (room.saved.title, texts(room.saved)) == ("A small one", ["theirs", "fast"])
    session.redo()
    session.redo()
    assert (room.saved.title, texts(room.saved)) == ("ours", ["theirs", "ours too"])


def test_the_running_clock_and_the_step_stay_ours(tmp_path: Path) -> None:
    room = Room(tmp_path, progress={"step": "listen.write"})
    session = room.open()
    session.toggle_clock()
    room.clock.advance(100)
    room.change_outside(("left = 300", "left = 3"), ("A small one", "theirs"))
    notice(session)
    assert (session.workshop.title, session.step.id) == ("theirs", "listen.write")
    assert (session.clock.left(), session.snapshot.countdown.running) == (200, True)
    room.clock.advance(5)
    session.toggle_clock()
    assert room.saved.log[-1].actual == 105


def test_the_console_goes_where_the_file_says_the_room_is(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    session.toggle_clock()
    room.clock.advance(60)
    room.path.write_text(room.text.replace('step = "listen.write"', 'step = "define.weigh"', 1), encoding="utf-8")
    notice(session)
    assert (session.step.id, session.clock.left(), session.snapshot.countdown.running) == ("define.weigh", 600, False)
    assert room.saved.log[-1].actual == 60, "the clock of the step left is noted"
    assert (session.unsaved, room.saved) == ("", session.workshop)


def test_a_step_the_deck_does_not_have_leaves_the_room_where_it_is(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.change_outside(('step = "listen.write"', 'step = "coffee"'), ("A small one", "theirs"))
    notice(session)
    assert (session.step.id, room.saved.title) == ("listen.write", "theirs")
    assert room.saved.progress.step == "listen.write"


def test_a_reading_console_leaves_the_file_to_the_writing_one(tmp_path: Path) -> None:
    room = Room(tmp_path)
    reader = room.open(read_only=True)
    room.change_outside(("A small one", "theirs"))
    assert notice(reader) == []
    assert reader.workshop.title == "A small one"


# --- both changed the same thing --------------------------------------------------------------


@pytest.mark.parametrize("in_background", [False, True])
@pytest.mark.parametrize("demo", [False, True])
def test_in_a_conflict_theirs_stays_in_the_file_and_ours_is_saved_beside(
    tmp_path: Path, in_background: bool, demo: bool
) -> None:
    room = Room(tmp_path)
    session = conflicting(room, in_background=in_background, demo=demo)
    session.document.autosaver.flush()
    theirs = room.text
    assert [conflict.place for conflict in session.document.conflicts] == [("title",)]
    assert session.unsaved == "Not saved: the file was changed outside"
    beside = room.folder / "workshop.console.toml"
    for words in ("ours again", "ours at last"):
        session.commit("title", titled(words))
        session.document.autosaver.flush()
        session.beat()
        assert read(beside)[0] == session.workshop
        assert room.text == theirs
    session.toggle_clock()
    session.document.autosaver.flush()
    assert read(beside)[0].progress.clock == session.workshop.progress.clock
    assert session.unsaved
    if not demo:
        assert {"theirs", "ours", "ours again", "ours at last"} <= set(room.past)


@pytest.mark.parametrize(("side", "title"), [("mine", "ours"), ("theirs", "theirs")])
def test_settled_both_sides_are_joined_and_the_file_beside_is_gone(tmp_path: Path, side: Side, title: str) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    room.change_outside(("A small one", "theirs"), ('"slow"', '"their review"'), ("by hand", "by them"))
    session.commit("title", titled("ours"))
    session.commit("review", review("our review", "r2"))
    notice(session)
    session.document.resolve({("title",): side})
    assert (session.document.conflicts, session.unsaved, room.neighbours) == ((), "", [])
    assert room.saved == session.workshop
    assert (room.saved.title, texts(room.saved)) == (title, ["their review", "our review"])
    assert "# kept by them" in room.text
    assert session.undo() == "the file changed outside"
    assert (session.workshop.title, texts(session.workshop)) == ("ours", ["slow", "our review"])


def test_what_came_up_since_it_was_asked_is_asked_too(tmp_path: Path) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    theirs = room.change_outside(("A small one", "theirs"), ('"slow"', '"their review"'))
    session.commit("title", titled("ours"))
    notice(session)
    session.commit("review", review("our review"))
    session.document.resolve({("title",): "mine"})
    assert [conflict.place for conflict in session.document.conflicts] == [("title",), ("reviews", "r1", "text")]
    assert room.text == theirs
    session.document.resolve({("title",): "mine", ("reviews", "r1", "text"): "theirs"})
    assert (room.saved.title, texts(room.saved)[0]) == ("ours", "their review")


def test_what_no_longer_disagrees_is_joined_by_itself(tmp_path: Path) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    room.change_outside(("A small one", "theirs"))
    session.commit("review", review("ours"))
    session.commit("title", titled("ours"))
    notice(session)
    assert session.document.conflicts
    session.undo()
    assert (session.document.conflicts, session.unsaved, room.neighbours) == ((), "", [])
    assert (room.saved.title, texts(room.saved)[0]) == ("theirs", "ours")


def test_a_second_change_of_theirs_takes_the_place_of_the_first(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = conflicting(room)
    room.change_outside(('title = "theirs"', 'title = "theirs too"'))
    notice(session)
    (conflict,) = session.document.conflicts
    assert (conflict.before, conflict.mine, conflict.theirs) == ("A small one", "ours", "theirs too")
    room.change_outside(('title = "theirs too"', 'title = "ours"'))
    notice(session)
    assert (session.document.conflicts, session.unsaved, room.saved.title) == ((), "", "ours")


@pytest.mark.parametrize("in_background", [False, True])
def test_put_back_as_it_was_the_file_takes_ours_again(tmp_path: Path, in_background: bool) -> None:
    room = Room(tmp_path)
    before = room.text
    session = conflicting(room, in_background=in_background)
    room.path.write_text(before, encoding="utf-8")
    notice(session)
    session.document.autosaver.flush()
    assert (session.document.conflicts, session.unsaved, room.neighbours) == ((), "", [])
    assert (room.saved, room.saved.title) == (session.workshop, "ours")


def test_removed_while_undecided_it_is_written_again_once_it_is_settled(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = conflicting(room)
    room.path.unlink()
    assert notice(session) == [], "nothing is promised while theirs is undecided"
    session.document.resolve({("title",): "mine"})
    assert (session.unsaved, room.saved.title, room.neighbours) == ("", "ours", [])


def test_what_an_earlier_console_left_beside_is_told_and_never_written_over(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = conflicting(room)
    left = (room.folder / "workshop.console.toml").read_bytes()
    del session  # as after kill -9
    room.change_outside(('title = "theirs"', 'title = "A small one"'))
    second = Session.open(room.path, room.home, room.clock.time_source)
    assert ["workshop.console.toml" in line for line in second.document.take_news()] == [True]
    room.change_outside(("A small one", "theirs"))
    second.commit("title", titled("second"))
    notice(second)
    assert (room.folder / "workshop.console.toml").read_bytes() == left
    assert read(room.folder / "workshop.console2.toml")[0].title == "second"
    second.document.resolve({("title",): "mine"})
    assert (room.folder / "workshop.console.toml").read_bytes() == left
    assert not (room.folder / "workshop.console2.toml").exists()


# --- theirs cannot be used --------------------------------------------------------------------


@pytest.mark.parametrize("theirs", ["title = 「壊れた」\n".encode(), "佐藤".encode("cp932"), b"", b"reviews = 3\n"])
def test_a_broken_file_is_told_ours_goes_on_beside_it_and_keeping_ours_sets_it_aside(
    tmp_path: Path, theirs: bytes
) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.path.write_bytes(theirs)
    notice(session)
    assert session.document.their_problems
    session.commit("title", titled("ours"))
    assert (room.path.read_bytes(), session.unsaved) == (theirs, "Not saved: the file was changed outside")
    assert read(room.folder / "workshop.console.toml")[0] == session.workshop
    session.document.keep_mine()
    (name,) = room.neighbours
    assert (room.folder / name).read_bytes() == theirs
    assert session.document.take_news() == [f"Theirs was set aside as {name}"]
    assert (session.document.their_problems, session.unsaved, room.saved) == ((), "", session.workshop)
    notice(session)
    assert session.unsaved == ""


def test_mended_by_them_it_is_joined_by_itself(tmp_path: Path) -> None:
    room = Room(tmp_path, reviews=REVIEWS)
    session = room.open()
    room.change_outside(BROKEN)
    notice(session)
    session.commit("review", review("ours"))
    room.change_outside((BROKEN[1], 'title = "mended"'))
    (told,) = notice(session)
    assert told.startswith("Taken over")
    assert (session.document.their_problems, session.unsaved, room.neighbours) == ((), "", [])
    assert (room.saved.title, texts(room.saved)[0]) == ("mended", "ours")


def test_keeping_ours_when_theirs_is_gone_meanwhile_writes_ours(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.change_outside(BROKEN)
    session.commit("title", titled("ours"))
    notice(session)
    room.path.unlink()
    session.document.keep_mine()
    assert (session.unsaved, session.document.take_news(), room.saved.title, room.neighbours) == ("", [], "ours", [])


def test_a_deck_that_cannot_be_used_stands_in_the_way_until_it_is_mended(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    theirs = room.change_outside(('deck = "practice"', 'deck = "./own.toml"'), ("A small one", "theirs"))
    notice(session)
    assert [problem.path.name for problem in session.document.their_problems] == ["own.toml"]
    assert (session.workshop.deck, room.text) == ("practice", theirs)
    practice = Path(__file__).parents[2] / "src" / "mlew_tui" / "decks" / "practice.toml"
    (room.folder / "own.toml").write_bytes(practice.read_bytes())
    session.beat()
    assert (session.document.their_problems, session.unsaved, session.workshop.title) == ((), "", "theirs")
    (room.folder / "own.toml").unlink()
    assert session.undo() is not None
    assert session.workshop.deck == "practice"
    with pytest.raises(ChangeRejectedError, match=r"own\.toml"):
        session.redo()
    assert (session.workshop.deck, room.saved.deck) == ("practice", "practice")


def test_a_conflict_whose_deck_cannot_be_used_becomes_a_problem_and_then_a_conflict_again(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    room.change_outside(('deck = "practice"', 'deck = "nowhere"'), ("A small one", "theirs"))
    session.commit("title", titled("ours"))
    notice(session)
    session.document.resolve({("title",): "mine"})
    assert (session.document.conflicts, len(session.document.their_problems)) == ((), 1)
    room.change_outside(('deck = "nowhere"', 'deck = "practice"'))
    notice(session)
    assert (len(session.document.conflicts), session.document.their_problems) == (1, ())


# --- the file itself --------------------------------------------------------------------------


def gone(path: Path) -> None:
    path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name("elsewhere.toml"))


@pytest.mark.parametrize("how", [gone, renamed])
def test_a_file_that_is_gone_is_told_once_and_the_next_save_writes_it_again(
    tmp_path: Path, how: Callable[[Path], None]
) -> None:
    room = Room(tmp_path)
    session = room.open()
    how(room.path)
    (told,) = notice(session)
    assert told == "workshop.toml is gone: renamed or deleted? The next save writes it again here."
    session.beat()
    assert notice(session) == []
    session.commit("title", titled("ours"))
    assert (session.unsaved, room.saved.title) == ("", "ours")
    assert notice(session) == []
    how(room.path)
    assert len(notice(session)) == 1


@pytest.mark.parametrize("is_deep", [False, True])
def test_a_link_stays_a_link_whoever_writes(tmp_path: Path, is_deep: bool) -> None:
    room = Room(tmp_path)
    real = tmp_path / "real" / "w.toml"
    real.parent.mkdir()
    room.path.rename(real)
    room.path.symlink_to(real)
    if is_deep:
        room.path.rename(room.folder / "middle.toml")
        room.path.symlink_to("middle.toml")
    session = room.open()
    session.commit("title", titled("ours"))
    assert (room.path.is_symlink(), real.is_symlink(), read(real)[0].title) == (True, False, "ours")
    room.change_outside(("# kept by hand", "# kept by them"), ('title = "ours"', 'title = "theirs"'))
    session.commit("language", lambda made: made.with_(language="en"))
    notice(session)
    assert (room.path.is_symlink(), read(real)[0]) == (True, session.workshop)
    assert session.workshop.title == "theirs"


def test_a_file_touched_but_not_changed_is_nothing_new(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    os.utime(room.path, (1, 1))
    assert notice(session) == []
    copy = room.folder / "copy"
    copy.write_bytes(room.path.read_bytes())
    copy.replace(room.path)
    assert notice(session) == []
    session.commit("title", titled("ours"))
    assert (session.unsaved, room.neighbours) == ("", [])


# --- going back -------------------------------------------------------------------------------


def test_an_earlier_version_comes_back_and_that_can_be_undone(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    session.toggle_clock()
    for words in ("second", "third"):
        session.commit("title", titled(words))
    session.go("define.weigh")
    first = session.document.versions()[-1]
    session.document.restore(first.number)
    assert (room.saved.title, session.step.id) == ("A small one", "define.weigh")
    assert session.undo() == f"version {first.number} brought back"
    assert room.saved.title == "third"


def test_a_version_that_cannot_be_read_changes_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path)
    session = room.open()
    theirs = room.change_outside(BROKEN)
    notice(session)
    broken = session.document.versions()[0]
    with pytest.raises(InvalidFileError):
        session.document.restore(broken.number)
    assert (room.text, room.neighbours) == (theirs, []), "nothing was set aside for it"
    session.document.restore(broken.number - 1)
    assert (session.document.their_problems, session.unsaved, room.saved.title) == ((), "", "A small one")


def test_who_may_only_read_restores_nothing(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.open()
    reader = room.open(read_only=True)
    with pytest.raises(ChangeRejectedError):
        reader.document.restore(1)


def test_people_added_by_both_get_their_own_ids(tmp_path: Path) -> None:
    room = Room(tmp_path, participants=people("m1"))
    session = room.open()
    room.path.write_text(room.text + '\n[[participants]]\nid = "m2"\nname = "Theirs"\n', encoding="utf-8")
    session.commit("person", lambda made: changes.add(made, "participants", name="Ours")[0])
    notice(session)
    assert (session.document.conflicts, session.unsaved) == ((), "")
    assert {person.id: person.name for person in room.saved.participants} == {"m1": "M1", "m2": "Theirs", "m3": "Ours"}
