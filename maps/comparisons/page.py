"""Composes the difference map: the page of :mod:`maps.page` with two plans in the places of today and the plan."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from maps.comparisons.payload import comparison_payload
from maps.page import render_payload, require_language, write_page
from optimizer.solving.result import Result

Names = tuple[str, str]
Boundaries = Mapping[str, Mapping[str, Any]]


def render_comparison(
    first: Result,
    second: Result,
    lang: str = "nl",
    *,
    letters: tuple[str, str] = ("A", "B"),
    titles: Sequence[Names] | None = None,
    story: Names = ("", ""),
    boundaries: Boundaries | None = None,
) -> str:
    """Return the difference map of two plans of one data set as one HTML page.

    Parameters
    ----------
    first, second : Result
        Results with a plan.
    lang : {"nl", "en"}
        Language in which the page opens; readers can switch.
    letters : (str, str)
        What the plans are called on buttons and in legends.
    titles : sequence of (str, str), optional
        Dutch and English title of each; those of their scenarios by default.
    story : (str, str)
        What differs, in a Dutch and an English paragraph.
    boundaries : mapping, optional
        GeoJSON by file stem; those of the data set by default.

    Raises
    ------
    ValueError
        If the language is unknown, a result has no plan, or the data sets differ.
    """
    require_language(lang)
    if first.plan is None or second.plan is None:
        raise ValueError("a result without a plan cannot be compared on a map")
    if first.instance.name != second.instance.name:
        raise ValueError("plans of different data sets cannot stand on one map")
    named = titles or [(each.scenario.title_nl or each.scenario.title, each.scenario.title) for each in (first, second)]
    return render_payload(comparison_payload(first, second, lang, letters, named, story, boundaries), lang)


def save_comparison(
    first: Result,
    second: Result,
    path: str | os.PathLike[str],
    lang: str = "nl",
    *,
    letters: tuple[str, str] = ("A", "B"),
    titles: Sequence[Names] | None = None,
    story: Names = ("", ""),
) -> Path:
    """Write the difference map to a file, whole or not at all, and return its path (see :func:`render_comparison`)."""
    return write_page(render_comparison(first, second, lang, letters=letters, titles=titles, story=story), path)
