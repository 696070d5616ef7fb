"""What is wrong with a file: every problem with its exact place, in the workshop's words, and how to mend it."""
