"""Every text that the workbench says, in Dutch and in English. ``{name}`` stands for a value."""

from __future__ import annotations

import os
from typing import Literal

from workbench.answer_messages import ANSWER_MESSAGES
from workbench.breach_messages import BREACH_MESSAGES
from workbench.comparison_messages import COMPARISON_MESSAGES
from workbench.dataset_messages import DATASET_MESSAGES
from workbench.evaluation_messages import EVALUATION_MESSAGES
from workbench.explanation_messages import EXPLANATION_MESSAGES
from workbench.folder_messages import FOLDER_MESSAGES
from workbench.repair_messages import REPAIR_MESSAGES
from workbench.shortfall_messages import SHORTFALL_MESSAGES
from workbench.sweep_messages import SWEEP_MESSAGES
from workbench.verdict_messages import VERDICT_MESSAGES

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

MESSAGES: dict[str, tuple[str, str]] = {
    # Lists, checks and files
    "scenarios": ("Scenario's", "Scenarios"),
    "sweeps": ("Reeksen", "Sweeps"),
    "data_sets": ("Gegevens", "Data sets"),
    "norms": ("Normen", "Norms"),
    "rules": ("Regels, met hun standaardwaarden", "Rules, with their defaults"),
    "terms": ("Maatstaven", "Terms"),
    "always_on": ("geldt altijd", "always holds"),
    "checked": ("Fouten: {errors}, waarschuwingen: {warnings}", "Errors: {errors}, warnings: {warnings}"),
    "no_findings": ("Geen bevindingen: {target} is in orde.", "No findings: {target} is in order."),
    "written": ("Geschreven: {path}", "Written: {path}"),
    # While solving
    "reading": ("{scenario} wordt gelezen ...", "Reading {scenario} ..."),
    "progress_goal": ("Doel {position} van {of}, {label}", "Goal {position} of {of}, {label}"),
    "progress_best": ("beste {value} {unit}", "best {value} {unit}"),
    "progress_none": ("nog geen plan", "no plan yet"),
    "progress_bound": ("grens {bound}", "bound {bound}"),
    "progress_gap": ("afstand {gap}", "gap {gap}"),
    "progress_seconds": ("{seconds} s", "{seconds} s"),
    "stopping": (
        "Er wordt gestopt: het beste plan tot nu toe blijft. Nog eens Ctrl-C breekt meteen af.",
        "Stopping: the best plan so far is kept. Ctrl-C once more ends at once.",
    ),
    "finishing": ("Het plan wordt nagerekend en getekend ...", "Checking and drawing the plan ..."),
    # The web page
    "serving": ("Bundel staat klaar op {address} (Ctrl-C stopt)", "Bundel is ready at {address} (Ctrl-C stops it)"),
    "serving_state": ("Alles wordt bewaard in {folder}", "Everything is kept in {folder}"),
    # Summary
    "status_optimal": (
        "Bewezen optimaal: geen plan doet het beter op deze doelen, in deze volgorde.",
        "Proven optimal: no plan does better on these goals, in this order.",
    ),
    "status_margin": (
        "Bewezen optimaal binnen de gevraagde marge: elk doel ligt hoogstens {gap} van het best mogelijke.",
        "Proven optimal within the margin asked for: every goal is at most {gap} from the best possible.",
    ),
    "status_feasible": (
        "Goed plan, niet tot het einde bewezen ({why}): elk doel ligt hoogstens {gap} van het best mogelijke.",
        "Good plan, not proven to the end ({why}): every goal is at most {gap} from the best possible.",
    ),
    "status_unknown": (
        "Geldig plan, niet bewezen ({why}): van minstens één doel is onbekend hoe ver het van het best mogelijke ligt.",
        "Valid plan, not proven ({why}): for at least one goal the distance from the best possible is unknown.",
    ),
    "stopped_proof": ("de marge werd niet gehaald", "the margin was not reached"),
    "stopped_gap": ("gevraagde marge bereikt", "margin asked for reached"),
    "stopped_time": ("tijdslimiet bereikt", "time limit reached"),
    "stopped_work": ("rekenlimiet bereikt", "work limit reached"),
    "stopped_interrupt": ("gestopt door de gebruiker", "stopped by the user"),
    "goals": ("Doelen, in volgorde", "Goals, in order"),
    "goal_value": ("beste", "best"),
    "goal_bound": ("grens", "bound"),
    "goal_gap": ("afstand", "gap"),
    "goal_limit": ("mag worden", "may become"),
    "goal_proven": ("bewezen", "proven"),
    "goal_unproven": ("niet bewezen", "not proven"),
    "goal_missed": ("niet nagestreefd: {labels}", "not pursued: {labels}"),
    "unknown": ("onbekend", "unknown"),
    "counts": (
        "Plan: {closed} van {today} opleidingen gesloten, {opened} geopend, {kept} behouden; {leads} expertisecentra.",
        "Plan: {closed} of {today} programmes closed, {opened} opened, {kept} kept; {leads} lead centres.",
    ),
    "institute": (
        "Postacademisch instituut: {residents} residenten, {hosts}.",
        "Post-academic institute: {residents} residents, {hosts}.",
    ),
    "measure": ("maatstaf", "measure"),
    "today": ("vandaag", "today"),
    "plan": ("plan", "plan"),
    "change": ("verschil", "change"),
    "observed": ("waargenomen", "observed"),
    "unit": ("eenheid", "unit"),
    "rounded": (
        "Afgerond; de map met resultaten heeft zes decimalen.",
        "Rounded; the result folder has six decimals.",
    ),
    "two_todays": (
        "Vandaag = herverdeeld: de opleidingen van vandaag, studenten geplaatst zoals het plan ze plaatst. Waargenomen "
        "= volgens de herkomst in de gegevens, waar dat verschilt: studenten kiezen vandaag niet wat de doelen het "
        "beste vinden.",
        "Today = reassigned: today's programmes, students placed as the plan places them. Observed = by the flows of "
        "the data, where that differs: students today do not choose what the goals find best.",
    ),
    "choice": (
        "Als studenten zelf kiezen: gemiddeld {km} km enkele reis; {overflow} studenten te veel op {campuses} "
        "campussen (choice.csv), en {give_up} haken af.",
        "If students choose for themselves: {km} km one way on average; {overflow} students too many at {campuses} "
        "campuses (choice.csv), and {give_up} give up.",
    ),
    "choice_estimated": (
        "Dat is geraamd met een keuzemodel, geijkt op de herkomst van vandaag; aangenomen is dat vandaag al {share} "
        "wegblijft.",
        "This is estimated with a choice model, fitted to today's flows; it is assumed that {share} stay away today "
        "already.",
    ),
    "estimated": ("Geraamd: {share} van de inschrijvingen. {note}", "Estimated: {share} of the enrolment. {note}"),
    "changed_keys": ("Gewijzigd op de opdrachtregel: {changes}", "Changed on the command line: {changes}"),
    "warnings": ("Waarschuwingen", "Warnings"),
    "map": ("Kaart: {path}", "Map: {path}"),
    # Fronts
    "front_progress": ("Punt {finished} van hoogstens {of}", "Point {finished} of at most {of}"),
    "front_limit": ("{label} ≤ {value}", "{label} ≤ {value}"),
    "front_stopping": (
        "Er wordt gestopt: de punten die klaar zijn, blijven. Nog eens Ctrl-C breekt meteen af.",
        "Stopping: the points that are finished are kept. Ctrl-C once more ends at once.",
    ),
    "front_continued": (
        "Een eerdere berekening wordt voortgezet: {count} deelproblemen zijn al opgelost.",
        "An earlier run is continued: {count} of its problems are solved already.",
    ),
    "front_finishing": ("Het front wordt getekend ...", "Drawing the front ..."),
    "front_complete": (
        "Volledig front: {count} plannen, elk bewezen binnen {gap}.",
        "Complete front: {count} plans, each proven within {gap}.",
    ),
    "front_open": (
        "Front van {count} plannen, waarvan {open} niet bewezen. Grootste afstand tot de grens: {gap}.",
        "Front of {count} plans, {open} of them not proven. Largest distance from the bound: {gap}.",
    ),
    "front_incomplete": (
        "Onvolledig front: {count} plannen ({why}). Dezelfde opdracht gaat verder waar deze bleef.",
        "Incomplete front: {count} plans ({why}). The same command goes on where this one stopped.",
    ),
    "front_point": ("punt", "point"),
    "front_knee": ("knik", "knee"),
    "front_today": ("vandaag", "today"),
    "front_nearest": ("dichtst bij vandaag", "nearest to today"),
    "front": ("Front: {path}", "Front: {path}"),
    "front_none": (
        "Geen enkel punt gevonden ({why}). Geef meer tijd met --time-limit of --work.",
        "No point was found ({why}). Allow more with --time-limit or --work.",
    ),
    # No plan
    "infeasible": (
        "Geen enkel plan kan aan de regels van {scenario} voldoen.",
        "No plan can satisfy the rules of {scenario}.",
    ),
    "conflict": (
        "Deze regels gaan niet samen:",
        "These rules cannot hold together:",
    ),
    "no_plan": (
        "Geen plan gevonden ({why}). Dat bewijst niet dat er geen is: geef meer tijd met --time-limit of --work.",
        "No plan was found ({why}). That does not prove that there is none: allow more with --time-limit or --work.",
    ),
    "failed": ("De oplosser is mislukt.", "The solver failed."),
    "older_result": (
        "{folder} is van een vroegere berekening en bleef zoals het was.",
        "{folder} is from an earlier run and was left as it was.",
    ),
    "own_fault": (
        "Dit is een fout van Bundel, niet van u: {what}. De omgevingsvariabele BUNDEL_DEBUG=1 toont meer.",
        "This is a fault of Bundel, not yours: {what}. The environment variable BUNDEL_DEBUG=1 shows more.",
    ),
    "differences": ("{target} tegenover {other}:", "{target} against {other}:"),
    "no_differences": ("{target} en {other} vragen hetzelfde.", "{target} and {other} ask for the same."),
    "no_value": ("geen", "none"),
    # Sentences of rules
    "assignment_nearest": (
        "Studenten rijden geen gemeente met plaats voorbij: verder gaat alleen wie dichterbij alles vol vindt.",
        "Students pass no municipality with a place: only those who find everything nearer full go farther.",
    ),
    "single_source": (
        "De studenten van een arrondissement en specialisatie gaan allemaal naar dezelfde gemeente.",
        "The students of an arrondissement and specialisation all go to the same municipality.",
    ),
    "no_limit": ("geen grens", "no limit"),
    "none": ("niets", "nothing"),
    "yes": ("ja", "yes"),
    "no": ("nee", "no"),
    "and": (" en ", " and "),
    "level_institution": ("per hogeschool", "by institution"),
    "level_association": ("per associatie", "by association"),
    "level_province": ("per provincie", "by province"),
    "count_campus": ("campus", "campus"),
    "count_institution": ("hogeschool", "institution"),
    "count_municipality": ("gemeente", "municipality"),
    "count_specialisation": ("specialisaties", "specialisations"),
    "count_family": ("domeinen", "families"),
    "count_lead": ("expertisecentra", "lead centres"),
    "count_leads": ("expertisecentra", "lead centres"),
    "count_students": ("studenten", "students"),
    "count_network": ("netten", "networks"),
    "count_association": ("associaties", "associations"),
    "count_province": ("provincies", "provinces"),
    # Units
    "unit_programmes": ("opleidingen", "programmes"),
    "unit_sites": ("vestigingen", "sites"),
    "unit_FTE": ("vte", "FTE"),
    "unit_FTE·km": ("vte·km", "FTE·km"),
    "unit_student·km": ("student·km", "student·km"),
    "unit_students": ("studenten", "students"),
    "unit_places": ("plaatsen", "places"),
    "unit_share": ("aandeel", "share"),
    "unit_resident·km": ("resident·km", "resident·km"),
    "unit_differences": ("verschillen", "differences"),
    "unit_EUR/year": ("euro/jaar", "EUR/year"),
    **FOLDER_MESSAGES,
    **VERDICT_MESSAGES,
    **BREACH_MESSAGES,
    **COMPARISON_MESSAGES,
    **EVALUATION_MESSAGES,
    **EXPLANATION_MESSAGES,
    **SHORTFALL_MESSAGES,
    **REPAIR_MESSAGES,
    **ANSWER_MESSAGES,
    **SWEEP_MESSAGES,
    **DATASET_MESSAGES,
}
"""Texts by key: Dutch, English."""


def say(lang: Language, key: str, **values: object) -> str:
    """Return a message with its values filled in."""
    return MESSAGES[key][LANGUAGES.index(lang)].format(**values)


def say_unit(lang: Language, unit: str) -> str:
    """Return a unit's name; that of a user's own term as it is."""
    return say(lang, f"unit_{unit}") if f"unit_{unit}" in MESSAGES else unit


def language_of_environment() -> Language:
    """Return Dutch if the environment asks for it, else English."""
    wanted = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "nl" if wanted.lower().startswith("nl") else "en"
