"""Tells a result in words: what was proven, what changes, what it costs, and what is estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.model.dropping import keeping, sums
from optimizer.solving.saving import changes_of
from workbench.conflicts import part_sentence, sum_sentences
from workbench.messages import LANGUAGES, Language, say, say_unit
from workbench.names import title_of
from workbench.numbers import columns, format_number, format_share, format_value
from workbench.progress import term_label

if TYPE_CHECKING:
    from optimizer.fronts.front import Front
    from optimizer.inputs.instance import Instance
    from optimizer.inputs.plan import Plan
    from optimizer.solving.result import GoalReport, Result


ROUNDING = 1e-9
"""Gap below which nothing but rounding is left."""


def summary_lines(result: Result, lang: Language) -> list[str]:
    """Return the summary of a result with a plan, one text a line."""
    paragraphs = [
        [*titles(result, lang)],
        [status_sentence(result, lang), *goal_lines(result, lang)],
        count_lines(result, lang),
        term_lines(result, lang),
        choice_lines(result, lang),
        quality_lines(result, lang),
        warning_lines(result, lang),
    ]
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*paragraph, ""] if paragraph else []
    return lines


def titles(result: Result | Front, lang: Language) -> list[str]:
    """Return the titles of the scenario and of the data set."""
    settings = result.instance.settings
    dataset = settings.get(f"title_{lang}") or settings.get("title") or result.instance.name
    return [f"{title_of(result.scenario, lang)} ({result.scenario.name})", f"{dataset} ({result.instance.name})"]


def status_sentence(result: Result, lang: Language) -> str:
    """Return how sure the plan is."""
    if result.status == "optimal":
        if result.gap is None or result.gap < ROUNDING:
            return say(lang, "status_optimal")
        return say(lang, "status_margin", gap=format_share(result.gap, lang))
    why = say(lang, f"stopped_{result.stopped_by}")
    missed = len(result.goals) < wanted_goals(result)
    if result.gap is None or missed:
        return say(lang, "status_unknown", why=why)
    return say(lang, "status_feasible", why=why, gap=format_share(result.gap, lang))


def wanted_goals(result: Result) -> int:
    """Return how many goals the scenario pursues."""
    goals = result.scenario.goals
    return 1 if goals.mode == "weighted" else len(goals.order)


def goal_lines(result: Result, lang: Language) -> list[str]:
    """Return value, bound and gap of every goal."""
    names = ("value", "bound", "gap", "limit")
    header = ["", say(lang, "goals"), *(say(lang, f"goal_{name}") for name in names), say(lang, "unit")]
    labels = goal_labels(result, lang)
    rows = [header, *(_goal_row(place, goal, labels[place - 1], lang) for place, goal in enumerate(result.goals, 1))]
    lines = columns(rows, right=(0, 2, 3, 5))
    if len(result.goals) < wanted_goals(result):
        lines.append(say(lang, "goal_missed", labels=", ".join(labels[len(result.goals) :])))
    return lines


def goal_labels(result: Result, lang: Language) -> list[str]:
    """Return what each goal is called: the term's label, with the level at which a loss is measured."""
    goals = result.scenario.goals
    if goals.mode == "weighted":
        return [term_label("cost", lang)]
    levels = {goal.key: say(lang, f"level_{goal.by}") for goal in goals.order if goal.term == "worst_loss"}
    labels = {goal.key: term_label(goal.term, lang) for goal in goals.order}
    return [f"{label} ({levels[key]})" if key in levels else label for key, label in labels.items()]


def _goal_row(position: int, goal: GoalReport, label: str, lang: Language) -> list[str]:
    bound = say(lang, "unknown") if goal.bound is None else format_value(goal.bound, goal.unit, lang)
    if goal.gap is None:
        gap = say(lang, "unknown")
    else:
        proven = say(lang, "goal_proven" if goal.status == "optimal" else "goal_unproven")
        gap = proven if goal.gap == 0 else f"{format_share(goal.gap, lang)} ({proven})"
    unit = "" if goal.unit == "share" else say_unit(lang, goal.unit)
    limit = "" if goal.limit is None else format_value(goal.limit, goal.unit, lang)
    value = format_value(goal.value, goal.unit, lang)
    return [str(position), label, value, bound, gap, limit, unit]


