"""``bundel evaluate``: what a proposal keeps, breaks and costs, and how little mends it."""

from __future__ import annotations

import json
import math
import shlex
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
    from optimizer.evaluation.evaluation import Evaluation

ProposalFile = Annotated[
    Path,
    typer.Argument(
        metavar="PROPOSAL", help="CSV or Excel file: what is taught, or what to keep, close, open and lead."
    ),
]
ScenarioOption = Annotated[
    str, typer.Option("--scenario", metavar="SCENARIO", help="Rules and goals: a shipped scenario, or a TOML file.")
]
Partial = Annotated[
    bool, typer.Option("--partial", help="The proposal lists some of what is taught; all else is free.")
]
Samples = Annotated[
    int, typer.Option("--samples", min=0, max=1000, help="Near-optimal plans that are sought for the percentile.")
]
SAMPLES = 20


def evaluate(
    proposal: ProposalFile,
    scenario: ScenarioOption,
    partial: Partial = False,
    samples: Samples = SAMPLES,
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
    """Judge a proposal: what it keeps, breaks and costs, how it is best completed, and how little mends it.

    Ends with 0 whatever it finds, also "it breaks nine rules". By default in results/<scenario>-<proposal>.
    """
    began = time.perf_counter()
    output = Output.of(lang, as_json)
    output.note(output.say("reading", scenario=scenario))
    with Stopping(lambda: output.note(output.say("stopping"), style="yellow")) as stopping:
        from optimizer.evaluation.evaluate import evaluate as judge
        from optimizer.inputs.proposal import read_proposal
        from optimizer.solving.limits import Limits
        from optimizer.solving.saving import require_free
        from workbench.evaluation import EVALUATION
        from workbench.inputs import read_inputs
        from workbench.progress import SolveProgress

        settings, instance = read_inputs(scenario, changes or (), data)
        read = read_proposal(proposal, instance)
        output.findings(read.notes)
        folder = out or Path("results") / f"{settings.name}-{read.name}"
        require_free(folder, EVALUATION)
        limits = Limits(_left(time_limit, began), work, gap, seed, threads, should_stop=stopping.should_stop)
        with SolveProgress(output.errors, output.lang, began) as progress:
            limits = replace(limits, on_progress=progress)
            found = judge(
                read,
                instance,
                settings,
                limits,
                partial=partial,
                samples=samples,
                isolated=True,
                tell=lambda part: output.note(output.say(f"evaluating_{part}")),
            )
        command = _command(
            proposal,
            scenario,
            partial=partial,
            samples=samples,
            changes=changes,
            data=data,
            seed=seed,
            gap=gap,
            work=work,
            threads=threads,
        )
        _tell(found, folder, output, command)


def _left(time_limit: float | None, began: float) -> float:
    """Return the seconds left for judging, with time to finish kept back."""
    if time_limit is None:
        return math.inf
    return max(LEAST_SECONDS, time_limit - (time.perf_counter() - began) - time_to_finish(time_limit))


def _tell(found: Evaluation, folder: Path, output: Output, command: str) -> None:
    """Write what was found and say it; raises typer.Exit where nothing was found in time."""
    from workbench.evaluation import EVALUATION, evaluation_lines, write_evaluation

    if found.plan is None:
        message = output.say("no_plan", why=output.say("stopped_time"))
        output.document({"status": "no_plan", "scenario": found.scenario.name, "error": message})
        output.print([message])
        raise typer.Exit(ENDED_WITHOUT_PLAN)
    output.note(output.say("finishing"))
    write_evaluation(found, folder, output.lang, command)
    document = json.loads((folder / EVALUATION).read_text(encoding="utf-8"))
    output.document({**document, "folder": str(folder)})
    output.print(evaluation_lines(found, output.lang, command))
    output.print([output.say("written", path=folder)], style="bold")


def _command(
    proposal: Path,
    scenario: str,
    *,
    partial: bool,
    samples: int,
    changes: list[str] | None,
    data: str | None,
    seed: int,
    gap: float,
    work: int | None,
    threads: int,
) -> str:
    """Return the command that gives the same answer again."""
    words = ["bundel", "evaluate", str(proposal), "--scenario", scenario]
    words += ["--partial"] if partial else []
    words += [word for change in changes or () for word in ("--set", change)]
    given = {"--data": (data, None), "--samples": (samples, SAMPLES), "--seed": (seed, 0), "--gap": (gap, 1e-4)}
    given |= {"--work": (work, None), "--threads": (threads, 1)}
    words += [word for name, (value, usual) in given.items() if value != usual for word in (name, str(value))]
    return shlex.join(words)
