"""All smallest clashes and all ways out are found, whatever clashes there are."""

from __future__ import annotations

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.explanation.enumeration import all_clashes
from optimizer.inputs.scenario import Scenario
from tests.factory import tiny_instance
from tests.optimizer.explanation.asking import BOUND, Asked, kept
from tests.random_instances import scenario_of

IDLE = {
    "reach": {"km": 1000},
    "openings_limit": {"total": 9},
    "minimum_enrolment": {"norm": 0},
    "sites_per_specialisation": {"min": 0},
    "province_presence": {"min": 0},
}
RULES = {**IDLE, **BOUND}
NAMES = sorted(RULES)
INSTANCE = tiny_instance()
Parts = frozenset[str]


def smallest(sets: set[Parts]) -> set[Parts]:
    return {each for each in sets if not any(other < each for other in sets)}


def hitting(clashes: set[Parts]) -> set[Parts]:
    subsets = chain.from_iterable(combinations(NAMES, size) for size in range(len(NAMES) + 1))
    return smallest({frozenset(each) for each in subsets if all(clash & set(each) for clash in clashes)})


@settings(max_examples=40, deadline=None)
@given(st.sets(st.frozensets(st.sampled_from(NAMES), min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_clash_and_every_way_out_is_found(planted: set[Parts]) -> None:
    clashes = smallest(planted)
    asked = Asked(lambda scenario: "no" if any(clash <= kept(scenario) for clash in clashes) else "yes", INSTANCE)
    found = all_clashes(asked, scenario_of(RULES))  # type: ignore[arg-type]
    assert found.is_complete
    assert {frozenset(clash.parts) for clash in found.clashes} == clashes
    assert all(clash.is_minimal for clash in found.clashes)
    assert set(found.ways_out) == hitting(clashes)
    assert [len(way) for way in found.ways_out] == sorted(len(way) for way in found.ways_out)


def test_where_nothing_can_be_left_out_there_is_no_way_out() -> None:
    found = all_clashes(Asked(lambda _: "no", INSTANCE), scenario_of(RULES))  # type: ignore[arg-type]
    assert ([clash.parts for clash in found.clashes], found.ways_out, found.is_complete) == ([()], (), True)


def test_what_the_solver_does_not_know_is_not_claimed() -> None:
    def answer(scenario: Scenario) -> str:
        return "unknown" if "reach" not in kept(scenario) else "no"

    found = all_clashes(Asked(answer, INSTANCE), scenario_of(RULES))  # type: ignore[arg-type]
    (clash,) = found.clashes
    assert (clash.parts, clash.is_minimal, found.is_complete) == (("reach",), False, False)
