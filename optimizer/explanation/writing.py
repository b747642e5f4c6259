"""Values and changes as they are written on a command line."""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from typing import Any

from optimizer.explanation.changing import Change
from optimizer.inputs.scenario_defaults import NONE


def toml_text(value: Any) -> str:
    """Return a value as TOML: ``none`` where there is none."""
    if value is None:
        return NONE
    if isinstance(value, tuple | list):
        return f"[{', '.join(json.dumps(each, ensure_ascii=False) for each in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else f"{value:.12g}"


def setting(change: Change) -> str:
    """Return a change as ``KEY=VALUE``."""
    return f"{change.key}={toml_text(change.new)}"


def command(verb: str, scenario: str, given: Sequence[str], data: str | None, changes: Sequence[Change] = ()) -> str:
    """Return a command about a scenario with some changes, ready for a shell.

    Parameters
    ----------
    verb : str
        What to do: ``solve`` or ``explain``.
    scenario : str
        Name or file, as it was given.
    given : sequence of str
        Changes that were given already, ``KEY=VALUE``.
    data : str or None
        The data set, if it was given.
    changes : sequence of Change
        What is changed besides.
    """
    parts = ["bundel", verb, scenario]
    if data is not None:
        parts += ["--data", data]
    replaced = {change.key for change in changes}
    kept = [each for each in given if each.partition("=")[0].strip() not in replaced]
    for each in [*kept, *map(setting, changes)]:
        parts += ["--set", each]
    return shlex.join(parts)
