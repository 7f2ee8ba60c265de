"""Checks of what was built: one function, one code; a missing tool is “not checked”."""
