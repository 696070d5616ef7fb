"""What a workshop file holds, in the words of the room: its collections, fields, single values and choices."""

from collections.abc import Callable, Mapping

from mlew_tui.i18n import mark, trn
from mlew_tui.model.refine import MESSAGE_PARTS

COUNTED: Mapping[str, Callable[[int], str]] = {
    "participants": lambda n: trn("{count} participant", "{count} participants", n),
    "customer.facts": lambda n: trn("{count} customer fact", "{count} customer facts", n),
    "customer.objections": lambda n: trn("{count} objection", "{count} objections", n),
    "reviews": lambda n: trn("{count} review", "{count} reviews", n),
    "groups": lambda n: trn("{count} group", "{count} groups", n),
    "posts": lambda n: trn("{count} post", "{count} posts", n),
    "criteria": lambda n: trn("{count} criterion", "{count} criteria", n),
    "cases": lambda n: trn("{count} case", "{count} cases", n),
    "proposal.message": lambda n: trn("{count} message sentence", "{count} message sentences", n),
    "proposal.steps": lambda n: trn("{count} experience step", "{count} experience steps", n),
    "proposal.customer_faq": lambda n: trn("{count} customer question", "{count} customer questions", n),
    "proposal.internal_faq": lambda n: trn("{count} internal question", "{count} internal questions", n),
    "milestones": lambda n: trn("{count} milestone", "{count} milestones", n),
    "next_step.improve": lambda n: trn("{count} process to improve", "{count} processes to improve", n),
    "todos": lambda n: trn("{count} todo", "{count} todos", n),
    "meetings": lambda n: trn("{count} meeting", "{count} meetings", n),
}
"""How many items of a collection, in words."""

ITEMS: Mapping[str, str] = {
    "participants": mark("participant"),
    "customer.facts": mark("customer fact"),
    "customer.objections": mark("objection"),
    "reviews": mark("review"),
    "groups": mark("group"),
    "posts": mark("post"),
    "criteria": mark("criterion"),
    "cases": mark("case"),
    "proposal.message": mark("message sentence"),
    "proposal.steps": mark("experience step"),
    "proposal.customer_faq": mark("customer question"),
    "proposal.internal_faq": mark("internal question"),
    "milestones": mark("milestone"),
    "next_step.improve": mark("process to improve"),
    "todos": mark("todo"),
    "meetings": mark("meeting"),
}
"""One item of a collection."""

VALUES: Mapping[str, str] = {
    "title": mark("title"),
    "language": mark("language"),
    "deck": mark("deck"),
    "time_zone": mark("time zone"),
    "uid": mark("mark for calendars"),
    "readiness": mark("readiness for Day 1"),
    "readiness_day2": mark("readiness for Day 2"),
    "plan.starts": mark("start"),
    "plan.facilitator": mark("facilitator of the day"),
    "plan.minutes": mark("minutes of a step"),
    "customer.name": mark("customer"),
    "customer.moments": mark("journey"),
    "ballots.first": mark("choice among equal best cases"),
    "ballots.revealed": mark("result opened or covered"),
    "proposal.product": mark("product name"),
    "next_step.build_now": mark("build at once?"),
    "progress.round": mark("round"),
}
"""A single value by its dotted path; the readiness checks are named all together."""

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
MEETINGS: Mapping[str, str] = {"progress": mark("Progress meeting"), "report": mark("Report to executives")}
REPEATS: Mapping[str, str] = {"weekly": mark("every week")}
PHASES: Mapping[str, str] = {
    "listen": mark("Listen"),
    "define": mark("Define"),
    "invent": mark("Invent"),
    "refine": mark("Refine"),
    "iterate": mark("Test/Iterate"),
}

if tuple(PARTS) != MESSAGE_PARTS:
    raise AssertionError("every part of the message needs its words")
