"""The options that commands share."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Literal

import typer


def read_seconds(text: str) -> float:
    """Return a time limit in seconds; raises BadParameter unless it is above 0."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        message = f'"{text}" is not a number of seconds above 0'
        raise typer.BadParameter(message)
    return seconds


def read_share(given: str | float) -> float:
    """Return a share from ``0.01`` or ``1%``; raises BadParameter unless it lies from 0 to below 1."""
    text = str(given)
    number, percent = (text[:-1], 100.0) if text.endswith("%") else (text, 1.0)
    try:
        share = float(number) / percent
    except ValueError:
        share = math.nan
    if not 0 <= share < 1:
        message = f'"{text}" is neither a share from 0 to 1, such as 0.01, nor a percentage, such as 1%'
        raise typer.BadParameter(message)
    return share


Lang = Annotated[
    Literal["nl", "en"] | None,
    typer.Option("--lang", help="Language of titles, sentences and the map; by default that of the environment."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, and all else on stderr.")]
Data = Annotated[
    str | None,
    typer.Option("--data", metavar="DIR", help="Data set: a shipped name or a folder; by default the scenario's."),
]
Changes = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Change a key of the scenario; VALUE is TOML, or else text. May be repeated."
    ),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Result folder; by default results/<scenario>.")]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="S", parser=read_seconds, help="Seconds for the whole command."),
]
Work = Annotated[
    int | None,
    typer.Option(
        "--work", min=1, help="Most branch-and-bound nodes of each run: a limit that gives the same plan every time."
    ),
]
Gap = Annotated[
    float,
    typer.Option(
        "--gap", parser=read_share, help="Gap at which a goal counts as proven: a share, or a percentage such as 1%."
    ),
]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**31 - 1, help="Random seed of the solver.")]
Threads = Annotated[int, typer.Option("--threads", min=1, max=1024, help="Threads of the solver.")]
Start = Annotated[
    Path | None,
    typer.Option(
        "--start",
        metavar="FOLDER",
        help="Result folder of much the same scenario: a good plan near its own comes within seconds, the proof after.",
    ),
]
ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="Name of a shipped scenario, or a TOML file.")]
