"""Draws the README's picture from the real console: the reviews of the shipped English example."""

import asyncio
import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from mlew_tui import begin, language
from mlew_tui.app import Console
from mlew_tui.session import Session, Timepiece
from mlew_tui.storage.home import Home

MOMENT = datetime(2026, 11, 22, 13, 24, tzinfo=UTC)


async def picture(step: str) -> str:
    """Return the console at a step as SVG, without fonts from elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "state", Path(folder) / "config")
        path = Path(folder) / "workshop.toml"
        shutil.copyfile(begin.example("en"), path)
        session = Session.open(path, home, Timepiece(lambda: 0.0, lambda: MOMENT))
        session.go(step)
        session.reset_clock()
        session.toggle_clock()
        app = Console(home, session, timepiece=Timepiece(lambda: 108.0, lambda: MOMENT))
        async with app.run_test(size=(110, 34)) as pilot:
            await pilot.pause(0.5)
            drawn = app.export_screenshot(title="mlew-tui")
        session.close()
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


def main() -> None:
    """Write the picture where the first argument says."""
    language.use("en")
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(asyncio.run(picture("listen.write")), encoding="utf-8")


if __name__ == "__main__":
    main()
