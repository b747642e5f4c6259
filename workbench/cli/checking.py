"""``bundel check``: every finding about a scenario, a data set or a proposal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import Changes, Data, Json, Lang
from workbench.cli.output import Output
from workbench.messages import Language, say

if TYPE_CHECKING:
    from optimizer.errors import Finding
    from optimizer.inputs.scenario_diff import Difference

Target = Annotated[
    str,
    typer.Argument(
        metavar="TARGET", help="A shipped name, a scenario or sweep file, a data set's folder, or a proposal."
    ),
]


Against = Annotated[
    str | None,
    typer.Option("--against", metavar="OTHER", help="Another scenario: print what differs from it, key by key."),
]


def check(
    target: Target,
    against: Against = None,
    data: Data = None,
    changes: Changes = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Report every fault at once, each with its place and its remedy.

    One line a finding: FILE:ROW:COLUMN: error|warning: what. mend. Only errors end with exit code 1. With --against,
    one line more for every key in which the scenario differs from another one.
    """
    from optimizer.inputs.checking import check_target
    from optimizer.inputs.locating import is_sweep
    from optimizer.model.registry import discover_rules, discover_terms
    from optimizer.reading import fit_findings

    output = Output.of(lang, as_json)
    rules = discover_rules()
    if is_sweep(target):
        findings = sweep_findings(target, changes or (), data)
    else:
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
    differences = None if against is None or errors else differences_from(against, target, changes or ())
    document: Any = [finding.as_dict() for finding in findings]
    if against is not None:
        rows = None if differences is None else [each.as_dict() for each in differences]
        document = {"findings": document, "differences": rows}
    output.document(document)
    output.findings(findings, result=True)
    if findings:
        output.note(output.say("checked", errors=errors, warnings=len(findings) - errors))
    else:
        output.print([output.say("no_findings", target=target)])
    if differences is not None:
        output.print(difference_lines(differences, target, str(against), output.lang))
    if errors:
        raise typer.Exit(1)


def sweep_findings(target: str, changes: Sequence[str], data: str | None) -> list[Finding]:
    """Return every finding about a sweep, its scenario, its values and its data."""
    from optimizer.errors import InputError
    from optimizer.sweeps.reading import load_sweep

    try:
        definition = load_sweep(target, changes, data)
    except InputError as fault:
        return list(fault.findings)
    return [note for instance in definition.instances.values() for note in instance.notes]


def differences_from(other: str, target: str, changes: Sequence[str]) -> tuple[Difference, ...]:
    """Return what differs in a scenario, with its changes, from another one.

    Raises
    ------
    InputError
        If one of them is no scenario, or faulty.
    """
    from optimizer.inputs.scenario_diff import scenario_diff
    from optimizer.reading import load_scenario

    return scenario_diff(load_scenario(other), load_scenario(target, changes))


def difference_lines(differences: Sequence[Difference], target: str, other: str, lang: Language) -> list[str]:
    """Return one line a difference, with the values as a scenario's file writes them."""
    if not differences:
        return [say(lang, "no_differences", target=target, other=other)]
    rows = [(each.key, *(_written(value, lang) for value in (each.old, each.new))) for each in differences]
    lines = [f"  {key}: {old} -> {new}" for key, old, new in rows]
    return [say(lang, "differences", target=target, other=other), *lines]


def _written(value: Any, lang: Language) -> str:
    return say(lang, "no_value") if value is None else json.dumps(value, ensure_ascii=False)
