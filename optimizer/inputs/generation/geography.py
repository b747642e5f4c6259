"""Invented zones, towns and provinces: a flat region the size of Flanders with a few dominant cities."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

SYNTHETIC = {"source": "synthetic", "confidence": "estimated"}

REGION = (50.72, 51.35, 2.70, 5.70)
"""Southern, northern, western and eastern edge in degrees."""

REGION_KM2 = 13_810.0
REGION_POPULATION = 7_340_000.0
YOUNG_SHARE = 0.0115
"""Area, population and share of 18-year-olds of Flanders and Brussels in 2010."""

POPULATION_SPREAD = 0.8
"""Standard deviation of the logarithm of a zone's population (0.79 in Flanders)."""

TOWNS_PER_INSTITUTION = 16 / 17
ZONES_PER_PROVINCE = 4
MOST_PROVINCES = 12
POLES = 3
KM_PER_DEGREE = 111.2


def numbered(prefix: str, count: int) -> list[str]:
    """Return identifiers ``prefix-01`` ... that sort by number."""
    width = len(str(count))
    return [f"{prefix}-{number:0{width}d}" for number in range(1, count + 1)]


def draw_geography(
    random: np.random.Generator, zones: int, institutions: int
) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Return the tables ``zones``, ``municipalities`` and ``provinces``, and the zone of each municipality.

    Municipalities come in order of size: the first ones lie in the most populous zones, and up to three are poles.
    """
    frame = _draw_zones(random, zones)
    provinces = numbered("province", min(MOST_PROVINCES, max(1, round(zones / ZONES_PER_PROVINCE))))
    from_west = [int(rank) - 1 for rank in frame["lon"].rank(method="first")]
    frame["province_id"] = [provinces[rank * len(provinces) // zones] for rank in from_west]
    towns, zone_of = _draw_towns(random, frame, max(1, round(institutions * TOWNS_PER_INSTITUTION)))
    middle = frame.groupby("province_id")[["lat", "lon"]].mean().round(4)
    province_table = middle.reset_index().assign(
        name_nl=_titles("Provincie", len(middle)), name_en=_titles("Province", len(middle)), **SYNTHETIC
    )
    return {"zones": frame, "municipalities": towns, "provinces": province_table}, zone_of


def _titles(word: str, count: int) -> list[str]:
    return [f"{word} {number}" for number in range(1, count + 1)]


def _draw_zones(random: np.random.Generator, count: int) -> pd.DataFrame:
    south, north, west, east = REGION
    size = random.lognormal(0.0, POPULATION_SPREAD, count)
    population = np.maximum(np.round(REGION_POPULATION * size / size.sum()), 1.0)
    return pd.DataFrame(
        {
            "zone_id": numbered("zone", count),
            "nuts3": "",
            "name_nl": _titles("Arrondissement", count),
            "name_en": _titles("Zone", count),
            "lat": random.uniform(south, north, count).round(4),
            "lon": random.uniform(west, east, count).round(4),
            "area_km2": round(REGION_KM2 / count, 1),
            "population": population,
            "age18": np.maximum(np.round(population * YOUNG_SHARE), 1.0),
            **SYNTHETIC,
        }
    )


def _draw_towns(random: np.random.Generator, zones: pd.DataFrame, count: int) -> tuple[pd.DataFrame, dict[str, str]]:
    by_size = zones.sort_values(["population", "zone_id"], ascending=[False, True])
    homes = by_size.iloc[np.arange(count) % len(by_size)].reset_index(drop=True)
    radius = math.sqrt(REGION_KM2 / len(zones) / math.pi)
    away = 0.6 * radius * np.sqrt(random.random(count))
    turn = random.uniform(0.0, 2 * math.pi, count)
    lat = homes["lat"] + away * np.sin(turn) / KM_PER_DEGREE
    lon = homes["lon"] + away * np.cos(turn) / (KM_PER_DEGREE * np.cos(np.radians(homes["lat"])))
    names = numbered("town", count)
    poles: Sequence[str] = [name if rank < min(POLES, count) else "" for rank, name in enumerate(names)]
    towns = pd.DataFrame(
        {
            "municipality_id": names,
            "name_nl": _titles("Gemeente", count),
            "name_en": _titles("Town", count),
            "province_id": homes["province_id"],
            "pole": poles,
            "lat": lat.round(4),
            "lon": lon.round(4),
            **SYNTHETIC,
        }
    )
    return towns, dict(zip(names, homes["zone_id"], strict=True))
