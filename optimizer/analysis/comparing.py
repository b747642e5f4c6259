"""Sets plans side by side: what moved, which terms gained and which paid, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from string import ascii_lowercase

import pandas as pd

from optimizer.analysis.ledger import AMOUNTS, accounts
from optimizer.analysis.terms import TERM_UNITS
from optimizer.analysis.verify import terms_under
from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.solving.result import Result

LETTERS = ascii_lowercase
"""What plans are called in columns, in the order in which they are given."""

PAIR = ["campus_id", "specialisation_id"]
NOTABLE_STUDENTS = 0.5
"""Students by which a programme must differ to count as larger or smaller."""

NOTABLE_SHARE = 1e-4
"""Share by which a term must differ to count as better or worse."""


@dataclass(frozen=True)
class Trade:
    """One term of two plans.

    Attributes
    ----------
    term, unit : str
        The term.
    before, after : float
        Its values in the first plan and in the other.
    share : float
        (after - before) / the larger of both: below 0 where the other plan is better.
    """

    term: str
    unit: str
    before: float
    after: float

    @property
    def share(self) -> float:
        """Change as a share of the larger of both values."""
        largest = max(abs(self.before), abs(self.after))
        return (self.after - self.before) / largest if largest > 0 else 0.0


@dataclass(frozen=True, eq=False)
class Comparison:
    """Outcome of :func:`optimizer.compare`; plans are called `a`, `b` and so on.

    Attributes
    ----------
    results : tuple of Result
        The plans.
    names : tuple of str
        A name for each that no other has.
    terms : DataFrame
        term, unit, today (of the first), one column a plan, and for every plan but the first ``b_minus_a``. All costs
        are at the prices of the first.
    changes : DataFrame
        One row a programme of any of the plans: campus_id, specialisation_id, students_today, ``role_a`` (empty where
        it is not taught), ``students_a`` and so on, and for every plan but the first ``change_b`` (``same``,
        ``opened``, ``closed``, ``grows``, ``shrinks``).
    ledger : DataFrame
        level, id, and for each plan programmes, students, fte and eur (such as ``eur_a``); see
        :mod:`optimizer.analysis.ledger`.
    specialisations : DataFrame
        specialisation_id, and for each plan sites, lead (campus), students and km (mean, one way).
    """

    results: tuple[Result, ...]
    names: tuple[str, ...]
    terms: pd.DataFrame
    changes: pd.DataFrame
    ledger: pd.DataFrame
    specialisations: pd.DataFrame

    @property
    def letters(self) -> str:
        """The letters of the plans."""
        return LETTERS[: len(self.results)]

    def trades(self, letter: str = "b") -> list[Trade]:
        """Return the terms that differ from the first plan, what gains most first and what pays most last."""
        rows = self.terms.to_dict(orient="records")
        found = [Trade(str(row["term"]), str(row["unit"]), float(row["a"]), float(row[letter])) for row in rows]
        return sorted((each for each in found if abs(each.share) > NOTABLE_SHARE), key=lambda each: each.share)

    def moved(self, letter: str = "b") -> list[str]:
        """Return the specialisations that are taught in both plans and led from another campus than in the first."""
        table = self.specialisations
        leads = table[(table["lead_a"] != "") & (table[f"lead_{letter}"] != "")]
        return leads.loc[leads["lead_a"] != leads[f"lead_{letter}"], "specialisation_id"].tolist()

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.names)}>"


def compare(*plans: Result | str | Path, names: Sequence[str] | None = None) -> Comparison:
    """Set two or more plans of one data set side by side.

    Parameters
    ----------
    *plans : Result, str or Path
        Results with a plan, or the folders in which they were saved.
    names : sequence of str, optional
        What to call them; by default their scenarios, told apart by a number where they have the same.

    Raises
    ------
    InputError
        If there are fewer than two plans or more than letters, one has no plan, or their data sets differ.
    """
    results = [plan if isinstance(plan, Result) else Result.load(plan) for plan in plans]
    named = _told_apart(list(names or (result.scenario.name for result in results)))
    findings = _findings(results, named)
    if findings:
        raise InputError(findings)
    return Comparison(
        tuple(results), tuple(named), _terms(results), _changes(results), _ledger(results), _sites(results)
    )


def _told_apart(names: list[str]) -> list[str]:
    taken: set[str] = set()
    for place, name in enumerate(names):
        free = (f"{name}-{number}" if number > 1 else name for number in count(1))
        names[place] = next(each for each in free if each not in taken)
        taken.add(names[place])
    return names


def _findings(results: Sequence[Result], names: Sequence[str]) -> list[Finding]:
    if not 2 <= len(results) <= len(LETTERS):
        message = f"{len(results)} plans cannot be compared"
        return [Finding("compare", message, f"Give two plans or more, up to {len(LETTERS)}.")]
    found = []
    for result, name in zip(results, names, strict=True):
        if result.plan is None:
            found.append(
                Finding(name, f"there is no plan: {result.status}", "Give a scenario or a result with a plan.")
            )
        if _data(result.instance) != _data(results[0].instance):
            message = f"it is about other data than {names[0]}"
            found.append(Finding(name, message, "Compare plans of one data set, solved on the same files."))
    return found


def _data(instance: Instance) -> tuple[str, tuple[tuple[str, str], ...]]:
    return instance.name, tuple(sorted(instance.hashes.items()))


def _plan(result: Result) -> Plan:
    assert result.plan is not None
    return result.plan


def _terms(results: Sequence[Result]) -> pd.DataFrame:
    first = results[0]
    plans = {letter: _plan(result) for letter, result in zip(LETTERS, results, strict=False)}
    measured = {letter: terms_under(plan, first.instance, first.scenario) for letter, plan in plans.items()}
    table = pd.DataFrame({"term": list(TERM_UNITS), "unit": list(TERM_UNITS.values())})
    table["today"] = [first.terms[term].today if term in first.terms else None for term in TERM_UNITS]
    for letter in plans:
        table[letter] = [measured[letter][term] for term in TERM_UNITS]
    for letter in list(plans)[1:]:
        table[f"{letter}_minus_a"] = table[letter] - table["a"]
    numbers = [name for name in table.columns if name not in {"term", "unit"}]
    return table.assign(**(table[numbers].astype("float64").round(9) + 0.0))


def _changes(results: Sequence[Result]) -> pd.DataFrame:
    today = results[0].instance.enrolled_today
    table = pd.DataFrame(sorted({pair for result in results for pair in _plan(result).pairs}), columns=PAIR)
    table["students_today"] = [float(today.get(pair, 0.0)) for pair in table.itertuples(index=False, name=None)]
    for letter, result in zip(LETTERS, results, strict=False):
        own = _plan(result).programmes[[*PAIR, "role", "students"]]
        own = own.rename(columns={"role": f"role_{letter}", "students": f"students_{letter}"})
        table = table.merge(own, how="left", on=PAIR)
        table[f"role_{letter}"] = table[f"role_{letter}"].astype(object).where(table[f"role_{letter}"].notna(), "")
        table[f"students_{letter}"] = table[f"students_{letter}"].astype("float64").fillna(0.0)
    for letter in LETTERS[1 : len(results)]:
        table[f"change_{letter}"] = _words(table, letter)
    return table


def _words(table: pd.DataFrame, letter: str) -> list[str]:
    words = []
    for row in table.to_dict(orient="records"):
        before, after = bool(row["role_a"]), bool(row[f"role_{letter}"])
        more = float(row[f"students_{letter}"]) - float(row["students_a"])
        if before != after or not before:
            words.append("opened" if after and not before else "closed" if before else "same")
        else:
            words.append("same" if abs(more) < NOTABLE_STUDENTS else "grows" if more > 0 else "shrinks")
    return words


def _ledger(results: Sequence[Result]) -> pd.DataFrame:
    first = results[0]
    prices = first.instance.prices_with(first.scenario.prices)
    tables = [
        accounts(_plan(result), first.instance, prices).add_suffix(f"_{letter}")
        for letter, result in zip(LETTERS, results, strict=False)
    ]
    both = pd.concat(tables, axis="columns").fillna(0.0).reset_index()
    return both[["level", "id", *(f"{name}_{letter}" for name in AMOUNTS for letter in LETTERS[: len(results)])]]


def _sites(results: Sequence[Result]) -> pd.DataFrame:
    specialisations = results[0].instance.specialisations
    columns: dict[str, list[object]] = {"specialisation_id": list(specialisations)}
    for letter, result in zip(LETTERS, results, strict=False):
        plan = _plan(result)
        by = plan.programmes.groupby("specialisation_id")
        lead = plan.programmes[plan.programmes["role"] == "lead"].drop_duplicates("specialisation_id")
        leads = dict(zip(lead["specialisation_id"], lead["campus_id"], strict=True))
        placed = plan.students[plan.students["municipality_id"] != ""].astype({"students": float, "km": float})
        km = (
            placed.assign(way=placed["students"] * placed["km"]).groupby("specialisation_id")[["way", "students"]].sum()
        )
        sites, students = by.size().to_dict(), by["students"].sum().to_dict()
        mean = (km["way"] / km["students"]).to_dict()
        columns[f"sites_{letter}"] = [float(sites.get(name, 0)) for name in specialisations]
        columns[f"lead_{letter}"] = [leads.get(name, "") for name in specialisations]
        columns[f"students_{letter}"] = [float(students.get(name, 0.0)) for name in specialisations]
        columns[f"km_{letter}"] = [mean.get(name) for name in specialisations]
    return pd.DataFrame(columns)
