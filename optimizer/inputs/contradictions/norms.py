"""Norms, against the students there are."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import TOLERANCE, Contradiction, ScenarioUnderCheck, shortage
from optimizer.inputs.instance import Pair
from optimizer.inputs.local_norms import norm_at

RULE = "minimum_enrolment"


def general_norm(case: ScenarioUnderCheck, specialisation: str) -> tuple[str, float]:
    """Return the key of the norm for a specialisation's degree, and the norm."""
    name = "norm_master" if case.instance.degree_of[specialisation] == "ma" else "norm"
    return f"rules.{RULE}.{name}", float(case.value(RULE, name, 0))


def bound_norms(case: ScenarioUnderCheck) -> dict[Pair, float]:
    """Return the norm of every eligible pair that has one; none if the rule is off."""
    if RULE not in case.scenario.rules:
        return {}
    frame = case.instance.table("specialisations")
    excused = set(frame.loc[frame["norm_exempt"].astype(bool), "specialisation_id"])
    excused = excused if case.value(RULE, "exempt", True) else set()
    local = case.value(RULE, "local_norms", {})
    return {
        pair: norm_at(case.instance, general_norm(case, pair[1])[1], local, pair)
        for pair in sorted(case.eligible)
        if pair[1] not in excused
    }


def unit_of(case: ScenarioUnderCheck) -> dict[str, str]:
    """Return for every campus within what the students of a recognised programme count together."""
    instance = case.instance
    units = {"institution": instance.institution_of, "municipality": instance.municipality_of}
    return units.get(case.value(RULE, "count", "institution"), {campus: campus for campus in instance.campuses})


def students_of(case: ScenarioUnderCheck) -> dict[str, float]:
    """Return all students of every recognised programme."""
    national: dict[str, float] = {}
    for specialisation, students in case.instance.demand_of.items():
        group = case.instance.accreditation_of[specialisation]
        national[group] = national.get(group, 0.0) + students
    return national


@shortage
def recognised_programmes_can_reach_the_norm(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every recognised programme that must exist and has fewer students in all than the norm."""
    norms, national, seen = bound_norms(case), students_of(case), set()
    for specialisation, _ in case.demanded if case.all_are_placed else ():
        here = [norm for (_, s), norm in norms.items() if s == specialisation]
        key, group = general_norm(case, specialisation)[0], case.instance.accreditation_of[specialisation]
        if not here or min(here) <= national[group] + TOLERANCE or (key, group) in seen:
            continue
        seen.add((key, group))
        message = (
            f"{key} is {min(here):g}, and {group} has {national[group]:g} students in all, who must have a place "
            "(students.unplaced_share is 0)"
        )
        mend = "Lower the norm, or let some students stay without a place."
        numbers = {"specialisation": specialisation, "norm": min(here), "students": national[group]}
        yield Contradiction((key, "students.unplaced_share"), message, mend, numbers)


@shortage
def norms_fit_the_places(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation that must exist and for which all places together are fewer than the norm."""
    norms, unit, national = bound_norms(case), unit_of(case), students_of(case)
    accreditation = case.instance.accreditation_of
    campuses: dict[tuple[str, str], set[str]] = {}
    for campus, s in case.eligible if norms else ():
        campuses.setdefault((unit[campus], accreditation[s]), set()).add(campus)
    together = {key: sum(case.most_places[campus] for campus in found) for key, found in campuses.items()}
    for specialisation, _ in case.demanded if case.all_are_placed else ():
        here = {pair: norm for pair, norm in norms.items() if pair[1] == specialisation}
        places = {pair: together[unit[pair[0]], accreditation[specialisation]] for pair in here}
        if not here or min(here.values()) > national[accreditation[specialisation]] + TOLERANCE:
            continue
        if any(places[pair] >= norm - TOLERANCE for pair, norm in here.items()):
            continue
        best = min(here, key=lambda pair: here[pair] - places[pair])
        key, other = general_norm(case, specialisation)[0], "rules.campus_capacity.expandable_share"
        message = (
            f"{key} is {here[best]:g}, and with {other} no campuses that count together hold more than "
            f"{places[best]:g} students for {specialisation}"
        )
        numbers = {"specialisation": specialisation, "norm": here[best], "places": places[best]}
        yield Contradiction((key, other), message, "Lower the norm, or let campuses grow more.", numbers)
