"""Textual bindings made from the registry of keys."""

from textual.binding import Binding

from mlew_tui.settings.key_registry import registered


def binding(id_: str, action: str, *, show: bool = True, priority: bool = False) -> Binding:
    """Return the binding of an id to an action, with the registry's keys and label."""
    key = registered(id_)
    return Binding(key.usual, action, key.label, id=id_, show=show, priority=priority)
