"""``bundel check``: every finding about a scenario, a data set or a proposal."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.options import Changes, Data, Json, Lang
from workbench.cli.output import Output

Target = Annotated[
    str, typer.Argument(metavar="TARGET", help="A shipped name, a scenario file, a data set's folder, or a proposal.")
]


def check(target: Target, data: Data = None, changes: Changes = None, lang: Lang = None, as_json: Json = False) -> None:
    """Report every fault at once, each with its place and its remedy.

    One line a finding: FILE:ROW:COLUMN: error|warning: what. mend. Only errors end with exit code 1.
    """
    from optimizer.inputs.checking import check_target
    from optimizer.model.registry import discover_rules, discover_terms
    from optimizer.run import fit_findings

    output = Output.of(lang, as_json)
    rules = discover_rules()
    findings = check_target(
        target,
        parameter_models={name: rule.parameters for name, rule in rules.items()},
        always_on={name for name, rule in rules.items() if rule.always_on},
        term_names=set(discover_terms()),
        data=data,
        overrides=changes or (),
        fit=fit_findings,
    )
    errors = sum(finding.severity == "error" for finding in findings)
    output.document([finding.as_dict() for finding in findings])
    output.findings(findings, result=True)
    if findings:
        output.note(output.say("checked", errors=errors, warnings=len(findings) - errors))
    else:
        output.print([output.say("no_findings", target=target)])
    if errors:
        raise typer.Exit(1)
