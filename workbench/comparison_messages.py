"""What the workbench says of plans side by side: whole sentences, of which a newspaper could print the paragraph."""

from __future__ import annotations

COMPARISON_MESSAGES: dict[str, tuple[str, str]] = {
    # How many programmes
    "story_more": (
        'Het plan "{b}" telt {after}, meer dan de {before} van "{a}".',
        'The plan "{b}" has {after}, more than the {before} of "{a}".',
    ),
    "story_fewer": (
        'Het plan "{b}" telt {after}, minder dan de {before} van "{a}".',
        'The plan "{b}" has {after}, fewer than the {before} of "{a}".',
    ),
    "story_as_many": (
        'Het plan "{b}" telt {after}, evenveel als "{a}".',
        'The plan "{b}" has {after}, as many as "{a}".',
    ),
    # What moves
    "story_same_programmes": ("Het zijn precies dezelfde opleidingen.", "They are exactly the same programmes."),
    "story_both": (
        "Het schrapt er {closed} die in het andere plan blijven en geeft er {opened} die daar niet bestaan.",
        "It drops {closed} that the other plan keeps and teaches {opened} that do not exist there.",
    ),
    "story_closed": (
        "Het schrapt er {closed} die in het andere plan blijven.",
        "It drops {closed} that the other plan keeps.",
    ),
    "story_opened": (
        "Het geeft er {opened} die in het andere plan niet bestaan.",
        "It teaches {opened} that do not exist in the other plan.",
    ),
    "story_named": ("Wat verdwijnt: {closed}.", "What goes: {closed}."),
    "story_leads": (
        "Voor {specialisations} ligt het expertisecentrum elders: {where}.",
        "For {specialisations} the lead centre lies elsewhere: {where}.",
    ),
    "story_taught": ("{specialisation} aan {campus}", "{specialisation} at {campus}"),
    "story_and_more": ("{named}; en nog {count} andere", "{named}; and {count} more"),
    # Whom it touches
    "story_loser": (
        "{who} verliest het meest, {lost}; {other} wint het meest, {won}.",
        "{who} loses most, {lost}; {other} gains most, {won}.",
    ),
    "story_nobody": (
        "Geen enkele hogeschool heeft er studenten meer of minder door.",
        "No institution has more or fewer students for it.",
    ),
    # Travel
    "story_farther": (
        "Studenten reizen gemiddeld {km} km enkele reis, {more} km meer.",
        "Students travel {km} km one way on average, {more} km more.",
    ),
    "story_nearer": (
        "Studenten reizen gemiddeld {km} km enkele reis, {more} km minder.",
        "Students travel {km} km one way on average, {more} km less.",
    ),
    "story_as_far": (
        "Studenten reizen gemiddeld even ver, {km} km enkele reis.",
        "Students travel as far on average, {km} km one way.",
    ),
    # Money
    "story_dearer": (
        "Het kost {eur} euro per jaar meer.",
        "It costs EUR {eur} a year more.",
    ),
    "story_cheaper": (
        "Het kost {eur} euro per jaar minder.",
        "It costs EUR {eur} a year less.",
    ),
    "story_as_dear": ("Het kost evenveel.", "It costs as much."),
    # Which term gains, which pays
    "story_trade": (
        'Het duidelijkst verbetert de maatstaf "{gain}", van {gain_before} naar {gain_after}; het duidelijkst '
        'verslechtert "{pay}", van {pay_before} naar {pay_after}.',
        'The measure "{gain}" improves most, from {gain_before} to {gain_after}; "{pay}" worsens most, from '
        "{pay_before} to {pay_after}.",
    ),
    "story_gains_only": (
        'Geen enkele maatstaf verslechtert; het duidelijkst verbetert "{gain}", van {gain_before} naar {gain_after}.',
        'No measure worsens; "{gain}" improves most, from {gain_before} to {gain_after}.',
    ),
    "story_pays_only": (
        'Geen enkele maatstaf verbetert; het duidelijkst verslechtert "{pay}", van {pay_before} naar {pay_after}.',
        'No measure improves; "{pay}" worsens most, from {pay_before} to {pay_after}.',
    ),
    "story_no_trade": (
        "Op geen enkele maatstaf behalve de kosten verschillen ze.",
        "They differ in no measure but the cost.",
    ),
    # How sure
    "story_proven": (
        "Beide plannen zijn bewezen de beste onder hun eigen regels en doelen.",
        "Both plans are proven the best under their own rules and goals.",
    ),
    "story_unproven": (
        "Van minstens één plan is niet bewezen dat het het beste is onder zijn regels en doelen.",
        "At least one of the plans is not proven the best under its rules and goals.",
    ),
    "story_estimated": (
        "De cijfers steunen op inschrijvingen die voor {share} geraamd zijn.",
        "The figures rest on enrolment of which {share} is estimated.",
    ),
    # Tables and files
    "comparing": ("{name} wordt berekend ...", "Solving {name} ..."),
    "comparing_reads": ("Plan {plan} wordt gelezen", "Reading plan {plan}"),
    "comparing_sets": ("De plannen worden naast elkaar gezet", "Setting the plans side by side"),
    "comparing_draws": ("De verschillen worden getekend", "Drawing the differences"),
    "compared_moves": ("Wat verschilt tussen {a} en {b}:", "What differs between {a} and {b}:"),
    "compared_only_in": ("alleen in {plan}", "only in {plan}"),
    "prices_of_first": (
        'Alle kosten staan tegen de prijzen van "{a}".',
        'All costs are at the prices of "{a}".',
    ),
}
"""Texts by key: Dutch, English."""
