"""Answers to a small question, found once in this process and put among the runs of the server."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from workbench import asking
from workbench.results import write_result_folder
from workbench.web.jobs.kinds import Job
from workbench.web.jobs.queue import RESULT
from workbench.web.runs import Runs
from workbench.web.scenarios import Scenarios
from workbench.web.settings import Settings
from workbench.web.store import Store

AXE = (Path(__file__).parents[3] / "assets" / "axe.min.js").read_text(encoding="utf-8")
SMALL = """
title = "Small"
title_nl = "Klein"
extends = "tutorial"

[goals]
mode = "hierarchy"
order = [{term = "duplication"}, {term = "student_travel"}]

[rules.institute]
enabled = false
"""
TOO_MUCH = {"rules.minimum_enrolment.norm": 900}
"""A change after which no plan exists."""

Put = Callable[..., str]


@pytest.fixture(scope="session")
def small(state: Path, address: str) -> str:
    """A scenario of two goals, made on the page."""
    assert address
    (Settings(state).scenarios / "small.toml").write_text(SMALL, encoding="utf-8")
    return "small"


@contextmanager
def own_scenario(state: Path, name: str) -> Iterator[Scenarios]:
    """Give the scenarios of a server, with one that extends the tutorial and is without changes."""
    settings = Settings(state)
    (settings.scenarios / f"{name}.toml").write_text(
        f'title = "{name.title()}"\nextends = "tutorial"\n', encoding="utf-8"
    )
    with closing(Store(settings.database)) as store:
        scenarios = Scenarios(settings, store)
        scenarios.discard(name)
        yield scenarios
        scenarios.delete(name)


@pytest.fixture
def kept(state: Path, address: str, request: pytest.FixtureRequest) -> Iterator[Scenarios]:
    """The scenarios of the server, one of them for the tests of a module, which gives its ``NAME``."""
    assert address
    with own_scenario(state, request.module.NAME) as scenarios:
        yield scenarios


@contextmanager
def in_this_process(kind: str) -> Iterator[Callable[[Job], dict[str, Any]]]:
    """Give the work of a kind with the solver in this process: starting another takes longer than solving."""
    module: Any = import_module(f"workbench.web.jobs.{kind}")
    home: Any = module if hasattr(module, kind) else asking
    asked = getattr(home, kind)

    @wraps(asked)
    def here(*given: Any, **settings: Any) -> Any:
        return asked(*given, **{**settings, "isolated": False})

    with pytest.MonkeyPatch.context() as patch:
        if "isolated" in inspect.signature(asked).parameters:
            patch.setattr(home, kind, here)
        yield module.work


def answered(kind: str, folder: Path, request: Mapping[str, Any]) -> dict[str, Any]:
    """Do a job in this process, and return what came of it."""
    given = {"time_limit": 300.0, **request}
    with in_this_process(kind) as work:
        return work(Job(kind, given, folder, "nl", lambda *_: None, lambda: False))


@pytest.fixture(scope="session")
def put(state: Path, small: str) -> Put:
    """Puts a run that has ended among the others, with the files that `fill` writes, and returns its name."""

    def put_run(kind: str, request: Mapping[str, Any], fill: Callable[[Path, Mapping[str, Any]], Any]) -> str:
        settings = Settings(state)
        asked = {"scenario": str(settings.scenarios / f"{small}.toml"), "changes": {}, **request}
        with closing(Store(settings.database)) as store:
            runs = Runs(store)
            run = runs.add(kind, small, asked, "nl")
            runs.begin(run.id)
            outcome = fill(settings.runs / run.id / RESULT, asked)
            runs.finish(run.id, "done", json.loads(json.dumps(outcome)))
        return run.id

    return put_run


@pytest.fixture(scope="session")
def explained(put: Put) -> str:
    return put("explain", {"changes": TOO_MUCH}, lambda folder, asked: answered("explain", folder, asked))


@pytest.fixture(scope="session")
def front(put: Put) -> str:
    asked = {"terms": ["duplication", "student_travel"], "points": 3}
    return put("pareto", asked, lambda folder, given: answered("pareto", folder, given))


@pytest.fixture(scope="session")
def worths(put: Put) -> str:
    asked = {"break_evens": False}
    return put("importance", asked, lambda folder, given: answered("importance", folder, given))


@pytest.fixture(scope="session")
def plan(put: Put, tutorial: Any) -> str:
    def fill(folder: Path, _: Mapping[str, Any]) -> dict[str, Any]:
        write_result_folder(tutorial, folder, "nl")
        return {"status": "optimal", "gap": 0.0, "stopped_by": "proof", "nl": [], "en": [], "terms": {}}

    return put("solve", {"scenario": "tutorial"}, fill)


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page of a browser in Dutch; whatever a script complains about fails the test."""
    with closing(browser.new_context(bypass_csp=True)) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        yield page
        assert [each for each in complaints if "422" not in each] == []


def violations(page: Page) -> list[str]:
    """Return what axe has against a page."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(
        "axe.run(document, {iframes: false, preload: false, resultTypes: ['violations'],"
        " rules: {'target-size': {enabled: true}}})"
        ".then(done => done.violations.map(each => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`))"
    )
    return found


def focus_unseen(page: Page) -> str:
    """Return what has the focus, if nobody sees that it has; else nothing."""
    told: str = page.evaluate(
        "(at => { const { outlineStyle, outlineWidth } = getComputedStyle(at);"
        " return outlineStyle === 'none' || parseFloat(outlineWidth) < 2 ? at.outerHTML.slice(0, 200) : '' })"
        "(document.activeElement)"
    )
    return told
