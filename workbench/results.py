"""Result folders of the workbench: what :mod:`optimizer.solving.saving` writes, and the map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.messages import Language

if TYPE_CHECKING:
    from optimizer.solving.result import Result

MAP = "map.html"


def write_result_folder(result: Result, folder: str | Path, lang: Language) -> Path:
    """Write a result with its map, whole or not at all.

    Raises
    ------
    InputError
        If the folder holds anything but a result, or cannot be written.
    """
    import maps
    from optimizer.solving.saving import save_result

    return save_result(result, folder, also=lambda partial: maps.save(result, partial / MAP, lang))
