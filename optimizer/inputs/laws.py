"""Dated laws and norms that ship with Bundel: every value with its dates, its source and how sure that is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from optimizer.errors import InputError
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.locating import shipped_folder
from optimizer.inputs.scenario import Share, StrictModel
from optimizer.inputs.toml_files import parse_toml, validate_part

LANGUAGE_FILE = "laws/language.toml"
NORMS_FOLDER = "norms"


class Dated(StrictModel):
    """Where a value of a law or norm comes from."""

    meaning: str = Field(min_length=1, description="what it says")
    unit: str = Field(default="", description="unit of the value")
    dates: str = Field(min_length=1, description="when it held")
    grade: Literal["A", "B", "C"] = Field(description="official text, press or secondary, derived")
    source: str = Field(min_length=1, description="where it stands")


class DatedArea(Dated):
    """Where the equivalent Dutch programme of a foreign one must be."""

    value: Literal["province", "flanders"] = Field(description="the area")


class DatedNames(Dated):
    """Names that belong together."""

    value: tuple[str, ...] = Field(min_length=1, description="the names")


class DatedShare(Dated):
    """A share."""

    value: Share = Field(description="the share")


class DatedNumber(Dated):
    """A number."""

    value: float = Field(description="the number")


class Vintage(StrictModel):
    """The language law as it was from some year on.

    Attributes
    ----------
    area : DatedArea
        ``province``: the same institution, or by agreement the same province; ``flanders``: anywhere.
    one_province : DatedNames or None
        Provinces that count as one.
    dutch_until : DatedShare
        Share of a programme in another language beyond which it is foreign.
    bachelor_ceiling, master_ceiling : DatedShare or None
        Most programmes that may be foreign, as a share of all of the degree.
    """

    title_nl: str = Field(min_length=1, description="Dutch title")
    title_en: str = Field(min_length=1, description="English title")
    area: DatedArea
    one_province: DatedNames | None = None
    dutch_until: DatedShare
    bachelor_ceiling: DatedShare | None = None
    master_ceiling: DatedShare | None = None

    def values(self) -> dict[str, Dated]:
        """Return the values that it has, by name."""
        return {name: value for name, value in self if isinstance(value, Dated)}


class LanguageLaw(StrictModel):
    """The language law, by vintage."""

    title_nl: str = Field(min_length=1, description="Dutch title")
    title_en: str = Field(min_length=1, description="English title")
    vintages: dict[int, Vintage] = Field(min_length=1, description="by first year")


class NormPack(StrictModel):
    """Norms of a year: values of a scenario's keys."""

    title_nl: str = Field(min_length=1, description="Dutch title")
    title_en: str = Field(min_length=1, description="English title")
    values: dict[str, DatedNumber] = Field(min_length=1, description="by dotted key of a scenario")

    def contents(self) -> dict[str, Any]:
        """Return the values as a scenario file has them."""
        contents: dict[str, Any] = {}
        for key, dated in self.values.items():
            *tables, last = key.split(".")
            inside = contents
            for table in tables:
                inside = inside.setdefault(table, {})
            inside[last] = dated.value
        return contents


def language_file() -> Path:
    """Return the file of the language law."""
    return shipped_folder("data") / LANGUAGE_FILE


@cache
def language_law() -> LanguageLaw:
    """Return the language law that ships with Bundel.

    Raises
    ------
    InputError
        If its file is damaged.
    """
    gathering = Gathering()
    parsed = parse_toml(language_file(), LANGUAGE_FILE, gathering)
    law = None if parsed is None else validate_part(LanguageLaw, parsed[0], "", lambda _: LANGUAGE_FILE, gathering)
    if law is None:
        raise InputError(gathering.findings())
    return law


def shipped_norms() -> dict[str, Path]:
    """Return the files of the shipped norm packs by name."""
    return {file.stem: file for file in sorted((shipped_folder("data") / NORMS_FOLDER).glob("*.toml"))}


def read_norms(name: str, folder: Path, file: str, gathering: Gathering) -> tuple[NormPack, str, str, str] | None:
    """Return a norm pack, its name in logs, its file's name and its SHA-256; None with findings.

    Parameters
    ----------
    name : str
        Name of a shipped pack, or a file.
    folder : Path
        Folder from which a file's relative path starts.
    file : str
        The file that names the pack.
    gathering : Gathering
        Receives the findings.
    """
    shipped = shipped_norms()
    path = shipped.get(name, folder / name)
    try:
        exists = path.is_file()
    except (OSError, ValueError):
        exists = False
    if not exists:
        mend, nearest = nearest_mend(name, shipped)
        message = f"there are no norms {shown(name)}: neither a shipped name nor a file"
        gathering.error("norms", file, message, mend, key="norms", nearest=nearest)
        return None
    called = f"{NORMS_FOLDER}/{path.name}" if name in shipped else path.name
    parsed = parse_toml(path, called, gathering)
    pack = None if parsed is None else validate_part(NormPack, parsed[0], "", lambda _: called, gathering)
    if parsed is None or pack is None:
        return None
    return pack, f"{NORMS_FOLDER}-{path.stem}", called, parsed[1].sha256
