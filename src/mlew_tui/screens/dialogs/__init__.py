"""Modal dialogs shown over a step."""
