"""Completions and repairs of a proposal by trying every set of programmes; no code of the model is used."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from random import Random

from optimizer.evaluation.stated import Stated
from optimizer.inputs.instance import Pair
from tests.oracle import Oracle
from tests.oracle_facts import Offered, counted
from tests.oracle_placement import Placement
from tests.oracle_places import hold_places
from tests.oracle_programme import Sum, add, times
from tests.random_instances import Case


@dataclass(frozen=True)
class NearestByHand:
    """Fewest changes to programmes, then fewest lead centres that move, then least cost."""

    changed: int
    moved: int
    cost: float


def random_proposal(case: Case, random: Random, *, complete: bool) -> Stated:
    """Return a proposal over all pairs of a case, legal or not."""
    instance = case.instance
    pairs = [(campus, s) for campus in instance.campuses for s in instance.specialisations]
    if complete:
        taught = frozenset(
            pair for pair in pairs if random.random() < (0.75 if pair in instance.enrolled_today else 0.15)
        )
        leading = frozenset(pair for pair in sorted(taught) if random.random() < 0.25)
        return Stated(True, taught, leading=leading, following=frozenset())
    drawn = random.sample(pairs, min(len(pairs), 3))
    taught = frozenset(pair for pair in drawn if random.random() < 0.5)
    leading = frozenset(pair for pair in sorted(taught) if random.random() < 0.3)
    return Stated(False, taught, frozenset(drawn) - taught, leading)


def agrees(offered: Offered, stated: Stated) -> bool:
    """Whether a set of programmes does all that a proposal states of programmes."""
    if stated.complete:
        return offered == stated.taught
    return stated.taught <= offered and not stated.shut & offered


def distance(offered: Offered, stated: Stated) -> int:
    """Return the programmes that differ from what a proposal states."""
    return len(stated.taught - offered) + len(offered - stated.taught if stated.complete else offered & stated.shut)


def missing_leads(placement: Placement, stated: Stated) -> tuple[int, Sum]:
    """Return how many named lead centres do not lead: a constant, and a sum to add to it."""
    found = [pair for pair in stated.leading if pair in placement.lead]
    return len(stated.leading), add(*(times(-1.0, placement.lead[pair]) for pair in found))


def placed(oracle: Oracle, offered: Offered, leading: frozenset[Pair] = frozenset()) -> Placement:
    """Return a set of programmes with all that remains to be chosen, some lead centres given."""
    placement = Placement(oracle.facts, offered)
    hold_places(placement)
    for pair in leading:
        placement.hold(placement.lead.get(pair, {}), 1.0, inf)
    return placement


def nearest_by_hand(oracle: Oracle, stated: Stated) -> NearestByHand | None:
    """Return the nearest legal plan; None if there is no legal plan."""
    by_distance: dict[int, list[Offered]] = {}
    for offered in oracle.possible:
        by_distance.setdefault(distance(offered, stated), []).append(offered)
    for changed in sorted(by_distance):
        best: tuple[int, float] | None = None
        for offered in by_distance[changed]:
            placement = placed(oracle, offered)
            constant, missing = missing_leads(placement, stated)
            moved = placement.least(missing, [])
            if moved is None:
                continue
            cost = placement.least(placement.measure("cost", "institution"), [(missing, moved + 1e-6)])
            assert cost is not None
            found = (round(constant + moved), counted(oracle.facts, offered, "cost") + cost)
            best = found if best is None else min(best, found)
        if best is not None:
            return NearestByHand(changed, *best)
    return None


def completed_by_hand(case: Case, stated: Stated) -> list[float] | None:
    """Return the values of the goals of the best legal plan that does all a proposal states; None without one."""
    oracle = _Stating(case.instance, case.scenario)
    oracle.leading = stated.leading
    oracle.possible = [offered for offered in oracle.possible if agrees(offered, stated)]
    return oracle.hierarchy(*case.scenario.goals.order)


class _Stating(Oracle):
    """Brute force with some lead centres given."""

    leading: frozenset[Pair] = frozenset()

    def place(self, offered: Offered) -> Placement:
        """Return what remains to be chosen."""
        return placed(self, offered, self.leading)
