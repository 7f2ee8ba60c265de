"""Writers: a Rendition becomes an Artefact."""
