"""Fills the sentences of rules with a scenario's parameters, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from workbench.messages import MESSAGES, Language, say
from workbench.numbers import format_number

if TYPE_CHECKING:
    from optimizer.inputs.scenario import RuleParameters
    from optimizer.model.registry import Rule

_PART = re.compile(r"\[([^\[\]]*)\]")
_COUNTED = re.compile(r"(count|by)(_nl|_en)?")
_PLACE = re.compile(r"\{(\w+)\}( km\b)?")


def rule_sentence(rule: Rule, parameters: RuleParameters, lang: Language) -> str:
    """Return a rule's promise in one sentence.

    In the template ``{name}`` stands for a parameter; ``{count_nl}`` and ``{count_en}`` (likewise ``by``) for the word
    of what is counted. A part in square brackets is left out if one of its parameters is not set.
    """
    template = rule.sentence_nl if lang == "nl" else rule.sentence_en
    return fill(template, dict(parameters), lang)


def fill(template: str, parameters: dict[str, Any], lang: Language) -> str:
    """Fill a template; see :func:`rule_sentence`. A name that is no parameter stays as it is."""

    def keep_part(part: re.Match[str]) -> str:
        names = [place[1] for place in _PLACE.finditer(part[1])]
        return "" if any(parameters.get(name) in (None, (), {}) for name in names if name in parameters) else part[1]

    return _PLACE.sub(_filler(parameters, lang), _PART.sub(keep_part, template))


def _filler(parameters: dict[str, Any], lang: Language) -> Callable[[re.Match[str]], str]:
    def filled(place: re.Match[str]) -> str:
        name, kilometres = place[1], place[2] or ""
        counted = _COUNTED.fullmatch(name)
        if counted and parameters.get(counted[1]):
            return count_word(str(parameters[counted[1]]), "nl" if counted[2] == "_nl" else lang) + kilometres
        if name not in parameters:
            return place[0]
        value = parameters[name]
        text = value_in_words(name, value, lang)
        return f"{text} km" if name == "km" and value is not None else text + kilometres

    return filled


def count_word(count: str, lang: Language) -> str:
    """Return what a choice of a rule counts, as people call it; a choice that has no word stays as it is."""
    return say(lang, f"count_{count}") if f"count_{count}" in MESSAGES else count


def value_in_words(name: str, value: Any, lang: Language) -> str:
    """Return the value of a parameter as people read it."""
    if value is None:
        return say(lang, "no_limit")
    if isinstance(value, bool):
        return say(lang, "yes" if value else "no")
    if name == "vintage":
        return str(value)
    if isinstance(value, dict):
        return _list([f"{key}: {format_number(each, lang)}" for key, each in value.items()], lang)
    if isinstance(value, int | float):
        is_share = name == "share" or name.endswith("_share")
        return f"{format_number(value * 100, lang)}%" if is_share else format_number(value, lang)
    return _list(value, lang) if isinstance(value, list | tuple) else str(value)


def _list(values: Sequence[Any], lang: Language) -> str:
    *others, last = [_word_of(value, lang) for value in values if getattr(value, "enabled", True)] or [
        say(lang, "none")
    ]
    return say(lang, "and").join([", ".join(others), last] if others else [last])


def _word_of(value: Any, lang: Language) -> str:
    """Return one part of a list; what tells itself in both languages does so."""
    in_words = getattr(value, "in_words", None)
    return str(value) if in_words is None else str(in_words(lang))
