"""Where the students of a campus come from."""

from __future__ import annotations

from maps.layers.rows import rows
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan

SMALLEST_ORIGIN = 0.5


def catchment(instance: Instance, plan: Plan) -> list[list[list[float]]]:
    """Return, for every campus, [zone, students] pairs with at least half a student, zones as places.

    Plans send students to municipalities. Within one, the campuses that teach a specialisation share them in
    proportion to their enrolment.
    """
    frame = plan.programmes.assign(municipality_id=plan.programmes["campus_id"].map(instance.municipality_of))
    totals = frame.groupby(["municipality_id", "specialisation_id"])["students"].transform("sum")
    frame["share"] = (frame["students"] / totals).fillna(0.0)
    flows = plan.students[["zone_id", "specialisation_id", "municipality_id", "students"]]
    columns = ["campus_id", "municipality_id", "specialisation_id", "share"]
    joined = flows.merge(frame[columns], on=["municipality_id", "specialisation_id"])
    joined["students"] = joined["students"].astype(float) * joined["share"]
    sums = joined.groupby(["campus_id", "zone_id"])["students"].sum()
    zone_place = {name: place for place, name in enumerate(instance.zones)}
    origins: dict[str, list[list[float]]] = {campus: [] for campus in instance.campuses}
    for row in rows(sums.reset_index()):
        if row.students >= SMALLEST_ORIGIN:
            origins[row.campus_id].append([zone_place[row.zone_id], round(float(row.students), 1)])
    return [origins[campus] for campus in instance.campuses]
