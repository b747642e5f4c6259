"""Tables of answers: a frame and its key columns, by the name of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

Tables = Mapping[str, tuple[pd.DataFrame, Sequence[str]]]


def frame_of(rows: Sequence[Mapping[str, object]], columns: Sequence[str], key: Sequence[str]) -> pd.DataFrame:
    """Return rows as a frame with these columns, sorted by the key; numbers that are absent are NaN."""
    frame = pd.DataFrame(list(rows), columns=list(columns))
    return frame.sort_values(list(key), ignore_index=True, kind="stable")
