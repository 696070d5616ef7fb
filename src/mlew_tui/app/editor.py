"""Runs the person's own editor while the console is suspended; its clock goes on."""

import asyncio
import os
import shlex
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from textual.app import SuspendNotSupported

_AT_LINE = {
    "code": ("--wait", "--goto", "{path}:{line}:{column}"),
    "codium": ("--wait", "--goto", "{path}:{line}:{column}"),
    "subl": ("--wait", "{path}:{line}:{column}"),
    "zed": ("--wait", "{path}:{line}:{column}"),
    "hx": ("{path}:{line}:{column}",),
    "helix": ("{path}:{line}:{column}",),
    "emacs": ("+{line}:{column}", "{path}"),
    "emacsclient": ("+{line}:{column}", "{path}"),
    "nano": ("+{line},{column}", "{path}"),
    "micro": ("+{line}:{column}", "{path}"),
    "vim": ("+call cursor({line},{column})", "{path}"),
    "nvim": ("+call cursor({line},{column})", "{path}"),
}
"""By editor, the arguments that name a place in the file; the others take ``+LINE`` as vi does."""


class EditorError(Exception):
    """The editor did not start or its text cannot be read; the message says why."""


class Suspendable(Protocol):
    """An app that can give the terminal away for a while."""

    def suspend(self) -> AbstractContextManager[None]:
        """Give the terminal away inside the context. Raises SuspendNotSupported on entering."""


def command(path: Path, line: int = 0, column: int = 0) -> list[str]:
    """Return the command that opens a file in $VISUAL or $EDITOR (else vi), at a place where one is given.

    Raises EditorError when the variable cannot be read as a command.
    """
    commands = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    try:
        words = shlex.split(next(filter(None, commands), "vi"))
    except ValueError as error:
        raise EditorError(str(error)) from error
    if not line:
        return [*words, str(path)]
    shape = _AT_LINE.get(Path(words[0]).stem.lower(), ("+{line}", "{path}"))
    place = [part.format(path=path, line=line, column=column) for part in shape]
    return [*words, *(part for part in place if part not in words)]


async def open_file(app: Suspendable, path: Path, line: int = 0, column: int = 0) -> None:
    """Let the person edit a file, beginning at a place; return when they are done.

    The screen always comes back. Raises EditorError.
    """
    words = command(path, line, column)
    failed: Exception | None = None
    try:
        with app.suspend():
            try:  # inside the context, so that the terminal comes back whatever happens
                process = await asyncio.create_subprocess_exec(*words)
                await process.wait()
            except (OSError, ValueError) as error:
                failed = error
    except SuspendNotSupported as error:
        failed = error
    if failed is not None:
        raise EditorError(str(failed)) from failed


async def edit_text(app: Suspendable, text: str) -> str:
    """Return a text as the person's editor left it. Raises EditorError."""
    with tempfile.TemporaryDirectory(prefix="mlew-tui-") as folder:
        path = Path(folder) / "text.md"
        await asyncio.to_thread(path.write_text, text, encoding="utf-8")
        await open_file(app, path)
        try:
            return await asyncio.to_thread(path.read_text, encoding="utf-8")
        except (OSError, ValueError) as error:
            raise EditorError(str(error)) from error
