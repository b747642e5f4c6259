"""What the workbench says of changes that make a plan possible: by key. ``{old}`` and ``{new}`` are values in words.

A key may have one text a choice: its value then stands behind it. ``{removed}`` lists what is taken out of a list.
"""

from __future__ import annotations

REPAIR_MESSAGES: dict[str, tuple[str, str]] = {
    "repair_other": ("Zet {setting} op {new} (nu {old}).", "Set {setting} to {new} (now {old})."),
    "repair_entries": ("Haal uit {setting}: {removed}.", "Take out of {setting}: {removed}."),
    "repair_no_limit": ("Neem de grens {setting} weg (nu {old}).", "Take the limit {setting} away (now {old})."),
    "repair_off": ("Schakel de regel {rule} uit.", "Switch the rule {rule} off."),
    "repair_off_entry": ("Schakel deze eigen regel uit: {rule}.", "Switch this rule of your own off: {rule}."),
    "repair_openings_family": (
        "Laat hogescholen opleidingen openen in de domeinen die zij al geven.",
        "Let institutions open programmes in the families that they teach already.",
    ),
    "repair_openings_anywhere": ("Laat overal opleidingen openen.", "Let programmes be opened anywhere."),
    "repair_students_unplaced_share": (
        "Aanvaard dat {new} van alle studenten zonder plaats blijft (nu {old}).",
        "Accept that {new} of all students stay without a place (now {old}).",
    ),
    "repair_students_assignment": (
        "Laat de doelen bepalen waar studenten heen gaan, in plaats van de dichtste plaats.",
        "Let the goals decide where students go, rather than the nearest place.",
    ),
    "repair_students_single_source": (
        "Laat studenten van één arrondissement en specialisatie naar verschillende gemeenten gaan.",
        "Let students of one arrondissement and specialisation go to different municipalities.",
    ),
    "repair_minimum_enrolment_norm": (
        "Verlaag de norm voor bachelors van {old} naar {new} studenten.",
        "Lower the norm for bachelors from {old} to {new} students.",
    ),
    "repair_minimum_enrolment_norm_master": (
        "Verlaag de norm voor masters van {old} naar {new} studenten.",
        "Lower the norm for masters from {old} to {new} students.",
    ),
    "repair_minimum_enrolment_count": (
        "Tel de studenten van een erkende opleiding samen binnen de {new}, niet binnen de {old}.",
        "Count the students of a recognised programme together within the {new}, not within the {old}.",
    ),
    "repair_minimum_enrolment_exempt": (
        "Honoreer de vrijstellingen van de norm die in de gegevens staan.",
        "Honour the exemptions from the norm that the data record.",
    ),
    "repair_minimum_enrolment_local_norms": (
        "Verlaag de norm plaatselijk naar {new} studenten: {place}.",
        "Lower the norm locally to {new} students: {place}.",
    ),
    "repair_minimum_enrolment_local_norms_0": (
        "Stel plaatselijk vrij van de norm: {place}.",
        "Exempt locally from the norm: {place}.",
    ),
    "repair_sites_per_specialisation_min": (
        "Vraag per specialisatie minstens {new} campussen, niet {old}.",
        "Ask for no fewer than {new} campuses by specialisation, not {old}.",
    ),
    "repair_sites_per_specialisation_max": (
        "Laat per specialisatie hoogstens {new} campussen toe, niet {old}.",
        "Allow no more than {new} campuses by specialisation, not {old}.",
    ),
    "repair_specialisations_per_institution_count": (
        "Tel per hogeschool {new}, niet {old}.",
        "Count {new} by institution, not {old}.",
    ),
    "repair_specialisations_per_institution_min": (
        "Laat een hogeschool er minstens {new} houden, niet {old}.",
        "Let an institution keep no fewer than {new}, not {old}.",
    ),
    "repair_specialisations_per_institution_max": (
        "Laat een hogeschool er hoogstens {new} geven, niet {old}.",
        "Let an institution teach no more than {new}, not {old}.",
    ),
    "repair_specialisations_per_institution_binding": (
        "Leg het minimum niet op aan hogescholen van de groep {removed}.",
        "Do not bind institutions of the tier {removed} by the minimum.",
    ),
    "repair_reach_km": (
        "Noem pas ver wat meer dan {new} km is, niet {old} km.",
        "Call far only what is more than {new} km, not {old} km.",
    ),
    "repair_reach_share": (
        "Laat {new} van alle studenten ver reizen, niet {old}.",
        "Let {new} of all students travel far, not {old}.",
    ),
    "repair_locks_keep": (
        "Leg niet vast dat dit blijft: {removed}.",
        "Do not fix that this stays: {removed}.",
    ),
    "repair_locks_open": (
        "Leg niet vast dat dit opengaat: {removed}.",
        "Do not fix that this opens: {removed}.",
    ),
    "repair_locks_close": (
        "Leg niet vast dat dit sluit: {removed}.",
        "Do not fix that this closes: {removed}.",
    ),
    "repair_locks_lead": (
        "Leg niet vast dat dit expertisecentrum wordt: {removed}.",
        "Do not fix that this leads: {removed}.",
    ),
    "repair_openings_limit_total": (
        "Laat in totaal hoogstens {new} nieuwe opleidingen toe, niet {old}.",
        "Allow no more than {new} new programmes in all, not {old}.",
    ),
    "repair_openings_limit_per_institution": (
        "Laat per hogeschool hoogstens {new} nieuwe opleidingen toe, niet {old}.",
        "Allow no more than {new} new programmes by one institution, not {old}.",
    ),
    "repair_staffing_freed_share": (
        "Laat {new} van de vte wegvallen, niet {old}.",
        "Let {new} of all FTE be freed, not {old}.",
    ),
    "repair_staffing_top_freed_share": (
        "Laat {new} van de vte topdocenten wegvallen, niet {old}.",
        "Let {new} of the FTE of top teachers be freed, not {old}.",
    ),
    "repair_staffing_hired_fte": (
        "Werf hoogstens {new} vte aan, niet {old}.",
        "Hire no more than {new} FTE, not {old}.",
    ),
    "repair_secondment_ban": (
        "Laat docenten ook in een andere hogeschool lesgeven.",
        "Let teachers teach at other institutions too.",
    ),
    "repair_secondment_km": (
        "Laat docenten tot {new} km van hun thuiscampus werken, niet {old} km.",
        "Let teachers work up to {new} km from their home campus, not {old} km.",
    ),
    "repair_secondment_sites": (
        "Laat docenten op hoogstens {new} campussen werken, niet {old}.",
        "Let teachers work at no more than {new} campuses, not {old}.",
    ),
    "repair_lead_centre_student_share": (
        "Vraag {new} van de studenten in het expertisecentrum, niet {old}.",
        "Ask for {new} of the students at the lead centre, not {old}.",
    ),
    "repair_lead_centre_top_fte": (
        "Vraag {new} vte topdocenten in het expertisecentrum, niet {old}.",
        "Ask for {new} FTE of top teachers at the lead centre, not {old}.",
    ),
    "repair_campus_capacity_expandable_share": (
        "Laat elke campus met {new} van zijn plaatsen groeien.",
        "Let every campus grow by {new} of its places.",
    ),
    "repair_institute_present": ("Zie af van het instituut.", "Do without the institute."),
    "repair_institute_hosts": (
        "Laat elke plaats van de gegevens toe voor het instituut.",
        "Allow every host of the data set for the institute.",
    ),
    "repair_institute_max_hosts": (
        "Laat het instituut op hoogstens {new} plaatsen zitten, niet {old}.",
        "Let the institute sit at no more than {new} places, not {old}.",
    ),
    "repair_institute_residents_total": (
        "Verlaag het aantal residenten van {old} naar {new}.",
        "Lower the number of residents from {old} to {new}.",
    ),
    "repair_institute_min_track": (
        "Vraag per specialisatie minstens {new} residenten, niet {old}.",
        "Ask for no fewer than {new} residents of a specialisation, not {old}.",
    ),
    "repair_institute_graduate_share": (
        "Laat residenten tot {new} van de afgestudeerden zijn, niet {old}.",
        "Let residents be up to {new} of the graduates, not {old}.",
    ),
    "repair_institute_guest_fte_per_resident": (
        "Vraag {new} vte gastlessen per resident, niet {old}.",
        "Ask for {new} FTE of guest teachers for one resident, not {old}.",
    ),
    "repair_institute_not_in": (
        "Laat het instituut hier wel toe: {removed}.",
        "Let the institute sit here after all: {removed}.",
    ),
    "repair_province_presence_provinces": (
        "Vraag dit niet van: {removed}.",
        "Do not ask this of: {removed}.",
    ),
    "repair_province_presence_count": (
        "Tel per provincie {new}, niet {old}.",
        "Count {new} by province, not {old}.",
    ),
    "repair_province_presence_min": (
        "Vraag er per provincie minstens {new}, niet {old}.",
        "Ask for no fewer than {new} by province, not {old}.",
    ),
    "repair_pole_balance_count": (
        "Houd {new} in evenwicht, niet {old}.",
        "Keep {new} in balance, not {old}.",
    ),
    "repair_pole_balance_max_difference": (
        "Laat een verschil van {new} toe, niet {old}.",
        "Allow a difference of {new}, not {old}.",
    ),
    "repair_network_pluralism_by": ("Tel {new}, niet {old}.", "Count {new}, not {old}."),
    "repair_network_pluralism_min": (
        "Vraag er per domein minstens {new}, niet {old}.",
        "Ask for no fewer than {new} by family, not {old}.",
    ),
    "repair_industry_proximity_km": (
        "Laat expertisecentra tot {new} km van een bedrijf liggen, niet {old} km.",
        "Let lead centres lie up to {new} km from a firm, not {old} km.",
    ),
    "repair_industry_proximity_families": (
        "Leg dit niet op aan: {removed}.",
        "Do not ask this of: {removed}.",
    ),
    "repair_borders_by": (
        "Laat {new} voor zich plannen, niet {old}.",
        "Let {new} plan alone, not {old}.",
    ),
    "repair_borders_share": (
        "Laat elk {new} van zijn studenten houden, niet {old}.",
        "Let each keep {new} of its students, not {old}.",
    ),
    "repair_budget_one_off": (
        "Verhoog het eenmalige budget van {old} naar {new} euro.",
        "Raise the budget for spending once from EUR {old} to EUR {new}.",
    ),
    "repair_budget_yearly": (
        "Verhoog het jaarlijkse budget boven vandaag van {old} naar {new} euro.",
        "Raise the yearly budget above today from EUR {old} to EUR {new}.",
    ),
    "repair_language_vintage": (
        "Ga uit van de wet van {new}, niet van {old}.",
        "Take the law of {new}, not that of {old}.",
    ),
    "repair_language_foreign": (
        "Geef dit niet in een andere taal: {removed}.",
        "Do not teach this in another language: {removed}.",
    ),
    "repair_language_both_counts": (
        "Laat een opleiding in beide talen als Nederlandstalig tellen.",
        "Let a programme in both languages count as a Dutch one.",
    ),
    "repair_language_agreements": (
        "Laat hogescholen van een provincie elkaars equivalent zijn.",
        "Let institutions of a province be each other's equivalent.",
    ),
    "repair_language_ceilings": (
        "Pas de plafonds van de wet niet op dit plan toe.",
        "Do not apply the ceilings of the law to this plan.",
    ),
    "repair_linear_min": (
        "Vraag minstens {new}, niet {old}, in deze eigen regel: {rule}.",
        "Ask for no less than {new}, not {old}, in this rule of your own: {rule}.",
    ),
    "repair_linear_max": (
        "Laat hoogstens {new} toe, niet {old}, in deze eigen regel: {rule}.",
        "Allow no more than {new}, not {old}, in this rule of your own: {rule}.",
    ),
}
"""Texts by key: Dutch, English."""
