"""What the workbench says about answers: what programmes are worth, refusals, alternatives, and the fairest plan."""

from __future__ import annotations

ANSWER_MESSAGES: dict[str, tuple[str, str]] = {
    "answers_progress": ("Vraag {finished} van {of}", "Question {finished} of {of}"),
    "answers_plan": ("Het plan zelf", "The plan itself"),
    "question_alternative": ("alternatief {rank}", "alternative {rank}"),
    "question_give_up": ("{who} staat niets af", "{who} gives up nothing"),
    "question_give_up_together": ("{who} staan niets af", "{who} give up nothing"),
    "question_accept": ("{who} neemt niets aan", "{who} accepts nothing"),
    "question_accept_together": ("{who} nemen niets aan", "{who} accept nothing"),
    "question_and": ("en", "and"),
    "question_forbid": ("zonder {programme}", "without {programme}"),
    "question_force": ("met {programme}", "with {programme}"),
    "question_breakeven": (
        "wat er moet veranderen voor {programme}: {parameter}",
        "what has to change for {programme}: {parameter}",
    ),
    "question_range_up": ("tot waar {parameter} omhoog kan", "how far {parameter} can rise"),
    "question_range_down": ("tot waar {parameter} omlaag kan", "how far {parameter} can fall"),
    "question_loss": ("het grootste verlies, nummer {rank}", "the largest loss, number {rank}"),
    "question_robust": ("een plan dat elke weigering overleeft", "a plan that survives any refusal"),
    "question_fair": ("het eerlijkste plan", "the fairest plan"),
    "outcome_optimal": ("bewezen", "proven"),
    "outcome_feasible": ("gevonden, afstand tot de grens {gap}", "found, gap {gap}"),
    "outcome_open": ("gevonden, niet bewezen", "found, not proven"),
    "outcome_impossible": ("onmogelijk: bewezen", "impossible: proven"),
    "outcome_no_plan": ("niet gevonden binnen de tijd", "not found in time"),
    "answers_stopping": (
        "Er wordt gestopt: de antwoorden die klaar zijn, blijven. Nog eens Ctrl-C breekt meteen af.",
        "Stopping: the answers that are finished are kept. Ctrl-C once more ends at once.",
    ),
    "answers_continued": (
        "Een eerdere berekening wordt voortgezet: {count} vragen zijn al beantwoord.",
        "An earlier run is continued: {count} questions are answered already.",
    ),
    "answers_replaced": (
        "De antwoorden in deze map gaan over iets anders en worden vervangen. Sindsdien is veranderd: {changed}.",
        "The answers in this folder are about something else and are replaced. Changed since then: {changed}.",
    ),
    "answers_scenario": ("het scenario", "the scenario"),
    "answers_incomplete": (
        "Niet alles is beantwoord ({why}). Dezelfde opdracht gaat verder waar deze bleef.",
        "Not everything is answered ({why}). The same command goes on where this one stopped.",
    ),
    "answers_gap": (
        "{count} antwoorden, elk bewezen binnen {gap}.",
        "{count} answers, each proven within {gap}.",
    ),
    "answers_open": (
        "{count} antwoorden, waarvan {open} niet bewezen. Grootste afstand tot de grens: {gap}.",
        "{count} answers, {open} of them not proven. Largest distance from the bound: {gap}.",
    ),
    "answers_folder": ("Antwoorden: {path}", "Answers: {path}"),
    "loses": ("{label} {amount} {unit}", "{label} {amount} {unit}"),
    "nothing_lost": ("geen enkel doel verandert", "no goal changes"),
    # Importance
    "importance_plan": (
        "Van de {count} opleidingen in het plan kunnen er {needed} niet weg: valt een daarvan weg, dan kan geen plan "
        "aan de regels voldoen. {free} kunnen weg zonder dat een doel iets verliest.",
        "Of the {count} programmes of the plan {needed} cannot go: without any one of them no plan can satisfy the "
        "rules. {free} can go without any goal losing anything.",
    ),
    "importance_others": (
        "Van de {count} andere kunnen er {impossible} in geen enkel plan; {free} zouden even goed passen.",
        "Of the {count} others {impossible} can be in no plan; {free} would fit just as well.",
    ),
    "importance_missed": ("Het meest onmisbaar:", "Hardest to do without:"),
    "importance_nearest": ("Het dichtst bij het plan:", "Nearest to the plan:"),
    "importance_never": ("geen enkel plan kan zonder", "no plan can do without it"),
    "importance_row": ("  {programme}: {what}", "  {programme}: {what}"),
    "importance_change": (
        "  {programme} komt in een beste plan bij {parameter} {needed} in plaats van {now}.",
        "  {programme} comes into a best plan at {parameter} {needed} instead of {now}.",
    ),
    "importance_changes": ("Wat er zou moeten veranderen:", "What would have to change:"),
    "importance_range": (
        "  {parameter}: nu {now}; het plan blijft het beste van {low} tot {high}, bij {beyond} is een ander het beste.",
        "  {parameter}: {now} now; the plan stays best from {low} to {high}, and at {beyond} another is.",
    ),
    "importance_range_now": (
        "  {parameter}: nu {now}; bij {beyond} is een ander plan het beste.",
        "  {parameter}: {now} now; at {beyond} another plan is best.",
    ),
    "importance_ranges": (
        "Normen waarbij het plan verandert als ze anders worden:",
        "Norms at which the plan changes if they move:",
    ),
    # Refusals
    "veto_give_up": ("Wie weigert iets af te staan (alles van vandaag blijft):", "Who refuses to give up anything:"),
    "veto_accept": (
        "Wie weigert iets aan te nemen (niets nieuws, nergens meer studenten dan vandaag):",
        "Who refuses to accept anything (nothing new, nowhere more students than today):",
    ),
    "veto_impossible": ("dan kan geen enkel plan aan de regels voldoen", "no plan can then satisfy the rules"),
    "veto_unknown": ("niet gevonden binnen de tijd", "not found in time"),
    "veto_pairs": (
        "Van {count} weigeringen van twee samen houden er {blocking} elk plan tegen, waar geen van de twee dat alleen "
        "doet.",
        "Of {count} refusals of two together {blocking} block every plan, where neither of the two does alone.",
    ),
    "veto_sure": (
        "Van de {count} prijzen zijn er {sure} bewezen tot op {gap}, tot en met het doel dat beslist.",
        "Of the {count} prices {sure} are proven to within {gap}, up to the goal that decides.",
    ),
    "veto_robust": (
        "Het plan in robust/ overleeft {survived} van de {wanted} weigeringen waarbij nog een plan bestaat. "
        "Prijs: {price}.",
        "The plan in robust/ survives {survived} of the {wanted} refusals under which a plan exists. Price: {price}.",
    ),
    # Alternatives
    "alternatives_distance": (
        "verschil met het meest gelijkende plan",
        "difference from the most similar plan",
    ),
    "alternatives_row": (
        "  {rank}: anders in {municipality} paren van gemeente en specialisatie en {institution} van hogeschool en "
        "specialisatie, {nearest} van het meest gelijkende plan ({sure}); {what}",
        "  {rank}: differs in {municipality} pairs of municipality and specialisation and {institution} of institution "
        "and specialisation, {nearest} from the most similar plan ({sure}); {what}",
    ),
    "alternatives_farthest": ("verder kan niet: bewezen", "proven: none lies farther"),
    "alternatives_at_most": ("hoogstens {bound} is mogelijk", "at most {bound} is possible"),
    "alternatives_shared": (
        "Alle {plans} plannen, het beste erbij, hebben {all} opleidingen gemeen; {none} heeft er geen enkel.",
        "All {plans} plans, the best included, have {all} programmes in common; {none} are in none of them.",
    ),
    "alternatives_exhausted": (
        "Meer zijn er niet: geen enkel ander plan blijft binnen wat er toegegeven mag worden (bewezen).",
        "There are no more: no other plan stays within what may be given up (proven).",
    ),
    # The fairest plan
    "fair_losses": (
        "Wie studenten verliest in het eerlijkste plan, {level}, tegenover vandaag (waargenomen):",
        "Who loses students in the fairest plan, {level}, against today (observed):",
    ),
    "fair_loss": ("  {name}: -{loss} ({plan} in plaats van {today})", "  {name}: -{loss} ({plan} instead of {today})"),
    "fair_without": ("Zonder verlies: {count} van {of}.", "Without loss: {count} of {of}."),
    "fair_proven": (
        "Geen plan binnen de regels heeft een kleiner grootste verlies: bewezen.",
        "No plan within the rules has a smaller largest loss: proven.",
    ),
    "fair_least": (
        "Geen plan binnen de regels heeft een kleiner grootste verlies: bewezen tot op {gap} van de studenten.",
        "No plan within the rules has a smaller largest loss: proven to within {gap} of the students.",
    ),
    "fair_bound": (
        "Of het grootste verlies kleiner kan, is niet bewezen binnen de tijd: het kan niet lager dan {bound}, {gap} "
        "van de studenten minder.",
        "Whether the largest loss can be smaller was not proven in time: it cannot be below {bound}, {gap} of the "
        "students less.",
    ),
    "fair_next": (
        "Ook elk volgend verlies is, met de grotere gelijk gehouden, het kleinst mogelijke: bewezen.",
        "Every next loss, with the larger ones held, is the smallest possible too: proven.",
    ),
    "fair_next_open": (
        "Van de {count} volgende verliezen zijn er {open} niet tot het einde bewezen; elk ligt hoogstens {gap} van de "
        "studenten boven de grens.",
        "Of the {count} next losses {open} are not proven to the end; each lies at most {gap} of the students above "
        "its bound.",
    ),
    "fair_optimum": (
        "In het beste plan van het scenario is het grootste verlies {loss} ({name}).",
        "In the scenario's best plan the largest loss is {loss} ({name}).",
    ),
    "fair_optimum_none": (
        "Ook in het beste plan van het scenario verliest niemand studenten.",
        "In the scenario's best plan nobody loses students either.",
    ),
    "fair_price": (
        "Wat eerlijkheid kost naast het beste plan: hoe goed elk doel op zijn beurt kan worden (een plus is slechter):",
        "What fairness costs beside the best plan: how good each goal can be in its turn (a plus is worse):",
    ),
    "fair_free": (
        "Eerlijkheid kost niets: geen enkel doel verandert tegenover het beste plan.",
        "Fairness costs nothing: no goal changes against the best plan.",
    ),
    "fair_payments": (
        "Betalingen {level} waarmee niemand duurder af is dan vandaag, in euro per jaar:",
        "Payments {level} with which nobody bears more than today, in EUR a year:",
    ),
    "fair_receives": ("  {name} ontvangt {amount}", "  {name} receives {amount}"),
    "fair_pays": ("  {name} betaalt {amount}", "  {name} pays {amount}"),
    "fair_more": ("  nog {count} andere: {amount}", "  {count} others: {amount}"),
    "fair_balanced": (
        "Wie wint, betaalt alles: samen {paid} euro per jaar, en houdt daarna {surplus} over.",
        "Those who gain pay it all: {paid} EUR a year together, and keep {surplus} after that.",
    ),
    "fair_added": (
        "Wie wint, kan niet alles betalen: van {losses} euro per jaar komt {paid} van hen, en het ministerie legt "
        "{added} bij.",
        "Those who gain cannot pay it all: of {losses} EUR a year {paid} comes from them, and the ministry adds "
        "{added}.",
    ),
    "fair_no_payments": (
        "Niemand draagt meer dan vandaag, dus niemand hoeft te betalen. Samen dragen zij {surplus} euro per "
        "jaar minder.",
        "Nobody bears more than today, so that nobody has to pay. Together they bear {surplus} EUR a year less.",
    ),
    "fair_travel": (
        "De reizen van studenten: {amount} euro per jaar tegenover vandaag. Daarvoor wordt niets betaald.",
        "The travel of students: {amount} EUR a year against today. No payment makes up for that.",
    ),
    "fair_ledger": (
        "Het gaat om wat elk aan kosten draagt; subsidies die met studenten meegaan, tellen niet mee.",
        "This is about the costs that each bears; subsidies that follow students do not count.",
    ),
    "fair_unknown": (
        "Het eerlijkste plan is binnen de tijd niet gevonden.",
        "The fairest plan was not found in time.",
    ),
    "lever_places": ("plaatsen op de campus", "places at the campus"),
    "lever_students": ("studenten in heel Vlaanderen", "students in all of Flanders"),
    "lever_staff": ("vte docenten van de opleiding", "FTE of the programme's teachers"),
    "lever_travel": ("deel van de afstand naar de gemeente", "share of the distance to the municipality"),
    "lever_norm": ("norm", "norm"),
}
"""Texts by key: Dutch, English."""
