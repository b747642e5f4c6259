"""How many campuses teach a specialisation, against locks and against what there is."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import (
    TOLERANCE,
    Contradiction,
    ScenarioUnderCheck,
    contradiction,
    shortage,
)

EXPANDABLE = "rules.campus_capacity.expandable_share"
LEAST = "rules.sites_per_specialisation.min"
MOST = "rules.sites_per_specialisation.max"


@contradiction
def locks_keep_no_more_sites_than_allowed(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation of which locks ask for more sites than there may be."""
    most = case.value("sites_per_specialisation", "max")
    for specialisation, _ in case.demanded if most is not None else ():
        entries = [entry for (_, s), entry in case.fixed.items() if s == specialisation]
        if len(entries) > most:
            keys = sorted({entry.key for entry in entries})
            message = f"{MOST} is {most}, and {', '.join(keys)} ask for {len(entries)} sites of {specialisation}"
            yield Contradiction((MOST, *keys), message, "Raise max, or remove entries.")


@contradiction
def locks_leave_enough_sites(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation of which locks close so many sites that too few can be left."""
    least = case.value("sites_per_specialisation", "min", 0)
    for specialisation, _ in case.demanded:
        before = case.campuses_of(specialisation, case.eligible_unless_closed)
        left = case.campuses_of(specialisation, case.eligible)
        if len(left) < least <= len(before):
            keys = [entry.key for entry in case.closing((campus, specialisation) for campus in before)]
            message = f"{LEAST} is {least}, and {', '.join(keys)} leave {len(left)} sites for {specialisation}"
            yield Contradiction((LEAST, *keys), message, "Lower min, or remove entries.")


@shortage
def specialisations_have_enough_sites(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation that can be taught at fewer campuses than it must."""
    least = case.value("sites_per_specialisation", "min", 0)
    for specialisation, _ in case.demanded:
        possible = len(case.campuses_of(specialisation, case.eligible_unless_closed))
        if possible < least:
            message = (
                f"{LEAST} is {least}, and with openings = {case.scenario.openings} {specialisation} can be taught at "
                f"{possible} campuses"
            )
            numbers = {"specialisation": specialisation, "least": least, "possible": possible}
            mend = "Lower min, or let more programmes be opened."
            yield Contradiction((LEAST, "openings"), message, mend, numbers)


@shortage
def every_site_has_enough_students(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation with too few students for its smallest number of sites."""
    least = case.value("sites_per_specialisation", "min", 0)
    frame = case.instance.table("specialisations")
    floors = dict(zip(frame["specialisation_id"], frame["floor"].astype(float), strict=True))
    for specialisation, students in case.demanded:
        floor = min(floors[specialisation], students)
        if least * floor > students + TOLERANCE:
            message = (
                f"{LEAST} is {least}, each with at least {floor:g} students (floor), and {specialisation} has "
                f"{students:g} students in all"
            )
            numbers = {"specialisation": specialisation, "least": least, "floor": floor, "students": students}
            yield Contradiction((LEAST, "floor"), message, "Lower min.", numbers)


@shortage
def few_sites_have_places(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation whose largest campuses, as many as it may have, hold too few students."""
    most = case.value("sites_per_specialisation", "max")
    for specialisation, students in case.demanded if most is not None and case.all_are_placed else ():
        campuses = case.campuses_of(specialisation, case.eligible)
        places = sum(sorted((case.most_places[campus] for campus in campuses), reverse=True)[:most])
        if len(campuses) > most and places < students - TOLERANCE:
            message = (
                f"{MOST} is {most}, with {EXPANDABLE} the largest campuses for {specialisation} then hold {places:g} "
                f"students, and it has {students:g}"
            )
            numbers = {"specialisation": specialisation, "most": most, "places": places, "students": students}
            yield Contradiction((MOST, EXPANDABLE), message, "Raise max, or let campuses grow more.", numbers)


@shortage
def openings_reach_the_sites(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the limit on openings, where the smallest number of sites needs more of them."""
    least, total = case.value("sites_per_specialisation", "min", 0), case.value("openings_limit", "total")
    if total is None:
        return
    taught = case.today & case.eligible
    missing = {s: least - len(case.campuses_of(s, taught)) for s, _ in case.demanded}
    needed = sum(count for count in missing.values() if count > 0)
    if needed > total:
        key = "rules.openings_limit.total"
        message = f"{LEAST} is {least}, for which {needed} programmes would have to be opened, and {key} is {total}"
        numbers = {"least": least, "needed": needed, "allowed": total}
        yield Contradiction((LEAST, key), message, "Lower min, or allow more openings.", numbers)


@shortage
def every_group_has_a_site(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation that more groups keep for themselves than it may have sites."""
    most, by = case.value("sites_per_specialisation", "max"), case.value("borders", "by")
    if most is None or by is None or not case.all_are_placed or not case.value("borders", "share", 0.0):
        return
    group = case.groups_by(by)
    for specialisation, _ in case.demanded:
        enrolled = case.instance.enrolled_today
        groups = {group[k] for (k, s), students in enrolled.items() if s == specialisation and students > 0}
        if len(groups) > most:
            key = "rules.borders.by"
            message = f"{MOST} is {most}, and by {key} = {by} {len(groups)} keep students of {specialisation}"
            numbers = {"specialisation": specialisation, "most": most, "groups": len(groups), "by": by}
            yield Contradiction((MOST, key), message, "Raise max, or remove the borders.", numbers)
