"""Norms, against the students there are."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import TOLERANCE, Contradiction, ScenarioUnderCheck, shortage


@shortage
def recognised_programmes_can_reach_the_norm(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every recognised programme that must exist and has fewer students in all than the norm."""
    if "minimum_enrolment" not in case.scenario.rules or not case.all_are_placed:
        return
    instance, exempt = case.instance, case.value("minimum_enrolment", "exempt", True)
    frame = instance.table("specialisations")
    excused = dict(zip(frame["specialisation_id"], frame["norm_exempt"].astype(bool), strict=True))
    national: dict[str, float] = {}
    for specialisation, students in instance.demand_of.items():
        group = instance.accreditation_of[specialisation]
        national[group] = national.get(group, 0.0) + students
    seen = set()
    for specialisation, _ in case.demanded:
        name = "norm_master" if instance.degree_of[specialisation] == "ma" else "norm"
        norm, group = float(case.value("minimum_enrolment", name, 0)), instance.accreditation_of[specialisation]
        if (exempt and excused[specialisation]) or norm <= national[group] + TOLERANCE or (name, group) in seen:
            continue
        seen.add((name, group))
        key = f"rules.minimum_enrolment.{name}"
        message = (
            f"{key} is {norm:g}, and {group} has {national[group]:g} students in all, who must have a place "
            "(students.unplaced_share is 0)"
        )
        mend = "Lower the norm, or let some students stay without a place."
        yield Contradiction((key, "students.unplaced_share"), message, mend)
