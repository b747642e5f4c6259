"""What the fast tests try of many cases; the rest is for the long ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def first(count: int, cases: Iterable[Any]) -> list[Any]:
    """Return cases as parameters of a test: the fast tests try the first few, the long ones the others."""
    return [case if place < count else _long(case) for place, case in enumerate(cases)]


def _long(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.soak)
