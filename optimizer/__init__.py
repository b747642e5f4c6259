"""Bundel's optimiser: from tables and a scenario to a proven, re-checked plan.

The names are loaded when first used, so that what needs a part of the package does not wait for all of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.analysis.comparing import compare
    from optimizer.answers.alternatives import alternatives
    from optimizer.answers.fair import fair
    from optimizer.answers.importance import importance
    from optimizer.answers.veto import veto
    from optimizer.evaluation.evaluate import evaluate
    from optimizer.explanation.explaining import explain
    from optimizer.fronts.pareto import pareto
    from optimizer.judging import verdict
    from optimizer.reading import load_instance, load_scenario
    from optimizer.run import solve
    from optimizer.solving.limits import Limits
    from optimizer.sweeps.definition import CellLimits
    from optimizer.sweeps.reading import load_sweep
    from optimizer.sweeps.sweeping import sweep

__all__ = [
    "CellLimits",
    "Limits",
    "alternatives",
    "compare",
    "evaluate",
    "explain",
    "fair",
    "importance",
    "load_instance",
    "load_scenario",
    "load_sweep",
    "pareto",
    "solve",
    "sweep",
    "verdict",
    "veto",
]

_HOMES = {
    "CellLimits": "optimizer.sweeps.definition",
    "Limits": "optimizer.solving.limits",
    "compare": "optimizer.analysis.comparing",
    "evaluate": "optimizer.evaluation.evaluate",
    "explain": "optimizer.explanation.explaining",
    "alternatives": "optimizer.answers.alternatives",
    "fair": "optimizer.answers.fair",
    "importance": "optimizer.answers.importance",
    "load_instance": "optimizer.reading",
    "load_scenario": "optimizer.reading",
    "load_sweep": "optimizer.sweeps.reading",
    "pareto": "optimizer.fronts.pareto",
    "solve": "optimizer.run",
    "sweep": "optimizer.sweeps.sweeping",
    "verdict": "optimizer.judging",
    "veto": "optimizer.answers.veto",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
