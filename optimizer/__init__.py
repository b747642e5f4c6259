"""Bundel's optimiser: from tables and a scenario to a proven, re-checked plan."""

from optimizer.run import load_instance, load_scenario, solve
from optimizer.solving.limits import Limits

__all__ = ["Limits", "load_instance", "load_scenario", "solve"]
