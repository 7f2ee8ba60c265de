"""YAML with the place of every key and value, and its mistakes in an author's words."""

from octavo.yamlplaces.reading import (
    MAXIMUM_DEPTH,
    MAXIMUM_VALUES,
    KeyPath,
    Yaml,
    load_yaml,
)
from octavo.yamlplaces.validation import explain, in_words, underscored

__all__ = [
    "MAXIMUM_DEPTH",
    "MAXIMUM_VALUES",
    "KeyPath",
    "Yaml",
    "explain",
    "in_words",
    "load_yaml",
    "underscored",
]
