"""Says what holds in all circumstances, in Dutch and in English."""

from __future__ import annotations

import json

from optimizer.fronts.sentences import Lang, figure, label, number
from optimizer.sweeps.definition import canonical
from optimizer.sweeps.report import GroupReport, RobustnessReport
from optimizer.sweeps.tables import PARAMETER

TEXTS: dict[str, tuple[str, str]] = {
    "where": ("Met {choices}:", "With {choices}:"),
    "all_planned": (
        "Voor elk van de {cells} cellen bestaat er een plan.",
        "There is a plan for each of the {cells} cells.",
    ),
    "some_planned": (
        "Voor {planned} van de {cells} cellen is er een plan; {infeasible} kunnen er geen hebben.",
        "There is a plan for {planned} of the {cells} cells; {infeasible} cannot have one.",
    ),
    "one_plan": (
        "Overal komt hetzelfde plan als beste uit de bus.",
        "The same plan comes out best everywhere.",
    ),
    "plans": (
        "Er komen {count} verschillende plannen als beste uit de bus; het vaakst {plan}, in {share} van de cellen.",
        "{count} different plans come out best; most often {plan}, in {share} of the cells.",
    ),
    "selection": (
        "{always} opleidingen bestaan in elk plan en {never} van vandaag in geen enkel; over {other} verschillen de "
        "plannen.",
        "{always} programmes exist in every plan and {never} of today's in none; about {other} the plans differ.",
    ),
    "least_regret": (
        "Van plan {plan} heeft men het minst spijt ({label}): hoogstens {most} meer dan het beste plan, gemiddeld "
        "{mean}, en {risk} in de ergste {tail} van de cellen.",
        "Plan {plan} has the least regret ({label}): at most {most} more than the best plan, {mean} on average, and "
        "{risk} in the worst {tail} of the cells.",
    ),
    "stands": (
        "Het kan de regels houden in alle cellen die een plan hebben.",
        "It can keep the rules in all cells that have a plan.",
    ),
    "breaks": (
        "Geen enkel plan houdt overal stand: dit breekt de regels in {broken} van de {cells} cellen, het minst van "
        "alle.",
        "No plan stands everywhere: this one breaks the rules in {broken} of the {cells} cells, the fewest of all.",
    ),
    "least_worst": (
        "Het beste slechtste geval ({label}) heeft plan {plan}: hoogstens {worst}.",
        "The best worst case ({label}) has plan {plan}: at most {worst}.",
    ),
    "today_lower": (
        "Met de opleidingen van vandaag is het gemiddeld {difference} minder dan met dat plan ({label}).",
        "With today's programmes it is {difference} less on average than with that plan ({label}).",
    ),
    "today_higher": (
        "Met de opleidingen van vandaag is het gemiddeld {difference} meer dan met dat plan ({label}).",
        "With today's programmes it is {difference} more on average than with that plan ({label}).",
    ),
    "no_candidates": (
        "Er werden geen plannen tegen de cellen gehouden.",
        "No plans were held against the cells.",
    ),
}
"""Texts by key: Dutch, English."""


def say(lang: Lang, key: str, **values: object) -> str:
    """Return a text with its values filled in."""
    return TEXTS[key][("nl", "en").index(lang)].format(**values)


def group_sentences(report: RobustnessReport, each: GroupReport, lang: Lang) -> list[str]:
    """Return what holds in the cells of one group, in sentences."""
    sentences = []
    if each.choices:
        choices = ", ".join(
            f"{name.removeprefix(PARAMETER)} = {_written(value)}" for name, value in each.choices.items()
        )
        sentences.append(say(lang, "where", choices=choices))
    sentences += _cell_sentences(each, lang)
    if not each.group.planned:
        return sentences
    return [*sentences, *_regret_sentences(report, each, lang)]


def _cell_sentences(each: GroupReport, lang: Lang) -> list[str]:
    group, cells = each.group, each.group.statuses.total()
    key = "all_planned" if group.planned == cells else "some_planned"
    counts = {"cells": cells, "planned": group.planned, "infeasible": group.statuses["infeasible"]}
    sentences = [say(lang, key, **counts)]
    if not group.planned:
        return sentences
    (plan, most), *others = sorted(group.plans.items(), key=lambda item: (-item[1], item[0]))
    if any(count for _, count in others):
        share = f"{number(100 * most / group.planned, lang)}%"
        sentences.append(say(lang, "plans", count=1 + sum(count > 0 for _, count in others), plan=plan, share=share))
    else:
        sentences.append(say(lang, "one_plan"))
    always = int((each.selection["taught"] >= 1).sum())
    never = int((each.selection["taught"] <= 0).sum())
    other = len(each.selection) - always - never
    return [*sentences, say(lang, "selection", always=always, never=never, other=other)]


def _regret_sentences(report: RobustnessReport, each: GroupReport, lang: Lang) -> list[str]:
    least = each.least_regret
    if least is None:
        return [say(lang, "no_candidates")]
    name, unit = label(report.measure, lang), report.unit
    sentences = [
        say(
            lang,
            "least_regret",
            plan=least["plan"],
            label=name,
            most=figure(least["max_regret"], unit, lang),
            mean=figure(least["mean_regret"], unit, lang),
            risk=figure(least["cvar_regret"], unit, lang),
            tail=f"{number(100 * (1 - report.definition.robustness.alpha), lang, 1)}%",
        )
    ]
    cells = int(least["cells"] + least["broken"])
    sentences.append(say(lang, "breaks" if least["broken"] else "stands", broken=int(least["broken"]), cells=cells))
    worst = each.least_worst
    if worst is not None and worst["plan"] != least["plan"]:
        measure = figure(worst["worst"], unit, lang)
        sentences.append(say(lang, "least_worst", plan=worst["plan"], label=name, worst=measure))
    if each.today is not None:
        difference = float(each.today["mean"] - least["mean"])
        key = "today_higher" if difference > 0 else "today_lower"
        sentences.append(say(lang, key, label=name, difference=figure(abs(difference), unit, lang)))
    return sentences


def _written(value: object) -> str:
    return json.dumps(canonical(value), ensure_ascii=False)
