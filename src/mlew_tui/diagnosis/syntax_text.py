"""Messages for syntax issues: what is wrong, how to fix it, and why another place matters."""

from collections.abc import Mapping

from mlew_tui.i18n import mark

WORDS: Mapping[str, tuple[str, str, str]] = {
    "wide-quote": (
        mark("This quote is full-width or curly; TOML knows only the plain one"),
        mark('Write it in plain quotes: "..."'),
        mark("closed here"),
    ),
    "wide-close": (
        mark("The closing quote is full-width or curly"),
        mark('End the text with a plain quote: "'),
        mark("opened here"),
    ),
    "unopened-text": (mark("This text has no opening quote"), mark("Write {form}"), ""),
    "text-over-lines": (
        mark("A text in one pair of quotes stands on one line"),
        mark('Join its lines, or put the text between """ and """'),
        mark("closed here"),
    ),
    "unclosed-text": (
        mark("The text that begins here has no closing quote on its line"),
        mark('Put " at its end; a text of several lines stands between """ and """'),
        "",
    ),
    "unclosed-long-text": (
        mark("The text of several lines that begins here is never closed"),
        mark("Put {sign} at its end"),
        "",
    ),
    "inner-quote": (
        mark("This quote ends the text, but the line goes on"),
        mark("A quote within a text is written \\\" ; or put the whole text between ' and '"),
        "",
    ),
    "backslash": (
        mark("This backslash begins no escape TOML knows"),
        mark("Write \\\\ for one backslash, or put the text between ' and ', as in 'C:\\Users'"),
        "",
    ),
    "control-character": (
        mark("There is a control character ({character}) here"),
        mark("Delete it; in a text it is written \\u{code}"),
        "",
    ),
    "zero-tail": (
        mark("The file ends in {count} zero bytes: it was not saved to its end"),
        mark("Delete them, or go back to an earlier version: mlew-tui history {file}"),
        "",
    ),
    "wide-space": (
        mark("There is a full-width or invisible space ({character}) outside quotes"),
        mark("Replace it by a plain space"),
        "",
    ),
    "wide-hash": (mark("A comment begins with a full-width ＃"), mark("Write #"), ""),
    "other-comment": (mark("A remark begins with #, not {sign}"), mark("Write #"), ""),
    "bullet": (
        mark("A list stands in brackets, not behind bullets"),
        mark('Write ["...", "..."]; items with a table of their own begin with [[name]]'),
        "",
    ),
    "lone-cr": (
        mark("The lines of this file end in CR alone, as on very old Macs"),
        mark("Save it again with line ends LF or CRLF"),
        "",
    ),
    "conflict": (
        mark("Git left a conflict here"),
        mark("Keep one side, or what is right of both, and delete the lines with the marks"),
        mark("belongs to the same conflict"),
    ),
    "wide-number": (mark("Numbers are written in plain digits"), mark("Write {form}"), ""),
    "number-form": (mark("“{token}” is no number as TOML writes them"), mark("Write {form}"), ""),
    "date-form": (mark("A date is written with hyphens, in two digits each"), mark("Write {form}"), ""),
    "no-such-day": (mark("There is no such day as {token}"), mark("Write a day of the calendar, as in 2026-12-20"), ""),
    "no-such-time": (
        mark("There is no such time as {token}"),
        mark("Write it as in 2026-11-22T13:00:00"),
        "",
    ),
    "year-missing": (mark("The year of this date is missing"), mark("Write it with its year, as in 2026-12-20"), ""),
    "date-missing": (mark("The date of this time is missing"), mark("Write both, as in 2026-11-22T13:00:00"), ""),
    "unit": (mark("A number stands without its unit, not as {token}"), mark("Write {form}"), ""),
    "truth": (mark("Yes and no are written true and false"), mark("Write {form}"), ""),
    "nothing": (mark("TOML has no word for nothing"), mark("Leave the whole line out"), ""),
    "no-quotes": (mark("A text stands in quotes"), mark("Write {form}"), ""),
    "no-value": (mark("The value is missing here"), mark('Write one, as in "text", 5 or true, or delete the line'), ""),
    "unclosed-list": (mark("The list that begins here is never closed"), mark("Put ] behind its last item"), ""),
    "unclosed-inline": (mark("The table that begins here is never closed"), mark("Put }} behind its last value"), ""),
    "unclosed-header": (
        mark("The brackets around this table's name are not closed as they were opened"),
        mark("Write {form}"),
        "",
    ),
    "unnamed-header": (mark("A table needs a name"), mark("Write it as in [customer] or [[reviews]]"), ""),
    "inline-lines": (
        mark("A table in braces stands on one line"),
        mark("Join its lines, or write it as a table of its own: [name]"),
        "",
    ),
    "last-comma": (mark("No comma may stand before }}"), mark("Delete it"), ""),
    "wide-bracket": (mark("TOML does not know this bracket: {character}"), mark("Write {form}"), ""),
    "parenthesis": (mark("A list stands in brackets, not in parentheses"), mark("Write {form}"), ""),
    "wide-comma": (mark("This comma is full-width: {character}"), mark("Write ,"), ""),
    "semicolon": (mark("A comma belongs here, not {character}"), mark("Write ,"), ""),
    "comma-alone": (mark("Nothing stands before this comma"), mark("Delete it"), ""),
    "comma-after": (
        mark("Nothing stands behind a value on its line, so {character} is too much"),
        mark("Delete it"),
        "",
    ),
    "missing-comma": (mark("A comma is missing here"), mark("Write , between two items"), ""),
    "stray": (mark("{character} means nothing here"), mark("Delete it, or put the text in quotes"), ""),
    "two-on-a-line": (mark("Two pairs of key and value stand on one line"), mark("Put this on a line of its own"), ""),
    "junk": (mark("Behind a value its line must end"), mark("Put this on a line of its own, or # before it"), ""),
    "wide-key": (mark("A key is written in plain letters"), mark("Write {form}"), ""),
    "key-letters": (
        mark("“{name}” is no key"),
        mark('Keys are English names, as in text = "..."; a remark begins with #'),
        "",
    ),
    "missing-equals": (mark("= is missing between key and value"), mark("Write key = value"), ""),
    "wide-equals": (mark("This equals sign is full-width: ＝"), mark("Write ="), ""),
    "colon": (mark("A key is followed by =, not {character}"), mark("Write ="), ""),
    "not-a-line": (
        mark("This line is neither “key = value” nor a [table]"),
        mark("Begin a remark with #; put a text in quotes behind its key"),
        "",
    ),
    "key-twice": (
        mark("“{name}” stands twice in this table"),
        mark("Delete one of the two"),
        mark("stands here first"),
    ),
    "table-twice": (
        mark("The table [{name}] stands twice"),
        mark("Put everything under one of them; items of a list have two brackets: [[{name}]]"),
        mark("stands here first"),
    ),
    "one-bracket": (
        mark("[{name}] has one pair of brackets, but elsewhere it is a list"),
        mark("Every item of a list begins with [[{name}]]"),
        mark("a list by these brackets"),
    ),
    "key-and-table": (
        mark("[{name}] is a table here, but a value elsewhere"),
        mark("Keep one of the two"),
        mark("stands here first"),
    ),
    "too-many": (
        mark("There are too many mistakes to look any further"),
        mark("Mend those above first, or go back to an earlier version: mlew-tui history {file}"),
        "",
    ),
    "too-deep": (
        mark("Brackets stand within brackets here more deeply than any workshop needs"),
        mark("Close them, or go back to an earlier version: mlew-tui history {file}"),
        "",
    ),
}
"""By kind of issue: message, hint, text of the notes ("" if none); fields are filled from the issue."""
