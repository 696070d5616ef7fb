"""Slips of the hand after which a file is no TOML at all."""

from collections.abc import Mapping

from broken_files import SyntaxIssue, Told, many, one

_NAME = 'name = "佐藤"\n'
_DECK = 'deck = "practice"\n'
_MOMENTS = 'moments = ["登録時", "利用中", "利用後"]\n'
_DUE = "due = 2026-12-20\n"
_VOTES = "votes = true\n"
_ROUND = "round = 1\n"
_S1 = "s1 = { k1 = 5, k2 = 2.5 }\n"
_START = "start = 2026-12-01T10:00:00\n"
_FACT = 'text = "来月から英語の会議に出る"\n'

QUOTES: Mapping[str, SyntaxIssue] = {
    "curly quotes": one(_NAME, "name = ▸“佐藤▹”\n", "wide-quote", "curly", "plain quotes"),
    "curly quotes the wrong way round": one(_NAME, "name = ▸”佐藤▹”\n", "wide-quote"),
    "curly quotes before a comment": one(_NAME, "name = ▸“佐藤▹” # さん\n", "wide-quote"),
    "corner brackets": one(_NAME, "name = ▸「佐藤▹」\n", "wide-quote"),
    "corner brackets within corner brackets": one(_FACT, "text = ▸「「会議」に出る▹」\n", "wide-quote"),
    "double corner brackets": one(_NAME, "name = ▸『佐藤▹』\n", "wide-quote"),
    "full-width quotes": one(_NAME, "name = ▸＂佐藤▹＂\n", "wide-quote"),
    "single curly quotes": one(_NAME, "name = ▸‘佐藤▹’\n", "wide-quote"),
    "backquotes": one(_NAME, "name = ▸`佐藤▹`\n", "wide-quote"),
    "ditto marks": one(_NAME, "name = ▸〝佐藤▹〟\n", "wide-quote"),
    "a curly quote at the end only": one(_NAME, 'name = ▹"佐藤▸”\n', "wide-close", "closing", "plain quote"),
    "a curly quote at the start only": one(_NAME, 'name = ▸“佐藤▹"\n', "wide-quote"),
    "a corner bracket at the end only": one(_NAME, 'name = ▹"佐藤▸」\n', "wide-close"),
    "curly quotes in a list": many(
        _MOMENTS, 'moments = [▸“登録時▹”, "利用中", ▸“利用後▹”]\n', Told("wide-quote"), Told("wide-quote")
    ),
    "a curly quote at the end in a list": one(_MOMENTS, 'moments = ["登録時", ▹"利用中▸”, "利用後"]\n', "wide-close"),
    "curly quotes around a key": one(
        'minutes = { "listen.write" = 7 }', "minutes = { ▸“listen.write▹” = 7 }", "wide-quote", "", "plain quotes"
    ),
    "an unclosed text": one(_NAME, 'name = ▸"佐藤\n', "unclosed-text", "no closing quote", "at its end"),
    "a text never opened": one(_NAME, 'name = ▸佐藤"\n', "unopened-text", "no opening quote", 'Write "佐藤"'),
    "an unclosed text before a comment": one(_NAME, 'name = ▸"佐藤 # さん\n', "unclosed-text"),
    "an unclosed text in a list": one(_MOMENTS, 'moments = ["登録時", "利用中", ▸"利用後]\n', "unclosed-text"),
    "an unclosed text amid a list": one(_MOMENTS, 'moments = ["登録時", ▸"利用中, "利用後"]\n', "unclosed-text"),
    "an unclosed text in braces": one(_S1, 's1 = { k1 = 5, k2 = ▸"2.5 }\n', "unclosed-text"),
    "an unclosed plain text": one(_NAME, "name = ▸'佐藤\n", "unclosed-text"),
    "an unclosed long text": one(_FACT, 'text = ▸"""来月から\n英語の会議に出る\n', "unclosed-long-text", "", '"""'),
    "an unclosed plain long text": one(
        _FACT, "text = ▸'''来月から\n英語の会議に出る\n", "unclosed-long-text", "", "'''"
    ),
    "a text over two lines": one(_FACT, 'text = ▸"来月から\n英語の会議に出る▹"\n', "text-over-lines", "", '"""'),
    "a long text closed by the next one": one(
        'aspect = "trigger"\n' + _FACT + "assumed = false\n",
        'text = ▸"""来月から\nassumed = false\naspect = """other"""\n',
        "unclosed-long-text",
    ),
    "quotes within a text": one(_FACT, 'text = "来月から▸"英語"の会議に出る"\n', "inner-quote", "", '\\"'),
    "a quoted word at the end": one(_FACT, 'text = "来月から▸"会議""\n', "inner-quote"),
    "two quotes to begin with": one(_FACT, 'text = "▸"会議"に出る"\n', "inner-quote"),
    "a Windows path": one(_DECK, 'deck = "C:▸\\Users\\sato\\deck.toml"\n', "backslash", "", "\\\\"),
    "a path over the network": one(_DECK, 'deck = "\\\\server▸\\share\\deck.toml"\n', "backslash"),
    "an escape TOML does not know": one(_NAME, 'name = "佐藤▸\\x20"\n', "backslash"),
    "no quotes": one(_NAME, "name = ▸佐藤\n", "no-quotes", "in quotes", 'Write "佐藤"'),
    "no quotes, several words": one(
        'role = "developer"', "role = ▸data scientist", "no-quotes", "", '"data scientist"'
    ),
    "no quotes before a comment": one(_NAME, "name = ▸佐藤 # さん\n", "no-quotes", "", 'Write "佐藤"'),
    "no quotes in a list": many(
        _MOMENTS, 'moments = [▸登録時, ▸利用中, "利用後"]\n', Told("no-quotes"), Told("no-quotes")
    ),
    "no quotes around a sentence": one(_FACT, "text = ▸来月から、英語の会議に出る。\n", "no-quotes", "", "出る。"),
    "no quotes around an address": one(_DECK, "deck = ▸./deck.toml\n", "no-quotes"),
}

