"""Analysis of the case evaluation: agreement, margins, what-ifs and weightings."""
