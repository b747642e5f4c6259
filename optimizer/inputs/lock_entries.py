"""Reading the entries of the rule `locks`: the programmes they name, and what names nothing.

What contradicts what is found in :mod:`optimizer.inputs.contradictions`.
"""

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
class LockEntry:
    """An entry, its dotted key, and the pairs of a campus and a specialisation that it names."""

    kind: str
    text: str
    key: str
    pairs: frozenset[Pair]


def lock_findings(
    instance: Instance, locks: Mapping[str, Sequence[str]], key_prefix: str, file: str
) -> Iterator[Finding]:
    """Yield every entry of `locks` with an unknown name, or that names nothing which could be kept or opened.

    Parameters
    ----------
    instance : Instance
        The data set.
    locks : mapping of str to sequence of str
        Entries by kind: ``keep``, ``open``, ``close``, ``lead``.
    key_prefix, file : str
        Where the entries stand.
    """
    today = frozenset(instance.enrolled_today)
    for kind in KINDS:
        for position, text in enumerate(locks.get(kind, ())):
            key = f"{key_prefix}.{kind}.{position}"
            named = named_pairs(text, instance)
            if not isinstance(named, frozenset):
                message, mend, nearest = named
                yield Finding(file, message, mend, key=key, nearest=nearest)
            elif kind == "keep" and ANY in text and not named & today:
                yield Finding(file, f"{shown(text)} names nothing that can be kept", "Check it, or remove it.", key=key)
            elif kind == "open" and len(named) > 1 and named <= today:
                yield Finding(file, f"{shown(text)} names nothing that can open", "Check it, or remove it.", key=key)


def named_pairs(text: str, instance: Instance) -> frozenset[Pair] | tuple[str, str, str | None]:
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
