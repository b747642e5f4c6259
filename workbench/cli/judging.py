"""``bundel verdict``: is a scenario worth it, and at which prices does the answer turn."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated

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
    Threads,
    TimeLimit,
    Work,
    read_share,
)
from workbench.cli.output import Output
from workbench.cli.solving import FAILED, LEAST_SECONDS, time_to_finish
from workbench.stopping import ENDED_WITHOUT_PLAN, Stopping

Margin = Annotated[
    float,
    typer.Option(
        "--margin",
        parser=read_share,
        help="How far prices may be off: a break-even closer than this share makes the verdict depend on them.",
    ),
]
Points = Annotated[
    int, typer.Option("--points", min=0, max=100, help="Corners of the curve that are checked by solving again.")
]
Prices = Annotated[
    list[str] | None,
    typer.Option(
        "--price",
        metavar="KEY",
        help="Price whose break-even is sought; by default eur_per_programme_year and eur_per_km. May be repeated.",
    ),
]


def verdict(
    scenario: ScenarioName,
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    margin: Margin = 0.1,
    points: Points = 6,
    price: Prices = None,
    time_limit: TimeLimit = None,
    work: Work = None,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    threads: Threads = 1,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Weigh the plan of a scenario against doing nothing, and find the prices at which the answer turns.

    Ends with 0 whatever it finds, also "not worth it". By default in results/<scenario>-verdict.
    """
    began = time.perf_counter()
    output = Output.of(lang, as_json)
    output.note(output.say("reading", scenario=scenario))
    with Stopping(lambda: output.note(output.say("stopping"), style="yellow")) as stopping:
        from optimizer import judging
        from optimizer.analysis.judgements import AXES
        from optimizer.solving.limits import Limits
        from optimizer.solving.saving import require_free
        from workbench.inputs import read_inputs
        from workbench.judgement import CURVE, VERDICT, verdict_lines, write_verdict
        from workbench.progress import SolveProgress

        settings, instance = read_inputs(scenario, changes or (), data)
        folder = out or Path("results") / f"{settings.name}-verdict"
        require_free(folder, VERDICT)
        limits = Limits(work_limit=work, gap=gap, seed=seed, threads=threads, should_stop=stopping.should_stop)
        if time_limit is not None:
            left = time_limit - (time.perf_counter() - began) - time_to_finish(time_limit)
            limits = replace(limits, time_limit=max(LEAST_SECONDS, left))
        with SolveProgress(output.errors, output.lang, began) as progress:
            limits = replace(limits, on_progress=progress)
            parameters = price or AXES
            found = judging.verdict(
                instance, settings, limits, margin=margin, points=points, parameters=parameters, isolated=True
            )
        if found.result.status in ("no_plan", "failed"):
            why = output.say(f"stopped_{found.result.stopped_by}")
            message = output.say("no_plan", why=why) if found.result.status == "no_plan" else output.say("failed")
            output.document({"status": found.result.status, "scenario": settings.name, "error": message})
            output.print([message])
            raise typer.Exit(ENDED_WITHOUT_PLAN if found.result.status == "no_plan" else FAILED)
        output.note(output.say("finishing"))
        write_verdict(found, folder, output.lang)
        document = json.loads((folder / VERDICT).read_text(encoding="utf-8"))
        output.document({**document, "folder": str(folder), "curve": str(folder / CURVE)})
        output.print(verdict_lines(found, output.lang))
        output.print([output.say("curve", path=folder / CURVE)], style="bold")
