"""``bundel solve``: the best plan of a scenario, proven, checked and drawn."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from workbench.cli.options import (
    Changes,
    Data,
    Gap,
    Json,
    Lang,
    Out,
    ScenarioName,
    Seed,
    Start,
    Threads,
    TimeLimit,
    Work,
)
from workbench.cli.output import Output
from workbench.stopping import ENDED_WITHOUT_PLAN, Stopping

if TYPE_CHECKING:
    from optimizer.inputs.instance import Instance
    from optimizer.inputs.scenario import Scenario
    from optimizer.solving.limits import Limits
    from optimizer.solving.result import Result

INFEASIBLE = 2
FAILED = 4
LEAST_SECONDS = 0.001


def solve(
    scenario: ScenarioName,
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    time_limit: TimeLimit = None,
    work: Work = None,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    threads: Threads = 1,
    start: Start = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Find the best plan of a scenario, prove it, check it by second code, and draw it.

    The result folder is written whole or not at all. Ctrl-C keeps the best plan so far.
    """
    began = time.perf_counter()
    output = Output.of(lang, as_json)
    output.note(output.say("reading", scenario=scenario))
    with Stopping(lambda: output.note(output.say("stopping"), style="yellow")) as stopping:
        from optimizer.inputs.contradictions import shortages
        from optimizer.solving.limits import Limits
        from optimizer.solving.loading import load_result
        from optimizer.solving.saving import require_free
        from workbench.inputs import read_inputs

        settings, instance = read_inputs(scenario, changes or (), data)
        earlier = None if start is None else load_result(start, instance=instance)
        folder = out or Path("results") / settings.name
        require_free(folder)
        output.findings(shortages(instance, settings))
        limits = Limits(work_limit=work, gap=gap, seed=seed, threads=threads, should_stop=stopping.should_stop)
        if time_limit is not None:
            left = time_limit - (time.perf_counter() - began) - time_to_finish(time_limit)
            limits = replace(limits, time_limit=max(LEAST_SECONDS, left))
        result = _solve(instance, settings, limits, earlier, output, began)
        if result.plan is None:
            raise typer.Exit(_report_no_plan(result, folder, output, explain_command(scenario, changes, data)))
        _write(result, folder, output)


def time_to_finish(time_limit: float) -> float:
    """Return the seconds of a time limit that are kept for checking, drawing and writing the plan."""
    return min(5.0, 0.2 * time_limit)


def _solve(
    instance: Instance, settings: Scenario, limits: Limits, earlier: Result | None, output: Output, began: float
) -> Result:
    from optimizer import run
    from workbench.progress import SolveProgress

    read = time.perf_counter() - began
    with SolveProgress(output.errors, output.lang, began) as progress:
        limits = replace(limits, on_progress=progress)
        result = run.solve(instance, settings, limits, isolated=True, start=earlier)
    return replace(result, seconds={"read": read, **result.seconds})


def _write(result: Result, folder: Path, output: Output) -> None:
    from optimizer.solving.saving import DOCUMENT
    from workbench.results import MAP, write_result_folder
    from workbench.summary import summary_lines

    output.note(output.say("finishing"))
    write_result_folder(result, folder, output.lang)
    document = json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))
    output.document({**document, "folder": str(folder), "map": str(folder / MAP)})
    output.print(summary_lines(result, output.lang))
    output.print([output.say("map", path=folder / MAP)], style="bold")


def explain_command(scenario: str, changes: Sequence[str] | None, data: str | None) -> str:
    """Return the command that explains why a scenario has no plan."""
    from workbench.explanation import asked_of

    return asked_of(scenario, changes, data).explain()


def _report_no_plan(result: Result, folder: Path, output: Output, explain: str) -> int:
    """Say why there is no plan, and return the exit code."""
    from optimizer.inputs.contradictions import shortages
    from workbench.summary import conflict_lines, conflicting_rules

    document: dict[str, Any] = {
        "status": result.status,
        "scenario": result.scenario.name,
        "dataset": result.instance.name,
        "warnings": list(result.warnings),
    }
    if result.status == "infeasible":
        reasons = [finding.as_dict() for finding in shortages(result.instance, result.scenario)]
        output.document({**document, "conflict": conflicting_rules(result), "shortages": reasons, "explain": explain})
        output.print([*conflict_lines(result, output.lang), output.say("explain_hint", command=explain)])
        code = INFEASIBLE
    elif result.status == "no_plan":
        output.document({**document, "stopped_by": result.stopped_by})
        output.print([output.say("no_plan", why=output.say(f"stopped_{result.stopped_by}"))])
        code = ENDED_WITHOUT_PLAN
    else:
        output.document({**document, "error": output.say("failed")})
        output.print([output.say("failed")])
        code = FAILED
    if folder.exists():
        output.note(output.say("older_result", folder=folder))
    return code
