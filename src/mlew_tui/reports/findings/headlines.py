"""A finding in one sentence with its figures."""

from collections.abc import Mapping

from mlew_tui.i18n import mark, tr
from mlew_tui.model.findings.finding import Finding
from mlew_tui.model.workshop import Workshop
from mlew_tui.reports.findings.evidence_items import names_at
from mlew_tui.reports.findings.figures import format_figure
from mlew_tui.reports.labels import case_title

_SIDES = {"positive": mark("good voices"), "negative": mark("bad voices")}
_SAID: Mapping[str, str] = {
    "few-reviews": mark("Only {count} reviews, where {least} or more are wanted"),
    "assumed-reviews": mark("{count} of {all} reviews are assumed"),
    "one-sided-sentiment": mark("{count} of {all} reviews are {side}"),
    "one-sided-moment": mark("{count} of {all} reviews are about “{moment}”"),
    "empty-moment": mark("No voice at {count} of {all} moments: {moments}"),
    "one-sided-author": mark("{count} of {all} reviews are by {name}"),
    "no-criteria": mark("No problem and no strength yet"),
    "thin-criteria": mark("{count} of {all} criteria of weight {weight} rest on fewer than {voices} voices"),
    "unreferred-criteria": mark("No post touches {count} of {all} criteria"),
    "few-cases": mark("Only {count} cases, where {least} or more are wanted"),
    "wavering": mark("People order the cases differently: agreement {w}, where {least} is wanted"),
    "unsolved-problems": mark("{title} leaves {count} of {all} problems of weight {weight} or more unsolved"),
    "no-proposal": mark("Nothing of the proposal is written yet"),
    "red-items": mark("{count} of {all} items of the proposal are red"),
    "milestone-gaps": mark("{count} of {all} milestones have gaps"),
    "late-milestone": mark("The first milestone is due {due}, later than {months} months after {day}"),
    "untested-red": mark("{count} of {all} red steps are tested by no milestone"),
    "no-baseline": mark("Today's value is unknown for {count} of {all} milestones"),
    "no-number": mark("{count} of {all} milestones name no number to pass"),
}
_LEVEL = mark("{title} is level with another case: {votes} of {people} first places each")
_NARROW = mark("{title} is only {margin} of {people} first places ahead")
_SHAKY = mark("{count} of {all} single changes would have another case than {title} lead")


def headline(workshop: Workshop, finding: Finding) -> str:
    """Return a finding as one sentence with its figures."""
    if finding.kind == "fragile-decision":
        return _fragile(workshop, finding)
    figures = finding.figures
    first = next(iter(figures.values()))
    values: dict[str, object] = {name: format_figure(figure.value) for name, figure in figures.items()}
    values |= {"count": format_figure(first.value), "all": first.whole, "least": first.least}
    moments = tr(", ").join(tr("“{title}”", title=moment) for moment in finding.about)
    match finding.kind:
        case "one-sided-sentiment":
            values["side"] = tr(_SIDES[finding.about[0]])
        case "one-sided-moment":
            values["moment"] = finding.about[0]
        case "empty-moment":
            values["moments"] = moments
        case "one-sided-author":
            values["name"] = names_at(workshop, finding.places[:1])
        case "thin-criteria":
            values["voices"] = figures["voices"].least
        case "unsolved-problems":
            values["title"] = _case(workshop, finding)
    return tr(_SAID[finding.kind], **values)


def _fragile(workshop: Workshop, finding: Finding) -> str:
    figures = finding.figures
    title, margin = _case(workshop, finding), figures["margin"]
    if margin.least is None:
        changes = figures["changes"]
        return tr(_SHAKY, count=changes.value, all=changes.whole, title=title)
    if margin.value == 0:
        return tr(_LEVEL, title=title, votes=format_figure(figures["votes"].value), people=margin.whole)
    return tr(_NARROW, title=title, margin=format_figure(margin.value), people=margin.whole)


def _case(workshop: Workshop, finding: Finding) -> str:
    return tr("“{title}”", title=case_title(workshop, finding.places[0].rpartition("/")[2]))
