"""The items a finding concerns, each with its kind and full text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mlew_tui.fields.registry import LABELS
from mlew_tui.i18n import tr
from mlew_tui.model import changes
from mlew_tui.model.customer import Review
from mlew_tui.model.define import Criterion
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports import vocabulary
from mlew_tui.reports.labels import person_label, person_names
from mlew_tui.text.page_layout import Line

_SIGNS = {"positive": "☺", "negative": "☹", "problem": "☹", "strength": "☺"}
_BLANK = "＿＿"
_MEASURES = ("who", "what", "how", "baseline", "due")


def item_lines(workshop: Workshop, places: Sequence[str]) -> tuple[Line, ...]:
    """Return each item's kind, id and full text."""
    return tuple(line for place in places for line in _lines(workshop, place))


def names_at(workshop: Workshop, places: Iterable[str]) -> str:
    """Return the participants at these places by name."""
    return person_names(workshop, (changes.split(place)[1] for place in places))


def _lines(workshop: Workshop, place: str) -> Iterator[str]:
    """Yield an item's lines; a milestone has one for each of its fields."""
    if place == "=customer.moments":
        yield tr(
            "{what}: {text}", what=tr(vocabulary.VALUES["customer.moments"]), text=" → ".join(workshop.customer.moments)
        )
        return
    path, key = changes.split(place)
    item = changes.find(workshop, place)
    if path == "milestones":
        yield tr(vocabulary.MILESTONES[key])
        for name in _MEASURES:
            value = str(getattr(item, name, None) or _BLANK)
            yield tr("{what}: {text}", what=f"・{tr(LABELS[name])}", text=value)
    elif item is not None:
        yield tr("{what}: {text}", what=f"{tr(vocabulary.ITEMS[path])} {key}", text=_text(workshop, item))


def _text(workshop: Workshop, item: Any) -> str:
    """Return an item's text with the signs shown on the board."""
    assumed = "?" if getattr(item, "assumed", False) else ""
    concern = f"▲ {item.concern}" if getattr(item, "concern", "") else ""
    match item:
        case Review():
            by = person_label(workshop, item.by) if item.by else ""
            marks = " · ".join(part for part in (item.moment or "", by) if part)
            return _joined(_SIGNS[item.sentiment], item.text, assumed, f"({marks})" if marks else "")
        case Criterion():
            return _joined(_SIGNS[item.kind], f"[{item.weight}]", item.text, assumed)
    texts = (getattr(item, name, None) for name in ("text", "question", "title", "name"))
    return _joined(next(text for text in texts if text is not None), getattr(item, "answer", ""), assumed, concern)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