SIGNS: Mapping[str, SyntaxIssue] = {
    "full-width brackets": many(
        _MOMENTS, 'moments = ▸［"登録時", "利用中", "利用後"▸］\n', Told("wide-bracket"), Told("wide-bracket")
    ),
    "lenticular brackets": many(
        _MOMENTS, 'moments = ▸【"登録時", "利用中", "利用後"▸】\n', Told("wide-bracket"), Told("wide-bracket")
    ),
    "full-width braces": many(
        _S1, "s1 = ▸｛ k1 = 5, k2 = 2.5 ▸｝\n", Told("wide-bracket", "", "{"), Told("wide-bracket", "", "}")
    ),
    "full-width brackets around a table": many(
        "[customer]\n", "▸［customer▸］\n", Told("wide-bracket", "", "["), Told("wide-bracket", "", "]")
    ),
    "one full-width bracket": one("[customer]\n", "[customer▸］\n", "wide-bracket"),
    "parentheses for a list": many(
        _MOMENTS,
        'moments = ▸("登録時", "利用中", "利用後"▸)\n',
        Told("parenthesis", "", "["),
        Told("parenthesis", "", "]"),
    ),
    "full-width equals": one(_NAME, 'name ▸＝ "佐藤"\n', "wide-equals", "full-width", "="),
    "a colon": one(_NAME, 'name▸: "佐藤"\n', "colon", "=", "="),
    "a full-width colon": one(_NAME, "name▸：「佐藤」\n".replace("「", '"').replace("」", '"'), "colon"),
    "an arrow": one(_NAME, 'name ▸=> "佐藤"\n', "colon"),
    "equals twice": one(_NAME, 'name ▸== "佐藤"\n', "colon"),
    "no equals": one(_NAME, 'name▸ "佐藤"\n', "missing-equals", "= is missing"),
    "no equals before a number": one(_ROUND, "round▸ 1\n", "missing-equals"),
    "a key alone": one(_NAME, "▸name\n", "not-a-line"),
    "no value": one(_NAME, "name ▸=\n", "no-value", "missing", "delete the line"),
    "no value before a comment": one(_NAME, "name ▸= # あとで\n", "no-value"),
    "no value in braces": one(_S1, "s1 = { k1 = 5, k2 ▸= }\n", "no-value"),
    "a Japanese comma": one(_MOMENTS, 'moments = ["登録時"▸、"利用中", "利用後"]\n', "wide-comma", "full-width", ","),
    "a full-width comma": one(_MOMENTS, 'moments = ["登録時", "利用中"▸，"利用後"]\n', "wide-comma"),
    "a Japanese comma in braces": one(_S1, "s1 = { k1 = 5▸、k2 = 2.5 }\n", "wide-comma"),
    "a semicolon": one(_S1, "s1 = { k1 = 5▸; k2 = 2.5 }\n", "semicolon", "comma"),
    "a full-width semicolon": one(_S1, "s1 = { k1 = 5▸； k2 = 2.5 }\n", "semicolon"),
    "a comma missing": one(_MOMENTS, 'moments = ["登録時", "利用中"▸ "利用後"]\n', "missing-comma", "comma"),
    "a comma missing between lines": one(
        _MOMENTS, 'moments = [\n  "登録時",\n  "利用中"▸\n  "利用後",\n]\n', "missing-comma"
    ),
    "a comma missing in braces": one(_S1, "s1 = { k1 = 5▸ k2 = 2.5 }\n", "missing-comma"),
    "two commas": one(_MOMENTS, 'moments = ["登録時", ▸, "利用中", "利用後"]\n', "comma-alone", "", "Delete"),
    "a comma before }": one(_S1, "s1 = { k1 = 5, k2 = 2.5▸, }\n", "last-comma", "}", "Delete"),
    "a comma behind a value": one(_NAME, 'name = "佐藤"▸,\n', "comma-after", "", "Delete"),
    "a full stop behind a value": one(_NAME, 'name = "佐藤"▸。\n', "comma-after"),
    "a semicolon behind a value": one(_ROUND, "round = 1▸;\n", "comma-after"),
    "a Japanese comma behind a number": one(_ROUND, "round = 1▸、\n", "comma-after"),
    "a full-width space": one(_NAME, 'name =▸　"佐藤"\n', "wide-space", "full-width", "plain space"),
    "a full-width indent": one(_NAME, '▸　name = "佐藤"\n', "wide-space"),
    "a full-width space at the end": one(_NAME, 'name = "佐藤"▸　\n', "wide-space"),
    "a no-break space": one(_NAME, 'name =▸\u00a0"佐藤"\n', "wide-space", "U+00A0"),
    "a zero-width space": one(_NAME, '▸\u200bname = "佐藤"\n', "wide-space", "U+200B"),
    "a line of full-width spaces": one("[plan]\n", "▸　　\n[plan]\n", "wide-space"),
    "a full-width hash": one("# 途中から", "▸＃ 途中から", "wide-hash", "", "#"),
    "slashes for a comment": one("# 途中から", "▸// 途中から", "other-comment", "#", "#"),
    "a line of slashes": one("[plan]\n", "▸// 予定\n[plan]\n", "other-comment"),
    "a semicolon for a comment": one("[plan]\n", "▸; 予定\n[plan]\n", "other-comment"),
    "dashes for a comment": one("[plan]\n", "▸-- 予定\n[plan]\n", "other-comment"),
    "a remark mark for a comment": one("[plan]\n", "▸※ 予定\n[plan]\n", "other-comment"),
    "full-width letters in a key": one(_NAME, '▸ｎａｍｅ = "佐藤"\n', "wide-key", "", "name"),
    "full-width letters in a table": one("[customer]\n", "[▸ｃｕｓｔｏｍｅｒ]\n", "wide-key", "", "customer"),
    "a Japanese key": one(_NAME, 'name = "佐藤"\n▸備考 = "PM"\n', "key-letters", "備考"),
    "junk behind a value": one(_NAME, 'name = "佐藤" ▸さん\n', "junk", "", "#"),
    "two pairs on a line": one(_NAME, 'name = "佐藤" ▸votes = true\n', "two-on-a-line", "", "line of its own"),
    "junk behind a table": one("[customer]\n", "[customer] ▸顧客\n", "junk"),
    "a line of prose": one("[plan]\n", "▸予定はまだ決まっていない\n\n[plan]\n", "not-a-line", "", "#"),
    "a line of English prose": one("[plan]\n", "▸we will decide this tomorrow\n\n[plan]\n", "not-a-line", "", "#"),
    "bullets": one(_MOMENTS, "moments =\n▸- 登録時\n- 利用中\n", "bullet", "brackets", '["'),
    "an item as Markdown": one("[[groups]]\n", "▸- 無料体験\n\n[[groups]]\n", "bullet"),
    "a Markdown heading is a comment": many("[plan]\n", "## 予定\n[plan]\n"),
    "a Markdown fence": many("[plan]\n", "▸```\n[plan]\n", Told("not-a-line")),
    "a control character in a text": one(_NAME, 'name = "佐▸\x1b[31m藤"\n', "control-character", "U+001B"),
    "a control character outside": one(_NAME, 'name = ▸\x0b"佐藤"\n', "control-character", "U+000B"),
    "a form feed between tables": one("[plan]\n", "▸\x0c\n[plan]\n", "control-character", "U+000C"),
    "a zero byte in a text": one(_NAME, 'name = "佐▸\0藤"\n', "control-character", "U+0000"),
    "a zero byte in a comment": one("# 途中から", "# 途中▸\0から", "control-character", "U+0000"),
    "a tab is fine": many(_NAME, 'name\t=\t"佐\t藤"\t# さん\n'),
}

