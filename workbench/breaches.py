"""Says of a failed check, in a whole sentence, which rule is broken, where, and by how much."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.messages import MESSAGES, Language, say
from workbench.names import Names
from workbench.numbers import format_number

if TYPE_CHECKING:
    import pandas as pd

    from optimizer.inputs.instance import Instance
    from optimizer.inputs.plan import Plan

WHOLE = frozenset({"students", "residents", "programmes", "campuses", "places"})
"""Units of which people count whole ones."""

Values = Mapping[str, str]
Speak = Callable[[Names, Values, Any], dict[str, str]]


def amount(value: float, unit: str, lang: Language, decimals: int | None = None) -> str:
    """Return a number with its unit, in the singular where it is one."""
    n = format_number(value, lang, decimals)
    key = f"amount_{unit.replace(' ', '_')}"
    if n == "1" and f"{key}_one" in MESSAGES:
        return say(lang, f"{key}_one", n=n)
    return say(lang, key, n=n) if key in MESSAGES else f"{n} {unit}"


def _pair(names: Names, found: Values, _: Any) -> dict[str, str]:
    return {"who": names.programme(found["campus"], found["specialisation"])}


def _named(kind: str) -> Speak:
    return lambda names, found, _: {"who": getattr(names, kind)(found["id"])}


def _as_is(_: Names, found: Values, __: Any) -> dict[str, str]:
    return dict(found)


def _recognised(names: Names, found: Values, plan: Plan | None) -> dict[str, str]:
    """Return where a recognised programme is too small, and the specialisations of it that are taught there."""
    instance, place = names.instance, found["place"]
    specialisations = instance.table("specialisations").set_index("specialisation_id")["accreditation_id"]
    taught = sorted(
        {
            specialisation
            for campus, specialisation in (plan.pairs if plan is not None else ())
            if specialisations.get(specialisation) == found["id"]
            and place in {campus, instance.institution_of[campus], instance.municipality_of[campus]}
        }
    )
    what = names.listed(names.specialisation(each) for each in taught) if taught else found["id"]
    return {"who": f"{names.place(place)}, {what}"}


def _kept(names: Names, found: Values, _: Any) -> dict[str, str]:
    return {"who": names.specialisation(found["id"]), "group": names.body(found["group"])}


def _poles(names: Names, found: Values, _: Any) -> dict[str, str]:
    sides = {side: found[side].split(", ") for side in ("first", "second")}
    return {side: names.listed(names.municipality(town) for town in towns) for side, towns in sides.items()}


def _locked(names: Names, found: Values, _: Any) -> dict[str, str]:
    place, _slash, specialisation = found["id"].partition("/")
    where = names.place(place)
    return {"who": f"{where}, {names.specialisation(specialisation)}" if specialisation not in {"", "*"} else where}


def _teachers(names: Names, found: Values, _: Any) -> dict[str, str]:
    return {"who": names.teachers(found["id"]), "campus": names.campus(found.get("campus", ""))}


def _past(names: Names, found: Values, plan: Plan | None) -> dict[str, str]:
    return {**_pair(names, found, plan), "zone": names.zone(found["zone"])}


def _together(names: Names, found: Values, _: Any) -> dict[str, str]:
    return {"who": names.specialisation(found["id"]), "zone": names.zone(found["zone"])}


PAIR = r"(?P<campus>[^/ ]+)/(?P<specialisation>\S+)"
SUBJECTS: tuple[tuple[str, str, str, Speak], ...] = (
    ("plan", rf"programmes that may not be opened: {PAIR}", "breach_opening", _pair),
    ("plan", rf"fewest students: {PAIR}", "subject_small", _pair),
    ("plan", r"students without a place", "subject_unplaced", _as_is),
    ("students", rf"go past a place: (?P<zone>\S+) past {PAIR}", "breach_past", _past),
    ("students", r"go together: (?P<zone>[^/]+)/(?P<id>\S+)", "subject_together", _together),
    ("campus_capacity", r"(?P<id>\S+)", "breach_room", _named("campus")),
    ("minimum_enrolment", r"(?P<id>\S+) at (?P<place>\S+)", "breach_norm", _recognised),
    ("sites_per_specialisation", r"(?P<id>\S+)", "subject_sites", _named("specialisation")),
    ("specialisations_per_institution", r"(?P<id>\S+)", "subject_sites", _named("institution")),
    ("reach", r"beyond (?P<km>\S+) km", "subject_far", _as_is),
    ("staffing", r"freed", "subject_freed", _as_is),
    ("staffing", r"freed top teachers", "subject_top_freed", _as_is),
    ("staffing", r"hired", "subject_hired", _as_is),
    ("staffing", PAIR, "subject_teaching", _pair),
    ("secondment", r"(?P<id>\S+) at (?P<campus>\S+)( \(other institution\))?", "subject_teachers", _teachers),
    ("secondment", r"(?P<id>\S+)", "subject_teachers_of", _teachers),
    ("lead_centre", r"(?P<id>\S+)", "subject_at_lead", _named("specialisation")),
    ("institute", r"all residents", "subject_residents", _as_is),
    ("institute", r"track (?P<id>\S+)", "subject_track", _named("specialisation")),
    ("institute", r"family (?P<id>\S+)", "subject_family", _named("family")),
    ("institute", r"hosts( .*)?", "subject_hosts", _as_is),
    ("institute", r"host (?P<id>\S+)", "subject_host", _named("host")),
    ("institute", r"guests of (?P<id>\S+)", "subject_guests", _named("specialisation")),
    ("institute", r"institute that is absent", "subject_no_institute", _as_is),
    ("language", rf"Dutch equivalent, law of \d+: {PAIR}", "subject_equivalent", _pair),
    ("language", r"foreign bachelors, law of \d+", "subject_foreign_bachelors", _as_is),
    ("language", r"foreign masters, law of \d+", "subject_foreign_masters", _as_is),
    ("linear", r"own rule (?P<number>\d+): (?P<of>\S+)", "subject_own", _as_is),
    ("borders", r"(?P<group>.+)/(?P<id>\S+)", "subject_kept", _kept),
    ("budget", r"once", "subject_once", _as_is),
    ("budget", r"a year above today", "subject_yearly", _as_is),
    ("industry_proximity", PAIR, "subject_firm", _pair),
    ("province_presence", r"(?P<id>\S+)", "subject_sites", _named("province")),
    ("network_pluralism", r"(?P<id>\S+)", "subject_sites", _named("family")),
    ("pole_balance", r"(?P<first>.+) against (?P<second>.+)", "subject_poles", _poles),
    ("openings_limit", r"all institutions", "subject_openings", _as_is),
    ("openings_limit", r"(?P<id>\S+)", "subject_openings_of", _named("institution")),
    ("locks", r"keep (?P<id>.+)", "breach_keep", _locked),
    ("locks", r"open (?P<id>.+)", "breach_open", _locked),
    ("locks", r"close (?P<id>.+)", "breach_close", _locked),
    ("locks", r"lead (?P<id>.+)", "breach_lead", _locked),
)
"""Rule, what its subject looks like, how that is said, and what fills it in."""

SENSES = {"at least": "breach_few", "at most": "breach_many", "exactly": "breach_other"}


def breach_sentence(check: Any, instance: Instance, plan: Plan | None, lang: Language) -> str:
    """Return what a failed check means.

    Parameters
    ----------
    check : named tuple
        A row of ``checks.csv``.
    instance : Instance
        The data set.
    plan : Plan or None
        The plan that was checked: a recognised programme is called by what of it is taught.
    """
    unit, _, sense = str(check.unit).rpartition(", ")
    key, values = _subject(check, Names(instance, lang), plan, unit)
    figures = _figures(float(check.measured), float(check.limit), unit, lang)
    if key.startswith("breach_"):
        sentence = say(lang, key, **values, **figures)
    else:
        sentence = say(lang, SENSES[sense], who=say(lang, key, **values), **figures)
    return sentence[:1].upper() + sentence[1:]


def _subject(check: Any, names: Names, plan: Plan | None, unit: str) -> tuple[str, dict[str, str]]:
    for rule, pattern, key, speak in SUBJECTS:
        found = re.fullmatch(pattern, str(check.subject)) if rule == check.name else None
        if found is not None:
            counted = "subject_leads" if key == "subject_at_lead" and unit == "lead centres" else key
            return counted, speak(names, {name: text or "" for name, text in found.groupdict().items()}, plan)
    return "subject_rule", {"rule": str(check.name), "subject": str(check.subject)}


def _figures(measured: float, limit: float, unit: str, lang: Language) -> dict[str, str]:
    """Return the numbers of a sentence: rounded alike, so that they add up as they stand there."""
    missed = abs(measured - limit)
    decimals = 0 if unit in WHOLE and missed >= 0.5 else 1 if missed >= 0.05 else 3
    shown = [round(value, decimals) for value in (measured, limit)]
    return {
        "measured": amount(shown[0], unit, lang, decimals),
        "limit": format_number(shown[1], lang, decimals),
        "missed": format_number(abs(shown[0] - shown[1]), lang, decimals),
    }


def breach_sentences(
    checks: pd.DataFrame, instance: Instance, plan: Plan | None, lang: Language, most: int | None = None
) -> list[str]:
    """Return what failed checks mean, one sentence each; with `most`, those that are missed by the largest shares."""
    rows: list[Any] = list(checks.itertuples(index=False, name="Check"))
    if most is not None:
        rows.sort(key=lambda row: -abs(row.measured - row.limit) / max(1.0, abs(row.limit)))
        rows = rows[:most]
    return list(dict.fromkeys(breach_sentence(row, instance, plan, lang) for row in rows))
