"""Exactly one lead centre for every specialisation that is taught, with enough of its students and top teachers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every specialisation that is taught."""
    taught, leads = situation.programmes, situation.leads
    subject = pd.Series(taught["specialisation_id"].drop_duplicates().to_numpy())
    by_specialisation = leads.groupby("specialisation_id")
    found = [measures(subject, _at(subject, by_specialisation.size()), 1.0, "lead centres", "exactly")]
    if parameters.student_share > 0:
        placed = _at(subject, situation.flows.groupby("specialisation_id")["students"].sum())
        at_lead = _at(subject, by_specialisation["students"].sum())
        found.append(measures(subject, at_lead, parameters.student_share * placed, "students", "at least"))
    if parameters.top_fte > 0:
        teachers = situation.instance.table("teachers")
        top = teachers[teachers["top"].astype(bool)].groupby("specialisation_id")["fte"].sum()
        wanted = _at(subject, top).clip(upper=parameters.top_fte)
        concentrated = _at(subject, by_specialisation["concentrated"].sum())
        found.append(measures(subject, concentrated, wanted, "FTE", "at least"))
    return joined(*found)


def _at(subject: pd.Series[str], amounts: pd.Series[Any]) -> pd.Series[float]:
    return subject.map(amounts).astype("float64").fillna(0.0)
