"""Build the parsers of all commands; each names its handler as ``module:function``, loaded only when it runs."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeAlias

from mlew_tui import __version__, i18n
from mlew_tui.cli.output import WRONG_USE
from mlew_tui.export import FORMATS
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Subparsers: TypeAlias = "_SubParsersAction[_Parser]"

HOME_HANDLER: Final = "console:home"
"""What runs without a command."""
VERSIONS_LISTED: Final = 20
"""How many versions ``history`` lists without ``--all``."""


class _Parser(argparse.ArgumentParser):
    """Points to ``--help`` on wrong use and always exits with status 2 then."""

    def error(self, message: str) -> NoReturn:
        """Print the message and where help is, and exit."""
        print(f"{self.prog}: {message}", file=sys.stderr)
        print(tr("Try: {command} --help", command=self.prog), file=sys.stderr)
        raise SystemExit(WRONG_USE)


def build_parser(command: str | None = None) -> argparse.ArgumentParser:
    """Return the parser, in the current language, of one command alone or of all of them."""
    examples = (
        tr("Examples:")
        + """
  mlew-tui
  mlew-tui new team-a.toml --title "..." --participant 佐藤:product_manager
  mlew-tui resume team-a.toml
  mlew-tui demo --at define.count
  mlew-tui check team-a.toml
  mlew-tui tally team-a.toml --json
  mlew-tui findings team-a.toml
  mlew-tui export team-a.toml --to html
  mlew-tui history team-a.toml"""
    )
    top = _Parser(
        prog="mlew-tui",
        description=tr("The facilitator's console for the ML Enablement Workshop. Without a command: Home."),
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    version = tr("show program's version number and exit")
    top.add_argument("--version", action="version", version=f"mlew-tui {__version__}", help=version)
    _add_lang(top)
    top.set_defaults(handler=HOME_HANDLER)
    commands = top.add_subparsers(dest="command", metavar=tr("COMMAND"))
    for name in COMMANDS if command is None else (command,):
        add, handler = COMMANDS[name]
        parser = add(commands)
        parser.set_defaults(handler=handler)
        _add_lang(parser)
    return top


def _add_lang(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=i18n.LANGUAGES, default=argparse.SUPPRESS, help=tr("language: ja or en"))


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)


def _add_optional_file(parser: argparse.ArgumentParser) -> None:
    """Add a workshop file that is the one opened last where none is named."""
    parser.add_argument("file", nargs="?", metavar="FILE", type=Path, help=tr("default: the newest workshop"))


def _add_json(parser: "argparse._ActionsContainer") -> None:
    parser.add_argument("--json", action="store_true", help=tr("as JSON"))


def _add_uncover(parser: argparse.ArgumentParser) -> None:
    words = tr("before the reveal, too: for whoever may know the result")
    parser.add_argument("--uncover", action="store_true", help=words)


def _add_confirmation(parser: argparse.ArgumentParser) -> None:
    """Add the options of imports: not to ask, or not to save."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--yes", action="store_true", help=tr("take them over without asking"))
    group.add_argument("--dry-run", action="store_true", help=tr("only show what would change"))


