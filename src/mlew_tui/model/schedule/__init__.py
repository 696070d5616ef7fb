"""The day in time: agenda, countdown, forecast, breaks, replanning, rounds and the follow-up plan."""
