"""Findings about scenarios in Dutch: what is wrong with a value, a goal, a lock, rules together, and how to mend it."""

from __future__ import annotations

SCENARIO_FINDINGS: tuple[tuple[str, str], ...] = (
    # Values
    ("{a} is not {b}", "{a} is geen {b}"),
    ("{a} is not text", "{a} is geen tekst"),
    ("{a} is not true or false", "{a} is niet true of false"),
    ("is nested too deeply", "zit te diep genest"),
    ("holds a value that cannot be read", "bevat een waarde die niet gelezen kan worden"),
    ("is not valid", "is niet geldig"),
    ("min is {a}, more than max, which is {b}", "min is {a}, meer dan max, dat {b} is"),
    ("there is no rule {a}", "er is geen regel {a}"),
    ("the rule {a} always holds", "de regel {a} geldt altijd"),
    ("there is no scenario {a} to extend", "er is geen scenario {a} om van te vertrekken"),
    ("scenarios extend each other in a circle: {a}", "scenario's vertrekken van elkaar in een kring: {a}"),
    ("{a} is not a table, so {b} cannot be set", "{a} is geen tabel, dus {b} kan niet gezet worden"),
    # What the page is asked
    ("is not a key that can be changed here", "kan hier niet gewijzigd worden"),
    ("is not a list of goals", "is geen lijst van doelen"),
    (
        "{a} stands in the scenario itself and cannot be taken out here",
        "{a} staat in het scenario zelf en kan hier niet weg",
    ),
    ("there is no goal {a}", "er is geen doel {a}"),
    ("there is no data set {a}", "er zijn geen gegevens {a}"),
    ("has no entry of this rule", "bevat geen deel van deze regel"),
    ("is not a name for a scenario", "is geen naam voor een scenario"),
    ("there is a scenario of this name", "er is al een scenario met deze naam"),
    ("the title is too long", "de titel is te lang"),
    ("{a} is not between {b} and {c}", "{a} ligt niet tussen {b} en {c}"),
    # Goals
    ("there is no term {a}", "er is geen maatstaf {a}"),
    ("{a} is named twice", "{a} staat er twee keer"),
    ("{a} is not measured by level", "{a} wordt niet per niveau gemeten"),
    ("weighted goals have no {a}", "doelen die samen in euro wegen, hebben geen {a}"),
    ("the terms of a front have no {a}", "de maatstaven van een front hebben geen {a}"),
    ("goals in a hierarchy have no price", "doelen op volgorde hebben geen prijs"),
    ("{a} has no price", "{a} heeft geen prijs"),
    ("{a} counts {b} already", "{a} telt {b} al mee"),
    ("a front has 2 or 3 terms, not {a}", "een front heeft 2 of 3 maatstaven, niet {a}"),
    (
        'the goals are those of a front (goals.mode is "pareto"), so no single plan is the best',
        "de doelen zijn die van een front, zodat geen enkel plan het beste is",
    ),
    (
        "the goal institute_distance is always 0 without an institute",
        "het doel institute_distance is altijd 0 zonder instituut",
    ),
    (
        "the goal industry_distance is always 0: the data set has no firm_travel.csv",
        "het doel industry_distance is altijd 0: de gegevens hebben geen firm_travel.csv",
    ),
    (
        "the goal unplaced is always 0: students.unplaced_share is 0",
        "het doel unplaced is altijd 0: students.unplaced_share is 0",
    ),
    # Locks
    ("{a} is not a lock", "{a} kan niet vastgelegd worden"),
    (
        "{a} is neither a campus nor an institution with a campus",
        "{a} is geen campus, en geen hogeschool met een campus",
    ),
    (
        "{a} is neither a province nor a campus nor an institution with a campus",
        "{a} is geen provincie, geen campus, en geen hogeschool met een campus",
    ),
    ("{a} names nothing that can be kept", "{a} noemt niets dat kan blijven"),
    ("{a} names nothing that can open", "{a} noemt niets dat kan openen"),
    ("{a} names nothing that is taught", "{a} noemt niets dat gegeven wordt"),
    # Rules and data
    ("{a} is not in the data set", "{a} staat niet in de gegevens"),
    ("there is no {a} {b} in the data set", "er is geen {a} {b} in de gegevens"),
    ("{a} is on both sides", "{a} staat aan beide kanten"),
    ("the list names no municipality", "de lijst noemt geen gemeente"),
    ("{a} is a municipality, not a pole", "{a} is een gemeente, geen pool"),
    ("there is no pole {a} in the data set", "er is geen pool {a} in de gegevens"),
    (
        "there is no campus in these municipalities, so that nothing is counted",
        "er is geen campus in deze gemeenten, zodat niets geteld wordt",
    ),
    ("the law has no vintage {a}", "er is geen wet van {a}"),
    (
        "the rule asks for nothing: no programme of today is foreign, and foreign is empty",
        "de regel vraagt niets: geen opleiding van vandaag is anderstalig, en de lijst is leeg",
    ),
    (
        "the budget limits nothing: neither one_off nor yearly is given",
        "het budget begrenst niets: noch eenmalig noch per jaar is er een grens",
    ),
    (
        "families without firms in firm_travel.csv are left out: {a}",
        "domeinen zonder bedrijven in firm_travel.csv blijven buiten de regel: {a}",
    ),
    (
        "lead centres of {a} lie {b} km from a firm, or more, unless programmes are opened",
        "expertisecentra van {a} liggen {b} km of meer van een bedrijf, tenzij er opleidingen openen",
    ),
    ("{a} teaches {b} {c} today, and min is {d}", "{a} geeft vandaag {b} {c}, en min is {d}"),
    # Own rules
    ("there is no variable {a}", "er is geen variabele {a}"),
    ("{a} has no column {b}", "{a} heeft geen kolom {b}"),
    ("{a} may mean several columns", "{a} kan meer kolommen betekenen"),
    ("{a} holds no numbers, so it has no range", "{a} bevat geen getallen, en heeft dus geen bereik"),
    ("the condition on {a} cannot be read", "de voorwaarde op {a} kan niet gelezen worden"),
    ("nothing of {a} satisfies all of where", "niets van {a} voldoet aan alle voorwaarden"),
    ("no {a} is {b} in this data set", "geen {a} is {b} in deze gegevens"),
    ("neither min nor max is given", "noch min noch max is gegeven"),
)
"""English and Dutch of what is wrong; see :data:`workbench.finding_messages.FINDINGS`."""

