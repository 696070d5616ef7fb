"""Beginning a workshop: a new file with its header, or a throw-away copy of the shipped example."""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from uuid import uuid4
from zoneinfo import ZoneInfo

from mlew_tui.i18n import tr
from mlew_tui.model import changes
from mlew_tui.model.schedule.rounds import closed
from mlew_tui.model.workshop import Plan, Role, Workshop
from mlew_tui.storage import atomic_write, decks, round_copies
from mlew_tui.storage.atomic_write import WriteError
from mlew_tui.storage.workshop_file import WorkshopFile, read

ROLES: tuple[str, ...] = get_args(Role)
EXAMPLES = {"ja": "english_conversation.toml", "en": "farm_advice.toml"}


def person(text: str, otherwise: str = "other") -> tuple[str, str]:
    """Read ``NAME`` or ``NAME:ROLE``, a full-width colon too. Raises ValueError: no name, or no such role."""
    name, colon, role = text.replace("：", ":").rpartition(":")
    if not colon:
        name, role = role, otherwise
    if not name.strip() or role.strip() not in ROLES:
        words = tr("“{text}” is no NAME:ROLE; roles: {roles}", text=text, roles=", ".join(ROLES))
        raise ValueError(words)
    return name.strip(), role.strip()


def local_zone(language: str) -> str:
    """Return the machine's time zone by name, or that of the language's home."""
    wishes = [os.environ.get("TZ", "").removeprefix(":")]
    link = os.path.realpath("/etc/localtime")
    wishes.append(link.partition("zoneinfo/")[2])
    for wish in wishes:
        if wish:
            try:
                return ZoneInfo(wish).key
            except (ValueError, OSError, KeyError):
                continue
    return "Asia/Tokyo" if language == "ja" else "UTC"


def header(path: Path) -> str:
    """Return the comment a new file begins with, in the language spoken now."""
    return "\n".join(
        f"# {line}"
        for line in (
            tr("A workshop of mlew-tui. Edit it freely: your comments and your layout stay."),
            tr("After editing: mlew-tui check {name}   To go on: mlew-tui resume {name}", name=path.name),
        )
    )


def workshop(title: str, language: str, people: Sequence[tuple[str, str]], loaded: Workshop | None = None) -> Workshop:
    """Return a workshop ready to begin; ``loaded`` gives what was prepared: customer, cases, people."""
    made = Workshop.model_validate(
        {
            "title": title,
            "language": language,
            "time_zone": local_zone(language),
            "uid": str(uuid4()),
            "progress": {"step": "opening.checks"},
        }
    )
    moments = (tr("at sign-up"), tr("in use"), tr("after use"))
    if loaded is None:
        made = changes.put(made, "customer.moments", moments)
    else:
        made = made.with_(
            deck=loaded.deck, time_zone=loaded.time_zone, participants=loaded.participants,
            plan=loaded.plan if loaded.progress.round == 1 else Plan(),
            customer=loaded.customer.model_copy(update={"objections": ()}),
            cases=tuple(case.model_copy(update={"solves": (), "reinforces": ()}) for case in loaded.cases),
        )  # fmt: skip
    for name, role in people:
        made, _ = changes.add(made, "participants", name=name, role=role)
    return made.validated()


def create(
    path: Path,
    title: str,
    language: str,
    people: Sequence[tuple[str, str]],
    loaded: Workshop | None = None,
    loaded_from: Path | None = None,
) -> None:
    """Write a new workshop, and the schema its first line names for editors beside it.

    Raises FileExistsError rather than overwrite, WriteError if it cannot. A schema that cannot be written
    hinders no workshop, and where another program's file has its name the workshop names none.
    """
    from mlew_tui.storage import schema  # lazy: only a new workshop needs the schema generator

    made = workshop(title, language, people, loaded)
    if loaded_from is not None:
        made = made.with_(deck=decks.seen_from(path, made.deck, loaded_from))
    if schema.is_foreign(path.parent):
        WorkshopFile.create(path, made, header(path))
        return
    WorkshopFile.create(path, made, schema.with_directive(header(path)))
    with contextlib.suppress(WriteError):
        schema.write(path.parent, language)


def example(language: str) -> Path:
    """Return the shipped example in a language: inside the package, or beside its source."""
    inside = Path(__file__).parents[1] / "examples" / EXAMPLES[language]
    return inside if inside.is_file() else Path(__file__).parents[3] / "examples" / EXAMPLES[language]


def demo_copy(language: str, at: str | None = None) -> Path:
    """Return a throw-away copy of the example in a new temporary folder, at a step or at the first.

    A step that only Day 2 has finds Day 1 closed, with its frozen copy.

    Raises ValueError with the steps there are, when there is none of this id.
    """
    workshop, text = read(example(language))
    deck, later = decks.of(workshop, example(language)), decks.in_round(workshop.deck, 2, example(language))
    steps = [*deck.by_id, *(step for step in later.by_id if step not in deck.by_id)]
    if at is not None and at not in steps:
        raise ValueError(tr("There is no step “{step}”; steps: {steps}", step=at, steps=", ".join(steps)))
    step = at or steps[0]
    copy = Path(tempfile.mkdtemp(prefix="mlew-tui-demo-")) / "workshop.toml"
    if step not in deck.by_id:
        round_copies.freeze(copy, workshop.progress.round, text.encode(), datetime.now(UTC))
        workshop = closed(workshop, deck, later)
    progress = workshop.progress.model_copy(update={"step": step, "clock": None})
    log = tuple(entry for entry in workshop.log if (entry.round, entry.step) != (progress.round, step))
    moved = WorkshopFile(copy, text).text_of(workshop.with_(progress=progress, log=log))
    atomic_write.write(copy, moved.encode())
    return copy
