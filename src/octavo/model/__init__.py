"""The nouns of Octavo: frozen data, importing nothing else of the project."""
