"""The workshop as values: pure data and rules, no files, no clock, no randomness, no screens."""
