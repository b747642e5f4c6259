"""The whole content of a map as one dictionary, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maps.geography import base_map
from maps.layers import catalogue
from maps.layers.arrondissements import arrondissements
from maps.layers.campuses import campuses
from maps.layers.catchment import catchment
from maps.layers.figures import key_figures, proof, terms
from maps.layers.firms import firms
from maps.layers.flows import net_shifts
from maps.layers.institute import institute
from maps.layers.notes import notes, titles
from maps.layers.programmes import programmes
from maps.layers.situations import situations
from maps.messages import MESSAGES
from maps.style import CATCHMENT_BREAKS, CATCHMENT_COLOURS, EXTRA_TRAVEL_COLOURS, extra_travel_breaks
from optimizer.solving.result import Result


def payload(result: Result, lang: str, boundaries: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    """Return everything that the map shows, in both languages.

    Parameters
    ----------
    lang : {"nl", "en"}
        Language in which the map opens.
    boundaries : mapping, optional
        GeoJSON by file stem; those of the data set by default.
    """
    instance, situation = result.instance, situations(result)
    entries = programmes(instance, situation)
    zones = arrondissements(instance, situation)
    largest = max((zone["extra"] or 0.0 for zone in zones), default=0.0)
    return {
        "lang": lang,
        "modes": ["today", "plan", "changes"] if situation.has_plan else ["today"],
        "titles": titles(result),
        "families": catalogue.families(instance),
        "specialisations": catalogue.specialisations(instance),
        "institutions": catalogue.institutions(instance),
        "municipalities": catalogue.municipalities(instance),
        "campuses": campuses(instance),
        "programmes": entries,
        "shifts": net_shifts(instance, entries) if situation.has_plan else [],
        "origins": {
            "today": catchment(instance, situation.observed),
            "plan": catchment(instance, situation.plan) if situation.has_plan else [],
        },
        "zones": zones,
        "institute": institute(instance, situation.plan),
        "firms": firms(instance),
        "figures": key_figures(result, situation),
        "terms": terms(result),
        "proof": proof(result),
        "notes": notes(result),
        "geography": base_map(instance, instance.boundaries if boundaries is None else boundaries),
        "classes": {
            "extra": {"breaks": extra_travel_breaks(largest), "colours": EXTRA_TRAVEL_COLOURS},
            "catchment": {"breaks": CATCHMENT_BREAKS, "colours": CATCHMENT_COLOURS},
        },
        "messages": {
            language: {key: texts[place] for key, texts in MESSAGES.items()}
            for place, language in enumerate(("nl", "en"))
        },
    }
