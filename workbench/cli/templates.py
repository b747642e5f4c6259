"""``bundel new``: a scenario or a data set to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Json, Lang
from workbench.cli.output import Output

Name = Annotated[str, typer.Argument(metavar="NAME", help="Its name: lower-case letters, digits, - and _.")]
Where = Annotated[
    Path, typer.Option("--out", metavar="DIR", show_default=False, help="Folder to write in; by default this one.")
]
ForData = Annotated[
    str, typer.Option("--data", metavar="DIR", help="Data set of the scenario: a shipped name or a folder.")
]


def new_scenario(
    name: Name, out: Where = Path(), data: ForData = "flanders-2010", lang: Lang = None, as_json: Json = False
) -> None:
    """Write NAME.toml: a scenario with every rule and parameter, explained and switched off."""
    from optimizer.inputs import templates
    from optimizer.model.registry import discover_rules, discover_terms

    models = {rule.name: rule.parameters for rule in discover_rules().values()}
    path = templates.new_scenario(name, out, dataset=data, parameter_models=models, term_names=set(discover_terms()))
    _report(path, Output.of(lang, as_json))


def new_data(name: Name, out: Where = Path(), lang: Lang = None, as_json: Json = False) -> None:
    """Write the folder NAME: a data set with every table and one example row in each."""
    from optimizer.inputs import templates

    _report(templates.new_dataset(name, out), Output.of(lang, as_json))


def _report(path: Path, output: Output) -> None:
    output.document({"written": str(path)})
    output.print([output.say("written", path=path)])