def _new(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser("new", help=tr("begin a workshop"), description=tr("Begin a workshop in a new file."))
    parser.add_argument("file", nargs="?", default="workshop.toml", metavar="FILE", type=Path)
    parser.add_argument("--title", help=tr("the workshop's title"))
    parser.add_argument(
        "--participant", action="append", default=[], metavar="NAME:ROLE",
        help=tr("a participant and their role; may be given several times"),
    )  # fmt: skip
    parser.add_argument(
        "--from", dest="loaded", metavar="FILE", type=Path,
        help=tr("load customer, cases, participants and plan prepared in another workshop file"),
    )  # fmt: skip
    parser.add_argument("--no-open", action="store_true", help=tr("only write the file"))
    return parser


def _resume(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser("resume", help=tr("go on"), description=tr("Go on where the room stopped."))
    _add_optional_file(parser)
    return parser


def _demo(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "demo", help=tr("look at a finished example"), description=tr("Open a throw-away copy of the shipped example.")
    )
    parser.add_argument("--at", metavar="STEP", help=tr("begin at this step, such as listen.write"))
    return parser


def _wall(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "wall", help=tr("show the room what the console does"),
        description=tr("Follow the console on a second terminal: step, clock, and board or result. Changes nothing."),
    )  # fmt: skip
    _add_optional_file(parser)
    return parser


def _check(commands: "Subparsers") -> argparse.ArgumentParser:
    words = tr("Print every problem of a workshop file with its place and how to mend it.")
    parser = commands.add_parser("check", help=tr("find mistakes in a file"), description=words)
    parser.add_argument("file", metavar="FILE", type=Path, nargs="+")
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text",
        help=tr("how to print: for people (the default), for programs, for checks of a pull request"),
    )  # fmt: skip
    repair = parser.add_mutually_exclusive_group()
    repair.add_argument(
        "--convert", action="store_true", help=tr("rewrite a file of another encoding as UTF-8; the original is kept")
    )
    repair.add_argument(
        "--cap", action="store_true", help=tr("lower scores above a criterion's weight to it; the original is kept")
    )
    return parser


def _tally(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "tally", help=tr("count the evaluation"), description=tr("Print the adopted case and why.")
    )
    _add_file(parser)
    _add_json(parser)
    _add_uncover(parser)
    return parser


def _trace(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "trace", help=tr("follow the thread back to the customer"),
        description=tr("Print what an item rests on, back to the customer, and what rests on it. Without ID: every "
                       "item of the proposal and every milestone, and which of them rest on nothing."),
    )  # fmt: skip
    _add_file(parser)
    parser.add_argument(
        "id", metavar="ID", nargs="?", help=tr("an item's id such as f3, k2 or r7, or a milestone such as experience")
    )
    _add_json(parser)
    return parser


def _findings(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "findings",
        help=tr("what to improve, and why"),
        description=tr("Print what to improve, phase by phase, with the numbers behind it."),
    )
    _add_file(parser)
    _add_json(parser)
    return parser


def _export(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "export", help=tr("write a workshop in another format"),
        description=tr(
            "Write a workshop for others: the proposal with the day's record as md, html or docx, tables as xlsx or "
            "csv, everything as json, dates as ics, a page for the workshop's newer edition as discovery-md."
        ),
    )  # fmt: skip
    _add_file(parser)
    parser.add_argument("--to", choices=FORMATS, required=True, metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument(
        "-o", "--output", metavar="OUT",
        help=tr("a file, a folder, or - for the standard output; default: beside FILE"),
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help=tr("over what is there already"))
    _add_uncover(parser)
    return parser


def _sheet(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "sheet", help=tr("write evaluation sheets"),
        description=tr("Write an evaluation sheet for each participant who votes, to be filled in elsewhere."),
    )  # fmt: skip
    _add_file(parser)
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, required=True,
        help=tr("the folder for the sheets; those that are there already are left alone"),
    )  # fmt: skip
    parser.add_argument(
        "--to", choices=("xlsx", "csv"), default="xlsx", help=tr("file format; default: {name}", name="xlsx")
    )
    return parser


def _import_scores(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "import-scores", help=tr("take filled evaluation sheets back"),
        description=tr(
            "Read filled evaluation sheets (xlsx, CSV, or text copied from a spreadsheet), show what they change, "
            "and take them over: all of them or none."
        ),
    )  # fmt: skip
    _add_file(parser)
    parser.add_argument("sheets", metavar="SHEET", type=Path, nargs="+")
    parser.add_argument("--hand-in", action="store_true", help=tr("count these scores: hand each ballot in"))
    parser.add_argument("--person", metavar="ID", help=tr("whose sheet it is, where the sheet does not say"))
    _add_confirmation(parser)
    return parser


def _import_cases(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "import-cases", help=tr("take cases from a Markdown list"),
        description=tr(
            "Read lists of solutions in Markdown (## name : provider, the questions under it), show what they give, "
            "and take it over: all of it or nothing."
        ),
    )  # fmt: skip
    _add_file(parser)
    parser.add_argument("places", metavar="LIST", type=Path, nargs="+")
    _add_confirmation(parser)
    return parser


def _import_reviews(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "import-reviews", help=tr("take reviews from tables or lines"),
        description=tr(
            "Read reviews (CSV or TSV of any spreadsheet or survey, xlsx, or a text with one a line), show what they "
            "give, and take it over: all of it or nothing."
        ),
    )  # fmt: skip
    _add_file(parser)
    parser.add_argument("places", metavar="TABLE", type=Path, nargs="+")
    parser.add_argument(
        "--sentiment", choices=("positive", "negative"), default="positive",
        help=tr("what a review is taken for that does not say; default: {name}", name="positive"),
    )  # fmt: skip
    _add_confirmation(parser)
    return parser


def _history(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "history", help=tr("list what was saved"),
        description=tr("List the kept versions of a workshop, the newest first, and what changed in each."),
    )  # fmt: skip
    _add_optional_file(parser)
    words = tr("all versions, not only the last {count}", count=VERSIONS_LISTED)
    parser.add_argument("--all", action="store_true", help=words)
    return parser


def _restore(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "restore", help=tr("go back to a version"),
        description=tr("Put a kept version back as it was; the present file is kept as a version first."),
    )  # fmt: skip
    _add_file(parser)
    parser.add_argument("version", metavar="VERSION", type=int, help=tr("its number in: mlew-tui history FILE"))
    return parser


def _diff(commands: "Subparsers") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "diff", help=tr("compare two workshops"),
        description=tr("Print what differs between two workshop files, and whether it moved the adopted case."),
    )  # fmt: skip
    for name in ("old", "new"):
        parser.add_argument(name, metavar=name.upper(), help=tr("a file, or FILE@VERSION for a kept version of it"))
    parser.add_argument("--uncover", action="store_true", help=tr("tell scores and result before the reveal, too"))
    return parser


