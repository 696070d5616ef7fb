"""Traces as data for programs: items by place, and the links between them."""

from collections.abc import Iterator, Sequence
from typing import Any

from mlew_tui.model.scoring import points_text
from mlew_tui.model.trace import HINTS, IMPLICIT, Branch, Node, TraceGraph
from mlew_tui.reports.trace.trace_labels import headline

Data = dict[str, Any]


def trace_as_data(graph: TraceGraph, place: str) -> Data:
    """Return an item, all it rests on, all that rests on it, and every link among these."""
    thread = graph.trace(place)
    sides = {"rests_on": list(_met(thread.rests_on)), "carries": list(_met(thread.carries))}
    links = [_link(branch) for side in (thread.rests_on, thread.carries) for branch in _all(side)]
    return {
        "covered": graph.covered,
        "item": _node(graph, graph.nodes[place]),
        **{side: [_node(graph, graph.nodes[each]) for each in met] for side, met in sides.items()},
        "links": links,
    }


def overview_as_data(graph: TraceGraph) -> Data:
    """Return every proposal item and milestone, and the ids of all orphans."""
    return {
        "covered": graph.covered,
        "items": [_node(graph, node) for node in graph.ends],
        "orphans": [node.key for node in graph.orphans()],
    }


def _node(graph: TraceGraph, node: Node) -> Data:
    reach = graph.reach(node.place)
    return {
        "place": node.place,
        "id": node.key,
        "kind": node.kind,
        "text": headline(node),
        "orphan": graph.is_orphan(node.place),
        "reviews": reach.reviews,
        "facts": reach.facts,
        "assumed": reach.assumed,
    }


def _link(branch: Branch) -> Data:
    link = branch.link
    points = {"points": {who: points_text(given) for who, given in link.points}} if link.points else {}
    return {"from": link.upper, "to": link.lower, "link": link.means, "made": link.means not in IMPLICIT, **points}


def _all(branches: Sequence[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.branches)


def _met(branches: Sequence[Branch]) -> list[str]:
    """Return the places of a tree, each once, without those that only inferred links lead to."""
    return list(dict.fromkeys(each.place for each in _all(branches) if each.link.means not in HINTS))
