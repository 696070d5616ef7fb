"""The commands as a shell runs them: exit status, what is said where, both languages."""

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from mlew_tui.cli.arguments import COMMANDS
from mlew_tui.cli.run_command import load_handler
from mlew_tui.session import create
from mlew_tui.session.session import Session
from mlew_tui.storage.home import Home
from workshops import ENGLISH, FARM


def run(*arguments: object, lang: str = "C", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": lang, "LC_ALL": lang, "PYTHONUTF8": "1"}
    environment.pop("LANGUAGE", None)
    command = [sys.executable, "-m", "mlew_tui", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=cwd)


def test_version_and_help_end_with_0_on_standard_output() -> None:
    assert run("--version").stdout.startswith("mlew-tui ")
    help_ = run("--help")
    assert help_.returncode == 0
    assert "Examples:" in help_.stdout
    assert "使い方" in run("--help", "--lang", "ja").stdout
    assert "使い方" in run("--help", lang="ja_JP.UTF-8").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["tally"],
        ["new", "a.toml", "--no-open"],
        ["new", "a.toml", "--title", "T", "--participant", "Ann:wizard", "--no-open"],
        ["demo", "--at", "nowhere"],
        ["--lang", "fr"],
        ["resume", "a", "b"],
    ],
)
def test_wrong_use_ends_with_2_and_says_why_on_standard_error(arguments: list[str], tmp_path: Path) -> None:
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_new_writes_a_file_that_checks_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    arguments = ["new", "--title", "勤怠", "--lang", "ja", "--participant", "佐藤:product_manager", "--no-open"]
    assert run(*arguments, cwd=tmp_path).returncode == 0
    made = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (made["title"], made["language"]) == ("勤怠", "ja")
    assert made["participants"] == [{"id": "m1", "name": "佐藤", "role": "product_manager"}]
    assert run("check", path).returncode == 0
    before = path.read_bytes()
    again = run(*arguments, cwd=tmp_path)
    assert again.returncode == 2
    assert "workshop.toml" in again.stderr
    assert path.read_bytes() == before


def test_new_loads_what_was_prepared_before_the_day(tmp_path: Path) -> None:
    path = tmp_path / "day.toml"
    assert run("new", path, "--from", ENGLISH, "--no-open").returncode == 0
    prepared = tomllib.loads(ENGLISH.read_text(encoding="utf-8"))
    made = tomllib.loads(path.read_text(encoding="utf-8"))
    assert made["participants"] == prepared["participants"]
    facts = [fact["text"] for fact in prepared["customer"]["facts"]]
    assert [fact["text"] for fact in made["customer"]["facts"]] == facts
    assert [case["title"] for case in made["cases"]] == [case["title"] for case in prepared["cases"]]
    assert "reviews" not in made
    assert "scores" not in made


def test_both_examples_check() -> None:
    assert run("check", ENGLISH, FARM).returncode == 0


def test_check_ends_with_1_and_names_file_line_and_reason_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(
        'format = 1\ntitle = "T"\n[[reviews]]\nid = "r1"\ntext = "x"\nsentimnt = "good"\n', encoding="utf-8"
    )
    before = path.read_bytes()
    result = run("check", path)
    assert result.returncode == 1
    assert f"{path}:6:1: " in result.stderr
    assert "sentiment" in result.stderr
    assert "ことですか" in run("check", path, "--lang", "ja").stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", [["resume"], ["tally"], ["check"]])
def test_a_missing_or_broken_file_is_a_problem_not_a_traceback(command: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("title = 「x」\n", encoding="utf-8")
    for path in (broken, tmp_path / "gone.toml", tmp_path):
        result = run(*command, path)
        assert result.returncode == 1
        assert str(path) in result.stderr
        assert "Traceback" not in result.stderr


def test_a_team_s_own_deck_is_checked_with_file_line_and_reason(tmp_path: Path) -> None:
    path = tmp_path / "workshop.toml"
    path.write_text('format = 1\ntitle = "T"\ndeck = "./my.toml"\n', encoding="utf-8")
    shipped = (Path(create.__file__).parents[1] / "decks" / "practice.toml").read_text(encoding="utf-8")
    (tmp_path / "my.toml").write_text(shipped, encoding="utf-8")
    assert run("check", path).returncode == 0
    (tmp_path / "my.toml").write_text(shipped.replace('kind = "individual"', 'kind = "alone"', 1), encoding="utf-8")
    result = run("check", path)
    assert result.returncode == 1
    line = shipped[: shipped.index('kind = "individual"')].count("\n") + 1
    assert f"my.toml:{line}:" in result.stderr
    assert "kind" in result.stderr


@pytest.mark.parametrize(
    ("path", "winner", "how", "votes", "sums"),
    [
        (ENGLISH, "s1", "scores", {"s1": "2", "s3": "2", "s5": "1"}, {"s1": "49.5", "s3": "44.5", "s5": "41.5"}),
        (FARM, "s4", "votes", {"s4": "5/2", "s2": "1", "s1": "1/2"}, {"s4": "36", "s2": "27.5", "s1": "30.5"}),
    ],
)
def test_tally_json_equals_the_table_worked_out_by_hand(
    path: Path, winner: str, how: str, votes: dict[str, str], sums: dict[str, str]
) -> None:
    result = run("tally", path, "--json")
    assert result.returncode == 0
    data = json.loads(result.stdout)
    assert (data["status"], data["winner"], data["how"]) == ("decided", winner, how)
    assert {case: data["votes"][case] for case in votes} == votes
    assert {case: data["sums"][case] for case in sums} == sums
    assert data["missing"] == data["abstained"] == []


def test_tally_tells_the_story_in_the_files_language() -> None:
    assert "採用" in run("tally", ENGLISH).stdout
    assert "adopted" in run("tally", ENGLISH, "--lang", "en").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["check", ENGLISH],
        ["tally", ENGLISH],
        ["export", ENGLISH, "--to", "html", "-o", "."],
        ["trace", ENGLISH, "f5"],
        ["new", "x.toml", "--title", "T", "--no-open"],
    ],
)
def test_commands_that_open_no_screen_import_no_textual(arguments: list[object], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom mlew_tui.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "sys.exit(any(name.split('.')[0] == 'textual' for name in sys.modules))"
    )
    command = [sys.executable, "-c", code, *map(str, arguments)]
    assert subprocess.run(command, capture_output=True, check=False, cwd=tmp_path).returncode == 0


