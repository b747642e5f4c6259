"""What contradicts what in a scenario, or asks for more than the data set has, and how to mend it, in Dutch."""

from __future__ import annotations

CONTRADICTIONS: tuple[tuple[str, str], ...] = (
    (
        "{a} says that {b} is to be {c}, which is not taught today, and openings is {d}",
        "volgens {a} moet {b} {c} worden, wat vandaag niet gegeven wordt, en openings is {d}",
    ),
    (
        "{a} says that {b} is to be {c}, and {d} closes {e}",
        "volgens {a} moet {b} {c} worden, en {d} sluit {e}",
    ),
    (
        "{a} says that {b} leads, {c} that {d} does, and a specialisation has one lead centre",
        "volgens {a} is {b} expertisecentrum, volgens {c} is {d} het, en een specialisatie heeft er één",
    ),
    (
        "{a} closes the last place for {b}, and students.unplaced_share is 0 while it has {c} students",
        "{a} sluit de laatste plaats voor {b}, en students.unplaced_share is 0 terwijl het {c} studenten heeft",
    ),
    ("{a}; likewise in {b} more cases", "{a}; zo ook in {b} andere gevallen"),
    (
        "{a} is {b}, and {c} has {d} students in all, who must have a place (students.unplaced_share is 0)",
        "{a} is {b}, en {c} heeft in totaal {d} studenten, die een plaats moeten hebben",
    ),
    (
        "{a} is {b}, and with {c} no campuses that count together hold more than {d} students for {e}",
        "{a} is {b}, en met {c} hebben geen campussen die samen tellen plaats voor meer dan {d} studenten van {e}",
    ),
    ("{a} is {b}, and {c} ask for {d} sites of {e}", "{a} is {b}, en {c} vragen {d} plaatsen voor {e}"),
    ("{a} is {b}, and {c} leave {d} sites for {e}", "{a} is {b}, en {c} laten {d} plaatsen over voor {e}"),
    (
        "{a} is {b}, and with openings = {c} {d} can be taught at {e} campuses",
        "{a} is {b}, en met openings = {c} kan {d} op {e} campussen gegeven worden",
    ),
    (
        "with openings = {a} and {b}, {c} campuses may teach {d} and hold {e} students at most, and it has {f}",
        "met openings = {a} en {b} mogen {c} campussen {d} geven, met hoogstens {e} plaatsen, en er zijn {f} studenten",
    ),
    (
        "rules.reach.share = {a} lets {b} students travel farther than rules.reach.km = {c}, and for {d} there is no "
        "nearer place",
        "met rules.reach.share = {a} mogen {b} studenten verder reizen dan rules.reach.km = {c}, en voor {d} is er "
        "geen plaats dichterbij",
    ),
    # The institute
    (
        "rules.institute.hosts names no host, and {a} ({b}) leaves no place",
        "rules.institute.hosts noemt geen gastheer, en {a} ({b}) laat geen plaats over",
    ),
    (
        "rules.institute.hosts is {a}, and {b} ({c}) leaves no place",
        "rules.institute.hosts is {a}, en {b} ({c}) laat geen plaats over",
    ),
    (
        "{a} leaves {b}, and {c} close all that is taught there",
        "{a} laat {b} over, en {c} sluit alles wat daar gegeven wordt",
    ),
    (
        "{a} is {b}, and rules.institute.max_hosts = {c} gives {d} studios at most",
        "{a} is {b}, en rules.institute.max_hosts = {c} geeft hoogstens {d} ateliers",
    ),
    (
        "rules.institute.residents_total is {a}, of which {b} of {c}, and {d} allows {e} there",
        "rules.institute.residents_total is {a}, waarvan {b} voor {c}, en {d} laat er daar {e} toe",
    ),
    (
        "rules.institute.residents_total is {a}, and {b} allows {c}",
        "rules.institute.residents_total is {a}, en {b} laat er {c} toe",
    ),
    # What an institution teaches
    ("{a} is {b}, and {c} ask for {d} families at {e}: {f}", "{a} is {b}, en {c} vraagt {d} domeinen aan {e}: {f}"),
    (
        "{a} is {b}, and {c} ask for {d} specialisations at {e}: {f}",
        "{a} is {b}, en {c} vraagt {d} specialisaties aan {e}: {f}",
    ),
    ("{a} is {b}, and {c} leave {d} families to {e}", "{a} is {b}, en {c} laat {d} domeinen over aan {e}"),
    ("{a} is {b}, and {c} leave {d} specialisations to {e}", "{a} is {b}, en {c} laat {d} specialisaties over aan {e}"),
    (
        "{a} is {b}, and with openings = {c} {d} can teach {e} families",
        "{a} is {b}, en met openings = {c} kan {d} {e} domeinen geven",
    ),
    (
        "{a} is {b}, and with openings = {c} {d} can teach {e} specialisations",
        "{a} is {b}, en met openings = {c} kan {d} {e} specialisaties geven",
    ),
    ("{a} is {b}, and with openings = {c} {d} can have {e}", "{a} is {b}, en met openings = {c} kan {d} er {e} hebben"),
    # Openings and money
    ("{a} is {b}, and {c} ask for a new programme at {d}", "{a} is {b}, en {c} vraagt een nieuwe opleiding aan {d}"),
    ("{a} is {b}, and {c} ask for a new programme", "{a} is {b}, en {c} vraagt een nieuwe opleiding"),
    (
        "{a} is {b}, and {c} ask for {d} new programmes at {e}",
        "{a} is {b}, en {c} vraagt {d} nieuwe opleidingen aan {e}",
    ),
    ("{a} is {b}, and {c} ask for {d} new programmes", "{a} is {b}, en {c} vraagt {d} nieuwe opleidingen"),
    (
        "{a} is {b}, for which {c} programmes would have to be opened, and {d} is {e}",
        "{a} is {b}, waarvoor {c} opleidingen zouden moeten openen, en {d} is {e}",
    ),
    (
        "{a} is {b}, and with {c} {d} places must be added at EUR {e} each: EUR {f}",
        "{a} is {b}, en met {c} moeten er {d} plaatsen bij, à {e} euro: {f} euro",
    ),
    (
        "{a} is {b}, and {c} open {d} programmes at EUR {e} each: EUR {f}",
        "{a} is {b}, en {c} opent {d} opleidingen, à {e} euro: {f} euro",
    ),
    # Sites, students, places, teachers
    (
        "{a} is {b}, each with at least {c} students (floor), and {d} has {e} students in all",
        "{a} is {b}, elk met minstens {c} studenten (floor), en {d} heeft in totaal {e} studenten",
    ),
    (
        "{a} is {b}, with {c} the largest campuses for {d} then hold {e} students, and it has {f}",
        "{a} is {b}, met {c} hebben de grootste campussen voor {d} dan {e} plaatsen, en er zijn {f} studenten",
    ),
    (
        "{a} is {b}, and by {c} = {d} {e} keep students of {f}",
        "{a} is {b}, en volgens {c} = {d} houden er {e} studenten van {f}",
    ),
    (
        "{a} gives {b} places at most, and {c} = {d} asks for places for {e} students",
        "{a} geeft hoogstens {b} plaatsen, en {c} = {d} vraagt plaats voor {e} studenten",
    ),
    (
        "{a} asks for {b} students of {c} at one campus, and with {d} the largest that may teach it holds {e}",
        "{a} vraagt {b} studenten van {c} op één campus, en met {d} heeft de grootste die het mag geven {e} plaatsen",
    ),
    (
        "{a} is {b}, so that with {c} {d} needs {e} students in {f} places that count apart, and its recognised "
        "programme has {g}",
        "{a} is {b}, zodat {d} met {c} {e} studenten nodig heeft, op {f} plaatsen die apart tellen, en de erkende "
        "opleiding ervan heeft er {g}",
    ),
    (
        "{a} ask for {b} in {c} places that count apart, where {d} needs {e} students, and it has {f} in all",
        "{a} vraagt {b} op {c} plaatsen die apart tellen, waarvoor {d} {e} studenten nodig heeft, en het heeft er in "
        "totaal {f}",
    ),
    (
        "with {a} {b} has at most {c} students of the recognised programme of {d}, which it keeps, and {e} is {f}",
        "met {a} heeft {b} hoogstens {c} studenten van de erkende opleiding van {d}, die het zelf houdt, en {e} is {f}",
    ),
    (
        "{a} is {b}, and {c} FTE more than there are is needed to teach all students, who must have a place "
        "(students.unplaced_share is 0)",
        "{a} is {b}, en er is {c} vte te weinig om alle studenten, die een plaats moeten hebben, les te geven",
    ),
)
"""English and Dutch of what is wrong; see :data:`workbench.finding_messages.FINDINGS`."""

