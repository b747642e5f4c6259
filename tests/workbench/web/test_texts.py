"""The catalogues of the page: every text in both languages, none missing and none left over."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from optimizer.inputs.scenario import RepeatedParameters, parameter_fields
from optimizer.model.registry import discover_rules
from workbench.web.jobs.kinds import KINDS
from workbench.web.matrix import CYCLE
from workbench.web.pages.scenarios import OPENINGS
from workbench.web.texts import FAMILIES, Texts, catalogue

WEB = Path(__file__).resolve().parents[3] / "workbench" / "web"
NAMED = re.compile(r"""(?:\b_|texts)\(\s*['"](\w+)['"]\s*[,)]""")
LISTED = re.compile(r"\('/[a-z]*', '(nav_\w+)'\)")
STATED = re.compile(
    r"""_\('(rule_always)' if .* else '(rule_on)' if .* else '(rule_off)'\)|_\('(stopping)' if .* else '(stop)'\)"""
)
REASONS = ("input", "memory", "failed", "fault", "stopped", "crash", "interrupted")


def parameters() -> dict[str, tuple[str, str]]:
    """Return the key of every parameter's text, with its description and the key of its source."""
    found = {}
    for name, rule in discover_rules().items():
        if issubclass(rule.parameters, RepeatedParameters):
            continue
        for field, declared in parameter_fields(rule.parameters).items():
            extra = declared.json_schema_extra
            assert isinstance(extra, dict)
            source = str(extra["source"]).lower().replace(":", "").replace(" ", "_")
            found[f"parameter_{name}_{field}"] = (str(declared.description), f"source_{source}")
    return found


def used() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in WEB.rglob("*") if path.suffix in {".py", ".html"}]
    plain = {key for text in sources for key in (*NAMED.findall(text), *LISTED.findall(text))}
    stated = {key for text in sources for found in STATED.findall(text) for key in found if key}
    families = {f"{start}{end}" for start, ends in FAMILIES.items() for end in ends}
    made = {*(f"reason_{each}" for each in REASONS), *(f"lock_{each}" for each in CYCLE)}
    made |= {*(f"openings_{each}" for each in OPENINGS), *(f"kind_{each}" for each in KINDS)}
    made |= {f"live_{each}" for each in ("value", "bound", "gap", "seconds")}
    schema = parameters()
    return plain | stated | families | made | schema.keys() | {source for _, source in schema.values()}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_text_is_missing_and_none_is_left_over(lang: str) -> None:
    assert set(catalogue(lang)) == used()  # type: ignore[arg-type]


def test_both_languages_fill_in_the_same_values() -> None:
    def values(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    dutch, english = catalogue("nl"), catalogue("en")
    assert {key for key in dutch if not dutch[key] or values(dutch[key]) != values(english[key])} == set()


def test_english_texts_of_parameters_are_their_descriptions() -> None:
    english = catalogue("en")
    assert {key: english[key] for key in parameters()} == {key: told for key, (told, _) in parameters().items()}


def test_a_text_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("nl")("no_such_text")
