"""A whole Day 1 by keys alone, as data: the same walk drives the Pilot test and a real terminal.

Each action is one string: ``key:f9`` presses a key, anything else is typed and ``⏎`` at its end is Enter.
"""

TITLE = "勤怠アプリ × 生成 AI"
PEOPLE = ["山本", "小林", "加藤"]

BEGIN = [f"{TITLE}⏎", *(f"{name}⏎" for name in PEOPLE), "key:f9"]

OPENING = [
    "key:escape", "key:home", "key:space", "key:down", "key:space", "key:down", "key:space",
    "key:f9", "key:f9", "key:f9", "key:f9",
]  # fmt: skip

LISTEN = [
    "key:f9",
    # the customer: the name first, then a fact of each aspect (F5 turns), the last one assumed (F8)
    "key:f2", "飲食チェーンの店長⏎", "月末の締めに追われる店長⏎", "key:f5", "月 3 回、閉店後に 40 分使う⏎",
    "key:f5", "key:f8", "数字より勘で決める⏎", "key:f8",
    "key:f5", "key:f5", "対象は本部かもしれない⏎",
    "key:f9",
    # reviews: good, then bad (F5), at the next moment (F6), by the next person (F7)
    "key:f2", "スマホだけで打刻できた⏎", "シフトが一目でわかる⏎",
    "key:f5", "締め日に画面が固まる⏎", "key:f6", "key:f7", "残業の警告が翌日に来る⏎",
    "key:f8", "休憩の修正が面倒らしい⏎", "key:f8",
    "key:f9",
    # grouping: pick two, name them
    "key:home", "key:space", "key:down", "key:space", "打刻が速い⏎",
    "key:f9",
]  # fmt: skip

DEFINE = [
    # posts: what the first refers to is picked with F8
    "key:f8", "key:space", "key:enter", "閉店後の 40 分が 10 分になった。来月も使う⏎",
    "key:f5", "key:f6", "締め日に固まって深夜 1 時。もうやめる⏎",
    "key:f9",
    # reading out: a +1 by Space, then the next post
    "key:home", "key:down", "key:space", "n", "key:down", "key:space",
    "key:f9",
    # weighing: a problem of weight 5, a strength of weight 3 (F6 turns the weight)
    "key:f6", "key:f6", "締め日に待たされる⏎", "key:f5", "key:f6", "key:f6", "すぐ打刻できる⏎",
    "key:f9", "key:f9", "key:f9",
]  # fmt: skip

INVENT = [
    "key:f9",
    # two cases in the sentence pattern, field after field; an empty Enter skips one
    "自動の締め処理⏎", "K 社⏎", "異常な打刻を先に見つける⏎", "締めが 1 日早い⏎",
    "契約が 2 割増⏎", "修正の理由を学ぶ⏎", "⏎",
    "シフトの下書き⏎", "L 社⏎", "希望から表を作る⏎", "⏎", "⏎", "⏎", "⏎",
    # round 1: tell, score on paper; then the keyboard goes round, each hands in with Enter
    "key:escape", "key:home", "key:f5", "key:f6", "key:f8",
    "key:enter", "5", "3", "1", "0", "key:enter",
    "key:enter", "3", "e", "5", "2", "key:enter",
    "key:enter", "5", "2", "0", "0", "key:enter",
    # the result is revealed together
    "key:f9", "key:f5", "key:f9",
]  # fmt: skip

REFINE = [
    # teams: 1 planner, 2 sales, 3 developer; the cursor goes on by itself
    "key:home", "1", "2", "3", "key:f9",
    # the message blank by blank, then the rest
    "締め日の閉店後に⏎", "10 分で終えたかった⏎",
    # its feasibility is unclear: red, with the concern
    "key:f6", "労務の確認が要る⏎",
    "画面が固まり⏎", "深夜まで残っていた⏎", "締めの下見を提供します⏎",
    "打刻が速いと評価されています⏎", "締めが早いほど店舗が増える⏎", "修正の理由が自社だけに集まる⏎",
    "ログインする⏎", "締めの下見を押す⏎",
    "key:f5", "効果は実証されている?⏎", "3 店で 40 分が 10 分に⏎",
    "key:f5", "成長をどう計測する?⏎", "締めの完了時刻で測る⏎",
    "key:f9", "key:f9", "key:f9",
]  # fmt: skip

ITERATE = [
    "店長 10 人⏎", "締めにかかる時間⏎", "4 週の平均が 10 分以下なら合格⏎", "40 分⏎", "2027-01-31⏎",
    "プロダクトマネージャー⏎", "導入した店の割合⏎", "60 % を超える⏎", "12 %⏎", "2027-04-30⏎",
    "データサイエンティスト⏎", "見つけた異常⏎", "人手の 2 倍⏎", "月 8 件⏎", "2027-06-30⏎",
    "key:f9",
    "key:escape", "n", "key:tab", "レビューが 5 件しかない⏎", "サポートに聞く⏎", "20⏎",
]  # fmt: skip

WALK = [*OPENING, *LISTEN, *DEFINE, *INVENT, *REFINE, *ITERATE]
