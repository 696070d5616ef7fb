"""``mlew-tui close-round``: end a round without opening the console."""

from argparse import Namespace

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, print_error, print_out
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.session.document import ChangeRejectedError
from mlew_tui.session.session import Session
from mlew_tui.storage import round_copies
from mlew_tui.storage.home import Home


def close_round(options: Namespace, home: Home, lang: str | None) -> int:
    """Close the current round of a workshop's file, as the console does at its last step."""
    try:
        session = Session.open(options.file, home)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(lang, session.workshop.language))
    number = session.workshop.progress.round
    try:
        session.rounds.look_back()
        session.rounds.close()
    except ChangeRejectedError as error:
        return print_error(f"{options.file}: {error}")
    finally:
        session.close()
    for words in session.document.take_news():
        print_out(words)
    name = round_copies.frozen(options.file, number)
    print_out(tr("Round {number} is closed: {copy}. To go on: mlew-tui resume {file}",
            number=number, copy=name, file=options.file))  # fmt: skip
    if session.unsaved:
        return print_error(f"{options.file}: {session.unsaved}")
    return FINE
