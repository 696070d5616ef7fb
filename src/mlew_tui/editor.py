"""A text in the person's own editor, while the console steps aside and its clock goes on."""

import asyncio
import os
import shlex
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported


class NoEditor(Exception):
    """The editor did not start or its text cannot be read; says why."""


async def edited(app: App[None], text: str) -> str:
    """Return a text as $VISUAL or $EDITOR (else vi) left it. Raises NoEditor; the screen always comes back."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="mlew-tui-") as folder:
        path = Path(folder) / "text.md"
        await asyncio.to_thread(path.write_text, text, encoding="utf-8")
        failed: Exception | None = None
        try:
            with app.suspend():
                try:  # inside, for a suspended terminal must come back whatever happens
                    process = await asyncio.create_subprocess_exec(*shlex.split(editor), str(path))
                    await process.wait()
                except (OSError, ValueError) as error:
                    failed = error
            if failed is None:
                return await asyncio.to_thread(path.read_text, encoding="utf-8")
        except (SuspendNotSupported, OSError, ValueError) as error:
            failed = error
        raise NoEditor(str(failed)) from failed
