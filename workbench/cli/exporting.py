"""``bundel export``: a scenario's model for other solvers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Changes, Data, Json, Lang, ScenarioName
from workbench.cli.output import Output

File = Annotated[Path, typer.Argument(metavar="FILE", help="File to write: its name ends in .mps or .lp.")]


def export(
    scenario: ScenarioName,
    file: File,
    data: Data = None,
    changes: Changes = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Write the model of a scenario: its first goal, or all goals priced in weighted mode."""
    from optimizer.run import export_model
    from workbench.inputs import read_inputs

    output = Output.of(lang, as_json)
    settings, instance = read_inputs(scenario, changes or (), data)
    export_model(instance, settings, file)
    output.document({"written": str(file)})
    output.print([output.say("written", path=file)])
