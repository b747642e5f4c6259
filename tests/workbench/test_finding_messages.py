"""Findings speak Dutch, with the same values in them; see also tests/test_hostile.py."""

from __future__ import annotations

import re

import pytest

from optimizer.inputs.columns import Column
from optimizer.inputs.schema import PRICES, TABLES
from workbench.dataset_messages import MEANINGS, UNITS
from workbench.finding_messages import FINDINGS, in_dutch
from workbench.mend_messages import MENDS
from workbench.scenario_messages import SCENARIO_FINDINGS, SCENARIO_MENDS


@pytest.mark.parametrize(("english", "dutch"), [*FINDINGS, *MENDS, *SCENARIO_FINDINGS, *SCENARIO_MENDS])
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
