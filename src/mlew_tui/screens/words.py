"""How the format's values are said on screen, one marked message for each, and what the clock's time is for."""

from collections.abc import Mapping, Sequence

from mlew_tui.language import mark, tr
from mlew_tui.model import agenda
from mlew_tui.model.refine import MESSAGE_PARTS
from mlew_tui.session import Scene

ROLES: Mapping[str, str] = {
    "product_manager": mark("product manager"),
    "developer": mark("developer"),
    "data_scientist": mark("data scientist"),
    "sales": mark("sales"),
    "designer": mark("designer"),
    "support": mark("customer support"),
    "sponsor": mark("sponsor"),
    "facilitator": mark("facilitator"),
    "other": mark("other role"),
}
KINDS: Mapping[str, str] = {
    "all": mark("everybody"),
    "individual": mark("alone"),
    "group": mark("together"),
    "teams": mark("in three teams"),
}
ASPECTS: Mapping[str, str] = {
    "trigger": mark("Trigger of use"),
    "usage": mark("State of use"),
    "personality": mark("Personality"),
    "other": mark("Anything else"),
}
SENTIMENTS: Mapping[str, str] = {"positive": mark("☺ good"), "negative": mark("☹ bad")}
DECISIONS: Mapping[str, str] = {"use_again": mark("☺ uses it again"), "stop": mark("☹ stops using it")}
REASONS: Mapping[str, str] = {
    "function": mark("function"),
    "price": mark("price"),
    "habit": mark("habit"),
    "attachment": mark("attachment"),
    "other": mark("other reason"),
}
CRITERIA: Mapping[str, str] = {"problem": mark("☹ problem"), "strength": mark("☺ strength")}
TEAMS: Mapping[str, str] = {
    "planner": mark("Planner team"),
    "sales": mark("Sales team"),
    "developer": mark("Developer team"),
}
PARTS: Mapping[str, str] = {
    "situation": mark("In which situation"),
    "wanted": mark("Wanted to do"),
    "obstacle": mark("Could not, because"),
    "was": mark("Was troubled by"),
    "offer": mark("We offer"),
    "valued_for": mark("Valued for"),
    "profit": mark("To the company: how it pays"),
    "data_outlook": mark("To the company: what the data does"),
}
MILESTONES: Mapping[str, str] = {
    "use_case": mark("0 Use case fixed"),
    "experience": mark("1 Better experience?"),
    "profit": mark("2 More profit?"),
    "model": mark("3 Does the model help?"),
}
PHASES: Mapping[str, str] = {
    "listen": mark("Listen"),
    "define": mark("Define"),
    "invent": mark("Invent"),
    "refine": mark("Refine"),
    "iterate": mark("Test/Iterate"),
}
CHECKS_DAY2 = ("processes_chosen", "outputs_shared", "team_leads")
CHECKS = ("conditions", "customer", "cases", "data", "reflection")

if tuple(PARTS) != MESSAGE_PARTS:
    raise AssertionError("every part of the message needs its words")


def options(words: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return the values with their words in the language spoken now."""
    return [(value, tr(said)) for value, said in words.items()]


def round_words(number: int) -> str:
    """Return how a round is called."""
    names = {1: mark("Day 1"), 2: mark("Day 2")}
    return tr(names[number]) if number in names else tr("Round {number}", number=number)


def clock_words(scene: Scene) -> str:
    """Return what the time on the clock is for: which round is told or scored, or the step's minutes."""
    progress = scene.workshop.progress
    if scene.step.rounds is not None and progress.case is not None:
        ids = [case.id for case in scene.workshop.cases]
        number = ids.index(progress.case) + 1 if progress.case in ids else 0
        words = mark("tell {number}/{count}") if progress.stage == "tell" else mark("score {number}/{count}")
        return tr(words, number=number, count=len(ids))
    planned = agenda.planned_seconds(scene.workshop, scene.step)
    return tr("no time limit") if planned is None else tr("of {minutes} min", minutes=planned // 60)
