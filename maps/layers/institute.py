"""The post-academic institute: its hosts, and what feeds it."""

from __future__ import annotations

from typing import Any

from maps.layers.catalogue import specialisation_order
from maps.layers.rows import rows, table_rows
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan


def institute(instance: Instance, plan: Plan, *others: Plan) -> dict[str, list[dict[str, Any]]]:
    """Return hosts (name, municipality, place in degrees, residents) and feeds from the lead centres.

    A feed has host, specialisation, campus (places), residents, guest_fte (FTE) and km. Hosts of the `others` are there
    too, without residents, so that the same place means the same host in all of them.
    """
    used = sorted({str(host) for each in (plan, *others) for host in each.institute["host_id"]})
    table = {row.host_id: row for row in table_rows(instance, "institute_hosts")}
    campus_place = {name: place for place, name in enumerate(instance.campuses)}
    specialisation_place = {name: place for place, name in enumerate(specialisation_order(instance))}
    feeds = [
        {
            "host": used.index(row.host_id),
            "specialisation": specialisation_place[row.specialisation_id],
            "campus": campus_place[row.lead_campus_id],
            "residents": round(float(row.residents)),
            "guest_fte": round(float(row.guest_fte), 2),
            "km": round(float(row.km), 1),
        }
        for row in rows(plan.institute)
    ]
    hosts = [
        {
            "name": str(table[host].name),
            "residents": sum(feed["residents"] for feed in feeds if feed["host"] == place),
            **_place(instance, table[host]),
        }
        for place, host in enumerate(used)
    ]
    return {"hosts": hosts, "feeds": feeds}


def _place(instance: Instance, host: Any) -> dict[str, Any]:
    municipality = instance.municipalities.index(host.municipality_id)
    table, key, value = ("campuses", "campus_id", host.campus_id)
    if not value:
        table, key, value = ("municipalities", "municipality_id", host.municipality_id)
    frame = instance.table(table)
    row = frame[frame[key] == value].iloc[0]
    return {"municipality": municipality, "lat": float(row["lat"]), "lon": float(row["lon"])}
