"""Tells repairs in Dutch and in English: what to change, from what, to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.messages import MESSAGES, Language, say
from workbench.names import Names
from workbench.numbers import format_number
from workbench.sentences import value_in_words

if TYPE_CHECKING:
    from optimizer.explanation.changing import Change
    from optimizer.explanation.explained import Repair
    from optimizer.inputs.instance import Instance
    from optimizer.inputs.scenario import Scenario

LISTS = {"provinces": "province_id", "families": "family_id"}
"""Parameters that list what the data set has a name for."""


def repair_sentence(instance: Instance, scenario: Scenario, repair: Repair, lang: Language) -> str:
    """Return a repair in words: one sentence a change."""
    lines = [change_sentence(instance, scenario, change, lang) for change in repair.changes]
    return " ".join(lines if repair.is_smallest else [*lines, say(lang, "repair_not_smallest")])


def change_sentence(instance: Instance, scenario: Scenario, change: Change, lang: Language) -> str:
    """Return one change in words."""
    part, *inside = change.key.split(".")
    if part == "openings":
        return say(lang, f"repair_openings_{change.new}")
    name = inside[-1]
    values: dict[str, object] = {
        "setting": change.key,
        "old": _in_words(name, change.old, lang),
        "new": _in_words(name, change.new, lang),
    }
    if part == "students":
        return say(lang, f"repair_students_{name}", **values)
    rule = inside[0]
    if name == "enabled":
        own = inside[1] if len(inside) > 2 else None
        return say(lang, "repair_off", rule=rule) if own is None else _off_entry(scenario, own, lang)
    if inside[1] == "local_norms":
        values["place"] = Names(instance, lang).place_of_norm(".".join(inside[2:]))
        return say(lang, _local_key(change), **values)
    if inside[1].isdigit():
        values["rule"] = _own_rule(scenario, inside[1], lang)
    if isinstance(change.old, tuple) and change.new is not None:
        values["removed"] = _removed(instance, name, change, lang)
    return say(lang, _key(rule, name, change), **values)


def _key(rule: str, name: str, change: Change) -> str:
    """Return the key of a parameter's text, or of the general one where it has none."""
    is_list = isinstance(change.old, tuple)
    if change.new is None and not is_list:
        return "repair_no_limit"
    own = f"repair_{rule}_{name}"
    if own in MESSAGES:
        return own
    return "repair_entries" if is_list else "repair_other"


def _local_key(change: Change) -> str:
    return "repair_minimum_enrolment_local_norms_0" if change.new == 0 else "repair_minimum_enrolment_local_norms"


def _off_entry(scenario: Scenario, number: str, lang: Language) -> str:
    return say(lang, "repair_off_entry", rule=_own_rule(scenario, number, lang))


def _in_words(name: str, value: Any, lang: Language) -> str:
    if isinstance(value, str) and f"count_{value}" in MESSAGES:
        return say(lang, f"count_{value}")
    if name.endswith("share") and isinstance(value, int | float):
        return format_number(value * 100, lang, 1) + "%"
    return value_in_words(name, value, lang)


def _removed(instance: Instance, name: str, change: Change, lang: Language) -> str:
    left = list(change.new)
    gone = []
    for entry in change.old:
        if entry in left:
            left.remove(entry)
        else:
            gone.append(Names(instance, lang).of(LISTS.get(name, ""), entry))
    return ", ".join(gone)


def _own_rule(scenario: Scenario, number: str, lang: Language) -> str:
    rule: Any = scenario.rules["linear"]
    return str(rule.each[int(number)].in_words(lang))
