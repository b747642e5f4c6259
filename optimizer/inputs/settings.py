"""Reading ``dataset.toml``: title, year, licence, method, assumptions and prices of a data set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, create_model

from optimizer.inputs.gathering import Gathering
from optimizer.inputs.locating import DATASET_FILE
from optimizer.inputs.scenario import StrictModel
from optimizer.inputs.text_files import TextFile
from optimizer.inputs.toml_files import parse_toml, price_model, validate_part


class _Description(StrictModel):
    name: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", description="a slug, by which scenarios name the data set")
    title_nl: str = Field(min_length=1, description="Dutch title")
    title_en: str = Field(min_length=1, description="English title")
    year: int = Field(ge=1800, le=2200, description="year in which the academic year starts")
    licence: str = Field(min_length=1, description="licence of the data")
    note_nl: str = Field(default="", description="what a reader must know, in Dutch")
    note_en: str = Field(default="", description="what a reader must know, in English")
    method: dict[str, Any] = Field(default_factory=dict, description="how derived tables were made")
    assumptions: dict[str, Any] = Field(default_factory=dict, description="what no source gives")
    calibration: dict[str, Any] = Field(default_factory=dict, description="what derived tables were fitted to")


def settings_model() -> type[BaseModel]:
    """Return the model of ``dataset.toml``."""
    return create_model("Settings", __base__=_Description, prices=(price_model(complete=True), ...))


def read_settings(folder: Path, gathering: Gathering) -> tuple[dict[str, Any], TextFile] | None:
    """Return the contents and the text of a data set's ``dataset.toml``, or None with findings."""
    parsed = parse_toml(folder / DATASET_FILE, DATASET_FILE, gathering)
    if parsed is not None:
        validate_part(settings_model(), parsed[0], "", lambda _: DATASET_FILE, gathering)
    return parsed
