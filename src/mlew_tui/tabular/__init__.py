"""Cells of workbooks and delimited text, read and written without interpretation."""
