"""What the room sees: one screen per phase, each step a desk on it, and the dialogs over them."""
