"""Find and describe every problem of a file, with its exact position and a hint how to fix it."""
