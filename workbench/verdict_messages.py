"""What the workbench says about a verdict: the part of the catalogue of :mod:`workbench.messages` that is its own."""

from __future__ import annotations

VERDICT_MESSAGES: dict[str, tuple[str, str]] = {
    "verdict_worth_it": (
        "Ja, het loont: tegen deze prijzen kost het plan minder dan niets doen.",
        "Worth it: at these prices the plan costs less than doing nothing.",
    ),
    "verdict_not_worth_it": (
        "Nee, het loont niet: tegen deze prijzen is niets doen het goedkoopst.",
        "Not worth it: at these prices doing nothing is the cheapest.",
    ),
    "verdict_depends": (
        "Het hangt ervan af: de prijzen beslissen niet.",
        "It depends: the prices do not decide.",
    ),
    "reason_saves": (
        "Het plan van de doelen kost {amount} euro per jaar minder dan niets doen.",
        "The plan that the goals choose costs {amount} EUR a year less than doing nothing.",
    ),
    "reason_costs": (
        "Het plan van de doelen kost {amount} euro per jaar meer dan niets doen.",
        "The plan that the goals choose costs {amount} EUR a year more than doing nothing.",
    ),
    "reason_no_plan": (
        "Geen enkel plan kan aan de regels voldoen: niets doen is wat overblijft.",
        "No plan can satisfy the rules: doing nothing is what is left.",
    ),
    "reason_near": (
        "Een prijs waarbij het antwoord omslaat, ligt binnen {margin} van de prijs van nu.",
        "A price at which the answer turns lies within {margin} of the present price.",
    ),
    "reason_other_plan": (
        "Een ander plan onder dezelfde regels loont wel: het goedkoopste kost {amount} euro per jaar minder dan niets "
        "doen.",
        "Another plan under the same rules does pay: the cheapest costs {amount} EUR a year less than doing nothing.",
    ),
    "reason_unproven": (
        "Er is niet bewezen dat geen goedkoper plan bestaat: geef meer tijd met --time-limit.",
        "It is not proven that no cheaper plan exists: allow more with --time-limit.",
    ),
    "turns_above": (
        "Samenvoegen loont als {price} meer is dan {value} {unit} (nu {now}).",
        "Consolidation pays if {price} is above {value} {unit} (now {now}).",
    ),
    "turns_below": (
        "Samenvoegen loont als {price} minder is dan {value} {unit} (nu {now}).",
        "Consolidation pays if {price} is below {value} {unit} (now {now}).",
    ),
    "turns_always": (
        "Samenvoegen loont bij elke waarde van {price} (nu {now} {unit}).",
        "Consolidation pays at every value of {price} (now {now} {unit}).",
    ),
    "turns_never": (
        "Samenvoegen loont bij geen enkele waarde van {price} tot tien keer die van nu ({now} {unit}).",
        "Consolidation pays at no value of {price} up to ten times the present one ({now} {unit}).",
    ),
    "fixed_above": (
        "Het plan van de doelen, zoals het is, loont als {price} meer is dan {value} {unit}.",
        "The plan that the goals choose, as it stands, pays if {price} is above {value} {unit}.",
    ),
    "fixed_below": (
        "Het plan van de doelen, zoals het is, loont als {price} minder is dan {value} {unit}.",
        "The plan that the goals choose, as it stands, pays if {price} is below {value} {unit}.",
    ),
    "fixed_always": (
        "Het plan van de doelen, zoals het is, loont bij elke waarde van {price}.",
        "The plan that the goals choose, as it stands, pays at every value of {price}.",
    ),
    "fixed_never": (
        "Het plan van de doelen, zoals het is, loont bij geen enkele waarde van {price}.",
        "The plan that the goals choose, as it stands, pays at no value of {price}.",
    ),
    "price_unit_eur_per_programme_year": ("euro per jaar", "EUR a year"),
    "price_unit_eur_per_km": ("euro", "EUR"),
    "price_unit_eur_per_fte_year": ("euro per jaar", "EUR a year"),
    "price_unit_eur_per_place": ("euro", "EUR"),
    "price_unit_eur_per_opening": ("euro", "EUR"),
    "price_unit_eur_per_fte_moved": ("euro", "EUR"),
    "price_eur_per_programme_year": ("de vaste kost van een opleiding", "the fixed cost of a programme"),
    "price_eur_per_km": ("de prijs van een km", "the value of a km"),
    "price_eur_per_fte_year": ("de loonkost van een docent", "the salary of a teacher"),
    "price_eur_per_place": ("de prijs van een plaats", "the price of a place"),
    "price_eur_per_opening": ("de prijs van een nieuwe opleiding", "the price of an opening"),
    "price_eur_per_fte_moved": ("de prijs van een docent die verhuist", "the price of a teacher who moves"),
    "situation": ("situatie", "situation"),
    "situation_observed": ("vandaag, waargenomen", "today, observed"),
    "situation_nothing": ("niets doen (vandaag, herverdeeld)", "doing nothing (today, reassigned)"),
    "situation_plan": ("plan van de doelen", "plan of the goals"),
    "situation_cheapest": ("goedkoopste plan", "cheapest plan"),
    "mean_km": ("km, gemiddeld", "km, mean"),
    "cost_a_year": ("euro/jaar", "EUR a year"),
    "saved": ("bespaard", "saved"),
    "not_priced": (
        "Alleen wat een prijs heeft, telt: reizen, lonen, opleidingen, en eenmalige kosten per jaar. Kwaliteit en "
        "concentratie van docenten tellen niet mee; gastlessen van een instituut wel, als lonen.",
        "Only what has a price counts: travel, salaries, programmes, and one-off costs by the year. Quality and the "
        "concentration of teachers do not count; guest hours of an institute do, as salaries.",
    ),
    "prices_assumed": (
        "Aannames, geen gegevens: {prices}.",
        "Assumptions, not data: {prices}.",
    ),
    "curve": ("Grafiek: {path}", "Curve: {path}"),
    "curve_title": ("Wanneer loont {scenario}?", "When does {scenario} pay?"),
    "curve_description": (
        "Grafiek: op de x-as de vaste kost van een opleiding in euro per jaar, op de y-as de prijs van een km in euro. "
        "In het ingekleurde gebied is niets doen het goedkoopst, daarbuiten loont een plan onder de regels. De prijzen "
        "van nu zijn {programme} en {km}. {sentences}",
        "Chart: on the x axis the fixed cost of a programme in EUR a year, on the y axis the value of a km in EUR. In "
        "the shaded region doing nothing is the cheapest, outside it some plan under the rules pays. The present "
        "prices are {programme} and {km}. {sentences}",
    ),
    "curve_programme": ("vaste kost van een opleiding (euro/jaar)", "fixed cost of a programme (EUR a year)"),
    "curve_km": ("prijs van een km (euro)", "value of a km (EUR)"),
    "curve_assumed": ("{label}, nu een aanname", "{label}, now an assumption"),
    "curve_unpaid": ("niets doen is het goedkoopst", "doing nothing is the cheapest"),
    "curve_fixed": ("plan van de doelen: grens", "plan of the goals: break-even"),
    "curve_frontier": ("beste plan onder de regels: grens", "best plan under the rules: break-even"),
    "curve_solved": ("nagerekend: goedkoopste plan gezocht", "checked: cheapest plan sought"),
    "curve_now": ("prijzen van nu", "present prices"),
    "curve_estimated": (
        "Prijzen zijn aannames; {share} van de inschrijvingen is geraamd. Vierkant: {margin} rond de prijzen van nu.",
        "Prices are assumptions; {share} of the enrolment is estimated. Box: {margin} around the present prices.",
    ),
}
"""Texts by key: Dutch, English."""