VALUES: Mapping[str, SyntaxIssue] = {
    "full-width digits": one(_ROUND, "round = ▸１\n", "wide-number", "plain digits", "Write 1"),
    "full-width digits in a score": one(_S1, "s1 = { k1 = ▸５, k2 = 2.5 }\n", "wide-number", "", "Write 5"),
    "a full-width point": one(_S1, "s1 = { k1 = 5, k2 = ▸2．5 }\n", "wide-number", "", "2.5"),
    "a full-width minus": one("left = 192", "left = ▸－192", "wide-number", "", "-192"),
    "a date in full-width digits": one(_DUE, "due = ▸２０２６-12-20\n", "wide-number", "", "2026-12-20"),
    "True": one(_VOTES, "votes = ▸True\n", "truth", "true", "Write true"),
    "TRUE": one(_VOTES, "votes = ▸TRUE\n", "truth", "", "Write true"),
    "yes": one(_VOTES, "votes = ▸yes\n", "truth", "", "Write true"),
    "no": one(_VOTES, "votes = ▸no\n", "truth", "", "Write false"),
    "はい": one(_VOTES, "votes = ▸はい\n", "truth", "", "Write true"),
    "いいえ": one(_VOTES, "votes = ▸いいえ # まだ\n", "truth", "", "Write false"),
    "a circle": one(_VOTES, "votes = ▸○\n", "truth", "", "Write true"),
    "None": one(_DUE, "due = ▸None\n", "nothing", "", "line out"),
    "null": one(_DUE, "due = ▸null\n", "nothing"),
    "なし": one(_DUE, "due = ▸なし\n", "nothing"),
    "a dash for nothing": one(_DUE, "due = ▸-\n", "nothing"),
    "a date with slashes": one(_DUE, "due = ▸2026/12/20\n", "date-form", "hyphens", "2026-12-20"),
    "a date with points": one(_DUE, "due = ▸2026.12.20\n", "date-form", "", "2026-12-20"),
    "a date of single digits": one(_DUE, "due = ▸2026-2-3\n", "date-form", "", "2026-02-03"),
    "a Japanese date": one(_DUE, "due = ▸2026年12月20日\n", "date-form", "", "2026-12-20"),
    "a date without its year": one(_DUE, "due = ▸12/20\n", "year-missing", "", "2026-12-20"),
    "a Japanese date without its year": one(_DUE, "due = ▸12月20日（日）\n", "year-missing", "", "2026-12-20"),
    "a time without its date": one(_START, "start = ▸10:00\n", "date-missing", "", "T13:00:00"),
    "a Japanese time": one(_START, "start = ▸2026年12月1日 10時\n", "date-form", "", "2026-12-01T10:00:00"),
    "an hour that is not": one(_START, "start = ▸25:00\n", "no-such-time", "25:00"),
    "a date in digits alone is a number": many(_DUE, "due = ▸20261220\n", Told("date-type", "", "2026-12-20")),
    "a date with its weekday": one(_DUE, "due = ▸2026-12-20（日）\n", "date-form", "", "2026-12-20"),
    "a date and time with slashes": one(_START, "start = ▸2026/12/01 10:00\n", "date-form", "", "2026-12-01T10:00:00"),
    "a time without its seconds": one(_START, "start = ▸2026-12-01 10:00\n", "date-form", "", "2026-12-01T10:00:00"),
    "a day that is not": one(_DUE, "due = ▸2026-02-30\n", "no-such-day", "2026-02-30"),
    "a month that is not": one(_DUE, "due = ▸2026/13/01\n", "no-such-day"),
    "a time that is not": one(_START, "start = ▸2026-12-01T25:00:00\n", "no-such-time", "25:00:00"),
    "a leading zero": one(_ROUND, "round = ▸05\n", "number-form", "05", "Write 5"),
    "a point at the end": one(_S1, "s1 = { k1 = ▸5., k2 = 2.5 }\n", "number-form", "5.", "5"),
    "a point at the start": one(_S1, "s1 = { k1 = 5, k2 = ▸.5 }\n", "number-form", ".5", "0.5"),
    "a comma in a number": one("planned = 300", "planned = ▸3,000", "number-form", "3,000", "3000"),
    "a unit": one("minutes = 30", "minutes = ▸30分", "unit", "30分", "Write 30"),
    "an English unit": one("minutes = 30", "minutes = ▸30 min", "unit", "", "Write 30"),
}

