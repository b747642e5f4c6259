"""Tells an evaluation of a proposal in words, and writes its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.breaches import breach_sentences
from workbench.evaluation_tables import ledger_lines, term_table
from workbench.messages import LANGUAGES, Language, say
from workbench.names import Names, enumerated, title_of
from workbench.numbers import format_number
from workbench.summary import quality_lines

if TYPE_CHECKING:
    from optimizer.evaluation.evaluation import Evaluation
    from optimizer.evaluation.repairing import Change

FORMAT = 1
EVALUATION = "evaluation.json"
MOST_BREACHES = 3
"""Most broken checks that the reason of one change names."""


def evaluation_lines(found: Evaluation, lang: Language, command: str = "") -> list[str]:
    """Return an evaluation as text, one a line."""
    paragraphs = [
        answer_lines(found, lang),
        repair_lines(found, lang),
        term_table(found, lang),
        ledger_lines(found, lang),
        near_lines(found, lang),
        quality_lines(found.optimum, lang),
        [f"  {warning}" for warning in found.warnings],
        [say(lang, "again", command=command)] if command else [],
    ]
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*paragraph, ""] if paragraph else []
    return lines


def answer_lines(found: Evaluation, lang: Language) -> list[str]:
    """Return whether the proposal is legal, and what it breaks if it is not."""
    form = "complete" if found.stated.complete else "partial"
    key = "answer_open" if found.legal is None else f"answer_{'legal' if found.legal else 'illegal'}_{form}"
    programmes = 0 if found.plan is None else len(found.plan.programmes)
    lines = [
        say(lang, key, proposal=found.proposal.name, scenario=title_of(found.scenario, lang), programmes=programmes)
    ]
    if found.legal is False:
        lines += [f"  {sentence}" for sentence in broken_sentences(found, lang)]
        if not found.least_is_proven:
            lines.append(say(lang, "least_unproven"))
        kept = [name for name in found.kept if name in found.scenario.rules]
        lines.append(say(lang, "kept_rules", rules=enumerated(kept, lang)))
    return lines


def broken_sentences(found: Evaluation, lang: Language) -> list[str]:
    """Return one sentence for every check that fails."""
    return breach_sentences(found.broken, found.instance, found.plan, lang)


def repair_lines(found: Evaluation, lang: Language) -> list[str]:
    """Return how little mends the proposal, and why each change is needed."""
    repair = found.repair
    if found.legal is None:
        return []
    if repair is None:
        return [say(lang, "repair_no_plan")]
    if not repair.changes:
        return [say(lang, "repair_none_needed")]
    cost = repair.result.terms["cost"]
    difference = format_number(cost.plan - cost.today, lang, signed=True)
    return [
        _headline(found, lang),
        *(f"  {change_sentence(found, change, lang)}" for change in repair.changes),
        say(lang, "repair_cost", amount=format_number(cost.plan, lang), difference=difference),
    ]


def _headline(found: Evaluation, lang: Language) -> str:
    repair = found.repair
    assert repair is not None
    if not repair.is_proven:
        return say(lang, "repair_unproven", changes=repair.changed, fewest=repair.fewest)
    if repair.changed == 0:
        return say(lang, "repair_leads")
    return say(lang, "repair_one") if repair.changed == 1 else say(lang, "repair_many", changes=repair.changed)


def change_sentence(found: Evaluation, change: Change, lang: Language) -> str:
    """Return a change and its reason."""
    names = Names(found.instance, lang)
    campus, specialisation = change.campus_id, change.specialisation_id
    who = names.programme(campus, specialisation) if specialisation else names.campus(campus)
    return f"{say(lang, f'change_{change.action}', who=who)} {reason_sentence(found, change, lang)}"


def reason_sentence(found: Evaluation, change: Change, lang: Language) -> str:
    """Return why a change is needed: what breaks if it is undone alone."""
    if change.because != "rules":
        return say(lang, f"because_{change.because}")
    if not len(change.breaks):
        return say(lang, "because_unknown")
    sentences = breach_sentences(change.breaks, found.instance, change.without, lang, MOST_BREACHES)
    return say(lang, "because_rules", breaches=" ".join(sentences))


def near_lines(found: Evaluation, lang: Language) -> list[str]:
    """Return where the proposal stands among near-optimal plans."""
    near = found.near
    if near is None:
        return []
    within = say(lang, "near_within" if near.is_within else "near_outside")
    if len(near.table) == 1:
        return [say(lang, "near_one"), within]
    percentile = format_number(near.percentile, lang, 0) + "%"
    worse = round(near.percentile / 100 * len(near.table))
    return [say(lang, "near_many", count=len(near.table), worse=worse, percentile=percentile), within]


def describe_evaluation(found: Evaluation, command: str = "") -> dict[str, Any]:
    """Return the contents of ``evaluation.json``; without times, so that equal input gives equal bytes."""
    from optimizer.solving.saving import inputs_of

    near, repair = found.near, found.repair
    broken = found.broken.to_dict(orient="records")
    sentences = {lang: broken_sentences(found, lang) for lang in LANGUAGES}
    return {
        "format": FORMAT,
        "scenario": found.scenario.name,
        "dataset": found.instance.name,
        "proposal": {"name": found.proposal.name, "form": found.proposal.form, "sha256": found.proposal.sha256},
        "complete": found.stated.complete,
        "legal": found.legal,
        "percentile": None if near is None else near.percentile,
        "percentiles": {} if near is None else dict(near.percentiles),
        "sampled": 0 if near is None else len(near.table),
        "near_optimal": None if near is None else near.is_within,
        "completion": found.completion_status,
        "broken": broken,
        "broken_sentences": sentences,
        "least_is_proven": found.least_is_proven,
        "kept": found.kept,
        "repair": None
        if repair is None
        else {
            "changes": repair.changed,
            "fewest": repair.fewest,
            "proven": repair.is_proven,
            "steps": [
                {
                    "action": change.action,
                    "campus_id": change.campus_id,
                    "specialisation_id": change.specialisation_id,
                    "because": change.because,
                    "breaks": change.breaks.to_dict(orient="records"),
                    **{lang: change_sentence(found, change, lang) for lang in LANGUAGES},
                }
                for change in repair.changes
            ],
        },
        "optimum": {"status": found.optimum.status, "gap": found.optimum.gap},
        **{
            lang: [*answer_lines(found, lang), *repair_lines(found, lang), *near_lines(found, lang)]
            for lang in LANGUAGES
        },
        "command": command,
        "seed": found.optimum.seed,
        "threads": found.optimum.threads,
        "versions": dict(found.optimum.versions),
        "inputs": inputs_of(found.instance, found.scenario),
        "overrides": [vars(override) for override in found.scenario.overrides],
        "warnings": list(found.warnings),
    }


def write_evaluation(found: Evaluation, folder: str | Path, lang: Language, command: str = "") -> Path:
    """Write the folder of an evaluation, whole or not at all.

    Raises
    ------
    InputError
        If the folder holds anything but an evaluation, or cannot be written.
    """
    import maps
    from optimizer.analysis.ledger import LEDGER
    from optimizer.evaluation.evaluation import REPAIR, TERMS
    from optimizer.inputs.writing import format_table
    from optimizer.solving.saving import write_checks, write_document, write_plan, write_whole
    from workbench.results import MAP, write_result_folder

    def table(partial: Path, name: str, frame: Any, columns: tuple[str, ...], keys: tuple[str, ...]) -> None:
        (partial / name).write_bytes(format_table(frame, columns, keys).encode("utf-8"))

    def fill(partial: Path) -> None:
        write_checks(found.checks, partial / "checks.csv")
        table(partial, "terms.csv", found.terms, TERMS, ("term",))
        reasons = [reason_sentence(found, change, lang) for change in found.changes]
        repairs = found.repairs().assign(reason=reasons)
        table(partial, "repair.csv", repairs, (*REPAIR, "reason"), REPAIR)
        table(partial, "ledger.csv", found.ledger, LEDGER, ("level", "id"))
        if found.near is not None:
            columns = tuple(found.near.table.columns)
            table(partial, "near_optimal.csv", found.near.table, columns, ())
        if found.completion is not None:
            write_result_folder(found.completion, partial / "completion", lang)
        elif found.plan is not None:
            (partial / "proposal").mkdir()
            write_plan(found.plan, partial / "proposal")
            maps.save(found.as_result(), partial / "proposal" / MAP, lang)
        if found.repair is not None:
            write_result_folder(found.repair.result, partial / "repair", lang)
        write_document(partial / EVALUATION, describe_evaluation(found, command))

    return write_whole(folder, fill, EVALUATION)
