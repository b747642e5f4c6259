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
            yield Contradiction((LEAST, "openings"), message, "Lower min, or let more programmes be opened.")


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
            yield Contradiction((LEAST, "floor"), message, "Lower min.")
