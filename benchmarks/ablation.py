"""What each trick is worth: an instance without one of them at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from benchmarks.instances import INSTANCES
from benchmarks.measuring import Run, run_once
from optimizer.solving.limits import Methods

SECONDS = {"reference": 300.0, "within-families": 60.0, "anywhere": 120.0, "generated-300": 600.0}
"""Limits of the ablation's runs, by instance; one that takes long is done where it is asked for by name."""

CONCERNS = {
    "reference": ("strengthening", "relaxations", "components", "brief_runs", "two_processes"),
    "within-families": ("strengthening", "relaxations", "brief_runs", "neighbourhoods", "two_processes"),
    "anywhere": ("held_out",),
    "generated-300": ("held_out", "interior_points"),
}
"""Which tricks are at work in which instance."""

HEAD = (
    "| instance | without | seconds | goals proven | values, gap where not proven | measured |",
    "|---|---|--:|--:|---|---|",
)
"""What its rows are under."""


@dataclass(frozen=True)
class Ablation:
    """One instance without one trick (or with all)."""

    instance: str
    without: str
    run: Run


def ablate(name: str) -> list[Ablation]:
    """Run an instance with every trick, and without each in turn."""
    instance, scenario = INSTANCES[name].load()
    done = [Ablation(name, "", run_once(instance, scenario, SECONDS[name]))]
    for trick in CONCERNS[name]:
        methods = replace(Methods(), **{trick: False})
        done.append(Ablation(name, trick, run_once(instance, scenario, SECONDS[name], methods)))
    return done


def rows(ablations: list[Ablation]) -> list[str]:
    """Return the ablation as rows of :data:`HEAD`: one a run, with every goal's value and gap."""
    lines = []
    for each in ablations:
        goals = each.run.result.goals
        proven = sum(goal.status == "optimal" for goal in goals)
        values = "; ".join(
            f"{goal.term} {goal.value:,.4g}"
            + ("" if goal.status == "optimal" or goal.gap is None else f" ({goal.gap:.0%})")
            for goal in goals
        )
        without = each.without.replace("_", " ") or "nothing: all at work"
        cells = [each.instance, without, f"{each.run.seconds:.1f}", f"{proven} of {len(goals)}", values or "no plan"]
        lines.append("| " + " | ".join([*cells, date.today().isoformat()]) + " |")
    return lines
