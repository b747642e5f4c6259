"""Goals in mode pareto: two or three terms, nothing given up, no prices."""

from __future__ import annotations

import pytest

from optimizer.errors import InputError
from optimizer.reading import load_scenario


@pytest.mark.parametrize(
    ("order", "messages"),
    [
        ([{"term": "duplication"}], ["a front has 2 or 3 terms, not 1"]),
        ([{"term": term} for term in ("duplication", "cost", "freed", "hired")], ["a front has 2 or 3 terms, not 4"]),
        ([{"term": "duplication", "give_up": 0.1}, {"term": "cost"}], ["the terms of a front have no give_up"]),
        ([{"term": "duplication", "price": 3}, {"term": "cost"}], ["the terms of a front have no price"]),
    ],
)
def test_what_a_front_cannot_have_is_found(order: list[dict[str, object]], messages: list[str]) -> None:
    with pytest.raises(InputError) as fault:
        load_scenario("tutorial", {"goals": {"mode": "pareto", "order": order}})
    assert [finding.message for finding in fault.value.findings] == messages


def test_cost_may_stand_beside_its_parts() -> None:
    scenario = load_scenario(
        "tutorial", {"goals": {"mode": "pareto", "order": [{"term": "cost"}, {"term": "student_travel"}]}}
    )
    assert scenario.goals.mode == "pareto"
