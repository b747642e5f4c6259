"""Several programmes that must exist share the students there are, and each needs the norm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import TOLERANCE, Contradiction, ScenarioUnderCheck, shortage
from optimizer.inputs.contradictions.norms import RULE, bound_norms, general_norm, students_of, unit_of

NESTED = {("institution", "network"), ("institution", "association"), ("municipality", "province")}
"""Within what students count together, and the groups of campuses inside of which that always lies."""


def _alone(case: ScenarioUnderCheck, units: int) -> bool:
    """Whether the norm alone already says it: one programme, which must exist anyway."""
    return units < 2 and case.all_are_placed


@shortage
def sites_have_enough_students(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation with too few students for the norm at its smallest number of sites."""
    least = case.value("sites_per_specialisation", "min", 0)
    norms, unit, national = bound_norms(case), unit_of(case), students_of(case)
    for specialisation, _ in case.demanded if least > 0 else ():
        norm: dict[str, float] = {}
        sites: dict[str, int] = defaultdict(int)
        for (campus, s), value in norms.items():
            if s == specialisation:
                norm[unit[campus]] = min(value, norm.get(unit[campus], value))
                sites[unit[campus]] += 1
        units, room = 0, least
        for count in sorted(sites.values(), reverse=True):
            if room > 0:
                units, room = units + 1, room - count
        needed = sum(sorted(norm.values())[:units])
        students = national[case.instance.accreditation_of[specialisation]]
        if room > 0 or needed <= students + TOLERANCE or _alone(case, units):
            continue
        key, other = "rules.sites_per_specialisation.min", general_norm(case, specialisation)[0]
        message = (
            f"{key} is {least}, so that with {other} {specialisation} needs {needed:g} students in {units} places that "
            f"count apart, and its recognised programme has {students:g}"
        )
        numbers = {
            "specialisation": specialisation,
            "least": least,
            "units": units,
            "needed": needed,
            "students": students,
            "count": case.value(RULE, "count"),
        }
        yield Contradiction((key, other), message, "Lower min or the norm.", numbers)


@shortage
def fixed_programmes_have_enough_students(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every recognised programme that locks ask for in more places than it has students for."""
    norms, unit, national = bound_norms(case), unit_of(case), students_of(case)
    needs: dict[str, dict[str, float]] = defaultdict(dict)
    entries: dict[str, set[str]] = defaultdict(set)
    one_of: dict[str, str] = {}
    for (campus, s), entry in case.fixed.items():
        if (campus, s) in norms:
            group = case.instance.accreditation_of[s]
            needs[group][unit[campus]] = max(norms[campus, s], needs[group].get(unit[campus], 0.0))
            entries[group].add(entry.key)
            one_of.setdefault(group, s)
    for group, at in needs.items():
        needed = sum(at.values())
        if needed <= national[group] + TOLERANCE or _alone(case, len(at)):
            continue
        keys = (general_norm(case, one_of[group])[0], *sorted(entries[group]))
        message = (
            f"{', '.join(keys[1:])} ask for {group} in {len(at)} places that count apart, where {keys[0]} needs "
            f"{needed:g} students, and it has {national[group]:g} in all"
        )
        numbers = {
            "specialisation": one_of[group],
            "units": len(at),
            "needed": needed,
            "students": national[group],
            "count": case.value(RULE, "count"),
        }
        yield Contradiction(keys, message, "Remove entries, or lower the norm.", numbers)


@shortage
def groups_have_enough_students(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every programme that a group keeps for itself and that no border lets reach the norm."""
    by, share = case.value("borders", "by"), float(case.value("borders", "share", 0.0))
    count = case.value(RULE, "count", "institution")
    nested = count == "campus" or (count, by) in NESTED
    if by is None or share <= 0 or not nested or not case.all_are_placed:
        return
    instance, norms, group = case.instance, bound_norms(case), case.groups_by(by)
    in_all: dict[str, float] = defaultdict(float)
    today: dict[tuple[str, str], float] = defaultdict(float)
    for (campus, s), students in instance.enrolled_today.items():
        in_all[s] += students
        today[group[campus], s] += students
    for (name, s), enrolled in sorted(today.items()):
        here = [norm for (campus, other), norm in norms.items() if other == s and group[campus] == name]
        if not here or enrolled <= 0 or instance.demand_of[s] <= 0:
            continue
        most = sum(
            instance.demand_of[other] * (1 - share * (1 - today.get((name, other), 0.0) / in_all[other]))
            for other in instance.specialisations
            if instance.accreditation_of[other] == instance.accreditation_of[s] and in_all[other] > 0
        ) + sum(
            instance.demand_of[other]
            for other in instance.specialisations
            if instance.accreditation_of[other] == instance.accreditation_of[s] and in_all[other] <= 0
        )
        if most < min(here) - TOLERANCE:
            key, other_key = "rules.borders.share", general_norm(case, s)[0]
            message = (
                f"with {key} = {share:g} {name} has at most {most:g} students of the recognised programme of {s}, "
                f"which it keeps, and {other_key} is {min(here):g}"
            )
            numbers = {"group": name, "by": by, "specialisation": s, "students": most, "norm": min(here)}
            yield Contradiction((key, other_key), message, "Lower the share or the norm.", numbers)
