"""How a rule asks for less: the direction, step and end of each of its parameters, for whoever seeks a repair.

A parameter that says nothing of it is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic.fields import FieldInfo

EASES = "eases"

FARTHEST_KM = 1000.0
"""Farther than any two places of a data set's region are apart."""


@dataclass(frozen=True)
class Easing:
    """How a parameter lets its rule ask for less.

    Attributes
    ----------
    kind : {"number", "choice", "entries"}
        A number that may rise or fall, a choice of which others may be tried, or a list whose entries may be taken out.
    sign : {1, -1, 0}
        Whether a number rises or falls.
    step : float
        The smallest change of a number that is worth telling: a student, 0.1%, a km.
    loosest : float or None
        Where a number asks for least; None if the parameter may be without a limit.
    options : tuple
        Other values of a choice; empty: all that its type allows.
    may_be_empty : bool
        Whether the last entry of a list may be taken out too; otherwise an empty list means everything.
    is_steady : bool
        Whether a number that goes on to rise or fall never takes a plan away again.
    """

    kind: Literal["number", "choice", "entries"]
    sign: Literal[1, -1, 0] = 0
    step: float = 1.0
    loosest: float | None = None
    options: tuple[Any, ...] = ()
    may_be_empty: bool = True
    is_steady: bool = True


def lower(step: float = 1.0, least: float | None = 0.0, *, is_steady: bool = True) -> Easing:
    """Say that the rule asks for less with a lower number."""
    return Easing("number", -1, step, least, is_steady=is_steady)


def higher(step: float = 1.0, most: float | None = None) -> Easing:
    """Say that the rule asks for less with a higher number."""
    return Easing("number", 1, step, most)


def other(*options: Any) -> Easing:
    """Say that another value may ask for less."""
    return Easing("choice", options=options)


def fewer(*, may_be_empty: bool = True) -> Easing:
    """Say that the rule asks for less with fewer entries."""
    return Easing("entries", may_be_empty=may_be_empty)


def easing_of(field: FieldInfo) -> Easing | None:
    """Return how a parameter eases its rule; None if it does not say."""
    extra: Any = field.json_schema_extra
    found = extra.get(EASES) if isinstance(extra, dict) else None
    return found if isinstance(found, Easing) else None
