"""Every file the program reads or writes."""
