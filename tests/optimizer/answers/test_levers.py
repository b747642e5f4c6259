"""What may change: which changes only help."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.answers.levers import levers_of_pair
from optimizer.inputs.scenario import Assignment
from tests.optimizer.answers.cases import case


@pytest.mark.parametrize(("assignment", "helps"), [("optimal", True), ("nearest", False)])
def test_more_places_only_help_where_students_may_go_past_them(assignment: Assignment, helps: bool) -> None:
    instance, scenario = case({"minimum_enrolment": {"norm": 50}})
    scenario = replace(scenario, students=scenario.students.model_copy(update={"assignment": assignment}))
    pair = min(instance.enrolled_today)
    levers = {lever.name: lever.relaxes for lever in levers_of_pair(instance, scenario, pair)}
    assert levers["places"] is helps
    assert levers["norm"] is True
    assert levers["students"] is False
