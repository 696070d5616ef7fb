"""What every table, field and value of ``workshop.toml`` means, for whoever edits it by hand."""

from collections.abc import Mapping

from mlew_tui.i18n import mark

_ID = mark("Short name without spaces, unique in the whole file; other items name it by this.")
_ASSUMED = mark("true: we suppose so. false or left out: a fact, or really said by a customer.")
_BY = mark("Id of the participant who wrote it.")
_SOURCE = mark("Where it comes from, or how an assumption was confirmed.")
_OWNER = mark("Id of the participant in charge.")
_OF_MILESTONE = mark("Kind of the milestone it leads to, one that stands in this file.")
_ROUND = mark("Which round: 1 is Day 1, 2 is Day 2, from 3 on the team's own.")
_MILESTONES = {
    "use_case": mark("milestone 0, on Day 2: the use case is fixed"),
    "experience": mark("milestone 1: customers react clearly, the experience is better"),
    "profit": mark("milestone 2: more action brings profit"),
    "model": mark("milestone 3: a better model betters the reaction"),
}

DESCRIPTIONS: Mapping[str, str] = {
    # Workshop
    "Workshop": mark(
        "One team's workshop: Day 1, the days between and Day 2. Counts, totals and ranks never stand here; they are "
        "computed."
    ),
    "Workshop.format": mark("Version of the file format."),
    "Workshop.format=1": mark("the version this mlew-tui reads and writes"),
    "Workshop.title": mark("Title of the workshop, as the wall shows it."),
    "Workshop.language": mark("Language of screens and messages, unless --lang names another."),
    "Workshop.language=ja": mark("Japanese"),
    "Workshop.language=en": mark("English"),
    "Workshop.deck": mark(
        'The agenda: "practice" and "improve" are shipped; "./my.toml" is your own, relative to this file.'
    ),
    "Workshop.time_zone": mark('Time zone of every local time in this file, by its IANA name: "Asia/Tokyo".'),
    "Workshop.uid": mark(
        "What calendars know this workshop by: leave it as it is, and take it out of a copy for another workshop."
    ),
    "Workshop.scores": mark(
        "Score sheets: a table such as [scores.m1] for each participant, with a line for each case."
    ),
    "Workshop.scores.*": mark("Score sheet of the participant with this id: a line for each case."),
    "Workshop.scores.*.*": mark(
        "Scores of the case with this id, criterion by criterion. One left out is unrelated and counts 0."
    ),
    "Workshop.scores.*.*.*": mark("Score on the criterion with this id: 0 up to its weight, in steps of 0.5."),
    # Participant
    "Participant": mark("Somebody in the room; 3 to 6 people work best. Ids are m1, m2 and so on."),
    "Participant.id": _ID,
    "Participant.name": mark("Name as the wall shows it."),
    "Participant.role": mark(
        "What this person does. A product manager, a developer and a data scientist are required."
    ),
    "Participant.role=product_manager": mark("product manager; has the last word on the customer"),
    "Participant.role=developer": mark("developer"),
    "Participant.role=data_scientist": mark("data scientist"),
    "Participant.role=sales": mark("sales"),
    "Participant.role=designer": mark("designer"),
    "Participant.role=support": mark("customer support"),
    "Participant.role=sponsor": mark("executive who backs the workshop; does not vote"),
    "Participant.role=facilitator": mark("leads through the day; does not vote"),
    "Participant.role=other": mark("any other role"),
    "Participant.team": mark("Team in Refine."),
    "Participant.team=planner": mark("writes the message and the internal FAQ"),
    "Participant.team=sales": mark("writes the customer FAQ"),
    "Participant.team=developer": mark("writes the steps of the experience"),
    "Participant.votes": mark(
        "Whether this person's scores count: yes unless said otherwise, but no for a sponsor and a facilitator. "
        "Write false for somebody who left."
    ),
    # Readiness
    "Readiness": mark("The five checks before Day 1, each true once it is met."),
    "Readiness.conditions": mark(
        "Product manager, developer and data scientist take part, executives support it, and everyone knows their "
        "role from Day 0."
    ),
    "Readiness.customer": mark("The target customer is decided."),
    "Readiness.cases": mark("Reference cases and the evaluation sheet are prepared."),
    "Readiness.data": mark("Data can be looked at right away."),
    "Readiness.reflection": mark("1 to 3 hours are reserved to reflect before Day 2."),
    "ReadinessDay2": mark("The three checks before Day 2, each true once it is met."),
    "ReadinessDay2.processes_chosen": mark("The processes to improve are chosen."),
    "ReadinessDay2.outputs_shared": mark("Day 1's outputs are digital and everyone has them."),
    "ReadinessDay2.team_leads": mark("The team itself leads Day 2; the facilitator only keeps time."),
    # Plan
    "Plan": mark(
        "The day of this round: when it starts, who facilitates, which steps take other minutes than the deck says."
    ),
    "Plan.starts": mark("Start of the day, a local time without quotes: 2026-11-22T13:00:00"),
    "Plan.facilitator": mark("Id of the participant who keeps the time of this day; role and vote stay as they are."),
    "Plan.minutes": mark('Minutes by step id, only where they differ from the deck: "listen.write" = 7'),
    "Plan.minutes.*": mark("Minutes for the step with this id, 0 to 600."),
    # Listen
    "Customer": mark("The customer the product manager decided to focus on."),
    "Customer.name": mark("The customer in a few words: who, and in what situation."),
    "Customer.moments": mark(
        'The journey in order, such as ["at sign-up", "in use", "after use"]; reviews are placed on it.'
    ),
    "Fact": mark("Something known or assumed about the customer. Ids are c1, c2 and so on."),
    "Fact.id": _ID,
    "Fact.aspect": mark("Which side of the customer it shows."),
    "Fact.aspect=trigger": mark("what leads to use: situation, contact, feeling"),
    "Fact.aspect=usage": mark("how often, how much is spent, for how long"),
    "Fact.aspect=personality": mark("active or cautious, by feeling or by data"),
    "Fact.aspect=other": mark("anything else about the customer"),
    "Fact.text": mark("The fact in a sentence, with its figures where there are any."),
    "Fact.assumed": _ASSUMED,
    "Fact.source": _SOURCE,
    "Objection": mark("A doubt about the choice of customer, to be settled before Day 2."),
    "Objection.text": mark("The doubt in a sentence or two."),
    "Objection.by": mark("Id of the participant who raised it."),
    "Objection.settled": mark("true once it is settled."),
    "Review": mark("One positive or negative statement of a customer. Ids are r1, r2 and so on."),
    "Review.id": _ID,
    "Review.text": mark("The statement in the customer's own words."),
    "Review.sentiment": mark("Whether it is a good or a bad one."),
    "Review.sentiment=positive": mark("good; strengths are made of these"),
    "Review.sentiment=negative": mark("bad; problems are made of these"),
    "Review.moment": mark("When on the journey: one of customer.moments, spelled the same."),
    "Review.assumed": _ASSUMED,
    "Review.by": _BY,
    "Review.group": mark("Id of the group it is in."),
    "Review.source": _SOURCE,
    "Group": mark("Similar reviews under one name. Ids are g1, g2 and so on."),
    "Group.id": _ID,
    "Group.label": mark("Name of the group."),
    # Define
    "Post": mark(
        "Imagined social post of a customer who decides to use it again or to stop. Ids are p1, p2 and so on."
    ),
    "Post.id": _ID,
    "Post.by": _BY,
    "Post.decision": mark("What the customer decides."),
    "Post.decision=use_again": mark("uses it again"),
    "Post.decision=stop": mark("stops using it"),
    "Post.reason": mark("What the decision rests on."),
    "Post.reason=function": mark("content or not with what it does"),
    "Post.reason=price": mark("content or not with what it costs"),
    "Post.reason=habit": mark("used to it, or locked in"),
    "Post.reason=attachment": mark("fond of it, or not any more"),
    "Post.reason=other": mark("any other reason"),
    "Post.text": mark("The post as the customer would write it."),
    "Post.refers_to": mark("Ids of the customer facts, reviews and groups it refers to: +1 for each."),
    "Post.assumed": _ASSUMED,
    "Criterion": mark(
        "A problem to solve or a strength to reinforce, by which cases are scored. Ids are k1, k2 and so on."
    ),
    "Criterion.id": _ID,
    "Criterion.kind": mark("Problem or strength."),
    "Criterion.kind=problem": mark("to be solved; made of negative reviews"),
    "Criterion.kind=strength": mark("to be reinforced; made of positive reviews"),
    "Criterion.text": mark("The problem or the strength in a sentence."),
    "Criterion.weight": mark("How much it matters, and so the highest score on it."),
    "Criterion.weight=1": mark("little impact; need not be used"),
    "Criterion.weight=3": mark("clear impact"),
    "Criterion.weight=5": mark("greatest impact"),
    "Criterion.sources": mark("Ids of the customer facts, reviews and groups it was made of."),
    "Criterion.owner": _OWNER,
    "Criterion.assumed": _ASSUMED,
    # Invent
    "Case": mark("A success story whose AI/ML solution is told and scored. Ids are s1, s2 and so on."),
    "Case.id": _ID,
    "Case.title": mark("The case in a few words."),
    "Case.company": mark("Whose story it is."),
    "Case.solution": mark("The AI/ML solution it tells of."),
    "Case.valued_for": mark("What its customers value it for."),
    "Case.solves": mark("Ids of the problems it solves."),
    "Case.reinforces": mark("Ids of the strengths it reinforces."),
    "Case.result": mark("What it brought: more customers, sales or profit."),
    "Case.data_loop": mark("What is done with the data gathered, and how that sets it apart."),
    "Case.source": mark("Where it can be read up, such as a web address."),
    "Case.told_by": mark("Id of the participant who tells it."),
    "Case.assumed": _ASSUMED,
    "Ballots": mark("Whose scores count, and what they chose among equals."),
    "Ballots.handed_in": mark("Ids of the participants who handed in: their scores count."),
    "Ballots.first": mark('The choice of a participant with several equally best cases: m1 = "s2"'),
    "Ballots.first.*": mark("Id of the case the participant with this id puts first."),
    "Ballots.revealed": mark("true once the result may be seen; until then the wall shows no score."),
    "Decision": mark("What people settled themselves. Leave the table out where votes and scores decide."),
    "Decision.how": mark("How it was settled."),
    "Decision.how=dice": mark("by dice, among a tie that votes and scores left"),
    "Decision.how=owner": mark("by a person in charge, even against the votes"),
    "Decision.case": mark("Id of the case settled on."),
    "Decision.among": mark("Ids of the tied cases the dice chose among: two or more, the chosen one too."),
    "Decision.by": mark("Id of the participant who decided or rolled the dice."),
    "Decision.note": mark("The reason, in a sentence."),
    # Refine
    "Proposal": mark("The adopted case turned into a proposal: a simple PR/FAQ."),
    "Proposal.product": mark("Name of the product."),
    "ProposalItem.id": _ID,
    "ProposalItem.sources": mark("Ids of the criteria, cases, reviews, groups and customer facts behind it."),
    "ProposalItem.concern": mark("Why its feasibility is unclear. Anything written here makes the item red."),
    "ProposalItem.assumed": _ASSUMED,
    "Message": mark("One part of the message to the customer or to the company. Ids are f1, f2 and so on."),
    "Message.part": mark("Which part of the message it is."),
    "Message.part=situation": mark("to the customer: the situation they are in"),
    "Message.part=wanted": mark("to the customer: what they wanted"),
    "Message.part=obstacle": mark("to the customer: what kept them from it"),
    "Message.part=was": mark("to the customer: how things were for them"),
    "Message.part=offer": mark("to the customer: what we offer"),
    "Message.part=valued_for": mark("to the customer: what they will value it for"),
    "Message.part=profit": mark("to the company: how more action brings profit"),
    "Message.part=data_outlook": mark("to the company: how the data sets us apart"),
    "Message.text": mark("The words of this part."),
    "ExperienceStep": mark("One step of using the solution, in the customer's order. Ids are f1, f2 and so on."),
    "ExperienceStep.text": mark("What happens in this step."),
    "Faq": mark("A question and the answer we want to give. Ids are f1, f2 and so on."),
    "Faq.question": mark("The question as it would be asked."),
    "Faq.answer": mark("The ideal answer."),
    # Test/Iterate, Next Step and the plan
    "Milestone": mark("A stage of growth and how to tell that it is reached; one of each kind at most."),
    "Milestone.kind": mark("Which stage it is."),
    "Milestone.who": mark("Who judges."),
    "Milestone.what": mark("What is judged."),
    "Milestone.how": mark('How it is measured and what counts as passed: "mean of 4.5 or more out of 5"'),
    "Milestone.baseline": mark("Today's value of what is measured."),
    "Milestone.tests": mark("Ids of the items of the proposal it proves, red ones above all."),
    "Milestone.due": mark("Date to reach it by, without quotes: 2026-12-20"),
    "Milestone.reached": mark("true once it is reached."),
    "Milestone.assumed": _ASSUMED,
    "NextStep": mark("Whether to build at once, and what to improve first."),
    "NextStep.build_now": mark("true: build at once; false: improve first; left out: not decided yet."),
    "Improvement": mark("A process to redo on Day 2."),
    "Improvement.phase": mark("Phase it belongs to."),
    "Improvement.phase=listen": mark("who the customer is"),
    "Improvement.phase=define": mark("where the problems and strengths lie"),
    "Improvement.phase=invent": mark("how it can be solved"),
    "Improvement.phase=refine": mark("what the customer will experience"),
    "Improvement.phase=iterate": mark("Test/Iterate: how success is measured"),
    "Improvement.finding": mark('What the console found that it was made of: "few-reviews"'),
    "Improvement.reason": mark("Why it needs redoing."),
    "Improvement.action": mark("What is done about it."),
    "Improvement.owner": _OWNER,
    "Improvement.minutes": mark("Minutes for it on Day 2, 0 to 600."),
    "Improvement.assumed": _ASSUMED,
    "Todo": mark("What one person must do up to a milestone. Ids are t1, t2 and so on."),
    "Todo.id": _ID,
    "Todo.text": mark("The task in a sentence."),
    "Todo.owner": _OWNER,
    "Todo.milestone": _OF_MILESTONE,
    "Todo.due": mark("Date to finish it by, without quotes: 2026-12-01"),
    "Todo.done": mark("true once it is done."),
    "Todo.assumed": _ASSUMED,
    "Meeting": mark("A meeting to put in calendars. Ids are e1, e2 and so on."),
    "Meeting.id": _ID,
    "Meeting.kind": mark("Progress meeting or report."),
    "Meeting.kind=progress": mark("the team looks at its progress, every week"),
    "Meeting.kind=report": mark("report to executives, at a milestone"),
    "Meeting.milestone": _OF_MILESTONE,
    "Meeting.start": mark("Start, a local time without quotes: 2026-12-01T10:00:00"),
    "Meeting.minutes": mark("Length in minutes, 1 to 600."),
    "Meeting.repeat": mark("How often it recurs; left out: it takes place once."),
    "Meeting.repeat=weekly": mark("every week"),
    "Meeting.until": mark("Last day it may recur, without quotes: 2027-02-26"),
    # Kept by the console
    "Progress": mark("Kept by the console: where the workshop stands."),
    "Progress.round": _ROUND,
    "Progress.step": mark('Id of the current step: "define.count"'),
    "Progress.case": mark("Id of the case being told in Invent."),
    "Progress.stage": mark("What happens to that case now."),
    "Progress.stage=tell": mark("one person tells it"),
    "Progress.stage=score": mark("everybody scores it alone"),
    "Clock": mark("The countdown as it was saved."),
    "Clock.left": mark("Seconds left at that moment; negative is overtime."),
    "Clock.running": mark("Whether it was running."),
    "Clock.at": mark("That moment, with its offset from UTC: 2026-11-22T14:31:05+09:00"),
    "LogEntry": mark("Kept by the console: one run of a step."),
    "LogEntry.round": _ROUND,
    "LogEntry.step": mark("Id of the step that was run."),
    "LogEntry.planned": mark("Planned time in seconds."),
    "LogEntry.actual": mark("Time it took in seconds."),
    "LogEntry.dice": mark("What the dice fell on, in words: decided for now, to be looked at again on Day 2."),
    "LogEntry.started": mark("When it began, with its offset from UTC: 2026-11-22T10:31:00+09:00"),
    **{
        f"{field}={kind}": words
        for field in ("Milestone.kind", "Todo.milestone", "Meeting.milestone")
        for kind, words in _MILESTONES.items()
    },
}
"""English words by place: a model, ``Model.field``, an entry ``Model.field.*``, a value ``Model.field=value``.

A field that holds tables is described by their model; an inherited field by the model that declares it.
"""
