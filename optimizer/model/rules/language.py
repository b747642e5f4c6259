r"""What is taught in another language than Dutch has a Dutch equivalent, and there is not too much of it.

Foreign is what the data set says is taught in English or in both languages today, as long as it exists; programmes that
``foreign`` names (``campus/specialisation`` or ``institution/specialisation``); and the lead centre of every
specialisation or family that ``foreign`` names, or with ``leads`` of all. With :math:`X` those of the first two kinds
and :math:`D` the specialisations of the third:

.. math::

    \mathrm{foreign}_{k,s} = \mathrm{offers}_{k,s} \;\; \forall\, (k,s) \in X, \qquad
    \mathrm{foreign}_{k,s} = \mathrm{leads}_{k,s} \;\; \forall\, s \in D,\, (k,s) \notin X

A Dutch programme of the same specialisation must exist within the area :math:`a(k)` of the law's vintage: in the same
institution or, by agreement, the same province (2004), or anywhere in Flanders (2012, 2020). So one campus alone cannot
teach a specialisation in another language:

.. math::

    \sum_{k' \in a(k)} \bigl(\mathrm{offers}_{k',s} - \mathrm{foreign}_{k',s}\bigr) \ge \mathrm{foreign}_{k,s}

With ``both_counts`` a programme in both languages is a Dutch one too, and what ``foreign`` asks for is taught in both.
Joint programmes need no equivalent. Of the plan's bachelors, those of the academic degree included, and of its masters
at most the vintage's share :math:`c` is foreign, unless ``ceilings`` is false (the law counts all programmes of
Flanders, of which a data set has some):

.. math::

    \sum \mathrm{foreign}_{k,s} \le c \sum \mathrm{offers}_{k,s}
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyomo.core as pyo
from pydantic import field_validator

from optimizer.errors import Finding
from optimizer.inputs.eligibility import LockTarget
from optimizer.inputs.gathering import nearest_mend, shown
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.laws import LANGUAGE_FILE, Vintage, language_file, language_law
from optimizer.inputs.scenario import RuleParameters
from optimizer.inputs.toml_files import UnfitError
from optimizer.model.build import ConsolidationModel, Languages
from optimizer.model.easing import fewer, other
from optimizer.model.index import Index
from optimizer.model.registry import Rule, parameter

DUTCH, FOREIGN, BOTH = "nl", "en", "both"
LEADS = "leads"
MASTERS = ("ma",)
BACHELORS = ("pba", "aba_ma")


class Parameters(RuleParameters):
    """Parameters of `language`."""

    vintage: int = parameter(
        2020,
        "First year of the law that holds: 2004, 2012 or 2020",
        "norms: equivalence and ceilings",
        eases=other(2004, 2012, 2020),
    )
    foreign: tuple[str, ...] = parameter(
        (),
        "What is to be taught in another language, besides what is today: specialisations or families, at their lead "
        "centres; leads, for all of these; programmes as campus/specialisation or institution/specialisation",
        eases=fewer(),
    )
    both_counts: bool = parameter(
        False, "Whether a programme in both languages counts as a Dutch one", eases=other(True)
    )
    agreements: bool = parameter(
        True, "Whether institutions of a province agree to be each other's equivalent (2004)", eases=other(True)
    )
    ceilings: bool = parameter(
        True,
        "Whether the vintage's ceilings, which the law sets for all of Flanders, bind the plan's own programmes",
        eases=other(False),
    )
    joint: tuple[str, ...] = parameter(
        (),
        "Programmes that need no equivalent, being joint with an institution outside Flanders: campus/specialisation "
        "or institution/specialisation, * for any",
        "norms: exemption from equivalence",
    )

    @field_validator("vintage")
    @classmethod
    def _known(cls, vintage: int) -> int:
        known = language_law().vintages
        if vintage not in known:
            listed = ", ".join(str(year) for year in known)
            raise UnfitError(f"the law has no vintage {vintage}", f"Use one of: {listed}.")
        return vintage

    @property
    def law(self) -> Vintage:
        """The law of the vintage."""
        return language_law().vintages[self.vintage]

    def files(self) -> dict[str, Path]:
        """Return the file of the law."""
        return {LANGUAGE_FILE: language_file()}

    def names(self, entries: tuple[str, ...], instance: Instance, pair: Pair) -> bool:
        """Whether one of the entries with a place names a programme."""
        return any("/" in entry and LockTarget.parse(entry).matches(instance, pair) for entry in entries)


def languages_today(instance: Instance) -> dict[Pair, str]:
    """Return the language of every programme of today."""
    frame = instance.table("programmes")
    pairs = zip(frame["campus_id"], frame["specialisation_id"], strict=True)
    return dict(zip(pairs, frame["language"], strict=True))


def foreign_words(index: Index, parameters: Parameters) -> tuple[dict[Pair, str], dict[Pair, str]]:
    """Return the languages of programmes that are foreign if they exist, and of those that are if they lead."""
    instance, today = index.instance, languages_today(index.instance)
    asked = BOTH if parameters.both_counts else FOREIGN
    always = {
        pair: asked if today.get(pair, DUTCH) == DUTCH else today[pair]
        for pair in index.pairs
        if today.get(pair, DUTCH) != DUTCH or parameters.names(parameters.foreign, instance, pair)
    }
    leading = {
        pair: asked
        for pair in index.pairs
        if pair not in always and {pair[1], instance.family_of[pair[1]], LEADS} & set(parameters.foreign)
    }
    return always, leading


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add ``foreign``, one equivalent a foreign programme, and one ceiling for bachelors and one for masters."""
    m, index = model.pyomo, model.index
    always, leading = foreign_words(index, parameters)
    words = {**always, **leading}
    block.foreign = pyo.Var(sorted(words), domain=pyo.Binary)
    block.is_foreign = pyo.Constraint(
        sorted(words), rule=lambda _, *pair: block.foreign[pair] == (m.offers if pair in always else m.leads)[pair]
    )
    model.languages = Languages(block.foreign, words, DUTCH)

    def in_dutch(pair: Pair) -> Any:
        as_well = parameters.both_counts and words.get(pair) == BOTH
        return m.offers[pair] if pair not in words or as_well else m.offers[pair] - block.foreign[pair]

    areas = _areas(index.instance, parameters)

    def equivalent(_: Any, campus: str, s: str) -> Any:
        near = [k for k in index.campuses_by_specialisation[s] if areas[campus] & areas[k]]
        return sum(in_dutch((k, s)) for k in near) >= block.foreign[campus, s]

    bound = [
        pair
        for pair in sorted(words)
        if not parameters.names(parameters.joint, index.instance, pair)
        and not (parameters.both_counts and words[pair] == BOTH)
    ]
    block.equivalent = pyo.Constraint(bound, rule=equivalent)
    degrees = ["bachelor", "master"] if parameters.ceilings else []
    block.ceiling = pyo.Constraint(degrees, rule=lambda _, degree: _ceiling(model, parameters, block.foreign, degree))


