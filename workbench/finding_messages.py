"""What findings say, in Dutch: the code that finds them writes English, which this turns into Dutch.

A sentence that is not here stays in English and is marked as such where it is shown.
"""

from __future__ import annotations

import re
from functools import cache

from workbench.contradiction_messages import CONTRADICTION_MENDS, CONTRADICTION_WORDS, CONTRADICTIONS
from workbench.dataset_messages import MEANINGS
from workbench.mend_messages import MENDS
from workbench.parameter_messages import PARAMETERS
from workbench.scenario_messages import EXPECTED, SCENARIO_FINDINGS, SCENARIO_MENDS

FINDINGS: tuple[tuple[str, str], ...] = (
    # Files
    ("is empty", "is leeg"),
    ("does not exist", "bestaat niet"),
    ("the table is missing", "de tabel ontbreekt"),
    ("is UTF-16, not UTF-8", "is UTF-16, geen UTF-8"),
    ("starts with a byte order mark, which was skipped", "begint met een byte order mark; die is overgeslagen"),
    ("byte {a} ({b}) is not UTF-8", "byte {a} ({b}) is geen UTF-8"),
    (
        "holds a NUL byte (byte {a}): it is not a text file, or it is UTF-16",
        "bevat een NUL-byte (byte {a}): het is geen tekstbestand, of het is UTF-16",
    ),
    ("has {a} MB, more than the limit of {b} MB", "is {a} MB groot, meer dan de grens van {b} MB"),
    ("is not a file of a data set, and was not read", "is geen bestand van een gegevensset, en is niet gelezen"),
    (
        "{a} is not a file of a data set, and was not read",
        "{a} is geen bestand van een gegevensset, en is niet gelezen",
    ),
    ("{a} was sent twice", "{a} is tweemaal gestuurd"),
    ("no file was chosen", "er is geen bestand gekozen"),
    ("{a} files were sent, more than {b}", "er zijn {a} bestanden gestuurd, meer dan {b}"),
    ("there is a data set {a} already", "er is al een gegevensset {a}"),
    ("{a} is not an identifier", "{a} is geen kenmerk"),
    ("is a damaged Excel file", "is een beschadigd Excelbestand"),
    ("is a damaged zip file", "is een beschadigd zipbestand"),
    ("is an old or an encrypted Excel file", "is een oud of een beveiligd Excelbestand"),
    ("is protected with a password", "is met een wachtwoord beveiligd"),
    ("holds {a} files, more than {b}", "bevat {a} bestanden, meer dan {b}"),
    ("has {a} MB when unpacked, more than {b} MB", "is uitgepakt {a} MB groot, meer dan {b} MB"),
    ("would become {a} times as large when unpacked", "wordt uitgepakt {a} keer zo groot"),
    ("names the same contents several times", "noemt dezelfde inhoud meermaals"),
    ("defines entities, which no spreadsheet program writes", "bepaalt entiteiten, wat geen rekenblad doet"),
    ("holds links to other files, which were not followed", "verwijst naar andere bestanden; die zijn niet geopend"),
    ("holds macros, which were not run", "bevat macro's; die zijn niet uitgevoerd"),
    ("the first sheet is empty", "het eerste blad is leeg"),
    ("the first sheet has more than {a} rows", "het eerste blad heeft meer dan {a} rijen"),
    ("sheet {a} has more than {b} rows", "blad {a} heeft meer dan {b} rijen"),
    (
        "sheet {a} is not a table of a data set, and was not read",
        "blad {a} is geen tabel van een gegevensset, en is niet gelezen",
    ),
    ("has two sheets for {a}", "heeft twee bladen voor {a}"),
    ("has no sheet that is a table of a data set", "heeft geen blad dat een tabel van een gegevensset is"),
    ("{a} cannot be derived again: {b}", "{a} kunnen niet opnieuw worden afgeleid: {b}"),
    # Rows and columns
    (
        "has quotes that do not pair up; the file was read up to here",
        "heeft aanhalingstekens die niet paarsgewijs staan; tot hier is het bestand gelezen",
    ),
    ("has semicolons between its columns, which was accepted", "heeft puntkomma's tussen de kolommen; dat is aanvaard"),
    ("has tabs between its columns, which was accepted", "heeft tabs tussen de kolommen; dat is aanvaard"),
    ("has {a} cells, the header has {b}", "heeft {a} cellen, de kop {b}"),
    (
        "has none of the columns of this table in its first line",
        "heeft op de eerste regel geen enkele kolom van deze tabel",
    ),
    ("column {a} stands there {b} times", "kolom {a} staat er {b} keer"),
    ("{a} is not a column of this table", "{a} is geen kolom van deze tabel"),
    ("is missing, and taken as empty", "ontbreekt, en geldt als leeg"),
    ("the column is missing", "de kolom ontbreekt"),
    ("has a header but no rows", "heeft een kop, maar geen rijen"),
    ("{a} stands in row {b} already", "{a} staat al in rij {b}"),
    (
        "{a} more findings like those of this column are not listed ({b} in all)",
        "nog {a} bevindingen als die van deze kolom staan niet in de lijst ({b} in totaal)",
    ),
    # Cells
    ("the value is missing", "de waarde ontbreekt"),
    ("{a} is negative", "{a} is negatief"),
    ("{a} is too small", "{a} is te klein"),
    ("{a} is too large", "{a} is te groot"),
    ("{a} is too large a number", "{a} is een te groot getal"),
    ("{a} is not a whole number", "{a} is geen geheel getal"),
    ("{a} is not a number", "{a} is geen getal"),
    ("{a} seems to have a sign between thousands", "{a} lijkt een teken tussen duizendtallen te hebben"),
    (
        "{a} looks like a date that a spreadsheet made of a number",
        "{a} lijkt een datum die een rekenblad van een getal maakte",
    ),
    ("{a} is a percentage", "{a} is een percentage"),
    ("{a} is neither true nor false", "{a} is noch true noch false"),
    ("has decimal commas in {a} cells, which were accepted", "heeft in {a} cellen decimale komma's; die zijn aanvaard"),
    (
        "{a} has a decimal point while other cells of the column have a decimal comma",
        "{a} heeft een decimale punt, terwijl andere cellen van de kolom een komma hebben",
    ),
    ("{a} is not one of the choices for {b}", "{a} is geen van de keuzen voor {b}"),
    ("{a} is a formula; it was not computed", "{a} is een formule; ze is niet uitgerekend"),
    ("{a} looks like a formula; it was not computed", "{a} lijkt een formule; ze is niet uitgerekend"),
    # Names
    ("{a} is not in {b}.csv", "{a} staat niet in {b}.csv"),
    ("{a} is the identifier of an earlier row", "{a} is het kenmerk van een eerdere rij"),
    ("there is no campus {a}", "er is geen campus {a}"),
    ("there is no specialisation {a}", "er is geen specialisatie {a}"),
    ("the campus is missing", "de campus ontbreekt"),
    ("the specialisation is missing", "de specialisatie ontbreekt"),
    ("the action is missing", "de actie ontbreekt"),
    ("{a} is an institution", "{a} is een hogeschool"),
    ("{a} is not a known role", "{a} is geen bekende rol"),
    ("{a} is not a known action", "{a} is geen bekende actie"),
    ("row {a} closes the whole campus", "rij {a} sluit de hele campus"),
    ("{a} is to {b}, but row {c} says {d}", "{a} heeft hier {b}, maar rij {c} zegt {d}"),
    ("{a}: {b} is taught already", "{a}: {b} bestaat al"),
    ("{a}: {b} is not taught today", "{a}: {b} bestaat vandaag niet"),
    # Settings
    ("{a} is not a known key", "{a} is geen bekende sleutel"),
    ("{a} is missing", "{a} ontbreekt"),
    ("{a} is out of range", "{a} valt buiten de grenzen"),
    ("{a} is not one of the choices", "{a} is geen van de keuzen"),
    # Tables that do not fit together
    (
        "{a} students ask for {b}, its programmes enrol {c}",
        "{a} studenten vragen {b}, de opleidingen ervan schrijven er {c} in",
    ),
    (
        "{a} students of zone {b} ask for {c}, today's flows hold {d}",
        "{a} studenten van arrondissement {b} vragen {c}, de herkomst van vandaag heeft er {d}",
    ),
    (
        "{a} students go to {b} for {c}, which it does not teach",
        "{a} studenten gaan naar {b} voor {c}, dat daar niet bestaat",
    ),
    (
        "{a} enrols {b} students of {c}, today's flows bring {d}",
        "{a} schrijft {b} studenten in voor {c}, de herkomst van vandaag brengt er {d}",
    ),
    ("no student asks for {a}", "geen student vraagt {a}"),
    ("{a} is asked for but taught nowhere today", "{a} wordt gevraagd maar bestaat vandaag nergens"),
    ("{a} has no campus", "{a} heeft geen campus"),
    ("{a} does not teach {b} today", "{a} geeft vandaag geen {b}"),
    ("{a} FTE is more than {b} persons can hold", "{a} vte is meer dan {b} personen kunnen hebben"),
    (
        "{a} graduates a year are more than the students enrolled",
        "{a} afgestudeerden per jaar zijn meer dan de ingeschreven studenten",
    ),
    ("latitude and longitude seem to be swapped ({a})", "breedte- en lengtegraad lijken verwisseld ({a})"),
    (
        "the distance from zone {a} to {b}, which has a campus, is missing",
        "de afstand van arrondissement {a} naar {b}, waar een campus is, ontbreekt",
    ),
    ("the distance from {a} to {b} is missing", "de afstand van {a} naar {b} ontbreekt"),
    ("{a} is {b} km from itself", "{a} ligt {b} km van zichzelf"),
    ("{a} km is shorter than the straight line, {b} km", "{a} km is korter dan de rechte lijn, {b} km"),
    ("the host's campus {a} lies in {b}", "de campus van de gastheer, {a}, ligt in {b}"),
    (
        "most journeys are faster than {a} km an hour: the times do not look like minutes",
        "de meeste reizen gaan sneller dan {a} km per uur: de tijden lijken geen minuten",
    ),
    (
        "the distances are many times the straight lines on the map: they look like metres",
        "de afstanden zijn vele keren de rechte lijnen op de kaart: ze lijken in meter",
    ),
    ("is not a GeoJSON feature collection", "is geen GeoJSON-verzameling"),
    ("is not TOML: {a}", "is geen TOML: {a}"),
)
"""English and Dutch of what is wrong; ``{a}`` to ``{g}`` stand for what differs."""

SENTENCES = (
    *FINDINGS,
    *MENDS,
    *SCENARIO_FINDINGS,
    *SCENARIO_MENDS,
    *CONTRADICTIONS,
    *CONTRADICTION_MENDS,
)
"""English and Dutch of every sentence of a finding: what is wrong, and how to mend it."""

_MEANINGS = {words.lower(): dutch for words, dutch in (MEANINGS | PARAMETERS | EXPECTED | CONTRADICTION_WORDS).items()}
_PLACE = re.compile(r"\\\{([a-g])\\\}")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the English as patterns; those with the most fixed text are tried first."""
    ordered = sorted(SENTENCES, key=lambda pair: -len(re.sub(r"\{[a-g]\}", "", pair[0])))
    return tuple(
        (re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(english)), re.DOTALL), dutch) for english, dutch in ordered
    )


def in_dutch(text: str) -> str | None:
    """Return what a finding says, in Dutch; None for a sentence that has no Dutch."""
    for pattern, dutch in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return dutch.format(**{name: _part(each) for name, each in found.groupdict().items()})
    return None


def _part(text: str) -> str:
    """Return a part of a sentence in Dutch: a word that is known, or a sentence of its own."""
    return _MEANINGS.get(text.lower()) or in_dutch(text) or text
