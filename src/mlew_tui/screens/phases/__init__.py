"""The steps of each phase: one module per phase."""
