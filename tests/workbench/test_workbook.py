"""The workbook holds the plan, reads back as the same proposal, and never computes what is written in a name."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from optimizer.inputs.proposal import read_proposal
from optimizer.solving.result import Result
from optimizer.solving.saving import save_result
from tests.factory import altered, tiny_instance, tiny_plan, tiny_scenario
from workbench.tables import kind_of
from workbench.workbook import workbook_bytes, write_workbook

FORMULA = '=HYPERLINK("https://example.org","click")'


@pytest.fixture(scope="module")
def written(tutorial: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(tutorial, tmp_path_factory.mktemp("book") / "plan.xlsx", "en")


@pytest.fixture(scope="module")
def folder(tutorial: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_result(tutorial, tmp_path_factory.mktemp("saved") / "result")


def cells(path: Path, sheet: str) -> pd.DataFrame:
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return pd.DataFrame(rows[1:], columns=list(rows[0]))


def test_first_sheet_is_the_plan_as_a_proposal(written: Path, tutorial: Result) -> None:
    proposal = read_proposal(written, tutorial.instance)
    assert tutorial.plan is not None
    keys = ["campus_id", "specialisation_id", "role"]
    pd.testing.assert_frame_equal(
        proposal.table[keys].astype(str).reset_index(drop=True),
        tutorial.plan.programmes[keys].astype(str).sort_values(keys).reset_index(drop=True),
    )
    assert proposal.notes == ()


@pytest.mark.parametrize("name", ["plan", "changes", "students", "staff", "institute", "choice", "checks"])
def test_sheets_hold_what_the_files_hold(written: Path, folder: Path, name: str) -> None:
    expected = pd.read_csv(folder / f"{name}.csv")
    sheet = cells(written, name)[list(expected.columns)]
    assert len(sheet) == len(expected)
    for column in expected.columns:
        if kind_of(column) == "number":
            assert sheet[column].astype(float).tolist() == pytest.approx(expected[column].tolist(), abs=0, nan_ok=True)
        else:
            text = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)[column].tolist()
            shown = ["" if value is None else str(value) for value in sheet[column]]
            assert [value.lower() if column in {"lead", "ok"} else value for value in shown] == text


def test_terms_and_goals_are_those_of_the_result(written: Path, tutorial: Result) -> None:
    terms, goals = cells(written, "terms").set_index("term"), cells(written, "goals")
    assert set(terms.index) == set(tutorial.terms)
    for name, values in tutorial.terms.items():
        assert terms.at[name, "plan"] == pytest.approx(values.plan, abs=1e-6)
        assert terms.at[name, "difference"] == pytest.approx(values.plan - values.today, abs=1e-6)
    assert goals["value"].tolist() == pytest.approx([goal.value for goal in tutorial.goals], abs=1e-6)


def test_every_table_can_be_filtered_and_the_proposal_offers_the_known_names(written: Path, tutorial: Result) -> None:
    book = openpyxl.load_workbook(written)
    for name in ("plan", "changes", "students", "staff", "checks", "terms", "goals"):
        (table,) = book[name].tables.values()
        assert table.autoFilter is not None
        assert book[name].freeze_panes
    offered = {str(each.sqref).split(":")[0]: each for each in book["plan"].data_validations.dataValidation}
    assert set(offered) == {"A2", "B2", "C2"}
    listed = cells(written, "campuses")["campus_id"].tolist()
    assert offered["A2"].formula1 == f"campuses!$A$2:$A${len(listed) + 1}"
    assert sorted(listed) == sorted(tutorial.instance.campuses)
    assert offered["C2"].formula1 == '"lead,teach"'


def test_names_beside_the_proposal_follow_the_identifiers(written: Path, tutorial: Result) -> None:
    formulas = cells(written, "plan")["campus"]
    assert formulas.str.startswith("=IFERROR(VLOOKUP(t_plan[[#This Row],[campus_id]],campuses!").all()
    rows = list(openpyxl.load_workbook(written, data_only=True)["plan"].iter_rows(values_only=True))
    computed = pd.DataFrame(rows[1:], columns=list(rows[0]))
    names = tutorial.instance.table("campuses").set_index("campus_id")["name"]
    assert computed["campus"].tolist() == [names[campus] for campus in computed["campus_id"]]


def hostile_result() -> Result:
    instance = tiny_instance(campuses=altered("campuses", "one-a", name=FORMULA))
    return Result(instance, tiny_scenario(), "feasible", "time", plan=tiny_plan())


def test_names_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    result = hostile_result()
    assert FORMULA in result.instance.table("campuses")["name"].tolist()
    book = openpyxl.load_workbook(write_workbook(result, tmp_path / "plan.xlsx", "nl"))
    found = [cell for row in book["campuses"].iter_rows() for cell in row if cell.value == FORMULA]
    assert [cell.data_type for cell in found] in (["s"], ["inlineStr"])
    computed = [c.value for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert computed
    assert all(str(value).startswith("=IFERROR(VLOOKUP(t_plan[[#This Row]") for value in computed)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_tables_without_rows_have_a_header(tmp_path: Path) -> None:
    result = replace(hostile_result(), plan=tiny_plan(institute=[]))
    path = write_workbook(result, tmp_path / "plan.xlsx", "nl")
    assert list(cells(path, "institute").columns)[:2] == ["host_id", "specialisation_id"]
    assert len(cells(path, "institute")) == 0


def test_equal_results_give_equal_bytes(tutorial: Result) -> None:
    first = workbook_bytes(tutorial, "nl")
    time.sleep(2.1)  # the times in an archive have steps of two seconds
    later = replace(tutorial, seconds={"solve": 99.0})
    assert workbook_bytes(later, "nl") == first
    assert workbook_bytes(tutorial, "en") != first
    assert (
        b"2000-01-01"
        in openpyxl.load_workbook(io.BytesIO(first))
        .properties.to_tree()
        .find("{http://purl.org/dc/terms/}created")
        .text.encode()
    )


def test_result_without_plan_has_no_workbook(tutorial: Result, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has no plan"):
        write_workbook(replace(tutorial, plan=None, status="infeasible"), tmp_path / "plan.xlsx", "nl")
    assert list(tmp_path.iterdir()) == []
