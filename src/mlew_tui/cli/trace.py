"""``mlew-tui trace``: what a sentence of the proposal or a milestone rests on, back to the customer, and forward."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, WRONG_USE, print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.model.trace import Threads
    from mlew_tui.storage.home import Home


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    trace = commands.add_parser(
        "trace", help=tr("follow the thread back to the customer"),
        description=tr("Print what an item rests on, back to the customer, and what rests on it. Without ID: every "
                       "item of the proposal and every milestone, and which of them rest on nothing."),
    )  # fmt: skip
    trace.add_argument("file", metavar="FILE", type=Path)
    trace.add_argument(
        "id", metavar="ID", nargs="?", help=tr("an item's id such as f3, k2 or r7, or a milestone such as experience")
    )
    trace.add_argument("--json", action="store_true", help=tr("as JSON"))
    lang(trace)


def run(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Print one thread, or where every one of them ends; an id that is not there is told with the nearest one."""
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.model.trace import Threads
    from mlew_tui.reports import trace as thread
    from mlew_tui.storage import workshop_file

    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(wish, workshop.language))
    threads = Threads(workshop)
    place = None
    if options.id is not None:
        place = _found(threads, options.id)
        if place is None:
            print_error(_unknown(threads, options.file, options.id))
            return WRONG_USE
    if options.json:
        import json

        data = thread.overview_as_data(threads) if place is None else thread.thread_as_data(threads, place)
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return FINE
    import shutil

    width = shutil.get_terminal_size().columns
    for line in thread.overview_lines(threads, width) if place is None else thread.thread_lines(threads, place, width):
        print_out(line)
    return FINE


def _found(threads: "Threads", name: str) -> str | None:
    """Return the place of an id, also where it was typed in full width."""
    import unicodedata

    return threads.find(name) or threads.find(unicodedata.normalize("NFKC", name))


def _unknown(threads: "Threads", path: Path, name: str) -> str:
    """Say that nothing has an id, which one was probably meant, and how to see them."""
    import difflib
    import shlex
    import unicodedata

    workshop = threads.workshop
    if any(person.id == name for person in workshop.participants):
        return tr("{path}: “{name}” is a participant: the thread is made of what was written", path=path, name=name)
    words = tr("{path}: nothing has the id “{name}”", path=path, name=name)
    near = difflib.get_close_matches(unicodedata.normalize("NFKC", name).lower(), threads.names, n=1, cutoff=0.5)
    everything = tr("Where all threads end: mlew-tui trace {file}", file=shlex.quote(str(path)))
    hint = tr("Did you mean “{near}”?", near=near[0]) if near else everything
    return f"{words}\n  {hint}"
