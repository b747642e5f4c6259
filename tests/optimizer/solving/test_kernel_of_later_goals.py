"""The kernels of later goals: neighbourhoods take their place where they take too long; few cuts are travel's."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.solving import kernel, restricted
from optimizer.solving.kernel import search_kernel
from optimizer.solving.projection import STUDENTS
from optimizer.solving.task import Task
from tests.optimizer.solving.workshops import Listening, listened_to


@pytest.mark.parametrize(("linear_seconds", "is_solved"), [(0.0, True), (1e9, False)])
def test_a_linear_programme_that_takes_too_long_is_left_out(
    linear_seconds: float, is_solved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "LARGEST_LINEAR", 1)
    monkeypatch.setattr(kernel, "LINEAR_SECONDS", linear_seconds)
    given: list[float] = []

    def note(_: Task, seconds: float) -> None:
        given.append(seconds)

    monkeypatch.setattr(kernel, "search_neighbourhoods", note)
    listening = Listening()
    task, start = listened_to("displaced", listening)
    task.workshop.known = np.array([], dtype=np.int64)
    search_kernel(task, 60.0)
    assert any(request.relaxed for request in listening.requests) == is_solved
    assert len(given) == (not is_solved)
    assert is_solved or task.best is start
    assert all(0.5 * kernel.AROUND_SHARE * 60.0 < seconds <= kernel.AROUND_SHARE * 60.0 for seconds in given)


def test_the_kernel_of_scattered_teachers_keeps_all_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restricted, "LARGEST_KERNEL", 1.0)
    listening = Listening()
    task, start = listened_to("teacher_scatter", listening)
    task.workshop.known = np.array([], dtype=np.int64)
    search_kernel(task, 60.0)
    without_students = task.workshop.projection(STUDENTS).model.columns
    asked = zip(listening.requests, listening.sizes, strict=True)
    searches = [request for request, columns in asked if columns == without_students and not request.relaxed]
    assert searches
    assert not any(request.few_cuts for request in searches)
    assert task.value is not None
    assert task.value < task.objective.value(start)
