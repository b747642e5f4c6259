r"""Where students would go if nobody placed them: a calibrated multinomial logit over what the plan leaves open.

A student of specialisation :math:`s` from zone :math:`z` chooses among the programmes :math:`k` of :math:`s`, or stays
away:

.. math::

    P(k \mid z, s) = \frac{e^{a_{ks} - \beta d_{zk}}}{e^{u_s} + \sum_{l} e^{a_{ls} - \beta d_{zl}}}

with the one-way distance :math:`d` in km. Attraction :math:`a` and decay :math:`\beta` are the maximum-likelihood
estimates on today's observed flows, whose conditions are that the model has the mean distance and the enrolments of
today. For given :math:`\beta` the attractions follow by balancing,
:math:`e^{a_{ks}} \leftarrow e^{a_{ks}}\, \mathrm{observed}_{ks} / \mathrm{modelled}_{ks}`; the mean distance falls in
:math:`\beta`, so a bracketing search finds it. A programme that does not exist today has the mean attraction of its
specialisation.

Nobody in the data stays away, so that :math:`u_s`, what staying away is worth, rests on one assumption: the share
:math:`g` of all who would study :math:`s` that stays away today already. With today's demand :math:`D_{zs}` and
:math:`S_{zs} = \sum_l e^{a_{ls} - \beta d_{zl}}` over today's programmes,

.. math::

    e^{u_s} = \frac{g}{1 - g} \, \frac{\sum_z D_{zs}}{\sum_z D_{zs} / S_{zs}}, \qquad
    \mathrm{enrolled}_{zs} = D_{zs} \, \frac{1 + e^{u_s} / S_{zs}}{1 + e^{u_s} / S'_{zs}}

where :math:`S'` is the same sum over the plan's programmes; the rest of :math:`D_{zs}` gives up. Haase and Müller
(2013, Omega 41, 847-855) let pupils choose in this way while schools are located.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logsumexp

from optimizer.analysis.balancing import Balance, decay_for
from optimizer.analysis.situation import PAIR
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.plan import Plan
from optimizer.solving.result import StudentChoice

STAY_AWAY_TODAY = 0.05
"""Share of those who would study a specialisation that stays away today already. An assumption; a data set states its
own as `stay_away_today` under ``[assumptions]``."""

LEAST_ATTRACTION = 1e-12
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ChoiceModel:
    """A calibrated choice model.

    Attributes
    ----------
    beta : float
        Decay per km, one way.
    attraction : mapping of (campus, specialisation) to float
        Log attraction of today's programmes; its exponentials sum to 1 over a specialisation.
    mean_km, target_km : float
        Mean distance of today in the model and in the observed flows.
    enrolment_error : float
        Largest difference between a programme's enrolment in the model and observed, in students.
    """

    beta: float
    attraction: dict[Pair, float]
    mean_km: float
    target_km: float
    enrolment_error: float

    def log_attraction(self, pair: Pair) -> float:
        """Return a programme's log attraction; for a new one the mean of its specialisation."""
        if pair in self.attraction:
            return self.attraction[pair]
        known = [value for (_, specialisation), value in self.attraction.items() if specialisation == pair[1]]
        return float(np.log(np.mean(np.exp(known)))) if known else 0.0


@lru_cache(maxsize=8)
def calibrate(instance: Instance) -> ChoiceModel:
    """Fit the choice model to a data set's observed flows.

    Returns
    -------
    ChoiceModel
        With ``beta`` 0, or the steepest that is sought, if no decay in between has the mean distance of today.
    """
    flows = instance.table("today_flows")
    observed = flows.pivot_table(index="zone_id", columns=PAIR, values="students", aggfunc="sum", fill_value=0.0)
    pairs: list[Pair] = [(str(pair[0]), str(pair[1])) for pair in observed.columns.to_flat_index()]
    students = observed.to_numpy(float)
    km = _distances(instance, [str(zone) for zone in observed.index], [campus for campus, _ in pairs])
    names = sorted({specialisation for _, specialisation in pairs})
    member = np.array([[specialisation == name for name in names] for _, specialisation in pairs], float)
    balance = Balance(students, km, member)
    target = float((students * km).sum() / students.sum())
    beta = decay_for(balance, target)
    modelled = balance.flows(beta)
    attraction = balance.attraction / (member @ (member.T @ balance.attraction))
    logs = np.log(np.maximum(attraction, LEAST_ATTRACTION))
    return ChoiceModel(
        beta=beta,
        attraction=dict(zip(pairs, logs.tolist(), strict=True)),
        mean_km=float((modelled * km).sum() / modelled.sum()),
        target_km=target,
        enrolment_error=float(np.abs(modelled.sum(axis=0) - students.sum(axis=0)).max()),
    )


