"""The Textual applications: the facilitator's console, the wall display, and their controllers."""
