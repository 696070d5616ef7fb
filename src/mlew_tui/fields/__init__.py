"""The fields of a workshop: labels, descriptions, and how typed text becomes a value."""
