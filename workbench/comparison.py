"""Tells a comparison of plans in words and tables, and writes its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.messages import LANGUAGES, Language, say, say_unit
from workbench.names import Names
from workbench.numbers import columns, format_number, format_value
from workbench.progress import term_label
from workbench.story import paragraph, titles

if TYPE_CHECKING:
    from optimizer.analysis.comparing import Comparison

FORMAT = 1
COMPARISON = "comparison.json"


def comparison_lines(found: Comparison, lang: Language) -> list[str]:
    """Return a comparison as text, one a line: the paragraph, the terms, and what differs."""
    named = titles(found, lang)
    lines = [f"{letter.upper()}: {named[letter]}" for letter in found.letters] + [""]
    for letter in found.letters[1:]:
        lines += [paragraph(found, letter, lang), ""]
    lines += [*term_lines(found, lang), say(lang, "prices_of_first", a=named["a"]), ""]
    for letter in found.letters[1:]:
        moved = move_lines(found, letter, lang)
        lines += [say(lang, "compared_moves", a="A", b=letter.upper()), *moved, ""] if moved else []
    return lines


def term_lines(found: Comparison, lang: Language) -> list[str]:
    """Return every term of every plan, and what it differs from the first."""
    others = found.letters[1:]
    header = [say(lang, "measure"), say(lang, "today"), *(letter.upper() for letter in found.letters)]
    header += [f"{letter.upper()} - A" for letter in others]
    rows = [[*header, say(lang, "unit")]]
    for row in found.terms.to_dict(orient="records"):
        unit = str(row["unit"])
        cells = [format_value(float(row[name]), unit, lang) for name in ("today", *found.letters)]
        cells += [format_value(float(row[f"{letter}_minus_a"]), unit, lang, signed=True) for letter in others]
        rows.append([term_label(str(row["term"]), lang), *cells, "" if unit == "share" else say_unit(lang, unit)])
    return columns(rows, right=range(1, len(header)))


def move_lines(found: Comparison, letter: str, lang: Language) -> list[str]:
    """Return the programmes that only one of two plans has, and the lead centres that lie elsewhere."""
    names = Names(found.results[0].instance, lang)
    lines = []
    for row in found.changes.to_dict(orient="records"):
        who = names.programme(str(row["campus_id"]), str(row["specialisation_id"]))
        if row[f"change_{letter}"] in {"opened", "closed"}:
            owner = letter if row[f"change_{letter}"] == "opened" else "a"
            students = format_number(float(row[f"students_{owner}"]), lang, 0)
            only = say(lang, "compared_only_in", plan=owner.upper())
            lines.append([who, only, students, say(lang, "unit_students")])
    moved = found.specialisations.set_index("specialisation_id")
    for specialisation in found.moved(letter):
        places = (names.campus(str(moved[f"lead_{each}"][specialisation])) for each in ("a", letter))
        lines.append([names.specialisation(specialisation), " -> ".join(places), "", ""])
    return ["  " + line for line in columns(lines, right=(2,))] if lines else []


def describe_comparison(found: Comparison) -> dict[str, Any]:
    """Return the contents of ``comparison.json``; without times, so that equal input gives equal bytes."""
    from optimizer.solving.saving import inputs_of

    stories = {lang: {letter: paragraph(found, letter, lang) for letter in found.letters[1:]} for lang in LANGUAGES}
    named = {lang: titles(found, lang) for lang in LANGUAGES}
    return {
        "format": FORMAT,
        "dataset": found.results[0].instance.name,
        "plans": {
            letter: {
                "name": name,
                "scenario": result.scenario.name,
                "title_nl": named["nl"][letter],
                "title_en": named["en"][letter],
                "status": result.status,
                "gap": result.gap,
                "inputs": inputs_of(result.instance, result.scenario),
                "overrides": [vars(override) for override in result.scenario.overrides],
            }
            for letter, name, result in zip(found.letters, found.names, found.results, strict=True)
        },
        **{lang: "\n\n".join(stories[lang].values()) for lang in LANGUAGES},
        "paragraphs": stories,
        "trades": {
            letter: [{**vars(trade), "share": trade.share} for trade in found.trades(letter)]
            for letter in found.letters[1:]
        },
        "moved": {letter: found.moved(letter) for letter in found.letters[1:]},
        "warnings": list(dict.fromkeys(warning for result in found.results for warning in result.warnings)),
    }


def write_comparison(found: Comparison, folder: str | Path, lang: Language) -> Path:
    """Write the folder of a comparison, whole or not at all.

    Raises
    ------
    InputError
        If the folder holds anything but a comparison, or cannot be written.
    """
    import maps
    from optimizer.inputs.writing import format_table
    from optimizer.solving.saving import write_document, write_whole

    tables = {
        "terms.csv": (found.terms, ("term",)),
        "changes.csv": (found.changes, ("campus_id", "specialisation_id")),
        "ledger.csv": (found.ledger, ("level", "id")),
        "specialisations.csv": (found.specialisations, ("specialisation_id",)),
    }

    def fill(partial: Path) -> None:
        for name, (frame, keys) in tables.items():
            (partial / name).write_bytes(format_table(frame, list(frame.columns), keys).encode("utf-8"))
        for letter in found.letters[1:]:
            name = "map.html" if letter == "b" else f"map_{letter}.html"
            told = {each: paragraph(found, letter, each) for each in LANGUAGES}
            named = {each: titles(found, each) for each in LANGUAGES}
            maps.save_comparison(
                found.results[0],
                found.results[found.letters.index(letter)],
                partial / name,
                lang,
                letters=("A", letter.upper()),
                titles=[(named["nl"][each], named["en"][each]) for each in ("a", letter)],
                story=(told["nl"], told["en"]),
            )
        write_document(partial / COMPARISON, describe_comparison(found))

    return write_whole(folder, fill, COMPARISON)
