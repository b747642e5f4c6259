"""The frame of the commands that ask questions about a plan: read, ask, keep answers as they land, and tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from workbench.cli.output import Output
from workbench.cli.solving import FAILED, LEAST_SECONDS, time_to_finish
from workbench.stopping import ENDED_WITHOUT_PLAN, Stopping

if TYPE_CHECKING:
    from optimizer.answers.keeping import AnswerFolder
    from optimizer.solving.limits import Limits
    from optimizer.solving.result import Result
    from workbench.asking import Asked, Found


@dataclass(frozen=True)
class Options:
    """The options that all these commands share."""

    scenario: str
    out: Path | None
    data: str | None
    changes: list[str]
    time_limit: float | None
    limits: Callable[..., Limits]
    workers: int
    output: Output
    began: float = field(default_factory=time.perf_counter)


def options_of(
    scenario: str,
    out: Path | None,
    data: str | None,
    changes: list[str] | None,
    time_limit: float | None,
    work: int | None,
    gap: float,
    seed: int,
    threads: int,
    workers: int,
    lang: Any,
    as_json: bool,
) -> Options:
    """Return the shared options of a command."""

    def limits(should_stop: Callable[[], bool]) -> Limits:
        from optimizer.solving.limits import Limits

        return Limits(work_limit=work, gap=gap, seed=seed, threads=threads, should_stop=should_stop)

    return Options(scenario, out, data, changes or [], time_limit, limits, workers, Output.of(lang, as_json))


def answer(command: str, options: Options, ask: Callable[[Asked], Found], **settings: Any) -> None:
    """Read, ask, write and tell; ends with 0 whatever is found, and with 3 if a limit came before any plan."""
    output = options.output
    output.note(output.say("reading", scenario=options.scenario))
    with Stopping(lambda: output.note(output.say("answers_stopping"), style="yellow")) as stopping:
        from optimizer.answers.keeping import question_of
        from workbench.answering import AnswerReport
        from workbench.asking import Asked, folder_of, outdated_line
        from workbench.inputs import read_inputs

        scenario, instance = read_inputs(options.scenario, options.changes, options.data)
        limits = options.limits(stopping.should_stop)
        folder = folder_of(
            command,
            options.out or Path("results") / f"{scenario.name}-{command}",
            question_of(instance, scenario, limits, **settings),
            also=lambda result, partial: _draw_map(result, partial, output),
        )
        folder.require_free()
        if outdated := outdated_line(folder, output.lang):
            output.note(outdated, style="yellow")
        if options.time_limit is not None:
            left = options.time_limit - (time.perf_counter() - options.began) - time_to_finish(options.time_limit)
            limits = replace(limits, time_limit=max(LEAST_SECONDS, left))
        with AnswerReport(output.errors, output.lang, options.began, instance) as report:
            found = ask(Asked(instance, scenario, limits, options.workers, folder, report))
        _tell(found, folder, output, interrupted=stopping.should_stop())


def _tell(found: Found, folder: AnswerFolder, output: Output, *, interrupted: bool) -> None:
    from workbench.asking import lines_without_plan
    from workbench.summary import titles

    result = found.result
    document = {"scenario": result.scenario.name, "dataset": result.instance.name, "status": result.status}
    if result.plan is None:
        lines = lines_without_plan(result, output.lang)
        if result.status == "infeasible":
            output.document({**document, "conflict": list(result.conflict)})
            output.print(lines)
            return
        output.document({**document, "error": lines[0]})
        output.print(lines)
        raise typer.Exit(ENDED_WITHOUT_PLAN if result.status == "no_plan" else FAILED)
    if folder.recalled:
        output.note(output.say("answers_continued", count=folder.recalled))
    output.note(output.say("finishing"))
    told = found.told(interrupted=interrupted)
    described = {**told, **found.described}
    folder.finish(found.tables, described)
    tables = {name: _rows(frame) for name, (frame, _) in found.tables.items()}
    output.document({**document, **described, "tables": tables, "folder": str(folder.folder)})
    output.print([*titles(result, output.lang), "", *told[output.lang], ""])
    output.print([output.say("answers_folder", path=folder.folder / next(iter(found.tables)))], style="bold")


def _rows(frame: Any) -> list[dict[str, Any]]:
    """Return a table as plain rows; what is absent is null."""
    rows: list[dict[str, Any]] = frame.astype(object).where(frame.notna(), None).to_dict(orient="records")
    return rows


def _draw_map(result: Result, partial: Path, output: Output) -> None:
    import maps
    from workbench.results import MAP

    maps.save(result, partial / MAP, output.lang)
