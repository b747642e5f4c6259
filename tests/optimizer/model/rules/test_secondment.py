"""Rows and effect of `secondment`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of

SINGLE = {"sites_per_specialisation": {"max": 1}}


# aa-bb is 45 km: the 8 groups of film and photo cannot work in the other town, which is another institution too.
@pytest.mark.parametrize(("limits", "shut"), [({"km": 44}, 8), ({"km": 45}, 0), ({"ban": True}, 8)])
def test_postings_out_of_reach_are_shut(limits: dict[str, float], shut: int) -> None:
    model = built(tiny_instance(), {"secondment": limits})
    away = [posting for posting, staff in model.pyomo.staff.items() if staff.fixed]
    assert len(away) == shut
    assert all(model.index.group_of[group].home != campus for group, campus in away)


def test_rows_of_a_limit_on_sites() -> None:
    model = built(tiny_instance(), {"secondment": {"sites": 1}})
    # 12 groups; the 8 of film and photo have two campuses each
    assert rows_of(model, "secondment") == {"works_at_if_staff": 20, "few_sites": 12}
    name = "rules.secondment.works_at[film-one-a,{}]"
    assert row(model, "secondment", "works_at_if_staff", "film-one-a", "two-b") == (
        None,
        {"staff[film-one-a,two-b]": 1.0, name.format("two-b"): -4.0},
        0.0,
    )
    _, coefficients, most = row(model, "secondment", "few_sites", "film-one-a")
    assert (coefficients, most) == ({name.format("one-a"): 1.0, name.format("two-b"): 1.0}, 1.0)


# One site each at one-a: the 4 FTE of film and 5 of photo at two-b are freed unless they may come over.
@pytest.mark.parametrize(
    ("limits", "freed"),
    [({}, 0.0), ({"km": 45}, 0.0), ({"km": 44.9}, 9.0), ({"ban": True}, 9.0), ({"sites": 1}, 0.0)],
)
def test_teachers_who_may_not_come_are_freed(limits: dict[str, float], freed: float) -> None:
    assert optimum(tiny_instance(), {"secondment": limits, **SINGLE}, "freed").value == pytest.approx(freed, abs=1e-6)


def test_the_data_set_says_how_far_each_group_goes() -> None:
    teachers = tiny_instance().table("teachers").copy()
    teachers.loc[teachers["teacher_group_id"] == "photo-two-b", "max_km"] = 44.0
    closed = {"locks": {"close": ["two-b"]}}
    found = optimum(tiny_instance(teachers=teachers), {"secondment": {"km": 50}, **closed}, "freed")
    assert found.value == pytest.approx(4.0)  # its FTE
    assert optimum(tiny_instance(teachers=teachers), closed, "freed").value == pytest.approx(0.0, abs=1e-6)


# Sound opens at two-b, where 40 of its 90 students need 4 of the 9 FTE: groups of 7 and 2 at two-a. With one site each,
# the group of 7 stays (for 5 or more FTE at two-a), that of 2 goes; so 2 are hired at two-b and 2 are idle elsewhere.
@pytest.mark.parametrize(("sites", "hired"), [(2, 0.0), (1, 2.0)])
def test_a_group_works_at_few_sites(sites: int, hired: float) -> None:
    rules = {
        "secondment": {"sites": sites},
        "locks": {"open": ["two-b/sound-pba"]},
        "reach": {"km": 39, "share": 4 / 352 + 1e-9},
    }
    assert optimum(tiny_instance(), rules, "hired").value == pytest.approx(hired, abs=1e-6)
