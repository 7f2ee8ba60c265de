"""octavo check --links: the links that lead out of the publications."""

from __future__ import annotations

from pathlib import Path

from octavo.checks.links import outside_links, told
from octavo.pipeline import Options, read
from octavo.reporter import Reporter, counted
from octavo.reporter.formats import as_json
from octavo.sourcelines import source_line_of
from octavo.workspace import Workspace, find_root


def run(start: Path, options: Options, output_format: str) -> int:
    """List the links, grouped by address; return 1 where errors in the text may hide some."""
    workspace = Workspace(find_root(start))
    reporter = Reporter(source_line_of(workspace))
    with reporter:
        manuscripts = [manuscript for _, manuscript in read(workspace, options)]
    links = outside_links(manuscript.book for manuscript in manuscripts)
    if output_format == "json":
        reporter.write(as_json([link.record() for link in links]))
    else:
        for line in told(links, by_address=output_format == "text"):
            reporter.say(line)
    errors = [
        finding
        for manuscript in manuscripts
        for finding in manuscript.diagnostics
        if finding.is_error
    ]
    if errors:
        reporter.err.print(f"{counted(errors)} may hide links; octavo check tells where")
    return 1 if errors else 0
