"""Synthetic data sets of any size, with the shape of the real one.

Same sizes and seed, same bytes. What the shipped Flemish data set assumes (prices, places, detours) is assumed here
too; institutions, towns and numbers are invented.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import tomlkit

from optimizer.errors import Finding, InputError
from optimizer.inputs.completion import Tables, complete_tables
from optimizer.inputs.generation.geography import draw_geography
from optimizer.inputs.generation.offer import draw_offer, institute_weights
from optimizer.inputs.generation.surroundings import draw_hosts, draw_industry
from optimizer.inputs.locating import DATASET_FILE, shipped_datasets
from optimizer.inputs.schema import TABLES
from optimizer.inputs.writing import format_data_table

MODEL_DATA_SET = "flanders-2010"
MARK = "generated"
"""Key under ``[method]`` by which a generated data set is known."""

MOST = {"institutions": 2000, "specialisations": 1000, "zones": 5000}
FLOW_UNIT = 1.0


def generate(
    folder: str | Path, *, institutions: int = 17, specialisations: int = 37, zones: int = 23, seed: int = 0
) -> Path:
    """Write a synthetic data set.

    Parameters
    ----------
    folder : str or Path
        Where to write. An earlier generated data set there is replaced; any other folder that is not empty is refused.
    institutions, specialisations, zones : int
        Sizes, at least 1. Campuses, towns, programmes, teachers and firms follow in the proportions of the real set.
    seed : int
        Seed of the random numbers, at least 0.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If a size is out of range, or the folder holds something else.
    """
    folder = Path(folder)
    sizes = {"institutions": institutions, "specialisations": specialisations, "zones": zones}
    findings = [*_faulty_sizes(sizes, seed), *_foreign_folder(folder)]
    if findings:
        raise InputError(findings)
    settings = _settings(sizes, seed)
    assumptions = {name: float(entry["value"]) for name, entry in settings["assumptions"].items()}
    tables, calibration = draw_tables(sizes, seed, assumptions)
    settings["calibration"] = calibration
    _write(folder, tables, settings)
    return folder


def draw_tables(sizes: dict[str, int], seed: int, assumptions: dict[str, float]) -> tuple[Tables, dict[str, float]]:
    """Return all tables of a synthetic data set, and the mean distance that its flows give."""
    random = np.random.default_rng(seed)
    primary, zone_of = draw_geography(random, sizes["zones"], sizes["institutions"])
    primary |= draw_offer(random, primary["municipalities"], sizes["institutions"], sizes["specialisations"])
    primary["families"] = institute_weights(primary, assumptions)
    primary["institute_hosts"] = draw_hosts(primary, assumptions["host_studios"])
    primary["industry"] = draw_industry(random, primary)
    derived = {name: value for name, value in assumptions.items() if name != "host_studios"}
    return complete_tables(primary, derived, zone_of)


def _faulty_sizes(sizes: dict[str, int], seed: int) -> list[Finding]:
    findings = [
        Finding("generate", f"{value} {name} cannot be generated", f"Give 1 to {MOST[name]}.", key=name)
        for name, value in sizes.items()
        if not 1 <= value <= MOST[name]
    ]
    if seed < 0:
        findings.append(Finding("generate", f"{seed} is not a seed", "Give a whole number from 0.", key="seed"))
    return findings


def _foreign_folder(folder: Path) -> list[Finding]:
    """Return a finding if writing to the folder would destroy something that was not generated."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return []
    if _is_generated(folder / DATASET_FILE):
        return []
    mend = "Give a new or empty folder, or one that holds a generated data set."
    return [Finding(str(folder), "the folder is not empty, and holds no generated data set", mend)]


def _is_generated(file: Path) -> bool:
    try:
        return MARK in tomllib.loads(file.read_text(encoding="utf-8")).get("method", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False


def _settings(sizes: dict[str, int], seed: int) -> dict[str, Any]:
    """Return the contents of ``dataset.toml``: the assumptions and prices of the real set, and what differs."""
    real = tomllib.loads((shipped_datasets()[MODEL_DATA_SET] / DATASET_FILE).read_text(encoding="utf-8"))
    shape = "{institutions}x{specialisations}x{zones}".format(**sizes)
    assumptions = {name: dict(entry) for name, entry in real["assumptions"].items() if name != "target_mean_km"}
    assumptions["flow_unit"]["value"] = FLOW_UNIT
    assumptions["beta"] = {
        "value": real["calibration"]["beta"],
        "unit": "per km",
        "note_nl": f"Afstandsgevoeligheid van studenten, overgenomen van {MODEL_DATA_SET}",
        "note_en": f"How much distance deters students, taken from {MODEL_DATA_SET}",
        "source": "assumption",
    }
    method = {name: text for name, text in real["method"].items() if name in {"campuses", "teachers", "demand"}}
    return {
        "name": f"generated-{shape}-{seed}",
        "title_nl": f"Kunstmatige gegevens {shape}, reeks {seed}",
        "title_en": f"Synthetic data {shape}, seed {seed}",
        "year": real["year"],
        "licence": "Generated by Bundel; free to use",
        "note_nl": "Deze gegevens zijn kunstmatig: hogescholen, gemeenten en aantallen zijn door toeval bepaald.",
        "note_en": "This data set is synthetic: institutions, towns and numbers come from a random generator.",
        "method": {
            MARK: "{institutions} institutions, {specialisations} specialisations, {zones} zones".format(**sizes)
            + f", seed {seed}",
            **method,
            "travel": real["method"]["travel"].partition(";")[0] + "; from the middle of invented zones to towns",
            "today_flows": "gravity model with a given beta, in whole students; programmes keep their enrolment",
        },
        "assumptions": assumptions,
        "prices": real["prices"],
    }


def _write(folder: Path, tables: Tables, settings: dict[str, Any]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}.", suffix=".partial") as temporary:
        partial = Path(temporary) / folder.name
        partial.mkdir()
        for name, frame in tables.items():
            text = format_data_table(frame, TABLES[name])
            (partial / TABLES[name].file).write_bytes(text.encode("utf-8"))
        (partial / DATASET_FILE).write_bytes(tomlkit.dumps(settings).encode("utf-8"))
        if folder.exists():
            shutil.rmtree(folder)
        partial.rename(folder)
