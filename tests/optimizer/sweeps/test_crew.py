"""Workers in other processes: everything is done once and told once, whoever dies meanwhile."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed import LocalCluster

from optimizer.errors import InputError
from optimizer.sweeps import crew as crew_module
from optimizer.sweeps import shift as shift_module
from optimizer.sweeps.crew import Crew
from optimizer.sweeps.engine import Done, OneByOne
from optimizer.sweeps.shift import EngineError
from tests.optimizer.sweeps.tasks import add, die_first, refuse, sleep


def numbered(count: int) -> Iterator[tuple[str, int]]:
    return ((str(number), number) for number in range(count))


def never() -> bool:
    return False


def answers(done: list[Done]) -> list[int]:
    return sorted(each.answer for each in done)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(workers=2) as crew:
        yield crew


def test_all_tasks_are_done_by_all_workers(crew: Crew) -> None:
    done = list(crew.run(add, 100, numbered(40), never))
    assert sorted(each.answer[0] for each in done if each.answer) == list(range(100, 140))
    workers = {each.answer[1] for each in done if each.answer}
    assert len(workers) == 2
    assert os.getpid() not in workers


def test_nothing_listens_to_other_machines(crew: Crew) -> None:
    assert crew.client.status == "running"
    own = psutil.Process()
    addresses = {
        connection.laddr.ip
        for process in (own, *own.children(recursive=True))
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


def test_tasks_are_taken_as_they_are_needed(crew: Crew) -> None:
    taken = []

    def tasks() -> Iterator[tuple[str, int]]:
        for number in range(1000):
            taken.append(number)
            yield str(number), number

    run = crew.run(add, 0, tasks(), never)
    assert next(run).answer is not None
    assert len(taken) < 20
    run.close()
    assert answers(list(crew.run(refuse, 0, iter([("2", 2)]), never))) == [2]


def test_failures_are_told_and_the_others_done(crew: Crew) -> None:
    told = {each.task: each.error for each in crew.run(refuse, 0, numbered(6), never)}
    assert told == {
        0: "", 2: "",
        1: "SolverError: 1 is odd", 3: "SolverError: 3 is odd", 5: "SolverError: 5 is odd",
        4: "ZeroDivisionError: nobody expected this",
    }  # fmt: skip
    assert [each.error for each in OneByOne().run(refuse, 0, numbered(2), never)] == ["", "SolverError: 1 is odd"]


def test_a_worker_that_dies_takes_nothing_along(crew: Crew, tmp_path: Path) -> None:
    done = list(crew.run(die_first, str(tmp_path), numbered(6), never))
    assert answers(done) == list(range(6))
    assert len(list(tmp_path.iterdir())) == 2


def test_a_scheduler_that_loses_workers_from_outside_loses_no_task(crew: Crew) -> None:
    killed, done = [], []
    for each in crew.run(add, 0, numbered(150), never):
        assert each.answer is not None
        done.append(each.answer[0])
        if len(done) in (10, 50):
            killed.append(each.answer[1])
            os.kill(each.answer[1], signal.SIGKILL)
    assert sorted(done) == list(range(150))
    assert len(set(killed)) == 2


def test_who_stops_does_not_wait_for_what_is_at_hand() -> None:
    began, stop_at = time.monotonic(), [float("inf")]
    with Crew(workers=1) as one:
        run = one.run(sleep, 0, iter([("a", 0.01), ("b", 300.0), ("c", 300.0)]), lambda: time.monotonic() > stop_at[0])
        assert next(run).answer == 0.01
        stop_at[0] = time.monotonic() + 0.3
        assert list(run) == []
    assert time.monotonic() - began < 120


@pytest.mark.soak
def test_a_task_that_takes_too_long_is_given_up() -> None:
    with Crew(workers=1, patience=1.0) as one:
        one._cluster.scheduler.allowed_failures = 0  # type: ignore[union-attr]
        told = {each.task: each.error for each in one.run(sleep, 0, iter([("a", 300.0), ("b", 0.01)]), never)}
    assert told.keys() == {300.0, 0.01}
    assert told[0.01] == ""
    assert "ended, one after the other" in told[300.0]


@pytest.fixture
def elsewhere() -> Iterator[LocalCluster]:
    """A scheduler that is there already."""
    with LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, protocol="tcp", dashboard_address=":0", silence_logs=50
    ) as cluster:
        yield cluster


def test_a_scheduler_that_is_there_already_is_used_and_left_alone(elsewhere: LocalCluster) -> None:
    address, before = elsewhere.scheduler_address, set(elsewhere.scheduler.worker_plugins)
    with Crew(address) as crew:
        assert crew.workers == 1
        done = list(crew.run(add, 1, numbered(5), never))
    assert sorted(each.answer[0] for each in done if each.answer) == [1, 2, 3, 4, 5]
    assert set(elsewhere.scheduler.worker_plugins) == before
    with Crew(address) as crew:
        assert len(list(crew.run(add, 1, numbered(2), never))) == 2


def test_workers_need_the_same_version(elsewhere: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew_module, "version", lambda _: "0.0.1")
    monkeypatch.setattr(crew_module, "_installed_version", lambda: "9.9.9")
    with pytest.raises(InputError, match=r"has bundel .*, not 0\.0\.1"), Crew(elsewhere.scheduler_address):
        pytest.fail("it must not start")


def test_tasks_wait_for_workers_that_come_later(elsewhere: LocalCluster) -> None:
    elsewhere.scale(0)
    while elsewhere.scheduler.workers:
        time.sleep(0.05)
    told = []
    with Crew(elsewhere.scheduler_address, on_empty=lambda: told.append("empty")) as crew:
        threading.Timer(0.5, elsewhere.scale, (1,)).start()
        assert len(list(crew.run(add, 0, numbered(3), never))) == 3
    assert told == ["empty"]


def test_no_scheduler_at_all_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew_module, "CONNECT_SECONDS", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens there
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(InputError, match="no scheduler that can be reached") as caught, Crew(address):
            pytest.fail("it must not start")
    assert "dask scheduler" in caught.value.findings[0].mend


def test_a_scheduler_that_goes_away_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shift_module, "RECONNECT_SECONDS", 1.0)
    cluster = LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, protocol="tcp", dashboard_address=":0", silence_logs=50
    )
    with Crew(cluster.scheduler_address) as crew:
        run = crew.run(add, 0, numbered(1000), never)
        assert next(run).answer is not None
        cluster.close()
        with pytest.raises(EngineError, match="same command goes on"):
            list(run)
