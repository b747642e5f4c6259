"""What the workbench says of how far a rule is missed if no other rule is broken: by rule and kind of row.

``{items}`` lists whom it concerns, each with its amount; ``{names}`` lists them without; ``{amount}`` is one number.
"""

from __future__ import annotations

SHORTFALL_MESSAGES: dict[str, tuple[str, str]] = {
    "short_minimum_enrolment_large_enough": (
        "Zonder een andere regel te breken ontbreken er studenten voor de norm: {items}.",
        "Without breaking another rule, students are missing for the norm: {items}.",
    ),
    "short_sites_per_specialisation_fewest_sites": (
        "Zonder een andere regel te breken zijn er te weinig campussen: {items}.",
        "Without breaking another rule, there are too few campuses: {items}.",
    ),
    "short_sites_per_specialisation_most_sites": (
        "Zonder een andere regel te breken zijn er te veel campussen: {items}.",
        "Without breaking another rule, there are too many campuses: {items}.",
    ),
    "short_specialisations_per_institution_fewest": (
        "Zonder een andere regel te breken houdt een hogeschool te weinig {counted}: {items}.",
        "Without breaking another rule, an institution keeps too few {counted}: {items}.",
    ),
    "short_specialisations_per_institution_most": (
        "Zonder een andere regel te breken geeft een hogeschool te veel {counted}: {items}.",
        "Without breaking another rule, an institution teaches too many {counted}: {items}.",
    ),
    "short_reach_few_travel_far": (
        "Zonder een andere regel te breken reizen {amount} studenten te veel verder dan {km} km.",
        "Without breaking another rule, {amount} students too many travel farther than {km} km.",
    ),
    "short_locks_keep_each": (
        "Zonder een andere regel te breken blijft niet wat moet blijven: {names}.",
        "Without breaking another rule, something does not stay that must: {names}.",
    ),
    "short_locks_keep": (
        "Zonder een andere regel te breken blijft niet wat moet blijven: {names}.",
        "Without breaking another rule, something does not stay that must: {names}.",
    ),
    "short_locks_open": (
        "Zonder een andere regel te breken gaat niet open wat open moet: {names}.",
        "Without breaking another rule, something does not open that must: {names}.",
    ),
    "short_locks_lead": (
        "Zonder een andere regel te breken wordt geen expertisecentrum wat dat moet worden: {names}.",
        "Without breaking another rule, something does not lead that must: {names}.",
    ),
    "short_openings_limit_in_all": (
        "Zonder een andere regel te breken gaan er {amount} opleidingen te veel open.",
        "Without breaking another rule, {amount} programmes too many are opened.",
    ),
    "short_openings_limit_per_institution": (
        "Zonder een andere regel te breken opent een hogeschool te veel opleidingen: {items}.",
        "Without breaking another rule, an institution opens too many programmes: {items}.",
    ),
    "short_staffing_teaching_covers_enrolment": (
        "Zonder een andere regel te breken ontbreekt er vte aan docenten: {items}.",
        "Without breaking another rule, FTE of teachers are missing: {items}.",
    ),
    "short_staffing_few_freed": (
        "Zonder een andere regel te breken valt {amount} vte te veel weg.",
        "Without breaking another rule, {amount} FTE too much is freed.",
    ),
    "short_staffing_few_top_freed": (
        "Zonder een andere regel te breken valt {amount} vte topdocenten te veel weg.",
        "Without breaking another rule, {amount} FTE of top teachers too much is freed.",
    ),
    "short_staffing_few_hired": (
        "Zonder een andere regel te breken wordt {amount} vte te veel aangeworven.",
        "Without breaking another rule, {amount} FTE too much is hired.",
    ),
    "short_secondment_few_sites": (
        "Zonder een andere regel te breken werken docenten op te veel campussen: {items}.",
        "Without breaking another rule, teachers work at too many campuses: {items}.",
    ),
    "short_secondment_goes_farther": (
        "Zonder een andere regel te breken werken docenten waar dat niet mag (vte): {items}.",
        "Without breaking another rule, teachers work where they may not (FTE): {items}.",
    ),
    "short_lead_centre_one_lead": (
        "Zonder een andere regel te breken is er niet precies één expertisecentrum: {names}.",
        "Without breaking another rule, there is not exactly one lead centre: {names}.",
    ),
    "short_lead_centre_lead_has_students": (
        "Zonder een andere regel te breken ontbreken er studenten in het expertisecentrum: {items}.",
        "Without breaking another rule, students are missing at the lead centre: {items}.",
    ),
    "short_lead_centre_lead_has_top_teachers": (
        "Zonder een andere regel te breken ontbreekt er vte topdocenten in het expertisecentrum: {items}.",
        "Without breaking another rule, FTE of top teachers are missing at the lead centre: {items}.",
    ),
    "short_campus_capacity_students_fit": (
        "Zonder een andere regel te breken ontbreken er plaatsen: {items}.",
        "Without breaking another rule, places are missing: {items}.",
    ),
    "short_institute_no_host_or_track": (
        "Het instituut heeft geen plaats, of geen specialisatie om op te nemen.",
        "The institute has no host, or no specialisation to take up.",
    ),
    "short_institute_somewhere": (
        "Zonder een andere regel te breken is het aantal plaatsen van het instituut {amount} verkeerd.",
        "Without breaking another rule, the number of hosts of the institute is off by {amount}.",
    ),
    "short_institute_residents_total": (
        "Zonder een andere regel te breken ontbreken er {amount} residenten.",
        "Without breaking another rule, {amount} residents are missing.",
    ),
    "short_institute_fewest_in_track": (
        "Zonder een andere regel te breken zijn er te weinig residenten van een specialisatie: {items}.",
        "Without breaking another rule, there are too few residents of a specialisation: {items}.",
    ),
    "short_institute_campus_still_teaches": (
        "Zonder een andere regel te breken zit het instituut op een campus zonder opleidingen: {names}.",
        "Without breaking another rule, the institute sits on a campus without programmes: {names}.",
    ),
    "short_institute_spread": (
        "Zonder een andere regel te breken klopt het aantal residenten van een domein niet: {items}.",
        "Without breaking another rule, the number of residents of a family is off: {items}.",
    ),
    "short_institute_guests_keep_teaching": (
        "Zonder een andere regel te breken ontbreekt er vte topdocenten voor gastlessen: {items}.",
        "Without breaking another rule, FTE of top teachers are missing for guest hours: {items}.",
    ),
    "short_province_presence_fewest": (
        "Zonder een andere regel te breken houdt een provincie te weinig {counted}: {items}.",
        "Without breaking another rule, a province keeps too few {counted}: {items}.",
    ),
    "short_pole_balance_balanced": (
        "Zonder een andere regel te breken is het verschil {amount} {counted} te groot.",
        "Without breaking another rule, the difference is {amount} {counted} too large.",
    ),
    "short_network_pluralism_several": (
        "Zonder een andere regel te breken zijn er te weinig {by}: {items}.",
        "Without breaking another rule, there are too few {by}: {items}.",
    ),
    "short_industry_proximity_none_far": (
        "Zonder een andere regel te breken ligt een expertisecentrum te ver: {names}.",
        "Without breaking another rule, a lead centre lies too far: {names}.",
    ),
    "short_borders_keeps_its_students": (
        "Zonder een andere regel te breken verliest een groep studenten: {items}.",
        "Without breaking another rule, a group loses students: {items}.",
    ),
    "short_budget_one_off": (
        "Zonder een andere regel te breken wordt eenmalig {amount} euro te veel uitgegeven.",
        "Without breaking another rule, EUR {amount} too much is spent once.",
    ),
    "short_budget_yearly": (
        "Zonder een andere regel te breken wordt per jaar {amount} euro te veel uitgegeven.",
        "Without breaking another rule, EUR {amount} too much is spent a year.",
    ),
    "short_language_equivalent": (
        "Zonder een andere regel te breken ontbreekt een Nederlandstalige opleiding naast: {names}.",
        "Without breaking another rule, a Dutch programme is missing beside: {names}.",
    ),
    "short_language_ceiling": (
        "Zonder een andere regel te breken zijn er te veel anderstalige opleidingen: {items}.",
        "Without breaking another rule, there are too many programmes in another language: {items}.",
    ),
    "short_linear_held": (
        "Zonder een andere regel te breken wordt een eigen regel niet gehaald, met dit verschil: {items}.",
        "Without breaking another rule, a rule of the user's own is missed, by: {items}.",
    ),
    "short_other": (
        "Zonder een andere regel te breken wordt {rule} niet gehaald, met dit verschil: {items}.",
        "Without breaking another rule, {rule} is missed, by: {items}.",
    ),
}
"""Texts by key: Dutch, English."""
