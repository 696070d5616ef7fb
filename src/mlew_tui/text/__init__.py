"""Pure text processing: sanitizing, measuring, line breaking, wrapping and page layout."""
