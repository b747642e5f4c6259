"""``bundel sweep``: one scenario for many values and samples, and what holds in all of them."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Changes, Data, Gap, Json, Lang, Out, Seed, TimeLimit, Work, read_seconds
from workbench.cli.output import Output
from workbench.cli.solving import FAILED, INFEASIBLE
from workbench.stopping import ENDED_WITHOUT_PLAN, Stopping

if TYPE_CHECKING:
    from optimizer.sweeps.engine import Engine
    from optimizer.sweeps.outcome import Sweep

ROBUST = "robust"
MOST_ROBUST = 6
"""Combinations of choices whose plan of least regret is worked out."""

PATIENCE = 60.0
"""Seconds beyond half as much again as a cell's time after which its process is ended."""

SweepName = Annotated[str, typer.Argument(metavar="SWEEP", help="Name of a shipped sweep, or a TOML file.")]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="A dask scheduler, such as tcp://host:8786; by default one of its own."
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, max=1024, help="Processes of its own, one thread each; by default one a core.",
        show_default=False,
    ),
]  # fmt: skip
CellLimit = Annotated[
    float | None,
    typer.Option("--cell-limit", metavar="S", parser=read_seconds, help="Seconds for each cell."),
]
Compact = Annotated[
    bool, typer.Option("--compact", help="Put the files of finished cells together in one, at the end.")
]


def sweep(
    sweep: SweepName,
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    scheduler: Scheduler = None,
    workers: Workers = None,
    cell_limit: CellLimit = None,
    compact: Compact = False,
    time_limit: TimeLimit = None,
    work: Work = None,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Solve a scenario for every combination of values and every sample, and say what holds in all of them.

    Finished cells are kept one by one: Ctrl-C ends early, whatever is killed loses no more than the cells at hand, and
    the same command goes on where it stopped. By default in results/<sweep>.
    """
    began = time.perf_counter()
    output = Output.of(lang, as_json)
    output.note(output.say("reading", scenario=sweep))
    with Stopping(lambda: output.note(output.say("sweep_stopping"), style="yellow")) as stopping:
        from optimizer.sweeps.definition import CellLimits
        from optimizer.sweeps.reading import load_sweep
        from optimizer.sweeps.sweeping import sweep as run_sweep
        from workbench.sweep_progress import SweepReport

        limits = CellLimits(gap, work, cell_limit, seed)
        definition = load_sweep(sweep, changes or (), data, limits)
        left = float("inf") if time_limit is None else max(0.0, time_limit - (time.perf_counter() - began))
        with SweepReport(output.errors, output.lang, began) as report:
            outcome = run_sweep(
                definition,
                out or Path("results") / definition.name,
                engine=_engine(scheduler, workers, cell_limit, output),
                time_limit=left,
                should_stop=stopping.should_stop,
                on_progress=report,
                compact=compact,
            )
        _write(outcome, stopping.should_stop, output)
        raise typer.Exit(exit_code(outcome))


def _engine(
    scheduler: str | None, workers: int | None, cell_limit: float | None, output: Output
) -> Callable[[], Engine]:
    """Return what makes the workers, once there is something to do."""

    def make() -> Engine:
        from optimizer.sweeps.crew import Crew

        patience = None if cell_limit is None else 1.5 * cell_limit + PATIENCE
        count = workers or os.cpu_count() or 1
        if scheduler is None:
            output.note(output.say("sweep_starting", count=count))
            return Crew(workers=count, patience=patience)
        output.note(output.say("sweep_connecting", scheduler=scheduler))
        return Crew(
            scheduler,
            patience=patience,
            on_empty=lambda: output.note(output.say("sweep_no_workers", scheduler=scheduler)),
        )

    return make


def exit_code(outcome: Sweep) -> int:
    """Return the exit code of a sweep: 4 if a cell failed, 3 if a limit came before any, 2 if no plan can be."""
    if outcome.failures:
        return FAILED
    if not outcome.finished:
        return ENDED_WITHOUT_PLAN
    return INFEASIBLE if outcome.complete and set(outcome.statuses) == {"infeasible"} else 0


def _write(outcome: Sweep, should_stop: Callable[[], bool], output: Output) -> None:
    """Write the chart and the plans of least regret, and tell what came of the sweep."""
    from workbench.regret_chart import REGRET_CHART, draw_regret
    from workbench.sweep_summary import sweep_document, sweep_lines

    chart = draw_regret(outcome, output.lang)
    if chart is not None:
        (outcome.folder / REGRET_CHART).write_bytes(chart)
    maps = _work_out(outcome, should_stop, output)
    output.document({**sweep_document(outcome), "maps": [str(path) for path in maps]})
    output.print(sweep_lines(outcome, output.lang))
    output.print([output.say("robust_map", path=path) for path in maps], style="bold")
    if chart is not None:
        output.print([output.say("regret_chart", path=outcome.folder / REGRET_CHART)], style="bold")
    output.print([output.say("sweep_folder", path=outcome.folder)], style="bold")


def _work_out(outcome: Sweep, should_stop: Callable[[], bool], output: Output) -> list[Path]:
    """Work out the plan of least regret of every group, as a result folder with a map, and return the maps."""
    from optimizer.solving.limits import Limits
    from optimizer.sweeps.robust_plan import solve_with
    from workbench.results import MAP, write_result_folder

    maps: list[Path] = []
    report = outcome.report
    for number, each in enumerate(report.groups[:MOST_ROBUST] if report is not None else (), start=1):
        least = each.least_regret
        if report is None or least is None or should_stop():
            continue
        folder, pairs = outcome.folder / ROBUST / f"{number:03}", report.pairs_of[str(least["plan"])]
        if not _holds(folder, pairs):
            output.note(output.say("robust_solving"))
            limits = Limits(gap=outcome.definition.limits.gap, should_stop=should_stop)
            result = solve_with(outcome.definition, each.choices, pairs, limits)
            if result is None:
                output.note(output.say("robust_impossible", plan=least["plan"]), style="yellow")
                continue
            write_result_folder(result, folder, output.lang)
        maps.append(folder / MAP)
    return maps


def _holds(folder: Path, pairs: tuple[tuple[str, str], ...]) -> bool:
    """Whether a folder holds the plan with these programmes already."""
    try:
        with (folder / "plan.csv").open(encoding="utf-8", newline="") as stream:
            return {(row["campus_id"], row["specialisation_id"]) for row in csv.DictReader(stream)} == set(pairs)
    except (OSError, KeyError):
        return False
