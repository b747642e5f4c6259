"""Findings speak Dutch, with the same values in them; see also tests/test_hostile.py."""

from __future__ import annotations

import re

import pytest

from optimizer.inputs.columns import Column
from optimizer.inputs.contradictions import ALL_CHECKS, ScenarioUnderCheck
from optimizer.inputs.schema import PRICES, TABLES
from tests.optimizer.inputs.test_contradictions import CONTRADICTING, SHORT, case_of, short_case
from workbench.dataset_messages import MEANINGS, UNITS
from workbench.finding_messages import SENTENCES, in_dutch


@pytest.mark.parametrize(("english", "dutch"), SENTENCES)
def test_both_languages_speak_of_the_same(english: str, dutch: str) -> None:
    assert sorted(re.findall(r"\{[a-g]\}", english)) == sorted(re.findall(r"\{[a-g]\}", dutch))
    values = {name: f"«{name}»" for name in "abcdefg"}
    assert in_dutch(english.format(**values)) == dutch.format(**values)


def test_what_is_not_known_stays_as_it_is() -> None:
    assert in_dutch("a sentence that nobody wrote") is None


def test_every_table_and_column_has_a_dutch_meaning() -> None:
    columns: list[Column] = [column for table in TABLES.values() for column in table.columns]
    wanted = {table.meaning for table in TABLES.values()} | {column.meaning for column in columns}
    wanted |= {meaning for _, meaning in PRICES.values()}
    assert set(MEANINGS) == wanted
    assert set(UNITS) == {column.unit for column in columns} - {""}


@pytest.mark.parametrize("name", [*CONTRADICTING, *SHORT])
def test_what_cannot_be_together_is_told_in_dutch_with_every_key(name: str) -> None:
    case = ScenarioUnderCheck(*(case_of(name) if name in CONTRADICTING else short_case(name)))
    found = [each for check in ALL_CHECKS for each in check(case)]
    assert found
    for each in found:
        message, mend = in_dutch(each.message) or "", in_dutch(each.mend)
        assert mend
        assert all(key in message for key in each.keys if key in each.message and key != "students.unplaced_share")
        assert not re.search(r"\b(and|the|has|with|which|students)\b(?!\.)", message), message


def test_the_first_of_several_cases_is_told_in_dutch_too() -> None:
    told = in_dutch(
        "rules.minimum_enrolment.norm is 5000, and av has 190 students in all, who must have a place "
        "(students.unplaced_share is 0); likewise in 3 more cases"
    )
    assert told == (
        "rules.minimum_enrolment.norm is 5000, en av heeft in totaal 190 studenten, die een plaats moeten hebben; "
        "zo ook in 3 andere gevallen"
    )
