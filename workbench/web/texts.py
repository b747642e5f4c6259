"""The texts of the page, read from its catalogues when it starts: ``locale/{nl,en}/LC_MESSAGES/*.po``.

Sentences that other parts of the workbench say too stay in :mod:`workbench.messages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from babel.messages.pofile import read_po

from workbench.messages import LANGUAGES, Language
from workbench.web.jobs.kinds import KINDS

DOMAINS = ("web", "answers", "scenario")

FAMILIES: dict[str, tuple[str, ...]] = {
    "error_": ("400", "403", "404", "405", "409", "413", "422", "500", "503"),
    "state_": ("queued", "running", "done", "failed", "stopped", "interrupted"),
    "kind_": tuple(KINDS),
    "ask_": tuple(
        f"{kind}{part}"
        for kind in ("alternatives", "explain", "fair", "importance", "pareto", "verdict", "veto")
        for part in ("", "_text")
    ),
    "found_": ("error", "warning"),
    "level_": ("association", "institution", "network", "province"),
    "ledger_": ("programmes", "students", "fte", "eur"),
    "pays_": ("above", "always", "below", "never"),
    "proof_by_": ("arithmetic", "relaxation", "search"),
    "file_": ("map.html", "plan.geojson", "plan.gpkg", "plan.xlsx", "report.html", "report.pdf"),
    "limit_": ("gap", "seed", "time_limit"),
    "lock_": ("close", "free", "keep", "lead", "open"),
    "reason_": ("crash", "failed", "fault", "input", "memory", "stopped"),
    "status_": ("failed", "feasible", "infeasible", "no_plan", "optimal"),
    "way_": ("data_text", "plan_text", "proposal_text", "questions_text"),
    "shared_": ("all", "none", "some"),
    "situation_": ("today", "proposal", "completion", "repair", "optimum"),
}
"""Keys that are put together where they are used: their start, and what may follow it."""


@cache
def catalogue(lang: Language) -> Mapping[str, str]:
    """Return the page's texts in a language by key."""
    texts: dict[str, str] = {}
    for domain in DOMAINS:
        source = files("workbench.web") / "locale" / lang / "LC_MESSAGES" / f"{domain}.po"
        read = read_po(BytesIO(source.read_bytes()), locale=lang, domain=domain, abort_invalid=True)
        texts |= {str(message.id): str(message.string) for message in read if message.id}
    return texts


class Texts:
    """The texts of the page in one language: ``texts("start_title")``."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self._texts = catalogue(lang)

    def __call__(self, key: str, **values: Any) -> str:
        """Return a text with its values filled in; raises KeyError for one that there is not."""
        text = self._texts[key]
        return text.format(**values) if values else text

    def __contains__(self, key: object) -> bool:
        return key in self._texts


def language_named(name: str | None) -> Language | None:
    """Return the language that a request names; None if it is none of ours."""
    return next((lang for lang in LANGUAGES if lang == name), None)
