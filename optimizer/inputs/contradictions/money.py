"""What must be spent once, against the budget for it."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import TOLERANCE, Contradiction, ScenarioUnderCheck, shortage
from optimizer.inputs.contradictions.openings import new_programmes

ONE_OFF, UNPLACED = "rules.budget.one_off", "students.unplaced_share"


@shortage
def places_can_be_paid(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the budget, where places that are short cost more."""
    limit, price = case.value("budget", "one_off"), case.prices.get("eur_per_place", 0.0)
    if limit is None:
        return
    students = (1 - case.scenario.students.unplaced_share) * sum(case.instance.demand.values())
    places = sum(case.instance.places_of[campus] for campus in {campus for campus, _ in case.eligible})
    short = students - places
    if short > TOLERANCE and short * price > limit + TOLERANCE:
        message = (
            f"{ONE_OFF} is {limit:g}, and with {UNPLACED} = {case.scenario.students.unplaced_share:g} {short:g} places "
            f"must be added at EUR {price:g} each: EUR {short * price:g}"
        )
        numbers = {"missing": short, "price": price, "eur": short * price, "allowed": limit}
        mend = "Raise the budget, or let some students stay without a place."
        yield Contradiction((ONE_OFF, UNPLACED), message, mend, numbers)


@shortage
def openings_can_be_paid(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the budget, where the programmes that locks open cost more."""
    limit, price = case.value("budget", "one_off"), case.prices.get("eur_per_opening", 0.0)
    if limit is None:
        return
    asked = new_programmes(case)
    if len(asked) * price > limit + TOLERANCE:
        keys = sorted(entry.key for entry, _ in asked)
        message = (
            f"{ONE_OFF} is {limit:g}, and {', '.join(keys)} open {len(asked)} programmes at EUR {price:g} each: EUR "
            f"{len(asked) * price:g}"
        )
        numbers = {"openings": len(asked), "price": price, "eur": len(asked) * price, "allowed": limit}
        yield Contradiction((ONE_OFF, *keys), message, "Raise the budget, or remove entries.", numbers)