def test_help_loads_no_handler() -> None:
    code = (
        "import sys\nfrom mlew_tui.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "from mlew_tui.cli.arguments import COMMANDS\n"
        "modules = {handler.partition(':')[0] for _, handler in COMMANDS.values()}\n"
        "sys.exit(any(f'mlew_tui.cli.{name}' in sys.modules for name in modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("handler", [handler for _, handler in COMMANDS.values()])
def test_every_named_handler_exists(handler: str) -> None:
    assert callable(load_handler(handler))


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.real_time
def test_killed_in_the_middle_of_a_running_step_everything_committed_is_there_and_the_clock_is_right(
    tmp_path: Path,
) -> None:
    path = tmp_path / "workshop.toml"
    create.create(path, "T", "en", [("Ann", "developer")])
    text = path.read_text(encoding="utf-8").replace('step = "opening.checks"', 'step = "listen.write"')
    path.write_text(text, encoding="utf-8")
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execv(sys.executable, [sys.executable, "-m", "mlew_tui", "resume", str(path)])
    os.set_blocking(terminal, False)

    def saw(words: bytes) -> Callable[[], bool]:
        def look() -> bool:
            with contextlib.suppress(BlockingIOError):
                seen.extend(os.read(terminal, 65536))
            return words in seen

        return look

    seen = bytearray()
    wait_for(saw(b"F9"))
    os.write(terminal, b"\x1bOQ")  # F2
    wait_for(lambda: saw(b"")() and "running = true" in path.read_text(encoding="utf-8"))
    os.write(terminal, "\x1b[200~無くならない声\x1b[201~".encode())
    os.write(terminal, b"\r")
    wait_for(lambda: saw(b"")() and "無くならない声" in path.read_text(encoding="utf-8"))
    time.sleep(1.5)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    killed = time.time()
    os.close(terminal)
    time.sleep(4)

    clock = tomllib.loads(path.read_text(encoding="utf-8"))["progress"]["clock"]
    ran = killed - clock["at"].timestamp()
    home = Home()
    session = Session.open(path, home)
    assert session.step.id == "listen.write"
    assert session.workshop.reviews[0].text == "無くならない声"
    away = time.time() - killed
    assert abs(session.clock.away - away) < 1.5
    assert abs(session.clock.left() - (clock["left"] - ran - away)) < 1
    session.forgive_away()
    assert abs(session.clock.left() - (clock["left"] - ran)) < 2
    session.close()


LIKE_MAKE = (
    "import signal, subprocess, sys\n"
    "signal.signal(signal.SIGHUP, lambda *_: None)\n"
    "child = subprocess.Popen(sys.argv[2:])\n"
    "open(sys.argv[1], 'w').write(str(child.pid))\n"
    "sys.exit(child.wait())"
)
"""Starts a command in its own terminal and waits; told that the terminal is gone it tells nobody."""


@pytest.mark.real_time
@pytest.mark.parametrize("command", ["resume", "wall"])
def test_without_a_terminal_the_console_keeps_what_was_typed_and_ends(tmp_path: Path, command: str) -> None:
    path, note = tmp_path / "workshop.toml", tmp_path / "pid"
    text = ENGLISH.read_text(encoding="utf-8").replace('step = "next.decide"', 'step = "listen.write"')
    path.write_text(text, encoding="utf-8")
    leader, terminal = pty.fork()
    if leader == 0:
        os.environ["TERM"] = "xterm-256color"
        console = [sys.executable, "-m", "mlew_tui", command, str(path)]
        os.execv(sys.executable, [sys.executable, "-c", LIKE_MAKE, str(note), *console])
    os.set_blocking(terminal, False)
    seen = bytearray()

    def shown() -> bool:
        with contextlib.suppress(BlockingIOError):
            seen.extend(os.read(terminal, 65536))
        return "書き出".encode() in seen  # of the step's title

    wait_for(shown)
    if command == "resume":
        os.write(terminal, "\x1b[200~まだ打っている声\x1b[201~".encode())
    wait_for(lambda: not shown() or "まだ打っている声".encode() in seen or command == "wall")
    os.close(terminal)
    wait_for(lambda: os.waitpid(leader, os.WNOHANG)[0] == leader)
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)
    assert ("まだ打っている声" in path.read_text(encoding="utf-8")) == (command == "resume")
    assert not (tmp_path / ".workshop.toml.holder").exists()


def test_home_loads_no_session_and_no_model() -> None:
    code = (
        "import sys\nfrom textual.app import App\nApp.run = lambda self: None\n"
        "from mlew_tui.cli.main import main\nmain([])\nimport mlew_tui.app.visited_step\n"
        "print([name for name in ('pydantic', 'mlew_tui.session.session') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