def choose(model: ChoiceModel, instance: Instance, programmes: Iterable[Pair], stay_away: float) -> pd.DataFrame:
    """Return where students choose to go among these programmes.

    Parameters
    ----------
    model : ChoiceModel
        From :func:`calibrate`.
    instance : Instance
        The data set.
    programmes : iterable of (campus, specialisation)
        What is open.
    stay_away : float
        Share, from 0 to below 1, that stays away today already.

    Returns
    -------
    DataFrame
        zone_id, campus_id (empty: gives up, against today), specialisation_id, students. A negative number that gives
        up are students who come because more is open than today.
    """
    taught: dict[str, list[str]] = {}
    for campus, specialisation in sorted(set(programmes)):
        taught.setdefault(specialisation, []).append(campus)
    today: dict[str, list[str]] = {}
    for campus, specialisation in model.attraction:
        today.setdefault(specialisation, []).append(campus)
    parts = []
    for key, demand in instance.table("demand").groupby("specialisation_id"):
        zones, students = demand["zone_id"].tolist(), demand["students"].to_numpy(float)
        name = str(key)
        before = _utility(model, instance, zones, today.get(name, []), name)
        after = _utility(model, instance, zones, taught.get(name, []), name)
        chosen = _chosen(students, before, after, stay_away)
        campuses = [*taught.get(name, []), ""]
        columns = {
            "zone_id": zones * len(campuses),
            "campus_id": np.repeat(campuses, len(zones)),
            "specialisation_id": name,
            "students": np.column_stack([chosen, students - chosen.sum(axis=1)]).ravel(order="F"),
        }
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["zone_id", *PAIR, "students"])


def _utility(model: ChoiceModel, instance: Instance, zones: list[str], campuses: list[str], name: str) -> Numbers:
    """Return the utility of every campus for every zone."""
    attraction = np.array([model.log_attraction((campus, name)) for campus in campuses], float)
    utility: Numbers = attraction - model.beta * _distances(instance, zones, campuses)
    return utility


def _outside(students: Numbers, before: Numbers, stay_away: float) -> float:
    """Return what staying away is worth, from today's utilities; minus infinity if nobody would."""
    if not before.shape[1] or stay_away <= 0 or students.sum() <= 0:
        return -math.inf
    then = logsumexp(before, axis=1)
    return float(math.log(stay_away / (1 - stay_away)) + math.log(students.sum()) - logsumexp(-then, b=students))


def _chosen(students: Numbers, before: Numbers, after: Numbers, stay_away: float) -> Numbers:
    """Return students by zone (rows) and open programme (columns), from the utilities of today and of the plan."""
    if not after.shape[1]:
        return np.zeros((len(students), 0))
    outside = _outside(students, before, stay_away)
    now: Numbers = np.asarray(logsumexp(after, axis=1))
    enrolled = students
    if math.isfinite(outside):
        enrolled = students * expit(now - outside) / expit(np.asarray(logsumexp(before, axis=1)) - outside)
    chosen: Numbers = enrolled[:, None] * np.exp(after - now[:, None])
    return chosen


