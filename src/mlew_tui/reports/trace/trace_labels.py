"""How the thread calls what it is made of: items, links, points, and what is missing."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from mlew_tui.fields.registry import FIELDS, LABELS
from mlew_tui.i18n import mark, tr, trn
from mlew_tui.model.scoring import points_text
from mlew_tui.model.trace import Link, Means, Node, TraceGraph
from mlew_tui.reports import vocabulary
from mlew_tui.reports.labels import person_name
from mlew_tui.text.sanitize import one_line

ORPHAN = "○"
"""Stands before what rests on nothing a customer said."""
HINT = "┄"
"""Prefix of a derived link."""
_LINKS: Mapping[Means, tuple[str, str]] = {
    "plans": (mark("works towards"), mark("worked for by")),
    "tests": (mark("puts to the test"), mark("put to the test by")),
    "sources": ("", ""),
    "solves": (mark("solves"), mark("solved by")),
    "reinforces": (mark("reinforces"), mark("reinforced by")),
    "refers_to": (mark("refers to"), mark("referred to by")),
    "holds": ("", mark("grouped in")),
    "said_by": (mark("voices of"), ""),
    "heard": (mark("heard in"), mark("counts for")),
    "scored": (mark("scored, but not named:"), mark("scored, but not named:")),
    "adopted": (mark("the adopted case, linked by nobody:"), mark("the adopted case, linked by nobody:")),
}
"""What a link says before its lower end, and before its upper end."""
_COLLECTIONS: Mapping[str, str] = {
    "milestone": "milestones",
    "case": "cases",
    "review": "reviews",
    "fact": "customer.facts",
}
"""Kinds of nodes that show more than their headline: every field people type."""


def link_words(link: Link, *, is_down: bool) -> str:
    """Return what a link is, before what it leads to; nothing where the place in the tree says it."""
    words = _LINKS[link.means][not is_down]
    translated = tr(words) if words else ""
    return f"{HINT} {translated}" if link.means in ("scored", "adopted") else translated


def format_points(link: Link) -> str:
    """Return the points of a link, ``17/25``; nothing where there are none to tell."""
    return tr("{points}/{ceiling} points", points=_sum(link), ceiling=link.ceiling) if link.points else ""


def points_words(graph: TraceGraph, link: Link) -> str:
    """Return who gave how many points; nothing where there are none to tell."""
    if not link.points:
        return ""
    each = (
        tr("{name} {points}", name=person_name(graph.workshop, who), points=points_text(points))
        for who, points in link.points
    )
    return tr("{points} of {ceiling} points: {each}", points=_sum(link), ceiling=link.ceiling, each=tr(", ").join(each))


def _sum(link: Link) -> str:
    return points_text(sum((points for _, points in link.points), Fraction(0)))


def node_label(node: Node) -> str:
    """Return what sort of thing a node is, with its id: ``k1 ☹ problem 5``, ``profit 2 More profit?``."""
    if node.kind == "customer":
        return _sort(node)
    return f"{one_line(node.key)} {_sort(node)}"


def _sort(node: Node) -> str:
    item = node.item
    match node.kind:
        case "customer":
            return tr("customer")
        case "milestone":
            return tr(vocabulary.MILESTONES[item.kind])
        case "criterion":
            words = mark("☹ problem {weight}") if item.kind == "problem" else mark("☺ strength {weight}")
            return tr(words, weight=item.weight)
        case "post":
            return tr("☺ post") if item.decision == "use_again" else tr("☹ post")
        case "review":
            return tr("☺ review") if item.sentiment == "positive" else tr("☹ review")
        case "proposal" if hasattr(item, "part"):
            return tr(vocabulary.PARTS[item.part])
    return tr(vocabulary.ITEMS[node.place.rpartition("/")[0]])


def headline(node: Node) -> str:
    """Return a node's own words, in short."""
    item = node.item
    match node.kind:
        case "milestone":
            return item.what or item.how or "＿＿"
        case "case":
            return f"{item.title} ({item.company})" if item.company else str(item.title)
        case "group":
            return str(item.label)
        case "customer":
            return item.name or "＿＿"
        case "proposal" if hasattr(item, "question"):
            return str(item.question)
    return str(item.text)


def node_line(node: Node) -> str:
    """Return what a node is and says, on one line."""
    return tr("{what}: {words}", what=node_label(node), words=one_line(headline(node)))


def node_paragraphs(graph: TraceGraph, node: Node) -> Iterator[str]:
    """Yield everything a node says, a paragraph each, and what is the matter with it."""
    item = node.item
    yield tr("{what}: {words}", what=node_label(node), words=headline(node))
    if graph.is_orphan(node.place):
        yield orphan_words()
    if getattr(item, "answer", ""):
        yield tr("{field}: {words}", field=tr(LABELS["answer"]), words=item.answer)
    for field in FIELDS.get(_COLLECTIONS.get(node.kind, ""), ()):
        value = getattr(item, field.name)
        if value and field.name not in ("title", "text") and str(value) != headline(node):
            yield tr("{field}: {words}", field=tr(field.label), words=value)
    if by := _author(graph, item):
        yield by
    if getattr(item, "concern", ""):
        yield f"{red_mark(node)}: {item.concern}"
    if getattr(item, "assumed", False):
        yield tr("? assumed")


def _author(graph: TraceGraph, item: Any) -> str:
    ids = {person.id for person in graph.workshop.participants}
    person = next((getattr(item, name) for name in ("by", "owner", "told_by") if getattr(item, name, None)), None)
    return f"― {person_name(graph.workshop, person)}" if person in ids else ""


def orphan_words() -> str:
    """Say that something rests on nothing a customer said."""
    return f"{ORPHAN} " + tr("orphan: no review and no customer fact behind it")


def red_mark(node: Node) -> str:
    """Return the mark of unclear feasibility, or nothing."""
    return "▲ " + tr("red") if getattr(node.item, "concern", "") else ""


def node_marks(graph: TraceGraph, node: Node) -> str:
    """Return a node's marks, each a glyph and a word: orphan, red, assumed."""
    found = (
        f"{ORPHAN} " + tr("orphan") if graph.is_orphan(node.place) else "",
        red_mark(node),
        tr("? assumed") if getattr(node.item, "assumed", False) else "",
    )
    return " ".join(word for word in found if word)


def reach_words(graph: TraceGraph, place: str) -> str:
    """Say how many voices of the customer a thing rests on, and how many of them are assumed."""
    reach = graph.reach(place)
    found = [
        trn("{count} customer review", "{count} customer reviews", reach.reviews) if reach.reviews else "",
        trn("{count} fact about the customer", "{count} facts about the customer", reach.facts) if reach.facts else "",
    ]
    if not any(found):
        return orphan_words() if graph.is_orphan(place) else tr("no review and no customer fact")
    words = tr(", ").join(part for part in found if part)
    if not reach.assumed:
        return words
    return tr("{voices} ({count} of them assumed)", voices=words, count=reach.assumed)
