"""Tells a verdict in words, and writes its folder: ``verdict.json``, ``break_even.csv``, ``curve.svg`` and the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.messages import Language, say
from workbench.numbers import columns, format_number, format_share
from workbench.summary import conflict_lines, estimated_share, quality_lines

if TYPE_CHECKING:
    from optimizer.analysis.judgements import BreakEven, Verdict

FORMAT = 1
VERDICT = "verdict.json"
CURVE = "curve.svg"
PLAN = "plan"


def verdict_lines(verdict: Verdict, lang: Language) -> list[str]:
    """Return a verdict as text, one a line."""
    paragraphs = [
        answer_lines(verdict, lang),
        conflict_lines(verdict.result, lang) if verdict.result.status == "infeasible" else [],
        break_even_lines(verdict, lang),
        situation_lines(verdict, lang),
        note_lines(verdict, lang),
        [f"  {warning}" for warning in verdict.warnings],
    ]
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*paragraph, ""] if paragraph else []
    return lines


def answer_lines(verdict: Verdict, lang: Language) -> list[str]:
    """Return the answer and its reasons."""
    savings = verdict.situations["saving"]
    amounts = {"saves": savings.get("plan", 0.0), "costs": savings.get("plan", 0.0)}
    amounts["other_plan"] = float(savings.max()) if len(savings) else 0.0
    margin = format_number(verdict.margin * 100, lang) + "%"
    reasons = [
        say(lang, f"reason_{reason}", amount=format_number(abs(amounts.get(reason, 0.0)), lang), margin=margin)
        for reason in verdict.reasons
    ]
    return [say(lang, f"verdict_{verdict.verdict}"), *reasons]


def break_even_lines(verdict: Verdict, lang: Language) -> list[str]:
    """Return the break-even values: of the best plan under the rules, and of the plan as it stands."""
    lines = [_turn(each, each.value, each.pays, "turns", lang) for each in verdict.break_evens]
    fixed = {each.parameter: each for each in verdict.break_evens}
    lines += [_turn(each, each.fixed_plan, each.fixed_plan_pays, "fixed", lang) for each in fixed.values()]
    return lines


def _turn(each: BreakEven, value: float | None, pays: str, kind: str, lang: Language) -> str:
    values = {
        "price": say(lang, f"price_{each.parameter}"),
        "value": price(0.0 if value is None else value, lang),
        "unit": say(lang, f"price_unit_{each.parameter}"),
        "now": price(each.now, lang),
    }
    return say(lang, f"turns_{pays}", **values) if kind == "turns" else say(lang, f"fixed_{pays}", **values)


def price(value: float, lang: Language) -> str:
    """Return a price: whole EUR, or three decimals where it is small."""
    return format_number(value, lang, 0 if abs(value) >= 100 else 3)


def situation_lines(verdict: Verdict, lang: Language) -> list[str]:
    """Return the situations side by side."""
    names = ("situation", "unit_students", "unit_programmes", "mean_km", "unit_FTE", "unit_places")
    header = [*(say(lang, name) for name in names), say(lang, "cost_a_year"), say(lang, "saved")]
    rows = [header]
    for name, row in verdict.situations.iterrows():
        numbers = [format_number(row[key], lang) for key in ("students", "programmes", "km", "fte", "places", "cost")]
        rows.append([say(lang, f"situation_{name}"), *numbers, format_number(row["saving"], lang, signed=True)])
    return columns(rows, right=range(1, len(header)))


def note_lines(verdict: Verdict, lang: Language) -> list[str]:
    """Return what does not count, and what is estimated."""
    assumed = [
        say(lang, f"price_{each}") for each in dict.fromkeys(b.parameter for b in verdict.break_evens if b.estimated)
    ]
    lines = [say(lang, "not_priced")]
    if assumed:
        lines.append(say(lang, "prices_assumed", prices=", ".join(assumed)))
    return [*lines, *quality_lines(verdict.result, lang)]


def describe_verdict(verdict: Verdict) -> dict[str, Any]:
    """Return the contents of ``verdict.json``; without times, so that equal input gives equal bytes."""
    from optimizer.solving.saving import inputs_of

    scenario = verdict.scenario
    frontier = verdict.frontier
    return {
        "format": FORMAT,
        "scenario": scenario.name,
        "dataset": verdict.instance.name,
        "verdict": verdict.verdict,
        "reasons": list(verdict.reasons),
        "margin": verdict.margin,
        "nl": [*answer_lines(verdict, "nl"), *break_even_lines(verdict, "nl"), *note_lines(verdict, "nl")],
        "en": [*answer_lines(verdict, "en"), *break_even_lines(verdict, "en"), *note_lines(verdict, "en")],
        "prices": dict(verdict.prices),
        "situations": {str(name): row.to_dict() for name, row in verdict.situations.iterrows()},
        "quantities": {name: dict(bill.quantities) for name, bill in verdict.bills.items()},
        "most_saving": verdict.most_saving,
        "break_even": verdict.table().to_dict(orient="records"),
        "frontier": {
            "axes": list(frontier.axes),
            "most": list(frontier.most),
            "unpaid": [list(corner) for corner in frontier.unpaid],
            "solved": [list(point) for point in frontier.solved],
        },
        "plan": {"status": verdict.result.status, "gap": verdict.result.gap},
        "estimated_enrolment": estimated_share(verdict.instance),
        "seed": verdict.result.seed,
        "threads": verdict.result.threads,
        "versions": dict(verdict.result.versions),
        "inputs": inputs_of(verdict.instance, scenario),
        "overrides": [vars(override) for override in scenario.overrides],
        "warnings": list(verdict.warnings),
    }


def write_verdict(verdict: Verdict, folder: str | Path, lang: Language) -> Path:
    """Write the folder of a verdict, whole or not at all; the plan of the goals is a result folder in it.

    Raises
    ------
    InputError
        If the folder holds anything but a verdict, or cannot be written.
    """
    from optimizer.analysis.judgements import BREAK_EVEN
    from optimizer.inputs.writing import format_table
    from optimizer.solving.saving import write_document, write_whole
    from workbench.curve import draw_curve
    from workbench.results import write_result_folder

    def fill(partial: Path) -> None:
        table = format_table(verdict.table(), BREAK_EVEN, ("parameter",))
        (partial / "break_even.csv").write_bytes(table.encode("utf-8"))
        (partial / CURVE).write_bytes(draw_curve(verdict, lang))
        if verdict.result.plan is not None:
            write_result_folder(verdict.result, partial / PLAN, lang)
        write_document(partial / VERDICT, describe_verdict(verdict))

    return write_whole(folder, fill, VERDICT)


def described(verdict: Verdict, lang: Language) -> str:
    """Return what the curve shows, for who cannot see it."""
    sentences = " ".join([*answer_lines(verdict, lang), *break_even_lines(verdict, lang)])
    first, second = (price(verdict.prices[axis], lang) for axis in verdict.frontier.axes)
    return say(lang, "curve_description", programme=first, km=second, sentences=sentences)


def caveat(verdict: Verdict, lang: Language) -> str:
    """Return what of the curve is estimated."""
    share = format_share(estimated_share(verdict.instance), lang)
    return say(lang, "curve_estimated", share=share, margin=format_share(verdict.margin, lang))
