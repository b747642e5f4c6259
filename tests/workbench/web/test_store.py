"""The state outlives the server: the database, runs and their events."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.web.jobs.queue import Queue
from workbench.web.runs import Runs
from workbench.web.settings import Settings
from workbench.web.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "bundel.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def runs(store: Store) -> Runs:
    return Runs(store)


def test_the_database_keeps_a_log_ahead(store: Store) -> None:
    (mode,) = store.rows("PRAGMA journal_mode")
    assert mode[0] == "wal"


def test_a_change_that_fails_changes_nothing(store: Store) -> None:
    store.put_document("plans", "a", {"x": 1})

    def fail() -> None:
        with store.change() as database:
            database.execute("DELETE FROM documents")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert store.documents("plans") == {"a": {"x": 1}}
    store.put_document("plans", "a", 2)
    assert store.document("plans", "a") == 2


def test_values_without_a_number_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="JSON"):
        store.put_document("plans", "a", float("nan"))
    assert store.document("plans", "a") is None


def test_what_is_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Store(tmp_path / "kept.sqlite")
    run = Runs(first).add("solve", "tutorial", {"scenario": "tutorial"}, "en")
    first.close()
    second = Store(tmp_path / "kept.sqlite")
    assert Runs(second).get(run.id) == run
    second.close()


def test_events_after_a_number(runs: Runs) -> None:
    run, other = (runs.add("solve", "tutorial", {}, "nl") for _ in range(2))
    for value in range(3):
        runs.tell(run.id, "progress", {"value": value})
        runs.tell(other.id, "plan", {})
    runs.begin(run.id)
    runs.finish(run.id, "done", {"status": "optimal"})
    assert [(event.number, event.kind) for event in runs.events(run.id, 2)] == [(3, "progress"), (4, "done")]
    assert runs.events(run.id, 4) == []
    last = runs.last_event(run.id, "progress")
    assert last is not None
    assert last.content == {"value": 2}


def test_a_run_ends_once(runs: Runs) -> None:
    run = runs.add("solve", "tutorial", {}, "nl")
    assert runs.begin(run.id)
    assert not runs.begin(run.id)
    runs.finish(run.id, "done", {"status": "optimal"})
    runs.finish(run.id, "failed", {})
    found = runs.get(run.id)
    assert found is not None
    assert (found.state, found.outcome) == ("done", {"status": "optimal"})
    assert len(runs.events(run.id)) == 1


def test_only_ended_runs_are_deleted(runs: Runs) -> None:
    run, kept = (runs.add("solve", "tutorial", {}, "nl") for _ in range(2))
    assert not runs.delete(run.id)
    runs.begin(run.id)
    assert not runs.delete(run.id)
    runs.finish(run.id, "failed", {})
    assert runs.delete(run.id)
    assert not runs.delete(run.id)
    assert runs.get(run.id) is None
    assert runs.events(run.id) == []
    assert [each.id for each in runs.latest()] == [kept.id]


@pytest.mark.soak
def test_a_restart_interrupts_what_ran_and_takes_up_what_waits(tmp_path: Path, store: Store, runs: Runs) -> None:
    settings = Settings(tmp_path, cores=1, warm=False)
    settings.runs.mkdir()
    ran, waits = (runs.add("solve", "tutorial", {"scenario": "tutorial", "time_limit": 30}, "nl") for _ in range(2))
    runs.begin(ran.id)
    queue = Queue(settings, runs)
    queue.start()
    try:
        limit = time.monotonic() + 60
        while (found := runs.get(waits.id)) is not None and found.is_open:
            assert time.monotonic() < limit
            time.sleep(0.05)
        ended = runs.get(ran.id)
        assert found is not None
        assert ended is not None
        assert (ended.state, found.state) == ("interrupted", "done")
    finally:
        queue.close()


def test_the_same_is_what_was_asked_in_the_same_words(runs: Runs) -> None:
    asked = {"plans": ["a", "b"], "data": [None, None]}
    first, second = (runs.add("compare", "tutorial", asked, "nl") for _ in range(2))
    assert first.id != second.id
    assert runs.same("compare", asked, "nl") == second
    assert runs.same("compare", asked, "en") is None
    assert runs.same("solve", asked, "nl") is None
    assert runs.same("compare", {**asked, "plans": ["b", "a"]}, "nl") is None
