"""Results, findings, traces and changes described in words for people and as data for programs."""
