"""Distances: complete, in kilometres, and never shorter than a straight line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from optimizer.errors import Finding
from optimizer.inputs.consistency.checks import DataUnderCheck, needing
from optimizer.inputs.consistency.positions import Numbers, coordinates, great_circle_km

METRES_RATIO = 50.0
"""A median distance this many times the great circle is not in kilometres."""

FASTEST = 200.0
"""Median km per hour beyond which minutes are not minutes."""

_SHORTEST_SHARE = 0.95
_SHORTEST_SLACK_KM = 0.5

_TRAVEL = ("zone_id", "municipality_id", "km")
_CAMPUS_TRAVEL = ("municipality_id", "municipality_id_to", "km")
_NODES = ("municipality_id", "lat", "lon")


@needing(travel=_TRAVEL[:2], campuses=("municipality_id",), zones=("zone_id",))
def travel_is_complete(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every zone and municipality with a campus between which no distance is given."""
    wanted = pd.MultiIndex.from_product([data["zones"]["zone_id"], _campus_towns(data)])
    given = pd.MultiIndex.from_frame(data["travel"][["zone_id", "municipality_id"]])
    for zone, town in wanted.difference(given, sort=None):
        message = f"the distance from zone {zone} to {town}, which has a campus, is missing"
        yield data.finding("travel", None, "municipality_id", message, f"Add a row {zone},{town},km,minutes.")


@needing(campus_travel=_CAMPUS_TRAVEL[:2], campuses=("municipality_id",), institute_hosts=("municipality_id",))
def campus_travel_is_complete(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every two municipalities with a campus or a host between which no distance is given."""
    towns = sorted({*_campus_towns(data), *data["institute_hosts"]["municipality_id"]})
    wanted = pd.MultiIndex.from_product([towns, towns])
    given = pd.MultiIndex.from_frame(data["campus_travel"][["municipality_id", "municipality_id_to"]])
    for start, end in wanted.difference(given, sort=None):
        if start != end:
            message = f"the distance from {start} to {end} is missing"
            yield data.finding(
                "campus_travel", None, "municipality_id_to", message, f"Add a row {start},{end},km,minutes."
            )


@needing(campus_travel=_CAMPUS_TRAVEL)
def nothing_is_away_from_itself(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every municipality that is said to be some km from itself."""
    frame = data["campus_travel"]
    away = (frame["municipality_id"] == frame["municipality_id_to"]) & (frame["km"] > 0)
    for position in np.flatnonzero(away).tolist():
        message = f"{frame['municipality_id'][position]} is {frame['km'][position]:g} km from itself"
        yield data.finding("campus_travel", position, "km", message, "Write 0: nobody travels within a municipality.")


@needing(travel=_TRAVEL, zones=("zone_id", "lat", "lon"), municipalities=_NODES)
def travel_agrees_with_the_map(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield distances from zones that are shorter than a straight line, or not in kilometres."""
    frame = data["travel"]
    start = data["zones"].set_index("zone_id").reindex(frame["zone_id"])
    end = data["municipalities"].set_index("municipality_id").reindex(frame["municipality_id"])
    yield from _against_the_map(data, "travel", great_circle_km(*coordinates(start), *coordinates(end)))


@needing(campus_travel=_CAMPUS_TRAVEL, municipalities=_NODES)
def campus_travel_agrees_with_the_map(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield distances between municipalities that are shorter than a straight line, or not in kilometres."""
    frame, nodes = data["campus_travel"], data["municipalities"].set_index("municipality_id")
    start, end = nodes.reindex(frame["municipality_id"]), nodes.reindex(frame["municipality_id_to"])
    yield from _against_the_map(data, "campus_travel", great_circle_km(*coordinates(start), *coordinates(end)))


@needing(travel=("km", "minutes"))
def travel_times_are_minutes(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield a finding if the usual speed from zones is impossible."""
    yield from _speed(data, "travel")


@needing(campus_travel=("km", "minutes"))
def campus_travel_times_are_minutes(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield a finding if the usual speed between municipalities is impossible."""
    yield from _speed(data, "campus_travel")


def _campus_towns(data: DataUnderCheck) -> list[str]:
    return sorted(data["campuses"]["municipality_id"].unique())


def _against_the_map(data: DataUnderCheck, table: str, straight: Numbers) -> Iterator[Finding]:
    km = data[table]["km"].to_numpy(dtype="float64")
    apart = straight > 1.0
    if apart.any() and float(np.median(km[apart] / straight[apart])) > METRES_RATIO:
        message = "the distances are many times the straight lines on the map: they look like metres"
        yield data.finding(table, 0, "km", message, "Write kilometres: divide by 1000.")
        return
    for position in np.flatnonzero(km < _SHORTEST_SHARE * straight - _SHORTEST_SLACK_KM).tolist():
        message = f"{km[position]:g} km is shorter than the straight line, {straight[position]:.1f} km"
        yield data.finding(table, position, "km", message, "Check the distance, its unit and the coordinates.")


def _speed(data: DataUnderCheck, table: str) -> Iterator[Finding]:
    frame = data[table]
    moving = frame[frame["km"] > 0]
    if len(moving) and float((moving["minutes"] * FASTEST / 60 < moving["km"]).mean()) > 0.5:
        message = f"most journeys are faster than {FASTEST:g} km an hour: the times do not look like minutes"
        yield data.finding(table, 0, "minutes", message, "Write minutes, one way.")
