"""Programmes, campuses and institutions that must keep, open, close or lead do so."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.locks import matches, place_and_specialisation
from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import PAIR, Situation, among


def _kept(situation: Situation, entry: str) -> pd.DataFrame:
    taught, today = situation.programmes, situation.today
    if "*" in entry:
        meant = today[matches(today, entry, situation.instance)]
        kept = int(among(meant, PAIR, taught).sum())
        return measures(f"keep {entry}", kept, len(meant), "programmes", "at least")
    return measures(f"keep {entry}", matches(taught, entry, situation.instance).sum(), 1, "programmes", "at least")


def _opened(situation: Situation, entry: str) -> pd.DataFrame:
    taught = situation.programmes
    place, specialisation = place_and_specialisation(entry)
    meant = matches(taught, entry, situation.instance)
    if place not in situation.instance.municipality_of or specialisation is None:
        meant &= taught["new"]
    return measures(f"open {entry}", meant.sum(), 1, "programmes", "at least")


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every entry of `keep`, `open`, `close` and `lead`."""
    taught = situation.programmes
    leading = taught[taught["role"] == "lead"]
    found = [_kept(situation, entry) for entry in parameters.keep]
    found += [_opened(situation, entry) for entry in parameters.open]
    for entry in parameters.close:
        meant = matches(taught, entry, situation.instance)
        found.append(measures(f"close {entry}", meant.sum(), 0, "programmes", "at most"))
    for entry in parameters.lead:
        meant = matches(leading, entry, situation.instance)
        found.append(measures(f"lead {entry}", meant.sum(), 1, "lead centres", "at least"))
    return joined(*found)
