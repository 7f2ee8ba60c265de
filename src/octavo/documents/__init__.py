"""Sections as documents: trees of XHTML with their links, images and page breaks.

What the editions without pages of their own have in common, the EPUB and the web edition.
"""
