r"""Where today's students come from: a singly constrained gravity model, calibrated to a mean distance.

Distances are in km, one way; the decay :math:`\beta` is per km.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from optimizer.inputs.derivation import Numbers

STEEPEST_DECAY = 5.0


def gravity_shares(weights: ArrayLike, km: ArrayLike, decay: float) -> Numbers:
    r"""Return the share of each zone (rows) in the students of each destination (columns).

    .. math:: s_{zn} = \frac{w_z\, e^{-\beta d_{zn}}}{\sum_{z'} w_{z'}\, e^{-\beta d_{z'n}}}

    Shares of a destination sum to 1. The distance of the nearest zone with weight is subtracted in the exponent first,
    which changes nothing but keeps it from underflowing.
    """
    distances = np.asarray(km, float)
    mass = np.asarray(weights, float)[:, None]
    least = np.where(mass > 0, distances, np.inf).min(axis=0)
    pull = mass * np.exp(-decay * np.maximum(distances - least, 0.0))
    shares: Numbers = pull / pull.sum(axis=0)
    return shares


def mean_distance(weights: ArrayLike, km: ArrayLike, enrolled: ArrayLike, decay: float) -> float:
    r"""Return the mean one-way km of all students under gravity flows with decay :math:`\beta`."""
    students = np.asarray(enrolled, float)
    shares = gravity_shares(weights, km, decay)
    return float(((shares * np.asarray(km, float)).sum(axis=0) * students).sum() / students.sum())


def calibrate_decay(weights: ArrayLike, km: ArrayLike, enrolled: ArrayLike, target_km: float) -> float:
    r"""Return :math:`\beta` (per km, 6 decimals) at which the mean one-way distance is `target_km`.

    The mean falls monotonically in :math:`\beta` (its derivative is minus the variance of the distance within a
    destination), so the root is unique.

    Raises
    ------
    ValueError
        If no decay between 0 and 5 per km gives the target.
    """

    def excess(decay: float) -> float:
        return mean_distance(weights, km, enrolled, decay) - target_km

    farthest, nearest = excess(0.0), excess(STEEPEST_DECAY)
    if not nearest <= 0 <= farthest:
        reached = f"between {nearest + target_km:.2f} and {farthest + target_km:.2f} km"
        raise ValueError(f"a mean distance of {target_km} km is out of reach: these distances allow {reached}")
    return round(float(brentq(excess, 0.0, STEEPEST_DECAY, xtol=1e-12)), 6)


def apportion(total: float, shares: ArrayLike, unit: float) -> Numbers:
    """Return `total` split by `shares` into multiples of `unit` that sum to it exactly (largest remainders).

    Raises
    ------
    ValueError
        If `total` is not a multiple of `unit`, or the shares do not sum to 1.
    """
    parts = np.asarray(shares, float)
    units = round(total / unit)
    if abs(units * unit - total) > unit * 1e-6:
        raise ValueError(f"{total} is not a multiple of {unit}")
    if abs(parts.sum() - 1.0) > 1e-9:
        raise ValueError("the shares do not sum to 1")
    exact = np.round(parts * units, 9)
    whole = np.floor(exact)
    missing = int(units - whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[:missing]] += 1
    steps = round(1 / unit)
    split: Numbers = whole / steps if steps >= 1 else whole * unit
    return split


def today_flows_table(
    zones: pd.DataFrame,
    travel: pd.DataFrame,
    programmes: pd.DataFrame,
    municipality_of: Mapping[str, str],
    *,
    decay: float,
    unit: float,
) -> pd.DataFrame:
    r"""Return the students of every programme by zone (singly constrained gravity model).

    .. math:: x_{zp} = e_p\, s_{z\,n(p)}

    rounded to multiples of `unit` such that each programme keeps its enrolment :math:`e_p` exactly; rows of zero
    students are left out.
    """
    km = distance_matrix(zones, travel)
    shares = pd.DataFrame(gravity_shares(zones["age18"].to_numpy(float), km, decay), index=km.index, columns=km.columns)
    names = zones["zone_id"].to_numpy(object)
    parts = []
    rows = zip(programmes["campus_id"], programmes["specialisation_id"], programmes["enrolled"], strict=True)
    for campus, specialisation, enrolled in rows:
        students = apportion(float(enrolled), shares[municipality_of[campus]].to_numpy(float), unit)
        some = students > 0
        parts.append(
            pd.DataFrame(
                {
                    "zone_id": names[some],
                    "campus_id": campus,
                    "specialisation_id": specialisation,
                    "students": students[some],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def distance_matrix(zones: pd.DataFrame, travel: pd.DataFrame) -> pd.DataFrame:
    """Return the km of a travel table as a frame: zones in the order given (rows) by municipalities (columns)."""
    wide = travel.pivot_table(index="zone_id", columns="municipality_id", values="km", aggfunc="first")
    return wide.reindex(zones["zone_id"])
