"""Rows of the tables, as the layers read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from optimizer.inputs.instance import Instance


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame as named tuples; the schema, not the type checker, knows what is in them."""
    yield from frame.itertuples(index=False)


def table_rows(instance: Instance, table: str) -> Iterator[Any]:
    """Yield the rows of a table of the data set (see :func:`rows`)."""
    yield from rows(instance.table(table))