def count_lines(result: Result, lang: Language) -> list[str]:
    """Return how many programmes close, open and lead, and where the institute sits."""
    plan, instance = _plan(result), result.instance
    counts = changes_of(plan, instance)["change"].value_counts()
    lines = [
        say(
            lang,
            "counts",
            **{name: int(counts.get(name, 0)) for name in ("closed", "opened", "kept")},
            today=len(instance.enrolled_today),
            leads=int((plan.programmes["role"] == "lead").sum()),
        )
    ]
    if len(plan.institute):
        names = instance.table("institute_hosts").set_index("host_id")["name"]
        hosts = ", ".join(str(names[host]) for host in sorted(set(plan.institute["host_id"])))
        residents = format_number(float(plan.institute["residents"].sum()), lang)
        lines.append(say(lang, "institute", residents=residents, hosts=hosts))
    return lines


def term_lines(result: Result, lang: Language) -> list[str]:
    """Return every term before and after, rounded; today observed where it differs."""
    differing = [values for values in result.terms.values() if values.todays_differ]
    names = ["measure", "today", "plan", "change", *(["observed"] if differing else []), "unit"]
    rows = [[say(lang, name) for name in names]]
    for name, values in result.terms.items():
        row = [
            term_label(name, lang),
            format_value(values.today, values.unit, lang),
            format_value(values.plan, values.unit, lang),
            format_value(values.plan - values.today, values.unit, lang, signed=True),
        ]
        if differing:
            row.append(format_value(values.observed, values.unit, lang) if values.todays_differ else "")
        rows.append([*row, "" if values.unit == "share" else say_unit(lang, values.unit)])
    notes = [say(lang, "rounded"), *([say(lang, "two_todays")] if differing else [])]
    return [*columns(rows, right=range(1, len(names) - 1)), *notes]


def choice_lines(result: Result, lang: Language) -> list[str]:
    """Return what the plan becomes if students choose for themselves, and that this is estimated."""
    choice = result.choice
    if choice is None:
        return []
    return [
        say(
            lang,
            "choice",
            km=format_number(choice.mean_km, lang, 1),
            overflow=format_number(choice.overflow, lang, 0),
            campuses=len(choice.crowded),
            give_up=format_number(choice.give_up, lang, 0),
        ),
        say(lang, "choice_estimated", share=format_number(choice.stay_away_today * 100, lang) + "%"),
    ]


def quality_lines(result: Result, lang: Language) -> list[str]:
    """Return what is estimated, and what the command line changed."""
    note = str(result.instance.settings.get(f"note_{lang}", ""))
    lines = [say(lang, "estimated", share=format_number(estimated_share(result.instance) * 100, lang) + "%", note=note)]
    changed = [
        f"{change.key}: {change.old} -> {change.new}" for change in result.scenario.overrides if change.by == "--set"
    ]
    if changed:
        lines.append(say(lang, "changed_keys", changes="; ".join(changed)))
    return lines


def estimated_share(instance: Instance) -> float:
    """Return the share of today's enrolment that the data set calls estimated."""
    programmes = instance.table("programmes")
    enrolled = programmes["enrolled"].astype(float)
    total = float(enrolled.sum())
    return float(enrolled[programmes["confidence"] == "estimated"].sum()) / total if total > 0 else 0.0


def warning_lines(result: Result, lang: Language) -> list[str]:
    """Return the warnings of a result."""
    return [say(lang, "warnings"), *(f"  {warning}" for warning in result.warnings)] if result.warnings else []


def conflicting_rules(result: Result) -> list[dict[str, str]]:
    """Return the rules that cannot hold together, each with its sentence in Dutch and English."""
    return [
        {"rule": name, **{lang: part_sentence(result.scenario, name, lang) for lang in LANGUAGES}}
        for name in result.conflict
    ]


def conflict_lines(result: Result, lang: Language) -> list[str]:
    """Return why no plan exists: what sums of the data set show, and the rules that clash."""
    rules, instance = conflicting_rules(result), result.instance
    found = [*sums(instance, keeping(result.scenario, result.conflict))]
    lines = [say(lang, "infeasible", scenario=result.scenario.name), *sum_sentences(instance, found, lang)]
    if not rules:
        return [*lines, say(lang, "clash_none")]
    return [*lines, say(lang, "conflict"), *(f"  {rule['rule']}: {rule[lang]}" for rule in rules)]


def _plan(result: Result) -> Plan:
    assert result.plan is not None
    return result.plan
