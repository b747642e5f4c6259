"""The plans that ship with Bundel: they fit their data, stand up to the second check, and are there on a fresh page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from optimizer.analysis.verify import failures, verify
from optimizer.inputs.locating import shipped_results
from optimizer.reading import load_scenario
from optimizer.solving.loading import load_result
from optimizer.solving.saving import DOCUMENT, inputs_of
from tests.web_server import Visitor, serving
from workbench.web import shipped
from workbench.web.jobs.queue import RESULT
from workbench.web.settings import Settings


@pytest.mark.parametrize("name", shipped_results())
def test_a_shipped_plan_is_proven_fits_its_data_and_is_checked_again(name: str) -> None:
    folder = shipped_results()[name]
    result, scenario = load_result(folder), load_scenario(name)
    document = json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))
    assert document["inputs"] == inputs_of(result.instance, scenario), "solve it anew: make solved"
    assert result.status == "optimal"
    assert result.plan is not None
    assert failures(verify(result.plan, result.instance, scenario)).empty


def test_a_fresh_page_begins_with_the_reference_and_its_map(tmp_path: Path) -> None:
    settings = Settings(tmp_path, warm=False, shipped=True)
    for _ in range(2):  # the second start adds nothing
        with serving(settings) as address, Visitor(address) as someone:
            (run,) = (path.name for path in settings.runs.iterdir())
            assert f'src="/runs/{run}/map#lang=nl"' in someone.get("/").text
            drawn = someone.get(f"/runs/{run}/map")
            assert drawn.status_code == 200
            assert "</html>" in drawn.text
            shipped_folder = shipped_results()["reference"]
            files = [path.relative_to(shipped_folder) for path in shipped_folder.rglob("*") if path.is_file()]
            assert len(files) > 10
            for file in files:
                assert (settings.runs / run / RESULT / file).read_bytes() == (shipped_folder / file).read_bytes()
            plan = someone.get(f"/runs/{run}/files/plan.csv").content
            assert plan == (shipped_folder / "plan.csv").read_bytes()


def test_a_plan_of_other_data_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(shipped_results()["reference"], folder)
    document = json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))
    document["inputs"]["travel.csv"] = "0" * 64
    (folder / DOCUMENT).write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.setattr(shipped, "shipped_results", lambda: {"reference": folder})
    with serving(Settings(tmp_path / "state", warm=False, shipped=True)) as address, Visitor(address) as someone:
        page = someone.get("/").text
    assert "/runs/" not in page


def test_a_changed_scenario_shows_the_map_of_a_first_plan(address: str, state: Path, solved: str) -> None:
    with Visitor(address) as someone:
        run = someone.solve()
        events = someone.wait(run)
    assert solved
    assert [kind for kind, _ in events if kind in {"map", "done"}] == ["map", "done"]
    assert "</html>" in (Settings(state).runs / run / "first.html").read_text(encoding="utf-8")
