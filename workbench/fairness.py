"""Tells who loses most in the fairest plan, what that costs, and who pays whom, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from optimizer.answers.questions import EQUAL
from workbench.answering import SHOWN, goal_figure
from workbench.messages import Language, say
from workbench.names import Names
from workbench.numbers import format_number, format_share, format_value

if TYPE_CHECKING:
    import pandas as pd

    from optimizer.analysis.payments import Settlement
    from optimizer.answers.fair import Fair

SEEN = 5e-4
"""Loss from which it is told, as a share: less is shown as 0%."""

EXACT = 5e-6
"""Share of today's students up to which a loss is called proven without more."""


def fair_lines(found: Fair, lang: Language) -> list[str]:
    """Return who loses most and how sure that is, what fairness costs in each goal, and the payments."""
    if found.plan is None:
        return [say(lang, "fair_unknown")]
    lines = [*_loss_lines(found, lang), *_price_lines(found, lang)]
    names = Names(found.instance, lang)
    for level, settlement in found.settlements.items():
        lines += _payment_lines(level, settlement, names, lang)
    travel = format_number(found.travel_eur, lang, 0, signed=True)
    return [*lines, say(lang, "fair_travel", amount=travel), say(lang, "fair_ledger")]


def described(found: Fair) -> dict[str, Any]:
    """Return what the document says besides the tables: the price of each goal, and what the payments come to."""
    payments = {
        level: {
            "losses": settlement.losses,
            "gains": settlement.gains,
            "paid": settlement.paid,
            "surplus": settlement.surplus,
            "added": settlement.added,
        }
        for level, settlement in found.settlements.items()
    }
    told = found.goals[found.goals["difference"].notna()]
    price = dict(zip(told["goal"], told["difference"], strict=True))
    return {"by": found.by, "price": price, "payments": payments, "travel_eur": found.travel_eur}


def _loss_lines(found: Fair, lang: Language) -> list[str]:
    names = Names(found.instance, lang)
    own = found.table[(found.table["level"] == found.by) & found.table["loss"].notna()]
    losers = own[own["loss"] >= SEEN].sort_values(["loss", "id"], ascending=[False, True])
    lines = [say(lang, "fair_losses", level=say(lang, f"level_{found.by}"))] if len(losers) else []
    for row in losers.head(SHOWN).to_dict(orient="records"):
        today, plan = (format_number(float(row[name]), lang, 0) for name in ("today", "plan"))
        loss = format_value(float(row["loss"]), "share", lang)
        lines.append(say(lang, "fair_loss", name=names.body(str(row["id"])), loss=loss, today=today, plan=plan))
    lines.append(say(lang, "fair_without", count=len(own) - len(losers), of=len(own)))
    if len(losers):
        lines += [_first_line(found, lang), *_next_lines(found, lang)]
    return [*lines, *_optimum_lines(own, names, lang)]


def _first_line(found: Fair, lang: Language) -> str:
    """Return how sure the largest loss is."""
    first = found.steps.iloc[0]
    bound, gap = format_value(float(first["bound"]), "share", lang), format_share(float(first["gap"]), lang)
    if first["status"] != "optimal":
        return say(lang, "fair_bound", gap=gap, bound=bound)
    return say(lang, "fair_proven") if first["gap"] < EXACT else say(lang, "fair_least", gap=gap)


def _next_lines(found: Fair, lang: Language) -> list[str]:
    """Return how sure the steps after the first are."""
    later = found.steps.iloc[1:]
    unproven = int((later["status"] != "optimal").sum())
    if not unproven:
        return [say(lang, "fair_next")] if len(later) else []
    gap = format_share(float(later["gap"].max()), lang)
    return [say(lang, "fair_next_open", count=len(later), open=unproven, gap=gap)]


def _optimum_lines(own: pd.DataFrame, names: Names, lang: Language) -> list[str]:
    if own.empty:
        return []
    rows = own[["id", "loss_optimum"]].to_dict(orient="records")
    worst = max(rows, key=lambda row: float(row["loss_optimum"]))
    if float(worst["loss_optimum"]) < SEEN:
        return [say(lang, "fair_optimum_none")]
    loss = format_value(float(worst["loss_optimum"]), "share", lang)
    return [say(lang, "fair_optimum", loss=loss, name=names.body(str(worst["id"])))]


def _price_lines(found: Fair, lang: Language) -> list[str]:
    told = found.goals[found.goals["difference"].notna()].to_dict(orient="records")
    moved = [row for row in told if abs(row["difference"]) > EQUAL * max(1.0, abs(row["optimum"]))]
    if not moved:
        return [say(lang, "fair_free")]
    figures = [f"  {goal_figure(str(row['goal']), float(row['difference']), lang)}" for row in moved]
    return [say(lang, "fair_price"), *figures]


def _payment_lines(level: str, settlement: Settlement, names: Names, lang: Language) -> list[str]:
    lines = [say(lang, "fair_payments", level=say(lang, f"level_{level}"))]
    ordered = sorted(settlement.payments.items(), key=lambda payment: (-abs(payment[1]), payment[0]))
    receivers = [(name, amount) for name, amount in ordered if amount >= 0.5]
    payers = [(name, -amount) for name, amount in ordered if amount <= -0.5]
    for key, payments in (("fair_receives", receivers), ("fair_pays", payers)):
        lines += [
            say(lang, key, name=names.body(name), amount=format_number(amount, lang, 0))
            for name, amount in payments[:SHOWN]
        ]
        if len(payments) > SHOWN:
            rest = format_number(sum(amount for _, amount in payments[SHOWN:]), lang, 0)
            lines.append(say(lang, "fair_more", count=len(payments) - SHOWN, amount=rest))
    parts = ("losses", "paid", "surplus", "added")
    amounts = {name: format_number(getattr(settlement, name), lang, 0) for name in parts}
    if settlement.added >= 0.5:
        return [*lines, say(lang, "fair_added", **{name: amounts[name] for name in ("losses", "paid", "added")})]
    if settlement.losses >= 0.5:
        return [*lines, say(lang, "fair_balanced", paid=amounts["paid"], surplus=amounts["surplus"])]
    return [*lines, say(lang, "fair_no_payments", surplus=amounts["surplus"])]
