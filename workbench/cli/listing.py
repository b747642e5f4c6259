"""``bundel list``: what there is to work with."""

from __future__ import annotations

import tomllib
from typing import Any

from workbench.cli.options import Json, Lang
from workbench.cli.output import Output
from workbench.messages import Language, say_unit


def list_all(lang: Lang = None, as_json: Json = False) -> None:
    """List the shipped scenarios, sweeps, data sets and norms, the rules and the terms."""
    output = Output.of(lang, as_json)
    catalogue = read_catalogue()
    output.document(catalogue)
    if not as_json:
        output.print(catalogue_lines(catalogue, output))


def read_catalogue() -> dict[str, list[dict[str, Any]]]:
    """Return scenarios, data sets, norms, rules (sentences with their defaults) and terms, as plain values."""
    from optimizer.inputs.laws import shipped_norms
    from optimizer.inputs.locating import DATASET_FILE, shipped_datasets, shipped_scenarios, shipped_sweeps
    from optimizer.model.registry import discover_rules, discover_terms
    from optimizer.reading import load_scenario
    from workbench.sentences import rule_sentence

    scenarios = [load_scenario(name) for name in shipped_scenarios()]
    datasets = {
        name: tomllib.loads((folder / DATASET_FILE).read_text(encoding="utf-8"))
        for name, folder in shipped_datasets().items()
    }
    norms = {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in shipped_norms().items()}
    sweeps = {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in shipped_sweeps().items()}
    titles = ("title", "title_nl", "description", "description_nl", "dataset")
    rules = []
    for name, rule in discover_rules().items():
        defaults = rule.parameters()
        sentences: dict[Language, str] = {"nl": "", "en": ""}
        sentences |= {lang: rule_sentence(rule, defaults, lang) for lang in sentences}
        rules.append(
            {
                "name": name,
                "sentence_nl": sentences["nl"],
                "sentence_en": sentences["en"],
                "always_on": rule.always_on,
                "parameters": defaults.model_dump(mode="json", exclude={"enabled"}),
            }
        )
    return {
        "scenarios": [{"name": each.name, **{key: getattr(each, key) for key in titles}} for each in scenarios],
        "sweeps": [
            {"name": name, **{key: each.get(key) for key in (*titles[:4], "scenario")}} for name, each in sweeps.items()
        ],
        "data_sets": [
            {"name": name, **{key: settings.get(key) for key in ("title_nl", "title_en", "year", "licence")}}
            for name, settings in datasets.items()
        ],
        "norms": [
            {"name": name, **{key: pack[key] for key in ("title_nl", "title_en")}} for name, pack in norms.items()
        ],
        "rules": rules,
        "terms": [
            {"name": term.name, "unit": term.unit, "label_nl": term.label_nl, "label_en": term.label_en}
            for term in discover_terms().values()
        ],
    }


def catalogue_lines(catalogue: dict[str, list[dict[str, Any]]], output: Output) -> list[str]:
    """Return the catalogue for people."""
    dutch = output.lang == "nl"
    rows = {
        "scenarios": [
            (each["name"], each["title_nl"] if dutch else each["title"], f"({each['dataset']})")
            for each in catalogue["scenarios"]
        ],
        "sweeps": [
            (each["name"], each["title_nl"] if dutch else each["title"], f"({each['scenario']})")
            for each in catalogue["sweeps"]
        ],
        "data_sets": [(each["name"], each[f"title_{output.lang}"] or "", "") for each in catalogue["data_sets"]],
        "norms": [(each["name"], each[f"title_{output.lang}"], "") for each in catalogue["norms"]],
        "rules": [
            (each["name"], each[f"sentence_{output.lang}"], f"({output.say('always_on')})" if each["always_on"] else "")
            for each in catalogue["rules"]
        ],
        "terms": [
            (each["name"], each[f"label_{output.lang}"], f"({say_unit(output.lang, each['unit'])})")
            for each in catalogue["terms"]
        ],
    }
    lines = []
    for kind, found in rows.items():
        names = [name for name, _, _ in found]
        width = max(map(len, names), default=0)
        lines += [
            output.say(kind),
            *(f"  {name.ljust(width)}  {text} {mark}".rstrip() for name, text, mark in found),
            "",
        ]
    return lines[:-1]
