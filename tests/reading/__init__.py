"""Readers of finished files, for the tests: what a reader of the file would find in it.

None of them uses the code that wrote the files. ``model`` tells what should be there, ``pdf`` and
``epub`` what is there.
"""
