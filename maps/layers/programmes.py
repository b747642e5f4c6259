"""Programmes today and in the plan: the matrix of campuses and specialisations that all marks are drawn from."""

from __future__ import annotations

from typing import Any

import pandas as pd

from maps.layers.catalogue import specialisation_order
from maps.layers.rows import rows
from maps.layers.situations import Situations
from optimizer.inputs.instance import Instance

STUDENT_DECIMALS = 1


def programmes(instance: Instance, situation: Situations) -> list[dict[str, Any]]:
    """Return one entry a programme of today or of the plan.

    Returns
    -------
    list of dict
        campus, specialisation (places), today, plan (students, None where it is not taught), change
        (``kept``/``opened``/``closed``), lead (in the plan), fte, top_fte (in the plan), estimated (whether today's
        enrolment is an estimate).
    """
    campus_place = {name: place for place, name in enumerate(instance.campuses)}
    order = specialisation_order(instance)
    specialisation_place = {name: place for place, name in enumerate(order)}
    today = instance.enrolled_today
    planned = _by_pair(situation.plan.programmes)
    estimated = _estimated(instance)
    entries = []
    for campus, specialisation in sorted(
        set(today) | set(planned), key=lambda pair: (campus_place[pair[0]], specialisation_place[pair[1]])
    ):
        pair = (campus, specialisation)
        row = planned.get(pair)
        change = "closed" if row is None else "kept" if pair in today else "opened"
        entries.append(
            {
                "campus": campus_place[campus],
                "specialisation": specialisation_place[specialisation],
                "today": round(today[pair], STUDENT_DECIMALS) if pair in today else None,
                "plan": round(float(row.students), STUDENT_DECIMALS) if row is not None else None,
                "change": change,
                "lead": row is not None and situation.has_plan and row.role == "lead",
                "fte": round(float(row.fte), 2) if row is not None else 0.0,
                "top_fte": round(float(row.top_fte), 2) if row is not None else 0.0,
                "estimated": pair in estimated,
            }
        )
    return entries


def _by_pair(frame: pd.DataFrame) -> dict[tuple[str, str], Any]:
    return {(row.campus_id, row.specialisation_id): row for row in rows(frame)}


def _estimated(instance: Instance) -> set[tuple[str, str]]:
    """Return the programmes whose enrolment is an estimate."""
    frame = instance.table("programmes")
    found = frame[frame["confidence"] == "estimated"]
    return set(zip(found["campus_id"], found["specialisation_id"], strict=True))