CONTRADICTION_MENDS: tuple[tuple[str, str], ...] = (
    ("Remove one of the two entries.", "Haal een van de twee weg."),
    (
        "Name campus and specialisation under rules.locks.open, or let more programmes be opened.",
        "Leg vast dat deze opleiding opent, of laat meer opleidingen openen.",
    ),
    (
        "Leave one of its programmes, or let some students stay without a place.",
        "Laat een van haar opleidingen bestaan, of laat enkele studenten zonder plaats.",
    ),
    ("Lower min.", "Verlaag min."),
    ("Lower min, or let more programmes be opened.", "Verlaag min, of laat meer opleidingen openen."),
    ("Lower min, or allow more openings.", "Verlaag min, of laat meer openen."),
    ("Lower min, or remove entries.", "Verlaag min, of leg minder vast."),
    ("Raise max, or remove entries.", "Verhoog max, of leg minder vast."),
    ("Raise max, or let campuses grow more.", "Verhoog max, of laat campussen meer groeien."),
    ("Raise the limit, or remove entries.", "Verhoog de grens, of leg minder vast."),
    ("Raise the budget, or remove entries.", "Verhoog het budget, of leg minder vast."),
    ("Lower min or the norm.", "Verlaag min of de norm."),
    ("Lower the norm, or let campuses grow more.", "Verlaag de norm, of laat campussen meer groeien."),
    (
        "Lower the norm, or let some students stay without a place.",
        "Verlaag de norm, of laat enkele studenten zonder plaats.",
    ),
    (
        "Raise the budget, or let some students stay without a place.",
        "Verhoog het budget, of laat enkele studenten zonder plaats.",
    ),
    (
        "Raise the share or the distance, or let more programmes be opened.",
        "Verhoog het deel of de afstand, of laat meer opleidingen openen.",
    ),
    (
        "Let campuses grow more, or some students stay without a place.",
        "Laat campussen meer groeien, of enkele studenten zonder plaats.",
    ),
    (
        "Let more programmes be opened, campuses grow more, or some students stay without a place.",
        "Laat meer opleidingen openen, campussen meer groeien, of enkele studenten zonder plaats.",
    ),
    (
        "Lower min, bind fewer tiers, or let more programmes be opened.",
        "Verlaag min, bind minder soorten, of laat meer opleidingen openen.",
    ),
    ("Lower the share or the norm.", "Verlaag het deel of de norm."),
    ("Lower the share, or let campuses grow more.", "Verlaag het deel, of laat campussen meer groeien."),
    ("Raise max, or remove the borders.", "Verhoog max, of haal de grenzen weg."),
    ("Remove entries, or lower the norm.", "Leg minder vast, of verlaag de norm."),
    ("Allow another host, or remove entries.", "Laat een andere gastheer toe, of leg minder vast."),
    ("Name another host, or take a place out of not_in.", "Noem een andere gastheer, of haal een plaats uit not_in."),
    (
        "Lower the number of residents, or allow more or other hosts.",
        "Verlaag het aantal residenten, of laat meer of andere gastheren toe.",
    ),
    (
        "Lower the number of residents, or raise the share.",
        "Verlaag het aantal residenten, of verhoog het deel.",
    ),
    (
        "Allow more to be hired, or let some students stay without a place.",
        "Laat meer aanwerven, of laat enkele studenten zonder plaats.",
    ),
)
"""English and Dutch of how to mend it."""

CONTRADICTION_WORDS: dict[str, str] = {"kept": "behouden", "opened": "geopend", "lead centre": "expertisecentrum"}
"""English and Dutch of what a lock asks for."""
