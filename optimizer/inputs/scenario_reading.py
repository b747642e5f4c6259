"""Reading a scenario: TOML, one parent, ``--set``, and every fault at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field, create_model

from optimizer.inputs.cells import LARGEST_NUMBER
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.goals import check_goals
from optimizer.inputs.scenario import (
    Goals,
    Openings,
    RepeatedParameters,
    RuleParameters,
    Scenario,
    StrictModel,
    Students,
)
from optimizer.inputs.scenario_defaults import Defaults, without_none
from optimizer.inputs.scenario_layers import Layers, read_layers
from optimizer.inputs.toml_files import price_model, validate_part


class _Top(StrictModel):
    """The keys of a scenario file; rules are validated one by one, with their own parameters."""

    title: str = Field(min_length=1, description="English title")
    dataset: str = Field(min_length=1, description="name of a shipped data set, or a folder relative to the file")
    goals: Goals
    title_nl: str = Field(default="", description="Dutch title")
    description: str = Field(default="", description="what the scenario is for, in English")
    description_nl: str = Field(default="", description="what the scenario is for, in Dutch")
    openings: Openings = Field(default="none", description="which programmes may be opened")
    rules: dict[str, Any] = Field(default_factory=dict, description="one table for every rule")
    norms: str = Field(default="", description="dated norms to start from: a shipped name such as 2008, or a file")
    students: Students = Field(default_factory=Students, description="how students are placed")


def read_scenario(
    name_or_path: str | Path,
    overrides: Mapping[str, Any] | Sequence[str] = (),
    *,
    parameter_models: Mapping[str, type[RuleParameters]],
    always_on: Collection[str],
    term_names: Collection[str],
) -> Scenario:
    """Read and check a scenario.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped scenario, or a file.
    overrides : mapping, or sequence of str
        Changes: values by dotted key, or texts ``KEY=VALUE`` in which VALUE is TOML or else text.
    parameter_models : mapping of str to type
        The parameters of every rule that exists.
    always_on : collection of str
        Rules that hold whether named or not.
    term_names : collection of str
        Terms that exist.

    Returns
    -------
    Scenario
        The scenario, with a log of every changed key.

    Raises
    ------
    InputError
        With every fault of the scenario, its parents and the overrides.
    """
    gathering = Gathering()
    layers = read_layers(name_or_path, overrides, gathering, Defaults(parameter_models, always_on))
    contents = layers.contents
    rest = {key: value for key, value in contents.items() if key != "prices"}
    top_model = create_model("Top", __base__=_Top, prices=(dict[str, Any], {}))
    top = validate_part(top_model, rest, "", layers.file_of, gathering)
    prices = _read_prices(contents.get("prices", {}), layers, gathering)
    rules = _read_rules(contents.get("rules", {}), layers, parameter_models, always_on, gathering)
    check_goals(contents.get("goals"), term_names, layers.file_of, gathering)
    _check_sizes(contents, "", layers, gathering)
    gathering.raise_errors()
    assert isinstance(top, _Top)
    return Scenario(
        name=Path(layers.file).stem,
        title=top.title,
        title_nl=top.title_nl,
        description=top.description,
        description_nl=top.description_nl,
        dataset=top.dataset,
        openings=top.openings,
        goals=top.goals,
        students=top.students,
        rules=rules,
        prices=prices,
        norms=top.norms,
        overrides=tuple(layers.overrides),
        hashes=dict(sorted({**layers.hashes, **_hashes_of_laws(rules)}.items())),
    )


def _read_prices(table: object, layers: Layers, gathering: Gathering) -> dict[str, float]:
    """Return the prices that a scenario sets; they are validated on their own, by a model made from the schema."""
    model = price_model(complete=False)
    prices = validate_part(model, without_none(table, model), "prices", layers.file_of, gathering)
    return {} if prices is None else {key: float(value) for key, value in prices.model_dump(exclude_none=True).items()}


def _hashes_of_laws(rules: Mapping[str, RuleParameters]) -> dict[str, str]:
    files = {name: path for parameters in rules.values() for name, path in parameters.files().items()}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def _read_rules(
    tables: object,
    layers: Layers,
    parameter_models: Mapping[str, type[RuleParameters]],
    always_on: Collection[str],
    gathering: Gathering,
) -> dict[str, RuleParameters]:
    """Return the parameters of the rules that hold, in the order of their names."""
    rules: dict[str, RuleParameters] = {}
    named = tables if isinstance(tables, dict) else {}
    for name in sorted({*named, *always_on}):
        key = f"rules.{name}"
        model = parameter_models.get(name)
        if model is None:
            mend, nearest = nearest_mend(name, parameter_models)
            message = f"there is no rule {shown(name)}"
            gathering.error("rule", layers.file_of(key), message, mend, key=key, nearest=nearest)
            continue
        table = named.get(name, {})
        if name in always_on and isinstance(table, dict) and table.get("enabled") is False:
            place = f"{key}.enabled"
            message = f"the rule {shown(name)} always holds"
            gathering.error("rule", layers.file_of(place), message, "Remove enabled = false.", key=place)
        repeated = issubclass(model, RepeatedParameters)
        parameters = (_read_entries if repeated else _read_entry)(model, table, key, layers, gathering)
        if parameters is not None and parameters.enabled:
            rules[name] = parameters
    return rules


def _read_entry(
    model: type[RuleParameters], table: object, key: str, layers: Layers, gathering: Gathering
) -> RuleParameters | None:
    parameters = validate_part(model, without_none(table, model), key, layers.file_of, gathering)
    if parameters is not None:
        _check_range(parameters, key, layers, gathering)
    return parameters


def _read_entries(
    model: type[RuleParameters], tables: object, key: str, layers: Layers, gathering: Gathering
) -> RuleParameters:
    """Return the entries of ``[[rules.NAME]]``; a single ``[rules.NAME]`` is one entry."""
    assert issubclass(model, RepeatedParameters)
    if not isinstance(tables, list):
        places = [(key, tables)] if tables != {"enabled": False} else []
    else:
        places = [(f"{key}.{position}", table) for position, table in enumerate(tables)]
    entries = [_read_entry(model.entry_model(), table, place, layers, gathering) for place, table in places]
    faultless = tuple(entry for entry in entries if entry is not None)
    return model(each=faultless, enabled=any(entry.enabled for entry in faultless))


def _check_range(parameters: RuleParameters, key: str, layers: Layers, gathering: Gathering) -> None:
    low, high = getattr(parameters, "min", None), getattr(parameters, "max", None)
    if low is not None and high is not None and low > high:
        place = f"{key}.min"
        message = f"min is {low:g}, more than max, which is {high:g}"
        gathering.error("range", layers.file_of(place), message, "Lower min or raise max.", key=place)


def _check_sizes(value: object, key: str, layers: Layers, gathering: Gathering) -> None:
    """Find numbers that no unit explains, such as a norm with twenty digits."""
    if isinstance(value, dict):
        for name, inside in value.items():
            _check_sizes(inside, f"{key}.{name}" if key else str(name), layers, gathering)
    elif isinstance(value, list):
        for position, inside in enumerate(value):
            _check_sizes(inside, f"{key}.{position}", layers, gathering)
    elif isinstance(value, int | float) and LARGEST_NUMBER < abs(value) < float("inf"):
        gathering.error("size", layers.file_of(key), "the number is too large", "Check it and its unit.", key=key)
