"""Questions about a plan: what programmes are worth, what refusals cost, which other plans would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from workbench.cli.asking import answer, options_of
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

if TYPE_CHECKING:
    from workbench.asking import Asked, Found

Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Questions that are answered at the same time.")]
Count = Annotated[int, typer.Option("--count", min=1, max=99, help="Most alternatives.")]
Within = Annotated[
    float,
    typer.Option(
        "--within",
        parser=read_share,
        help="How much worse each goal may be than in the plan: a share, or a percentage such as 3%.",
    ),
]
By = Annotated[
    Literal["programmes", "municipality", "institution", "losers"],
    typer.Option("--by", help="What is to differ: what is taught where and by whom, one of these, or who gives up."),
]
BreakEvens = Annotated[
    bool,
    typer.Option(
        "--break-evens/--no-break-evens",
        help="Whether it is also sought what would have to change, and over which norms the plan stays the same.",
    ),
]

Level = Annotated[
    Literal["institution", "association", "province"],
    typer.Option("--by", help="Whose losses are made as small as can be, the largest first."),
]


def importance(
    scenario: ScenarioName,
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    break_evens: BreakEvens = True,
    time_limit: TimeLimit = None,
    work: Work = None,
    gap: Gap = 1e-3,
    seed: Seed = 0,
    threads: Threads = 1,
    workers: Workers = 2,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Tell what each programme of the plan is worth, and what keeps every other one out of it.

    Each is forbidden, or forced, and the goals are pursued anew. Finished answers are kept: Ctrl-C ends early, and the
    same command goes on where it stopped. By default in results/<scenario>-importance.
    """
    options = options_of(scenario, out, data, changes, time_limit, work, gap, seed, threads, workers, lang, as_json)

    def ask(asked: Asked) -> Found:
        from workbench.asking import ask_importance

        return ask_importance(asked, break_evens=break_evens)

    answer("importance", options, ask)


def veto(
    scenario: ScenarioName,
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
    """Price the refusal of each institution, and of each two, and seek a plan that survives any single one.

    To refuse to give up is to keep every programme of today; to refuse to accept is to open nothing and to take no more
    students in any programme than today. By default in results/<scenario>-veto.
    """
    options = options_of(scenario, out, data, changes, time_limit, work, gap, seed, threads, workers, lang, as_json)

    def ask(asked: Asked) -> Found:
        from workbench.asking import ask_veto

        return ask_veto(asked)

    answer("veto", options, ask)


def alternatives(
    scenario: ScenarioName,
    count: Count = 10,
    within: Within = 0.03,
    by: By = "programmes",
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    time_limit: TimeLimit = None,
    work: Work = None,
    gap: Gap = 1e-3,
    seed: Seed = 0,
    threads: Threads = 1,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Find plans that give up little and differ most: each lies as far as can be from all that came before it.

    Every one is a whole result folder. Finished plans are kept: Ctrl-C ends early, and the same command goes on where
    it stopped. By default in results/<scenario>-alternatives.
    """
    options = options_of(scenario, out, data, changes, time_limit, work, gap, seed, threads, 1, lang, as_json)

    def ask(asked: Asked) -> Found:
        from workbench.asking import ask_alternatives

        return ask_alternatives(asked, count=count, within=within, by=by)

    answer("alternatives", options, ask, within=within, by=by)


def fair(
    scenario: ScenarioName,
    by: Level = "institution",
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    time_limit: TimeLimit = None,
    work: Work = None,
    gap: Gap = 1e-3,
    seed: Seed = 0,
    threads: Threads = 1,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Find the plan that is fairest to whoever it is hardest on, what that costs, and the payments that go with it.

    The largest loss of students is made as small as can be, then the next largest, to the last; then the scenario's own
    goals count. Finished steps are kept: Ctrl-C ends early, and the same command goes on where it stopped. By default
    in results/<scenario>-fair.
    """
    options = options_of(scenario, out, data, changes, time_limit, work, gap, seed, threads, 1, lang, as_json)

    def ask(asked: Asked) -> Found:
        from workbench.asking import ask_fair

        return ask_fair(asked, by=by)

    answer("fair", options, ask, by=by)
