"""The post-academic institute sits where it may, with residents near the lead centres of their specialisations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from optimizer.analysis.measures import joined, measures, none_of
from optimizer.analysis.situation import Situation, among


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check hosts, residents, lead centres and guest teachers; without the layer, that there is none."""
    rows = situation.institute
    if not parameters.present:
        return measures("institute that is absent", len(rows), 0.0, "rows", "at most")
    return joined(
        _residents(situation, parameters),
        _families(situation, parameters),
        _hosts(situation, parameters),
        _guests(situation, parameters),
    )


def _residents(situation: Situation, parameters: Any) -> pd.DataFrame:
    rows = situation.institute
    whole = (rows["residents"] - rows["residents"].round()).abs() < 1e-4
    tracks = rows.groupby("specialisation_id")["residents"].sum().reset_index()
    tracks = tracks[tracks["residents"] > 0]
    graduates = situation.today.groupby("specialisation_id")["graduates"].sum()
    most = parameters.graduate_share * tracks["specialisation_id"].map(graduates).astype("float64").fillna(0.0)
    subject = "track " + tracks["specialisation_id"]
    leading = among(rows.assign(campus_id=rows["lead_campus_id"]), ["campus_id", "specialisation_id"], situation.leads)
    label = rows["lead_campus_id"] + "/" + rows["specialisation_id"]
    return joined(
        measures("all residents", rows["residents"].sum(), float(parameters.residents_total), "residents", "exactly"),
        none_of("residents that are not whole", ~whole, label, "rows"),
        measures(subject, tracks["residents"], float(parameters.min_track), "residents", "at least"),
        measures(subject, tracks["residents"], most, "residents", "at most"),
        none_of("residents of a programme that does not lead", ~leading, label, "rows"),
    )


def _families(situation: Situation, parameters: Any) -> pd.DataFrame:
    families = situation.instance.table("families")
    residents = situation.institute.groupby("family_id")["residents"].sum()
    found = families["family_id"].map(residents).fillna(0.0)
    weights = families["institute_weight"].astype("float64")
    if weights.sum() <= 0:
        return joined()
    share = parameters.residents_total * weights / weights.sum()
    subject = "family " + families["family_id"]
    return joined(
        measures(subject, found, np.floor(share + 1e-9), "residents", "at least"),
        measures(subject, found, np.ceil(share - 1e-9), "residents", "at most"),
    )


def _hosts(situation: Situation, parameters: Any) -> pd.DataFrame:
    rows = situation.institute
    used = rows.drop_duplicates("host_id")
    per_host = rows.groupby("host_id", as_index=False)["residents"].sum()
    studios = per_host["host_id"].map(situation.column("institute_hosts", "host_id", "studios"))
    allowed = used["host_id"].isin(list(used["host_id"] if parameters.hosts is None else parameters.hosts))
    places = situation.instance.table("municipalities")[["municipality_id", "province_id", "pole"]]
    where = used[["host_id", "municipality_id"]].merge(places, how="left", on="municipality_id")
    shut = where[["municipality_id", "province_id", "pole"]].isin(list(parameters.not_in)).any(axis="columns")
    idle = (used["campus_id"] != "") & ~used["campus_id"].isin(situation.programmes["campus_id"])
    return joined(
        measures("hosts", len(used), 1.0, "hosts", "at least"),
        measures("hosts", len(used), float(parameters.max_hosts), "hosts", "at most"),
        measures("host " + per_host["host_id"], per_host["residents"], studios, "residents", "at most"),
        none_of("hosts that are not allowed", ~allowed, used["host_id"], "hosts"),
        none_of("hosts where the institute may not sit", shut, where["host_id"], "hosts"),
        none_of("hosts on a campus that teaches nothing", idle, used["host_id"], "hosts"),
    )


def _guests(situation: Situation, parameters: Any) -> pd.DataFrame:
    rows = situation.institute
    label = "guest hours: " + rows["host_id"] + "/" + rows["specialisation_id"]
    due = parameters.guest_fte_per_resident * rows["residents"]
    tracks = rows.groupby("specialisation_id")["guest_fte"].sum().reset_index()
    concentrated = situation.leads.groupby("specialisation_id")["concentrated"].sum()
    most = tracks["specialisation_id"].map(concentrated).astype("float64").fillna(0.0)
    return joined(
        measures(label, rows["guest_fte"], due, "FTE", "exactly"),
        measures("guests of " + tracks["specialisation_id"], tracks["guest_fte"], most, "FTE", "at most"),
    )
