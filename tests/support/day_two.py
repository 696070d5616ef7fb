"""From the end of Day 1 to the end of Day 2 by keys alone, as data, in the manner of ``day_one``: the Japanese example.

Between the days somebody edits the file: ``EDITS`` are what an editor replaces by what, each once.
"""

END_OF_DAY_1 = [
    # the finding that waits: its evidence, taken over from there, the owner, 20 minutes
    "key:enter", "key:f6", "key:f7", "key:f8", "key:f8", "key:f8",
    # from its case's finding to all threads and into the third, and back
    "t", "key:down", "key:down", "key:enter", "key:escape",
    "key:f9", "c",
]  # fmt: skip

_TOLD = 'sentiment = "positive"\nmoment = "{moment}"\nassumed = {assumed}'
EDITS = [
    ('示せない"\nweight = 3', '示せない"\nweight = 5  # 事業部会で'),
    *(
        tuple(f'{text}"\n' + _TOLD.format(moment=moment, assumed=assumed) for assumed in ("true", "false"))
        for text, moment in (("面倒にならなかった", "登録時"), ("いるから続いている", "仕事に戻ってから"))
    ),
    ("settled = false", "settled = true"),
]

BEFORE = [
    "key:space", "key:down", "key:space", "key:down", "key:space", "key:f7", "key:down", "key:down", "key:enter",
    "key:f9", "key:f9",
]  # fmt: skip

MINUTES = [
    # a ready-made split, then freely: Listen 10, Invent left out
    "3", "key:right", "key:up", "key:plus", "key:plus", *["key:down"] * 5, "key:delete", "key:f9",
]  # fmt: skip
"""Listen 10, Define 25, Refine 30: 65 of 120."""

LISTEN = [
    "key:f9",
    "key:f2",
    "key:tab",
    "key:right",
    "key:down",
    "key:down",
    "key:down",
    "key:down",
    "key:question_mark",
    "key:f9",
    "key:f9",
]

DEFINE = ["key:f9", "key:f9", "1", "key:ctrl+z", "3", "key:f9", "key:f9"]

REFINE = ["c", "key:f9", "key:f9"]

PLAN = [
    "key:f6", "key:f5", "2/5⏎", "key:f9",
    "解約した 5 人に電話で聞く⏎", "key:f7", "伏せ字の試作を見せる⏎", "key:f7", "200 件に印を付ける⏎", "key:f9",
    "key:f7", "key:f7", "key:f7", "講師 10 人に聞く⏎", "key:f7", "=1+1 で料金を試算⏎",
    "key:up", "d", "1/20⏎", "key:f9",
    "key:f6", "key:f7", "key:f9",
]  # fmt: skip