def lost_km(model: ChoiceModel, instance: Instance, name: str, campuses: Sequence[str], stay_away: float) -> float:
    r"""Return what students of a specialisation lose if only these campuses teach it, as student·km one way.

    The loss of consumer surplus of the logit, in the km that are worth as much: what those who go on travel more, what
    those lose who would rather have gone elsewhere, and those who give up.

    .. math::

        \frac{1}{\beta} \sum_z D_z \bigl(1 + e^{u} / S_z\bigr) \ln \frac{e^{u} + S_z}{e^{u} + S'_z}

    Raises
    ------
    ValueError
        If distance does not count in the model, or nothing is left to choose.
    """
    if model.beta <= 0 or not campuses:
        raise ValueError("a loss in km needs a decay above 0 and a campus")
    demand = instance.table("demand")
    demand = demand[demand["specialisation_id"] == name]
    zones, students = demand["zone_id"].tolist(), demand["students"].to_numpy(float)
    today = [campus for campus, specialisation in model.attraction if specialisation == name]
    before = _utility(model, instance, zones, today, name)
    outside = _outside(students, before, stay_away)
    then = np.asarray(logsumexp(before, axis=1))
    now = np.asarray(logsumexp(_utility(model, instance, zones, list(campuses), name), axis=1))
    everybody = students / expit(then - outside) if math.isfinite(outside) else students
    worth = np.logaddexp(outside, then) - np.logaddexp(outside, now)
    return float((everybody * worth).sum()) / model.beta


def students_choice(plan: Plan, instance: Instance, stay_away: float | None = None) -> StudentChoice:
    """Return what the plan becomes if students choose for themselves, beside what it meant.

    Parameters
    ----------
    plan : Plan
        A plan; only its programmes matter.
    instance : Instance
        The data set.
    stay_away : float, optional
        Share that stays away today already; by default that of the data set, or else :data:`STAY_AWAY_TODAY`.

    Returns
    -------
    StudentChoice
        By programme, with what does not fit: a campus has room for its places and those that the plan adds, and what
        is too much is divided over its programmes in proportion to who chose them.
    """
    stay_away = stay_away_of(instance) if stay_away is None else stay_away
    model = calibrate(instance)
    table = plan.programmes[[*PAIR, "students"]].drop_duplicates(PAIR).sort_values(PAIR, ignore_index=True)
    flows = choose(model, instance, plan.pairs, stay_away)
    placed, left = flows[flows["campus_id"] != ""], flows.loc[flows["campus_id"] == "", "students"]
    chosen = placed.groupby(PAIR)["students"].sum().rename("chosen").reset_index()
    table = table.merge(chosen, how="left", on=PAIR).fillna({"chosen": 0.0})
    by_campus = table.groupby("campus_id")[["students", "chosen"]].transform("sum")
    places = np.maximum(table["campus_id"].map(instance.places_of).astype(float), by_campus["students"])
    excess = (by_campus["chosen"] - places).clip(lower=0.0)
    share = (table["chosen"] / by_campus["chosen"]).fillna(0.0)
    km = instance_km(instance, placed)
    total = float(placed["students"].sum())
    return StudentChoice(
        table=table.assign(places=places, overflow=excess * share),
        beta=model.beta,
        mean_km_today=model.mean_km,
        target_km=model.target_km,
        enrolment_error=model.enrolment_error,
        mean_km=float((placed["students"] * km).sum()) / total if total > 0 else 0.0,
        stay_away_today=stay_away,
        give_up=round(float(left.clip(lower=0.0).sum()), 6),
        drawn=round(float(-left.clip(upper=0.0).sum()), 6) + 0.0,
    )


def stay_away_of(instance: Instance) -> float:
    """Return the share that a data set assumes to stay away today."""
    stated: Any = instance.settings.get("assumptions", {}).get("stay_away_today", {})
    value = stated.get("value") if isinstance(stated, dict) else None
    return float(value) if isinstance(value, int | float) and 0 <= value < 1 else STAY_AWAY_TODAY


def instance_km(instance: Instance, flows: pd.DataFrame) -> pd.Series[float]:
    """Return the one-way km of flows from zones to campuses."""
    towns = flows["campus_id"].map(instance.municipality_of)
    pairs = zip(flows["zone_id"], towns, strict=True)
    return pd.Series([instance.km[pair] for pair in pairs], index=flows.index, dtype=float)


def _distances(instance: Instance, zones: list[str], campuses: list[str]) -> Numbers:
    towns = [instance.municipality_of[campus] for campus in campuses]
    return np.array([[instance.km[zone, town] for town in towns] for zone in zones], float).reshape(len(zones), -1)
