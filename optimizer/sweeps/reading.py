"""Reading a SWEEP.toml with its scenario and data, every fault of all three at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.errors import InputError
from optimizer.inputs.gathering import Gathering
from optimizer.inputs.locating import locate_sweep
from optimizer.inputs.toml_files import parse_toml, validate_part
from optimizer.sweeps.definition import CellLimits, SweepDefinition
from optimizer.sweeps.drafting import EXCLUDE, PARAMETERS, Draft, flattened
from optimizer.sweeps.settings import Samples, SweepFile
from optimizer.sweeps.variation import SAMPLES

MOST_CELLS = 10_000_000


def load_sweep(
    name_or_path: str | Path,
    changes: Mapping[str, Any] | Sequence[str] = (),
    data: str | None = None,
    limits: CellLimits | None = None,
) -> SweepDefinition:
    """Read and check a sweep, with its scenario and its data.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped sweep, or a TOML file.
    changes : mapping or sequence of str
        Keys of the scenario that are changed in all cells alike: by dotted key, or as ``KEY=VALUE``.
    data : str, optional
        Data set in place of the scenario's own.
    limits : CellLimits, optional
        What bounds every cell.

    Returns
    -------
    SweepDefinition
        The sweep.

    Raises
    ------
    InputError
        With every fault of the sweep, its scenario, the values of its parameters and its data.
    """
    path = locate_sweep(name_or_path)
    gathering = Gathering()
    parsed = parse_toml(path, path.name, gathering)
    if parsed is None:
        raise InputError(gathering.findings())
    contents, _ = parsed
    flat = {**contents, PARAMETERS: flattened(contents.get(PARAMETERS, {}))}
    top = validate_part(SweepFile, flat, "", lambda _: path.name, gathering)
    draft = Draft(path, flat, changes, data, gathering)
    draft.check_parameters()
    draft.check_exclude()
    draft.check_robustness()
    draft.check_scenario()
    gathering.raise_errors()
    assert top is not None
    titles = {name: getattr(top, name) for name in ("title", "title_nl", "description", "description_nl")}
    samples = top.samples
    if samples is None and any(key.startswith(SAMPLES) for key in draft.parameters):
        samples = Samples()
    definition = SweepDefinition(
        name=path.stem,
        file=path.name,
        titles=titles,
        scenario_file=draft.scenario_file,
        settings=draft.settings,
        parameters=draft.parameters,
        samples=samples,
        exclude=draft.exclude,
        robustness=top.robustness,
        limits=limits or CellLimits(),
        data=data,
        instances=draft.instances,
        files=draft.files,
        digests=dict(draft.digests()),
    )
    _check_size(definition, gathering)
    gathering.raise_errors()
    return definition


def _check_size(definition: SweepDefinition, gathering: Gathering) -> None:
    file, count = definition.file, definition.cell_count
    if not definition.parameters and definition.samples is None:
        mend = 'Add [parameters] with lists of values, such as "rules.minimum_enrolment.norm" = [80, 115].'
        gathering.error("empty", file, "the sweep varies nothing", mend, key=PARAMETERS)
    elif count == 0:
        gathering.error("empty", file, "every combination is left out", "Remove some of [[exclude]].", key=EXCLUDE)
    elif count > MOST_CELLS:
        mend = f"Give fewer values or samples: at most {MOST_CELLS} cells."
        gathering.error("size", file, f"the sweep has {count} cells", mend, key=PARAMETERS)
