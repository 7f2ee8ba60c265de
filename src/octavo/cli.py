"""The command line: flags only. What a command does stands in ``octavo.commands``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from octavo import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="octavo")
def octavo() -> None:
    """Turn a folder of Markdown into PDFs to download and to print, an EPUB and a web edition."""


@octavo.command()
@click.argument("publications", nargs=-1, metavar="[PUBLICATION]...")
@click.option("--edition", "editions", multiple=True, metavar="NAME", help="Only this edition.")
@click.option(
    "--draft", is_flag=True, help="Build in spite of errors, with watermark and line numbers."
)
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="So many processes at once; as many as there are cores by default.",
)
@click.option("--no-cache", is_flag=True, help="Make everything anew, without the cache.")
@click.option(
    "--timings",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write how long every pass and every section took, as JSON.",
)
def build(
    publications: tuple[str, ...],
    editions: tuple[str, ...],
    draft: bool,
    strict: bool,
    jobs: int | None,
    no_cache: bool,
    timings: Path | None,
) -> None:
    """Build the publications of octavo.yaml into the folder build."""
    if timings is not None and not _may_be_written(timings):
        raise click.BadParameter(
            f"{timings} is no file of timings, or in no folder; nothing is overwritten",
            param_hint="--timings",
        )

    def command() -> int:
        from octavo.commands.build import run
        from octavo.crew import cores
        from octavo.model.options import Options

        options = Options(publications, editions, draft, strict)
        return run(Path.cwd(), options, jobs or cores(), uses_cache=not no_cache, timings=timings)

    _run(command)


@octavo.command()
@click.argument("publications", nargs=-1, metavar="[PUBLICATION]...")
@click.option("--edition", "editions", multiple=True, metavar="NAME", help="Only this edition.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Where to show it; another one where it is taken.",
)
@click.option(
    "--draft", is_flag=True, help="Build in spite of errors, with watermark and line numbers."
)
def watch(publications: tuple[str, ...], editions: tuple[str, ...], port: int, draft: bool) -> None:
    """Build what you change, and show it in the browser as you save."""
    from octavo.commands.watch import run
    from octavo.pipeline import Options

    _run(lambda: run(Path.cwd(), Options(publications, editions, draft), port))


@octavo.command()
@click.argument("publications", nargs=-1, metavar="[PUBLICATION]...")
@click.option(
    "--output-format",
    type=click.Choice(["text", "concise", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="How to tell what was found.",
)
@click.option("--explain", "code", metavar="CODE", help="Tell what a code means, as OCT201.")
@click.option("--links", is_flag=True, help="List the links that lead out, and check nothing.")
@click.option("--artefacts", is_flag=True, help="Check what was built, too.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def check(
    publications: tuple[str, ...],
    output_format: str,
    code: str | None,
    links: bool,
    artefacts: bool,
    strict: bool,
) -> None:
    """Check the manuscript without building it."""
    if code is not None:
        from octavo.commands import explain

        _run(lambda: explain.run(code), output_format)
    if links and output_format in ("github", "sarif"):
        raise click.UsageError("--links is told as text, concise or json")
    _run(lambda: _check(publications, output_format, links, artefacts, strict), output_format)


def _check(
    publications: tuple[str, ...], output_format: str, links: bool, artefacts: bool, strict: bool
) -> int:
    from octavo.pipeline import Options

    options = Options(publications, strict=strict)
    if links:
        from octavo.commands.links import run as list_links

        return list_links(Path.cwd(), options, output_format)
    from octavo.commands.check import run

    return run(Path.cwd(), options, artefacts=artefacts, output_format=output_format)


@octavo.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@click.option(
    "--template",
    type=click.Choice(["report", "anthology"]),
    default="report",
    show_default=True,
    help="What to start from.",
)
def init(folder: Path, template: str) -> None:
    """Start a publication in FOLDER that builds as it is."""
    from octavo.commands.init import run

    _run(lambda: run(folder, template))


@octavo.command()
def doctor() -> None:
    """Tell what is installed, what is missing, and how to get it."""
    from octavo.commands.doctor import run

    _run(run)


def _run(command: Callable[[], int], output_format: str = "text") -> NoReturn:
    """Run a command and end with its exit code; what goes wrong is told, never traced."""
    from octavo.commands.failure import exit_code_of

    sys.exit(exit_code_of(command, output_format))


def _may_be_written(timings: Path) -> bool:
    """Tell whether a file of timings can be written there, over nothing but another one."""
    if not timings.exists():
        return timings.absolute().parent.is_dir()
    with timings.open("rb") as file:
        return file.read(32).replace(b" ", b"").replace(b"\n", b"").startswith(b'{"steps"')


def main() -> None:
    """Start the program."""
    try:
        octavo(prog_name="octavo")
    finally:
        # The system takes all memory back at once; nobody needs to look for dead cycles in it.
        gc.freeze()
