"""A trace as text: a tree in box characters with all texts in full, wrapped to a width."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len

from mlew_tui.i18n import tr, trn
from mlew_tui.model.trace import Branch, TraceGraph, places
from mlew_tui.reports.trace import trace_labels
from mlew_tui.text.wrapping import wrap

_FORK, _LAST, _STEM, _BLANK = "├─ ", "└─ ", "│  ", "   "
_HANG = "  "
_LEAST = 12
"""Minimum cells of a line at any depth and terminal width."""


def trace_lines(graph: TraceGraph, place: str, width: int) -> Iterator[str]:
    """Yield the trace of an item as rows: itself, what it rests on, what rests on it."""
    thread = graph.trace(place)
    for paragraph in trace_labels.node_paragraphs(graph, graph.nodes[place]):
        yield from _hanging(paragraph, width)
    yield ""
    yield from wrap(tr("Rests on: {voices}", voices=trace_labels.reach_words(graph, place)), width)
    yield from _rows(graph, thread.rests_on, width, is_down=True)
    yield ""
    yield tr("Carries:") if thread.carries else tr("Carries nothing yet.")
    yield from _rows(graph, thread.carries, width, is_down=False)
    if graph.covered and any(one.startswith("cases/") for one in (place, *places(thread.rests_on + thread.carries))):
        yield ""
        yield from wrap(tr("Points are covered until the reveal."), width)


def overview_lines(graph: TraceGraph, width: int) -> Iterator[str]:
    """Yield a row for every proposal item and milestone with its supporting statements, then the number of orphans."""
    for node in graph.ends:
        yield from _hanging(
            " ".join(part for part in (trace_labels.node_line(node), trace_labels.red_mark(node)) if part), width
        )
        yield from (
            _HANG + line for line in wrap(f"← {trace_labels.reach_words(graph, node.place)}", width - len(_HANG))
        )
    if graph.ends:
        yield ""
    yield from wrap(count_orphans(graph), width)


def count_orphans(graph: TraceGraph) -> str:
    """Return how many proposal items and milestones there are, and how many of them are orphans."""
    count = len(graph.ends)
    if not count:
        return tr("There is no item of the proposal and no milestone yet.")
    orphans = sum(graph.is_orphan(node.place) for node in graph.ends)
    if not orphans:
        return trn("{count} thread, and it reaches the customer.", "{count} threads, all reach the customer.", count)
    words_of_all = trn(
        "{count} of {all} rests on no review and no customer fact.",
        "{count} of {all} rest on no review and no customer fact.", orphans, all=count,
    )  # fmt: skip
    return f"{trace_labels.ORPHAN} {words_of_all}"


def _hanging(text: str, width: int) -> Iterator[str]:
    first, *more = wrap(text, width - len(_HANG), width)
    yield first
    yield from (_HANG + line for line in more)


def _rows(graph: TraceGraph, branches: Sequence[Branch], width: int, stem: str = "", *, is_down: bool) -> Iterator[str]:
    """Yield a tree's rows; branches expanded earlier are named by id, neighbours of one kind on one row."""
    gathered = [list(group) for _, group in groupby(branches, _gathered_by)]
    for index, group in enumerate(gathered):
        is_last = index == len(gathered) - 1
        inner = stem + (_BLANK if is_last else _STEM)
        room = max(_LEAST, width - cell_len(inner))
        branch = group[0]
        texts = [_again(graph, group, is_down=is_down)] if branch.again else [_text(graph, branch, is_down=is_down)]
        if points := trace_labels.points_words(graph, branch.link):
            texts.append(points)
        below = inner + (_STEM if branch.branches else _BLANK)
        lines = [line for text in texts for line in wrap(text, room - len(_STEM), room if text is texts[0] else None)]
        yield (stem + (_LAST if is_last else _FORK) + lines[0]).rstrip()
        yield from ((below + line).rstrip() for line in lines[1:])
        yield from _rows(graph, branch.branches, width, inner, is_down=is_down)


def _gathered_by(branch: Branch) -> object:
    """Return the grouping key of a row: only branches expanded earlier and without points share one."""
    return branch.link.means if branch.again and not branch.link.points else id(branch)


def _text(graph: TraceGraph, branch: Branch, *, is_down: bool) -> str:
    node = graph.nodes[branch.place]
    parts = (
        trace_labels.link_words(branch.link, is_down=is_down),
        trace_labels.node_line(node),
        trace_labels.node_marks(graph, node),
    )
    return " ".join(part for part in parts if part)


def _again(graph: TraceGraph, group: Sequence[Branch], *, is_down: bool) -> str:
    keys = tr(", ").join(graph.nodes[branch.place].key for branch in group)
    link = trace_labels.link_words(group[0].link, is_down=is_down)
    return " ".join(part for part in (link, tr("↑ {ids} (see above)", ids=keys)) if part)
