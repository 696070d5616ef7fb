"""The doctor: what it says of terminals, machines and settings, and that it leaves a terminal as it found it."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import termios
import time
import unicodedata
from collections import namedtuple
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mlew_tui.cli.checkup import machine, terminal, terminal_queries
from mlew_tui.cli.checkup.terminal_queries import Answers
from mlew_tui.storage.home import Home

USAGE = namedtuple("USAGE", "total used free")
SOUND = {"LANG": "ja_JP.UTF-8", "TERM": "xterm-256color", "EDITOR": sys.executable}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "PYTHONPATH")
            if name in os.environ}  # fmt: skip
    command = [sys.executable, "-m", "mlew_tui", "doctor", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=20, stdin=subprocess.DEVNULL,
        env={**kept, **SOUND, "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


# --- each look ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "rows", "state"), [(80, 24, "fine"), (79, 24, "wrong"), (80, 23, "wrong"), (200, 60, "fine")]
)
def test_a_terminal_smaller_than_80_by_24_is_wrong(columns: int, rows: int, state: str) -> None:
    assert terminal.size(os.terminal_size((columns, rows))).state == state


@pytest.mark.parametrize(
    ("environment", "state"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "fine"),
        ({"LANG": "ja_JP.utf8@x"}, "fine"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "ja_JP.eucJP"}, "wrong"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "fine"),
        ({"LANG": "ja_JP.SJIS"}, "wrong"),
        ({"LC_CTYPE": "C"}, "note"),
        ({}, "note"),
    ],
)
def test_the_locale_that_counts_must_say_utf_8(environment: Mapping[str, str], state: str) -> None:
    assert terminal.letters(environment).state == state


@pytest.mark.parametrize(
    ("environment", "state", "words"),
    [
        ({"TERM": "xterm-256color"}, "fine", "256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "fine", "all"),
        ({"TERM": "xterm", "COLORTERM": "24bit", "NO_COLOR": ""}, "fine", "NO_COLOR"),
        ({"TERM": "vt220"}, "note", "16"),
        ({"TERM": "dumb"}, "wrong", "dumb"),
        ({}, "wrong", "not set"),
    ],
)
def test_colours_are_those_the_terminal_says_it_has(environment: Mapping[str, str], state: str, words: str) -> None:
    finding = terminal.colours(environment, is_terminal=True)
    assert finding.state == state
    assert words in finding.what
    assert finding.hint or state == "fine"


@pytest.mark.parametrize(
    ("answers", "state", "words"),
    [
        (Answers((2, 1, 1, 1)), "fine", "one cell"),
        (Answers((2, 2, 1, 1)), "wrong", "draws ☆ two"),
        (Answers((2, 2, 2, 2)), "wrong", "☆①─"),
        (Answers((1, 1, 1, 1)), "wrong", "instead of 2"),
        (Answers(), "note", "not checked"),
        (None, "note", "not checked"),
    ],
)
def test_characters_drawn_wider_or_narrower_than_counted_are_wrong(
    answers: Answers | None, state: str, words: str
) -> None:
    finding = terminal.widths(answers)
    assert finding.state == state
    assert words in finding.what


@pytest.mark.parametrize(
    ("environment", "hint"),
    [
        ({"TMUX": "/tmp/x,1,0", "SSH_TTY": "/dev/pts/1"}, "set-clipboard"),
        ({"SSH_CONNECTION": "1 2 3 4"}, "ssh"),
        ({"WSL_DISTRO_NAME": "Ubuntu"}, "WSL"),
        ({}, "OSC 52"),
    ],
)
def test_a_clipboard_nobody_vouches_for_comes_with_what_to_do_there(environment: Mapping[str, str], hint: str) -> None:
    finding = terminal.clipboard(None, environment)
    assert finding.state == "note"
    assert hint in finding.hint
    assert terminal.clipboard(Answers(clipboard=True), environment).state == "fine"


def test_mouse_and_bell_are_told_and_never_wrong() -> None:
    assert [terminal.mouse(each).state for each in (None, Answers(), Answers(mouse=False), Answers(mouse=True))] == [
        "note", "note", "note", "fine",
    ]  # fmt: skip
    assert "bell = false" in terminal.bell(rings=True).hint
    assert "off" in terminal.bell(rings=False).what


@pytest.mark.parametrize(
    ("environment", "states"),
    [
        ({}, []),
        ({"TMUX": "x", "TERM": "tmux-256color"}, ["fine"]),
        ({"TMUX": "x", "TERM": "screen-256color"}, ["fine"]),
        ({"TMUX": "x", "TERM": "xterm-256color"}, ["wrong"]),
        ({"STY": "1.pts", "TERM": "screen"}, ["note"]),
    ],
)
def test_tmux_and_screen_are_told_where_they_stand_between(environment: Mapping[str, str], states: list[str]) -> None:
    assert [finding.state for finding in terminal.multiplexers(environment)] == states


@pytest.mark.parametrize(
    ("version", "state"),
    [("8.2.8", "fine"), ("8.10.0", "fine"), ("9.0.0rc1", "fine"), ("8.2.7", "wrong"), (None, "wrong")],
)
def test_a_textual_that_garbles_japanese_is_wrong(version: str | None, state: str) -> None:
    assert machine.versions(version).state == state


@pytest.mark.parametrize(
    ("environment", "state"),
    [
        ({"EDITOR": f"{sys.executable} -x"}, "fine"),
        ({"VISUAL": sys.executable, "EDITOR": "no-such-editor"}, "fine"),
        ({"VISUAL": " ", "EDITOR": "no-such-editor --wait"}, "wrong"),
        ({"EDITOR": "'unclosed"}, "wrong"),
        ({"PATH": "/nowhere"}, "wrong"),
    ],
)
def test_the_editor_is_looked_for_and_not_started(environment: Mapping[str, str], state: str) -> None:
    finding = machine.editor(environment)
    assert finding.state == state
    assert finding.hint or state == "fine"


def test_where_neither_variable_is_set_vi_is_named(tmp_path: Path) -> None:
    (tmp_path / "vi").touch(mode=0o755)
    finding = machine.editor({"PATH": str(tmp_path)})
    assert (finding.state, "vi" in finding.what) == ("note", True)


def test_a_folder_that_is_there_or_can_be_made_is_fine_and_nothing_is_left_or_made(tmp_path: Path) -> None:
    assert machine.folder("state-folder", tmp_path, "State").state == "fine"
    assert machine.folder("state-folder", tmp_path / "a" / "b", "State").state == "fine"
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_a_folder_s_place_is_wrong_and_named(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    for path in (tmp_path / "state", tmp_path / "state" / "below"):
        finding = machine.folder("state-folder", path, "State")
        assert finding.state == "wrong"
        assert f"{tmp_path / 'state'} is no folder" in finding.what


def test_a_folder_on_a_system_that_takes_no_files_is_wrong() -> None:
    finding = machine.folder("state-folder", Path("/proc/self"), "State")
    assert (finding.state, bool(finding.hint)) == ("wrong", True)


@pytest.mark.parametrize(("megabytes", "state"), [(5, "wrong"), (100, "note"), (5000, "fine")])
def test_little_space_is_noted_and_hardly_any_is_wrong(tmp_path: Path, megabytes: int, state: str) -> None:
    finding = machine.space(tmp_path / "not" / "there", lambda _: USAGE(10**12, 0, megabytes * 10**6))
    assert finding.state == state


def test_every_problem_of_the_settings_is_a_finding_with_its_place(tmp_path: Path) -> None:
    home = Home(tmp_path / "state", tmp_path)
    assert [finding.state for finding in machine.settings(home)] == ["fine"]
    home.settings_file.write_text('bell = 1\ntheme = "drak"\n', encoding="utf-8")
    findings = list(machine.settings(home))
    assert [(f.state, f.problem.line if f.problem else 0) for f in findings] == [("wrong", 1), ("wrong", 2)]


# --- what a terminal answers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heard", "answers"),
    [
        (b"", None),
        (b"qqq", None),
        (b"\x1b[1;3R\x1b[1;2R\x1b[1;2R\x1b[1;2R\x1b[?1006;2$y\x1b[?62;22;52c", Answers((2, 1, 1, 1), True, True)),
        (b"\x1b[1;3R\x1b[1;2Rx\x1b[1;2R\x1b[1;2R\x1b[?1006;0$y\x1b[?1;2c", Answers((2, 1, 1, 1), False, False)),
        (b"\x1b[?6c", Answers()),
        (b"\x1b[1;3R", Answers()),
    ],
)
def test_answers_are_understood_also_where_some_are_missing(heard: bytes, answers: Answers | None) -> None:
    assert terminal_queries.parse_answers(heard) == answers


# --- the command ------------------------------------------------------------------------------------


def test_piped_it_asks_no_terminal_and_ends_with_0_where_nothing_is_wrong() -> None:
    result = run("--lang", "en")
    assert (result.returncode, result.stderr) == (0, "")
    assert "✗" not in result.stdout
    assert "\x1b" not in result.stdout
    assert "Nothing is wrong here." in result.stdout


def test_it_ends_with_1_and_shows_the_place_in_the_settings_in_both_languages() -> None:
    path = Home().settings_file
    path.parent.mkdir(parents=True)
    path.write_text('language = "en"\nbel = false\n', encoding="utf-8")
    result = run("--lang", "en")
    assert result.returncode == 1
    assert f"{path}:2:1: " in result.stdout.replace("\n  ", "")
    assert "2 │ bel = false" in result.stdout
    assert "^^^" in result.stdout
    assert "“bell”" in result.stdout
    assert run("--lang", "ja").returncode == 1


def test_as_json_every_finding_has_the_same_keys_and_those_of_a_file_its_place() -> None:
    path = Home().settings_file
    path.parent.mkdir(parents=True)
    path.write_text("bell = 5\n", encoding="utf-8")
    result = run("--json", EDITOR="no-such-editor")
    rows = json.loads(result.stdout)
    assert result.returncode == 1
    assert all({"check", "state", "message", "hint"} <= row.keys() for row in rows)
    wrong = {row["check"]: row for row in rows if row["state"] == "wrong"}
    assert set(wrong) == {"editor", "settings"}
    assert (wrong["settings"]["file"], wrong["settings"]["line"], wrong["settings"]["column"]) == (str(path), 1, 8)


def test_the_ids_are_listed_with_the_keys_they_have_now() -> None:
    path = Home().settings_file
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\n"step.next" = "f11"\n', encoding="utf-8")
    lines = [" ".join(line.split()) for line in run("--keys").stdout.splitlines()]
    assert "* step.next F11" in lines
    assert "step.back ^B, Shift+F9" in lines


def test_it_loads_no_screen() -> None:
    code = (
        "import sys\nfrom mlew_tui.cli.main import main\nmain(['doctor'])\n"
        "sys.exit(any(name.split('.')[0] in ('textual', 'pydantic', 'openpyxl') for name in sys.modules))"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode == 0


# --- on a terminal ----------------------------------------------------------------------------------


class Terminal:
    """A terminal with the doctor on it; ``width`` says how wide a character is drawn, None never to answer."""

    def __init__(self, width: Callable[[str], int] | None) -> None:
        self._width, self.shown = width, b""
        self.process, self.line = pty.fork()
        if self.process == 0:
            os.environ.update({**SOUND, "PYTHONUTF8": "1"})
            os.execv(sys.executable, [sys.executable, "-m", "mlew_tui", "doctor", "--lang", "en"])
        self.before = termios.tcgetattr(self.line)

    def until(self, is_enough: Callable[[], bool], seconds: float = 20) -> None:
        """Show what comes, and answer as this terminal does, until it is enough."""
        end, told = time.monotonic() + seconds, False
        os.set_blocking(self.line, False)
        while not is_enough():
            assert time.monotonic() < end, self.shown
            with contextlib.suppress(BlockingIOError, OSError):
                self.shown += os.read(self.line, 65536)
            if not told and b"\x1b[c" in self.shown and self._width is not None:
                told = True
                os.write(self.line, self._answers())
            time.sleep(0.005)

    def _answers(self) -> bytes:
        assert self._width is not None
        drawn = "".join(f"\x1b[1;{self._width(sign) + 1}R" for sign in terminal_queries.PROBES)
        return f"{drawn}\x1b[?1006;2$y\x1b[?64;1;52c".encode()

    def ended(self) -> bool:
        """Tell whether the doctor is gone; its status is kept."""
        gone, status = os.waitpid(self.process, os.WNOHANG)
        if gone:
            self.status = status
            with contextlib.suppress(BlockingIOError, OSError):
                self.shown += os.read(self.line, 65536)
        return bool(gone)

    @property
    def is_listening(self) -> bool:
        """Whether what is typed goes to the doctor at once and unseen."""
        return not termios.tcgetattr(self.line)[3] & termios.ICANON

    @property
    def is_as_before(self) -> bool:
        """Whether the terminal is set as it was."""
        return termios.tcgetattr(self.line) == self.before


def one_cell(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def two_cells(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1


@pytest.mark.parametrize(("width", "words"), [(one_cell, "one cell, as counted"), (two_cells, "two cells wide")])
def test_a_terminal_that_answers_is_believed_and_left_as_it_was(width: Callable[[str], int], words: str) -> None:
    it = Terminal(width)
    it.until(it.ended)
    shown = it.shown.decode().replace("\r\n  ", " ")
    assert words in shown
    assert "Mouse: clicks are passed on" in shown
    assert "the terminal takes copies" in shown
    assert it.is_as_before
    os.close(it.line)


@pytest.mark.real_time
def test_a_terminal_that_never_answers_is_waited_for_a_moment_only_and_left_as_it_was() -> None:
    it = Terminal(None)
    it.until(it.ended, seconds=10)
    assert "not checked" in it.shown.decode()
    assert it.is_as_before
    os.close(it.line)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ended_while_it_listens_it_leaves_the_terminal_as_it_was(number: signal.Signals) -> None:
    it = Terminal(None)
    it.until(lambda: it.is_listening)
    os.kill(it.process, number)
    it.until(it.ended)
    assert it.is_as_before
    assert os.waitstatus_to_exitcode(it.status) != 0
    os.close(it.line)
