"""Small teams of every kind, drawn by a seeded ``Random``, for whoever needs thousands.

Items without an id say what they are up to a colon (``o2: ...``), so that a test can follow them.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from example_edits import NOW
from mlew_tui.model.workshop import Workshop

STEPS = ("listen.write", "listen.group", "define.posts", "invent.rounds", "refine.write")
PARTS = ("situation", "wanted", "obstacle", "was", "offer")
KINDS = ("use_case", "experience", "profit", "model")
_WORDS = (
    "無料の体験", "「すぐ」試せた", 'say "hi"', "it's", "C:\\temp\\新", "一行目\n二行目", "🎯🔥", "", "# no comment",
    "[not.a.table]", "a = 1", "タブ\tあり", "'''", '"""', "末尾\\", "{x}", "ﾊﾝｶｸ", "100 %", "制御\x1b[31m", "👩‍💻",
)  # fmt: skip


def words(rng: Random) -> str:
    """Return something a person might write."""
    return "".join(rng.choices(_WORDS, k=rng.randint(1, 2)))


def some(rng: Random, ids: Sequence[str], most: int = 3) -> list[str]:
    """Return a few of these, or none."""
    return rng.sample(ids, rng.randint(0, min(most, len(ids))))


def _maybe(rng: Random, **fields: Any) -> dict[str, Any]:
    """Return some of these fields."""
    return {name: value for name, value in fields.items() if value not in (None, []) and rng.random() < 0.6}


def one_of(rng: Random, ids: Sequence[str]) -> str | None:
    """Return one of these, None where there is none."""
    return rng.choice(ids) if ids else None


def _numbered(prefix: str, count: int, first: int = 1) -> list[str]:
    return [f"{prefix}{number}" for number in range(first, first + count)]


def team(rng: Random) -> Workshop:
    """Return a small workshop with anything in it, or nothing."""
    people, facts, reviews = (_numbered(p, rng.randint(0, 4)) for p in "mcr")
    groups, criteria, cases = (_numbered(p, rng.randint(0, 3)) for p in "gks")
    moments = rng.sample(["登録時", "利用中", "利用後", "it's over", '"いつも"'], rng.randint(0, 3))
    weights = {name: rng.choice([1, 3, 5]) for name in criteria}
    heard = [*facts, *reviews, *groups]
    tree: dict[str, Any] = {
        "title": words(rng),
        **_maybe(rng, language="en", deck="./our.toml", time_zone="Europe/Berlin"),
        "participants": [
            {"id": m, "name": words(rng), **_maybe(rng, role="developer", team="sales", votes=False)} for m in people
        ],
        "customer": {
            "name": words(rng),
            "moments": moments,
            "facts": [{"id": c, "text": words(rng), **_maybe(rng, aspect="usage", assumed=True)} for c in facts],
            "objections": [
                {"text": f"{o}: {words(rng)}", **_maybe(rng, by=one_of(rng, people), settled=True)}
                for o in _numbered("o", rng.randint(0, 3))
            ],
        },
        "reviews": [
            {
                "id": r, "text": words(rng), "sentiment": rng.choice(["positive", "negative"]),
                **_maybe(rng, moment=one_of(rng, moments), assumed=True),
                **_maybe(rng, by=one_of(rng, people), group=one_of(rng, groups)),
            }
            for r in reviews
        ],
        "groups": [{"id": g, "label": words(rng)} for g in groups],
        "posts": [
            {
                "id": p, "text": words(rng), "decision": rng.choice(["use_again", "stop"]),
                **_maybe(rng, by=one_of(rng, people), reason="price", refers_to=some(rng, heard)),
            }
            for p in _numbered("p", rng.randint(0, 2))
        ],
        "criteria": [
            {
                "id": k, "kind": rng.choice(["problem", "strength"]), "text": words(rng), "weight": weights[k],
                **_maybe(rng, sources=some(rng, heard), owner=one_of(rng, people), assumed=True),
            }
            for k in criteria
        ],
        "cases": [
            {
                "id": s, "title": words(rng),
                **_maybe(rng, company=words(rng), solves=some(rng, criteria), result=words(rng),
                         reinforces=some(rng, criteria), told_by=one_of(rng, people)),
            }
            for s in cases
        ],
        "scores": {
            m: {
                s: {k: rng.randint(0, 2 * weights[k]) / 2 for k in criteria if rng.random() < 0.6}
                for s in cases if rng.random() < 0.7
            }
            for m in people if rng.random() < 0.7
        },
        **_later(rng, people, cases, heard + criteria),
        **_console(rng, cases),
    }  # fmt: skip
    return Workshop.model_validate(tree)


