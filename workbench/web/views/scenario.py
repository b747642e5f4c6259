"""The page of a scenario: its head, its form, its locks, and what is wrong with what was asked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request

from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.locating import locate_scenario
from optimizer.inputs.lock_entries import KINDS
from optimizer.inputs.scenario import Goal, RuleParameters
from optimizer.inputs.schema import PRICES
from optimizer.model.registry import Rule, discover_rules, discover_terms
from optimizer.reading import fit_findings
from workbench.messages import Language, say_unit
from workbench.names import description_of, title_of
from workbench.sentences import rule_sentence
from workbench.web.cell_findings import language_of, told
from workbench.web.controls import Control, control_of, rule_controls
from workbench.web.editing import terms_left
from workbench.web.scenarios import Scenarios
from workbench.web.versions import value_at, versions
from workbench.web.views.changes import Words, changes_view
from workbench.web.views.locks import locks_view

TOPICS: dict[str, tuple[str, ...]] = {
    "size": (
        "minimum_enrolment", "sites_per_specialisation", "specialisations_per_institution", "campus_capacity",
        "openings_limit",
    ),
    "people": ("reach", "lead_centre", "staffing", "secondment"),
    "summit": ("institute", "industry_proximity"),
    "balance": ("province_presence", "pole_balance", "network_pluralism", "borders", "language"),
    "money": ("budget",),
    "own": ("linear",),
}  # fmt: skip
"""Rules by what they are about; a rule that is not here stands with the own ones."""

BESIDE = ("time_limit", "gap", "seed", "name", "title_nl", "title")
"""Fields beside the form: limits of the run, and what a new scenario is called."""

GOAL_PARTS = {"hierarchy": ("give_up", "give_up_abs"), "weighted": ("price",), "pareto": ()}
"""What a goal may have in each mode."""


class ScenarioPage:
    """Gathers what the template shows.

    Parameters
    ----------
    request : Request
        The request.
    scenarios : Scenarios
        The scenarios of the server.
    name : str
        Which one.
    asked : mapping of str to str
        Texts of controls that were refused, by key: they are shown again, with what is wrong.
    refused : sequence of Finding
        What is wrong with them.
    """

    def __init__(
        self,
        request: Request,
        scenarios: Scenarios,
        name: str,
        asked: Mapping[str, str] | None = None,
        refused: Sequence[Finding] = (),
    ) -> None:
        self.lang: Language = request.state.lang
        self.scenarios, self.name, self.asked = scenarios, name, dict(asked or {})
        draft = scenarios.draft(name)
        self.draft, self.findings = draft, list(refused)
        try:
            self.now = versions(scenarios, name, draft.changes)
        except InputError as fault:
            # What is kept no longer fits, such as after an update: it can be undone or discarded.
            self.findings += fault.findings
            self.now = versions(scenarios, name, {})
        self.refused = list(refused)
        self.instance = self._instance()
        self.words = Words(self.lang, self.instance, scenarios.datasets())

    def context(self) -> dict[str, Any]:
        """Return what the template speaks of."""
        scenario, words = self.now.current, self.words
        view = {
            "name": self.name,
            "own": self.scenarios.names()[self.name],
            "title": title_of(scenario, self.lang),
            "text": description_of(scenario, self.lang),
            "dataset_name": words.datasets.get(scenario.dataset, scenario.dataset),
            "parent": self._parent(),
            "can_undo": self.draft.can_undo,
            "can_redo": self.draft.can_redo,
            "changes": changes_view(self.now, words),
            "goals": self._goals(),
            "topics": self._topics(),
            "locks": self._locks(),
            "students": [self._field(control_of(f"students.{each}")) for each in type(scenario.students).model_fields],
            "openings": self._field(control_of("openings")),
            "dataset": self._dataset(),
            "prices": [self._price(each) for each in PRICES],
        }
        view["beside"] = {key: self.asked.get(key, "") for key in BESIDE}
        view["beside_faults"] = {each.key: self._told(each) for each in self.refused if each.key in BESIDE}
        view["findings"] = [self._told(finding) for finding in self.findings]
        view["refused"] = [self._told(finding) for finding in self.refused]
        return view

    def _instance(self) -> Instance | None:
        try:
            instance = self.scenarios.instance(self.now.current.dataset)
            self.findings += [each for each in fit_findings(instance, self.now.current) if each not in self.findings]
        except InputError as fault:
            self.findings += fault.findings[:20]
            return None
        return instance

    def _parent(self) -> tuple[str, str] | None:
        """Return the name of the scenario that this one extends, and its title."""
        path = locate_scenario(self.scenarios.place(self.name))
        named = tomllib.loads(path.read_text(encoding="utf-8")).get("extends")
        if not isinstance(named, str):
            return None
        parent = named.rpartition("/")[2].removesuffix(".toml")
        if parent not in self.scenarios.names():
            return None
        try:
            found = self.scenarios.load(parent)
        except InputError:
            return parent, parent
        return parent, title_of(found, self.lang)

    def _field(
        self, control: Control, *, off: bool = False, options: Mapping[Any, str] | None = None
    ) -> dict[str, Any]:
        """Return a control with its value, its texts, and what is wrong with it."""
        key, words = control.key, self.words
        value = value_at(self.now.current_whole, key)
        label, hint, lang = words.label(control)
        source, source_lang = words.source(control.source)
        named = options or {option: words.option(control, option) for option in control.options}
        saved = value_at(self.now.saved_whole, key)
        faults = [self._told(finding) for finding in self.findings if _is_about(finding, key)]
        return {
            "key": key,
            "id": "f-" + key.replace(".", "-"),
            "name": control.name,
            "control": control,
            "kind": control.kind,
            "text": self.asked.get(key, control.as_text(value)),
            "on": bool(value),
            "label": label,
            "hint": hint,
            "lang": lang,
            "options": named,
            "unit": "%" if control.kind == "share" else "",
            "default": words.value(control, control.default) if control.source or key.startswith("rules.") else "",
            "source": source,
            "source_lang": source_lang,
            "changed": key in self.now.changes,
            "saved": words.value(control, saved),
            "faults": faults,
            "invalid": any(fault["severity"] == "error" for fault in faults),
            "off": off,
        }

    def _dataset(self) -> dict[str, Any]:
        options = {place: name for name, place in self.scenarios.datasets().items()}
        current = self.now.current.dataset
        return self._field(control_of("dataset"), options={**options, current: options.get(current, current)})

    def _price(self, name: str) -> dict[str, Any]:
        field = self._field(control_of(f"prices.{name}"))
        field["unit"] = self.words.texts(f"price_unit_{name}")
        if self.instance is not None:
            control = control_of(f"prices.{name}")
            field["default"] = self.words.value(control, self.instance.prices.get(name))
            field["source"], field["source_lang"] = self.words.texts("of_data"), self.lang
        return field

    def _topics(self) -> list[dict[str, Any]]:
        known, placed = discover_rules(), {rule for rules in TOPICS.values() for rule in rules} | {"locks"}
        own = [rule for rule in known if rule not in placed]
        return [
            {"id": topic, "rules": [self._rule(known[rule]) for rule in (*rules, *(own if topic == "own" else ()))]}
            for topic, rules in TOPICS.items()
        ]

    def _rule(self, rule: Rule) -> dict[str, Any]:
        on = rule.name in self.now.current.rules
        parameters = self.now.current_whole.rules.get(rule.name) or rule.parameters()
        several = [control.kind == "entries" for control in rule_controls(rule.name)]
        fields = [self._field(control, off=not on and not any(several)) for control in rule_controls(rule.name)]
        switch = f"rules.{rule.name}.enabled"
        own = [self._told(each) for each in self.findings if each.key in {f"rules.{rule.name}", switch}]
        return {
            "name": rule.name,
            "title": self.words.rule(rule.name),
            "sentence": self._sentence(rule, parameters),
            "on": on,
            "always": rule.always_on,
            "switch": switch,
            "switchable": not rule.always_on and not any(several),
            "changed": switch in self.now.changes or any(field["changed"] for field in fields),
            "was_on": rule.name in self.now.saved.rules,
            "fields": fields,
            "faults": own,
            "open": any(field["faults"] for field in fields),
        }

    def _sentence(self, rule: Rule, parameters: RuleParameters) -> str:
        """Return the promise of a rule; of the locks, with the names of what is fixed."""
        if rule.name != "locks":
            return rule_sentence(rule, parameters, self.lang)
        named = {kind: tuple(map(self.words.entry, getattr(parameters, kind))) for kind in KINDS}
        if not any(named.values()):
            return self.words.texts("locks_none")
        return rule_sentence(rule, parameters.model_copy(update=named), self.lang).replace(";.", ".")

    def _locks(self) -> dict[str, Any]:
        rule = self._rule(discover_rules()["locks"])
        matrix = None if self.instance is None else locks_view(self.instance, self.now.current, self.lang)
        return {"rule": rule, "matrix": matrix}

    def _goals(self) -> dict[str, Any]:
        scenario, terms = self.now.current, discover_terms()
        parts = GOAL_PARTS[scenario.goals.mode]
        order = []
        for place, goal in enumerate(scenario.goals.order):
            names = [*parts, *(["by"] if goal.term == "worst_loss" else [])]
            if goal.term == "cost":
                names = [each for each in names if each != "price"]
            fields = [self._field(control_of(f"goals.order.{place}.{name}")) for name in names]
            for field in fields:
                field["unit"] = self._goal_unit(goal, field["name"])
            term = f"goals.order.{place}.term"
            faults = [self._told(each) for each in self.findings if _is_about(each, term)]
            order.append(
                {"goal": goal, "unit": say_unit(self.lang, terms[goal.term].unit), "fields": fields, "faults": faults}
            )
        return {
            "mode": self._field(control_of("goals.mode")),
            "order": order,
            "left": terms_left(scenario),
            "changed": any(key.startswith("goals.") for key in self.now.changes),
        }

    def _goal_unit(self, goal: Goal, part: str) -> str:
        unit = say_unit(self.lang, discover_terms()[goal.term].unit)
        return {"give_up": "%", "give_up_abs": unit, "price": f"EUR / {unit}"}.get(part, "")

    def _told(self, finding: Finding) -> dict[str, Any]:
        """Return a finding in the language of the page, with the control that it is about."""
        key = finding.key or ""
        return {
            "severity": finding.severity,
            "message": told(finding.message, self.lang),
            "message_lang": language_of(finding.message, self.lang),
            "mend": told(finding.mend, self.lang),
            "mend_lang": language_of(finding.mend, self.lang),
            "key": key,
            "place": self.place_of(key),
        }

    def place_of(self, key: str) -> str:
        """Return the id of the control of a key, or of an entry of it; empty if it has none on the page."""
        parts = key.split(".")
        for length in range(len(parts), 0, -1):
            above = ".".join(parts[:length])
            try:
                control_of(above)
            except KeyError:
                continue
            return "f-" + above.replace(".", "-")
        return f"beside-{key}" if key in BESIDE else ""


def _is_about(finding: Finding, key: str) -> bool:
    return finding.key == key or (finding.key or "").startswith(f"{key}.")
