"""Checking the entries of the rule `locks` against a data set: names, and entries that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from optimizer.errors import Finding
from optimizer.inputs.gathering import nearest_mend, shown
from optimizer.inputs.instance import Instance, Pair

KINDS = ("keep", "open", "close", "lead")
ANY = "*"

_FORMS = "campus/specialisation, campus, institution/specialisation or institution"


@dataclass(frozen=True)
class _Entry:
    """An entry, its dotted key, and the pairs of a campus and a specialisation that it names."""

    kind: str
    text: str
    key: str
    pairs: frozenset[Pair]


def lock_findings(
    instance: Instance, locks: Mapping[str, Sequence[str]], openings: str, key_prefix: str, file: str
) -> Iterator[Finding]:
    """Yield every unknown name and every contradiction in the entries of `locks`.

    Parameters
    ----------
    instance : Instance
        The data set.
    locks : mapping of str to sequence of str
        Entries by kind: ``keep``, ``open``, ``close``, ``lead``.
    openings : str
        The scenario's ``openings``.
    key_prefix, file : str
        Where the entries stand.
    """
    entries: list[_Entry] = []
    for kind in KINDS:
        for position, text in enumerate(locks.get(kind, ())):
            key = f"{key_prefix}.{kind}.{position}"
            named = _named(text, instance)
            if isinstance(named, frozenset):
                entries.append(_Entry(kind, text, key, named))
            else:
                message, mend, nearest = named
                yield Finding(file, message, mend, key=key, nearest=nearest)
    for key, message, mend in _contradictions(entries, instance, openings):
        yield Finding(file, message, mend, key=key)


def _named(text: str, instance: Instance) -> frozenset[Pair] | tuple[str, str, str | None]:
    """Return the pairs that an entry names, or what is wrong with it."""
    place, slash, specialisation = text.partition("/")
    if not place or (slash and not specialisation) or "/" in specialisation or text == ANY:
        return f"{shown(text)} is not a lock", f"Write {_FORMS}; {ANY} may stand for either part.", None
    campuses = [campus for campus in instance.campuses if place in {ANY, campus, instance.institution_of[campus]}]
    if not campuses:
        mend, nearest = nearest_mend(place, {*instance.campuses, *instance.institutions})
        return f"{shown(place)} is neither a campus nor an institution with a campus", mend, nearest
    if slash and specialisation != ANY and specialisation not in instance.specialisations:
        mend, nearest = nearest_mend(specialisation, instance.specialisations)
        return f"there is no specialisation {shown(specialisation)}", mend, nearest
    taught = instance.specialisations if not slash or specialisation == ANY else (specialisation,)
    return frozenset((campus, name) for campus in campuses for name in taught)


def _contradictions(entries: Sequence[_Entry], instance: Instance, openings: str) -> Iterator[tuple[str, str, str]]:
    """Yield key, message and remedy of every entry that the others, or the openings, make impossible."""
    today = frozenset(instance.enrolled_today)
    closed = frozenset[Pair]().union(*(entry.pairs for entry in entries if entry.kind == "close"))
    opened = frozenset[Pair]().union(*(entry.pairs for entry in entries if entry.kind == "open"))
    for entry in entries:
        if entry.kind == "close":
            continue
        each = entry.kind == "keep" and ANY in entry.text
        exact = len(entry.pairs) == 1
        possible = entry.pairs & today if each else entry.pairs
        if entry.kind == "open" and not exact:
            possible -= today
        if not possible:
            message = f"{shown(entry.text)} names nothing that can {'open' if entry.kind == 'open' else 'be kept'}"
            yield entry.key, message, "Check it, or remove it."
        elif (possible & closed) if each else possible <= closed:
            message = f"{shown(entry.text)} is to {entry.kind}, but close forbids it"
            yield entry.key, message, "Remove one of the two entries."
        elif openings == "none" and entry.kind in {"keep", "lead"} and not possible & (today | opened):
            message = f"{shown(entry.text)} is not taught today, and openings is none"
            yield entry.key, message, "Name it under open, or let programmes be opened."
    yield from _rival_leads([entry for entry in entries if entry.kind == "lead"])


def _rival_leads(leads: Sequence[_Entry]) -> Iterator[tuple[str, str, str]]:
    """Yield every lead of a specialisation that another entry gives to other campuses."""
    first: dict[str, _Entry] = {}
    for entry in leads:
        specialisations = {specialisation for _, specialisation in entry.pairs}
        if len(specialisations) != 1:
            continue
        other = first.setdefault(specialisations.pop(), entry)
        if other.pairs.isdisjoint(entry.pairs):
            message = f"{shown(other.text)} and {shown(entry.text)} are both to lead, but a specialisation has one lead"
            yield entry.key, message, "Remove one of the two entries."