def _areas(instance: Instance, parameters: Parameters) -> dict[str, set[str]]:
    """Return the areas in which each campus lies: two that share one can be each other's equivalent."""
    law, towns = parameters.law, instance.table("municipalities")
    if law.area.value == "flanders":
        return {campus: {"flanders"} for campus in instance.campuses}
    areas = {campus: {f"institution {institution}"} for campus, institution in instance.institution_of.items()}
    if parameters.agreements:
        one = () if law.one_province is None else law.one_province.value
        province_of = dict(zip(towns["municipality_id"], towns["province_id"], strict=True))
        for campus, municipality in instance.municipality_of.items():
            province = province_of[municipality]
            areas[campus].add(f"province {one[0] if province in one else province}")
    return areas


def _ceiling(model: ConsolidationModel, parameters: Parameters, foreign: Any, degree: str) -> Any:
    law = parameters.law
    ceiling, degrees = (law.bachelor_ceiling, BACHELORS) if degree == "bachelor" else (law.master_ceiling, MASTERS)
    degree_of = model.index.instance.degree_of
    counted = [foreign[pair] for pair in foreign if degree_of[pair[1]] in degrees]
    if ceiling is None or not counted:
        return pyo.Constraint.Skip
    programmes = [model.pyomo.offers[pair] for pair in model.index.pairs if degree_of[pair[1]] in degrees]
    return pyo.quicksum(counted) - ceiling.value * pyo.quicksum(programmes) <= 0


def findings(instance: Instance, parameters: Parameters) -> list[Finding]:
    """Return names that the data set lacks, and a warning if nothing is foreign."""
    found = [
        *_unknown(instance, parameters.foreign, "foreign", {*instance.specialisations, *instance.families, LEADS}),
        *_unknown(instance, parameters.joint, "joint", set()),
    ]
    if not parameters.foreign and set(languages_today(instance).values()) <= {DUTCH}:
        message = "the rule asks for nothing: no programme of today is foreign, and foreign is empty"
        mend = "Name specialisations, families or leads in foreign, or remove the rule."
        found.append(Finding("", message, mend, severity="warning"))
    return found


def _unknown(instance: Instance, entries: tuple[str, ...], name: str, bare: set[str]) -> Iterator[Finding]:
    places = {*instance.campuses, *instance.institution_of.values()}
    for position, entry in enumerate(entries):
        key = f"{name}.{position}"
        place, slash, specialisation = entry.partition("/")
        if not slash and entry not in bare:
            mend, nearest = nearest_mend(entry, bare) if bare else ("Write campus/specialisation.", None)
            yield Finding("", f"{shown(entry)} names nothing that is taught", mend, key=key, nearest=nearest)
        elif slash and place not in {*places, "*"}:
            mend, nearest = nearest_mend(place, places)
            message = f"{shown(place)} is neither a campus nor an institution with a campus"
            yield Finding("", message, mend, key=key, nearest=nearest)
        elif slash and specialisation not in {*instance.specialisations, "*"}:
            mend, nearest = nearest_mend(specialisation, instance.specialisations)
            message = f"there is no specialisation {shown(specialisation)}"
            yield Finding("", message, mend, key=key, nearest=nearest)


RULE = Rule(
    name="language",
    sentence_nl=(
        "Wat in een andere taal dan het Nederlands gegeven wordt, heeft een gelijkwaardige Nederlandstalige opleiding "
        "en blijft onder het plafond, zoals de wet van {vintage} wil[; in een andere taal komt {foreign}][; zonder "
        "equivalent mag {joint}]; een opleiding in beide talen telt als Nederlandstalig: {both_counts}."
    ),
    sentence_en=(
        "What is taught in another language than Dutch has a Dutch equivalent and stays under the ceiling, as the law "
        "of {vintage} wants[; to be taught in another language: {foreign}][; without equivalent: {joint}]; a programme "
        "in both languages counts as Dutch: {both_counts}."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    findings=findings,
    subjects={"equivalent": ("campus_id", "specialisation_id"), "ceiling": ("degree",)},
    definitions=frozenset({"is_foreign"}),
    doc=__doc__,
)
