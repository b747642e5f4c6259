"""What the page of a map says otherwise where two plans stand in the places of today and the plan.

``[a]`` and ``[b]`` are the letters of the plans; all else is as in :mod:`maps.messages`.
"""

from __future__ import annotations

COMPARISON_TEXTS: dict[str, tuple[str, str]] = {
    "mode_today": ("Plan [a]", "Plan [a]"),
    "mode_plan": ("Plan [b]", "Plan [b]"),
    "mode_changes": ("Verschil", "Difference"),
    "mode_today_said": ("De kaart toont plan [a]", "The map shows plan [a]"),
    "mode_plan_said": ("De kaart toont plan [b]", "The map shows plan [b]"),
    "mode_changes_said": ("De kaart toont wat verschilt", "The map shows what differs"),
    "layer_badges": ("Alleen in plan [a] of [b]", "Only in plan [a] or [b]"),
    "legend_donut_today": (
        "oppervlakte: studenten in plan [a] · kleur en letter: domein · getal: opleidingen in plan [a]",
        "area: students in plan [a] · colour and letter: family · number: programmes in plan [a]",
    ),
    "legend_donut_plan": (
        "oppervlakte: studenten in plan [b] · kleur en letter: domein · getal: opleidingen in plan [b]",
        "area: students in plan [b] · colour and letter: family · number: programmes in plan [b]",
    ),
    "legend_emptied": ("campus zonder opleidingen in plan [b]", "campus without programmes in plan [b]"),
    "legend_closed": ("opleidingen alleen in plan [a]", "programmes only in plan [a]"),
    "legend_opened": ("opleidingen alleen in plan [b]", "programmes only in plan [b]"),
    "legend_shift": (
        "nettoverschuiving van plan [a] naar plan [b], dun naar dik",
        "net shift from plan [a] to plan [b], thin to wide",
    ),
    "legend_disc_change": (
        "oppervlakte: studenten in plan [b]; getal: verschil met plan [a]",
        "area: students in plan [b]; number: difference from plan [a]",
    ),
    "legend_stops": ("alleen in plan [a]", "only in plan [a]"),
    "legend_new": ("alleen in plan [b] (getal: studenten)", "only in plan [b] (number: students)"),
    "legend_before": ("omvang in plan [a]", "size in plan [a]"),
    "shade_extra": (
        "Afstand per student in plan [b] min die in plan [a] (km, enkele reis)",
        "Distance per student in plan [b] less that in plan [a] (km, one way)",
    ),
    "shade_today": (
        "Herkomst van de studenten in plan [a] (% per arrondissement)",
        "Origin of students in plan [a] (% by arrondissement)",
    ),
    "shade_plan": (
        "Herkomst van de studenten in plan [b] (% per arrondissement)",
        "Origin of students in plan [b] (% by arrondissement)",
    ),
    "extra_note": (
        "Kleur van de arrondissementen: de gemiddelde enkele reis in plan [b] min die in plan [a].",
        "Colour of the arrondissements: the mean one-way distance in plan [b] less that in plan [a].",
    ),
    "extra_km": ("{km} km per student", "{km} km per student"),
    "compared_km": ("in plan [a] {today} km ({change} km)", "in plan [a] {today} km ({change} km)"),
    "two_todays": (
        "Beide plannen zijn uitkomsten van het model, elk onder de regels en doelen van zijn scenario.",
        "Both plans are outcomes of the model, each under the rules and goals of its scenario.",
    ),
    "estimate_note": (
        "Alle cijfers zijn uitkomsten van het model.",
        "All figures are outcomes of the model.",
    ),
    "shift_note": (
        "Verlies en winst van de opleidingen van één specialisatie tussen plan [a] en plan [b], gekoppeld langs de "
        "kortste afstand.",
        "Losses and gains of the programmes of one specialisation between plan [a] and plan [b], matched by the "
        "shortest distance.",
    ),
    "change_kept": ("in beide", "in both"),
    "change_opened": ("alleen in plan [b]", "only in plan [b]"),
    "change_closed": ("alleen in plan [a]", "only in plan [a]"),
    "status_stays": ("even groot", "as large"),
    "status_grows": ("groter in plan [b]", "larger in plan [b]"),
    "status_shrinks": ("kleiner in plan [b]", "smaller in plan [b]"),
    "status_new": ("alleen in plan [b]", "only in plan [b]"),
    "status_stops": ("alleen in plan [a]", "only in plan [a]"),
    "closed": ("Alleen in plan [a]", "Only in plan [a]"),
    "opened": ("Alleen in plan [b]", "Only in plan [b]"),
    "reassigned": ("Plan [a]", "Plan [a]"),
    "lead_centre_before": ("Expertisecentrum in plan [a]", "Lead centre in plan [a]"),
    "extra": ("Verschil", "Difference"),
    "figure_mean_km": ("Gemiddelde enkele reis", "Mean one-way distance"),
}
"""Texts by key: Dutch, English."""
