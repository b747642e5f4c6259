"""Net shifts of students between programmes of one specialisation: the ribbons of the map.

A plan says where students of a zone go, not who moves. What a reader asks is where the students of a closed programme
find a place. So the losses of a specialisation's programmes are matched with the gains of the others, the shortest
distance first. The sums at both ends are exactly the changes in the plan.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from optimizer.inputs.instance import Instance

SMALLEST_SHIFT = 0.5


def net_shifts(instance: Instance, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the shifts: specialisation, start, end (places) and students.

    Parameters
    ----------
    entries : list of dict
        As :func:`maps.layers.programmes.programmes` returns them.
    """
    by_specialisation: dict[int, dict[int, float]] = defaultdict(dict)
    for entry in entries:
        change = (entry["plan"] or 0.0) - (entry["today"] or 0.0)
        by_specialisation[entry["specialisation"]][entry["campus"]] = change
    return [
        {"specialisation": specialisation, "start": start, "end": end, "students": round(students, 1)}
        for specialisation, changes in sorted(by_specialisation.items())
        for start, end, students in _matched(instance, changes)
        if students >= SMALLEST_SHIFT
    ]


def _matched(instance: Instance, changes: dict[int, float]) -> list[tuple[int, int, float]]:
    losses = {campus: -change for campus, change in changes.items() if change < 0}
    gains = {campus: change for campus, change in changes.items() if change > 0}

    def distance(pair: tuple[int, int]) -> tuple[float, int, int]:
        start, end = (instance.municipality_of[instance.campuses[campus]] for campus in pair)
        return (instance.km_between.get((start, end), 0.0), *pair)

    shifts = []
    for start, end in sorted(((loss, gain) for loss in losses for gain in gains), key=distance):
        students = min(losses[start], gains[end])
        if students > 0:
            losses[start] -= students
            gains[end] -= students
            shifts.append((start, end, students))
    return shifts
