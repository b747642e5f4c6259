"""What a run keeps of a result, so that pages need not read its folder."""

from __future__ import annotations

from typing import Any

from optimizer.inputs.contradictions import shortages
from optimizer.solving.result import Result
from workbench.messages import LANGUAGES
from workbench.summary import conflicting_rules, count_lines, status_sentence


def outcome_of(result: Result) -> dict[str, Any]:
    """Return what a page must know of a result without reading its folder."""
    described: dict[str, Any] = {
        "status": result.status,
        "stopped_by": result.stopped_by,
        "gap": result.gap,
        "warnings": list(result.warnings),
    }
    if result.plan is None:
        reasons = [finding.as_dict() for finding in shortages(result.instance, result.scenario)]
        return {**described, "conflict": conflicting_rules(result), "shortages": reasons}
    terms = {name: [values.unit, values.today, values.plan] for name, values in result.terms.items()}
    sentences: dict[str, Any] = {
        lang: [status_sentence(result, lang), *count_lines(result, lang)] for lang in LANGUAGES
    }
    return {**described, "terms": terms, **sentences}
