"""What to improve on Day 2, found from the numbers of Day 1: one module per phase."""
