"""Names of the files that every package has."""

STYLESHEET = "styles/book.css"
NAVIGATION = "nav.xhtml"
NCX = "toc.ncx"
