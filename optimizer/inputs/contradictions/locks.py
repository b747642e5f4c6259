"""Locks against each other, and against what may be opened."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.inputs.contradictions.checks import Contradiction, ScenarioUnderCheck, contradiction
from optimizer.inputs.gathering import shown
from optimizer.inputs.instance import Pair
from optimizer.inputs.lock_entries import ANY, LockEntry

ASKED = {"keep": "kept", "open": "opened", "lead": "lead centre"}


def wanted(case: ScenarioUnderCheck, entry: LockEntry) -> frozenset[Pair]:
    """Return the pairs of which an entry asks for one (with ``*``, keep asks for each)."""
    if entry.kind == "keep" and ANY in entry.text:
        return entry.pairs & case.today
    if entry.kind == "open" and len(entry.pairs) > 1:
        return entry.pairs - case.today
    return entry.pairs


def _is_closed(case: ScenarioUnderCheck, entry: LockEntry) -> bool:
    pairs = wanted(case, entry)
    closed = frozenset[Pair]().union(*(other.pairs for other in case.closing(pairs)))
    each = entry.kind == "keep" and ANY in entry.text
    return bool(pairs & closed) if each else bool(pairs) and pairs <= closed


@contradiction
def locks_close_what_they_keep(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every entry that asks for what others close."""
    for entry in case.locked("keep", "open", "lead"):
        if _is_closed(case, entry):
            for closing in case.closing(wanted(case, entry)):
                message = (
                    f"{entry.key} says that {shown(entry.text)} is to be {ASKED[entry.kind]}, and {closing.key} closes "
                    f"{shown(closing.text)}"
                )
                yield Contradiction((entry.key, closing.key), message, "Remove one of the two entries.")


@contradiction
def locks_name_what_may_be_opened(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every entry that asks for what is neither taught today nor may be opened."""
    for entry in case.locked("keep", "open", "lead"):
        pairs = wanted(case, entry)
        if pairs and not _is_closed(case, entry) and not pairs & case.eligible:
            message = (
                f"{entry.key} says that {shown(entry.text)} is to be {ASKED[entry.kind]}, which is not taught today, "
                f"and openings is {case.scenario.openings}"
            )
            mend = "Name campus and specialisation under rules.locks.open, or let more programmes be opened."
            yield Contradiction((entry.key, "openings"), message, mend)


@contradiction
def specialisations_have_one_lead(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every lead of a specialisation that another entry gives to other campuses."""
    first: dict[str, LockEntry] = {}
    for entry in case.locked("lead"):
        specialisations = {specialisation for _, specialisation in entry.pairs}
        if len(specialisations) != 1:
            continue
        other = first.setdefault(specialisations.pop(), entry)
        if other.pairs.isdisjoint(entry.pairs):
            message = (
                f"{entry.key} says that {shown(entry.text)} leads, {other.key} that {shown(other.text)} does, and a "
                "specialisation has one lead centre"
            )
            yield Contradiction((entry.key, other.key), message, "Remove one of the two entries.")


@contradiction
def locks_leave_a_place(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield every specialisation whose last place is closed while all its students must have a place."""
    for specialisation, students in case.demanded if case.all_are_placed else ():
        before = case.campuses_of(specialisation, case.eligible_unless_closed)
        if before and not case.campuses_of(specialisation, case.eligible):
            entry = case.closing((campus, specialisation) for campus in before)[-1]
            message = (
                f"{entry.key} closes the last place for {specialisation}, and students.unplaced_share is 0 while it "
                f"has {students:g} students"
            )
            mend = "Leave one of its programmes, or let some students stay without a place."
            yield Contradiction((entry.key, "students.unplaced_share"), message, mend)
