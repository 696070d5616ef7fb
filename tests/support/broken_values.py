"""Files that are TOML but no workshop: every rule, each broken where it happens to people."""

from collections.abc import Mapping

from broken_files import SyntaxIssue, Told, many, one

_HEAD = "# 英会話サービスのチームの記録。直したら: mlew-tui check workshop.toml\nformat = 1\n"
_S1 = "s1 = { k1 = 5, k2 = 2.5 }\n"
_S2 = "s2 = { k1 = 3, k2 = 1 }\n"
_NAME = 'name = "佐藤"\n'
_K1 = 'id = "k1"\n'
_CLOCK = "clock = { left = 192, running = true, at = 2026-11-22T14:31:05+09:00 }"

KEYS: Mapping[str, SyntaxIssue] = {
    "an unknown key at the top": one(
        'deck = "practice"\n', '▸dekc = "practice"\n', "extra-forbidden", "dekc", "“deck”"
    ),
    "an unknown key like none": one('deck = "practice"\n', "▸zzz = 1\n", "extra-forbidden", "zzz", "time_zone"),
    "an unknown table": one("[ballots]\n", "▸[balots]\n", "extra-forbidden", "balots", "“ballots”"),
    "a mistyped list of what others refer to": one(
        '[[groups]]\nid = "g1"\nlabel', '▸[[group]]\nid = "g1"\nlabel', "extra-forbidden", "group", "“groups”"
    ),
    "a mistyped table within a table": one(
        "[[customer.facts]]\n", "▸[[customer.fact]]\n", "extra-forbidden", "", "“facts”"
    ),
    "an unknown key of an item": one(_NAME, '▸nmae = "佐藤"\n', "extra-forbidden", "nmae", "“name”"),
    "an unknown key of an item like none": one(_NAME, _NAME + "▸age = 40\n", "extra-forbidden", "age", "votes"),
    "an unknown key in braces": one("running = true", "▸runing = true", "extra-forbidden", "runing", "“running”"),
    "a key in the wrong table": one("[plan]\n", '[plan]\n▸title = "予定"\n', "extra-forbidden", "title", "minutes"),
    "a mistyped id": one(_K1, '▸ide = "k1"\n', "extra-forbidden", "ide", "“id”"),
    "a mistyped weight": one("weight = 5\n", "▸wieght = 5\n", "extra-forbidden", "wieght", "“weight”"),
    "a mistyped list of moments": one("moments = [", "▸moment = [", "extra-forbidden", "", "“moments”"),
    "a key missing": one(
        '[[participants]]\nid = "m1"\n' + _NAME, '▸[[participants]]\nid = "m1"\n', "missing", "name", "name = ..."
    ),
    "a title missing": one(
        _HEAD + 'title = "英会話サービス × 生成 AI"\n', "▸" + _HEAD, "missing", "title", "title = ..."
    ),
    "an id missing": one('[[criteria]]\nid = "k1"\n', "▸[[criteria]]\n", "missing", "id", "id = ..."),
    "what a capital letter makes of a key": one(_NAME, '▸Name = "佐藤"\n', "extra-forbidden", "Name", "“name”"),
}

TYPES: Mapping[str, SyntaxIssue] = {
    "a number for text": one(_NAME, "name = ▸5\n", "string-type", "text in quotes", 'name = "..."'),
    "a date for text": one(_NAME, "name = ▸2026-12-20\n", "string-type"),
    "truth in quotes": one("votes = true\n", 'votes = ▸"true"\n', "bool-type", "true or false", "without quotes"),
    "a number for truth": one("votes = true\n", "votes = ▸1\n", "bool-type"),
    "a number in quotes": one("minutes = 30", 'minutes = ▸"30"', "int-type", "whole number", "without quotes"),
    "a broken number": one("minutes = 30", "minutes = ▸30.5", "int-type", "whole number"),
    "a whole number with a point": one("round = 1\n", "round = ▸1.0\n", "int-type", "whole number"),
    "a date in quotes": one(
        "due = 2026-12-20\n", 'due = ▸"2026-12-20"\n', "date-type", "without quotes", "due = 2026-12-20"
    ),
    "a date with a time": one("due = 2026-12-20\n", "due = ▸2026-12-20T10:00:00\n", "date-type"),
    "a date for a time": one("start = 2026-12-01T10:00:00", "start = ▸2026-12-01", "datetime-type", "", "start = 2026"),
    "a time alone": one("start = 2026-12-01T10:00:00", "start = ▸10:00:00", "datetime-type"),
    "a text for a list": one('solves = ["k1"]', 'solves = ▸"k1"', "tuple-type", "list", "solves = ["),
    "a table for a list": one(
        '[[groups]]\nid = "g1"\nlabel', '▸[groups]\nid = "g1"\nlabel', "tuple-type", "list", "[[groups]]"
    ),
    "a list for a table": one("[ballots]\n", "▸[[ballots]]\n", "model-type", "table", "[ballots]"),
    "a text for a table": one(_CLOCK, 'clock = ▸"止"', "model-type", "table"),
    "a number in a list of texts": one('"利用中", "利用後"]', '▸5, "利用後"]', "string-type"),
    "a list in a list": one('sources = ["g1", "r2"]', 'sources = ["g1", ▸["r2"]]', "string-type"),
    "text for minutes": one('"listen.write" = 7', '"listen.write" = ▸"7"', "int-type"),
    "too many minutes": one('"listen.write" = 7', '"listen.write" = ▸601', "less-than-equal", "600", "bounds"),
    "a round before the first": one("round = 1\n", "round = ▸0\n", "greater-than-equal", "1 or more"),
    "no offset": one("at = 2026-11-22T14:31:05+09:00", "at = ▸2026-11-22T14:31:05", "no-offset", "offset", "+09:00"),
    "no offset in the log": one(
        "started = 2026-11-22T10:31:00+09:00", "started = ▸2026-11-22T10:31:00", "no-offset", "offset"
    ),
}

