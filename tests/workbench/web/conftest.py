"""A server of the web page, shared by the tests of a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web_server import Visitor, serving
from workbench.web.settings import Settings


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="session")
def address(state: Path) -> Iterator[str]:
    with serving(Settings(state, cores=2, grace=10.0)) as where:
        yield where


@pytest.fixture
def visitor(address: str) -> Iterator[Visitor]:
    with Visitor(address) as someone:
        yield someone


@pytest.fixture(scope="session")
def solved(address: str) -> str:
    """A finished run of the tutorial."""
    with Visitor(address) as someone:
        run = someone.solve()
        assert someone.wait(run)[-1][0] == "done"
        return run
