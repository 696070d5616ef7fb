"""The screen of a step: its frame, presenter, entry line, keys and item actions."""
