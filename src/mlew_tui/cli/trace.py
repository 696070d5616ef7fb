"""``mlew-tui trace``: print what an item rests on, back to the customer, and what rests on it."""

import difflib
import json
import shlex
import shutil
import unicodedata
from argparse import Namespace
from pathlib import Path

from mlew_tui import i18n
from mlew_tui.cli.output import FINE, WRONG_USE, print_error, print_out
from mlew_tui.diagnosis.problem import InvalidFileError
from mlew_tui.i18n import tr
from mlew_tui.model.trace import TraceGraph
from mlew_tui.reports import trace as report
from mlew_tui.storage import workshop_file
from mlew_tui.storage.home import Home


def run(options: Namespace, home: Home, lang: str | None) -> int:
    """Print one thread, or where every thread ends; suggest the nearest id for an unknown one."""
    try:
        workshop, _ = workshop_file.read(options.file, home.sound)
    except InvalidFileError as error:
        return print_error(error)
    i18n.use(i18n.choose(lang, workshop.language))
    graph = TraceGraph(workshop)
    place = None
    if options.id is not None:
        place = _find_place(graph, options.id)
        if place is None:
            print_error(_unknown(graph, options.file, options.id))
            return WRONG_USE
    if options.json:
        data = report.overview_as_data(graph) if place is None else report.trace_as_data(graph, place)
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return FINE
    width = shutil.get_terminal_size().columns
    for line in report.overview_lines(graph, width) if place is None else report.trace_lines(graph, place, width):
        print_out(line)
    return FINE


def _find_place(graph: TraceGraph, name: str) -> str | None:
    """Return the place of an id, also of one typed in full-width letters."""
    return graph.find(name) or graph.find(unicodedata.normalize("NFKC", name))


def _unknown(graph: TraceGraph, path: Path, name: str) -> str:
    """Return words that nothing has an id, which id was probably meant, and how to list them."""
    workshop = graph.workshop
    if any(person.id == name for person in workshop.participants):
        return tr("{path}: “{name}” is a participant: the thread is made of what was written", path=path, name=name)
    words = tr("{path}: nothing has the id “{name}”", path=path, name=name)
    near = difflib.get_close_matches(unicodedata.normalize("NFKC", name).lower(), graph.names, n=1, cutoff=0.5)
    everything = tr("Where all threads end: mlew-tui trace {file}", file=shlex.quote(str(path)))
    hint = tr("Did you mean “{near}”?", near=near[0]) if near else everything
    return f"{words}\n  {hint}"
