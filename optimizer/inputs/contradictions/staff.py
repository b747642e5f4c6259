"""Teachers who must be hired, against the limit on hiring."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import TOLERANCE, Contradiction, ScenarioUnderCheck, shortage


@shortage
def teachers_can_be_hired(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the limit on hiring, where the teachers of all specialisations are too few for their students."""
    limit = case.value("staffing", "hired_fte")
    if limit is None or not case.all_are_placed:
        return
    per_fte, teachers = case.instance.students_per_teacher, case.instance.table("teachers")
    fte = teachers.groupby("specialisation_id")["fte"].sum()
    short = {s: students / per_fte[s] - float(fte.get(s, 0.0)) for s, students in case.demanded}
    needed = sum(missing for missing in short.values() if missing > 0)
    if needed > limit + TOLERANCE:
        key = "rules.staffing.hired_fte"
        message = (
            f"{key} is {limit:g}, and {needed:g} FTE more than there are is needed to teach all students, who must "
            "have a place (students.unplaced_share is 0)"
        )
        mend = "Allow more to be hired, or let some students stay without a place."
        numbers = {"needed": needed, "allowed": limit}
        yield Contradiction((key, "students.unplaced_share"), message, mend, numbers)
