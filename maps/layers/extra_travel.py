"""Extra travel by arrondissement: mean distance in the plan less that of today, reassigned."""

from __future__ import annotations

import pandas as pd

from maps.layers.situations import Situations

Travel = dict[str, float | None]


def mean_km(students: pd.DataFrame) -> dict[str, float]:
    """Return the mean one-way distance (km) of the placed students of each zone."""
    placed = students[students["municipality_id"] != ""]
    weighted = placed.assign(student_km=placed["students"].astype(float) * placed["km"].astype(float))
    sums = weighted.groupby("zone_id")[["student_km", "students"]].sum()
    sums = sums[sums["students"] > 0]
    return {str(zone): float(km) for zone, km in (sums["student_km"] / sums["students"]).items()}


def extra_travel(situation: Situations) -> dict[str, Travel]:
    """Return observed, today (reassigned), plan and extra (plan less today), mean km one way, by zone."""
    observed = mean_km(situation.observed.students)
    today = mean_km(situation.reassigned.students)
    plan = mean_km(situation.plan.students) if situation.has_plan else {}
    return {
        zone: {
            "observed": _rounded(observed.get(zone)),
            "today": _rounded(today.get(zone)),
            "plan": _rounded(plan.get(zone)),
            "extra": _rounded(plan[zone] - today[zone]) if zone in plan and zone in today else None,
        }
        for zone in sorted({*observed, *today, *plan})
    }


def _rounded(km: float | None) -> float | None:
    return None if km is None else round(km, 1) + 0.0
