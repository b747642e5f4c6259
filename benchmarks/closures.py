"""Closes every duplicated programme on its own: fixed cost saved against what students lose.

``python -m benchmarks.closures`` writes ``docs/measured/closures.csv`` and ``closures-grid.csv``. Kelchtermans and
Verboven (2010) ask this of Flanders: is dropping one duplicated programme worth it for society as a whole?
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from optimizer import load_instance
from optimizer.analysis.choice import calibrate, choose, instance_km, lost_km, stay_away_of
from optimizer.inputs.instance import Instance

MEASURED = Path(__file__).resolve().parents[1] / "docs" / "measured"
DATASET = "flanders-2010"
FACTORS = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Multiples of the present prices at which the closures are weighed again."""


def closures(instance: Instance) -> pd.DataFrame:
    """Return one row a duplicated programme: what closing it alone saves and costs in a year.

    Students choose again among what is left, without regard to places; the fixed cost of the programme is saved, and
    teachers follow the students.
    """
    model, stay_away, prices = calibrate(instance), stay_away_of(instance), instance.prices
    per_km = 2.0 * prices["days_per_year"] * prices["eur_per_km"]
    today = list(instance.enrolled_today)
    demand = instance.table("demand")
    alone = {
        str(name): instance.replace(demand=students.reset_index(drop=True))
        for name, students in demand.groupby("specialisation_id")
    }
    rows = []
    for campus, name in today:
        rest = [other for other, specialisation in today if specialisation == name and other != campus]
        if not rest:
            continue
        flows = choose(model, alone[name], [(other, name) for other in rest], stay_away)
        placed = flows[flows["campus_id"] != ""]
        loss = lost_km(model, instance, name, rest, stay_away) * per_km
        saving = prices["eur_per_programme_year"] + instance.fixed_cost_of.get((campus, name), 0.0)
        rows.append(
            {
                "campus_id": campus,
                "specialisation_id": name,
                "students": instance.enrolled_today[campus, name],
                "give_up": float(flows.loc[flows["campus_id"] == "", "students"].sum()),
                "km_after": float(np.average(instance_km(instance, placed), weights=placed["students"])),
                "loss_eur": round(loss, 1),
                "saving_eur": saving,
                "pays": saving > loss,
            }
        )
    return pd.DataFrame(rows).sort_values(["loss_eur", "campus_id"], ignore_index=True)


def grid(table: pd.DataFrame) -> pd.DataFrame:
    """Return the share of closures that pay, by multiples of the fixed cost (columns) and of the value of a km."""
    shares = {
        f"fixed cost x {fixed:g}": [
            f"{float((fixed * table['saving_eur'] > km * table['loss_eur']).mean()):.0%}" for km in FACTORS
        ]
        for fixed in FACTORS
    }
    return pd.DataFrame({"value of a km": [f"x {km:g}" for km in FACTORS], **shares})


def tables(instance: Instance) -> dict[str, str]:
    """Return both tables as CSV, by the name of their file."""
    table = closures(instance)
    rounded = table.round({"give_up": 1, "km_after": 1, "loss_eur": -3})
    rounded = rounded.assign(loss_eur=rounded["loss_eur"].astype(int), saving_eur=rounded["saving_eur"].astype(int))
    rounded["pays"] = rounded["pays"].map({True: "yes", False: "no"})
    return {
        "closures.csv": rounded.to_csv(index=False, lineterminator="\n"),
        "closures-grid.csv": grid(table).to_csv(index=False, lineterminator="\n"),
    }


def main() -> None:
    """Write both tables."""
    for name, text in tables(load_instance(DATASET)).items():
        (MEASURED / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
