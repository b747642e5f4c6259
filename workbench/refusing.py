"""Tells what refusals cost, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from optimizer.answers.questions import deciding_goal, goal_names
from workbench.answering import goal_figure, loss_words
from workbench.messages import Language, say
from workbench.names import Names
from workbench.numbers import format_share

if TYPE_CHECKING:
    from optimizer.answers.veto import Veto

SURE = 0.005
"""Gap of the goals up to the one that decides within which a price counts as sure."""


def veto_lines(found: Veto, lang: Language) -> list[str]:
    """Return the price of every single refusal, how often two together block, and the price of the robust plan."""
    table, names = found.table, Names(found.instance, lang)
    lines = []
    for kind, title in (("give_up", say(lang, "veto_give_up")), ("accept", say(lang, "veto_accept"))):
        rows = table[(table["refusal"] == kind) & (table["second_id"] == "")].to_dict(orient="records")
        lines += [title] if rows else []
        lines += [
            say(lang, "importance_row", programme=names.institution(row["institution_id"]), what=_price(row, lang))
            for row in rows
        ]
    joint = table[table["second_id"] != ""]
    alone = {
        (row["institution_id"], row["refusal"])
        for row in table[(table["second_id"] == "") & (table["status"] == "impossible")].to_dict(orient="records")
    }
    blocking = sum(
        row["status"] == "impossible"
        and not {(row["institution_id"], row["refusal"]), (row["second_id"], row["refusal"])} & alone
        for row in joint.to_dict(orient="records")
    )
    if len(joint):
        lines.append(say(lang, "veto_pairs", count=len(joint), blocking=blocking))
    return [*lines, *_sure_lines(found, lang), *_robust_lines(found, lang)]


def _price(row: Mapping[Any, Any], lang: Language) -> str:
    if row["status"] == "impossible":
        return say(lang, "veto_impossible")
    return say(lang, "veto_unknown") if row["status"] == "no_plan" else loss_words(row, lang)


def _sure_lines(found: Veto, lang: Language) -> list[str]:
    """Return how many prices are proven as far as they go: up to the goal that decides."""
    rows = found.table[found.table["status"].isin(["optimal", "feasible"])]
    gaps = rows["decided_gap"].astype(float)
    sure = int((gaps <= SURE).sum())
    return [say(lang, "veto_sure", count=len(rows), sure=sure, gap=format_share(SURE, lang))] if len(rows) else []


def _robust_lines(found: Veto, lang: Language) -> list[str]:
    if found.robust is None:
        return []
    base = {
        name: report.value for name, report in zip(goal_names(found.scenario.goals), found.result.goals, strict=False)
    }
    decided = deciding_goal(found.robust.values, base, goal_names(found.scenario.goals))
    price = say(lang, "nothing_lost") if decided is None else goal_figure(*decided, lang)
    survived, wanted = (f"{found.robust.found[name] or 0:.0f}" for name in ("survived", "wanted"))
    return [say(lang, "veto_robust", survived=survived, wanted=wanted, price=price)]