SETS: Mapping[str, SyntaxIssue] = {
    "a value nearly of the set": one(
        'role = "developer"', 'role = ▸"developper"', "literal-error", "role", "“developer”"
    ),
    "a value with a space": one(
        '"product_manager"', '▸"Product Manager"', "literal-error", "role", "“product_manager”"
    ),
    "a value far from the set": one(
        'role = "developer"', 'role = ▸"社長"', "literal-error", "facilitator", "one of these"
    ),
    "a weight of 2": one("weight = 3\n", "weight = ▸2\n", "literal-error", "1, 3 or 5", "one of these"),
    "a weight in quotes": one("weight = 5\n", 'weight = ▸"5"\n', "literal-error", "1, 3 or 5"),
    "a weight of 5.0": one("weight = 5\n", "weight = ▸5.0\n", "whole-number", "whole number"),
    "a newer format": one("format = 1\n", "format = ▸2\n", "newer-format", "newer", "upgrade"),
    "a format that never was": one("format = 1\n", "format = ▸0\n", "no-such-format", "0", "format = 1"),
    "a format in quotes": one("format = 1\n", 'format = ▸"1"\n', "literal-error", "format"),
    "a format of true": one("format = 1\n", "format = ▸true\n", "whole-number", "format"),
    "a time zone nearly right": one('"Asia/Tokyo"', '▸"Asia/Tokio"', "time-zone", "Tokio", "“Asia/Tokyo”"),
    "a time zone by its initials": one('"Asia/Tokyo"', '▸"日本時間"', "time-zone", "日本時間", "Asia/Tokyo"),
    "a language nobody taught it": one('language = "ja"', 'language = ▸"fr"', "literal-error", "language"),
}

REFERENCES: Mapping[str, SyntaxIssue] = {
    "an id with a space": one('id = "f1"', 'id = ▸"f 1"', "string-pattern-mismatch", "without spaces", "id = "),
    "an id of nothing": one('id = "e1"', 'id = ▸""', "string-pattern-mismatch"),
    "an id as a number": one('id = "t1"', "id = ▸1", "string-type"),
    "an id twice": one('id = "r2"', 'id = ▸"r1"', "duplicate-id", "twice", "another id"),
    "an id in two kinds": one('id = "s2"\n', 'id = ▸"k2"\n', "duplicate-id", "k2", "another id"),
    "a near id": one('told_by = "m2"', 'told_by = ▸"m22"', "dangling", "m22", "“m2”"),
    "a far id": one('told_by = "m2"', 'told_by = ▸"佐藤"', "dangling", "佐藤", "m1, m2"),
    "an id of another kind": one('owner = "m1"', 'owner = ▸"r1"', "wrong-kind", "a review", "a participant"),
    "ids of another kind in a list": one(
        'refers_to = ["c1", "r1", "r2"]', 'refers_to = ["c1", ▸"m1", "r2"]', "wrong-kind"
    ),
    "scores of nobody": one("[scores.m1]\n", "▸[scores.m9]\n", "dangling", "m9", "“m"),
    "scores of no case": one(_S2, "▸s9 = { k1 = 3 }\n", "dangling", "s9", "“s"),
    "scores by no criterion": one(_S2, "s2 = { ▸k9 = 3 }\n", "dangling", "k9", "“k"),
    "a ballot of nobody": one('handed_in = ["m1"]', 'handed_in = ["m1", ▸"m7"]', "dangling", "m7"),
    "a first place of nobody": one('handed_in = ["m1"]', 'first = { ▸m7 = "s1" }', "dangling", "m7"),
    "a milestone that is not there": one('milestone = "experience"', 'milestone = ▸"profit"', "dangling", "profit"),
    "an unknown moment": one('moment = "登録時"', 'moment = ▸"登録"', "unknown-moment", "登録", "“登録時”"),
    "a moment like none": one('moment = "登録時"', 'moment = ▸"退会"', "unknown-moment", "退会", "moments"),
    "a moment twice": one('"利用中", "利用後"]', '"利用中", ▸"登録時"]', "duplicate-moment", "登録時", "Delete"),
    "a milestone twice": one(
        "[[todos]]\n", '[[milestones]]\nkind = ▸"experience"\n\n[[todos]]\n', "duplicate-id", "experience"
    ),
    "dice among others": one('among = ["s1", "s2"]', 'among = ▸["s2"]', "dice-among", "s1", "among ="),
    "dice among none": one(
        '[decision]\nhow = "dice"\ncase = "s1"\namong = ["s1", "s2"]\n',
        '▸[decision]\nhow = "dice"\ncase = "s1"\n',
        "dice-among",
        "s1",
        "among =",
    ),
}

