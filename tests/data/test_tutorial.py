"""The tutorial's data set: its optimum by trying every plan, and by hand."""

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from optimizer.inputs.reading import read_dataset

BY_HAND = {
    ("at-dok", "game-pba"),
    ("at-kaai", "animation-aba_ma"),
    ("at-kaai", "visual_arts-aba_ma"),
    ("lh-park", "graphic-pba"),
    ("vk-sluis", "film_av-aba_ma"),
    ("zp-plein", "graphic-pba"),
}
NORM = 80


@pytest.fixture(scope="module")
def instance():
    return read_dataset("tutorial")


def fits(instance, plan, growth):
    """Whether the demand of all specialisations fits the campuses of a plan, the norm at each institution."""
    plan = sorted(plan)
    demand, campuses = instance.demand_of, sorted({campus for campus, _ in plan})
    equal = [[1.0 if name == other else 0.0 for _, other in plan] for name in sorted(demand)]
    most = [[1.0 if campus == place else 0.0 for place, _ in plan] for campus in campuses]
    limits = [instance.places_of[campus] * growth for campus in campuses]
    groups = {(instance.institution_of[campus], instance.accreditation_of[name]) for campus, name in plan}
    for school, group in sorted(groups):
        of_group = [(instance.institution_of[k], instance.accreditation_of[s]) == (school, group) for k, s in plan]
        most.append([-1.0 if member else 0.0 for member in of_group])
        limits.append(-NORM)
    totals = [demand[name] for name in sorted(demand)]
    return linprog(np.zeros(len(plan)), A_ub=most, b_ub=limits, A_eq=equal, b_eq=totals, bounds=(20, None)).success


def plans(instance, size):
    """Yield every plan of that size in which each specialisation keeps one or two of its sites."""
    today = sorted(instance.enrolled_today)
    for plan in itertools.combinations(today, size):
        sites = [sum(1 for _, taught in plan if taught == name) for name in instance.specialisations]
        if all(1 <= count <= 2 for count in sites):
            yield set(plan)


def test_numbers_are_round_and_sum(instance):
    assert sum(instance.enrolled_today.values()) == 1050
    assert len(instance.enrolled_today) == 11
    assert instance.demand_of == {
        "animation-aba_ma": 100,
        "film_av-aba_ma": 170,
        "game-pba": 150,
        "graphic-pba": 480,
        "visual_arts-aba_ma": 150,
    }
    assert list(instance.places_of.values()) == [180, 300, 240, 240, 300]


def test_five_programmes_are_too_few_and_six_are_enough(instance):
    assert not any(fits(instance, plan, 1.5) for plan in plans(instance, 5))
    assert any(fits(instance, plan, 1.5) for plan in plans(instance, 6))


def test_six_programmes_without_expansion_are_the_plan_found_by_hand(instance):
    assert [plan for plan in plans(instance, 6) if fits(instance, plan, 1.0)] == [BY_HAND]


def test_student_travel_of_the_plan_is_that_of_the_hand_calculation(instance):
    towns = {instance.municipality_of[campus] for campus, _ in BY_HAND}
    flows = [
        (zone, name, town)
        for zone, name in sorted(instance.demand)
        for town in sorted(towns)
        if any(instance.municipality_of[campus] == town and taught == name for campus, taught in BY_HAND)
    ]
    cost = [instance.km[zone, town] for zone, _, town in flows]
    equal = [[1.0 if flow[:2] == pair else 0.0 for flow in flows] for pair in sorted(instance.demand)]
    graphic_in_brugveld = [1.0 if flow[1:] == ("graphic-pba", "brugveld") else 0.0 for flow in flows]
    answer = linprog(
        cost,
        A_ub=[graphic_in_brugveld],
        b_ub=[instance.places_of["lh-park"]],
        A_eq=equal,
        b_eq=[instance.demand[pair] for pair in sorted(instance.demand)],
    )
    by_hand = {"graphic": 5700, "animation": 2880, "film": 3830, "visual_arts": 4670, "game": 3000}
    assert answer.fun == pytest.approx(sum(by_hand.values()))
    assert sum(by_hand.values()) == 20080
