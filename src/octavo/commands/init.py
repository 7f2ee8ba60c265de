"""octavo init: a small real publication that builds as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

from octavo.model.diagnostic import OctavoError, diagnose
from octavo.reporter import Reporter
from octavo.workspace import CONFIGURATION, theme_folder


def run(folder: Path, template: str) -> int:
    """Copy the starter ``template`` into ``folder``; nothing that is there is overwritten.

    Raises ``OctavoError`` (exit code 2) where one of its files exists already.
    """
    starter = theme_folder() / "templates" / "starters" / template
    files = sorted(path.relative_to(starter) for path in starter.rglob("*") if path.is_file())
    taken = [str(path) for path in files if (folder / path).exists()]
    if taken:
        raise OctavoError(
            diagnose(
                "OCT501",
                f"{folder} already holds {', '.join(taken[:3])}",
                None,
                "choose another folder",
            ),
            exit_code=2,
        )
    try:
        for path in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(starter / path, folder / path)
    except OSError as error:
        raise OctavoError(
            diagnose(
                "OCT501",
                f"cannot write to {folder}: {error.strerror or error}",
                None,
                "look at its permissions, or name another folder",
            ),
            exit_code=3,
        ) from None
    reporter = Reporter(lambda _span: None)
    article = "An" if template[0] in "aeiou" else "A"
    reporter.say(
        f"{article} {template} to start from is in {folder}: {CONFIGURATION} and content/."
    )
    reporter.say(f"Next: cd {folder} && octavo build" if folder != Path() else "Next: octavo build")
    return 0
