"""Places and distances, against all students."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import TOLERANCE, Contradiction, ScenarioUnderCheck, shortage

EXPANDABLE, UNPLACED = "rules.campus_capacity.expandable_share", "students.unplaced_share"


@shortage
def there_are_places_for_all(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the places of all campuses, where students are more."""
    share = case.scenario.students.unplaced_share
    students = (1 - share) * sum(case.instance.demand.values())
    places = sum(case.most_places[campus] for campus in {campus for campus, _ in case.eligible})
    if places < students - TOLERANCE:
        message = (
            f"{EXPANDABLE} gives {places:g} places at most, and {UNPLACED} = {share:g} asks for places for "
            f"{students:g} students"
        )
        mend = "Let campuses grow more, or some students stay without a place."
        yield Contradiction((EXPANDABLE, UNPLACED), message, mend, {"places": places, "students": students})


@shortage
def there_are_places_for_every_specialisation(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation with more students than the campuses that may teach it can hold."""
    for specialisation, students in case.demanded if case.all_are_placed else ():
        campuses = case.campuses_of(specialisation, case.eligible)
        places = sum(case.most_places[campus] for campus in campuses)
        if places < students - TOLERANCE and case.campuses_of(specialisation, case.eligible_unless_closed) == campuses:
            message = (
                f"with openings = {case.scenario.openings} and {EXPANDABLE}, {len(campuses)} campuses may teach "
                f"{specialisation} and hold {places:g} students at most, and it has {students:g}"
            )
            mend = "Let more programmes be opened, campuses grow more, or some students stay without a place."
            numbers = {
                "specialisation": specialisation,
                "campuses": len(campuses),
                "places": places,
                "students": students,
            }
            yield Contradiction(("openings", EXPANDABLE), message, mend, numbers)


@shortage
def places_lie_within_reach(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the limit on far travel, where more students than that have no nearer place."""
    km, share = case.value("reach", "km"), case.value("reach", "share", 1.0)
    if km is None:
        return
    towns: dict[str, set[str]] = {}
    for campus, specialisation in case.eligible:
        towns.setdefault(specialisation, set()).add(case.instance.municipality_of[campus])
    far = sum(
        students
        for (zone, specialisation), students in case.instance.demand.items()
        if specialisation in towns and min(case.instance.km[zone, town] for town in towns[specialisation]) > km
    )
    total = sum(case.instance.demand.values())
    allowed = (share + case.scenario.students.unplaced_share) * total
    if far > allowed + TOLERANCE:
        message = (
            f"rules.reach.share = {share:g} lets {share * total:g} students travel farther than rules.reach.km = "
            f"{km:g}, and for {far:g} there is no nearer place"
        )
        mend = "Raise the share or the distance, or let more programmes be opened."
        numbers = {"students": far, "allowed": allowed, "km": km}
        yield Contradiction(("rules.reach.share", "rules.reach.km"), message, mend, numbers)


@shortage
def lead_centres_have_places(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation of which no campus holds the students that its lead centre must have."""
    share = float(case.value("lead_centre", "student_share", 0.0))
    for specialisation, students in case.demanded if share > 0 and case.all_are_placed else ():
        campuses = case.campuses_of(specialisation, case.eligible)
        places = max((case.most_places[campus] for campus in campuses), default=0.0)
        if campuses and places < share * students - TOLERANCE:
            key = "rules.lead_centre.student_share"
            message = (
                f"{key} = {share:g} asks for {share * students:g} students of {specialisation} at one campus, and with "
                f"{EXPANDABLE} the largest that may teach it holds {places:g}"
            )
            mend = "Lower the share, or let campuses grow more."
            numbers = {"specialisation": specialisation, "students": share * students, "places": places}
            yield Contradiction((key, EXPANDABLE), message, mend, numbers)
