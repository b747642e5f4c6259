"""Every text of a front's page, in Dutch and in English: its own, and those that it shares with the map."""

from __future__ import annotations

from maps.messages import MESSAGES

OWN: dict[str, tuple[str, str]] = {
    "no_script": ("Deze grafiek heeft JavaScript nodig.", "This chart needs JavaScript."),
    "kicker": ("Front van plannen", "Front of plans"),
    "tools": ("Bediening van de grafiek", "Chart controls"),
    "skip": ("Sla de grafiek over", "Skip the chart"),
    "chart_label": (
        "Grafiek van {count} plannen: {x} tegen {y}. Pijltjes gaan van punt naar punt, Enter opent de kaart.",
        "Chart of {count} plans: {x} against {y}. Arrow keys go from point to point, Enter opens the map.",
    ),
    "chart_label_third": (
        "Grafiek van {count} plannen: {x} tegen {y}, met letters voor {z}. Pijltjes gaan van punt naar punt, Enter "
        "opent de kaart.",
        "Chart of {count} plans: {x} against {y}, with letters for {z}. Arrow keys go from point to point, Enter opens "
        "the map.",
    ),
    "hint": (
        "Elk punt is een volledig plan; geen ander plan is op alle maatstaven minstens even goed. Klik, of kies met de "
        "pijltjes en druk Enter, om de kaart van een plan te openen.",
        "Every point is a whole plan; no other plan is at least as good in every term. Click, or choose with the arrow "
        "keys and press Enter, to open the map of a plan.",
    ),
    "better": ("minder is beter", "less is better"),
    "show_today": ("Toon vandaag", "Show today"),
    "today_mark": ("vandaag", "today"),
    "today_mark_long": ("Vandaag, herverdeeld", "Today, reassigned"),
    "knee_mark": ("knik", "knee"),
    "todays_number": ("aantal van vandaag", "today's number"),
    "nearest_today": ("dichtst bij vandaag", "nearest to today"),
    "legend_point": ("een plan; het getal is zijn plaats op het front", "a plan; the number is its place on the front"),
    "legend_level": ("{letter}: {low} tot {high}", "{letter}: {low} to {high}"),
    "legend_bound": ("grens: geen plan doet het beter", "bound: no plan does better"),
    "legend_today": (
        "vandaag, herverdeeld: de opleidingen van vandaag, studenten geplaatst zoals het model ze plaatst",
        "today, reassigned: today's programmes, students placed as the model places them",
    ),
    "point_short": ("Punt {number}", "Point {number}"),
    "point_of": ("Punt {number} van {count}", "Point {number} of {count}"),
    "point_said": ("Punt {number}: {values}. {marks}", "Point {number}: {values}. {marks}"),
    "previous": ("Vorig punt", "Previous point"),
    "next": ("Volgend punt", "Next point"),
    "open": ("Open de kaart van dit plan", "Open the map of this plan"),
    "open_said": ("Kaart van punt {number}", "Map of point {number}"),
    "proven": ("bewezen binnen {gap}", "proven within {gap}"),
    "proven_exact": ("bewezen optimaal", "proven optimal"),
    "unproven": ("niet bewezen; hoogstens {gap} van de grens", "not proven; at most {gap} from the bound"),
    "front_complete": (
        "Volledig front: {count} plannen, elk bewezen binnen {gap}.",
        "Complete front: {count} plans, each proven within {gap}.",
    ),
    "front_open": (
        "Front van {count} plannen; {open} niet bewezen, hoogstens {gap} van de grens.",
        "Front of {count} plans; {open} not proven, at most {gap} from the bound.",
    ),
    "front_incomplete": (
        "Onvolledig front: {count} plannen tot nu toe.",
        "Incomplete front: {count} plans so far.",
    ),
    "suggestion": ("Voorstel", "Suggestion"),
    "against_today": ("Tegenover vandaag", "Against today"),
    "points": ("De punten van het front", "The points of the front"),
    "sites": ("Beste aantal vestigingen per specialisatie", "Best number of sites per specialisation"),
    "sites_note": (
        "Voor elk punt van het front: op hoeveel campussen een specialisatie wordt gegeven. Vet met een stip: "
        "evenveel als vandaag.",
        "For every point of the front: at how many campuses a specialisation is taught. Bold with a dot: as "
        "many as today.",
    ),
    "bound": ("grens", "bound"),
    "gap": ("Afstand tot de grens", "Gap to the bound"),
    "proof": ("Bewijs", "Proof"),
    "mark": ("Merk", "Mark"),
    "point": ("Punt", "Point"),
    "todays_terms": (
        "Vandaag = herverdeeld: de opleidingen van vandaag, studenten geplaatst zoals het model ze plaatst. "
        "De regels van het scenario gelden vandaag niet.",
        "Today = reassigned: today's programmes, students placed as the model places them. The rules of the "
        "scenario do not hold today.",
    ),
}

SHARED = (
    "language", "language_name", "print", "sorted", "million", "programmes", "specialisation",
    "term", "mode_today", "all_estimated", "part_estimated",
    "mark_pba", "mark_aba_ma", "mark_ma", "legend",
)  # fmt: skip
"""Keys of the map's catalogue that this page uses too, besides the names of terms and units."""

FRONT_MESSAGES: dict[str, tuple[str, str]] = {
    **{key: texts for key, texts in MESSAGES.items() if key in SHARED or key.startswith(("term_", "unit_"))},
    **OWN,
}
"""Texts by key: Dutch, English."""
