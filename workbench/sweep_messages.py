"""What the workbench says about a sweep: the part of the catalogue of :mod:`workbench.messages` that is its own."""

from __future__ import annotations

SWEEP_MESSAGES: dict[str, tuple[str, str]] = {
    "sweep_starting": ("{count} werkers worden gestart ...", "Starting {count} workers ..."),
    "sweep_connecting": ("Er wordt verbinding gemaakt met {scheduler} ...", "Connecting to {scheduler} ..."),
    "sweep_no_workers": (
        "Er zijn nog geen werkers bij {scheduler}: er wordt gewacht tot er een komt.",
        "There are no workers at {scheduler} yet: waiting until one comes.",
    ),
    "sweep_stopping": (
        "Er wordt gestopt: de cellen die klaar zijn, blijven. Nog eens Ctrl-C breekt meteen af.",
        "Stopping: the cells that are finished are kept. Ctrl-C once more ends at once.",
    ),
    "sweep_cells": ("Cel {finished} van {of}", "Cell {finished} of {of}"),
    "sweep_plans": (
        "Plannen tegen cellen gehouden: {finished} van {of}",
        "Plans held against cells: {finished} of {of}",
    ),
    "sweep_left": ("nog {time}", "{time} left"),
    "time_seconds": ("{count} s", "{count} s"),
    "time_minutes": ("{count} min", "{count} min"),
    "time_hours": ("{count} uur", "{count} h"),
    "time_days": ("{count} dagen", "{count} days"),
    "sweep_complete": ("Alle {cells} cellen zijn klaar.", "All {cells} cells are finished."),
    "sweep_incomplete": (
        "{finished} van de {cells} cellen zijn klaar ({why}). Dezelfde opdracht gaat verder waar deze bleef.",
        "{finished} of the {cells} cells are finished ({why}). The same command goes on where this one stopped.",
    ),
    "sweep_not_compared": (
        "De plannen zijn nog niet tegen alle cellen gehouden ({why}). Dezelfde opdracht gaat verder waar deze bleef.",
        "Plans have not been held against all cells yet ({why}). The same command goes on where this one stopped.",
    ),
    "sweep_failures": ("niet alles lukte", "not everything succeeded"),
    "sweep_failed": (
        "Van {count} cellen kwam niets; dezelfde opdracht probeert ze opnieuw. De eerste ({parameters}): {error}",
        "Nothing came of {count} cells; the same command tries them again. The first ({parameters}): {error}",
    ),
    "cells_optimal": ("bewezen optimaal: {count}", "proven optimal: {count}"),
    "cells_feasible": ("plan, niet tot het einde bewezen: {count}", "plan, not proven to the end: {count}"),
    "cells_infeasible": ("geen plan mogelijk: {count}", "no plan possible: {count}"),
    "cells_no_plan": ("geen plan gevonden binnen de grenzen: {count}", "no plan found within the limits: {count}"),
    "cells_failed": ("mislukt: {count}", "failed: {count}"),
    "sweep_more_groups": (
        "En {count} andere combinaties: zie {path}.",
        "And {count} other combinations: see {path}.",
    ),
    "sweep_clash": ("Zonder plan, {count} cellen: {rules}", "Without a plan, {count} cells: {rules}"),
    "sweep_folder": ("Cellen en tabellen: {path}", "Cells and tables: {path}"),
    "regret_chart": ("Grafiek van de spijt: {path}", "Chart of regret: {path}"),
    "regret_title": ("Spijt per plan: {sweep}", "Regret by plan: {sweep}"),
    "regret_axis": ("{label} boven die van het beste plan ({unit})", "{label} above that of the best plan ({unit})"),
    "regret_mean": ("gemiddeld", "mean"),
    "regret_risk": ("gemiddeld in de ergste {tail}", "mean of the worst {tail}"),
    "regret_most": ("hoogstens", "at most"),
    "regret_broken": ("breekt in {count}", "breaks in {count}"),
    "regret_today": ("vandaag", "today"),
    "robust_solving": (
        "Het plan met de minste spijt wordt uitgewerkt ...",
        "Working out the plan of least regret ...",
    ),
    "robust_map": ("Plan met de minste spijt: {path}", "Plan of least regret: {path}"),
    "robust_impossible": (
        "Met de cijfers zoals ze zijn, kan plan {plan} de regels niet houden: het wordt niet uitgewerkt.",
        "With the figures as they are plan {plan} cannot keep the rules: it is not worked out.",
    ),
}
"""Texts by key: Dutch, English."""
