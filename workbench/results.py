"""Result folders of the workbench: what :mod:`optimizer.solving.saving` writes, the map, and what tells of the tables.

The workbook, the GeoPackage and the report are written when they are asked for: they take longer than drawing the map.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.messages import Language

if TYPE_CHECKING:
    from optimizer.solving.result import Result

MAP = "map.html"


def write_result_folder(result: Result, folder: str | Path, lang: Language) -> Path:
    """Write a result with its map, its programmes as GeoJSON and a data package, whole or not at all.

    Raises
    ------
    InputError
        If the folder holds anything but a result, or cannot be written.
    """
    import maps
    from optimizer.solving.saving import save_result
    from workbench.datapackage import write_datapackage
    from workbench.geodata import GEOJSON, write_geojson

    def add(partial: Path) -> Any:
        maps.save(result, partial / MAP, lang)
        write_geojson(result, partial / GEOJSON, lang)
        write_datapackage(result, partial, lang)

    return save_result(result, folder, also=add)


def result_writers() -> dict[str, Callable[[Result, Path, Language], Path]]:
    """Return what a result can be exported to: the ending of the file, and what writes it."""
    from workbench.geodata import write_geojson, write_geopackage
    from workbench.workbook import write_workbook

    return {".xlsx": write_workbook, ".geojson": write_geojson, ".gpkg": write_geopackage}