SCORES: Mapping[str, SyntaxIssue] = {
    "a score over the weight": one(
        _S2, "s2 = { k1 = 3, k2 = ▸5 }\n", "score-over-weight", "3, the weight of k2", "--cap"
    ),
    "scores over one weight": one(
        _S1 + _S2, "s1 = { k1 = 5, k2 = ▸5 }\ns2 = { k1 = 3, k2 = ▹4 }\n", "score-over-weight", "weight of k2"
    ),
    "scores over two weights": many(
        _S1 + _S2, "s1 = { k1 = ▸7, k2 = ▸5 }\n" + _S2, Told("score-over-weight"), Told("score-over-weight")
    ),
    "a score off the half step": one(_S2, "s2 = { k1 = ▸2.3, k2 = 1 }\n", "score-step", "2.3", "2.5"),
    "a score below nothing": one(_S2, "s2 = { k1 = ▸-1, k2 = 1 }\n", "score-step", "-1"),
    "an endless score": one(_S2, "s2 = { k1 = ▸inf, k2 = 1 }\n", "score-step"),
    "a score as text": one(_S2, 's2 = { k1 = ▸"3", k2 = 1 }\n', "score-type", "'3'", "without quotes"),
    "a score of true": one(_S2, "s2 = { k1 = ▸true, k2 = 1 }\n", "score-type", "True"),
    "a sheet that is a number": one(_S2, "s2 = ▸3\n", "dict-type", "table"),
}

SEVERAL: Mapping[str, SyntaxIssue] = {
    "a broken id leaves nothing dangling": one(_K1, "id = ▸5\n", "string-type"),
    "a missing id hides no other dangling": many(
        '[[groups]]\nid = "g1"\nlabel = "無料体験"\n\n[[posts]]\nid = "p1"\nby = "m2"',
        '▸[[groups]]\nlabel = "無料体験"\n\n[[posts]]\nid = "p1"\nby = ▸"m9"',
        Told("missing"),
        Told("dangling"),
    ),
    "a broken weight breaks no score": one("weight = 5\n", "weight = ▸4\n", "literal-error"),
    "a broken kind of milestone leaves no to-do dangling": one(
        'kind = "experience"', 'kind = ▸"experiense"', "literal-error", "", "“experience”"
    ),
    "fields and rules across all at once": many(
        'sources = ["g1", "r2"]\nowner = "m1"\n\n[[criteria]]\nid = "k2"\nkind = "strength"\n',
        'sources = ["g1", ▸"r9"]\nonwer = "m1"\n\n[[criteria]]\nid = "k2"\nkind = ▸"strenght"\n'.replace(
            "onwer", "▸onwer"
        ),
        Told("dangling"),
        Told("extra-forbidden", "", "“owner”"),
        Told("literal-error", "", "“strength”"),
    ),
    "a slip and a broken rule": many(
        'moment = "利用中"\nby = "m2"\n', 'moment = ▸“利用中”\nby = ▸"m3"\n', Told("wide-quote"), Told("dangling")
    ),
    "everything wrong with one item": many(
        'id = "t1"\ntext = "録音の同意を確かめる"\nowner = "m2"\nmilestone = "experience"\ndue = 2026-12-01\n',
        'id = ▸"t 1"\ntext = ▸5\nowner = ▸"m5"\nmilestone = ▸"model"\ndue = ▸"あす"\ndone = ▸"no"\n',
        Told("string-pattern-mismatch"),
        Told("string-type"),
        Told("dangling"),
        Told("dangling"),
        Told("date-type"),
        Told("bool-type"),
    ),
    "a missing offset hides no other rule": many(
        'at = 2026-11-22T14:31:05+09:00 }\n\n[[log]]\nstep = "listen.write"\nplanned = 300\n',
        'at = ▸2026-11-22T14:31:05 }\n\n[[log]]\nstep = "listen.write"\nplanned = ▸"300"\n',
        Told("no-offset"),
        Told("int-type"),
    ),
}

VALUES: Mapping[str, SyntaxIssue] = {**KEYS, **TYPES, **SETS, **REFERENCES, **SCORES, **SEVERAL}
