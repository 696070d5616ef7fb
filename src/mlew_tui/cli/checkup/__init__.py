"""The checks of ``mlew-tui doctor``: terminal, machine and settings."""
