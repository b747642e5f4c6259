"""``bundel pareto``: the front of two or three terms, every point a proven and checked plan."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workbench.cli.options import Changes, Data, Gap, Json, Lang, Out, ScenarioName, Seed, Threads, TimeLimit, Work
from workbench.cli.output import Output
from workbench.cli.solving import INFEASIBLE, LEAST_SECONDS, explain_command, time_to_finish
from workbench.stopping import ENDED_WITHOUT_PLAN, Stopping

if TYPE_CHECKING:
    from optimizer.fronts.front import Front
    from optimizer.fronts.keeping import FrontFolder
    from optimizer.inputs.instance import Instance
    from optimizer.inputs.scenario import Scenario
    from optimizer.solving.limits import Limits

Terms = Annotated[
    str | None,
    typer.Option(
        "--terms", metavar="A,B[,C]", help="Two or three terms; by default those of a scenario in mode pareto."
    ),
]
Points = Annotated[int, typer.Option("--points", min=2, max=999, help="Most points of the front.")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Points that are solved at the same time.")]


def pareto(
    scenario: ScenarioName,
    terms: Terms = None,
    points: Points = 30,
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    time_limit: TimeLimit = None,
    work: Work = None,
    gap: Gap = 1e-3,
    seed: Seed = 0,
    threads: Threads = 1,
    workers: Workers = 2,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Draw the front of two or three terms: plans of which none betters another in every term.

    With duplication among the terms there is a plan for every number of programmes. Finished points are kept: Ctrl-C
    ends early, and the same command goes on where it stopped.
    """
    began = time.perf_counter()
    output = Output.of(lang, as_json)
    output.note(output.say("reading", scenario=scenario))
    with Stopping(lambda: output.note(output.say("front_stopping"), style="yellow")) as stopping:
        from optimizer.fronts.keeping import FrontFolder, question_of
        from optimizer.solving.limits import Limits

        settings, instance = _read(scenario, terms, changes or [], data)
        limits = Limits(work_limit=work, gap=gap, seed=seed, threads=threads, should_stop=stopping.should_stop)
        folder = FrontFolder(
            out or Path("results") / settings.name,
            question_of(instance, settings, points, limits),
            also=lambda result, partial: _draw_map(result, partial, output),
        )
        if time_limit is not None:
            left = time_limit - (time.perf_counter() - began) - time_to_finish(time_limit)
            limits = replace(limits, time_limit=max(LEAST_SECONDS, left))
        front = _draw(instance, settings, points, limits, folder, workers, output, began)
        if not front.points:
            raise typer.Exit(_report_no_points(front, output, explain_command(scenario, changes, data)))
        _write(front, folder, output)


def _read(scenario: str, terms: str | None, changes: list[str], data: str | None) -> tuple[Scenario, Instance]:
    """Return the scenario with the terms as its goals, and the data set; all faults are told at once."""
    from optimizer.errors import Finding, InputError
    from optimizer.fronts.axes import term_faults, with_terms
    from workbench.inputs import read_inputs

    names = [] if terms is None else [name.strip() for name in terms.split(",")]
    findings: list[Finding] = [] if terms is None else term_faults(names)
    try:
        settings, instance = read_inputs(scenario, changes, data)
    except InputError as fault:
        raise InputError([*findings, *fault.findings]) from None
    if findings:
        raise InputError(findings)
    return with_terms(settings, names), instance


def _draw_map(result: Any, partial: Path, output: Output) -> None:
    import maps
    from workbench.results import MAP

    maps.save(result, partial / MAP, output.lang)


def _draw(
    instance: Instance,
    settings: Scenario,
    points: int,
    limits: Limits,
    folder: FrontFolder,
    workers: int,
    output: Output,
    began: float,
) -> Front:
    from optimizer.fronts.pareto import pareto as draw_front
    from workbench.front_progress import FrontReport

    recalled, _ = folder.recall()
    if recalled:
        output.note(output.say("front_continued", count=len(recalled)))
    with FrontReport(output.errors, output.lang, began) as report:
        return draw_front(instance, settings, (), points, limits, workers=workers, keeper=folder, on_progress=report)


def _write(front: Front, folder: FrontFolder, output: Output) -> None:
    import maps
    from optimizer.fronts.keeping import PAGE
    from optimizer.fronts.sentences import knee_sentence, today_sentence
    from workbench.front_summary import front_document, front_lines

    output.note(output.say("front_finishing"))
    front = folder.finish(front)
    path = maps.save_front(front, folder.folder / PAGE, output.lang)
    output.document({**front_document(front), "folder": str(folder.folder), "front": str(path)})
    output.print(front_lines(front, output.lang))
    output.print([knee_sentence(front, output.lang), today_sentence(front, output.lang), ""])
    output.print([output.say("front", path=path)], style="bold")


def _report_no_points(front: Front, output: Output, explain: str) -> int:
    """Say why there is no front, and return the exit code."""
    from optimizer.solving.result import Result
    from workbench.summary import conflict_lines, conflicting_rules

    document: dict[str, Any] = {
        "status": front.status,
        "scenario": front.scenario.name,
        "dataset": front.instance.name,
        "warnings": list(front.warnings),
    }
    if front.status == "infeasible":
        without = Result(front.instance, front.scenario, "infeasible", "proof", conflict=front.conflict)
        output.document({**document, "conflict": conflicting_rules(without)})
        output.print([*conflict_lines(without, output.lang), output.say("explain_hint", command=explain)])
        return INFEASIBLE
    output.document({**document, "stopped_by": front.stopped_by})
    output.print([output.say("front_none", why=output.say(f"stopped_{front.stopped_by}"))])
    return ENDED_WITHOUT_PLAN
