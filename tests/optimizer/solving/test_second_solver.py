"""Turns on the second core: a first plan, today, better plans; and nobody waits for what does not come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import never
from optimizer.solving.second_solver import SecondSolver

LONG = 1000.0


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield pool


def test_today_waits_for_the_first_plan_and_the_search_for_today(pool: ThreadPoolExecutor) -> None:
    second, order, go = SecondSolver(SolverDoor(), LONG), list[str](), Event()

    def place() -> str:
        go.wait(LONG)
        order.append("today")
        return "placed"

    def search() -> None:
        second.await_today(never)
        order.append("search")

    placing, searching = pool.submit(second.after_first_plan, place), pool.submit(search)
    time.sleep(0.1)
    assert not placing.done()
    order.append("first plan")
    second.begin()
    time.sleep(0.1)
    assert not searching.done()
    go.set()
    assert placing.result(LONG) == "placed"
    searching.result(LONG)
    assert order == ["first plan", "today", "search"]


def test_nobody_waits_for_ever() -> None:
    second = SecondSolver(SolverDoor(), time_limit=0.5)
    assert second.after_first_plan(lambda: "placed") == "placed"
    other = SecondSolver(SolverDoor(), time_limit=0.5)
    other.await_today(never)
    assert not other._is_today_placed.is_set()


def test_a_search_of_no_more_use_does_not_wait() -> None:
    began = time.perf_counter()
    SecondSolver(SolverDoor(), LONG).await_today(lambda: True)
    assert time.perf_counter() - began < 10.0


def test_today_that_fails_does_not_hold_the_search_up() -> None:
    second = SecondSolver(SolverDoor(), LONG)
    second.begin()
    with pytest.raises(ZeroDivisionError):
        second.after_first_plan(lambda: 1 // 0)
    second.await_today(never)
    assert second._is_today_placed.is_set()
