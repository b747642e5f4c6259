"""What is said of the fairest plan: every number counted again from the plans themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer import load_instance, load_scenario
from optimizer.answers.fair import Fair, fair
from tests.optimizer.answers.cases import EXACT
from workbench.fairness import described, fair_lines


@pytest.fixture(scope="module")
def found() -> Fair:
    scenario = load_scenario("tutorial")
    return fair(load_instance(scenario.dataset), scenario, EXACT, by="province", isolated=False)


def students(found: Fair, programmes, column: str, level: str) -> dict[str, float]:
    """Return the students of each institution or province, row by row."""
    campuses = {row["campus_id"]: row for row in found.instance.table("campuses").to_dict("records")}
    towns = {row["municipality_id"]: row for row in found.instance.table("municipalities").to_dict("records")}
    sums: dict[str, float] = {}
    for row in programmes.to_dict("records"):
        campus = campuses[row["campus_id"]]
        province = towns[campus["municipality_id"]]["province_id"]
        body = province if level == "province" else campus["institution_id"]
        sums[body] = sums.get(body, 0.0) + row[column]
    return sums


def with_eur(found: Fair, *eur: float) -> Fair:
    """Return the same with other sums borne by the four institutions, and nothing by provinces."""
    table = found.table.copy()
    own = table["level"] == "institution"
    table["eur"] = 0.0
    table.loc[own, "eur"] = list(eur)
    return replace(found, table=table)


def test_losses_are_those_of_the_plan(found: Fair) -> None:
    assert found.fair_result is not None
    assert found.fair_result.plan is not None
    assert found.result.plan is not None
    names = found.instance.table("provinces").set_index("province_id")["name_en"]
    today = students(found, found.instance.table("programmes"), "enrolled", "province")
    plan = students(found, found.fair_result.plan.programmes, "students", "province")
    optimum = students(found, found.result.plan.programmes, "students", "province")
    lines = fair_lines(found, "en")
    lost = {body: 1 - plan.get(body, 0.0) / today[body] for body in today}
    losers = [body for body in today if lost[body] > 1e-3]
    for body in losers:
        share = f"{lost[body] * 100:.1f}".removesuffix(".0")
        assert f"  {names[body]}: -{share}% ({plan.get(body, 0.0):.0f} instead of {today[body]:.0f})" in lines
    assert sum(line.startswith("  ") and "instead of" in line for line in lines) == len(losers)
    assert f"Without loss: {len(today) - len(losers)} of {len(today)}." in lines
    worst = max(today, key=lambda body: 1 - optimum.get(body, 0.0) / today[body])
    loss = 1 - optimum.get(worst, 0.0) / today[worst]
    if loss > 1e-3:
        share = f"{loss * 100:.1f}".removesuffix(".0")
        assert f"In the scenario's best plan the largest loss is {share}% ({names[worst]})." in lines
    else:
        assert "In the scenario's best plan nobody loses students either." in lines


def test_the_price_is_the_difference_of_the_goals_of_two_plans(found: Fair) -> None:
    assert found.fair_result is not None
    before = {name: values.plan for name, values in found.result.terms.items()}
    after = {name: values.plan for name, values in found.fair_result.terms.items()}
    prices = described(found)["price"]
    assert prices == pytest.approx({name: after[name] - before[name] for name in prices}, rel=1e-4, abs=0.01)
    lines = fair_lines(found, "nl")
    moved = [name for name in prices if abs(prices[name]) > 0.01]
    if not moved:
        assert "Eerlijkheid kost niets: geen enkel doel verandert tegenover het beste plan." in lines
        return
    at = next(place for place, line in enumerate(lines) if line.startswith("Wat eerlijkheid kost"))
    assert all(line.startswith("  ") for line in lines[at + 1 : at + 1 + len(moved)])
    assert not lines[at + 1 + len(moved)].startswith("  ")


def test_travel_is_what_students_pay_more_than_today(found: Fair) -> None:
    assert found.fair_result is not None
    prices = found.instance.prices_with(found.scenario.prices)
    travel = found.fair_result.terms["student_travel"]
    eur = 2 * prices["days_per_year"] * prices["eur_per_km"] * (travel.plan - travel.today)
    assert f"The travel of students: {eur:+,.0f} EUR a year against today. No payment makes up for that." in fair_lines(
        found, "en"
    )


def test_who_can_pay_all_keeps_the_rest(found: Fair) -> None:
    lines = fair_lines(with_eur(found, 300.0, -600.0, -200.0, 100.0), "en")
    assert [line for line in lines if "receives" in line or " pays " in line] == [
        "  Atelier receives 300",
        "  Zuiderpoort receives 100",
        "  Lindehof pays 300",
        "  Vaartkant pays 100",
    ]
    assert "Those who gain pay it all: 400 EUR a year together, and keep 400 after that." in lines


def test_what_the_ministry_adds_is_said(found: Fair) -> None:
    lines = fair_lines(with_eur(found, 3000.0, -600.0, 0.0, 400.0), "nl")
    assert "  Lindehof betaalt 600" in lines
    told = (
        "Wie wint, kan niet alles betalen: van 3.400 euro per jaar komt 600 van hen, en het ministerie legt 2.800 bij."
    )
    assert told in lines
    nothing = fair_lines(with_eur(found, 0.0, -600.0, 0.0, 0.0), "nl")
    assert (
        "Niemand draagt meer dan vandaag, dus niemand hoeft te betalen. Samen dragen zij 600 euro per jaar minder."
        in nothing
    )


@pytest.mark.parametrize(
    ("status", "gap", "bound", "told"),
    [
        ("optimal", 1e-9, 0.3, "has a smaller largest loss: proven."),
        ("optimal", 8e-4, 0.2992, "proven to within 0.08% of the students"),
        ("feasible", 0.12, 0.18, "it cannot be below 18%, 12% of the students less"),
    ],
)
def test_how_sure_the_largest_loss_is(found: Fair, status: str, gap: float, bound: float, told: str) -> None:
    steps = found.steps.head(1).assign(status=status, gap=gap, bound=bound)
    table = found.table.assign(loss=0.3)
    assert any(told in line for line in fair_lines(replace(found, steps=steps, table=table), "en"))


def test_later_steps_that_are_open_are_counted(found: Fair) -> None:
    first = found.steps.head(1)
    steps = first.loc[[0, 0, 0]].assign(status=["optimal", "feasible", "optimal"], gap=[0.0, 0.031, 0.0])
    lines = fair_lines(replace(found, steps=steps, table=found.table.assign(loss=0.3)), "en")
    assert any("Of the 2 next losses 1 are not proven to the end; each lies at most 3.1%" in line for line in lines)


def test_without_a_plan_only_that_is_said(found: Fair) -> None:
    assert fair_lines(replace(found, plan=None), "nl") == ["Het eerlijkste plan is binnen de tijd niet gevonden."]