FRAMES: Mapping[str, SyntaxIssue] = {
    "an unclosed list": one(
        _MOMENTS, 'moments = ▸["登録時", "利用中", "利用後"\n', "unclosed-list", "never closed", "]"
    ),
    "an unclosed list over lines": one(
        'refers_to = ["c1", "r1", "r2"]\n', 'refers_to = ▸[\n  "c1",\n  "r1",\n', "unclosed-list", "", "]"
    ),
    "unclosed braces": one(_S1, "s1 = ▸{ k1 = 5, k2 = 2.5\n", "unclosed-inline", "never closed", "}"),
    "a parenthesis never closed": many(
        _MOMENTS, 'moments = ▸▸("登録時", "利用中", "利用後"\n', Told("parenthesis"), Told("unclosed-list")
    ),
    "braces over lines": one(_S1, "s1 = ▸{\n  k1 = 5,\n  k2 = 2.5\n}\n", "inline-lines", "one line"),
    "an unclosed table": one("[customer]\n", "▸[customer\n", "unclosed-header", "closed", "[customer]"),
    "a table of lists closed once": one("[[groups]]\n", "▸[[groups]\n", "unclosed-header"),
    "a table opened once and closed twice": one("[[groups]]\n", "▸[groups]]\n", "unclosed-header", "", "[[groups]]"),
    "a table in braces": one("[customer]\n", "▸{customer}\n", "wide-bracket", "", "[customer]"),
    "a table without a name": one("[customer]\n", "▸[]\n", "unnamed-header"),
    "a key twice": one(_NAME, '▹name = "佐藤"\n▸name = "佐藤さん"\n', "key-twice", "name", "Delete"),
    "a key twice in braces": one(_S1, "s1 = { ▹k1 = 5, ▸k1 = 2.5 }\n", "key-twice", "k1"),
    "a key twice, quoted": one(
        'minutes = { "listen.write" = 7 }', "minutes = { ▹\"listen.write\" = 7, ▸'listen.write' = 8 }", "key-twice"
    ),
    "a table twice": one("[progress]\n", "▸[plan]\nminutes = {}\n\n[progress]\n", "table-twice", "[plan]", "[[plan]]"),
    "a list's item with single brackets": one(
        '[[reviews]]\nid = "r2"', '▸[reviews]\nid = "r2"', "one-bracket", "reviews", "[[reviews]]"
    ),
    "a list's first item with single brackets": one(
        '[[reviews]]\nid = "r1"', '▸[reviews]\nid = "r1"', "one-bracket", "reviews", "[[reviews]]"
    ),
    "a key of a table's name": one("[plan]\n", "▸[title]\n\n[plan]\n", "key-and-table", "title"),
    "a table's value and the table": one(
        'label = "無料体験"\n', 'label = "無料体験"\n▸[plan.minutes]\n"listen.write" = 8\n', "key-and-table"
    ),
    "a dotted key over a value": one(
        'name = "海外拠点と働く若手社員"\n', '▹name = "若手"\n▸name.family = "佐藤"\n', "key-twice"
    ),
    "a dotted key into a table": one("[scores.m1]\n", "[scores]\n▹m1.s9 = {}\n▸[scores.m1]\n", "table-twice"),
    "a conflict": one(
        _NAME,
        '▸<<<<<<< HEAD\nname = "佐藤"\n▹=======\nname = "佐藤さん"\n▹>>>>>>> their-branch\n',
        "conflict",
        "Git",
        "Keep",
    ),
    "a conflict with its base": one(
        _NAME,
        '▸<<<<<<< HEAD\nname = "佐藤"\n▹||||||| 3c2a1\nname = "佐"\n=======\nname = "佐藤さん"\n▹>>>>>>> theirs\n',
        "conflict",
    ),
    "a conflict in a list": one(
        _MOMENTS,
        'moments = [\n▸<<<<<<< HEAD\n  "登録時",\n▹=======\n  "登録",\n▹>>>>>>> theirs\n  "利用中",\n]\n',
        "conflict",
    ),
    "a conflict of whole tables": one(
        '[[groups]]\nid = "g1"\n',
        '▸<<<<<<< HEAD\n[[groups]]\nid = "g1"\n▹=======\n[[groups]]\nid = "g2"\n▹>>>>>>> theirs\n',
        "conflict",
    ),
    "two conflicts": many(
        _NAME + 'role = "product_manager"\n',
        '▸<<<<<<< HEAD\nname = "佐藤"\n▹=======\nname = "佐"\n▹>>>>>>> theirs\n'
        '▸<<<<<<< HEAD\nrole = "sales"\n▹=======\nrole = "designer"\n▹>>>>>>> theirs\n',
        Told("conflict"),
        Told("conflict"),
    ),
    "a mark left of a conflict": one(_NAME, '▸=======\nname = "佐藤"\n', "conflict"),
    "the last mark left of a conflict": one(_NAME, '▸>>>>>>> theirs\nname = "佐藤"\n', "conflict"),
}

SYNTAX: Mapping[str, SyntaxIssue] = {**QUOTES, **SIGNS, **VALUES, **FRAMES}
