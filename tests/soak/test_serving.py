"""The server of the web page over many runs, and with many browsers at once; what it measures is printed."""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.web_server import Visitor, start_server

SOLVES = 200
EARLY = 20
MARGIN = 0.10
"""Share by which the server's memory may grow from the early measurement to the last."""

CLIENTS = 50
BUSY = 8
"""Runs that are calculated while the clients read."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, str]]:
    process, address = start_server(tmp_path)
    try:
        yield process.pid, address
    finally:
        process.terminate()
        process.communicate(timeout=60)


def resident(pid: int) -> float:
    """Return the memory of a process in MiB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def jobs_of(pid: int) -> set[int]:
    """Return the processes of jobs that a server has started, the one that waits included."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = entry.read_text(encoding="utf-8")
        except OSError:
            continue
        state, parent = text.rpartition(")")[2].split()[:2]
        if int(parent) == pid and state != "Z":
            found.add(int(entry.parent.name))
    return found


def zombies_of(pid: int) -> int:
    stats = [each.read_text(encoding="utf-8") for each in Path("/proc").glob("[0-9]*/stat") if each.exists()]
    return sum(text.rpartition(")")[2].split()[:2] == ["Z", str(pid)] for text in stats)


@pytest.mark.soak
def test_memory_is_flat_over_many_solves(server: tuple[int, str], capsys: pytest.CaptureFixture[str]) -> None:
    pid, address = server
    began, measured = time.monotonic(), {}
    with Visitor(address) as someone:
        token = someone.token()
        asked = {"csrf": token, "scenario": "tutorial", "time_limit": "60"}
        runs = [someone.post("/runs", data=asked).headers["location"].rpartition("/")[2] for _ in range(SOLVES)]
        for count, run in enumerate(runs, start=1):
            assert someone.wait(run)[-1][0] == "done", run
            if count in {EARLY, SOLVES}:
                assert someone.get("/runs").status_code == 200
                measured[count] = resident(pid)
        assert someone.get("/health").json()["running"] == 0
        time.sleep(1.0)
        assert len(jobs_of(pid)) <= 1  # the one that waits for the next run
        assert zombies_of(pid) == 0
    with capsys.disabled():
        told = ", ".join(f"{size:.1f} MiB after {count}" for count, size in measured.items())
        sys.stdout.write(f"\n{SOLVES} solves in {time.monotonic() - began:.0f} s; memory of the server: {told}\n")
    assert measured[SOLVES] <= measured[EARLY] * (1 + MARGIN)


def browse(address: str, run: str, plan: bytes) -> list[float]:
    """Open every kind of page once; return the seconds that each took."""
    seconds = []
    with Visitor(address) as someone:
        for path, words in (
            ("/", "Bundel"),
            ("/scenarios/tutorial", 'name="csrf"'),
            ("/runs", f"/runs/{run}"),
            (f"/runs/{run}", 'data-state="done"'),
            (f"/runs/{run}/files/plan.csv", "campus_id"),
            (f"/runs/{run}/events", "event: done"),
        ):
            began = time.monotonic()
            answer = someone.get(path)
            seconds.append(time.monotonic() - began)
            assert answer.status_code == 200, path
            assert words in answer.text, path
            if path.endswith(".csv"):
                assert answer.content == plan
    return seconds


@pytest.mark.soak
def test_many_browsers_at_once(server: tuple[int, str], capsys: pytest.CaptureFixture[str]) -> None:
    pid, address = server
    over, most, told = threading.Event(), [0], [0]

    def watch() -> None:
        while not over.wait(0.1):
            most[0] = max(most[0], len(jobs_of(pid)))
            told[0] = max(told[0], httpx.get(f"{address}/health", trust_env=False, timeout=60).json()["running"])

    with Visitor(address) as someone:
        run = someone.solve()
        assert someone.wait(run)[-1][0] == "done"
        plan = someone.get(f"/runs/{run}/files/plan.csv").content
        busy = [someone.solve() for _ in range(BUSY)]
        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        began = time.monotonic()
        with ThreadPoolExecutor(CLIENTS) as pool:
            found = list(pool.map(lambda _: browse(address, run, plan), range(CLIENTS)))
        taken = time.monotonic() - began
        assert all(someone.wait(each)[-1][0] == "done" for each in busy)
        over.set()
        watcher.join()
    seconds = sorted(each for one in found for each in one)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{CLIENTS} clients, {len(seconds)} answers in {taken:.1f} s while {BUSY} runs were calculated: "
            f"median {seconds[len(seconds) // 2]:.2f} s, slowest {seconds[-1]:.2f} s; at most {told[0]} runs at once\n"
        )
    assert 1 <= told[0] <= (os.cpu_count() or 1)
    assert most[0] <= (os.cpu_count() or 1) + 1  # and one that waits for the next run


LOCKS = ("pl-mei/journalism-pba", "km-bot/multimedia-pba", "sl-pal/photo-aba_ma")
REST = 10.0
"""Seconds after which the process that waits for a job has read what it needs."""


@pytest.mark.soak
def test_the_server_begins_with_the_reference_and_draws_a_changed_lock(tmp_path: Path) -> None:
    for state in ("new", "used"):
        began = time.perf_counter()
        process, address = start_server(tmp_path)
        try:
            with Visitor(address) as planner:
                first = planner.get("/").text
                sys.stdout.write(f"\nfirst page of a {state} state: {time.perf_counter() - began:.1f} s\n")
                assert 'class="map" src="/runs/' in first
                if state == "used":
                    seconds = [seconds_to_a_map(planner, pair) for pair in LOCKS]
                    sys.stdout.write(
                        f"from a closed programme to a map: {', '.join(f'{each:.1f} s' for each in seconds)}\n"
                    )
        finally:
            process.terminate()
            process.communicate(timeout=60)


def seconds_to_a_map(planner: Visitor, pair: str) -> float:
    """Close a programme of the reference and return the seconds to the map of a plan without it."""
    time.sleep(REST)
    planner.submit("/scenarios/reference/changes", do="discard")
    planner.submit("/scenarios/reference/changes", do=f"lock:{pair}:close")
    began = time.perf_counter()
    run = planner.solve("reference")
    with planner.stream("GET", f"/runs/{run}/events") as events:
        told = next(line for line in events.iter_lines() if line in ("event: map", "event: done", "event: failed"))
    seconds = time.perf_counter() - began
    assert told == "event: map"
    assert '"plan"' in planner.get(f"/runs/{run}/map").text
    planner.submit(f"/runs/{run}/stop")
    planner.wait(run)
    return seconds
