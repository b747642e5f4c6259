"""Students: demand, today's flows and enrolment tell the same numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from optimizer.errors import Finding, Severity
from optimizer.inputs.consistency.checks import DataUnderCheck, needing

ROUNDING_SHARE = 0.001
ROUNDING_STUDENTS = 0.5
"""Sums may differ by a thousandth plus half a student: what rounding in the files leaves."""

_DEMAND = ("zone_id", "specialisation_id", "students")
_FLOWS = ("zone_id", "campus_id", "specialisation_id", "students")
_ENROLMENT = ("campus_id", "specialisation_id", "enrolled")


def _differing(one: pd.DataFrame, other: pd.DataFrame, key: list[str]) -> Iterator[tuple[list[str], float, float]]:
    """Yield every key for which the sums of the last columns of two tables differ, with both sums; no row is 0."""
    sums = [frame.groupby(key)[frame.columns[-1]].sum() for frame in (one, other)]
    both = pd.concat(sums, axis=1).fillna(0.0).set_axis(["one", "other"], axis=1)
    allowed = ROUNDING_STUDENTS + ROUNDING_SHARE * both.max(axis=1)
    wrong = both[(both["one"] - both["other"]).abs() > allowed].sort_index().reset_index()
    for row in wrong.to_dict("records"):
        yield [str(row[name]) for name in key], float(row["one"]), float(row["other"])


def _row_of(frame: pd.DataFrame, **key: str) -> int | None:
    """Return the position of the first row with this key."""
    rows = np.logical_and.reduce([(frame[column] == name).to_numpy() for column, name in key.items()])
    return int(rows.argmax()) if rows.any() else None


@needing(demand=_DEMAND, programmes=_ENROLMENT)
def demand_matches_enrolment(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every specialisation whose demand is not what its programmes enrol."""
    demand, programmes = data["demand"], data["programmes"]
    taught = set(programmes["specialisation_id"])
    for (specialisation,), asked, enrolled in _differing(demand, programmes[list(_ENROLMENT)], ["specialisation_id"]):
        if specialisation not in taught:
            continue  # a new specialisation: no programme of today can agree with it
        message = f"{asked:.1f} students ask for {specialisation}, its programmes enrol {enrolled:.1f}"
        mend = "Make the demand of all zones add up to the enrolment of all campuses."
        row = _row_of(demand, specialisation_id=specialisation)
        yield data.finding("demand", row, "students", message, mend)


@needing(demand=_DEMAND, today_flows=_FLOWS)
def flows_match_demand(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every zone and specialisation whose flows do not add up to its demand."""
    taught = set(data["today_flows"]["specialisation_id"])
    key = ["zone_id", "specialisation_id"]
    for (zone, specialisation), asked, flows in _differing(data["demand"], data["today_flows"], key):
        if specialisation not in taught:
            continue
        message = f"{asked:.1f} students of zone {zone} ask for {specialisation}, today's flows hold {flows:.1f}"
        mend = "Make the flows of a zone add up to its demand."
        table = "demand"
        row = _row_of(data[table], zone_id=zone, specialisation_id=specialisation)
        if row is None:
            table = "today_flows"
            row = _row_of(data[table], zone_id=zone, specialisation_id=specialisation)
        yield data.finding(table, row, "students", message, mend)


@needing(today_flows=_FLOWS, programmes=_ENROLMENT)
def flows_match_enrolment(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every programme whose flows do not add up to its enrolment, and flows to what is not taught."""
    programmes, flows_today = data["programmes"][list(_ENROLMENT)], data["today_flows"]
    key = ["campus_id", "specialisation_id"]
    for (campus, specialisation), flows, enrolled in _differing(flows_today, programmes, key):
        row = _row_of(programmes, campus_id=campus, specialisation_id=specialisation)
        if row is None:
            message = f"{flows:.1f} students go to {campus} for {specialisation}, which it does not teach"
            mend = "Remove the flow, or add the programme."
            row = _row_of(flows_today, campus_id=campus, specialisation_id=specialisation)
            yield data.finding("today_flows", row, "specialisation_id", message, mend)
            continue
        message = f"{campus} enrols {enrolled:.1f} students of {specialisation}, today's flows bring {flows:.1f}"
        mend = "Make the flows to a programme add up to its enrolment."
        yield data.finding("programmes", row, "enrolled", message, mend)


@needing(demand=_DEMAND, specialisations=("specialisation_id",), programmes=_ENROLMENT)
def specialisations_have_demand(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every specialisation that nobody asks for, and those that are asked for but taught nowhere."""
    asked = data["demand"].groupby("specialisation_id")["students"].sum()
    taught = set(data["programmes"]["specialisation_id"])
    for position, specialisation in enumerate(data["specialisations"]["specialisation_id"].tolist()):
        if not asked.get(specialisation, 0.0) > 0:
            message = f"no student asks for {specialisation}"
            mend = "Add its demand, or remove the specialisation."
            severity: Severity = "error"
        elif specialisation not in taught:
            message = f"{specialisation} is asked for but taught nowhere today"
            mend = "Add its programmes; or let the scenario open one."
            severity = "warning"
        else:
            continue
        yield data.finding("specialisations", position, "specialisation_id", message, mend, severity=severity)
