"""Screens and widgets neither read nor write files: the session does, and what takes long in a thread."""

import ast
from pathlib import Path

import pytest

import mlew_tui

SOURCE = Path(mlew_tui.__file__).parent
MODULES = sorted(path for room in ("screens", "widgets") for path in (SOURCE / room).rglob("*.py"))
FILE_CALLS = {
    "exists", "glob", "hardlink_to", "is_dir", "is_file", "iterdir", "lstat", "mkdir", "read_bytes", "read_text",
    "rename", "rglob", "rmdir", "samefile", "stat", "symlink_to", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_call_touches_a_file(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if isinstance(call, ast.Attribute) and call.attr in FILE_CALLS]
    assert not [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "open"]
