"""Campuses, their places and their teachers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from optimizer.errors import Finding
from optimizer.inputs.consistency.checks import DataUnderCheck, needing
from optimizer.inputs.consistency.positions import coordinates, great_circle_km

CAMPUS_KM = 25.0
"""A campus farther than this from the coordinates of its municipality is doubtful."""

_PAIR = ("campus_id", "specialisation_id")


@needing(campuses=("campus_id", "places", "expandable_share"), programmes=("campus_id", "enrolled"))
def enrolment_fits_the_places(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every campus that enrols more students than it has places."""
    campuses = data["campuses"]
    enrolled = data["programmes"].groupby("campus_id")["enrolled"].sum()
    here = campuses["campus_id"].map(enrolled).fillna(0.0)
    for position in np.flatnonzero(here > campuses["places"] + 1e-6).tolist():
        most = campuses["places"][position] * (1 + campuses["expandable_share"][position])
        extended = ", even when expanded" if here[position] > most + 1e-6 else ""
        message = f"{here[position]:g} students are enrolled for {campuses['places'][position]:g} places{extended}"
        mend = "Check the places; today's plan needs expansion here."
        yield data.finding("campuses", position, "places", message, mend, severity="warning")


@needing(campuses=("municipality_id", "lat", "lon"), municipalities=("municipality_id", "lat", "lon"))
def campuses_lie_in_their_municipality(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every campus far away from the municipality that it is said to be in."""
    places = data["municipalities"].set_index("municipality_id")[["lat", "lon"]]
    campuses = data["campuses"]
    lat_to, lon_to = coordinates(places.reindex(campuses["municipality_id"]))
    km = great_circle_km(*coordinates(campuses), lat_to, lon_to)
    for position in np.flatnonzero(km > CAMPUS_KM).tolist():
        municipality = campuses["municipality_id"][position]
        message = f"the campus lies {km[position]:.0f} km from {municipality}, its municipality"
        mend = "Check the coordinates and the municipality."
        yield data.finding("campuses", position, "municipality_id", message, mend, severity="warning")


@needing(campuses=("campus_id", "institution_id"), institutions=("institution_id",))
def institutions_have_campuses(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every institution without a campus."""
    present = data["institutions"]["institution_id"].isin(data["campuses"]["institution_id"])
    for position in np.flatnonzero(~present).tolist():
        message = f"{data['institutions']['institution_id'][position]} has no campus"
        mend = "Add its campuses, or remove the institution."
        yield data.finding("institutions", position, "institution_id", message, mend, severity="warning")


@needing(teachers=_PAIR, programmes=_PAIR)
def teachers_teach_at_home(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every teacher group whose home campus does not teach its specialisation."""
    pairs = pd.MultiIndex.from_frame(data["teachers"][list(_PAIR)])
    known = pairs.isin(pd.MultiIndex.from_frame(data["programmes"][list(_PAIR)]))
    for position in np.flatnonzero(~known).tolist():
        campus, specialisation = pairs[position]
        message = f"{campus} does not teach {specialisation} today"
        mend = "Give the group the campus where it teaches, or add the programme."
        yield data.finding("teachers", position, "specialisation_id", message, mend)


@needing(teachers=("headcount", "fte"))
def teachers_are_persons(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every teacher group with more FTE than persons."""
    frame = data["teachers"]
    for position in np.flatnonzero(frame["fte"] > frame["headcount"] + 1e-6).tolist():
        message = f"{frame['fte'][position]:g} FTE is more than {frame['headcount'][position]:g} persons can hold"
        yield data.finding("teachers", position, "fte", message, "Check both columns.", severity="warning")


@needing(programmes=("enrolled", "graduates"))
def graduates_were_enrolled(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every programme with more graduates a year than students."""
    frame = data["programmes"]
    for position in np.flatnonzero(frame["graduates"] > frame["enrolled"] + 1e-6).tolist():
        message = f"{frame['graduates'][position]:g} graduates a year are more than the students enrolled"
        yield data.finding("programmes", position, "graduates", message, "Check both columns.")


@needing(institute_hosts=("campus_id", "municipality_id"), campuses=("campus_id", "municipality_id"))
def hosts_lie_where_their_campus_lies(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every host of the institute that stands in another municipality than its campus."""
    hosts, campuses = data["institute_hosts"], data["campuses"]
    towns = dict(zip(campuses["campus_id"], campuses["municipality_id"], strict=True))
    town = hosts["campus_id"].map(towns)
    for position in np.flatnonzero(town.notna() & (town != hosts["municipality_id"])).tolist():
        message = f"the host's campus {hosts['campus_id'][position]} lies in {town[position]}"
        mend = f"Write {town[position]}, or leave campus_id empty."
        yield data.finding("institute_hosts", position, "municipality_id", message, mend)
