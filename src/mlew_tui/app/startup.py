"""What the console and the wall do alike when they start."""

import gc
import os
from typing import Any

from textual.app import App

from mlew_tui.app.themes import THEMES


def ansi_color() -> bool | None:
    """Return Textual's ``ansi_color`` setting: with NO_COLOR the terminal's own colours, for Textual draws in greys."""
    return True if "NO_COLOR" in os.environ else None


def use_theme(app: App[Any], name: str) -> None:
    """Register the themes and choose one by its name in the settings."""
    for theme in THEMES.values():
        app.register_theme(theme)
    app.theme = THEMES[name].name


def enable_garbage_collection() -> None:
    """Collect garbage again once the first frame is drawn, where it was disabled for a faster start."""
    if not gc.isenabled():
        gc.enable()
        gc.freeze()
