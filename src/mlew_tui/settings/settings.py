"""A person's settings for all workshops on this machine, read from ``settings.toml``."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from mlew_tui.diagnosis.problem import Problem

THEMES: Final = ("dark", "light", "contrast")


class Settings(NamedTuple):
    """The person's choices; each default is what a machine without the file does.

    ``language`` None is the machine's; ``warnings``, in seconds left, None is the deck's; ``keys`` are
    the chosen ones by the id of what they do, as Textual spells them.
    """

    language: str | None = None
    bell: bool = True
    theme: str = "dark"
    warnings: tuple[int, ...] | None = None
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def read(path: Path) -> "tuple[Settings, tuple[Problem, ...]]":
    """Return the settings of a file and every problem of it; invalid settings keep their defaults. Never raises.

    The modules that check the file are imported only if it exists.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), ()
    except OSError:
        pass  # settings_file reports it
    from mlew_tui.settings import settings_file  # lazy: most machines have no settings file

    return settings_file.read(path)
