"""One person's settings and key bindings, kept outside any workshop."""
