"""The person's own editor: begun at the right place, its failures told, its text given back."""

import stat
from pathlib import Path

import pytest
from textual.app import App

from mlew_tui.app.editor import EditorError, command, open_file

FILE = Path("a folder") / "workshop.toml"


@pytest.fixture(autouse=True)
def no_editor_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vi", ["vi", "+7", str(FILE)]),
        ("ed", ["ed", "+7", str(FILE)]),
        ("vim", ["vim", "+call cursor(7,3)", str(FILE)]),
        ("nvim", ["nvim", "+call cursor(7,3)", str(FILE)]),
        ("nano", ["nano", "+7,3", str(FILE)]),
        ("emacs -nw", ["emacs", "-nw", "+7:3", str(FILE)]),
        ("emacsclient -t", ["emacsclient", "-t", "+7:3", str(FILE)]),
        ("micro", ["micro", "+7:3", str(FILE)]),
        ("hx", ["hx", f"{FILE}:7:3"]),
        ("code", ["code", "--wait", "--goto", f"{FILE}:7:3"]),
        ("code --wait", ["code", "--wait", "--goto", f"{FILE}:7:3"]),
        ("subl", ["subl", "--wait", f"{FILE}:7:3"]),
        ("'/opt/my editors/nano' -w", ["/opt/my editors/nano", "-w", "+7,3", str(FILE)]),
    ],
)
def test_every_editor_is_told_in_its_own_way_where_to_begin(
    monkeypatch: pytest.MonkeyPatch, editor: str, words: list[str]
) -> None:
    monkeypatch.setenv("EDITOR", editor)
    assert command(FILE, 7, 3) == words


def test_without_a_place_the_file_alone_is_opened_and_visual_goes_before_editor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert command(FILE) == ["vi", str(FILE)]
    monkeypatch.setenv("EDITOR", "nano")
    assert command(FILE) == ["nano", str(FILE)]
    monkeypatch.setenv("VISUAL", "code --wait")
    assert command(FILE) == ["code", "--wait", str(FILE)]


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_variable_is_none(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    monkeypatch.setenv("VISUAL", blank)
    monkeypatch.setenv("EDITOR", "nano")
    assert command(FILE, 2, 1) == ["nano", "+2,1", str(FILE)]


def test_a_variable_that_is_no_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "vi 'unclosed")
    with pytest.raises(EditorError, match="quotation"):
        command(FILE)


@pytest.mark.parametrize("name", ["no-such-editor", "not-runnable", "a\0b"])
async def test_an_editor_that_does_not_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "not-runnable").write_text("#!/bin/sh\n", encoding="utf-8")
    if "\0" not in name:
        monkeypatch.setenv("EDITOR", str(tmp_path / name))
    app: App[None] = App()
    path = tmp_path / ("w\0.toml" if "\0" in name else "workshop.toml")
    async with app.run_test():
        with pytest.raises(EditorError):
            await open_file(app, path, 3, 1)
        assert app.is_running


def test_a_script_may_be_an_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "mend"
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("EDITOR", f"{script} --quick")
    assert command(FILE, 4, 9) == [str(script), "--quick", "+4", str(FILE)]
