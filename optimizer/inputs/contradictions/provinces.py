"""What provinces must keep, against what can be taught there."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import Contradiction, ScenarioUnderCheck, shortage


@shortage
def provinces_can_teach_enough(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every province that must keep more than can be taught there."""
    least, count = case.value("province_presence", "min", 0), case.value("province_presence", "count")
    province, family = case.instance.province_of, case.instance.family_of
    named = case.value("province_presence", "provinces", ()) or sorted({province[k] for k, _ in case.today})
    for name in dict.fromkeys(named):
        here = {s for campus, s in case.eligible if province[campus] == name}
        possible = len({family[s] for s in here} if count == "family" else here)
        if possible < least:
            key = "rules.province_presence.min"
            message = f"{key} is {least}, and with openings = {case.scenario.openings} {name} can have {possible}"
            numbers = {"province": name, "least": least, "possible": possible, "count": count}
            mend = "Lower min, or let more programmes be opened."
            yield Contradiction((key, "openings"), message, mend, numbers)
