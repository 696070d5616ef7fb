"""``mlew-tui close-round``: end a round without opening the console."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable

    from mlew_tui.storage.home import Home


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the command's parser; ``lang`` adds the option every command has."""
    words = tr("Leave a frozen copy of this round beside the file and set the file to the next round's first step.")
    parser = commands.add_parser("close-round", help=tr("end Day 1, or a later round"), description=words)
    parser.add_argument("file", metavar="FILE", type=Path)
    lang(parser)


def close_round(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Close the round a workshop's file is in, as the console does at its last step."""
    from mlew_tui.diagnosis.problem import InvalidFileError
    from mlew_tui.session.open_workshop import ChangeRejectedError
    from mlew_tui.session.session import Session
    from mlew_tui.storage import round_copies

    try:
        session = Session.open(options.file, home)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(wish, session.workshop.language))
    number = session.workshop.progress.round
    try:
        session.look_back()
        session.close_round()
    except ChangeRejectedError as error:
        return print_error(f"{options.file}: {error}")
    finally:
        session.close()
    for words in session.news():
        print_out(words)
    name = round_copies.frozen(options.file, number)
    print_out(tr("Round {number} is closed: {copy}. To go on: mlew-tui resume {file}",
            number=number, copy=name, file=options.file))  # fmt: skip
    if session.unsaved:
        return print_error(f"{options.file}: {session.unsaved}")
    return FINE
