"""``mlew-tui import-cases`` and ``import-reviews``: take over what others wrote elsewhere."""

from argparse import Namespace
from collections.abc import Mapping, Sequence

from mlew_tui import i18n
from mlew_tui.cli import confirm_import
from mlew_tui.cli.output import print_error, print_out
from mlew_tui.i18n import tr
from mlew_tui.importing import Batch, Item, read_file
from mlew_tui.importing.remarks import PARTS, count_items, is_left_out, located_remark
from mlew_tui.storage import workshop_file
from mlew_tui.storage.home import Home
from mlew_tui.text.sanitize import one_line


def import_cases(options: Namespace, home: Home, lang: str | None) -> int:
    """Show the cases of the lists and take them over."""
    return confirm_import.run_locked(options, lambda: _import(options, home, lang, "cases", {}))


def import_reviews(options: Namespace, home: Home, lang: str | None) -> int:
    """Show the reviews of the tables and take them over."""
    defaults = {"sentiment": options.sentiment}
    return confirm_import.run_locked(options, lambda: _import(options, home, lang, "reviews", defaults))


def _import(
    options: Namespace, home: Home, lang: str | None, path: str, defaults: Mapping[str, str]
) -> int:  # fmt: skip
    """Read, preview, ask and save. Raises InvalidFileError, or OSError where the file stays as it is."""
    workshop, text = workshop_file.read(options.file)
    i18n.use(i18n.choose(lang, workshop.language))
    batches = read_file.gather(workshop, path, options.places)
    for batch in batches:
        _preview(batch, defaults)
    if any(batch.refused for batch in batches):
        return print_error(tr("Nothing was taken over: mend these places, or leave that file out."))
    print_out(_total(batches, defaults))
    changed = workshop
    for batch in batches:
        changed = batch.change(defaults)(changed)
    done = tr("{path}: taken over: {what}", path=options.file, what=count_items(batches))
    return confirm_import.confirm_and_save(options, home, text, workshop, changed.validated(), done)


def _total(batches: Sequence[Batch], defaults: Mapping[str, str]) -> str:
    words = tr("In all: {what}", what=count_items(batches))
    unsaid = sum(batch.without("sentiment") for batch in batches) if defaults else 0
    if not unsaid:
        return words
    kind = tr("good") if defaults["sentiment"] == "positive" else tr("bad")
    return words + tr(" ({count} do not say good or bad: taken as {kind}, --sentiment)", count=unsaid, kind=kind)


def _preview(batch: Batch, defaults: Mapping[str, str]) -> None:
    """Print what a file gives, item by item, and the remarks about its lines."""
    print_out(one_line(batch.name))
    for item in batch.items:
        for line in _item(batch.path, item, defaults):
            print_out(f"  {line}")
    for remark in batch.remarks:
        words = located_remark(remark, batch.name)
        if is_left_out(remark):
            print_out("  " + tr("Left out: {words}", words=words))
        elif remark.kind != "blank-row":
            print_out("  " + tr("Note: {words}", words=words))
    if batch.refused is not None:
        print_error("  " + tr("Refused: {words}", words=located_remark(batch.refused, batch.name)))
    print_out()


def _item(path: str, item: Item, defaults: Mapping[str, str]) -> list[str]:
    fields = {name: one_line(str(value)) for name, value in item.fields.items() if value is not None}
    place = tr("line {line}", line=item.lines.start)
    if path == "cases":
        head = " : ".join(fields[name] for name in ("title", "company") if name in fields)
        parts = (name for name in PARTS if name in fields and name != "company")
        return [f"{place}: {head}", *(f"    {tr(PARTS[name])}: {fields[name]}" for name in parts)]
    sign = "+" if item.fields.get("sentiment", defaults["sentiment"]) == "positive" else "-"
    marks = [fields[name] for name in ("moment", "by") if name in fields]
    marks += [tr("? assumed")] * bool(item.fields.get("assumed"))
    return [f"{place}: {sign} {fields['text']}" + (f"  ({', '.join(marks)})" if marks else "")]
