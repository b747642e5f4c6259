"""A run from the queue to its result."""

from __future__ import annotations

import json

from tests.web_server import Visitor


def test_a_run_tells_of_its_progress_and_its_end(visitor: Visitor) -> None:
    events = visitor.wait(visitor.solve())
    kinds = [kind for kind, _ in events]
    assert kinds[-1] == "done"
    progress = [json.loads(data) for kind, data in events if kind == "progress"]
    assert progress
    assert {"value", "bound", "gap", "seconds", "goal", "shown"} <= progress[-1].keys()
