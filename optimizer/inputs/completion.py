"""Completing a data set: derived columns and tables from the primary ones, under named assumptions.

What a source already gives is kept; only what is missing is derived.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from optimizer.inputs.derivation import (
    TravelAssumptions,
    campus_places,
    campus_travel_table,
    demand_table,
    firm_travel_table,
    teachers_table,
    travel_table,
    yearly_graduates,
)
from optimizer.inputs.gravity import calibrate_decay, distance_matrix, mean_distance, today_flows_table
from optimizer.inputs.schema import CONFIDENCES, TABLES

Tables = dict[str, pd.DataFrame]
Assumptions = Mapping[str, float]

_DERIVED = {"source": "derived, see [method] in dataset.toml", "confidence": "estimated"}


def complete_tables(
    primary: Mapping[str, pd.DataFrame], assumptions: Assumptions, zone_of: Mapping[str, str]
) -> tuple[Tables, dict[str, float]]:
    """Return all tables of a data set, with the columns of the schema, and the calibration of the flows.

    Parameters
    ----------
    primary : mapping of str to DataFrame
        Tables of the sources. A derived table or column that is there is kept.
    assumptions : mapping of str to float
        Values by name, as listed in ``dataset.toml``.
    zone_of : mapping of str to str
        The zone in which each municipality lies.

    Returns
    -------
    tuple
        The tables by name, and ``beta``, ``mean_km`` and, if calibrated, ``target_km``; empty if the flows are given.

    Raises
    ------
    KeyError
        If an assumption is needed that is not listed.
    ValueError
        If the flows cannot be calibrated or rounded as asked.
    """
    tables = dict(primary)
    tables["programmes"] = sum_programmes(tables["programmes"])
    _complete_columns(tables, assumptions)
    _complete_staff_and_hosts(tables, assumptions)
    _complete_travel(tables, assumptions, zone_of)
    calibration = _complete_flows(tables, assumptions)
    tables["demand"] = demand_table(tables["today_flows"])
    return {name: tables[name][list(TABLES[name].column_names)] for name in TABLES if name in tables}, calibration


def sum_programmes(tracks: pd.DataFrame) -> pd.DataFrame:
    """Return one row a programme: tracks of the same campus and specialisation are summed, their names joined.

    A sum is as sure as its least sure track.
    """

    def joined(values: pd.Series[str]) -> str:
        return " | ".join(dict.fromkeys(values))

    def least_sure(values: pd.Series[str]) -> str:
        return max(values, key=CONFIDENCES.index)

    rules: dict[str, Any] = dict.fromkeys(tracks.columns, "first")
    rules |= {"enrolled": "sum", "programme_name_nl": joined, "source": joined, "confidence": least_sure}
    if "graduates" in rules:
        rules["graduates"] = "sum"
    return tracks.groupby(["campus_id", "specialisation_id"], as_index=False).agg(rules)[list(tracks.columns)]


def _complete_columns(tables: Tables, assumptions: Assumptions) -> None:
    campuses, specialisations, programmes = tables["campuses"], tables["specialisations"], tables["programmes"]
    if "places" not in campuses:
        places = campus_places(programmes, campuses["campus_id"], assumptions["places_per_student"])
        campuses = campuses.assign(places=places)
    if "expandable_share" not in campuses:
        campuses = campuses.assign(expandable_share=assumptions["expandable_share"])
    for column in ("years", "students_per_fte"):
        if column not in specialisations:
            values = [assumptions[f"{column}_{degree}"] for degree in specialisations["degree"]]
            specialisations = specialisations.assign(**{column: pd.Series(values, index=specialisations.index)})
    if "floor" not in specialisations:
        specialisations = specialisations.assign(floor=assumptions["floor"])
    if "graduates" not in programmes:
        years = dict(zip(specialisations["specialisation_id"], specialisations["years"], strict=True))
        programmes = programmes.assign(graduates=yearly_graduates(programmes, years))
    tables |= {"campuses": campuses, "specialisations": specialisations, "programmes": programmes}


def _complete_staff_and_hosts(tables: Tables, assumptions: Assumptions) -> None:
    if "teachers" not in tables:
        specialisations = tables["specialisations"]
        ratio = dict(zip(specialisations["specialisation_id"], specialisations["students_per_fte"], strict=True))
        groups = teachers_table(
            tables["programmes"],
            ratio,
            assumptions["top_share"],
            assumptions["fte_per_teacher"],
            assumptions["teacher_max_km"],
        )
        tables["teachers"] = groups.assign(**_DERIVED)
    if "host_studios" in assumptions:
        hosts = campus_hosts(tables, assumptions["host_studios"])
        tables["institute_hosts"] = pd.concat([tables["institute_hosts"], hosts], ignore_index=True)


def campus_hosts(tables: Mapping[str, pd.DataFrame], studios: float) -> pd.DataFrame:
    """Return a host at every campus that teaches an academic programme of a family in which the institute has tracks.

    Such a programme has degree ``aba_ma``, and its family an ``institute_weight`` above 0.
    """
    families = tables["families"]
    wanted = set(families.loc[families["institute_weight"] > 0, "family_id"])
    specialisations = tables["specialisations"]
    academic = specialisations["family_id"].isin(wanted) & (specialisations["degree"] == "aba_ma")
    taught = tables["programmes"]["specialisation_id"].isin(set(specialisations.loc[academic, "specialisation_id"]))
    suited = set(tables["programmes"].loc[taught, "campus_id"])
    campuses = tables["campuses"].loc[tables["campuses"]["campus_id"].isin(suited)]
    return pd.DataFrame(
        {
            "host_id": "at-" + campuses["campus_id"],
            "name": campuses["name"],
            "campus_id": campuses["campus_id"],
            "municipality_id": campuses["municipality_id"],
            "studios": studios,
            "source": "assumption: studios",
            "confidence": "estimated",
        }
    )


def _complete_travel(tables: Tables, assumptions: Assumptions, zone_of: Mapping[str, str]) -> None:
    municipalities = tables["municipalities"]
    travel = TravelAssumptions(
        **{name: assumptions[name] for name in TravelAssumptions.__dataclass_fields__ if name in assumptions}
    )
    if "travel" not in tables:
        tables["travel"] = travel_table(tables["zones"], municipalities, zone_of, travel)
    if "campus_travel" not in tables:
        tables["campus_travel"] = campus_travel_table(municipalities, travel)
    if "firm_travel" not in tables and "industry" in tables:
        tables["firm_travel"] = firm_travel_table(
            municipalities, tables["industry"], assumptions["firm_weight_least"], travel.detour_factor
        )


def _complete_flows(tables: Tables, assumptions: Assumptions) -> dict[str, float]:
    if "today_flows" in tables:
        return {}
    zones, campuses, programmes = tables["zones"], tables["campuses"], tables["programmes"]
    municipality_of = dict(zip(campuses["campus_id"], campuses["municipality_id"], strict=True))
    matrix = distance_matrix(zones, tables["travel"])
    weights = zones["age18"].to_numpy(float)
    enrolled = programmes.groupby(programmes["campus_id"].map(municipality_of))["enrolled"].sum()
    km = matrix[enrolled.index].to_numpy(float)
    calibration = {}
    if "beta" in assumptions:
        beta = assumptions["beta"]
    else:
        calibration["target_km"] = assumptions["target_mean_km"]
        beta = calibrate_decay(weights, km, enrolled, assumptions["target_mean_km"])
    calibration |= {"beta": beta, "mean_km": round(mean_distance(weights, km, enrolled, beta), 4)}
    tables["today_flows"] = today_flows_table(
        zones, tables["travel"], programmes, municipality_of, decay=beta, unit=assumptions["flow_unit"]
    )
    return calibration
