"""Puts a report together: the summary, the figures, and the annexes with their tables in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maps.layers.arrondissements import arrondissements
from maps.layers.figures import key_figures
from maps.layers.notes import notes
from maps.layers.situations import situations
from workbench.messages import LANGUAGES, Language
from workbench.names import description_of
from workbench.numbers import format_share
from workbench.report import evidence, outcomes
from workbench.report.figures import Figure, figures_of
from workbench.report.parts import ReportTable, Subject
from workbench.summary import ROUNDING, count_lines, estimated_share, status_sentence, titles, warning_lines

if TYPE_CHECKING:
    from optimizer.solving.result import Result

MOST_NAMED = 4
FIGURE_TABLES = {"programmes": "programmes", "mean_km": "zones", "top_at_leads": "programmes"}
"""Tables that key figures come from; those that are terms come from the table of the terms."""


@dataclass(frozen=True)
class Annex:
    """An annex: a title, texts, tables and figures."""

    name: str
    title: str
    tables: tuple[ReportTable, ...] = ()
    figures: tuple[Figure, ...] = ()
    texts: tuple[str, ...] = ()
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything that a report says, in order.

    Attributes
    ----------
    subject : Subject
        The result that it is about.
    title, dataset : str
        Titles of the scenario and of the data set.
    summary : dict
        decided, status, figures, winners, losers, who, uncertain: what the first page says.
    cover : Figure
        The map of the first page.
    annexes : tuple of Annex
        The rest.
    numbers : dict
        Numbers of the tables, by name.
    """

    subject: Subject
    title: str
    dataset: str
    summary: dict[str, Any]
    cover: Figure
    annexes: tuple[Annex, ...]
    numbers: dict[str, int]

    @property
    def figures(self) -> list[Figure]:
        """All figures, in order."""
        return [self.cover, *(figure for annex in self.annexes for figure in annex.figures)]


def report_of(result: Result, lang: Language) -> Report:
    """Return the report on a result with a plan.

    Raises
    ------
    ValueError
        If the result has no plan.
    """
    if result.plan is None:
        message = f"a result that is {result.status} has no plan to report on"
        raise ValueError(message)
    subject = Subject(result, lang)
    tables = _tables(subject)
    numbers = {table.name: number for number, table in enumerate((t for group in tables.values() for t in group), 1)}
    figures = figures_of(subject, numbers)
    title, dataset = titles(result, lang)
    annexes = _annexes(subject, tables, figures[1:], numbers)
    return Report(subject, title, dataset, _summary(subject), figures[0], annexes, numbers)


def _tables(subject: Subject) -> dict[str, list[ReportTable]]:
    choice = evidence.choice_table(subject)
    return {
        "annex_terms": [outcomes.terms_table(subject)],
        "annex_who": [
            outcomes.sums_table(subject, "institutions", "institutions", "institution_id", "institution"),
            outcomes.sums_table(subject, "provinces", "provinces", "province_id", "province"),
            outcomes.sums_table(subject, "municipalities", "municipalities", "municipality_id", "municipality"),
        ],
        "annex_programmes": [outcomes.programmes_table(subject)],
        "annex_travel": [outcomes.zones_table(subject)],
        "annex_staff": [outcomes.institute_table(subject), outcomes.moves_table(subject)],
        "annex_rules": [evidence.rules_table(subject), evidence.changed_table(subject)],
        "annex_sensitivity": [
            evidence.goals_table(subject),
            evidence.tight_table(subject),
            *([choice] if choice is not None else []),
        ],
        "annex_quality": [evidence.confidence_table(subject), evidence.prices_table(subject)],
        "annex_certificate": [
            evidence.settings_table(subject),
            evidence.tables_table(subject),
            evidence.inputs_table(subject),
        ],
    }


def _annexes(
    subject: Subject, tables: dict[str, list[ReportTable]], figures: list[Figure], numbers: dict[str, int]
) -> tuple[Annex, ...]:
    by_name = {figure.name: figure for figure in figures}
    drawn = {"annex_travel": ["map-travel"], "annex_staff": ["map-leads"]}
    titles_of = {name: subject.say(name) for name in tables}
    return tuple(
        Annex(
            name,
            titles_of[name],
            tuple(group),
            tuple(by_name[figure] for figure in drawn.get(name, ()) if figure in by_name),
            tuple(_texts(subject, name, numbers)),
            tuple(_lists(subject, name)),
        )
        for name, group in tables.items()
    )


def _texts(subject: Subject, annex: str, numbers: dict[str, int]) -> list[str]:
    say, result, lang = subject.say, subject.result, subject.lang
    scenario = result.scenario
    if annex == "annex_rules":
        told = description_of(scenario, lang)
        return [told] if told else []
    if annex == "annex_sensitivity":
        proven = "sensitivity_gap" if result.gap and result.gap >= ROUNDING else "sensitivity_proof"
        texts = [] if result.gap is None else [say(proven, gap=format_share(result.gap, lang), table=numbers["goals"])]
        commands = {"verdict": f"bundel verdict {scenario.name}", "front": f"bundel pareto {scenario.name}"}
        return [*texts, say("sensitivity_none", **commands)]
    if annex == "annex_quality":
        return [_note(subject), say("licence", licence=str(result.instance.settings.get("licence", "")))]
    return []


