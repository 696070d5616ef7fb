"""Which workshop a command is about when it may be left out."""

from pathlib import Path

from mlew_tui.cli.output import print_error
from mlew_tui.i18n import tr
from mlew_tui.storage.home import Home


def named_or_newest(named: Path | None, home: Home) -> Path | None:
    """Return the workshop named, else the one opened last; print a problem and return None where there is none."""
    if named is not None:
        return named
    visits = home.visits()
    if not visits:
        print_error(tr("No workshop was opened here yet. Begin one: mlew-tui new"))
        return None
    return Path(visits[0].path)
