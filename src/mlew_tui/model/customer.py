"""Listen: the customer the product manager chose, and what customers say."""

from typing import Annotated, Literal

from mlew_tui.model.base import Id, Many, Model, Refers

Aspect = Literal["trigger", "usage", "personality", "other"]
Sentiment = Literal["positive", "negative"]


class Fact(Model):
    """One thing known, or assumed, about the customer (deck step ``listen.customer``)."""

    id: Id
    aspect: Aspect = "other"
    text: str
    assumed: bool = False
    source: str = ""


class Objection(Model):
    """A doubt about the product manager's choice, noted on Day 1 and settled before Day 2."""

    text: str
    by: Annotated[Id | None, Refers(("participant",))] = None
    settled: bool = False


class Customer(Model):
    """Whom the product manager decided to focus on; ``moments`` is the journey axis of the reviews."""

    name: str = ""
    moments: Many[str] = ()
    facts: Many[Fact] = ()
    objections: Many[Objection] = ()


class Review(Model):
    """One positive or negative statement of a customer (deck step ``listen.write``)."""

    id: Id
    text: str
    sentiment: Sentiment
    moment: str | None = None
    assumed: bool = False
    by: Annotated[Id | None, Refers(("participant",))] = None
    group: Annotated[Id | None, Refers(("group",))] = None
    source: str = ""


class Group(Model):
    """Similar reviews under one label (deck step ``listen.group``)."""

    id: Id
    label: str
