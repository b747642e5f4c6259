"""What is being asked while answers are sought, and what came of it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import Language, say
from workbench.names import Names

if TYPE_CHECKING:
    from optimizer.inputs.instance import Instance


def question_words(question: str, instance: Instance, lang: Language) -> str:
    """Return a question in words; its name says of what kind it is, and about whom or what.

    Parameters
    ----------
    question : str
        Name of a question; empty for the plan of the scenario itself.
    instance : Instance
        Whose names are used.
    lang : {"nl", "en"}
        In which language.
    """
    names = Names(instance, lang)
    key, values = "question_fair", dict[str, object]()
    match question.split():
        case []:
            key = "answers_plan"
        case [rank] if rank.isdigit():
            key, values = "question_alternative", {"rank": int(rank)}
        case ["give_up" | "accept" as kind, *who]:
            joined = f" {say(lang, 'question_and')} ".join(names.institution(each) for each in who)
            key, values = f"question_{kind}" if len(who) == 1 else f"question_{kind}_together", {"who": joined}
        case ["forbid" | "force" as kind, pair]:
            key, values = f"question_{kind}", {"programme": names.programme(*pair.split("/"))}
        case ["breakeven", pair, lever]:
            parameter = say(lang, f"lever_{lever}")
            key = "question_breakeven"
            values = {"programme": names.programme(*pair.split("/")), "parameter": parameter}
        case ["range", parameter, way]:
            key, values = f"question_range_{way}", {"parameter": parameter}
        case ["loss", rank]:
            key, values = "question_loss", {"rank": int(rank)}
        case ["robust"]:
            key = "question_robust"
    return say(lang, key, **values)


def outcome_words(status: str, gap: str, lang: Language) -> str:
    """Return how sure an answer is, with its gap in words if it has one."""
    if status == "feasible":
        return say(lang, "outcome_feasible", gap=gap) if gap else say(lang, "outcome_open")
    return say(lang, f"outcome_{status}")
