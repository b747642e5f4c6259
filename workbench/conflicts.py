"""Tells why rules clash, in Dutch and in English: the rules, the sums that show it, and by how much each is missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from optimizer.model.dropping import ASSIGNMENT
from optimizer.model.registry import discover_rules
from workbench.messages import MESSAGES, Language, say
from workbench.names import Names
from workbench.numbers import format_number
from workbench.sentences import count_word, rule_sentence

if TYPE_CHECKING:
    from optimizer.explanation.explained import Conflict
    from optimizer.inputs.instance import Instance
    from optimizer.inputs.scenario import Scenario
    from optimizer.model.dropping import Sum
    from optimizer.solving.shortfall import Shortfall, Shortfalls

LISTED = 5
"""How many of a kind are listed; the rest is counted."""

SHORT: dict[str, tuple[str, str]] = {
    "there_are_places_for_all": ("students", "places"),
    "there_are_places_for_every_specialisation": ("students", "places"),
    "places_lie_within_reach": ("students", "allowed"),
    "recognised_programmes_can_reach_the_norm": ("norm", "students"),
    "norms_fit_the_places": ("norm", "places"),
    "sites_have_enough_students": ("needed", "students"),
    "fixed_programmes_have_enough_students": ("needed", "students"),
    "groups_have_enough_students": ("norm", "students"),
    "specialisations_have_enough_sites": ("least", "possible"),
    "every_site_has_enough_students": ("needed", "students"),
    "few_sites_have_places": ("students", "places"),
    "openings_reach_the_sites": ("needed", "allowed"),
    "every_group_has_a_site": ("groups", "most"),
    "lead_centres_have_places": ("students", "places"),
    "institutions_can_teach_enough": ("least", "possible"),
    "provinces_can_teach_enough": ("least", "possible"),
    "residents_fit_the_studios": ("residents", "studios"),
    "residents_are_graduates": ("residents", "possible"),
    "teachers_can_be_hired": ("needed", "allowed"),
    "places_can_be_paid": ("eur", "allowed"),
    "openings_can_be_paid": ("eur", "allowed"),
}
"""Of each sum, which number is larger than which: the difference is what is short."""

NAMED = {
    "specialisation": "specialisation_id",
    "institution": "institution_id",
    "province": "province_id",
    "family": "family_id",
    "group": "group",
}
RECOGNISED = ("recognised_programmes_can_reach_the_norm", "groups_have_enough_students")
"""Sums about a recognised programme as a whole, with all its specialisations."""

EUR_ROWS = {"budget": 1000.0}
"""Rules whose rows are in thousands of EUR."""


def sum_sentence(instance: Instance, found: Sum, lang: Language) -> str:
    """Return what a sum over the data set shows, in one sentence; one that the catalogue lacks in English."""
    numbers = dict(found.found.numbers)
    kind = f"{found.kind}_of_a_family" if "family" in numbers else found.kind
    if f"sum_{kind}" not in MESSAGES or found.kind not in SHORT:
        return f"{found.found.message}. {found.found.mend}"
    if found.kind == "every_site_has_enough_students":
        numbers["needed"] = numbers["least"] * numbers["floor"]
    more, less = SHORT[found.kind]
    numbers["short"] = numbers[more] - numbers[less]
    values: dict[str, object] = {name: _number_or_name(instance, name, each, lang) for name, each in numbers.items()}
    if found.kind in RECOGNISED:
        values["specialisation"] = _recognised_together(instance, numbers["specialisation"], lang)
    if "count" in numbers:
        values["counted"] = count_word(numbers["count"], lang)
    return _capital(say(lang, f"sum_{kind}", **values))


def sum_sentences(instance: Instance, sums: Sequence[Sum], lang: Language) -> list[str]:
    """Return the sentences of several sums, the first few of each kind; the others are counted."""
    lines = []
    for kind in dict.fromkeys(each.kind for each in sums):
        alike = [each for each in sums if each.kind == kind]
        lines += [sum_sentence(instance, each, lang) for each in alike[:LISTED]]
        if len(alike) > LISTED:
            lines.append(say(lang, "likewise", count=len(alike) - LISTED))
    return lines


def shortfall_sentences(instance: Instance, scenario: Scenario, missed: Shortfalls, lang: Language) -> list[str]:
    """Return by how much a rule is missed, one sentence a kind of row."""
    lines = []
    for row in dict.fromkeys(each.row for each in missed.rows):
        rows = [each for each in missed.rows if each.row == row]
        lines.append(_shortfall(instance, scenario, missed.rule, row, rows, lang))
    return lines


def part_sentence(scenario: Scenario, part: str, lang: Language) -> str:
    """Return what a rule, or the way students are assigned, promises."""
    if part != ASSIGNMENT:
        return rule_sentence(discover_rules()[part], scenario.rules[part], lang)
    students = scenario.students
    kinds = {"assignment_nearest": students.assignment == "nearest", "single_source": students.single_source}
    return " ".join(say(lang, key) for key, holds in kinds.items() if holds)


def clash_head(conflict: Conflict, lang: Language) -> str:
    """Return what the rules of a conflict are to each other."""
    if not conflict.rules:
        return say(lang, "clash_none")
    if len(conflict.rules) == 1:
        return say(lang, "clash_one")
    if not conflict.is_minimal:
        return say(lang, "clash_unproven", count=len(conflict.rules))
    return say(lang, "clash_two") if len(conflict.rules) == 2 else say(lang, "clash_several", count=len(conflict.rules))


def reasons(instance: Instance, scenario: Scenario, conflict: Conflict, lang: Language) -> list[str]:
    """Return why the rules of a conflict clash: sums, or else what is missed, and how that is known."""
    if conflict.sums:
        return sum_sentences(instance, conflict.sums, lang)
    lines = [
        line
        for missed in conflict.shortfalls
        if missed.is_least
        for line in shortfall_sentences(instance, scenario, missed, lang)
    ]
    if conflict.proof != "arithmetic":
        lines.append(say(lang, f"proof_{conflict.proof}"))
    return lines


def conflict_sentences(instance: Instance, scenario: Scenario, conflict: Conflict, lang: Language) -> list[str]:
    """Return all that is said of a conflict: why, and which rules."""
    rules = [part_sentence(scenario, part, lang) for part in conflict.rules]
    return [*reasons(instance, scenario, conflict, lang), clash_head(conflict, lang), *rules]


def _shortfall(
    instance: Instance, scenario: Scenario, rule: str, row: str, rows: Sequence[Shortfall], lang: Language
) -> str:
    columns = discover_rules()[rule].subjects.get(row, ())
    scale = EUR_ROWS.get(rule, 1.0)
    named = [
        (_subject(instance, scenario, columns, each, lang), format_number(scale * each.amount, lang)) for each in rows
    ]
    parameters: Mapping[str, Any] = dict(scenario.rules[rule])
    values: dict[str, object] = {
        "items": _listed([f"{name} {amount}".strip() for name, amount in named], lang),
        "names": _listed([name for name, _ in named], lang),
        "amount": format_number(scale * sum(each.amount for each in rows), lang),
        "rule": rule,
    }
    if isinstance(parameters.get("km"), int | float):
        values["km"] = format_number(parameters["km"], lang)
    for name, key in (("count", "counted"), ("by", "by")):
        if isinstance(parameters.get(name), str):
            values[key] = count_word(parameters[name], lang)
    key = f"short_{rule}_{row}"
    return say(lang, f"short_{rule}_{row}" if key in MESSAGES else "short_other", **values)


def _subject(instance: Instance, scenario: Scenario, columns: tuple[str, ...], each: Shortfall, lang: Language) -> str:
    if columns == ("entry",) and each.rule == "linear":
        entry: Any = scenario.rules["linear"]
        return str(entry.each[int(each.index[0])].in_words(lang)) + ":"
    return Names(instance, lang).subject(columns, each.index)


def _listed(items: Sequence[str], lang: Language) -> str:
    shown = "; ".join(items[:LISTED])
    return shown if len(items) <= LISTED else say(lang, "and_more", items=shown, count=len(items) - LISTED)


def _number_or_name(instance: Instance, name: str, value: Any, lang: Language) -> str:
    if name in NAMED:
        return Names(instance, lang).of(NAMED[name], str(value))
    if name in {"count", "by"}:
        return count_word(str(value), lang)
    return format_number(float(value), lang)


def _recognised_together(instance: Instance, specialisation: str, lang: Language) -> str:
    recognised = instance.accreditation_of
    together = [each for each in instance.specialisations if recognised[each] == recognised[specialisation]]
    names = Names(instance, lang)
    return names.listed(names.specialisation(each) for each in together)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
