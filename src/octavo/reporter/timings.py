"""How long everything took, for ``--timings``: every pass, every section, every artefact."""

from __future__ import annotations

import json

from octavo.model.progress import Step


class Timings:
    """Gathers the steps that are done, in the order in which they were."""

    def __init__(self) -> None:
        """Begin."""
        self._steps: list[dict[str, object]] = []

    def step(self, step: Step) -> None:
        """Take a step; what is only begun has no time yet."""
        if step.seconds is None:
            return
        facts = {
            "publication": step.publication,
            "edition": step.edition,
            "step": step.name,
            "section": step.section,
            "pages": step.own_pages,
        }
        told = {name: value for name, value in facts.items() if value}
        self._steps.append({**told, "seconds": round(step.seconds, 4)})

    def text(self) -> str:
        """Return them as JSON."""
        return json.dumps({"steps": self._steps}, ensure_ascii=False, indent=1) + "\n"
