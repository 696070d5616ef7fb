"""A team's file, and what people do to it: each slip of the hand with the places and words it must be told in.

``▸`` stands before each place that is told, ``▹`` before each other place a problem points at; both are taken
out before the file is written.
"""

from dataclasses import dataclass
from typing import NamedTuple

TEAM = """\
# 英会話サービスのチームの記録。直したら: mlew-tui check workshop.toml
format = 1
title = "英会話サービス × 生成 AI"
language = "ja"
deck = "practice"
time_zone = "Asia/Tokyo"

[[participants]]
id = "m1"
name = "佐藤"
role = "product_manager"
team = "planner"

[[participants]]
id = "m2"
name = "鈴木"          # 途中から
role = "developer"
votes = true

[plan]
starts = 2026-11-22T13:00:00
minutes = { "listen.write" = 7 }

[customer]
name = "海外拠点と働く若手社員"
moments = ["登録時", "利用中", "利用後"]

[[customer.facts]]
id = "c1"
aspect = "trigger"
text = "来月から英語の会議に出る"
assumed = false

[[reviews]]
id = "r1"
text = "無料の体験チケットですぐ試せた"
sentiment = "positive"
moment = "登録時"
by = "m1"
group = "g1"

[[reviews]]
id = "r2"
text = "夜の予約が取れない"
sentiment = "negative"
moment = "利用中"
by = "m2"

[[groups]]
id = "g1"
label = "無料体験"

[[posts]]
id = "p1"
by = "m2"
decision = "stop"
reason = "price"
text = "予約が取れないなら払わない"
refers_to = ["c1", "r1", "r2"]

[[criteria]]
id = "k1"
kind = "problem"
text = "語学力が伸びた実感がない"
weight = 5
sources = ["g1", "r2"]
owner = "m1"

[[criteria]]
id = "k2"
kind = "strength"
text = "すぐ試せる"
weight = 3

[[cases]]
id = "s1"
title = "発話を採点する"
solves = ["k1"]
told_by = "m2"

[[cases]]
id = "s2"
title = "要点を返す"
reinforces = ["k2"]

[scores.m1]
s1 = { k1 = 5, k2 = 2.5 }
s2 = { k1 = 3, k2 = 1 }

[ballots]
handed_in = ["m1"]

[decision]
how = "dice"
case = "s1"
among = ["s1", "s2"]

[[proposal.steps]]
id = "f1"
text = "会話を録音すると要点が返る"

[[milestones]]
kind = "experience"
who = "利用者 30 人"
tests = ["f1"]
due = 2026-12-20

[[todos]]
id = "t1"
text = "録音の同意を確かめる"
owner = "m2"
milestone = "experience"
due = 2026-12-01

[[meetings]]
id = "e1"
kind = "progress"
start = 2026-12-01T10:00:00
minutes = 30

[progress]
round = 1
step = "define.count"
clock = { left = 192, running = true, at = 2026-11-22T14:31:05+09:00 }

[[log]]
step = "listen.write"
planned = 300
actual = 342
started = 2026-11-22T10:31:00+09:00
"""
"""A whole workshop in small: every table a team of six fills, in few lines."""


class Told(NamedTuple):
    """One problem as it must be told: its kind, and words of what is said and of the hint."""

    kind: str
    what: str = ""
    hint: str = ""


@dataclass(frozen=True)
class SyntaxIssue:
    """An edit of the team's file: what stood there, what stands there now, and what must be told, in order."""

    before: str
    after: str
    told: tuple[Told, ...]


class Marked(NamedTuple):
    """A file without its marks: the text, and line and column of each place told and of each pointed at."""

    text: str
    told: list[tuple[int, int]]
    noted: list[tuple[int, int]]


def unmarked(text: str) -> Marked:
    """Return a text without marks and where they stood; a lone CR ends a line, as in editors."""
    plain: list[str] = []
    places: dict[str, list[tuple[int, int]]] = {"▸": [], "▹": []}
    line, column = 1, 1
    for index, sign in enumerate(text):
        if sign in places:
            places[sign].append((line, column))
            continue
        plain.append(sign)
        column += 1
        if sign == "\n" or (sign == "\r" and text[index + 1 : index + 2] != "\n"):
            line, column = line + 1, 1
    return Marked("".join(plain), places["▸"], places["▹"])


def broken(slip: SyntaxIssue) -> Marked:
    """Return the team's file after a slip."""
    assert TEAM.count(slip.before) == 1, slip.before
    return unmarked(TEAM.replace(slip.before, slip.after))


def one(before: str, after: str, kind: str, what: str = "", hint: str = "") -> SyntaxIssue:
    """Return an edit with one problem."""
    return SyntaxIssue(before, after, (Told(kind, what, hint),))


def many(before: str, after: str, *told: Told) -> SyntaxIssue:
    """Return an edit with several problems, in the order in which they are told."""
    return SyntaxIssue(before, after, told)
