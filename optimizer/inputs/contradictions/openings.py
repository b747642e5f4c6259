"""What locks open, against the limits on openings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimizer.inputs.contradictions.checks import Contradiction, ScenarioUnderCheck, contradiction
from optimizer.inputs.contradictions.locks import wanted
from optimizer.inputs.instance import Pair
from optimizer.inputs.lock_entries import LockEntry

Asked = tuple[LockEntry, frozenset[Pair]]


def new_programmes(case: ScenarioUnderCheck) -> list[Asked]:
    """Return entries that each ask for another new programme, with the pairs of which it must be one.

    No two of them can be satisfied by the same programme, so that there are at least as many openings.
    """
    asking = []
    for entry in case.locked("open", "keep", "lead"):
        pairs = wanted(case, entry) & case.eligible
        if pairs and not pairs & case.today:
            asking.append((entry, pairs))
    apart: list[Asked] = []
    for entry, pairs in sorted(asking, key=lambda each: (len(each[1]), each[0].key)):
        if all(pairs.isdisjoint(other) for _, other in apart):
            apart.append((entry, pairs))
    return apart


def _too_many(name: str, limit: int, asked: Iterable[Asked], where: str) -> Iterator[Contradiction]:
    keys = sorted(entry.key for entry, _ in asked)
    if len(keys) > limit:
        key = f"rules.openings_limit.{name}"
        programmes = "a new programme" if len(keys) == 1 else f"{len(keys)} new programmes"
        message = f"{key} is {limit}, and {', '.join(keys)} ask for {programmes}{where}"
        yield Contradiction((key, *keys), message, "Raise the limit, or remove entries.")


@contradiction
def locks_open_within_the_limit(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the limit on all openings, where locks ask for more."""
    total = case.value("openings_limit", "total")
    if total is not None:
        yield from _too_many("total", total, new_programmes(case), "")


@contradiction
def locks_open_within_the_limit_of_an_institution(case: ScenarioUnderCheck) -> Iterator[Contradiction]:
    """Yield the limit on an institution's openings, wherever locks ask for more."""
    limit = case.value("openings_limit", "per_institution")
    if limit is None:
        return
    at: dict[str, list[Asked]] = {}
    for entry, pairs in new_programmes(case):
        institutions = {case.instance.institution_of[campus] for campus, _ in pairs}
        if len(institutions) == 1:
            at.setdefault(institutions.pop(), []).append((entry, pairs))
    for institution, asked in sorted(at.items()):
        yield from _too_many("per_institution", limit, asked, f" at {institution}")