def _lists(subject: Subject, annex: str) -> list[tuple[str, tuple[str, ...]]]:
    say, place = subject.say, LANGUAGES.index(subject.lang)
    if annex == "annex_quality":
        told = notes(subject.result)
        method, assumptions = ([texts[place] for texts in told[name]] for name in ("method", "assumptions"))
        found = [(say("method"), tuple(method)), (say("assumptions"), tuple(assumptions))]
        return [(title, texts) for title, texts in found if texts]
    if annex == "annex_certificate" and subject.result.warnings:
        return [(say("warnings"), tuple(warning_lines(subject.result, subject.lang)[1:]))]
    return []


def _summary(subject: Subject) -> dict[str, Any]:
    count, failed = evidence.rule_checks(subject)
    checked = "not_verified" if failed else "verified"
    return {
        "decided": _decided(subject),
        "status": status_sentence(subject.result, subject.lang),
        "checked": subject.say(checked, count=subject.number(count), failed=subject.number(failed)),
        "figures": _figures(subject),
        **_who(subject),
        "uncertain": _uncertain(subject),
    }


def _decided(subject: Subject) -> list[tuple[str, str]]:
    """Return the decision in sentences, each with the table that it comes from."""
    changes, number = subject.changes["change"].value_counts(), subject.number
    counts = {name: number(float(changes.get(name, 0))) for name in ("kept", "closed", "opened")}
    counts = {name: subject.say("no_number") if text == "0" else text for name, text in counts.items()}
    today = number(float(subject.changes["programmes_today"].sum()))
    leads = number(float(subject.changes["leads"].sum()))
    sentences = [(subject.say("decided", **counts, today=today, leads=leads), "programmes")]
    if len(count_lines(subject.result, subject.lang)) > 1:
        hosts = subject.names("institute_hosts", "host_id")
        names = ", ".join(hosts[host] for host in sorted(set(subject.plan.institute["host_id"])))
        residents = number(float(subject.plan.institute["residents"].sum()))
        sentences.append((subject.say("institute_at", hosts=names, residents=residents), "institute"))
    return sentences


def _figures(subject: Subject) -> list[dict[str, str]]:
    say, number = subject.say, subject.number
    found = []
    for figure in key_figures(subject.result, situations(subject.result)):
        name = figure["name"]
        scale, decimals = (1e-6, 1) if name == "cost" else (1.0, 1 if name in {"mean_km", "top_at_leads"} else 0)
        against = ""
        if figure["today"] is not None:
            against = say("from", today=number(figure["today"] * scale, decimals))
        elif figure["of"] is not None:
            against = say("of", of=number(figure["of"]))
        label = {each: say(f"figure_{each}") for each in FIGURE_LABELS}[name]
        value = number(figure["plan"] * scale, decimals)
        found.append({"label": label, "value": value, "against": against, "table": FIGURE_TABLES.get(name, "terms")})
    return found


FIGURE_LABELS = ("programmes", "displaced", "mean_km", "top_at_leads", "cost", "unplaced")


def _who(subject: Subject) -> dict[str, Any]:
    """Return who gains and who loses students, who ends, and who travels farther."""
    sums = subject.sums("institution_id").sort_values("difference", kind="stable")
    short = subject.result.instance.table("institutions").set_index("institution_id")["short_name"]

    def shown(rows: Any) -> list[tuple[str, str]]:
        return [(str(short[name]), subject.number(row["difference"], signed=True)) for name, row in rows.iterrows()]

    losing, gaining = sums[sums["difference"] <= -0.5], sums[sums["difference"] >= 0.5]
    ended = [str(short[name]) for name in sums.index[(sums["programmes"] == 0) & (sums["programmes_today"] > 0)]]
    sentences: list[tuple[str, str]] = []
    if len(ended) == 1:
        sentences.append((subject.say("ends", name=ended[0]), "institutions"))
    elif ended:
        sentences.append((subject.say("some_end", names=", ".join(ended)), "institutions"))
    zones = arrondissements(subject.result.instance, situations(subject.result))
    farthest = max(zones, key=lambda zone: zone["extra"] or 0.0)
    if (farthest["extra"] or 0.0) > 0:
        numbers = {name: subject.number(farthest[name], 1) for name in ("extra", "today", "plan")}
        zone = farthest["name"][LANGUAGES.index(subject.lang)]
        sentences.append((subject.say("farthest", zone=zone, **numbers), "zones"))
    return {
        "gainers": shown(gaining.iloc[::-1].head(MOST_NAMED)),
        "losers": shown(losing.head(MOST_NAMED)),
        "who": sentences,
    }


def _uncertain(subject: Subject) -> list[tuple[str, str]]:
    """Return what is uncertain, in sentences, each with the table that it comes from."""
    say, result, number, lang = subject.say, subject.result, subject.number, subject.lang
    share = number(estimated_share(result.instance) * 100) + "%"
    sentences = [(f"{say('uncertain_estimated', share=share)} {_note(subject)}".strip(), "confidence")]
    if result.status == "optimal":
        sentences.append((say("uncertain_goals"), "goals"))
    elif result.gap is None:
        sentences.append((say("uncertain_unknown"), "goals"))
    else:
        sentences.append((say("uncertain_open", gap=format_share(result.gap, lang)), "goals"))
    if result.choice is None:
        return [*sentences, (say("uncertain_no_choice"), "")]
    numbers = {name: number(getattr(result.choice, name)) for name in ("overflow", "give_up")}
    return [*sentences, (say("uncertain_choice", **numbers), "choice")]


def _note(subject: Subject) -> str:
    return str(subject.result.instance.settings.get(f"note_{subject.lang}", ""))
