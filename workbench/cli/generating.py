"""``bundel generate``: a synthetic data set of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Json, Lang
from workbench.cli.output import Output


def generate(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder to write; an earlier generated one is replaced.")
    ],
    institutions: Annotated[int, typer.Option(help="Number of institutions.")] = 17,
    specialisations: Annotated[int, typer.Option(help="Number of specialisations.")] = 37,
    zones: Annotated[int, typer.Option(help="Number of zones from which students come.")] = 23,
    seed: Annotated[int, typer.Option(help="Seed of the random numbers: same sizes and seed, same files.")] = 0,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Write a synthetic data set with the shape of the Flemish one, for tests and benchmarks."""
    from optimizer.inputs import generation

    output = Output.of(lang, as_json)
    path = generation.generate(
        folder, institutions=institutions, specialisations=specialisations, zones=zones, seed=seed
    )
    output.document({"written": str(path)})
    output.print([output.say("written", path=path)])
