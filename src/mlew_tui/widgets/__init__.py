"""The widgets of the screens: they show values and post messages, and change nothing."""
