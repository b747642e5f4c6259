"""Reference pages say what the code says, and a silence of the code ends the build."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import markdown_text
import pytest
import reference
import reference_commands
import reference_data
import reference_laws
import reference_model
import typer
from pydantic import Field
from sphinx.errors import ExtensionError

from optimizer.errors import BundelError
from optimizer.inputs.laws import language_law, shipped_norms
from optimizer.inputs.scenario import RuleParameters, parameter_fields
from optimizer.inputs.schema import TABLES
from optimizer.model.registry import discover_rules, discover_terms, parameter


class Described(RuleParameters):
    most: int = parameter(8, "Most of something", source="norms: a row", ge=1)


class Silent(RuleParameters):
    most: int = Field(default=8)


def a_rule(**changes: object) -> object:
    return replace(next(iter(discover_rules().values())), **changes)


def test_every_rule_and_parameter_has_its_place() -> None:
    text = reference_model.rules()
    for rule in discover_rules().values():
        assert f"(rule-{rule.name})=" in text
        assert all(f"| `{name}` |" in text for name in parameter_fields(rule.parameters))


def test_every_term_has_its_place() -> None:
    text = reference_model.terms()
    assert [name for name in discover_terms() if f"(term-{name})=" not in text] == []


def test_every_table_and_column_has_its_place() -> None:
    text = reference_data.tables()
    for table in TABLES.values():
        assert f"## `{table.file}`" in text
        assert all(f"| `{column}`" in text for column in table.column_names)


def test_every_vintage_and_pack_has_its_place() -> None:
    text = reference_laws.laws()
    assert [year for year in language_law().vintages if f"### {year}" not in text] == []
    assert text.count("about 2016") == 3
    packs = reference_laws.norms()
    assert [name for name in shipped_norms() if f"## `{name}`" not in packs] == []
    assert "| `rules.minimum_enrolment.norm` | 115 |" in packs


def test_a_further_column_of_a_plan_has_its_meaning() -> None:
    assert "| `language` (further) |" in reference_data.plan_tables()


def test_a_rule_that_may_be_given_several_times_says_so() -> None:
    assert "`[[rules.linear]]`" in reference_model.rule_section(discover_rules()["linear"])


def test_parameters_show_meaning_values_default_and_source() -> None:
    text = reference_model.rule_section(a_rule(parameters=Described))
    assert "| `most` | Most of something | whole number, ≥ 1 | `8` | norms: a row |" in text


def test_placeholders_of_sentences_become_parameter_names() -> None:
    text = reference_model.rule_section(a_rule(sentence_en="At most {most} of it.", parameters=Described))
    assert "> At most `most` of it." in text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"parameters": Silent}, "description of parameter most"),
        ({"sentence_nl": " "}, "Dutch sentence"),
        ({"doc": ""}, "docstring"),
    ],
)
def test_silence_of_a_rule_is_an_error(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        reference_model.rule_section(a_rule(**changes))


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (float | None, "number"),
        (tuple[str, ...], "list of text"),
        (Literal["campus", "municipality"], '`"campus"`, `"municipality"`'),
        (Annotated[float, Field(ge=0)], "number"),
        (bool, "true or false"),
    ],
)
def test_kinds_are_told_in_words(annotation: object, words: str) -> None:
    assert markdown_text.kind(annotation) == words


def test_commands_and_their_options_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = typer.Typer()

    @app.command()
    def solve(
        scenario: str = typer.Argument(help="The scenario"), lang: str = typer.Option("nl", help="Language")
    ) -> None:
        """Find a plan."""

    @app.command("list")
    def list_all() -> None:
        """List what ships."""

    monkeypatch.setattr("workbench.cli.app", app)
    text = reference_commands.commands()
    assert text.index("## `bundel list`") < text.index("## `bundel solve`")
    assert "| `SCENARIO` | The scenario |  |" in text
    assert "| `--lang` | Language | `nl` |" in text


def test_exit_code_without_a_meaning_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BundelError, "exit_code", 9)
    with pytest.raises(ValueError, match="9"):
        reference_commands.exit_codes()


def test_markers_are_filled_in() -> None:
    assert reference.fill_in("before\n<!-- generated: prices -->\nafter") == f"before\n{reference_data.prices()}\nafter"


def test_unknown_marker_is_an_error() -> None:
    with pytest.raises(ExtensionError, match="unknown generated text"):
        reference.fill_in("<!-- generated: nothing-of-the-kind -->")
