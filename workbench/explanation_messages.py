"""What the workbench says about why no plan exists: the part of the catalogue that is an explanation's own."""

from __future__ import annotations

EXPLANATION_MESSAGES: dict[str, tuple[str, str]] = {
    "explained_feasible": (
        "Er bestaat een plan: de regels van {scenario} gaan samen.",
        "A plan exists: the rules of {scenario} hold together.",
    ),
    "explained_unknown": (
        "Of er een plan bestaat, werd niet beslist ({why}). Geef meer tijd met --time-limit.",
        "Whether a plan exists was not decided ({why}). Allow more with --time-limit.",
    ),
    "explained_incomplete": (
        "Dit is niet alles: het zoeken stopte voor het klaar was ({why}). Er kunnen meer conflicten en kleinere "
        "ingrepen zijn.",
        "This is not all: the search stopped before it was finished ({why}). There may be more conflicts and smaller "
        "repairs.",
    ),
    "questions_open": ("sommige vragen bleven open", "some questions stayed open"),
    "clash_one": (
        "Deze regel kan alleen al niet gehaald worden:",
        "This rule alone cannot be kept:",
    ),
    "clash_two": (
        "Deze twee regels gaan niet samen, elk apart wel:",
        "These two rules cannot hold together, though each can alone:",
    ),
    "clash_several": (
        "Deze {count} regels gaan niet samen; zonder één ervan gaan de andere wel samen:",
        "These {count} rules cannot hold together; without any one of them the others can:",
    ),
    "clash_unproven": (
        "Deze {count} regels gaan niet samen; misschien is een deel ervan al genoeg:",
        "These {count} rules cannot hold together; part of them may be enough:",
    ),
    "clash_none": (
        "Zelfs zonder de regels is er geen plan: niet elke student kan een plaats krijgen.",
        "Even without the rules there is no plan: not every student can have a place.",
    ),
    "proof_relaxation": (
        "Zelfs als opleidingen maar voor een deel hoefden te bestaan, was er geen plan.",
        "Even if programmes could exist in part, there would be no plan.",
    ),
    "proof_search": (
        "Dat volgt niet uit één optelsom: alle combinaties van opleidingen zijn uitgesloten.",
        "This does not follow from a single sum: every combination of programmes was ruled out.",
    ),
    "likewise": ("Zo zijn er nog {count}.", "There are {count} more like this."),
    "and_more": ("{items} en nog {count}", "{items} and {count} more"),
    "conflict_number": ("Conflict {number}", "Conflict {number}"),
    "repairs_head": (
        "Dit helpt, de kleinste ingreep eerst; elke ingreep is nagerekend:",
        "What helps, the smallest repair first; every repair was solved again:",
    ),
    "repairs_none": (
        "Geen enkele ingreep die Bundel kent, geeft een plan.",
        "No repair that Bundel knows of gives a plan.",
    ),
    "repair_shown": ("{number}. {sentence}", "{number}. {sentence}"),
    "repair_not_smallest": (
        "Misschien is minder al genoeg: dat werd niet beslist.",
        "Less may be enough: that was not decided.",
    ),
    "explain_hint": (
        "Wat het minst moet veranderen, zegt: {command}",
        "What has to change least is told by: {command}",
    ),
    "explain_stopping": (
        "Er wordt gestopt: wat gevonden is, blijft. Nog eens Ctrl-C breekt meteen af.",
        "Stopping: what was found is kept. Ctrl-C once more ends at once.",
    ),
    "step_plan": ("Bestaat er een plan van {subject}?", "Is there a plan of {subject}?"),
    "step_conflict": ("Conflict gevonden: {subject}", "Conflict found: {subject}"),
    "step_repair": ("Hoeveel moet {subject} veranderen?", "How much must {subject} change?"),
    "step_check": ("Wordt nagerekend: {subject}", "Solving again: {subject}"),
    "step_asked": ("{asked} vragen", "{asked} questions"),
    "everywhere": ("{specialisation} (overal)", "{specialisation} (everywhere)"),
    "degree_pba": ("professionele bachelor", "professional bachelor"),
    "degree_aba_ma": ("academische bachelor en master", "academic bachelor and master"),
    "degree_ma": ("master", "master"),
    "degree_bachelor": ("bachelors", "bachelors"),
    "degree_master": ("masters", "masters"),
    # Sums over the data set, by the check that finds them
    "sum_there_are_places_for_all": (
        "Alle campussen samen hebben hoogstens {places} plaatsen, en {students} studenten moeten er een krijgen: "
        "{short} te kort.",
        "All campuses together have {places} places at most, and {students} students must have one: {short} short.",
    ),
    "sum_there_are_places_for_every_specialisation": (
        "Waar {specialisation} gegeven mag worden, zijn hoogstens {places} plaatsen (campussen: {campuses}), en er "
        "zijn {students} studenten: {short} te kort.",
        "Where {specialisation} may be taught, there are {places} places at most (campuses: {campuses}), and it has "
        "{students} students: {short} short.",
    ),
    "sum_places_lie_within_reach": (
        "Voor {students} studenten ligt geen plaats binnen {km} km, en hoogstens {allowed} mogen verder reizen: "
        "{short} te veel.",
        "For {students} students there is no place within {km} km, and no more than {allowed} may travel farther: "
        "{short} too many.",
    ),
    "sum_recognised_programmes_can_reach_the_norm": (
        "De erkende opleiding van {specialisation} heeft in totaal {students} studenten, en de norm is {norm}: {short} "
        "te kort.",
        "The recognised programme of {specialisation} has {students} students in all, and the norm is {norm}: {short} "
        "short.",
    ),
    "sum_norms_fit_the_places": (
        "De norm voor {specialisation} is {norm} studenten, en nergens zijn daar samen meer dan {places} plaatsen "
        "voor: {short} te kort.",
        "The norm for {specialisation} is {norm} students, and nowhere are there more than {places} places for them "
        "together: {short} short.",
    ),
    "sum_sites_have_enough_students": (
        "Het aantal campussen van {specialisation} is minstens {least}; op {units} plaatsen die apart tellen vraagt de "
        "norm dan {needed} studenten, en de erkende opleiding heeft er {students}: {short} te kort.",
        "The number of campuses of {specialisation} is no less than {least}; at {units} places that count apart the "
        "norm then asks for {needed} students, and the recognised programme has {students}: {short} short.",
    ),
    "sum_fixed_programmes_have_enough_students": (
        "Vastgelegd is dat {specialisation}, of wat ermee erkend is, op {units} plaatsen bestaat die apart tellen; de "
        "norm vraagt dan {needed} studenten, en er zijn er {students}: {short} te kort.",
        "It is fixed that {specialisation}, or what is recognised with it, exists at {units} places that count apart; "
        "the norm then asks for {needed} students, and there are {students}: {short} short.",
    ),
    "sum_groups_have_enough_students": (
        "{group} heeft hoogstens {students} studenten voor de erkende opleiding van {specialisation}, die daar blijft, "
        "en de norm is {norm}: {short} te kort.",
        "{group} has at most {students} students for the recognised programme of {specialisation}, which stays there, "
        "and the norm is {norm}: {short} short.",
    ),
    "sum_specialisations_have_enough_sites": (
        "{specialisation} kan op {possible} campussen gegeven worden, en minstens {least} zijn gevraagd: {short} te "
        "weinig.",
        "{specialisation} can be taught at {possible} campuses, and no fewer than {least} are asked for: {short} too "
        "few.",
    ),
    "sum_every_site_has_enough_students": (
        "Minstens {least} campussen van {specialisation} met elk minstens {floor} studenten, dat zijn er {needed}, en"
        " er zijn er {students}: {short} te kort.",
        "No fewer than {least} campuses of {specialisation} with no less than {floor} students each makes {needed}, "
        "and there are {students}: {short} short.",
    ),
    "sum_few_sites_have_places": (
        "Het aantal campussen van {specialisation} is hoogstens {most}; de grootste hebben dan {places} plaatsen, en "
        "er zijn {students} studenten: {short} te kort.",
        "The number of campuses of {specialisation} is no more than {most}; the largest then have {places} places, "
        "and there are {students} students: {short} short.",
    ),
    "sum_openings_reach_the_sites": (
        "Voor minstens {least} campussen per specialisatie zijn {needed} nieuwe opleidingen nodig, en hoogstens "
        "{allowed} mogen er komen: {short} te weinig.",
        "For no fewer than {least} campuses by specialisation {needed} new programmes are needed, and no more than "
        "{allowed} may come: {short} too few.",
    ),
    "sum_every_group_has_a_site": (
        "Het aantal campussen van {specialisation} is hoogstens {most}, en {groups} {by} houden er studenten van: "
        "{short} te veel.",
        "The number of campuses of {specialisation} is no more than {most}, and {groups} {by} keep students of it: "
        "{short} too many.",
    ),
    "sum_lead_centres_have_places": (
        "Het expertisecentrum van {specialisation} heeft minstens {students} studenten, en de grootste campus daarvoor "
        "hoogstens {places} plaatsen: {short} te kort.",
        "The lead centre of {specialisation} has no less than {students} students, and the largest campus for it "
        "{places} places at most: {short} short.",
    ),
    "sum_institutions_can_teach_enough": (
        "{institution} kan {possible} {counted} geven, en minstens {least} zijn gevraagd: {short} te weinig.",
        "{institution} can teach {possible} {counted}, and no fewer than {least} are asked for: {short} too few.",
    ),
    "sum_provinces_can_teach_enough": (
        "{province} kan {possible} {counted} hebben, en minstens {least} zijn gevraagd: {short} te weinig.",
        "{province} can have {possible} {counted}, and no fewer than {least} are asked for: {short} too few.",
    ),
    "sum_residents_fit_the_studios": (
        "Het instituut heeft {residents} residenten, en de grootste ateliers (plaatsen: {hosts}) zijn er voor "
        "{studios}: {short} te kort.",
        "The institute has {residents} residents, and the largest studios (hosts: {hosts}) are for {studios}: {short} "
        "short.",
    ),
    "sum_residents_are_graduates": (
        "Het instituut heeft {residents} residenten, en hoogstens {possible} afgestudeerden komen in aanmerking: "
        "{short} te kort.",
        "The institute has {residents} residents, and no more than {possible} graduates qualify: {short} short.",
    ),
    "sum_residents_are_graduates_of_a_family": (
        "Het instituut heeft minstens {residents} residenten uit {family}, en hoogstens {possible} afgestudeerden "
        "komen in aanmerking: {short} te kort.",
        "The institute has no fewer than {residents} residents of {family}, and no more than {possible} graduates "
        "qualify: {short} short.",
    ),
    "sum_teachers_can_be_hired": (
        "Er is {needed} vte meer nodig dan er docenten zijn, en hoogstens {allowed} vte mag aangeworven worden: "
        "{short} vte te kort.",
        "{needed} FTE more is needed than there are teachers, and no more than {allowed} FTE may be hired: {short} FTE "
        "short.",
    ),
    "sum_places_can_be_paid": (
        "Er moeten {missing} plaatsen bij komen, tegen {price} euro elk: {eur} euro, en het budget is {allowed} euro: "
        "{short} te kort.",
        "{missing} places must be added, at EUR {price} each: EUR {eur}, and the budget is EUR {allowed}: {short} "
        "short.",
    ),
    "sum_openings_can_be_paid": (
        "Vastgelegd is dat {openings} opleidingen opengaan, tegen {price} euro elk: {eur} euro, en het budget is "
        "{allowed} euro: {short} te kort.",
        "It is fixed that {openings} programmes open, at EUR {price} each: EUR {eur}, and the budget is EUR {allowed}: "
        "{short} short.",
    ),
}
"""Texts by key: Dutch, English."""
