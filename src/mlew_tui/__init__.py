"""mlew-tui: the facilitator's console for the ML Enablement Workshop."""

__version__ = "0.1.0"
