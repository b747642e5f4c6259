"""The kernel of a later goal whose linear programme is too large for its time: neighbourhoods take its place."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.solving import kernel
from optimizer.solving.kernel import search_kernel
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
