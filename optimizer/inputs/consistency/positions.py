"""Coordinates: latitude and longitude in their places, and points where they can be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.errors import Finding
from optimizer.inputs.consistency.checks import DataUnderCheck, needing

Numbers = npt.NDArray[np.float64]

LOCATED = ("provinces", "municipalities", "campuses", "zones", "industry")
"""Tables with coordinates."""

REGION_KM = 500.0
"""A point farther than this from the middle of the data set lies outside its region."""

_EARTH_RADIUS_KM = 6371.0
_BELGIUM = (50.6, 4.6)


def great_circle_km(lat: Numbers, lon: Numbers, lat_to: Numbers | float, lon_to: Numbers | float) -> Numbers:
    """Return the great-circle distance in km between points in degrees (haversine formula)."""
    lat, lon, lat_to, lon_to = (np.radians(np.asarray(angle, dtype="float64")) for angle in (lat, lon, lat_to, lon_to))
    half = np.sin((lat_to - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat_to) * np.sin((lon_to - lon) / 2) ** 2
    distance: Numbers = 2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return distance


def coordinates(frame: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Return latitudes and longitudes of a table."""
    return frame["lat"].to_numpy(dtype="float64"), frame["lon"].to_numpy(dtype="float64")


def _middle(data: DataUnderCheck) -> tuple[float, float]:
    """Return the middle of the data set: the median of its tables' medians, so that one swapped table cannot move it.

    A data set whose tables are all swapped has its middle in swapped Belgium, which is then swapped back.
    """
    medians = [
        (float(frame["lat"].median()), float(frame["lon"].median()))
        for table in LOCATED
        if (frame := data.frames.get(table)) is not None and frame["lat"].notna().any() and frame["lon"].notna().any()
    ]
    if not medians:
        return _BELGIUM
    lat, lon = (float(np.median([median[part] for median in medians])) for part in (0, 1))
    swapped = great_circle_km(np.array([lon]), np.array([lat]), *_BELGIUM)[0] < REGION_KM
    return (lon, lat) if swapped else (lat, lon)


@needing()
def points_lie_in_the_region(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every point far from the middle of the data set: an error if swapping its coordinates brings it near."""
    middle = _middle(data)
    for table in LOCATED:
        if table not in data.frames:
            continue
        lat, lon = coordinates(data[table])
        on_earth = (np.abs(lat) <= 90) & (np.abs(lon) <= 180)
        far = on_earth & (great_circle_km(lat, lon, *middle) > REGION_KM)
        near_if_swapped = great_circle_km(lon, lat, *middle) <= REGION_KM
        for position in np.flatnonzero(far).tolist():
            point = f"{lat[position]:g}, {lon[position]:g}"
            if near_if_swapped[position]:
                message = f"latitude and longitude seem to be swapped ({point})"
                yield data.finding(table, position, "lat", message, "Swap lat and lon.")
            else:
                message = f"the point {point} lies more than {REGION_KM:g} km from the middle of the data set"
                mend = "Check the coordinates and their decimal points."
                yield data.finding(table, position, "lat", message, mend, severity="warning")
