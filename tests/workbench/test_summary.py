"""The summary says how sure the plan is, what changes, and what is estimated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.inputs.scenario import Goal, Goals, Override, Students
from optimizer.solving.result import GoalReport, Result
from workbench.summary import conflict_lines, conflicting_rules, goal_labels, status_sentence, summary_lines


def test_summary_of_the_tutorial_in_english(tutorial: Result) -> None:
    text = "\n".join(summary_lines(tutorial, "en"))
    assert text.startswith("Tutorial: four schools, five specialisations (tutorial)\n")
    assert "Proven optimal: no plan does better" in text
    assert "Plan: 5 of 11 programmes closed, 0 opened, 6 kept; 5 lead centres." in text
    assert "25 residents, Oude Post" in text
    assert "11,550" in text
    assert "20,080" in text
    assert "+8,530" in text
    assert text.count("Today = reassigned") == 1
    assert "Estimated: 100% of the enrolment. Everything in this data set is invented" in text


def test_summary_of_the_tutorial_in_dutch(tutorial: Result) -> None:
    text = "\n".join(summary_lines(tutorial, "nl"))
    assert "Oefening: vier scholen" in text
    assert "5 van 11 opleidingen gesloten" in text
    assert "20.080" in text
    assert "waargenomen" in text
    assert "Alles in deze gegevens is verzonnen" in text


def test_observed_is_left_out_where_nothing_differs(tutorial: Result) -> None:
    terms = {name: replace(values, observed=values.today) for name, values in tutorial.terms.items()}
    text = "\n".join(summary_lines(replace(tutorial, terms=terms), "en"))
    assert "observed" not in text.lower()


def goals(tutorial: Result, **changes: object) -> tuple[GoalReport, ...]:
    return tuple(replace(goal, **changes) for goal in tutorial.goals)


@pytest.mark.parametrize(
    ("status", "stopped_by", "gap", "sentence"),
    [
        ("optimal", "proof", 0.0, "Proven optimal: no plan does better on these goals, in this order."),
        ("optimal", "gap", 0.01, "Proven optimal within the margin asked for: every goal is at most 1% from"),
        (
            "feasible",
            "time",
            0.024,
            "Good plan, not proven to the end (time limit reached): every goal is at most 2.4%",
        ),
        ("feasible", "interrupt", None, "Valid plan, not proven (stopped by the user): for at least one goal"),
    ],
)
def test_status_in_words(tutorial: Result, status: str, stopped_by: str, gap: float | None, sentence: str) -> None:
    result = replace(tutorial, status=status, stopped_by=stopped_by, goals=goals(tutorial, gap=gap))
    assert status_sentence(result, "en").startswith(sentence)


def test_goals_that_were_not_pursued_are_named(tutorial: Result) -> None:
    result = replace(tutorial, status="feasible", stopped_by="interrupt", goals=tutorial.goals[:2])
    text = "\n".join(summary_lines(result, "en"))
    assert "not pursued: scattered top teachers, student travel, displaced students, distance to the institute" in text
    assert "for at least one goal the distance from the best possible is unknown" in text


def test_changes_of_the_command_line_and_warnings_are_shown(tutorial: Result) -> None:
    overrides = (Override("rules.reach.km", 90, 60, "--set"), Override("title", "a", "b", "mine.toml"))
    result = replace(tutorial, scenario=replace(tutorial.scenario, overrides=overrides), warnings=("Mind this.",))
    text = "\n".join(summary_lines(result, "en"))
    assert "Changed on the command line: rules.reach.km: 90 -> 60" in text
    assert "title" not in text
    assert "Warnings\n  Mind this." in text


def test_conflict_names_rules_with_their_sentences(tutorial: Result) -> None:
    result = replace(tutorial, status="infeasible", plan=None, conflict=("minimum_enrolment",))
    lines = conflict_lines(result, "en")
    assert lines[0] == "No plan can satisfy the rules of tutorial."
    assert lines[-1].startswith("  minimum_enrolment: What exists has at least 80 students")
    assert set(conflicting_rules(result)[0]) == {"rule", "nl", "en"}


def test_conflict_names_the_way_in_which_students_are_assigned(tutorial: Result) -> None:
    students = Students(assignment="nearest", single_source=True)
    scenario = replace(tutorial.scenario, students=students)
    result = replace(tutorial, scenario=scenario, status="infeasible", plan=None, conflict=("students",))
    assert conflict_lines(result, "en")[-1] == (
        "  students: Students pass no municipality with a place: only those who find everything nearer full go "
        "farther. The students of an arrondissement and specialisation all go to the same municipality."
    )


def test_conflict_of_what_always_holds(tutorial: Result) -> None:
    lines = conflict_lines(replace(tutorial, status="infeasible", plan=None), "nl")
    assert lines[-1].startswith("Zelfs zonder de regels is er geen plan")


def test_what_the_figures_alone_show_is_told(tutorial: Result) -> None:
    norm = tutorial.scenario.rules["minimum_enrolment"].model_copy(update={"norm": 5000})
    scenario = replace(tutorial.scenario, rules={**tutorial.scenario.rules, "minimum_enrolment": norm})
    result = replace(tutorial, scenario=scenario, status="infeasible", plan=None, conflict=("minimum_enrolment",))
    lines = conflict_lines(result, "en")
    told = "The recognised programme of animation and film has 270 students in all, and the norm is 5,000: 4,730 short."
    assert told in lines


def test_a_goal_says_at_which_level_a_loss_is_measured(tutorial: Result) -> None:
    order = (Goal(term="worst_loss", by="province"), Goal(term="worst_loss"), Goal(term="expansion"))
    scenario = replace(tutorial.scenario, goals=Goals(order=order))
    assert goal_labels(replace(tutorial, scenario=scenario), "en") == [
        "worst loss (by province)",
        "worst loss (by institution)",
        "added places",
    ]
    weighted = replace(scenario, goals=Goals(mode="weighted", order=order))
    assert goal_labels(replace(tutorial, scenario=weighted), "nl") == ["kosten per jaar"]
