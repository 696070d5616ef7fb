"""The open workshop: its document, undo history, clock, rounds, creation and kept versions."""
