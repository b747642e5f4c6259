"""What the page of a map says otherwise where two plans stand in the places of today and the plan.

``[a]`` and ``[b]`` are the letters of the plans; all else is as in :mod:`maps.messages`.
"""

from __future__ import annotations

COMPARISON_TEXTS: dict[str, tuple[str, str]] = {
    "mode_today": ("[a]", "[a]"),
    "mode_plan": ("[b]", "[b]"),
    "mode_changes": ("Verschil", "Difference"),
    "mode_today_said": ("De kaart toont plan [a]", "The map shows plan [a]"),
    "mode_plan_said": ("De kaart toont plan [b]", "The map shows plan [b]"),
    "mode_changes_said": ("De kaart toont wat verschilt", "The map shows what differs"),
    "layer_badges": ("Alleen in [a] of [b]", "Only in [a] or [b]"),
    "legend_donut_today": (
        "oppervlakte: studenten in [a] · kleur en letter: domein · getal: opleidingen in [a]",
        "area: students in [a] · colour and letter: family · number: programmes in [a]",
    ),
    "legend_donut_plan": (
        "oppervlakte: studenten in [b] · kleur en letter: domein · getal: opleidingen in [b]",
        "area: students in [b] · colour and letter: family · number: programmes in [b]",
    ),
    "legend_emptied": ("campus zonder opleidingen in [b]", "campus without programmes in [b]"),
    "legend_closed": ("opleidingen alleen in [a]", "programmes only in [a]"),
    "legend_opened": ("opleidingen alleen in [b]", "programmes only in [b]"),
    "legend_shift": ("nettoverschuiving van [a] naar [b], dun naar dik", "net shift from [a] to [b], thin to wide"),
    "legend_disc_change": (
        "oppervlakte: studenten in [b]; getal: verschil met [a]",
        "area: students in [b]; number: difference from [a]",
    ),
    "legend_stops": ("alleen in [a]", "only in [a]"),
    "legend_new": ("alleen in [b] (getal: studenten)", "only in [b] (number: students)"),
    "legend_before": ("omvang in [a]", "size in [a]"),
    "shade_extra": (
        "Afstand per student in [b] min die in [a] (km, enkele reis)",
        "Distance per student in [b] less that in [a] (km, one way)",
    ),
    "shade_today": (
        "Herkomst van de studenten in [a] (% per arrondissement)",
        "Origin of students in [a] (% by arrondissement)",
    ),
    "shade_plan": (
        "Herkomst van de studenten in [b] (% per arrondissement)",
        "Origin of students in [b] (% by arrondissement)",
    ),
    "extra_note": (
        "Kleur van de arrondissementen: de gemiddelde enkele reis in [b] min die in [a].",
        "Colour of the arrondissements: the mean one-way distance in [b] less that in [a].",
    ),
    "extra_km": ("{km} km per student", "{km} km per student"),
    "compared_km": ("in [a] {today} km ({change} km)", "in [a] {today} km ({change} km)"),
    "two_todays": (
        "Beide plannen zijn uitkomsten van het model, elk onder de regels en doelen van zijn scenario.",
        "Both plans are outcomes of the model, each under the rules and goals of its scenario.",
    ),
    "estimate_note": (
        "Alle cijfers zijn uitkomsten van het model.",
        "All figures are outcomes of the model.",
    ),
    "shift_note": (
        "Verlies en winst van de opleidingen van één specialisatie tussen [a] en [b], gekoppeld langs de kortste "
        "afstand.",
        "Losses and gains of the programmes of one specialisation between [a] and [b], matched by the shortest "
        "distance.",
    ),
    "change_kept": ("in beide", "in both"),
    "change_opened": ("alleen in [b]", "only in [b]"),
    "change_closed": ("alleen in [a]", "only in [a]"),
    "status_stays": ("even groot", "as large"),
    "status_grows": ("groter in [b]", "larger in [b]"),
    "status_shrinks": ("kleiner in [b]", "smaller in [b]"),
    "status_new": ("alleen in [b]", "only in [b]"),
    "status_stops": ("alleen in [a]", "only in [a]"),
    "closed": ("Alleen in [a]", "Only in [a]"),
    "opened": ("Alleen in [b]", "Only in [b]"),
    "reassigned": ("[a]", "[a]"),
    "lead_centre_before": ("Expertisecentrum in [a]", "Lead centre in [a]"),
    "extra": ("Verschil", "Difference"),
    "figure_mean_km": ("Gemiddelde enkele reis", "Mean one-way distance"),
}
"""Texts by key: Dutch, English."""