SCENARIO_MENDS: tuple[tuple[str, str], ...] = (
    ("Write {a}.", "Schrijf {a}."),
    ("Write {a}: {b}.", "Schrijf {a}: {b}."),
    ("It must be less than {a}.", "Het moet minder dan {a} zijn."),
    ("It must be at least {a}: {b}.", "Het moet minstens {a} zijn: {b}."),
    ("It must be at most {a}: {b}.", "Het mag hoogstens {a} zijn: {b}."),
    ("It must be more than {a}: {b}.", "Het moet meer dan {a} zijn: {b}."),
    ("Add the key {a}.", "Voeg de sleutel {a} toe."),
    ("Change one of the values.", "Wijzig een van de waarden."),
    ("Change it.", "Wijzig het."),
    ("Write it as in the template.", "Schrijf het zoals in het sjabloon."),
    ("Lower min or raise max.", "Verlaag min of verhoog max."),
    ("Remove enabled = false.", "Laat de regel aan staan."),
    ("Name one of 0 to {a}.", "Noem er een van 0 tot {a}."),
    ("Check the key.", "Kijk de sleutel na."),
    ("Check it, or remove it.", "Kijk het na, of haal het weg."),
    ("Give the name of a scenario.", "Geef de naam van een scenario."),
    ("Change a rule, a goal, students or a price.", "Wijzig een regel, een doel, studenten of een prijs."),
    ("Write a list of tables with a term.", "Schrijf een lijst van tabellen met een maatstaf."),
    ("Give it another number; 0 means no norm.", "Geef een ander getal; 0 is geen norm."),
    ("Choose one of the list.", "Kies er een uit de lijst."),
    (
        "Begin every entry with [[{a}]], and write one key = value a line.",
        "Begin elk deel met [[{a}]], en schrijf één sleutel = waarde per lijn.",
    ),
    (
        "Use lower-case letters, digits, - and _, at most 60.",
        "Gebruik kleine letters, cijfers, - en _, hoogstens 60.",
    ),
    ("Use {a} signs or fewer.", "Gebruik hoogstens {a} tekens."),
    # Goals
    ("Keep one of the two goals.", "Houd een van de twee doelen."),
    ("Remove by; only worst_loss takes it.", "Haal by weg; alleen worst_loss heeft het."),
    ("Give the price of one unit in EUR.", "Geef de prijs van één eenheid in EUR."),
    ('Remove it, or set goals.mode = "{a}".', 'Haal het weg, of zet goals.mode = "{a}".'),
    ("Remove {a} or {b}.", "Haal {a} of {b} weg."),
    ("Give goals.order two or three terms.", "Geef twee of drie maatstaven."),
    (
        "Draw the front with: bundel pareto {a}. Or set goals.mode to hierarchy.",
        "Teken het front met: bundel pareto {a}. Of zet goals.mode op hierarchy.",
    ),
    ("Add [rules.institute], or remove the goal.", "Zet de regel van het instituut aan, of haal het doel weg."),
    ("Add the table, or remove the goal.", "Voeg de tabel toe, of haal het doel weg."),
    ("Raise the share, or remove the goal.", "Verhoog het deel, of haal het doel weg."),
    # Locks
    ("Write {a}; {b} may stand for either part.", "Schrijf {a}; {b} mag elk van beide delen vervangen."),
    ("Write campus/specialisation.", "Schrijf campus/specialisatie."),
    # Rules
    ("Name every municipality on one side only.", "Noem elke gemeente aan één kant."),
    ("Name at least one municipality, or a pole.", "Noem minstens één gemeente, of een pool."),
    ("Name municipalities with a campus.", "Noem gemeenten met een campus."),
    ("Write a list: {a}.", "Schrijf een lijst: {a}."),
    (
        "The data set has no poles: write a list of municipalities.",
        "De gegevens hebben geen polen: schrijf een lijst van gemeenten.",
    ),
    (
        "Name specialisations, families or leads in foreign, or remove the rule.",
        "Noem specialisaties, domeinen of leads, of zet de regel uit.",
    ),
    ("Add a limit in EUR, or remove the rule.", "Geef een grens in EUR, of zet de regel uit."),
    (
        "Name the families that are meant, or add their firms to the data set.",
        "Noem de domeinen die bedoeld zijn, of voeg hun bedrijven toe aan de gegevens.",
    ),
    (
        "Raise km, which is {a}, or leave {b} out of families.",
        "Verhoog de afstand van {a} km, of laat {b} weg bij de domeinen.",
    ),
    ("Lower min, or let programmes be opened there.", "Verlaag min, of laat daar opleidingen openen."),
    # Own rules
    ("Write one of: {a}.", "Schrijf een van: {a}."),
    ("Write a value or a list of values.", "Schrijf een waarde of een lijst van waarden."),
    ("Write a range, or a value that occurs.", "Schrijf een bereik, of een waarde die voorkomt."),
    ("Add min, max or both.", "Voeg min, max of beide toe."),
)
"""English and Dutch of how to mend it."""

EXPECTED: dict[str, str] = {
    "a whole number": "geheel getal",
    "a number": "getal",
    "a finite number": "eindig getal",
    "true or false": "true of false",
    "an identifier of lower-case letters, digits, - and _": "naam van kleine letters, cijfers, - en _",
    "text that is not empty": "tekst met inhoud",
    "text in quotes": "tekst tussen aanhalingstekens",
    "a list": "lijst",
    "a list with enough entries": "lijst met genoeg delen",
    "a list with so few entries": "lijst met zo weinig delen",
    "a table of keys and values": "tabel van sleutels en waarden",
    "one of the choices": "van de keuzen",
    "another kind of value": "andere soort waarde",
}
"""English and Dutch of what a value has to be."""
