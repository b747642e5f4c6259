"""Rules and terms: what each must say of itself, and how they are found.

A rule is a module in ``optimizer/model/rules``, a term one in ``optimizer/model/terms``. Dropping a file there is all
that it takes: the commands, the scenario's schema and the reference pages follow.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from pydantic import Field

from optimizer.errors import Finding
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, RuleParameters, Scenario
from optimizer.model.easing import EASES, Easing

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel

AddRows = Callable[[Any, "ConsolidationModel", Any], None]
Findings = Callable[[Instance, Any], list[Finding]]
Expression = Callable[["ConsolidationModel", Goal], Any]


@dataclass(frozen=True)
class Rule:
    """What a plan must satisfy.

    Attributes
    ----------
    name : str
        Name of the module.
    sentence_nl, sentence_en : str
        The promise in one plain sentence; ``{parameter}`` is filled in.
    parameters : type of RuleParameters
        Parameters with defaults, ranges and sources.
    add_rows : callable
        ``add_rows(block, model, parameters)`` adds the rule's rows (and variables of its own) to its Pyomo block.
    always_on : bool
        Whether a scenario cannot switch it off.
    holds_today : bool
        Whether today's situation keeps it too.
    findings : callable, optional
        ``findings(instance, parameters)`` returns what of the parameters does not fit the data set. Its findings leave
        ``file`` empty, and their ``key`` stands inside the rule (such as ``"provinces.0"``, or None for the rule):
        :func:`rule_findings` puts file and rule before them.
    subjects : mapping of str to tuple of str
        Of what each component of rows speaks, by its name in the block: the columns of its index, such as
        ``("campus_id", "specialisation_id")``. Components that only define variables of the rule are not named.
    definitions : frozenset of str
        Names of its rows that only say what its own variables mean; they hold even where the rule may be broken
        (:mod:`optimizer.model.elastic`).
    doc : str
        The module's docstring, with the formula.
    """

    name: str
    sentence_nl: str
    sentence_en: str
    parameters: type[RuleParameters]
    add_rows: AddRows
    always_on: bool = False
    holds_today: bool = False
    findings: Findings | None = None
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    definitions: frozenset[str] = frozenset()
    doc: str = field(default="", compare=False)


@dataclass(frozen=True)
class Term:
    """What a plan is measured by.

    Attributes
    ----------
    name, unit : str
        Name of the module, and the unit of the measure.
    label_nl, label_en : str
        What planners call it.
    expression : callable
        ``expression(model, goal)`` returns a linear Pyomo expression, adding variables of its own where it must.
    integral : bool
        Whether its value is a whole number in every plan.
    doc : str
        The module's docstring, with the formula.
    """

    name: str
    unit: str
    label_nl: str
    label_en: str
    expression: Expression
    integral: bool = False
    doc: str = field(default="", compare=False)


def parameter(
    default: Any, description: str, source: str = "assumption", *, eases: Easing | None = None, **limits: Any
) -> Any:
    """Declare a rule's parameter: default, meaning, source of the default, and limits as pydantic knows them.

    `eases` says how it lets the rule ask for less: where a scenario has no plan, repairs are sought there.
    """
    extra: Any = {"source": source} if eases is None else {"source": source, EASES: eases}
    return Field(default=default, description=description, json_schema_extra=extra, **limits)


def rule_findings(instance: Instance, scenario: Scenario) -> list[Finding]:
    """Return what the rules of a scenario find amiss between their parameters and a data set."""
    known = discover_rules()
    file = f"{scenario.name}.toml"
    placed = []
    for name, parameters in scenario.rules.items():
        findings = known[name].findings if name in known else None
        for finding in findings(instance, parameters) if findings else ():
            key = f"rules.{name}" if finding.key is None else f"rules.{name}.{finding.key}"
            placed.append(replace(finding, file=file, key=key))
    return placed


def modules_of(package: ModuleType) -> list[ModuleType]:
    """Import and return every module of a package, in order of name."""
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_"))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


@cache
def discover_rules() -> dict[str, Rule]:
    """Return every rule by name."""
    from optimizer.model import rules

    return {module.RULE.name: module.RULE for module in modules_of(rules)}


@cache
def discover_terms() -> dict[str, Term]:
    """Return every term by name."""
    from optimizer.model import terms

    return {module.TERM.name: module.TERM for module in modules_of(terms)}
