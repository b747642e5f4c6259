"""``bundel export``: a scenario's model for other solvers, or a result as a workbook or for QGIS."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Changes, Data, Json, Lang
from workbench.cli.output import Output

RESULT_ENDINGS = (".xlsx", ".geojson", ".gpkg")

Source = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A scenario's name or TOML file; for a workbook or GIS file, a result folder."
    ),
]
File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="File to write. Of a scenario: .mps or .lp. Of a result: .xlsx (Excel), .geojson or .gpkg (QGIS).",
    ),
]


def export(
    source: Source,
    file: File,
    data: Data = None,
    changes: Changes = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Write the model of a scenario (its first goal, or all goals priced), or the tables of a result."""
    output = Output.of(lang, as_json)
    if file.suffix.lower() in RESULT_ENDINGS:
        _export_result(Path(source), file, data, changes, output)
    else:
        _export_model(source, file, data, changes)
    output.document({"written": str(file)})
    output.print([output.say("written", path=file)])


def _export_model(scenario: str, file: Path, data: Data, changes: Changes) -> None:
    from optimizer.run import export_model
    from workbench.inputs import read_inputs

    settings, instance = read_inputs(scenario, changes or (), data)
    export_model(instance, settings, file)


def _export_result(folder: Path, file: Path, data: Data, changes: Changes, output: Output) -> None:
    from optimizer.errors import Finding, InputError
    from optimizer.solving.loading import load_result
    from workbench.results import result_writers

    if not folder.is_dir():
        message = f"a scenario's model is written as .mps or .lp; {file.suffix} is written from a result folder"
        mend = f"Give a folder that bundel solve wrote, such as results/{folder.stem}."
        raise InputError([Finding(str(file), message, mend)])
    if changes:
        mend = "Solve the scenario with --set, then export its result folder."
        raise InputError([Finding(str(folder), "is a result: --set changes scenarios only", mend)])
    result = load_result(folder, data)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        result_writers()[file.suffix.lower()](result, file, output.lang)
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise InputError([Finding(str(file), f"cannot be written: {why}", "Give another file.")]) from fault
    for warning in result.warnings:
        output.note(warning, style="yellow")
