"""The chart engine in a process of its own: reads jobs from standard input, one JSON a line.

It is run as a file and imports nothing of ours, so that it starts fast. What a chart asks for can
make the engine abort its process or fill the memory; here that takes down only this one. Its time
zone is UTC (the parent sets it), because Vega draws times in the local one.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import IO, Any

MAXIMUM_MEMORY = 3 * 2**30
_ERROR_HEADS = ("Vega-Lite to SVG conversion failed:", "Vega to Scenegraph conversion failed:")


def main() -> None:
    """Answer jobs until the input ends. The first line holds the folders of fonts."""
    # The engine prints its warnings, and what it says when it aborts, to the standard streams.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    with tempfile.TemporaryFile() as log:
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)
        _limit_memory()
        try:
            import vl_convert
        except ImportError as error:
            answers.write(json.dumps({"error": str(error)}) + "\n")
            answers.flush()
            return
        for folder in json.loads(sys.stdin.readline()):
            vl_convert.register_font_directory(folder)
        for line in sys.stdin:
            answers.write(json.dumps(_answer(vl_convert, json.loads(line), log)) + "\n")
            answers.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limits; the time limit of the parent still holds.
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (MAXIMUM_MEMORY, MAXIMUM_MEMORY))


def _answer(engine: Any, job: dict[str, Any], log: IO[bytes]) -> dict[str, Any]:  # noqa: ANN401
    log.seek(0)
    log.truncate()
    try:
        if job["do"] == "svg":
            result = engine.vegalite_to_svg(
                job["spec"],
                config=job["config"],
                show_warnings=True,
                allowed_base_urls=[],
                format_locale=job["numbers"],
                time_format_locale=job["times"],
            )
            return {"svg": result, "warnings": _warnings(log)}
        vega = engine.vegalite_to_vega(job["spec"], config=job["config"])
        scene = engine.vega_to_scenegraph(
            vega, allowed_base_urls=[], time_format_locale=job["times"]
        )
    except ValueError as error:
        return {"error": _reason(str(error))}
    marks: list[list[Any]] = []
    _described(scene, marks, [0])
    return {"marks": marks}


def _warnings(log: IO[bytes]) -> list[str]:
    log.seek(0)
    lines = log.read().decode("utf-8", "replace").splitlines()
    return [line.removeprefix("WARN ").strip() for line in lines if line.startswith("WARN ")]


def _reason(message: str) -> str:
    """Return the sentence of the engine's message, without the trace of its own code."""
    lines = [line.strip() for line in message.splitlines()]
    lines = [line for line in lines if line and not line.startswith("at ")]
    told = [line for line in lines if line not in _ERROR_HEADS]
    return told[0].removeprefix("Error: ") if told else "it fails without a reason"


def _described(node: Any, marks: list[list[Any]], group: list[int]) -> None:  # noqa: ANN401
    """Gather description, position and group of the marks of a scene, as they are drawn.

    Marks of one group are of one kind and of one view.
    """
    if isinstance(node, dict):
        if isinstance(node.get("description"), str):
            marks.append([node["description"], node.get("x", 0), node.get("y", 0), group[0]])
        for child in node.values():
            _described(child, marks, group)
    elif isinstance(node, list):
        group[0] += 1
        for child in node:
            _described(child, marks, group)


if __name__ == "__main__":
    main()
