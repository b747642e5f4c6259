"""What the workbench says about a proposal: the part of the catalogue of :mod:`workbench.messages` that is its own."""

from __future__ import annotations

EVALUATION_MESSAGES: dict[str, tuple[str, str]] = {
    # While it works
    "evaluating_optimum": (
        "Het beste plan van het scenario wordt gezocht ...",
        "Seeking the best plan of the scenario ...",
    ),
    "evaluating_completion": (
        "Het voorstel wordt aangevuld binnen de regels ...",
        "Completing the proposal within the rules ...",
    ),
    "evaluating_proposal": (
        "Wat het voorstel minstens breekt, wordt gezocht ...",
        "Seeking the least that the proposal breaks ...",
    ),
    "evaluating_repair": ("Het dichtste geldige plan wordt gezocht ...", "Seeking the nearest legal plan ..."),
    "evaluating_reasons": (
        "Elke wijziging wordt afzonderlijk ongedaan gemaakt ...",
        "Undoing each change on its own ...",
    ),
    "evaluating_sample": ("Bijna even goede plannen worden getrokken ...", "Sampling near-optimal plans ..."),
    # The answer
    "answer_legal_complete": (
        'Het voorstel "{proposal}" is geldig: het houdt zich aan alle regels van "{scenario}".',
        'The proposal "{proposal}" is legal: it keeps every rule of "{scenario}".',
    ),
    "answer_legal_partial": (
        'Het voorstel "{proposal}" is geldig: wat het openlaat, kan worden ingevuld zodat alle regels van "{scenario}" '
        "gelden. Ingevuld telt het {programmes} opleidingen.",
        'The proposal "{proposal}" is legal: what it leaves open can be filled in so that every rule of "{scenario}" '
        "holds. Filled in, it has {programmes} programmes.",
    ),
    "answer_illegal_complete": (
        'Het voorstel "{proposal}" breekt regels van "{scenario}", hoe studenten en docenten ook worden geplaatst. Zo '
        "weinig mogelijk is dit:",
        'The proposal "{proposal}" breaks rules of "{scenario}", however students and teachers are placed. At the very '
        "least these:",
    ),
    "answer_illegal_partial": (
        'Het voorstel "{proposal}" breekt regels van "{scenario}", hoe het ook wordt aangevuld. Zo weinig mogelijk is '
        "dit:",
        'The proposal "{proposal}" breaks rules of "{scenario}", however it is completed. At the very least these:',
    ),
    "answer_open": (
        'Of het voorstel "{proposal}" geldig kan zijn, is binnen de grenzen niet uitgemaakt: geef meer tijd met '
        "--time-limit.",
        'Whether the proposal "{proposal}" can be legal was not settled within the limits: allow more with '
        "--time-limit.",
    ),
    "least_unproven": (
        "Er is niet bewezen dat het niet met minder kan.",
        "It is not proven that less cannot do.",
    ),
    "kept_rules": ("Het houdt zich aan: {rules}.", "It keeps: {rules}."),
    # The nearest legal plan
    "repair_none_needed": ("Er hoeft niets te veranderen.", "Nothing has to change."),
    "repair_one": (
        "Het dichtste geldige plan verandert één opleiding; met minder kan het niet:",
        "The nearest legal plan changes one programme; nothing less will do:",
    ),
    "repair_many": (
        "Het dichtste geldige plan verandert {changes} opleidingen; met minder kan het niet:",
        "The nearest legal plan changes {changes} programmes; nothing less will do:",
    ),
    "repair_leads": (
        "Het dichtste geldige plan verandert geen opleiding, alleen welke voorgaat:",
        "The nearest legal plan changes no programme, only which of them leads:",
    ),
    "repair_unproven": (
        "Een geldig plan in de buurt verandert {changes} opleidingen; bewezen is dat het er minstens {fewest} moeten "
        "zijn:",
        "A legal plan nearby changes {changes} programmes; it is proven that at least {fewest} must change:",
    ),
    "repair_no_plan": ("Geen enkel geldig plan is gevonden.", "No legal plan was found."),
    "repair_cost": (
        "Dat plan kost {amount} euro per jaar, {difference} ten opzichte van vandaag.",
        "That plan costs EUR {amount} a year, {difference} against today.",
    ),
    "change_close": ("Schrap {who}.", "Drop {who}."),
    "change_keep": ("Behoud {who}.", "Keep {who}."),
    "change_open": ("Open {who}.", "Open {who}."),
    "change_lead": ("Laat voorgaan: {who}.", "Let lead: {who}."),
    "change_give_up": (
        "Laat vallen wat voor de hele campus gevraagd is: {who}.",
        "Give up what is asked of the whole campus: {who}.",
    ),
    "because_rules": ("Anders: {breaches}", "Otherwise: {breaches}"),
    "because_closed": (
        "Wat moest voorgaan, wordt niet meer gegeven.",
        "What was to lead is not taught any more.",
    ),
    "because_nothing": ("Daar kan niets in aanmerking komen.", "Nothing there is eligible."),
    "because_unknown": (
        "Waarom is binnen de grenzen niet gevonden.",
        "Why was not found within the limits.",
    ),
    # Tables
    "situation_proposal": ("voorstel", "proposal"),
    "situation_completion": ("aangevuld", "completed"),
    "situation_repair": ("hersteld", "repaired"),
    "situation_optimum": ("beste plan", "best plan"),
    "ledger_title": (
        "Wie wint en wie verliest, tegenover vandaag (hogescholen, dan de reiskosten van studenten per provincie):",
        "Who gains and who loses, against today (institutions, then the travel of students by province):",
    ),
    "ledger_nobody": ("Voor niemand verandert er iets.", "Nothing changes for anybody."),
    "ledger_who": ("wie", "who"),
    "ledger_students_of": ("studenten uit {province}", "students from {province}"),
    "ledger_all": ("samen", "together"),
    "eur_a_year": ("euro/jaar", "EUR/year"),
    # Among near-optimal plans
    "near_many": (
        "Van {count} bijna even goede plannen (een steekproef, het beste plan inbegrepen) kosten er {worse} minstens "
        "zoveel als het voorstel: {percentile}.",
        "Of {count} near-optimal plans (a sample, the best plan included) {worse} cost at least as much as the "
        "proposal: {percentile}.",
    ),
    "near_one": (
        "Naast het beste plan zijn geen bijna even goede plannen met andere opleidingen gevonden.",
        "Beside the best plan, no near-optimal plans with other programmes were found.",
    ),
    "near_within": (
        "Het voorstel is zelf bijna even goed: geen doel ligt hoger dan wat ervan mag worden toegegeven.",
        "The proposal itself is near-optimal: no goal lies above what may be given up of it.",
    ),
    "near_outside": (
        "Het voorstel zelf is niet bijna even goed: het breekt een regel, of een doel ligt hoger dan wat ervan mag "
        "worden toegegeven.",
        "The proposal itself is not near-optimal: it breaks a rule, or a goal lies above what may be given up of it.",
    ),
    "again": ("Hetzelfde opnieuw: {command}", "The same again: {command}"),
}
"""Texts by key: Dutch, English."""
