"""Changes of a scenario in words: what each was and what it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from optimizer.errors import InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.lock_entries import KINDS
from optimizer.inputs.scenario_defaults import NONE
from workbench.messages import Language
from workbench.names import Names
from workbench.numbers import format_number
from workbench.parameter_messages import PARAMETERS, SOURCES
from workbench.progress import term_label
from workbench.sentences import count_word, value_in_words
from workbench.web.controls import Control, control_of
from workbench.web.editing import GOALS, LOCKS
from workbench.web.scenarios import Scenarios
from workbench.web.texts import Texts
from workbench.web.versions import Versions, value_at, versions

LOCKS_ON = f"{LOCKS}.enabled"
LONGEST = 160


class Words:
    """Says keys and values of a scenario in one language."""

    def __init__(self, lang: Language, instance: Instance | None, datasets: dict[str, str]) -> None:
        self.lang, self.texts = lang, Texts(lang)
        self.names = Names(instance, lang) if instance is not None else None
        self.datasets = {place: name for name, place in datasets.items()}

    def rule(self, name: str) -> str:
        """Return the title of a rule; its name if it has none."""
        return self.texts(f"rule_{name}") if f"rule_{name}" in self.texts else name

    def label(self, control: Control) -> tuple[str, str, Language]:
        """Return what a key is called, how that is explained, and in what language."""
        known = {"openings": "openings", "dataset": "dataset", "goals.mode": "goals_mode"}
        if control.key in known:
            return self.texts(known[control.key]), "", self.lang
        if control.key.startswith("prices."):
            return self.texts(f"price_{control.name}"), "", self.lang
        text, lang = self.translated(control.description, PARAMETERS)
        label, _, hint = text.partition(";")
        label = label.removeprefix("Whether ")
        return label[:1].upper() + label[1:], hint.strip()[:1].upper() + hint.strip()[1:], lang

    def source(self, text: str) -> tuple[str, Language]:
        """Return where a default comes from, and in what language."""
        return self.translated(text, SOURCES)

    def translated(self, text: str, dutch: dict[str, str]) -> tuple[str, Language]:
        """Return a text of the code in the language of the page, as far as there is one."""
        return (dutch[text], "nl") if self.lang == "nl" and text in dutch else (text, "en")

    def option(self, control: Control, value: Any) -> str:
        """Return one of the values of a choice."""
        if control.name == "term":
            return term_label(str(value), self.lang)
        if control.key == "dataset":
            return self.datasets.get(str(value), str(value))
        keys = (f"choice_{control.name}_{value}", f"choice_{value}")
        return next((self.texts(key) for key in keys if key in self.texts), count_word(str(value), self.lang))

    def value(self, control: Control, value: Any) -> str:
        """Return the value of a key as people read it."""
        if value is None or (value == NONE and control.optional):
            return self.texts("no_value")
        if control.name == "enabled":
            return self.texts("on" if value else "off")
        if control.kind == "choice":
            return self.option(control, value)
        if isinstance(value, list | tuple | dict):
            return self._several(control, value) if value else self.texts("nothing")
        if control.kind == "share" and isinstance(value, int | float):
            return f"{format_number(value * 100, self.lang)}%"
        return value_in_words(control.name, value, self.lang)

    def _several(self, control: Control, value: Any) -> str:
        if control.kind == "entries":
            return self.texts("entries_count", count=len(value))
        if isinstance(value, dict):
            return value_in_words(control.name, value, self.lang)
        return ", ".join(self.entry(str(each)) for each in value)

    def entry(self, entry: str) -> str:
        """Return an entry of a list: the name of the place or programme that it stands for."""
        if self.names is None:
            return entry
        place, _, specialisation = entry.partition("/")
        if "*" in entry:
            return entry
        if specialisation:
            return f"{self.names.place(place)}, {self.names.specialisation(specialisation)}"
        found = self.names.place(entry)
        return found if found != entry else self.names.family(entry)

    def goals_apart(self, old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> tuple[str, str]:
        """Return the goals of two orders with their places, without those that both begin and end with."""
        start, end = 0, 0
        shortest = min(len(old), len(new))
        while start < shortest and old[start] == new[start]:
            start += 1
        while len(old) == len(new) and end < shortest - start and old[-1 - end] == new[-1 - end]:
            end += 1

        def told(order: Sequence[dict[str, Any]]) -> str:
            placed = list(enumerate(order, start=1))[start : len(order) - end]
            return ", ".join(f"{place}. {self.goal(goal)}" for place, goal in placed) or self.texts("nothing")

        return told(old), told(new)

    def goal(self, goal: dict[str, Any]) -> str:
        """Return a goal with what later ones may cost it, or its price."""
        parts = []
        if goal.get("give_up"):
            parts.append(f"+{format_number(goal['give_up'] * 100, self.lang)}%")
        if goal.get("give_up_abs"):
            parts.append(f"+{format_number(goal['give_up_abs'], self.lang)}")
        if goal.get("price") is not None:
            parts.append(f"€ {format_number(goal['price'], self.lang)}")
        if goal.get("by"):
            parts.append(count_word(goal["by"], self.lang))
        label = term_label(goal["term"], self.lang)
        return f"{label} ({', '.join(parts)})" if parts else label


def changes_view(now: Versions, words: Words) -> list[dict[str, Any]]:
    """Return every change: its key, what that is called, and its old and new value in words.

    That locks switch their rule on goes without saying.
    """
    told = [
        key for key in now.changes if key != LOCKS_ON or not any(f"{LOCKS}.{kind}" in now.changes for kind in KINDS)
    ]
    return [_change(key, now.changes[key], now, words) for key in told]


def changes_of(scenarios: Scenarios, name: str, changes: Mapping[str, Any], lang: Language) -> list[dict[str, Any]]:
    """Return the changes with which a scenario was asked about; as they are, if it is no longer what it was."""
    try:
        now = versions(scenarios, name, changes)
        words = Words(lang, scenarios.instance(now.current.dataset), scenarios.datasets())
        return changes_view(now, words)
    except (InputError, KeyError, OSError):
        return [{"key": key, "what": key, "old": "", "new": str(value)} for key, value in changes.items()]


def _change(key: str, value: Any, now: Versions, words: Words) -> dict[str, Any]:
    if key == GOALS:
        old, new = words.goals_apart(value_at(now.saved, key), value_at(now.current, key))
        return {"key": key, "what": words.texts("goals"), "old": old, "new": new}
    control = control_of(key)
    before: Any
    if control.name == "enabled":
        before = key.split(".")[1] in now.saved.rules
        what = words.rule(key.split(".")[1])
    else:
        before = value_at(now.saved_whole, key)
        what = words.label(control)[0]
        if key.startswith("rules.locks."):
            what = f"{words.rule('locks')}: {words.texts(f'lock_{control.name}')}"
        elif key.startswith("rules."):
            what = f"{words.rule(key.split('.')[1])}: {what[:1].lower()}{what[1:]}"
    if control.kind == "lines" and isinstance(before, list) and isinstance(value, list) and before:
        gone, come = ([e for e in a if e not in b] for a, b in ((before, value), (value, before)))
        old = " ".join(f"− {words.entry(str(each))}" for each in gone)
        new = " ".join(f"+ {words.entry(str(each))}" for each in come)
    else:
        old, new = words.value(control, before), words.value(control, value)
    return {"key": key, "what": what, "old": _short(old), "new": _short(new)}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
