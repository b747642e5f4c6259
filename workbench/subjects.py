"""What people call what a data set knows by an identifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from optimizer.inputs.instance import Instance
from workbench.messages import MESSAGES, Language, say

SPECIALISATION, CAMPUS = "specialisation_id", "campus_id"


def name_of(instance: Instance, column: str, identifier: str, lang: Language) -> str:
    """Return the name of what an identifier of a column stands for; an unknown one as it is."""
    namer = _NAMERS.get(column)
    return identifier if namer is None else namer(instance, identifier, lang)


def name_of_subject(instance: Instance, columns: tuple[str, ...], index: tuple[str, ...], lang: Language) -> str:
    """Return the name of what a row speaks of: a programme, or the names of the parts of its index."""
    if columns == (CAMPUS, SPECIALISATION):
        return programme_name(instance, (index[0], index[1]), lang)
    names = [name_of(instance, column, each, lang) for column, each in zip(columns, index, strict=False)]
    return ", ".join(names or index)


def programme_name(instance: Instance, pair: tuple[str, str], lang: Language) -> str:
    """Return the name of a specialisation at a campus."""
    campus, specialisation = (name_of(instance, column, each, lang) for column, each in zip(_PAIR, pair, strict=True))
    return say(lang, "programme", specialisation=specialisation, campus=campus)


def place_name(instance: Instance, place: str, lang: Language) -> str:
    """Return the name of a place of a local norm: a province, campus or institution, with or without specialisation."""
    where, slash, specialisation = place.partition("/")
    if slash and where == "*":
        return say(lang, "everywhere", specialisation=name_of(instance, SPECIALISATION, specialisation, lang))
    column = CAMPUS if where in instance.institution_of else "institution_id"
    column = column if where in {*instance.campuses, *instance.institutions} else "province_id"
    name = name_of(instance, column, where, lang)
    if not slash or specialisation == "*":
        return name
    return say(lang, "programme", specialisation=name_of(instance, SPECIALISATION, specialisation, lang), campus=name)


def _look_up(table: str, key: str, dutch: str, english: str) -> Callable[[Instance, str, Language], str]:
    def named(instance: Instance, identifier: str, lang: Language) -> str:
        frame = instance.table(table)
        found: Any = frame.loc[frame[key] == identifier, dutch if lang == "nl" else english]
        return str(found.iloc[0]) if len(found) else identifier

    return named


def _specialisation(instance: Instance, identifier: str, lang: Language) -> str:
    """Return a specialisation with its degree where another degree has the same name."""
    own = _look_up("specialisations", SPECIALISATION, "name_nl", "name_en")
    name, frame = own(instance, identifier, lang), instance.table("specialisations")
    column = "name_nl" if lang == "nl" else "name_en"
    shared = int((frame[column] == name).sum()) > 1
    return f"{name}, {say(lang, f'degree_{instance.degree_of[identifier]}')}" if shared else name


def _campus(instance: Instance, identifier: str, lang: Language) -> str:
    """Return a campus with the short name of its institution, unless it says that itself."""
    name = _look_up("campuses", CAMPUS, "name", "name")(instance, identifier, lang)
    if identifier not in instance.institution_of:
        return name
    school = _look_up("institutions", "institution_id", "short_name", "short_name")
    institution = school(instance, instance.institution_of[identifier], lang)
    return name if institution in name else say(lang, "campus_of", campus=name, institution=institution)


def _degree(_: Instance, identifier: str, lang: Language) -> str:
    key = f"degree_{identifier}"
    return say(lang, f"degree_{identifier}") if key in MESSAGES else identifier


_PAIR = (CAMPUS, SPECIALISATION)
_NAMERS: dict[str, Callable[[Instance, str, Language], str]] = {
    CAMPUS: _campus,
    SPECIALISATION: _specialisation,
    "institution_id": _look_up("institutions", "institution_id", "name", "name"),
    "province_id": _look_up("provinces", "province_id", "name_nl", "name_en"),
    "municipality_id": _look_up("municipalities", "municipality_id", "name_nl", "name_en"),
    "family_id": _look_up("families", "family_id", "name_nl", "name_en"),
    "host_id": _look_up("institute_hosts", "host_id", "name", "name"),
    "group": _look_up("provinces", "province_id", "name_nl", "name_en"),
    "degree": _degree,
}
"""How to name what a column holds; a group of campuses is a province, or has its name already."""
