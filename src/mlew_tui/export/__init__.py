"""A workshop in the formats of other programs: from a workshop and its deck to bytes. Nothing is written to disk."""

FORMATS = ("md", "html", "docx", "xlsx", "csv", "json", "ics", "discovery-md")
"""The formats by the names people type."""
