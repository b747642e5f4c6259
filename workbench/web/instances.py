"""Data sets that were read, kept as long as their files stay the same."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from optimizer.inputs.instance import Instance
from optimizer.inputs.locating import shipped_datasets
from optimizer.reading import load_instance


def instance_of(dataset: str | Path) -> Instance:
    """Return a data set, by its name or its folder.

    Raises
    ------
    InputError
        With every fault.
    """
    folder = shipped_datasets().get(str(dataset), Path(dataset))
    stamps = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.*")))
    return _read(str(dataset), stamps)


@lru_cache(maxsize=8)
def _read(dataset: str, stamps: tuple[tuple[str, int], ...]) -> Instance:
    return load_instance(dataset)
