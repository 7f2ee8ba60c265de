"""The day before which a publication is not to be released."""

from __future__ import annotations

from octavo.model.configuration import Configuration
from octavo.model.diagnostic import Diagnostic, diagnose
from octavo.model.publication import Publication


def early_embargo(publication: Publication, configuration: Configuration) -> tuple[Diagnostic, ...]:
    """Tell where an embargo ends before the date of the publication (OCT009)."""
    if publication.embargo is None or publication.embargo >= publication.date:
        return ()
    return (
        diagnose(
            "OCT009",
            f"the embargo ends on {publication.embargo}, before the date of the publication, "
            f"{publication.date}",
            configuration.span("publications", publication.name, "embargo"),
            "look at the years; a draft prints both days on every page",
        ),
    )
