"""``mlew-tui new`` and ``demo``: write a new workshop file and open it in the console."""

from argparse import Namespace
from pathlib import Path

from mlew_tui import i18n
from mlew_tui.cli.console import open_console
from mlew_tui.cli.open import open_file
from mlew_tui.cli.output import FINE, WRONG_USE, print_error
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.session import create
from mlew_tui.storage.home import Home
from mlew_tui.storage.workshop_file import read
from mlew_tui.text.os_errors import describe_os_error


def new(options: Namespace, home: Home, lang: str | None) -> int:
    """Write a new workshop file and open it; without a title the console asks for one first."""
    path = Path(options.file)
    if path.exists() or path.is_symlink():
        print_error(tr("{path} exists already. Choose another name, or: mlew-tui resume {path}", path=path))
        return WRONG_USE
    try:
        people = [create.person(text) for text in options.participant]
        if options.title is None and not options.no_open and not options.loaded:
            return open_console(home, new_file=path, people=people, lang=lang)
        loaded = read(options.loaded)[0] if options.loaded else None
    except ValueError as error:
        print_error(error)
        return WRONG_USE
    except InvalidFileError as error:
        return print_error(error)
    language = i18n.choose(lang, loaded.language if loaded else None, i18n.current())
    title = options.title or (loaded.title if loaded else "")
    if not title.strip():
        print_error(tr("A workshop needs a title: --title"))
        return WRONG_USE
    i18n.use(language)
    try:
        create.create(path, title, language, people, loaded, options.loaded)
    except OSError as error:
        return print_error(tr("{path} could not be written: {reason}", path=path, reason=describe_os_error(error)))
    if options.no_open:
        print(path)
        return FINE
    return open_file(path, home, lang)


def demo(options: Namespace, home: Home, lang: str | None) -> int:
    """Open a throw-away copy of the example."""
    try:
        path = create.demo_copy(i18n.current(), options.at)
    except ValueError as error:
        print_error(error)
        return WRONG_USE
    return open_file(path, home, lang, demo=True)
