"""The papers for developers and the code say the same."""

import ast
import re
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "mlew_tui"
PAPERS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md", "docs/architecture.md")}


def layers() -> list[list[str]]:
    """Return the package names of each layer, top first, from the import contract."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    contract = next(table for table in tables if table["type"] == "layers")
    return [[name.strip().removeprefix("mlew_tui.") for name in row.split("|")] for row in contract["layers"]]


def picture() -> str:
    """Draw the layers as text: a row a package with the first sentence of its docstring."""
    rows = []
    for layer in layers():
        rows.append("-" * 100)
        for package in layer:
            inside = SOURCE / package / "__init__.py"
            path = inside if inside.is_file() else SOURCE / f"{package}.py"
            text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            assert text is not None, package
            rows.append(f"{package:13} {text.splitlines()[0]}")
    return "\n".join([*rows, "-" * 100])


def test_the_picture_is_the_contract() -> None:
    drawn = PAPERS["docs/architecture.md"].partition("```text\n")[2].partition("\n```")[0]
    assert drawn == picture()


def test_every_package_is_in_a_layer() -> None:
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert packages <= {name for layer in layers() for name in layer}


def test_few_modules_are_loose_at_the_root() -> None:
    assert {path.name for path in SOURCE.glob("*.py")} <= {"__init__.py", "__main__.py", "i18n.py"}


@pytest.mark.parametrize("paper", PAPERS)
def test_paths_in_the_papers_exist(paper: str) -> None:
    paths = set(re.findall(r"`((?:src|tests|docs|benchmarks|examples|\.ci)/[\w./-]*)`", PAPERS[paper]))
    paths |= {f"src/mlew_tui/{path}" for path in re.findall(r"`((?:\w+/)+\w+\.(?:py|toml|po))`", PAPERS[paper])}
    paths -= {path for path in paths if path.startswith("src/mlew_tui/") and path.split("/")[2] in ("src", "tests")}
    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_names_in_the_papers_exist() -> None:
    packages = {name for layer in layers() for name in layer}
    names = set(re.findall(r"`(\w+(?:\.\w+)+)(?:\(\))?`", "\n".join(PAPERS.values())))
    names = {name for name in names if name.partition(".")[0] in packages and not name.endswith((".py", ".toml"))}
    assert names
    for name in sorted(names):
        parts = name.split(".")
        depth = len(parts)
        while depth and not _is_module(parts[:depth]):
            depth -= 1
        thing: object = import_module(".".join(["mlew_tui", *parts[:depth]]))
        for part in parts[depth:]:
            assert hasattr(thing, part), f"{name}: no {part}"
            thing = getattr(thing, part)


def _is_module(parts: list[str]) -> bool:
    try:
        return find_spec(".".join(["mlew_tui", *parts])) is not None
    except ModuleNotFoundError:
        return False
