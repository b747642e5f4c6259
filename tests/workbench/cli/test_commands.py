"""list, new, check, map, export and generate."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from optimizer.analysis.terms import TERM_UNITS
from optimizer.inputs.locating import shipped_datasets, shipped_scenarios
from optimizer.model.registry import discover_rules

HOSTILE = Path(__file__).parents[2] / "hostile"


def test_list_names_everything_there_is(run) -> None:
    text = run("list").stdout
    names = [*shipped_scenarios(), *shipped_datasets(), *discover_rules(), *TERM_UNITS]
    assert [name for name in names if f"  {name} " not in text] == []
    assert "A campus never has more students than places, expansion included. (always holds)" in text


def test_list_as_a_document(run) -> None:
    document = json.loads(run("list", "--json").stdout)
    assert [each["name"] for each in document["scenarios"]] == list(shipped_scenarios())
    assert [each["name"] for each in document["data_sets"]] == list(shipped_datasets())
    assert {each["name"]: each["unit"] for each in document["terms"]} == TERM_UNITS
    reach = next(each for each in document["rules"] if each["name"] == "reach")
    assert reach["parameters"] == {"km": 90, "share": 0.1}
    assert "90 km" in reach["sentence_nl"]


def test_list_in_dutch(run) -> None:
    text = run("list", "--lang", "nl").stdout
    assert "Oefening: vier scholen" in text
    assert "Maatstaven" in text


def test_new_scenario_can_be_checked_and_is_not_overwritten(run) -> None:
    done = run("new", "scenario", "mine", "--data", "tutorial")
    assert (done.exit_code, done.stdout) == (0, "Written: mine.toml\n")
    assert run("check", "mine.toml").exit_code == 0
    again = run("new", "scenario", "mine")
    assert again.exit_code == 1
    assert "exists already" in again.stderr


def test_new_data_set_can_be_checked(run) -> None:
    done = run("new", "data", "mine", "--out", "sets", "--json")
    assert json.loads(done.stdout) == {"written": str(Path("sets") / "mine")}
    assert run("check", "sets/mine").exit_code == 0


@pytest.mark.parametrize("target", ["tutorial", "flanders-2010", "reference"])
def test_shipped_names_pass_the_check(run, target: str) -> None:
    assert run("check", target).exit_code == 0


def test_check_prints_one_finding_a_line(run) -> None:
    done = run("check", HOSTILE / "negative-norm.toml")
    assert done.exit_code == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith("negative-norm.toml::rules.minimum_enrolment.norm: error: ")
    assert "Errors: 1, warnings: 0" in done.stderr


def test_check_as_a_document(run) -> None:
    done = run("check", HOSTILE / "negative-norm.toml", "--json")
    (finding,) = json.loads(done.stdout)
    assert set(finding) == {"severity", "file", "row", "column", "key", "message", "mend", "nearest"}
    assert done.exit_code == 1


def test_check_takes_changes_and_another_data_set(run) -> None:
    done = run("check", "reference", "--set", "rules.minimum_enrolment.norn=3", "--json")
    assert json.loads(done.stdout)[0]["nearest"] == "norm"
    assert run("check", "reference", "--data", HOSTILE / "nan").exit_code == 1


def test_unknown_target_has_a_nearest_name(run) -> None:
    done = run("check", "referense")
    assert done.exit_code == 1
    assert 'Did you mean "reference"?' in done.stdout


def test_map_is_drawn_again_to_the_same_bytes(run, tutorial) -> None:
    from workbench.results import write_result_folder

    folder = write_result_folder(tutorial, "result", "en")
    drawn = (folder / "map.html").read_bytes()
    (folder / "map.html").unlink()
    assert run("map", "result").exit_code == 0
    assert (folder / "map.html").read_bytes() == drawn
    done = run("map", "result", "--out", "other/dutch.html", "--lang", "nl", "--json")
    assert json.loads(done.stdout) == {"map": str(Path("other") / "dutch.html"), "warnings": []}
    assert b'<html lang="nl">' in Path("other/dutch.html").read_bytes()


def test_map_of_something_else_is_refused(run) -> None:
    done = run("map", ".")
    assert done.exit_code == 1
    assert "holds no result.json" in done.stderr


@pytest.mark.parametrize("name", ["model.mps", "model.lp"])
def test_model_is_exported(run, name: str) -> None:
    assert run("export", "tutorial", name).exit_code == 0
    text = Path(name).read_text(encoding="utf-8")
    assert "offers" in text
    assert [path.name for path in Path().iterdir()] == [name]


def test_model_is_not_exported_in_another_format(run) -> None:
    done = run("export", "tutorial", "model.xlsx")
    assert done.exit_code == 1
    assert ".mps or .lp" in done.stderr


def test_generated_data_set_passes_the_check(run) -> None:
    sizes = ("--institutions", 4, "--specialisations", 4, "--zones", 3, "--seed", 1)
    assert run("generate", *sizes, "made").exit_code == 0
    assert run("check", "made").exit_code == 0
    assert run("generate", "--institutions", 0, "none").exit_code == 1


def test_faults_of_scenario_and_data_set_are_told_together(run) -> None:
    broken = Path(shutil.copytree(shipped_datasets()["tutorial"], "broken"))
    (broken / "travel.csv").unlink()
    done = run("solve", "tutorial", "--data", "broken", "--set", "rules.reech.km=60")
    assert done.exit_code == 1
    assert 'there is no rule "reech"' in done.stderr
    assert "travel.csv" in done.stderr


def test_check_against_another_scenario(run) -> None:
    done = run("check", "within-families", "--against", "reference")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-2:] == ["within-families against reference:", '  openings: "none" -> "family"']
    same = run("check", "reference", "--against", "reference", "--lang", "nl")
    assert same.stdout.splitlines()[-1] == "reference en reference vragen hetzelfde."


def test_check_against_another_scenario_as_a_document(run) -> None:
    change = ("--set", "rules.sites_per_specialisation.max=none")
    document = json.loads(run("check", "tutorial.toml", "--against", "reference", "--json").stdout)
    assert document["differences"] is None
    assert document["findings"][0]["severity"] == "error"
    document = json.loads(run("check", "reference", "--against", "reference", *change, "--json").stdout)
    assert document == {
        "findings": [],
        "differences": [{"key": "rules.sites_per_specialisation.max", "old": 4, "new": None}],
    }
    text = run("check", "reference", "--against", "reference", *change).stdout
    assert "  rules.sites_per_specialisation.max: 4 -> none" in text


def test_only_scenarios_are_held_against_each_other(run) -> None:
    done = run("check", "reference", "--against", "tutoriel")
    assert done.exit_code == 1
    assert 'Did you mean "tutorial"?' in done.stderr
    assert run("check", "flanders-2010", "--against", "reference").exit_code == 1


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.geojson", "deep/plan.gpkg"])
def test_result_is_exported(run, tutorial, name: str) -> None:
    tutorial.save("result")
    done = run("export", "result", name, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"written": str(Path(name))}
    assert Path(name).stat().st_size > 1000


def test_exported_workbook_passes_the_check(run, tutorial) -> None:
    tutorial.save("result")
    assert run("export", "result", "plan.xlsx").exit_code == 0
    done = run("check", "plan.xlsx", "--data", "tutorial")
    assert done.exit_code == 0
    assert "No findings" in done.stdout


def test_export_of_a_result_refuses_what_is_none(run) -> None:
    done = run("export", "nowhere", "plan.xlsx")
    assert done.exit_code == 1
    assert "written from a result folder" in done.stderr
    done = run("export", ".", "plan.xlsx")
    assert done.exit_code == 1
    assert "holds no result.json" in done.stderr


def test_export_of_a_result_takes_no_changes(run, tutorial) -> None:
    tutorial.save("result")
    done = run("export", "result", "plan.xlsx", "--set", "openings=none")
    assert done.exit_code == 1
    assert "--set" in done.stderr


def test_report_is_written_and_printed(run, tutorial) -> None:
    tutorial.save("result")
    done = run("report", "result", "--json")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert document["pdf"] == str(Path("result") / "report.pdf")
    assert Path(document["pdf"]).read_bytes().startswith(b"%PDF-")
    assert b'<html lang="nl">' in Path(document["report"]).read_bytes()
    assert all(Path(figure).is_file() for figure in document["figures"])


def test_report_without_a_browser_says_so_and_keeps_no_older_pdf(run, tutorial, monkeypatch) -> None:
    tutorial.save("result")
    Path("result/report.pdf").write_bytes(b"older")
    monkeypatch.setenv("BUNDEL_BROWSER", "nowhere")
    done = run("report", "result", "--lang", "en")
    assert done.exit_code == 0
    assert "Neither Chromium nor Chrome" in done.stderr
    assert not Path("result/report.pdf").exists()
    assert b'<html lang="en">' in Path("result/report.html").read_bytes()


def test_report_goes_to_another_folder(run, tutorial) -> None:
    tutorial.save("result")
    done = run("report", "result", "--out", "paper", "--no-pdf")
    assert done.exit_code == 0
    assert sorted(path.name for path in Path("paper").iterdir()) == ["figures", "report.html"]
    assert not Path("result/report.html").exists()


def test_report_of_something_else_is_refused(run) -> None:
    done = run("report", ".")
    assert done.exit_code == 1
    assert "holds no result.json" in done.stderr
