"""The README and the program say the same."""

import argparse
import re
from pathlib import Path

from mlew_tui.app.console import ConsoleApp
from mlew_tui.cli.arguments import build_parser
from mlew_tui.screens.step.step_screen import StepScreen

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    """Return the program's commands."""
    (action,) = (action for action in build_parser()._actions if action.dest == "command")  # noqa: SLF001
    assert isinstance(action.choices, dict)
    return action.choices


def test_the_command_table_names_every_command_and_no_other() -> None:
    said = set(re.findall(r"^\| `mlew-tui ([\w-]+)", README, flags=re.MULTILINE))
    assert said == set(commands())


def test_every_option_is_in_the_readme() -> None:
    for command in commands().values():
        for option in re.findall(r"--[a-z-]+", command.format_usage()):
            assert option in README, option


def test_the_key_table_names_every_key_of_the_console() -> None:
    table = README[README.index("## Keys") : README.index("## The file")]
    spelled = {"ctrl": "Ctrl", "shift": "Shift", "escape": "Esc"}
    for binding in [*StepScreen.BINDINGS, *ConsoleApp.BINDINGS]:
        for key in binding.key.split(","):  # type: ignore[union-attr]
            words = "+".join(spelled.get(part, part.capitalize()) for part in key.split("+"))
            assert re.search(rf"\b{re.escape(words)}\b", table), words


def test_every_dependency_has_its_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = project[project.index("dependencies = [") : project.index("]", project.index("dependencies = ["))]
    for name in re.findall(r'"([a-z-]+)>=', block):
        assert re.search(rf"^\| [^|]*\b{name}\b", README, flags=re.MULTILINE), name
