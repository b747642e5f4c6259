"""``bundel map``: draws a result folder again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Data, Json, Lang
from workbench.cli.output import Output
from workbench.results import MAP

Folder = Annotated[Path, typer.Argument(metavar="RESULT", help="A result folder.")]
Place = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="DIR", show_default=False, help="Folder for map.html, or an .html file; by default RESULT."
    ),
]


def draw(result: Folder, out: Place = None, data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """Draw the map of a result again: one HTML file that needs no network."""
    import maps
    from optimizer.solving.loading import load_result

    output = Output.of(lang, as_json)
    loaded = load_result(result, data)
    place = out or result
    path = maps.save(loaded, place if place.suffix == ".html" else place / MAP, output.lang)
    for warning in loaded.warnings:
        output.note(warning, style="yellow")
    output.document({"map": str(path), "warnings": list(loaded.warnings)})
    output.print([output.say("map", path=path)])
