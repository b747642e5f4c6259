"""What the parameters of rules, goals and students mean, in Dutch, by the English that they say of themselves.

The part before the first semicolon names a parameter; the rest explains it.
"""

from __future__ import annotations

PARAMETERS: dict[str, str] = {
    # Rules
    "What plans alone: associations, provinces or networks": "Wie alleen plant: associaties, provincies of netten",
    "Share of its students of a specialisation that each of them keeps": (
        "Deel van zijn studenten van een specialisatie dat elk van hen houdt"
    ),
    "Most spent once, in EUR: places, openings, teachers who move; empty: no limit": (
        "Hoogste eenmalige uitgave, in EUR: plaatsen, openingen, docenten die verhuizen; leeg: geen grens"
    ),
    "Most spent a year above today, in EUR; below 0: to be saved; empty: no limit": (
        "Hoogste uitgave per jaar boven die van vandaag, in EUR; onder 0: te besparen; leeg: geen grens"
    ),
    "Places that every campus may add, as a share of its places; empty: as in the data set": (
        "Plaatsen die elke campus mag bijmaken, als deel van zijn plaatsen; leeg: zoals in de gegevens"
    ),
    "Farthest from a lead centre to a firm, in km": "Grootste afstand van een expertisecentrum tot een bedrijf, in km",
    "Families whose lead centres are bound; empty: all that have firms": (
        "Domeinen waarvan de expertisecentra gebonden zijn; leeg: alle met bedrijven"
    ),
    "Whether there is an institute": "Er komt een instituut",
    "Hosts that may be chosen; empty: all of the data set": (
        "Plaatsen die gekozen mogen worden; leeg: alle van de gegevens"
    ),
    "Most hosts": "Hoogste aantal plaatsen",
    "Residents in all": "Residenten in totaal",
    "Fewest residents of a specialisation that is taken up": (
        "Laagste aantal residenten van een specialisatie die meedoet"
    ),
    "Most residents, as a share of a specialisation's graduates a year": (
        "Hoogste aantal residenten, als deel van de afgestudeerden van een specialisatie per jaar"
    ),
    "FTE of guest teachers for one resident": "Vte gastdocenten voor één resident",
    "Poles, municipalities or provinces where it may not sit": (
        "Polen, gemeenten of provincies waar het niet mag komen"
    ),
    "First year of the law that holds: 2004, 2012 or 2020": "Eerste jaar van de wet die geldt: 2004, 2012 of 2020",
    "What is to be taught in another language, besides what is today: specialisations or families, at their lead "
    "centres; leads, for all of these; programmes as campus/specialisation or institution/specialisation": (
        "Wat in een andere taal wordt gegeven, naast wat dat vandaag al is: specialisaties of domeinen, in hun "
        "expertisecentra; leads, voor al deze; opleidingen als campus/specialisatie of hogeschool/specialisatie"
    ),
    "Whether a programme in both languages counts as a Dutch one": (
        "Een opleiding in beide talen telt als een Nederlandstalige"
    ),
    "Whether institutions of a province agree to be each other's equivalent (2004)": (
        "Hogescholen van een provincie zijn elkaars equivalent (2004)"
    ),
    "Whether the vintage's ceilings, which the law sets for all of Flanders, bind the plan's own programmes": (
        "De plafonds van die wet, die voor heel Vlaanderen gelden, binden de opleidingen van het plan"
    ),
    "Programmes that need no equivalent, being joint with an institution outside Flanders: campus/specialisation or "
    "institution/specialisation, * for any": (
        "Opleidingen die geen equivalent nodig hebben, omdat ze samen met een instelling buiten Vlaanderen gegeven "
        "worden: campus/specialisatie of hogeschool/specialisatie, * voor elke"
    ),
    "Least share of its specialisation's students at the lead centre": (
        "Laagste deel van de studenten van zijn specialisatie in het expertisecentrum"
    ),
    "Least top FTE at the lead centre, or all there is if less": (
        "Laagste aantal vte topdocenten in het expertisecentrum, of alles wat er is als dat minder is"
    ),
    "What is counted": "Wat geteld wordt",
    "Where it counts: conditions on columns, all of which must hold": (
        "Waar het telt: voorwaarden op kolommen, die alle moeten gelden"
    ),
    "Least amount; empty: no limit": "Kleinste hoeveelheid; leeg: geen grens",
    "Most amount; empty: no limit": "Grootste hoeveelheid; leeg: geen grens",
    "The rules": "De regels",
    "Programmes, campuses or institutions that must stay": "Opleidingen, campussen of hogescholen die moeten blijven",
    "Programmes, campuses or institutions that must open something": (
        "Opleidingen, campussen of hogescholen die iets moeten openen"
    ),
    "Programmes, campuses or institutions that must close": "Opleidingen, campussen of hogescholen die moeten sluiten",
    "Programmes, campuses or institutions that must lead": (
        "Opleidingen, campussen of hogescholen die expertisecentrum moeten worden"
    ),
    "Fewest students of a recognised bachelor programme": "Laagste aantal studenten van een erkende bacheloropleiding",
    "Fewest students of a recognised master programme": "Laagste aantal studenten van een erkende masteropleiding",
    "Within what the students of a recognised programme are counted together": (
        "Waarbinnen de studenten van een erkende opleiding samen tellen"
    ),
    "Whether the exemptions that the data set records are honoured": "De vrijstellingen in de gegevens gelden",
    "Norms that hold locally in place of the general ones, by province, campus, institution, or one of the latter and "
    "a specialisation (campus/specialisation, * for any); where several hold, the lowest": (
        "Normen die plaatselijk gelden in plaats van de algemene, per provincie, campus, hogeschool, of een van de "
        "laatste twee met een specialisatie (campus/specialisatie, * voor elke); waar er meer gelden, de laagste"
    ),
    "What is counted: networks or associations": "Wat geteld wordt: netten of associaties",
    "Fewest of them in which a family is taught, or as many as today if fewer": (
        "Laagste aantal waarin een domein gegeven wordt, of zoveel als vandaag als dat er minder zijn"
    ),
    "Most new programmes in all; empty: no limit": "Hoogste aantal nieuwe opleidingen in totaal; leeg: geen grens",
    "Most new programmes of one institution; empty: no limit": (
        "Hoogste aantal nieuwe opleidingen van één hogeschool; leeg: geen grens"
    ),
    "A pole of the data set, or a list of municipalities": "Een pool van de gegevens, of een lijst van gemeenten",
    "The pole, or the municipalities, that it is held against": "De pool, of de gemeenten, waarmee vergeleken wordt",
    "What is counted: lead centres or students": "Wat geteld wordt: expertisecentra of studenten",
    "Most by which the two may differ, in lead centres or students": (
        "Grootste verschil tussen de twee, in expertisecentra of studenten"
    ),
    "Provinces that keep something; empty: all that teach something today": (
        "Provincies die iets houden; leeg: alle die vandaag iets geven"
    ),
    "Fewest that a province keeps": "Laagste aantal dat een provincie houdt",
    "Distance one way beyond which travel is far, in km": "Afstand, enkele rit, vanaf waar reizen ver is, in km",
    "Share of all students who may travel farther": "Deel van alle studenten dat verder mag reizen",
    "Whether teaching at another institution is forbidden": "Lesgeven in een andere hogeschool is verboden",
    "Farthest from home, in km; empty: as the data set says for each group": (
        "Verst van huis, in km; leeg: zoals de gegevens per groep zeggen"
    ),
    "Most campuses at which a group works; empty: no limit": (
        "Hoogste aantal campussen waar een groep werkt; leeg: geen grens"
    ),
    "Fewest campuses that teach a specialisation": "Laagste aantal campussen dat een specialisatie geeft",
    "Most campuses that teach a specialisation; empty: no limit": (
        "Hoogste aantal campussen dat een specialisatie geeft; leeg: geen grens"
    ),
    "Fewest that an institution keeps; empty: no limit": "Laagste aantal dat een hogeschool houdt; leeg: geen grens",
    "Most that an institution teaches; empty: no limit": "Hoogste aantal dat een hogeschool geeft; leeg: geen grens",
    "Tiers of institutions that the minimum binds": "Groepen van hogescholen die het minimum bindt",
    "Share of all FTE that may be freed": "Deel van alle vte dat mag wegvallen",
    "Share of the top FTE that may be freed": "Deel van de vte topdocenten dat mag wegvallen",
    "Most FTE that may be hired; empty: no limit": "Hoogste aantal vte dat aangeworven mag worden; leeg: geen grens",
    "Whether the rule holds": "De regel geldt",
    # Goals and students
    "Name of the term that is minimised": "De maatstaf die zo klein mogelijk wordt",
    "Share of the best value that later goals may cost": "Deel van de beste waarde dat latere doelen mogen kosten",
    "The same in the term's own unit, added to the share": "Hetzelfde in eigen eenheden, boven op het deel",
    "EUR per unit; weighted mode only": "EUR per eenheid; alleen bij wegen in euro",
    "Level at which `worst_loss` is measured": "Niveau waarop het grootste verlies gemeten wordt",
    "One goal after the other, all together in EUR, or a front": (
        "Eén doel na het andere, alle samen in euro, of een front"
    ),
    "The goals, the most important first": "De doelen, het belangrijkste eerst",
    "Who decides where students go: the goals, or the students, who pass no place on their way": (
        "Wie beslist waar studenten gaan: de doelen, of de studenten, die geen plaats voorbijgaan"
    ),
    "Share of all students that may stay without a place": "Deel van alle studenten dat zonder plaats mag blijven",
    "Whether the students of a zone and specialisation all go to the same municipality": (
        "De studenten van een arrondissement en specialisatie gaan allen naar dezelfde gemeente"
    ),
}
"""English and Dutch of descriptions."""

SOURCES: dict[str, str] = {
    "all of it": "alles",
    "assumption": "aanname",
    "no default": "geen standaardwaarde",
    "no limit": "geen grens",
    "none": "geen",
    "norms: HISK": "normen: HISK",
    "norms: average commute of commuting students": "normen: gemiddelde reis van pendelende studenten",
    "norms: equivalence and ceilings": "normen: equivalentie en plafonds",
    "norms: exemption from equivalence": "normen: vrijstelling van equivalentie",
    "norms: first step of the 2008 norm": "normen: eerste trap van de norm van 2008",
    "norms: master minimum": "normen: minimum voor masters",
}
"""English and Dutch of where defaults come from."""
