"""The pieces every screen is made of; they show values and post messages, and change nothing."""
