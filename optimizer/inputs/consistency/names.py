"""Names in one table that must exist in another, or exist once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.errors import Finding
from optimizer.inputs.consistency.checks import DataUnderCheck, needing
from optimizer.inputs.gathering import nearest_mend, shown
from optimizer.inputs.schema import TABLES


@needing()
def references_exist(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every cell that names a row of another table which is not there."""
    for table, frame in data.frames.items():
        for column in TABLES[table].columns:
            if column.refers_to is None or column.refers_to not in data.frames:
                continue
            known = data[column.refers_to][TABLES[column.refers_to].key[0]].dropna()
            names = frame[column.name]
            wrong = np.flatnonzero(names.notna() & ~names.isin(known))
            remedies: dict[str, tuple[str, str | None]] = {}
            for position in wrong.tolist():
                name = str(names[position])
                if name not in remedies:
                    # Comparing names is slow, and only the first findings are listed.
                    enough = len(remedies) > 60
                    remedies[name] = ("Check the name.", None) if enough else nearest_mend(name, known)
                message = f"{shown(name)} is not in {TABLES[column.refers_to].file}"
                mend, nearest = remedies[name]
                yield data.finding(table, position, column.name, message, mend, nearest=nearest)


@needing(programmes=("programme_id",))
def programme_ids_are_unique(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every programme whose identifier another programme has."""
    identifiers = data["programmes"]["programme_id"]
    for position in np.flatnonzero(identifiers.duplicated()).tolist():
        message = f"{shown(identifiers[position])} is the identifier of an earlier row"
        yield data.finding("programmes", position, "programme_id", message, "Give every programme its own identifier.")
