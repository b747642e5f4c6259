"""``bundel explain``: why a scenario has no plan, and the smallest changes after which it has one."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path

from workbench.cli.options import Changes, Data, Json, Lang, Out, ScenarioName, Seed, Threads, TimeLimit, Work
from workbench.cli.output import Output
from workbench.cli.solving import LEAST_SECONDS, time_to_finish
from workbench.stopping import Stopping


def explain(
    scenario: ScenarioName,
    out: Out = None,
    data: Data = None,
    changes: Changes = None,
    time_limit: TimeLimit = None,
    work: Work = None,
    seed: Seed = 0,
    threads: Threads = 1,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Explain why a scenario has no plan: which rules clash, by how much, and the smallest repairs.

    Every repair is solved again before it is told. Ends with 0 whatever it finds, also that a plan exists. By default
    in results/<scenario>-explain, within ten minutes.
    """
    began = time.perf_counter()
    output = Output.of(lang, as_json)
    output.note(output.say("reading", scenario=scenario))
    with Stopping(lambda: output.note(output.say("explain_stopping"), style="yellow")) as stopping:
        from optimizer.explanation import explaining
        from optimizer.solving.limits import Limits
        from optimizer.solving.saving import require_free
        from workbench.explanation import EXPLANATION, asked_of, explanation_lines, write_explanation
        from workbench.explanation_progress import ExplanationProgress
        from workbench.inputs import read_inputs

        settings, instance = read_inputs(scenario, changes or (), data)
        folder = out or Path("results") / f"{settings.name}-explain"
        require_free(folder, EXPLANATION)
        limits = Limits(work_limit=work, seed=seed, threads=threads, should_stop=stopping.should_stop)
        if time_limit is not None:
            left = time_limit - (time.perf_counter() - began) - time_to_finish(time_limit)
            limits = replace(limits, time_limit=max(LEAST_SECONDS, left))
        with ExplanationProgress(output.errors, output.lang, began) as progress:
            found = explaining.explain(instance, settings, limits, isolated=True, on_step=progress)
        asked = asked_of(scenario, changes, data)
        write_explanation(found, folder, asked)
        document = json.loads((folder / EXPLANATION).read_text(encoding="utf-8"))
        output.document({**document, "folder": str(folder)})
        why = output.say("stopped_interrupt" if stopping.should_stop() else "questions_open")
        output.print(explanation_lines(found, asked, output.lang, why))
        output.print(["", output.say("written", path=folder / EXPLANATION)], style="bold")
