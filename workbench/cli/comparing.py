"""``bundel compare``: plans side by side, from result folders or solved on the spot."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Changes, Data, Gap, Json, Lang, Out, Seed, Threads, TimeLimit, Work
from workbench.cli.output import Output
from workbench.cli.solving import LEAST_SECONDS, time_to_finish
from workbench.stopping import ENDED_WITHOUT_PLAN, Stopping

if TYPE_CHECKING:
    from optimizer.solving.limits import Limits
    from optimizer.solving.result import Result

Plans = Annotated[
    list[str],
    typer.Argument(metavar="A B...", help="Result folders, or scenarios (which are solved): two or more."),
]


def compare(
    plans: Plans,
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    time_limit: TimeLimit = None,
    work: Work = None,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    threads: Threads = 1,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Set plans side by side: what moved, which term paid, for whom, on a map, and in one paragraph.

    The limits and --set are those of the scenarios that are solved. By default in results/compare-<A>-<B>.
    """
    began = time.perf_counter()
    output = Output.of(lang, as_json)
    with Stopping(lambda: output.note(output.say("stopping"), style="yellow")) as stopping:
        from optimizer.analysis.comparing import compare as set_side_by_side
        from optimizer.solving.limits import Limits
        from optimizer.solving.saving import require_free
        from workbench.comparison import COMPARISON, comparison_lines, write_comparison

        folder = out or Path("results") / "-".join(["compare", *(Path(plan).stem for plan in plans)])
        require_free(folder, COMPARISON)
        limits = Limits(work_limit=work, gap=gap, seed=seed, threads=threads, should_stop=stopping.should_stop)
        results: list[Result] = []
        for place, plan in enumerate(plans):
            if time_limit is not None:
                left = time_limit - (time.perf_counter() - began) - time_to_finish(time_limit)
                limits = replace(limits, time_limit=max(LEAST_SECONDS, left / (len(plans) - place)))
            results.append(_result_of(plan, changes or [], data, limits, output, began))
        found = set_side_by_side(
            *results, names=[_name(plan, result) for plan, result in zip(plans, results, strict=True)]
        )
        write_comparison(found, folder, output.lang)
        document = json.loads((folder / COMPARISON).read_text(encoding="utf-8"))
        output.document({**document, "folder": str(folder)})
        output.print(comparison_lines(found, output.lang))
        output.print([output.say("map", path=folder / "map.html")], style="bold")


def _is_folder(plan: str) -> bool:
    from optimizer.solving.saving import DOCUMENT

    return (Path(plan) / DOCUMENT).is_file()


def _name(plan: str, result: Result) -> str:
    return Path(plan).resolve().name if _is_folder(plan) else result.scenario.name


def _result_of(plan: str, changes: list[str], data: str | None, limits: Limits, output: Output, began: float) -> Result:
    """Return the result in a folder, or that of a scenario."""
    from optimizer.run import solve
    from optimizer.solving.result import Result
    from workbench.inputs import read_inputs
    from workbench.progress import SolveProgress

    if _is_folder(plan):
        return Result.load(plan, data)
    settings, instance = read_inputs(plan, changes, data)
    output.note(output.say("comparing", name=settings.name))
    with SolveProgress(output.errors, output.lang, began) as progress:
        result = solve(instance, settings, replace(limits, on_progress=progress), isolated=True)
    if result.status == "no_plan":
        output.print([output.say("no_plan", why=output.say(f"stopped_{result.stopped_by}"))])
        raise typer.Exit(ENDED_WITHOUT_PLAN)
    return result
