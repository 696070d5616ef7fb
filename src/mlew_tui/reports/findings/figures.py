"""The numbers behind a finding, each with its total and its wanted range."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from mlew_tui.i18n import mark, tr
from mlew_tui.model.findings.finding import Amount, Figure, Finding
from mlew_tui.text.page_layout import Line, Table

_FIGURES: Mapping[str, str] = {
    "reviews": mark("reviews"),
    "assumed": mark("assumed reviews"),
    "positive": mark("good voices"),
    "negative": mark("bad voices"),
    "moment": mark("reviews at this moment"),
    "moments": mark("moments without a review"),
    "author": mark("reviews by this person"),
    "criteria": mark("criteria it holds for"),
    "voices": mark("fewest voices behind one"),
    "weight": mark("weight, from"),
    "posts": mark("posts"),
    "cases": mark("cases"),
    "w": mark("agreement (Kendall's W)"),
    "people": mark("people who scored"),
    "lowest": mark("lowest score where people are furthest apart"),
    "highest": mark("highest score there"),
    "votes": mark("first places"),
    "margin": mark("first places ahead of the next case"),
    "changes": mark("single changes that move the result"),
    "weights": mark("— another weight"),
    "left_out": mark("— a criterion left out"),
    "away": mark("— a person away"),
    "problems": mark("problems left unsolved"),
    "items": mark("items of the proposal"),
    "red": mark("red items"),
    "steps": mark("red steps no milestone tests"),
    "milestones": mark("milestones it holds for"),
    "who": mark("— who judges is missing"),
    "what": mark("— what is judged is missing"),
    "how": mark("— how is missing"),
    "due": mark("due date"),
    "months": mark("months allowed"),
    "day": mark("counted from"),
}


def format_figure(value: Amount) -> str:
    """Format a figure: whole numbers, halves and dates as they are, other fractions to two places."""
    if not isinstance(value, Fraction) or value.denominator == 1:
        return str(value)
    if value.denominator == 2:
        return f"{float(value):.1f}"
    hundredths = 100 * value.numerator // value.denominator
    return f"{hundredths // 100}.{hundredths % 100:02}"  # rounded down, so that it never reaches a bound it misses


def _bound(figure: Figure) -> str:
    """Return the wanted range of a figure, "" where there is none."""
    if figure.least is not None:
        return tr("wanted: {least} or more", least=figure.least)
    if figure.most_share is not None:
        return tr("wanted: at most {share} %", share=round(100 * figure.most_share))
    if isinstance(figure.most, date):
        return tr("wanted: by {latest}", latest=figure.most)
    return tr("wanted: none") if figure.most == 0 else ""


def figure_lines(finding: Finding) -> tuple[Line, ...]:
    """Return the figures as a table: value and total, label, wanted range."""
    rows = tuple(
        (
            format_figure(figure.value) if figure.whole is None else f"{format_figure(figure.value)} / {figure.whole}",
            tr(_FIGURES[name]),
            _bound(figure),
        )
        for name, figure in finding.figures.items()
    )
    return (Table(rows, 1, frozenset({0})),)
