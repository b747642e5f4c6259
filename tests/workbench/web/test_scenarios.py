"""Changes of scenarios that are not saved yet: they are undone, redone and forgotten."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from workbench.web.scenarios import Scenarios
from workbench.web.settings import Settings
from workbench.web.store import Store


def test_changes_are_undone_and_redone(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.scenarios.mkdir()
    with closing(Store(settings.database)) as store:
        assert_undo_and_redo(Scenarios(settings, store))


def assert_undo_and_redo(scenarios: Scenarios) -> None:
    assert scenarios.draft("tutorial").changes == {}
    for value in (1, 2, 2, 3):
        scenarios.change("tutorial", {"limits.seed": value})
    for value in (2, 1):
        scenarios.undo("tutorial")
        assert scenarios.draft("tutorial").changes == {"limits.seed": value}
    scenarios.undo("tutorial")
    scenarios.undo("tutorial")
    draft = scenarios.draft("tutorial")
    assert (draft.changes, draft.can_undo, draft.can_redo) == ({}, False, True)
    scenarios.redo("tutorial")
    scenarios.change("tutorial", {"limits.seed": 9})
    draft = scenarios.draft("tutorial")
    assert (draft.changes, draft.can_undo, draft.can_redo) == ({"limits.seed": 9}, True, False)
    scenarios.redo("tutorial")
    assert scenarios.draft("tutorial").changes == {"limits.seed": 9}
    assert scenarios.draft("reference").changes == {}
    scenarios.discard("tutorial")
    assert not scenarios.draft("tutorial").can_undo
