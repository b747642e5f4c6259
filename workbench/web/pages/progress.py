"""Progress of a run in the words and numbers of its reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.messages import Language, say, say_unit
from workbench.numbers import format_number, format_share, format_value
from workbench.progress import term_label


def in_words(progress: Mapping[str, Any], lang: Language) -> dict[str, str]:
    """Return goal, value, bound, gap and seconds as people read them."""
    seconds = say(lang, "progress_seconds", seconds=format_number(progress["seconds"], lang, 0))
    if "goal" not in progress:
        return {"seconds": seconds}
    unit = progress["unit"]
    named = "" if unit == "share" else f" {say_unit(lang, unit)}"

    def amount(number: float | None) -> str:
        return "–" if number is None else format_value(number, unit, lang) + named

    label = term_label(progress["goal"], lang)
    return {
        "goal": say(lang, "progress_goal", position=progress["position"], of=progress["of"], label=label),
        "value": amount(progress["value"]),
        "bound": amount(progress["bound"]),
        "gap": "–" if progress["gap"] is None else format_share(progress["gap"], lang),
        "seconds": seconds,
    }
