"""Runs: the queue, their events, their files, and what an unexpected end leaves."""

from __future__ import annotations

import json
import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.web_server import Visitor, serving_app, start_server
from workbench.web.app import create_app
from workbench.web.jobs.queue import Queue
from workbench.web.runs import Runs
from workbench.web.settings import Settings
from workbench.web.store import Store


def kinds(events: list[tuple[str, str]]) -> list[str]:
    return [kind for kind, _ in events]


def test_a_run_tells_of_its_progress_and_its_end(visitor: Visitor, solved: str) -> None:
    events = visitor.wait(solved)
    assert kinds(events)[-1] == "done"
    progress = [json.loads(data) for kind, data in events if kind == "progress"]
    assert {"value", "bound", "gap", "seconds", "goal", "shown"} <= progress[-1].keys()


def test_a_connection_goes_on_after_the_last_event_it_heard(visitor: Visitor, solved: str) -> None:
    heard = visitor.get(f"/runs/{solved}/events").text
    numbers = [int(line[4:]) for line in heard.splitlines() if line.startswith("id: ")]
    rest = visitor.get(f"/runs/{solved}/events", headers={"last-event-id": str(numbers[-2])}).text
    assert [int(line[4:]) for line in rest.splitlines() if line.startswith("id: ")] == numbers[-1:]
    nothing = visitor.get(f"/runs/{solved}/events", headers={"last-event-id": str(numbers[-1])}).text
    assert "event:" not in nothing


def test_the_result_of_a_run_is_shown_with_its_files(visitor: Visitor, solved: str) -> None:
    page = visitor.get(f"/runs/{solved}?lang=en").text
    assert "Proven optimal" in page
    for name in ("plan.csv", "result.json", "datapackage.json", "plan.xlsx", "plan.gpkg", "report.html"):
        assert f"/runs/{solved}/files/{name}" in page
    assert visitor.get(f"/runs/{solved}/files/plan.csv").text.startswith("campus_id,specialisation_id,role")
    workbook = visitor.get(f"/runs/{solved}/files/plan.xlsx")
    assert workbook.content.startswith(b"PK")
    assert "attachment" in workbook.headers["content-disposition"]


def test_a_run_that_there_is_not_is_not_found(visitor: Visitor) -> None:
    for path in ("", "/map", "/events", "/files/plan.csv"):
        assert visitor.get(f"/runs/abcdefghjk{path}").status_code == 404
    assert visitor.submit("/runs/abcdefghjk/stop").status_code == 404
    assert visitor.submit("/runs", scenario="no-such").status_code == 404


def test_faulty_changes_are_told_with_their_findings(visitor: Visitor) -> None:
    sent = visitor.submit("/scenarios/tutorial/changes", **{"set:rules.minimum_enrolment.norm": "many"})
    assert sent.status_code == 422
    assert "rules.minimum_enrolment.norm" in sent.text
    assert "many" in sent.text


def test_crashes_stops_and_ends_of_the_server_lose_nothing(tmp_path: Path) -> None:
    """One run at a time: its process is killed; the next is stopped in the queue; the server ends during a third."""
    settings = Settings(tmp_path, cores=1, warm=False)
    app = create_app(settings)
    with serving_app(app) as address, Visitor(address) as someone:
        crashed, waiting = someone.solve(), someone.solve()
        assert someone.submit(f"/runs/{waiting}/stop").status_code == 303
        pid = process_of(app.state.queue, crashed)
        os.killpg(pid, signal.SIGKILL)
        assert kinds(someone.wait(crashed))[-1] == "failed"
        assert "mislukt" in someone.get(f"/runs/{crashed}").text
        assert someone.get(f"/runs/{crashed}/files/plan.csv").status_code == 404
        running, queued = someone.solve(), someone.solve()
        process_of(app.state.queue, running)
    store = Store(settings.database)
    runs = Runs(store)
    states = {run.id: run.state for run in runs.latest()}
    errors = {run.id: run.outcome.get("error", {}).get("reason") for run in runs.latest()}
    store.close()
    assert states == {crashed: "failed", waiting: "failed", running: "interrupted", queued: "queued"}
    assert (errors[crashed], errors[waiting]) == ("crash", "stopped")


def process_of(queue: Queue, run: str) -> int:
    """Wait until a run has a process, and return its number."""
    deadline = time.monotonic() + 60
    while run not in queue.processes() and time.monotonic() < deadline:
        time.sleep(0.05)
    return queue.processes()[run]


def test_a_waiting_process_that_was_killed_costs_no_run(tmp_path: Path) -> None:
    app = create_app(Settings(tmp_path, cores=1))
    with serving_app(app) as address, Visitor(address) as someone:
        queue: Queue = app.state.queue
        deadline = time.monotonic() + 60
        while queue.spare is None and time.monotonic() < deadline:
            time.sleep(0.05)
        spare = queue.spare
        assert spare is not None
        os.killpg(spare, signal.SIGKILL)
        run = someone.solve()
        assert process_of(queue, run) != spare
        assert kinds(someone.wait(run))[-1] == "done"


@pytest.mark.soak
def test_a_server_that_is_killed_shows_what_it_left(tmp_path: Path) -> None:
    first = start_server(tmp_path)
    try:
        with Visitor(first[1]) as someone:
            run = someone.solve()
            later = someone.get(f"/runs/{run}")
            assert later.status_code == 200
            while someone.get("/health").json()["running"] == 0:
                time.sleep(0.05)
    finally:
        first[0].kill()
        first[0].communicate()
    second = start_server(tmp_path)
    try:
        with Visitor(second[1]) as someone:
            assert 'data-state="interrupted"' in someone.get(f"/runs/{run}").text
            assert someone.submit("/runs", again=run).status_code == 303
    finally:
        second[0].send_signal(signal.SIGINT)
        second[0].communicate(timeout=30)
    assert second[0].returncode == 0


def test_a_run_that_was_asked_without_changes_is_listed(state: Path, visitor: Visitor) -> None:
    store = Store(Settings(state).database)
    run = Runs(store).add("solve", "tutorial", {"scenario": "tutorial", "time_limit": 1.0}, "nl")
    Runs(store).finish(run.id, "failed", {"error": {"reason": "stopped"}})
    store.close()
    for page in ("/", "/runs", f"/runs/{run.id}", "/compare", "/proposals"):
        assert visitor.get(page).status_code == 200, page


def test_a_run_that_was_stopped_has_not_failed_and_tells_its_changes_in_words(state: Path, visitor: Visitor) -> None:
    changes = {"rules.minimum_enrolment.norm": 92, "no.such.key": 1}
    with closing(Store(Settings(state).database)) as store:
        runs = Runs(store)
        known, strange = (
            runs.add("solve", "tutorial", {"scenario": "tutorial", "changes": dict(some)}, "nl").id
            for some in (list(changes.items())[:1], changes.items())
        )
        for run in (known, strange):
            runs.finish(run, "failed", {"error": {"reason": "stopped"}})
    page = visitor.get(f"/runs/{known}?lang=nl").text
    assert "state--stopped" in page
    assert "note--fault" not in page
    assert "Minimumnorm: laagste aantal studenten van een erkende bacheloropleiding: <b>92</b>" in page
    assert "no.such.key" in visitor.get(f"/runs/{strange}?lang=nl").text
    assert "<b>92</b>" in visitor.get(f"/questions?run={known}&lang=nl").text
