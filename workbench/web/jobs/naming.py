"""The names of a data set beside what a job found, so that its page needs the data set no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.solving.saving import write_document
from workbench.messages import LANGUAGES
from workbench.names import Names

NAMES = "names.json"


def names_of(instance: Instance) -> dict[str, dict[str, dict[str, str]]]:
    """Return by language and kind what campuses, specialisations, institutions and the rest are called."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for lang in LANGUAGES:
        names = Names(instance, lang)
        networks = instance.table("institutions")["network"].tolist()
        found[lang] = {
            "campus": {each: names.campus(each) for each in instance.campuses},
            "specialisation": {each: names.specialisation(each) for each in instance.specialisations},
            "institution": {each: names.institution(each) for each in instance.institutions},
            "municipality": {each: names.municipality(each) for each in instance.municipalities},
            "province": {each: names.province(each) for each in instance.table("provinces")["province_id"].tolist()},
            "network": {each: names.body(each) for each in dict.fromkeys(networks)},
        }
    return found


def write_names(instance: Instance, folder: Path, **more: Any) -> None:
    """Write the names into a folder, with whatever else its page needs."""
    write_document(folder / NAMES, {**names_of(instance), **more})
