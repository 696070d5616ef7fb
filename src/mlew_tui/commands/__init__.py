"""The commands that need more room than a line of the command line: one module a subject."""
