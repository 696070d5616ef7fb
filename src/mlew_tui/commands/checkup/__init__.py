"""What ``mlew-tui doctor`` looks at: the terminal, the machine, the settings; each look returns findings."""
