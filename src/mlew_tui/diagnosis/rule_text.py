"""Messages for broken rules: what is wrong and how to fix it, by pydantic's error type."""

from collections.abc import Mapping

from mlew_tui.i18n import mark

MESSAGES: Mapping[str, str] = {
    "missing": mark("“{field}” is missing here"),
    "extra_forbidden": mark("“{field}” is not a key of this table"),
    "string_type": mark("“{field}” must be text in quotes"),
    "string_pattern_mismatch": mark("“{field}” must be a short name without spaces"),
    "string_too_long": mark("“{field}” is too long"),
    "bool_type": mark("“{field}” must be true or false"),
    "int_type": mark("“{field}” must be a whole number"),
    "int_from_float": mark("“{field}” must be a whole number"),
    "whole_number": mark("“{field}” must be a whole number"),
    "float_type": mark("“{field}” must be a number"),
    "date_type": mark("“{field}” must be a date such as 2026-12-20, without quotes"),
    "datetime_type": mark("“{field}” must be a date and time such as 2026-11-22T13:00:00, without quotes"),
    "no_offset": mark("“{field}” needs its offset from UTC, as in 2026-11-22T13:00:00+09:00"),
    "literal_error": mark("“{field}” must be one of {expected}"),
    "tuple_type": mark("“{field}” must be a list"),
    "list_type": mark("“{field}” must be a list"),
    "too_short": mark("“{field}” must not be empty"),
    "model_type": mark("“{field}” must be a table"),
    "mapping_type": mark("“{field}” must be a table"),
    "dict_type": mark("“{field}” must be a table"),
    "greater_than_equal": mark("“{field}” must be {ge} or more"),
    "less_than_equal": mark("“{field}” must be {le} or less"),
    "score_type": mark("A score must be a number, not {value}"),
    "score_step": mark("A score is 0 or more in steps of 0.5, not {value}"),
    "score_over_weight": mark("The score {value} is more than {weight}, the weight of {criterion}"),
    "duplicate_id": mark("“{value}” is used twice"),
    "duplicate_moment": mark("The moment “{value}” stands twice"),
    "unknown_moment": mark("The customer's journey has no moment “{value}”"),
    "dangling": mark("Nothing has the id “{value}”"),
    "wrong_kind": mark("“{value}” names something of another kind ({found})"),
    "dice_among": mark("Dice choose among at least two tied cases, and “{value}” must be one of them"),
}
"""Messages, by pydantic's error type."""

COVERED: Mapping[str, str] = {
    "score_type": mark("A score must be a number"),
    "score_step": mark("A score is 0 or more in steps of 0.5"),
    "score_over_weight": mark("A score is more than the weight of its criterion"),
    "dangling": mark("Nothing has this id"),
    "wrong_kind": mark("This names something of another kind"),
    "dice_among": mark("Dice choose among at least two tied cases, and the chosen one must be one of them"),
}
"""Messages used before the reveal, which contain no value."""

HINTS: Mapping[str, str] = {
    "missing": mark("Add a line: {field} = ..."),
    "string_type": mark('Write {field} = "..."'),
    "string_pattern_mismatch": mark("Write one such as {field} = \"r12\""),
    "bool_type": mark("Write {field} = true or {field} = false, without quotes"),
    "tuple_type": mark("Write {field} = [...], or begin each item with [[{field}]]"),
    "model_type": mark("Begin it with [{field}]"),
    "mapping_type": mark("Begin it with [{field}]"),
    "dict_type": mark("Begin it with [{field}]"),
    "score_over_weight": mark("Lower the score, raise the weight, or: mlew-tui check --cap {file}"),
    "duplicate_id": mark("Give one of them another id, and mend what refers to it"),
    "duplicate_moment": mark("Delete one of them"),
    "score_step": mark("Round it to a half point, as in 2.5"),
    "score_type": mark("Write it without quotes, as in 2.5"),
    "string_too_long": mark("64 characters are enough for an id"),
    "int_type": mark("Write it in digits, without quotes, as in 5"),
    "int_from_float": mark("Write it in digits, without quotes, as in 5"),
    "whole_number": mark("Write it in digits, without quotes, as in 5"),
    "float_type": mark("Write it in digits, without quotes, as in 5"),
    "date_type": mark("Write {field} = 2026-12-20"),
    "datetime_type": mark("Write {field} = 2026-11-22T13:00:00"),
    "no_offset": mark("Add the offset behind the time: +09:00 in Japan, Z for UTC"),
    "literal_error": mark("Write one of these, spelled exactly so"),
    "list_type": mark("Write {field} = [...]"),
    "too_short": mark("Write at least one"),
    "greater_than_equal": mark("Write a number within these bounds"),
    "less_than_equal": mark("Write a number within these bounds"),
    "unknown_moment": mark("Add it to moments under [customer], or name one that is there"),
    "dangling": mark("Add what has this id, or take it out here"),
    "dice_among": mark('List the tied cases, as in among = ["s1", "s2"]'),
}  # fmt: skip
"""Hints, by pydantic's error type, used where no more specific hint is known."""
KINDS: Mapping[str, str] = {
    "participant": mark("a participant"), "fact": mark("a customer fact"), "review": mark("a review"),
    "group": mark("a group"), "post": mark("a post"), "criterion": mark("a criterion"), "case": mark("a case"),
    "proposal": mark("an item of the proposal"), "todo": mark("a to-do"), "meeting": mark("a meeting"),
    "milestone": mark("a milestone"),
}  # fmt: skip
"""Names of kinds of items."""
