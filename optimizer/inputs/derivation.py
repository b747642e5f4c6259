r"""Derived tables of a data set: travel, demand, places, graduates, teachers.

Pure functions on data frames; the flows of today are in :mod:`optimizer.inputs.gravity`. Every number that no source
gives comes in as a parameter, so that a data set can list it as an assumption. Distances are in km, one way; students
and FTE may be fractional.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""

KM_DECIMALS = 2
FTE_UNIT = 0.01

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class TravelAssumptions:
    """How distances as the crow flies become travel.

    Attributes
    ----------
    detour_factor : float
        Travelled km per km as the crow flies.
    inner_factor : float
        Least distance inside a zone, as a share of the radius of a disc of the zone's area.
    start_minutes : float
        Minutes of a trip that do not depend on its length.
    km_per_minute : float
        Speed of the rest.
    """

    detour_factor: float = 1.3
    inner_factor: float = 0.5
    start_minutes: float = 10.0
    km_per_minute: float = 0.8


def great_circle_km(lat: ArrayLike, lon: ArrayLike, lat_to: ArrayLike, lon_to: ArrayLike) -> Numbers:
    r"""Return great-circle distances in km (haversine formula), broadcast over the arguments in degrees.

    .. math:: d = 2R \arcsin\sqrt{\sin^2\tfrac{\varphi_2-\varphi_1}{2}
              + \cos\varphi_1\cos\varphi_2\sin^2\tfrac{\lambda_2-\lambda_1}{2}}
    """
    start, end = np.radians(np.asarray(lat, float)), np.radians(np.asarray(lat_to, float))
    turn = np.radians(np.asarray(lon_to, float)) - np.radians(np.asarray(lon, float))
    root = np.sin((end - start) / 2) ** 2 + np.cos(start) * np.cos(end) * np.sin(turn / 2) ** 2
    distance: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(root, 0.0, 1.0)))
    return distance


def least_inner_km(area_km2: ArrayLike, inner_factor: float = 0.5) -> Numbers:
    r"""Return the least distance from a zone to a municipality inside it.

    .. math:: d_{\min} = c\,\sqrt{a/\pi}

    with area :math:`a` and :math:`c` the inner factor.
    """
    distance: Numbers = inner_factor * np.sqrt(np.asarray(area_km2, float) / math.pi)
    return distance


def travel_minutes(km: ArrayLike, assumptions: TravelAssumptions) -> Numbers:
    r"""Return minutes of travel, :math:`t = t_0 + d/v`."""
    minutes: Numbers = assumptions.start_minutes + np.asarray(km, float) / assumptions.km_per_minute
    return minutes


def _distances(start: pd.DataFrame, end: pd.DataFrame, detour_factor: float) -> Numbers:
    crow = great_circle_km(
        start["lat"].to_numpy(float)[:, None],
        start["lon"].to_numpy(float)[:, None],
        end["lat"].to_numpy(float)[None, :],
        end["lon"].to_numpy(float)[None, :],
    )
    return detour_factor * crow


def _long_table(
    names: tuple[str, str], start: pd.Series[str], end: pd.Series[str], km: Numbers, assumptions: TravelAssumptions
) -> pd.DataFrame:
    rounded = np.round(km, KM_DECIMALS).ravel()
    return pd.DataFrame(
        {
            names[0]: np.repeat(start.to_numpy(object), len(end)),
            names[1]: np.tile(end.to_numpy(object), len(start)),
            "km": rounded,
            "minutes": np.round(travel_minutes(rounded, assumptions), KM_DECIMALS),
        }
    )


def travel_table(
    zones: pd.DataFrame, municipalities: pd.DataFrame, zone_of: Mapping[str, str], assumptions: TravelAssumptions
) -> pd.DataFrame:
    r"""Return travel from every zone to every municipality, in km (0.01) and minutes.

    .. math:: d_{zn} = \max\bigl(f\,g_{zn},\; [n \in z]\, c\,\sqrt{a_z/\pi}\bigr)

    with great circle :math:`g` and detour factor :math:`f`.

    Parameters
    ----------
    zones, municipalities : DataFrame
        Tables of the data set.
    zone_of : mapping of str to str
        The zone in which each municipality lies; a municipality outside all zones may be missing.
    assumptions : TravelAssumptions
        Detour, least distance, speed.
    """
    km = _distances(zones, municipalities, assumptions.detour_factor)
    least = least_inner_km(zones["area_km2"].to_numpy(float), assumptions.inner_factor)
    home = np.array([zone_of.get(name, "") for name in municipalities["municipality_id"]], dtype=object)
    inside = zones["zone_id"].to_numpy(object)[:, None] == home[None, :]
    km = np.where(inside, np.maximum(km, least[:, None]), km)
    names = ("zone_id", "municipality_id")
    return _long_table(names, zones["zone_id"], municipalities["municipality_id"], km, assumptions)


def campus_travel_table(municipalities: pd.DataFrame, assumptions: TravelAssumptions) -> pd.DataFrame:
    """Return travel between all municipalities: detour factor times great circle, 0 km within one municipality."""
    km = _distances(municipalities, municipalities, assumptions.detour_factor)
    towns = municipalities["municipality_id"]
    return _long_table(("municipality_id", "municipality_id_to"), towns, towns, km, assumptions)


def firm_travel_table(
    municipalities: pd.DataFrame, industry: pd.DataFrame, least_weight: float, detour_factor: float
) -> pd.DataFrame:
    """Return the km from every municipality to the nearest firm of each family.

    Firms below `least_weight` do not count. A firm without coordinates stands in the middle of its municipality.
    """
    firms = industry.loc[industry["weight"].astype(float) >= least_weight].copy()
    centres = municipalities.set_index("municipality_id")
    for axis in ("lat", "lon"):
        firms[axis] = firms[axis].astype(float).fillna(firms["municipality_id"].map(centres[axis]).astype(float))
    families = sorted({family for text in firms["families"] for family in str(text).split()})
    rows = []
    for family in families:
        near = firms.loc[[family in str(text).split() for text in firms["families"]]]
        nearest = _distances(municipalities, near, detour_factor).min(axis=1)
        rows += [
            (name, family, round(float(km), KM_DECIMALS))
            for name, km in zip(municipalities["municipality_id"], nearest, strict=True)
        ]
    return pd.DataFrame(rows, columns=["municipality_id", "family_id", "km"])


def demand_table(today_flows: pd.DataFrame) -> pd.DataFrame:
    r"""Return demand, the flows of today summed over campuses: :math:`q_{zs} = \sum_k x_{zks}`."""
    demand = today_flows.groupby(["zone_id", "specialisation_id"], as_index=False).agg({"students": "sum"})
    return demand.assign(students=demand["students"].round(6))


def campus_places(programmes: pd.DataFrame, campus_ids: pd.Series[str], places_per_student: float) -> pd.Series[float]:
    """Return the places of each campus: its enrolment times a factor, rounded up to whole places."""
    enrolled = programmes.groupby("campus_id")["enrolled"].sum()
    places = np.ceil(np.round(campus_ids.map(enrolled).fillna(0.0).astype(float) * places_per_student, 6))
    return pd.Series(places, index=campus_ids.index, dtype=float)


def yearly_graduates(programmes: pd.DataFrame, years_of: Mapping[str, float]) -> pd.Series[float]:
    """Return graduates a year: enrolment divided by the nominal length of the specialisation, 2 decimals."""
    years = programmes["specialisation_id"].map(dict(years_of)).astype(float)
    return (programmes["enrolled"].astype(float) / years).round(2)


def teachers_table(
    programmes: pd.DataFrame,
    students_per_fte: Mapping[str, float],
    top_share: float,
    fte_per_teacher: float,
    max_km: float,
) -> pd.DataFrame:
    r"""Return the teacher groups of every programme: top teachers and others.

    .. math:: F_p = e_p / r_s, \qquad F^{top}_p = \tau F_p

    with enrolment :math:`e`, students per FTE :math:`r` and top share :math:`\tau`; :math:`F_p` is rounded up to 0.01
    FTE, so that today's staff always covers today's students. Headcount is FTE divided by the FTE of one teacher,
    rounded up.
    """
    rows = []
    pairs = zip(programmes["campus_id"], programmes["specialisation_id"], programmes["enrolled"], strict=True)
    for campus, specialisation, enrolled in pairs:
        steps = math.ceil(round(float(enrolled) / students_per_fte[specialisation] / FTE_UNIT, 6))
        top_steps = round(top_share * steps)
        for rank, group_steps in (("other", steps - top_steps), ("top", top_steps)):
            if group_steps > 0:
                fte = round(group_steps * FTE_UNIT, 2)
                headcount = math.ceil(round(fte / fte_per_teacher, 6))
                name = f"{campus}_{specialisation}_{rank}"
                rows.append((name, campus, specialisation, rank == "top", headcount, fte, max_km))
    columns = ["teacher_group_id", "campus_id", "specialisation_id", "top", "headcount", "fte", "max_km"]
    return pd.DataFrame(rows, columns=columns)