def _later(rng: Random, people: Sequence[str], cases: Sequence[str], behind: Sequence[str]) -> dict[str, Any]:
    """Return what is settled, proposed and planned."""
    items = _numbered("f", 8)
    kinds = sorted(rng.sample(KINDS, rng.randint(0, 3)), key=KINDS.index)

    def proposed(count: int, **fields: str) -> list[dict[str, Any]]:
        more = [_maybe(rng, concern=words(rng), sources=some(rng, behind), assumed=True) for _ in range(count)]
        return [{"id": items.pop(0), **{name: words(rng) for name in fields}, **other} for other in more]

    proposal = {
        "message": [{**row, "part": rng.choice(PARTS)} for row in proposed(rng.randint(0, 2), text="")],
        "steps": proposed(rng.randint(0, 2), text=""),
        "customer_faq": proposed(rng.randint(0, 2), question="", answer=""),
        "internal_faq": proposed(rng.randint(0, 1), question=""),
    }
    made = [row["id"] for rows in proposal.values() for row in rows]
    decision = {"decision": {"how": "owner", "case": cases[0], **_maybe(rng, note=words(rng))}} if cases else {}
    return {
        **(decision if rng.random() < 0.5 else {}),
        "ballots": {"handed_in": some(rng, people), **_maybe(rng, first={m: c for m in people for c in cases[:1]})},
        "proposal": {**_maybe(rng, product=words(rng)), **{key: rows for key, rows in proposal.items() if rows}},
        "milestones": [
            {"kind": kind, **_maybe(rng, who=words(rng), tests=some(rng, made), due=date(2026, 12, 20), reached=True)}
            for kind in kinds
        ],
        "next_step": {
            **_maybe(rng, build_now=True),
            "improve": [
                {"phase": rng.choice(["listen", "define"]), "reason": f"i{n}: {words(rng)}", **_maybe(rng, minutes=20)}
                for n in range(rng.randint(0, 3))
            ],
        },
        "todos": [
            {
                "id": t,
                "text": words(rng),
                **_maybe(rng, owner=one_of(rng, people), milestone=one_of(rng, kinds), done=True),
            }
            for t in _numbered("t", rng.randint(0, 2))
        ],
        "meetings": [
            {"id": e, "kind": "progress", "start": datetime(2026, 12, 1, 10), **_maybe(rng, minutes=60)}  # noqa: DTZ001
            for e in _numbered("e", rng.randint(0, 2))
        ],
    }


def _console(rng: Random, cases: Sequence[str]) -> dict[str, Any]:
    """Return what the console keeps."""
    clock = {"left": rng.randint(-2000, 2000), "running": True, "at": NOW}
    starts = datetime(2026, 11, 22, 13)  # noqa: DTZ001
    return {
        "readiness": _maybe(rng, conditions=True, data=True, cases=False),
        "plan": _maybe(rng, starts=starts, minutes={step: rng.randint(1, 90) for step in some(rng, STEPS)} or None),
        "progress": _maybe(rng, step=rng.choice(STEPS), clock=clock, case=one_of(rng, cases), stage="score", round=2),
        "log": [
            {"step": rng.choice(STEPS), "planned": 1300, "actual": rng.randint(0, 2000), "started": started_at(number)}
            for number in range(rng.randint(0, 3))
        ],
    }


def started_at(number: int) -> datetime:
    """Return a moment of its own for each number, for a run of a step."""
    return datetime(2026, 11, 22, 1, 0, 0, tzinfo=UTC) + timedelta(seconds=97 * number)
