"""Rows and effect of `sites_per_specialisation`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def test_one_row_a_specialisation_for_the_least_and_the_most_where_they_can_bind() -> None:
    model = built(tiny_instance(), {"sites_per_specialisation": {"min": 1, "max": 1}})
    assert rows_of(model, "sites_per_specialisation") == {"fewest_sites": 4, "most_sites": 2}
    sites = {"offers[one-a,film-pba]": 1.0, "offers[two-b,film-pba]": 1.0}
    assert row(model, "sites_per_specialisation", "fewest_sites", "film-pba") == (1.0, sites, None)
    assert row(model, "sites_per_specialisation", "most_sites", "film-pba") == (None, sites, 1.0)


# Without it film and photo of the south stay in bb: 4340 student·km. At one site each they come to one-a:
# film 40·(40 - 5) and photo 60·(40 - 5) km more.
@pytest.mark.parametrize(("most", "travel"), [(None, 4340.0), (2, 4340.0), (1, 4340.0 + 1400.0 + 2100.0)])
def test_at_most_so_many_sites(most: int | None, travel: float) -> None:
    rules = {"sites_per_specialisation": {"max": most}}
    assert optimum(tiny_instance(), rules, "student_travel").value == pytest.approx(travel)


# Two sites: sound and musical have one campus today; they may open at a second where openings allow it.
@pytest.mark.parametrize(("openings", "duplication"), [("none", None), ("anywhere", 4.0)])
def test_at_least_so_many_sites(openings: str, duplication: float | None) -> None:
    instance = tiny_instance()
    specialisations = instance.table("specialisations").assign(floor=0.0)
    found = optimum(
        tiny_instance(specialisations=specialisations),
        {"sites_per_specialisation": {"min": 2}},
        "duplication",
        openings,
    )
    assert found.value == duplication


def test_fewer_required_and_more_allowed_sites_never_make_the_best_plan_worse() -> None:
    loosened = [{"min": 2, "max": 2}, {"min": 1, "max": 2}, {"min": 1, "max": 3}, {"min": 0}]
    rules = [{"sites_per_specialisation": values} for values in loosened]
    travel = [optimum(tiny_instance(), rule, "student_travel", "family").value for rule in rules]
    assert travel[0] is None  # musical (12 students) cannot fill two programmes of 12
    assert travel[1:] == sorted(travel[1:], reverse=True)
