"""Edits of every kind people make on the English conversation, for whoever needs a lot of them."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from mlew_tui.model import changes, references
from mlew_tui.model.changes import Change
from mlew_tui.model.invent import Decision
from mlew_tui.model.workshop import Clock, LogEntry, Workshop

NOW = datetime(2026, 11, 22, 5, 31, 5, tzinfo=UTC)


def adding(path: str, **fields: Any) -> Change:
    return lambda workshop: changes.add(workshop, path, **fields)[0]


def editing(place: str, **fields: Any) -> Change:
    return lambda workshop: changes.edit(workshop, place, **fields)


def removing(place: str) -> Change:
    return lambda workshop: changes.remove(workshop, place)


def moving(place: str, by: int) -> Change:
    return lambda workshop: changes.move(workshop, place, by)


def setting(path: str, value: Any) -> Change:
    return lambda workshop: changes.put(workshop, path, value)


def progress(**fields: Any) -> Change:
    return lambda workshop: workshop.with_(progress=workshop.progress.model_copy(update=fields))


def logging(step: str, actual: int) -> Change:
    """Note a run of a step, as the console does when its clock is started and paused."""
    entry = LogEntry(step=step, planned=300, actual=actual, started=NOW)
    return lambda workshop: workshop.with_(log=(*workshop.log, entry))


ALL_KINDS: Sequence[Change] = (
    setting("title", "英会話と AI"),
    setting("language", "en"),
    adding("reviews", text="前の日に\n予約できた", sentiment="positive", moment="登録時", by="m1", group="g1"),
    adding("customer.facts", text="「会議」の前に緊張する", aspect="personality", assumed=True),
    adding("customer.objections", text="本当に個人か", by="m2"),
    editing("customer.objections/0", settled=True),
    editing("reviews/r3", text="変えた", group=None, assumed=False),
    removing("reviews/r13"),
    moving("reviews/r5", 3),
    moving("reviews/r5", -6),
    removing("groups/g5"),
    removing("customer.facts/c1"),
    removing("customer.facts/c7"),
    removing("cases/s2"),
    removing("criteria/k5"),
    lambda workshop: changes.set_weight(workshop, "k1", 3),
    adding("participants", name="新人", role="developer"),
    lambda workshop: changes.set_score(workshop, "m7", "s1", "k1", Fraction(5, 2)),
    lambda workshop: changes.set_score(workshop, "m1", "s1", "k2", None),
    lambda workshop: changes.set_score(workshop, "m2", "s5", "k1", Fraction(1)),
    lambda workshop: changes.hand_in(workshop, "m7", True),
    lambda workshop: changes.hand_in(workshop, "m2", False),
    lambda workshop: changes.choose_first(workshop, "m7", "s1"),
    lambda workshop: changes.set_moments(workshop, ("登録時", "学習中", "仕事に戻ってから")),
    lambda workshop: changes.group_reviews(workshop, ["r1", "r18"], "迷わせない")[0],
    setting("decision", Decision(how="owner", case="s3", by="m1", note="実現が早い")),
    lambda workshop: changes.set_milestone(workshop, "use_case", who="佐藤", due=date(2026, 12, 1)),
    removing("milestones/profit"),
    moving("criteria/k4", -3),
    removing("next_step.improve/0"),
    editing("next_step.improve/0", minutes=50),
    moving("next_step.improve/0", 1),
    adding("next_step.improve", phase="listen", reason="少ない"),
    adding("todos", text="枠を増やす", owner="m2", milestone="experience", due=date(2026, 12, 1)),
    adding("meetings", kind="report", milestone="model", start=NOW, minutes=60),
    setting("readiness_day2.outputs_shared", True),
    setting("readiness.data", False),
    setting("plan.minutes", {"invent.rounds": 25, "listen.write": 7}),
    setting("plan.minutes", {}),
    removing("proposal.message/f1"),
    removing("proposal.customer_faq/f15"),
    adding("proposal.steps", text="もう一度試す", concern="費用"),
    editing("proposal.steps/f10", concern=""),
    setting("decision", None),
    progress(step="listen.write", clock=Clock(left=-42, running=True, at=NOW), case="s1", stage="score"),
    logging("listen.write", 120),
    progress(clock=None),
    removing("customer.objections/0"),
    removing("participants/m6"),
)
"""One edit of every kind, that can be made one after another on the example."""

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
ROWS: dict[str, Callable[[str], dict[str, Any]]] = {
    "participants": lambda text: {"name": text},
    "customer.facts": lambda text: {"text": text},
    "customer.objections": lambda text: {"text": text},
    "reviews": lambda text: {"text": text, "sentiment": "negative"},
    "groups": lambda text: {"label": text},
    "posts": lambda text: {"text": text, "decision": "stop", "refers_to": ("r18",)},
    "criteria": lambda text: {"text": text, "kind": "strength"},
    "cases": lambda text: {"title": text},
    "proposal.message": lambda text: {"text": text, "part": "offer"},
    "proposal.internal_faq": lambda text: {"question": text},
    "next_step.improve": lambda text: {"phase": "define", "reason": text},
    "todos": lambda text: {"text": text, "due": date(2027, 1, 1)},
    "meetings": lambda text: {"kind": "progress", "start": NOW, "id": f"x{len(text)}"},
}


@st.composite
def anything_people_do(draw: st.DrawFn, workshop: Workshop) -> Workshop:
    """Draw the workshop after one edit of one of its items, or with a new one."""
    path = draw(st.sampled_from(sorted(ROWS)))
    items = references.collection(workshop, path)
    text = draw(texts)
    what = draw(st.sampled_from(["add", "edit", "move", "remove", "score", "moments", "log"]))
    if what == "score":
        points = draw(st.none() | st.integers(0, 2).map(lambda halves: Fraction(halves, 2)))
        person, case, criterion = (
            draw(st.sampled_from([item.id for item in group]))
            for group in (workshop.participants, workshop.cases, workshop.criteria)
        )
        return changes.set_score(workshop, person, case, criterion, points)
    if what == "moments":
        moments = draw(st.lists(texts, unique=True, max_size=3))
        return changes.set_moments(workshop, tuple(moments))
    if what == "log":
        return logging("define.posts", draw(st.integers(0, 9)))(workshop)
    if what == "add" or not items:
        fields = {
            **ROWS[path](text),
            **({"id": changes.next_id(workshop, "e")} if path == "meetings" else {}),
        }
        return changes.add(workshop, path, **fields)[0]
    index = draw(st.integers(0, len(items) - 1))
    place = f"{path}/{changes.key_of(items[index], index)}"
    if what == "move":
        return changes.move(workshop, place, draw(st.sampled_from([-2, -1, 1, 2])))
    if what == "edit" or path in ("participants", "cases", "criteria"):
        return changes.edit(workshop, place, **{k: v for k, v in ROWS[path](text).items() if k != "id"})
    return changes.remove(workshop, place)
