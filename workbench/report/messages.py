"""Every text of the report, in Dutch and in English. ``{name}`` stands for a value."""

from __future__ import annotations

from workbench.messages import LANGUAGES, Language
from workbench.report.annex_messages import ANNEX_MESSAGES

REPORT_MESSAGES: dict[str, tuple[str, str]] = {
    # The page
    "report": ("Rapport", "Report"),
    "skip": ("Naar de bijlagen", "To the annexes"),
    "contents": ("Inhoud", "Contents"),
    "summary": ("Samenvatting", "Summary"),
    "annexes": ("Bijlagen", "Annexes"),
    "sources_note": (
        "T1, T2 … verwijzen naar de tabel in de bijlagen waar een getal vandaan komt; elke tabel noemt haar bron.",
        "T1, T2 … refer to the table in the annexes where a number comes from; every table names its source.",
    ),
    "table": ("Tabel {number}. {title}", "Table {number}. {title}"),
    "figure": ("Figuur {number}. {title}", "Figure {number}. {title}"),
    "source": ("Bron: {source}", "Source: {source}"),
    "none": ("Geen.", "None."),
    # Summary
    "decision": ("Wat het plan beslist", "What the plan decides"),
    "decided": (
        "Van de {today} opleidingen blijven er {kept} en sluiten er {closed}; er komen er {opened} bij. {leads} "
        "opleidingen worden "
        "expertisecentrum, één per specialisatie.",
        "Of the {today} programmes {kept} stay and {closed} close; {opened} are added. {leads} programmes become lead "
        "centres, one for each specialisation.",
    ),
    "no_number": ("geen", "none"),
    "institute_at": (
        "Het postacademisch instituut komt in {hosts}, met {residents} residenten.",
        "The post-academic institute sits at {hosts}, with {residents} residents.",
    ),
    "verified": (
        "Nagerekend door andere code: {count} regelcontroles, alle voldaan.",
        "Checked by other code: {count} rule checks, all of them met.",
    ),
    "not_verified": (
        "Nagerekend door andere code: {failed} van {count} regelcontroles niet voldaan.",
        "Checked by other code: {failed} of {count} rule checks not met.",
    ),
    "figures": ("Vijf cijfers", "Five figures"),
    "figures_count": ("Kerncijfers", "Key figures"),
    "figure_programmes": ("opleidingen", "programmes"),
    "figure_displaced": ("studenten van wie de opleiding sluit", "students whose programme closes"),
    "figure_mean_km": ("gemiddelde afstand, km enkele reis", "mean distance, km one way"),
    "figure_top_at_leads": ("topdocenten in expertisecentra, vte", "top teachers at lead centres, FTE"),
    "figure_cost": ("kosten, miljoen euro per jaar", "cost, million EUR a year"),
    "figure_unplaced": ("studenten zonder plaats", "students without a place"),
    "from": ("nu {today}", "now {today}"),
    "of": ("van {of}", "of {of}"),
    "who": ("Wie wint, wie verliest", "Who gains, who loses"),
    "most_gained": ("Meeste studenten erbij", "Most students gained"),
    "most_lost": ("Meeste studenten weg", "Most students lost"),
    "nobody": ("niemand", "nobody"),
    "ends": ("{name} geeft geen creatieve opleidingen meer.", "{name} no longer teaches creative programmes."),
    "some_end": ("{names} geven geen creatieve opleidingen meer.", "{names} no longer teach creative programmes."),
    "farthest": (
        "Het verst van huis komt {zone}: gemiddeld {extra} km verder, van {today} naar {plan} km.",
        "Farthest from home is {zone}: {extra} km farther on average, from {today} to {plan} km.",
    ),
    "uncertain": ("Wat onzeker is", "What is uncertain"),
    "uncertain_estimated": (
        "{share} van de inschrijvingen van vandaag is geraamd.",
        "{share} of today's enrolment is estimated.",
    ),
    "uncertain_goals": (
        "Bewezen is: beter kan niet volgens deze doelen en regels. Niet bewezen is dat het de juiste doelen zijn.",
        "What is proven: nothing does better on these goals and rules. That they are the right goals is not proven.",
    ),
    "uncertain_open": (
        "Het bewijs is niet rond: een beter plan kan bestaan, hoogstens {gap} beter op één doel.",
        "The proof is not complete: a better plan may exist, by at most {gap} on one goal.",
    ),
    "uncertain_unknown": (
        "Voor minstens één doel is niet bekend hoeveel beter een ander plan kan zijn.",
        "For at least one goal it is not known how much better another plan may be.",
    ),
    "uncertain_choice": (
        "Het plan plaatst studenten. Kiezen ze zelf, dan past {overflow} van hen niet waar ze heen willen en haakt "
        "{give_up} af (raming).",
        "The plan places students. If they choose for themselves, {overflow} of them do not fit where they want to "
        "go and "
        "{give_up} give up (estimate).",
    ),
    "uncertain_no_choice": (
        "Het plan plaatst studenten; wat ze zelf zouden kiezen, is hier niet geraamd.",
        "The plan places students; what they would choose for themselves is not estimated here.",
    ),
    # Figures
    "map_plan": ("Studenten vandaag en in het plan, per gemeente", "Students today and in the plan, by municipality"),
    "map_plan_said": (
        "Kaart. Elke cirkel is een gemeente, de oppervlakte haar studenten in het plan; de stippellijn is vandaag. De "
        "getallen staan in tabel {number}.",
        "Map. Every circle is a municipality, its area the students in the plan; the dashed line is today. The numbers "
        "are in table {number}.",
    ),
    "map_travel": (
        "Hoeveel km verder studenten gemiddeld reizen, per arrondissement",
        "How many km farther students travel on average, by arrondissement",
    ),
    "map_travel_said": (
        "Kaart. Hoe donkerder een arrondissement, hoe meer km studenten er extra reizen. De getallen staan in tabel "
        "{number}.",
        "Map. The darker an arrondissement, the more extra km its students travel. The numbers are in table {number}.",
    ),
    "map_leads": ("Expertisecentra per gemeente", "Lead centres by municipality"),
    "map_leads_institute": (
        "Expertisecentra per gemeente, en het instituut dat erop steunt",
        "Lead centres by municipality, and the institute they feed",
    ),
    "map_leads_said": (
        "Kaart. Elke cirkel toont het aantal expertisecentra; lijnen lopen naar het postacademisch instituut. De "
        "getallen "
        "staan in tabel {number}.",
        "Map. Every circle shows the number of lead centres; lines run to the post-academic institute. The numbers "
        "are in "
        "table {number}.",
    ),
    "key_more": ("meer studenten", "more students"),
    "key_fewer": ("minder studenten", "fewer students"),
    "key_same": ("evenveel", "as many"),
    "key_today": ("vandaag", "today"),
    "key_host": ("instituut", "institute"),
    "and_nearby": ("{name} e.o.", "{name} area"),
    **ANNEX_MESSAGES,
}
"""Texts by key: Dutch, English."""


def tell(lang: Language, key: str, **values: object) -> str:
    """Return a text of the report with its values filled in."""
    return REPORT_MESSAGES[key][LANGUAGES.index(lang)].format(**values)