def _close_round(commands: "Subparsers") -> argparse.ArgumentParser:
    words = tr("Leave a frozen copy of this round beside the file and set the file to the next round's first step.")
    parser = commands.add_parser("close-round", help=tr("end Day 1, or a later round"), description=words)
    _add_file(parser)
    return parser


def _schema(commands: "Subparsers") -> argparse.ArgumentParser:
    words = tr("Print the JSON Schema that lets an editor complete, explain and check a workshop file as it is typed.")
    parser = commands.add_parser("schema", help=tr("print the schema of workshop.toml"), description=words)
    parser.add_argument(
        "file", nargs="?", metavar="FILE", type=Path, help=tr("the workshop whose language the schema speaks")
    )
    parser.add_argument(
        "--write", action="store_true",
        help=tr("write {name} beside FILE, else here, and name it in FILE's first line", name="workshop.schema.json"),
    )  # fmt: skip
    return parser


def _doctor(commands: "Subparsers") -> argparse.ArgumentParser:
    words = tr("Look at the terminal, the machine and the settings, and say how to mend what is wrong.")
    parser = commands.add_parser("doctor", help=tr("look for what is wrong here"), description=words)
    group = parser.add_mutually_exclusive_group()
    _add_json(group)
    group.add_argument("--keys", action="store_true", help=tr("list every id the settings can give keys to"))
    return parser


COMMANDS: Mapping[str, tuple[Callable[["Subparsers"], argparse.ArgumentParser], str]] = {
    "new": (_new, "create_workshop:new"),
    "resume": (_resume, "open:resume"),
    "demo": (_demo, "create_workshop:demo"),
    "wall": (_wall, "wall:run"),
    "check": (_check, "check:run"),
    "tally": (_tally, "tally:run"),
    "trace": (_trace, "trace:run"),
    "findings": (_findings, "findings:run"),
    "export": (_export, "export:run"),
    "sheet": (_sheet, "score_sheets:sheet"),
    "import-scores": (_import_scores, "score_sheets:import_scores"),
    "import-cases": (_import_cases, "import_items:import_cases"),
    "import-reviews": (_import_reviews, "import_items:import_reviews"),
    "history": (_history, "history:history"),
    "restore": (_restore, "history:restore"),
    "diff": (_diff, "history:diff"),
    "close-round": (_close_round, "close_round:close_round"),
    "schema": (_schema, "schema:run"),
    "doctor": (_doctor, "doctor:run"),
}
"""Each command's parser and handler, in the order help lists them."""
