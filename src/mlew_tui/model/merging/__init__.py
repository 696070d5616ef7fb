"""Three-way merge of workshops, differences between them, and redaction of secret scores."""
