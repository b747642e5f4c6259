"""Checks across the tables of a data set: one small named function for every fault."""

from __future__ import annotations

from types import ModuleType

from optimizer.inputs.consistency import boundaries, demand, industry, names, places, positions, travel
from optimizer.inputs.consistency.checks import ConsistencyCheck, DataUnderCheck


def _checks_of(*modules: ModuleType) -> tuple[ConsistencyCheck, ...]:
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, ConsistencyCheck))


CONSISTENCY_STAGES: tuple[tuple[ConsistencyCheck, ...], ...] = (
    _checks_of(names),
    _checks_of(positions),
    _checks_of(travel, demand, places, industry, boundaries),
)
"""Every check, in stages: a fault that an earlier stage found in a column silences what would follow from it."""

__all__ = ["CONSISTENCY_STAGES", "ConsistencyCheck", "DataUnderCheck"]
