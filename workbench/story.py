"""Tells what one plan changes of another, in one paragraph that a newspaper could print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.breaches import amount
from workbench.messages import Language, say, say_unit
from workbench.names import Names, title_of
from workbench.numbers import format_number, format_value
from workbench.progress import term_label
from workbench.summary import estimated_share

if TYPE_CHECKING:
    from optimizer.analysis.comparing import Comparison, Trade

MOST_NAMED = 3
"""Most programmes or lead centres that a sentence names."""

NOTABLE_KM = 0.05
NOTABLE_EUR = 0.5
NOTABLE_STUDENTS = 0.5


def paragraph(found: Comparison, letter: str, lang: Language) -> str:
    """Return what a plan changes of the first one, as one paragraph."""
    sentences = [
        _programmes(found, letter, lang),
        *_moves(found, letter, lang),
        _institutions(found, letter, lang),
        _travel(found, letter, lang),
        _money(found, letter, lang),
        _trade(found.trades(letter), lang),
        *_how_sure(found, letter, lang),
    ]
    return " ".join(sentences)


def titles(found: Comparison, lang: Language) -> dict[str, str]:
    """Return the title of every plan; its name where another one has the same title."""
    scenarios = [result.scenario for result in found.results]
    plain = [title_of(each, lang) for each in scenarios]
    return {
        letter: title if plain.count(title) == 1 else name
        for letter, title, name in zip(found.letters, plain, found.names, strict=True)
    }


def _count(found: Comparison, letter: str) -> int:
    return int((found.changes[f"role_{letter}"] != "").sum())


def _programmes(found: Comparison, letter: str, lang: Language) -> str:
    before, after = _count(found, "a"), _count(found, letter)
    key = "story_more" if after > before else "story_fewer" if after < before else "story_as_many"
    named = titles(found, lang)
    return say(lang, key, a=named["a"], b=named[letter], before=before, after=amount(float(after), "programmes", lang))


def _moves(found: Comparison, letter: str, lang: Language) -> list[str]:
    names, changes = Names(found.results[0].instance, lang), found.changes
    closed = changes[changes[f"change_{letter}"] == "closed"]
    opened = changes[changes[f"change_{letter}"] == "opened"]
    values = {"closed": len(closed), "opened": len(opened)}
    key = ("story_both" if len(closed) else "story_opened") if len(opened) else "story_closed"
    sentences = [say(lang, key if len(closed) or len(opened) else "story_same_programmes", **values)]
    if len(closed):
        pairs = zip(closed["campus_id"].tolist(), closed["specialisation_id"].tolist(), strict=True)
        sentences.append(say(lang, "story_named", closed=_some([_taught(*pair, names, lang) for pair in pairs], lang)))
    moved = found.moved(letter)
    if moved:
        sites = found.specialisations.set_index("specialisation_id")[f"lead_{letter}"]
        where = [_taught(str(sites[each]), each, names, lang) for each in moved]
        many = amount(float(len(moved)), "specialisations", lang)
        sentences.append(say(lang, "story_leads", specialisations=many, where=_some(where, lang)))
    return sentences


def _taught(campus: str, specialisation: str, names: Names, lang: Language) -> str:
    return say(lang, "story_taught", specialisation=names.specialisation(specialisation), campus=names.campus(campus))


def _some(listed: Sequence[str], lang: Language) -> str:
    """Return an enumeration of the first few, and how many more there are; names may hold commas themselves."""
    if len(listed) > MOST_NAMED + 1:
        named = "; ".join(listed[:MOST_NAMED])
        return say(lang, "story_and_more", named=named, count=len(listed) - MOST_NAMED)
    return "; ".join(listed)


def _institutions(found: Comparison, letter: str, lang: Language) -> str:
    own = found.ledger[found.ledger["level"] == "institution"]
    more = (own[f"students_{letter}"] - own["students_a"]).set_axis(own["id"])
    if more.abs().max() < NOTABLE_STUDENTS:
        return say(lang, "story_nobody")
    names = Names(found.results[0].instance, lang)
    loser, winner = str(more.idxmin()), str(more.idxmax())
    return say(
        lang,
        "story_loser",
        who=names.institution(loser),
        lost=amount(abs(float(more[loser])), "students", lang, 0),
        other=names.institution(winner),
        won=amount(float(more[winner]), "students", lang, 0),
    )


def mean_km(found: Comparison, letter: str) -> float:
    """Return the mean one-way distance of the students who have a place in a plan."""
    plan = found.results[found.letters.index(letter)].plan
    assert plan is not None
    placed = float(plan.students.loc[plan.students["municipality_id"] != "", "students"].sum())
    travel = found.terms.set_index("term")[letter]["student_travel"]
    return float(travel) / placed if placed > 0 else 0.0


def _travel(found: Comparison, letter: str, lang: Language) -> str:
    before, after = (round(mean_km(found, each), 1) for each in ("a", letter))
    more = round(after - before, 1)
    key = "story_as_far" if abs(more) < NOTABLE_KM else "story_farther" if more > 0 else "story_nearer"
    return say(lang, key, km=format_number(after, lang, 1), more=format_number(abs(more), lang, 1))


def _money(found: Comparison, letter: str, lang: Language) -> str:
    more = float(found.terms.set_index("term")[f"{letter}_minus_a"]["cost"])
    key = "story_as_dear" if abs(more) < NOTABLE_EUR else "story_dearer" if more > 0 else "story_cheaper"
    return say(lang, key, eur=format_number(abs(more), lang, 0))


def _trade(trades: Sequence[Trade], lang: Language) -> str:
    others = [each for each in trades if each.term != "cost"]
    gain = others[0] if others and others[0].share < 0 else None
    pay = others[-1] if others and others[-1].share > 0 else None
    key = {
        (True, True): "story_trade",
        (True, False): "story_gains_only",
        (False, True): "story_pays_only",
        (False, False): "story_no_trade",
    }[gain is not None, pay is not None]
    return say(lang, key, **_values("gain", gain, lang), **_values("pay", pay, lang))


def _values(kind: str, trade: Trade | None, lang: Language) -> dict[str, str]:
    if trade is None:
        return {}
    unit = "" if trade.unit == "share" else f" {say_unit(lang, trade.unit)}"
    return {
        kind: term_label(trade.term, lang),
        f"{kind}_before": format_value(trade.before, trade.unit, lang),
        f"{kind}_after": format_value(trade.after, trade.unit, lang) + unit,
    }


def _how_sure(found: Comparison, letter: str, lang: Language) -> list[str]:
    both = (found.results[0], found.results[found.letters.index(letter)])
    proven = all(result.status == "optimal" for result in both)
    share = estimated_share(found.results[0].instance)
    estimated = [say(lang, "story_estimated", share=format_number(share * 100, lang, 0) + "%")] if share > 0 else []
    return [say(lang, "story_proven" if proven else "story_unproven"), *estimated]
