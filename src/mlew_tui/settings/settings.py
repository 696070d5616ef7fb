"""What a person chose for every workshop on this machine: ``settings.toml``, and what is wrong with it."""

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
    """Return the settings of a file and every problem of it; what is bad in it has its default. Never raises.

    A file that is not there, as is usual, costs one look; only one that is there loads what checks it.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), ()
    except OSError:
        pass  # it is told by whoever reads it
    from mlew_tui.settings import settings_file

    return settings_file.read(path)
