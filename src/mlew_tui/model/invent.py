"""Invent: the cases told, who scored them, and what people settled."""

from collections.abc import Mapping
from typing import Annotated, Literal

from mlew_tui.model.base import EMPTY, Id, Many, Model, Refers

DecidedHow = Literal["dice", "owner"]


class Case(Model):
    """A success story whose AI/ML solution is shared, in the deck's sentence pattern (``invent.rounds``)."""

    id: Id
    title: str
    company: str = ""
    solution: str = ""
    valued_for: str = ""
    solves: Annotated[Many[Id], Refers(("criterion",))] = ()
    reinforces: Annotated[Many[Id], Refers(("criterion",))] = ()
    result: str = ""
    data_loop: str = ""
    source: str = ""
    told_by: Annotated[Id | None, Refers(("participant",))] = None
    assumed: bool = False


class Ballots(Model):
    """Whose scores count, and the case each one chose where several were equally best."""

    handed_in: Annotated[Many[Id], Refers(("participant",))] = ()
    first: Annotated[Mapping[str, Id], Refers(("case",))] = EMPTY
    revealed: bool = False


class Decision(Model):
    """What people settled: dice among the tie ``among``, or an owner who decided or overruled."""

    how: DecidedHow
    case: Annotated[Id, Refers(("case",))]
    among: Annotated[Many[Id], Refers(("case",))] = ()
    by: Annotated[Id | None, Refers(("participant",))] = None
    note: str = ""
