"""Reference text of rules and terms, from what each says of itself."""

from __future__ import annotations

import re

from markdown_text import code, default, docstring, kind, limits, required, table
from pydantic.fields import FieldInfo

from optimizer.inputs.scenario import RepeatedParameters, parameter_fields
from optimizer.model.registry import Rule, Term, discover_rules, discover_terms

PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}")


def parameter_row(rule: str, name: str, field: FieldInfo) -> list[str]:
    """Return the row of one parameter."""
    what = f"parameter {name} of rule {rule}"
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return [
        code(name),
        required(field.description, f"the description of {what}"),
        ", ".join(part for part in (kind(field.annotation), limits(field)) if part),
        default(field),
        required(str(extra.get("source", "")), f"the source of {what}"),
    ]


def sentence(text: str, what: str) -> str:
    """Return a rule's promise, with the names of parameters where their values will stand."""
    return PLACEHOLDER.sub(r"`\1`", required(text, what))


def rule_section(rule: Rule) -> str:
    """Return the section of one rule."""
    fields = parameter_fields(rule.parameters)
    parameters = (
        table(
            ["parameter", "meaning", "values", "default", "source of the default"],
            (parameter_row(rule.name, name, field) for name, field in fields.items()),
        )
        if fields
        else "It takes no parameters.\n"
    )
    repeated = f"It may be given several times, as `[[rules.{rule.name}]]`.\n\n"
    several = repeated if issubclass(rule.parameters, RepeatedParameters) else ""
    always = "It always holds; a scenario cannot switch it off.\n\n" if rule.always_on else ""
    return (
        f"(rule-{rule.name})=\n## `{rule.name}`\n\n"
        f"> {sentence(rule.sentence_en, f'the English sentence of rule {rule.name}')}\n>\n"
        f"> {sentence(rule.sentence_nl, f'the Dutch sentence of rule {rule.name}')}\n\n"
        f"{always}{several}{parameters}\n{docstring(rule.doc, f'the docstring of rule {rule.name}')}"
    )


def rules() -> str:
    """Return a section for every rule."""
    found = discover_rules()
    if not found:
        message = "no rules were found"
        raise ValueError(message)
    return "\n".join(rule_section(rule) for rule in found.values())


def term_section(term: Term) -> str:
    """Return the section of one term."""
    whole = " It is a whole number in every plan." if term.integral else ""
    return (
        f"(term-{term.name})=\n## `{term.name}`\n\n"
        f"{required(term.label_en, f'the English label of term {term.name}')} "
        f"(*{required(term.label_nl, f'the Dutch label of term {term.name}')}*), "
        f"in {required(term.unit, f'the unit of term {term.name}')}.{whole}\n\n"
        f"{docstring(term.doc, f'the docstring of term {term.name}')}"
    )


def terms() -> str:
    """Return a section for every term."""
    found = discover_terms()
    if not found:
        message = "no terms were found"
        raise ValueError(message)
    return "\n".join(term_section(term) for term in found.values())
