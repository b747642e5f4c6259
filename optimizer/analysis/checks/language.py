"""What is taught in another language has a Dutch equivalent where the law wants it, and stays under its ceilings."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.locks import matches
from optimizer.analysis.measures import joined, measures, none_of
from optimizer.analysis.situation import PAIR, Situation
from optimizer.inputs.laws import Vintage, language_law


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check languages (if the plan tells them), equivalents and ceilings."""
    law = language_law().vintages[parameters.vintage]
    taught = situation.programmes.reset_index(drop=True)
    language = languages(situation, taught, parameters)
    found = []
    if "language" in taught.columns:
        wrong = taught["language"] != language
        found.append(none_of("programmes in another language than theirs", wrong, taught["pair"], "programmes"))
    taught = taught.assign(language=language)
    exempt = named(situation, taught, parameters.joint)
    abroad = taught[(language != "nl") & ~exempt]
    dutch = taught[(language == "nl") | ((language == "both") & bool(parameters.both_counts))]
    equivalents = abroad["pair"].map(equivalents_of(abroad, dutch, law, parameters)).astype("float64").fillna(0.0)
    subject = f"Dutch equivalent, law of {parameters.vintage}: " + abroad["pair"]
    found.append(measures(subject, equivalents, 1.0, "programmes", "at least"))
    if parameters.ceilings:
        found.append(ceilings(taught, law, parameters.vintage))
    return joined(*found)


def named(situation: Situation, taught: pd.DataFrame, entries: Any) -> pd.Series[bool]:
    """Say for each programme whether an entry with a place names it."""
    found = pd.Series(False, index=taught.index)
    for entry in entries:
        if "/" in entry:
            found |= matches(taught, entry, situation.instance)
    return found


def languages(situation: Situation, taught: pd.DataFrame, parameters: Any) -> pd.Series[str]:
    """Return the language that each programme has: today's unless that is Dutch, else what the rule asks for."""
    today = situation.instance.table("programmes")[[*PAIR, "language"]].rename(columns={"language": "own"})
    own = taught[PAIR].merge(today, how="left", on=PAIR)["own"].fillna("nl")
    subjects = list(parameters.foreign)
    leads = taught["role"] == "lead"
    if "leads" not in subjects:
        leads &= taught["specialisation_id"].isin(subjects) | taught["family_id"].isin(subjects)
    asked = leads | named(situation, taught, subjects)
    word = "both" if parameters.both_counts else "en"
    return own.where(own != "nl", asked.map({True: word, False: "nl"}))


def equivalents_of(abroad: pd.DataFrame, dutch: pd.DataFrame, law: Vintage, parameters: Any) -> pd.Series[float]:
    """Count the Dutch programmes that are an equivalent, by foreign programme."""
    columns = ["specialisation_id", "institution_id", "province_id"]
    both = abroad[["pair", *columns]].merge(dutch[columns], on="specialisation_id", suffixes=("", "_other"))
    if law.area.value == "province":
        same = both["institution_id"] == both["institution_id_other"]
        if parameters.agreements:
            first, second = (_as_one(both[column], law) for column in ("province_id", "province_id_other"))
            same |= first == second
        both = both[same]
    return both.groupby("pair").size().astype("float64")


def _as_one(provinces: pd.Series[str], law: Vintage) -> pd.Series[str]:
    one = [] if law.one_province is None else list(law.one_province.value)
    return provinces.where(~provinces.isin(one), " ".join(one))


def ceilings(taught: pd.DataFrame, law: Vintage, vintage: int) -> pd.DataFrame:
    """Hold the foreign programmes against the share of all bachelors (the academic degree included) and masters."""
    found = []
    for word, ceiling, degrees in (
        ("bachelors", law.bachelor_ceiling, ["pba", "aba_ma"]),
        ("masters", law.master_ceiling, ["ma"]),
    ):
        if ceiling is not None:
            own = taught[taught["degree"].isin(degrees)]
            foreign = int((own["language"] != "nl").sum())
            subject = f"foreign {word}, law of {vintage}"
            found.append(measures(subject, foreign, ceiling.value * len(own), "programmes", "at most"))
    return joined(*found)
