"""Texts about the files of a result: what each table and column holds, and what a workbook says of itself."""

from __future__ import annotations

FOLDER_MESSAGES: dict[str, tuple[str, str]] = {
    # Tables
    "table_plan": (
        "Elke opleiding van het plan. Dit is een geldig voorstel: wijzig rijen en laat het narekenen.",
        "Every programme of the plan. A valid proposal: change rows and have it judged.",
    ),
    "table_changes": (
        "Elke opleiding van vandaag en van het plan, met wat ervan wordt.",
        "Every programme of today and of the plan, with what becomes of it.",
    ),
    "table_students": (
        "Waar de studenten van elk arrondissement heen gaan, per specialisatie.",
        "Where the students of every arrondissement go, by specialisation.",
    ),
    "table_staff": ("Waar elke docentengroep werkt.", "Where every teacher group works."),
    "table_institute": (
        "Wie het postacademisch instituut ontvangt, en uit welk expertisecentrum.",
        "Whom the post-academic institute hosts, and from which lead centre.",
    ),
    "table_choice": (
        "Raming: wie zou komen als studenten zelf kiezen.",
        "Estimate: who would come if students chose for themselves.",
    ),
    "table_checks": (
        "Elke regel en maatstaf, nagerekend door code die niets met het model deelt.",
        "Every rule and term, computed again by code that shares nothing with the model.",
    ),
    "table_terms": ("Elke maatstaf, vandaag en in het plan.", "Every term, today and in the plan."),
    "table_goals": (
        "De doelen in volgorde, met hoe ver het bewijs reikt.",
        "The goals in order, with how far the proof goes.",
    ),
    "table_campuses": ("De campussen die het plan kan noemen.", "The campuses that a plan can name."),
    "table_specialisations": (
        "De specialisaties die het plan kan noemen.",
        "The specialisations that a plan can name.",
    ),
    "situation_file_today": ("Vandaag, herverdeeld. {table}", "Today, reassigned. {table}"),
    "situation_file_observed": ("Vandaag, waargenomen. {table}", "Today, observed. {table}"),
    # Columns
    "column_campus_id": ("campus", "campus"),
    "column_specialisation_id": ("specialisatie", "specialisation"),
    "column_role": ("lead: expertisecentrum; teach: andere opleiding", "lead: lead centre; teach: other programme"),
    "column_students_today": ("studenten vandaag, alle jaren", "students today, all years"),
    "column_students": ("studenten, alle jaren", "students, all years"),
    "column_fte": ("voltijdse equivalenten (vte) docenten", "full-time equivalents (FTE) of teachers"),
    "column_top_fte": ("waarvan topdocenten, vte", "of which top teachers, FTE"),
    "column_language": ("taal van de opleiding", "language of the programme"),
    "column_change": ("kept: blijft; opened: nieuw; closed: stopt", "kept, opened or closed"),
    "column_lead": ("is in het plan een expertisecentrum", "is a lead centre in the plan"),
    "column_zone_id": ("arrondissement van herkomst", "arrondissement of origin"),
    "column_municipality_id": ("gemeente; leeg: zonder plaats", "municipality; empty: without a place"),
    "column_km": ("km, enkele reis", "km, one way"),
    "column_teacher_group_id": ("docentengroep", "teacher group"),
    "column_host_id": ("plaats van het instituut", "host of the institute"),
    "column_lead_campus_id": ("campus van het expertisecentrum", "campus of the lead centre"),
    "column_residents": ("residenten", "residents"),
    "column_guest_fte": ("vte van gastdocenten", "FTE of guest teachers"),
    "column_chosen": ("studenten die deze opleiding zouden kiezen", "students who would choose this programme"),
    "column_places": ("plaatsen van de campus, met uitbreiding", "places of the campus, with what is added"),
    "column_overflow": ("waarvan er geen plaats is", "of whom do not fit"),
    "column_kind": ("rule: regel; term: maatstaf", "rule or term"),
    "column_name": ("naam", "name"),
    "column_subject": ("waarover", "about what"),
    "column_measured": ("gemeten", "measured"),
    "column_limit": ("grens", "limit"),
    "column_unit": ("eenheid", "unit"),
    "column_ok": ("voldaan", "holds"),
    "column_term": ("maatstaf", "term"),
    "column_label": ("omschrijving", "label"),
    "column_today": ("vandaag, herverdeeld", "today, reassigned"),
    "column_plan": ("plan", "plan"),
    "column_difference": ("verschil", "difference"),
    "column_observed": ("vandaag, waargenomen", "today, observed"),
    "column_value": ("waarde", "value"),
    "column_bound": ("grens waar geen plan onder kan", "bound below which no plan can go"),
    "column_gap": ("afstand tot die grens, als aandeel", "distance from that bound, as a share"),
    "column_status": ("optimal: bewezen; feasible: niet bewezen", "optimal: proven; feasible: not proven"),
    "column_institution": ("hogeschool", "institution"),
    "column_municipality": ("gemeente", "municipality"),
    "column_campus": ("naam van de campus", "name of the campus"),
    "column_specialisation": ("naam van de specialisatie", "name of the specialisation"),
    "column_degree": ("diploma", "degree"),
    "column_family": ("domein", "family"),
    # The report
    "report_written": ("Rapport: {path}", "Report: {path}"),
    "report_pdf": ("PDF: {path}", "PDF: {path}"),
    "report_no_browser": (
        "Geen Chromium of Chrome gevonden, dus geen report.pdf: druk report.html af uit een browser.",
        "Neither Chromium nor Chrome was found, so no report.pdf: print report.html from a browser.",
    ),
    "report_pdf_failed": ("De browser maakte geen report.pdf: {why}", "The browser made no report.pdf: {why}"),
    # The workbook
    "about": ("uitleg", "about"),
    "about_judge": (
        "Wijzig het eerste blad en laat het nakijken: bundel check plan.xlsx. Rijen toevoegen kan onder de tabel; de "
        "lijsten in de cellen tonen wat de gegevens kennen.",
        "Change the first sheet and have it checked: bundel check plan.xlsx. Rows can be added below the table; the "
        "lists in the cells show what the data set knows.",
    ),
    "about_sheets": ("Bladen", "Sheets"),
    "about_columns": ("Kolommen", "Columns"),
    "about_rounding": (
        "Getallen hebben ten hoogste zes decimalen, zoals in de CSV-bestanden; de cellen tonen er minder.",
        "Numbers have at most six decimals, as in the CSV files; the cells show fewer.",
    ),
    "choose_title": ("Onbekende naam", "Unknown name"),
    "choose_campus": ("Kies een campus uit de lijst.", "Choose a campus from the list."),
    "choose_specialisation": ("Kies een specialisatie uit de lijst.", "Choose a specialisation from the list."),
    "choose_role": ("Kies lead of teach.", "Choose lead or teach."),
    "package": (
        "Tabellen van een plan van Bundel voor {dataset}. result.json, ernaast, geeft het bewijs en de "
        "controlegetallen van de invoer.",
        "Tables of a plan by Bundel for {dataset}. result.json, beside them, gives the proof and the "
        "hashes of the input.",
    ),
}
"""Texts by key: Dutch, English."""
