"""Finding the data sets and scenarios that ship with Bundel, from any folder."""

from __future__ import annotations

import tomllib
from pathlib import Path

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import nearest_mend, shown

DATASET_FILE = "dataset.toml"


def shipped_folder(name: str) -> Path:
    """Return the folder of shipped ``data`` or ``scenarios``.

    An installed Bundel has it inside the package, a checkout has it beside the package.
    """
    package = Path(__file__).resolve().parents[1]
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def shipped_datasets() -> dict[str, Path]:
    """Return the folders of the shipped data sets by name."""
    return {file.parent.name: file.parent for file in sorted(shipped_folder("data").glob(f"*/{DATASET_FILE}"))}


def shipped_scenarios() -> dict[str, Path]:
    """Return the files of the shipped scenarios by name."""
    return {file.stem: file for file in sorted(shipped_folder("scenarios").glob("*.toml"))}


def shipped_sweeps() -> dict[str, Path]:
    """Return the files of the shipped sweeps by name."""
    return {file.stem: file for file in sorted((shipped_folder("scenarios") / "sweeps").glob("*.toml"))}


def shipped_results() -> dict[str, Path]:
    """Return the result folders of the shipped scenarios that ship solved, by name."""
    return {file.parent.name: file.parent for file in sorted(shipped_folder("scenarios").glob("solved/*/result.json"))}


def locate_dataset(name_or_path: str | Path, relative_to: Path | None = None) -> Path:
    """Return the folder of a data set.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped data set, or a folder.
    relative_to : Path, optional
        Folder from which a relative path starts; default: the working folder.

    Raises
    ------
    InputError
        If there is no such data set; with the nearest shipped name.
    """
    shipped = shipped_datasets()
    name = str(name_or_path)
    if name in shipped and not isinstance(name_or_path, Path):
        return shipped[name]
    folder = (relative_to or Path()) / name_or_path
    if _exists(folder):
        return folder
    raise InputError([_not_found(name, "data set", "folder", shipped)])


def locate_scenario(name_or_path: str | Path, relative_to: Path | None = None) -> Path:
    """Return the file of a scenario: a shipped name, or a path (see :func:`locate_dataset`)."""
    shipped = shipped_scenarios()
    name = str(name_or_path)
    if name in shipped and not isinstance(name_or_path, Path):
        return shipped[name]
    file = (relative_to or Path()) / name_or_path
    if _exists(file):
        return file
    raise InputError([_not_found(name, "scenario", "file", shipped)])


def locate_sweep(name_or_path: str | Path) -> Path:
    """Return the file of a sweep: a shipped name, or a path (see :func:`locate_dataset`)."""
    shipped = shipped_sweeps()
    name = str(name_or_path)
    if name in shipped and not isinstance(name_or_path, Path):
        return shipped[name]
    if _exists(Path(name_or_path)):
        return Path(name_or_path)
    raise InputError([_not_found(name, "sweep", "file", shipped)])


def is_sweep(name_or_path: str | Path) -> bool:
    """Whether something is a sweep: a shipped one that is no scenario too, or a TOML file that names its scenario."""
    name, path = str(name_or_path), Path(name_or_path)
    if name in shipped_sweeps():
        return name not in shipped_scenarios()
    try:
        contents = tomllib.loads(path.read_text(encoding="utf-8")) if path.suffix == ".toml" else {}
    except (OSError, ValueError, RecursionError):
        return False
    return "scenario" in contents


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _not_found(name: str, what: str, kind: str, shipped: dict[str, Path]) -> Finding:
    mend, nearest = nearest_mend(Path(name).name, shipped)
    message = f"there is no {what} {shown(name)}: neither a shipped name nor a {kind}"
    return Finding(name, message, mend if shipped else f"Give a {kind}.", nearest=nearest)
