"""How many specialisations or families an institution teaches, against locks and against what there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.inputs.contradictions.checks import Contradiction, ScenarioUnderCheck, contradiction, shortage
from optimizer.inputs.instance import Pair

RULE = "specialisations_per_institution"
LEAST, MOST = f"rules.{RULE}.min", f"rules.{RULE}.max"
COUNTED = {"family": "families", "specialisation": "specialisations"}


def _subjects(case: ScenarioUnderCheck, pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """Return what is counted of some pairs, by institution."""
    by_family = case.value(RULE, "count") == "family"
    found: dict[str, set[str]] = {institution: set() for institution in case.instance.institutions}
    for campus, specialisation in pairs:
        subject = case.instance.family_of[specialisation] if by_family else specialisation
        found[case.instance.institution_of[campus]].add(subject)
    return found


def _bound(case: ScenarioUnderCheck) -> list[str]:
    frame = case.instance.table("institutions")
    return frame.loc[frame["tier"].isin(list(case.value(RULE, "binding", ()))), "institution_id"].tolist()


@contradiction
def locks_keep_no_more_than_an_institution_may_teach(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every institution at which locks ask for more than it may teach."""
    most = case.value(RULE, "max")
    if most is None:
        return
    for institution, subjects in _subjects(case, case.fixed).items():
        if len(subjects) > most:
            here = [entry for (k, _), entry in case.fixed.items() if case.instance.institution_of[k] == institution]
            keys = sorted({entry.key for entry in here})
            what = (
                f"{len(subjects)} {COUNTED[case.value(RULE, 'count')]} at {institution}: {', '.join(sorted(subjects))}"
            )
            message = f"{MOST} is {most}, and {', '.join(keys)} ask for {what}"
            yield Contradiction((MOST, *keys), message, "Raise max, or remove entries.")


@contradiction
def locks_leave_enough_to_an_institution(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every institution at which locks close so much that too little can be left."""
    least = case.value(RULE, "min", 0)
    before, left = _subjects(case, case.eligible_unless_closed), _subjects(case, case.eligible)
    for institution in _bound(case):
        if len(left[institution]) < least <= len(before[institution]):
            closed = {
                pair for pair in case.eligible_unless_closed if case.instance.institution_of[pair[0]] == institution
            }
            keys = [entry.key for entry in case.closing(closed)]
            what = f"{len(left[institution])} {COUNTED[case.value(RULE, 'count')]} to {institution}"
            message = f"{LEAST} is {least}, and {', '.join(keys)} leave {what}"
            yield Contradiction((LEAST, *keys), message, "Lower min, or remove entries.")


@shortage
def institutions_can_teach_enough(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every institution that must teach more than it can."""
    least = case.value(RULE, "min", 0)
    possible = _subjects(case, case.eligible_unless_closed)
    for institution in _bound(case):
        if len(possible[institution]) < least:
            what = f"{institution} can teach {len(possible[institution])} {COUNTED[case.value(RULE, 'count')]}"
            message = f"{LEAST} is {least}, and with openings = {case.scenario.openings} {what}"
            mend = "Lower min, bind fewer tiers, or let more programmes be opened."
            numbers = {
                "institution": institution,
                "least": least,
                "possible": len(possible[institution]),
                "count": case.value(RULE, "count"),
            }
            yield Contradiction((LEAST, "openings"), message, mend, numbers)
