"""``mlew-tui import-cases`` and ``import-reviews``: what others wrote elsewhere, taken into the workshop."""

from pathlib import Path
from typing import TYPE_CHECKING

from mlew_tui import i18n
from mlew_tui.cli import confirm_import
from mlew_tui.cli.output import print_error, print_out
from mlew_tui.i18n import tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace, _SubParsersAction
    from collections.abc import Callable, Mapping, Sequence

    from mlew_tui.importing import Batch, Item
    from mlew_tui.storage.home import Home


def add(commands: "_SubParsersAction[ArgumentParser]", lang: "Callable[[ArgumentParser], None]") -> None:
    """Add the parsers of these commands; ``lang`` adds the option every command has."""
    listed = commands.add_parser(
        "import-cases", help=tr("take cases from a Markdown list"),
        description=tr(
            "Read lists of solutions in Markdown (## name : provider, the questions under it), show what they give, "
            "and take it over: all of it or nothing."
        ),
    )  # fmt: skip
    listed.add_argument("file", metavar="FILE", type=Path)
    listed.add_argument("places", metavar="LIST", type=Path, nargs="+")
    heard = commands.add_parser(
        "import-reviews", help=tr("take reviews from tables or lines"),
        description=tr(
            "Read reviews (CSV or TSV of any spreadsheet or survey, xlsx, or a text with one a line), show what they "
            "give, and take it over: all of it or nothing."
        ),
    )  # fmt: skip
    heard.add_argument("file", metavar="FILE", type=Path)
    heard.add_argument("places", metavar="TABLE", type=Path, nargs="+")
    heard.add_argument(
        "--sentiment", choices=("positive", "negative"), default="positive",
        help=tr("what a review is taken for that does not say; default: {name}", name="positive"),
    )  # fmt: skip
    for command in (listed, heard):
        confirm_import.add_asking(command)
        lang(command)


def import_cases(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Show the cases of the lists and take them over."""
    return confirm_import.locked(options, lambda: _import(options, home, wish, "cases", {}))


def import_reviews(options: "Namespace", home: "Home", wish: str | None) -> int:
    """Show the reviews of the tables and take them over."""
    otherwise = {"sentiment": options.sentiment}
    return confirm_import.locked(options, lambda: _import(options, home, wish, "reviews", otherwise))


def _import(
    options: "Namespace", home: "Home", wish: str | None, path: str, otherwise: "Mapping[str, str]"
) -> int:  # fmt: skip
    """Read, preview, ask and save. Raises InvalidFileError, or OSError where the file stays as it is."""
    from mlew_tui.importing import read_file
    from mlew_tui.importing.remarks import counted
    from mlew_tui.storage import workshop_file

    workshop, text = workshop_file.read(options.file)
    i18n.use(i18n.choose(wish, workshop.language))
    batches = read_file.gather(workshop, path, options.places)
    for batch in batches:
        _preview(batch, otherwise)
    if any(batch.refused for batch in batches):
        return print_error(tr("Nothing was taken over: mend these places, or leave that file out."))
    print_out(_sum(batches, otherwise))
    changed = workshop
    for batch in batches:
        changed = batch.change(otherwise)(changed)
    done = tr("{path}: taken over: {what}", path=options.file, what=counted(batches))
    return confirm_import.settled(options, home, text, workshop, changed.validated(), done)


def _sum(batches: "Sequence[Batch]", otherwise: "Mapping[str, str]") -> str:
    from mlew_tui.importing.remarks import counted

    words = tr("In all: {what}", what=counted(batches))
    unsaid = sum(batch.without("sentiment") for batch in batches) if otherwise else 0
    if not unsaid:
        return words
    kind = tr("good") if otherwise["sentiment"] == "positive" else tr("bad")
    return words + tr(" ({count} do not say good or bad: taken as {kind}, --sentiment)", count=unsaid, kind=kind)


def _preview(batch: "Batch", otherwise: "Mapping[str, str]") -> None:
    """Print what a file gives, item by item, and what is to be told of its lines."""
    from mlew_tui.importing.remarks import is_left_out, placed
    from mlew_tui.text.sanitize import one_line

    print_out(one_line(batch.name))
    for item in batch.items:
        for line in _item(batch.path, item, otherwise):
            print_out(f"  {line}")
    for one in batch.told:
        words = placed(one, batch.name)
        if is_left_out(one):
            print_out("  " + tr("Left out: {words}", words=words))
        elif one.kind != "blank-row":
            print_out("  " + tr("Note: {words}", words=words))
    if batch.refused is not None:
        print_error("  " + tr("Refused: {words}", words=placed(batch.refused, batch.name)))
    print_out()


def _item(path: str, item: "Item", otherwise: "Mapping[str, str]") -> "list[str]":
    from mlew_tui.importing.remarks import PARTS
    from mlew_tui.text.sanitize import one_line

    fields = {name: one_line(str(value)) for name, value in item.fields.items() if value is not None}
    place = tr("line {line}", line=item.lines.start)
    if path == "cases":
        head = " : ".join(fields[name] for name in ("title", "company") if name in fields)
        parts = (name for name in PARTS if name in fields and name != "company")
        return [f"{place}: {head}", *(f"    {tr(PARTS[name])}: {fields[name]}" for name in parts)]
    sign = "+" if item.fields.get("sentiment", otherwise["sentiment"]) == "positive" else "-"
    marks = [fields[name] for name in ("moment", "by") if name in fields]
    marks += [tr("? assumed")] * bool(item.fields.get("assumed"))
    return [f"{place}: {sign} {fields['text']}" + (f"  ({', '.join(marks)})" if marks else "")]
