"""The form of a scenario without a browser: what it shows, what it takes, what it refuses, and what it keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from optimizer.inputs.locating import shipped_scenarios
from optimizer.inputs.scenario import RepeatedParameters, parameter_fields
from optimizer.model.registry import discover_rules
from optimizer.reading import load_scenario
from tests.web_server import Visitor
from tests.workbench.web.pages.conftest import own_scenario
from workbench.messages import LANGUAGES
from workbench.web.controls import control_of, rule_controls
from workbench.web.runs import Runs
from workbench.web.scenarios import Scenarios
from workbench.web.settings import Settings
from workbench.web.store import Store
from workbench.web.views.scenario import TOPICS

NAME = "formed"
HOME = f"/scenarios/{NAME}"
NORM = "rules.minimum_enrolment.norm"


class Site:
    """The page of one scenario, as someone sends its form."""

    def __init__(self, visitor: Visitor, scenarios: Scenarios) -> None:
        self.visitor, self.scenarios, self._token = visitor, scenarios, visitor.token()

    def post(self, path: str, **fields: Any) -> httpx.Response:
        return self.visitor.post(path, data={"csrf": self._token, **fields})

    def set(self, *texts: tuple[str, str], **fields: str) -> httpx.Response:
        return self.post(f"{HOME}/changes", **{f"set:{key}": text for key, text in texts}, **fields)

    def do(self, what: str, **fields: str) -> httpx.Response:
        return self.post(f"{HOME}/changes", do=what, **fields)

    def changes(self) -> dict[str, Any]:
        return dict(self.scenarios.draft(NAME).changes)


@pytest.fixture(scope="module")
def opened(address: str, state: Path) -> Iterator[Site]:
    with own_scenario(state, NAME) as scenarios, Visitor(address) as visitor:
        yield Site(visitor, scenarios)


@pytest.fixture
def site(opened: Site) -> Site:
    opened.scenarios.discard(NAME)
    return opened


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_has_every_rule_and_parameter(site: Site, lang: str) -> None:
    text = site.visitor.get(f"{HOME}?lang={lang}").text
    for name, rule in discover_rules().items():
        assert f'id="rule-{name}"' in text
        for control in rule_controls(name):
            assert f'name="set:{control.key}"' in text
        several = issubclass(rule.parameters, RepeatedParameters)
        assert (f'name="set:rules.{name}.enabled"' in text) is not (rule.always_on or several)
        assert several or len(rule_controls(name)) == len(parameter_fields(rule.parameters))


def test_every_rule_has_its_topic() -> None:
    assert {rule for rules in TOPICS.values() for rule in rules} | {"locks"} == set(discover_rules())


def test_every_value_of_every_shipped_scenario_survives_its_control() -> None:
    for name in shipped_scenarios():
        for rule, parameters in load_scenario(name).rules.items():
            for control in rule_controls(rule):
                if control.kind != "entries":
                    value = parameters.model_dump(mode="json")[control.name]
                    told = control.value_of(control.as_text(value))
                    assert told == (value if value is not None else "none"), control.key


def test_a_changed_norm_becomes_a_draft_that_a_reload_keeps(site: Site) -> None:
    assert site.set((NORM, "115")).status_code == 303
    assert site.changes() == {NORM: 115}
    assert 'value="115"' in site.visitor.get(HOME).text
    assert site.set((NORM, "80")).status_code == 303
    assert site.changes() == {}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (NORM, "92,5", 92.5),
        ("rules.staffing.freed_share", "5", 0.05),
        ("rules.sites_per_specialisation.max", "", "none"),
        ("rules.minimum_enrolment.count", "campus", "campus"),
        ("rules.minimum_enrolment.exempt", "", False),
        ("rules.minimum_enrolment.enabled", "", False),
        ("rules.reach.enabled", "on", True),
        ("rules.institute.hosts", "host-a\n\n host-b ", ["host-a", "host-b"]),
        ("students.assignment", "nearest", "nearest"),
        ("students.unplaced_share", "2,5", 0.025),
        ("openings", "family", "family"),
        ("prices.rate", "4", 0.04),
        ("rules.linear", '[[rules.linear]]\nof = "offers"\nmax = 8', [{"of": "offers", "max": 8}]),
    ],
)
def test_every_kind_of_control_is_understood(site: Site, key: str, text: str, value: Any) -> None:
    assert site.set((key, text), shown=key).status_code == 303
    assert site.changes() == {key: value}
    site.scenarios.load(NAME, site.changes())


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (NORM, "-1"),
        (NORM, "nan"),
        (NORM, "1e999"),
        (NORM, "veel"),
        ("rules.institute.max_hosts", "1.5"),
        ("rules.minimum_enrolment.count", "<script>"),
        ("rules.linear", "[[rules.linear]"),
        ("rules.linear", "[[rules.linear]]\nof = 3"),
        ("rules.minimum_enrolment.local_norms", "limburg"),
        ("goals.order.0.give_up", "-5"),
        ("goals.order.99.give_up", "5"),
        ("dataset", "/etc"),
        ("extends", "reference"),
        ("norms", "/etc/passwd"),
        ("rules.campus_capacity.enabled", ""),
    ],
)
def test_a_faulty_value_is_told_and_the_draft_stays(site: Site, key: str, text: str) -> None:
    site.set((NORM, "90"))
    answer = site.set((key, text))
    assert answer.status_code == 422
    assert site.changes() == {NORM: 90}
    assert "<script>" not in answer.text.split("<main")[1].split("</main>")[0]
    if key == NORM:
        assert re.search(rf'id="f-{NORM.replace(".", "-")}"[^>]*aria-invalid="true"', answer.text)
        assert f'value="{text}"' in answer.text


def test_undo_redo_and_discard(site: Site) -> None:
    site.set((NORM, "90"))
    site.set((NORM, "95"))
    site.do("undo")
    assert site.changes() == {NORM: 90}
    site.do("redo")
    assert site.changes() == {NORM: 95}
    site.do("discard")
    assert site.changes() == {}
    site.do("undo")
    assert site.changes() == {NORM: 95}


def test_what_is_typed_is_left_aside_by_undo_and_taken_by_the_other_buttons(site: Site) -> None:
    site.set((NORM, "90"))
    site.set((NORM, "95"), do="undo")
    assert site.changes() == {}
    site.set((NORM, "90"), do="goal:down:0")
    assert site.changes().keys() == {NORM, "goals.order"}
    site.do("undo")
    assert site.changes() == {}


def test_a_run_takes_what_is_typed(site: Site, state: Path) -> None:
    answer = site.post("/runs", scenario=NAME, **{f"set:{NORM}": "91", "time_limit": "0,5"})
    assert answer.status_code == 422
    assert 'id="beside-time_limit-faults"' in answer.text
    assert site.changes() == {}
    answer = site.post("/runs", scenario=NAME, **{f"set:{NORM}": "91", "time_limit": "60,5"})
    run = answer.headers["location"].rpartition("/")[2]
    site.post(f"/runs/{run}/stop")
    with closing(Store(Settings(state).database)) as store:
        found = Runs(store).get(run)
    assert found is not None
    assert (found.request["changes"], found.request["time_limit"]) == ({NORM: 91}, 60.5)


def test_what_does_not_fit_the_data_is_kept_and_told_but_not_run(site: Site) -> None:
    assert site.set(("rules.locks.keep", "nowhere/film")).status_code == 303
    page = site.visitor.get(f"{HOME}?lang=nl").text
    assert 'id="f-rules-locks-keep-faults"' in page
    assert "nowhere" in page
    answer = site.post("/runs", scenario=NAME)
    assert answer.status_code == 422
    assert answer.text.count('class="faults__one') == page.count('class="faults__one')


def test_goals_are_moved_removed_added_and_priced(site: Site) -> None:
    order = [goal.term for goal in site.scenarios.load(NAME).goals.order]

    def terms() -> list[str]:
        return [goal.term for goal in site.scenarios.load(NAME, site.changes()).goals.order]

    site.do("goal:down:0")
    assert terms() == [order[1], order[0], *order[2:]]
    site.do("goal:up:1")
    assert site.changes() == {}
    site.do("goal:remove:0")
    assert terms() == order[1:]
    site.do("goal:add", goal_term="duplication")
    assert terms() == [*order[1:], "duplication"]
    assert site.set(("goals.mode", "weighted")).status_code == 303
    assert all(goal.price for goal in site.scenarios.load(NAME, site.changes()).goals.order)
    site.do("reset:goals")
    assert site.changes() == {}


def test_locks_become_lists_and_go_again(site: Site) -> None:
    text = site.visitor.get(HOME).text
    pair = re.findall(r'value="lock:([^:"]+):keep"', text)[0]
    for state in ("keep", "close", "lead"):
        assert site.do(f"lock:{pair}:{state}").status_code == 303
        assert site.changes() == {"rules.locks.enabled": True, f"rules.locks.{state}": [pair]}
        assert site.scenarios.load(NAME, site.changes()).rules["locks"].model_dump()[state] == (pair,)
    site.do(f"lock:{pair}:free")
    assert site.changes() == {}


def test_save_as_and_delete(site: Site) -> None:
    site.set((NORM, "90"), ("rules.linear", '[[rules.linear]]\nof = "offers"\nmax = 8'))
    asked = {"name": "my-own", "parent": NAME, "title_nl": 'Een "eigen" titel', "set:rules.reach.enabled": "on"}
    answer = site.post("/scenarios", **asked)
    assert answer.headers["location"] == "/scenarios/my-own"
    assert site.changes() == {}
    own = site.scenarios.load("my-own")
    assert (own.rules["minimum_enrolment"].model_dump()["norm"], own.title_nl) == (90, 'Een "eigen" titel')
    assert len(own.rules["linear"].model_dump()["each"]) == 1
    assert "reach" in own.rules
    text = site.visitor.get("/scenarios/my-own").text
    assert f'href="{HOME}"' in text
    assert "/scenarios/my-own/delete" in text
    assert site.post("/scenarios", **asked).status_code == 422
    assert site.post("/scenarios/my-own/delete").status_code == 303
    assert site.visitor.get("/scenarios/my-own").status_code == 404
    assert site.post("/scenarios/tutorial/delete").status_code == 409


@pytest.mark.parametrize("name", ["", "../x", "A", "a b", "x" * 61, "<b>", "a/b", "tutorial", "a\x00", ".."])
def test_hostile_names_are_refused(site: Site, name: str) -> None:
    answer = site.post("/scenarios", name=name, parent=NAME)
    assert answer.status_code == 422
    assert 'id="beside-name-faults"' in answer.text
    assert "<b>" not in answer.text.split('id="beside-name"')[1][:300]


def test_nothing_is_changed_without_the_token_or_by_an_unknown_button(site: Site) -> None:
    for path in ("changes", "delete"):
        assert site.visitor.post(f"{HOME}/{path}", data={f"set:{NORM}": "1"}).status_code == 403
        assert site.post(f"/scenarios/nowhere/{path}").status_code == 404
    assert site.visitor.post("/scenarios", data={"name": "x", "parent": NAME}).status_code == 403
    assert site.post("/scenarios", name="x", parent="nowhere").status_code == 404
    for what in ("rm", "lock:a/b:burn", "goal:up:x", "goal:remove:-1"):
        assert site.do(what).status_code == 400
    assert site.changes() == {}


def test_unknown_keys_have_no_control() -> None:
    for key in ("", "rules", "rules.nothing.norm", "rules.reach", "rules.linear.max", "goals.order.x.term", "prices.x"):
        with pytest.raises(KeyError):
            control_of(key)
