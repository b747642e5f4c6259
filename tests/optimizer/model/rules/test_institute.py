"""Rows and effect of `institute`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of

EIGHT = {"residents_total": 8}
ALL_ROWS = {
    "somewhere": 1,
    "residents_total": 1,
    "fewest_in_track": 4,
    "most_in_track": 4,
    "studios": 2,
    "someone": 2,
    "campus_still_teaches": 1,
    "spread": 2,
    "guests_keep_teaching": 4,
}


def test_rows_of_hosts_tracks_families_and_guests() -> None:
    model = built(tiny_instance(), {"institute": EIGHT})
    assert rows_of(model, "institute") == ALL_ROWS
    # families weigh 1 and 3: 2 and 6 of 8 residents; film has 32 graduates, a fifth of them is 6 whole residents
    lower, _, upper = row(model, "institute", "spread", "film")
    assert (lower, upper) == (6.0, 6.0)
    _, most, _ = row(model, "institute", "most_in_track", "film-pba")
    assert most["tracks[film-pba]"] == -6.0
    _, studios, _ = row(model, "institute", "studios", "attic")
    assert studios["hosts[attic]"] == -4.0


def test_an_absent_institute_has_neither_rows_nor_variables() -> None:
    model = built(tiny_instance(), {"institute": {"present": False}})
    assert rows_of(model, "institute") == {}
    assert model.pyomo.component("hosts") is None
    assert len(model.pyomo.guests) == 0


# Only hall (10 studios) holds 8 residents; it lies in bb, where film and photo can lead: 0 km. Leads in aa are 45 km
# away: all 6 residents of the family film if film leads at one-a, since sound is in aa anyway.
@pytest.mark.parametrize(
    ("changes", "lead", "distance"),
    [
        ({}, [], 0.0),
        ({}, ["one/film-pba"], 270.0),
        ({}, ["one/film-pba", "one/photo-aba_ma"], 360.0),
        ({"hosts": ["attic"]}, [], None),
        ({"not_in": ["south"]}, [], None),
        ({"not_in": ["bb"], "residents_total": 4, "min_track": 1}, [], 0.0),
        ({"graduate_share": 0.05}, [], None),
        ({"min_track": 7}, [], None),
        ({"hosts": []}, [], None),
    ],
)
def test_where_it_sits_and_who_feeds_it(changes: dict[str, object], lead: list[str], distance: float | None) -> None:
    rules = {"institute": {**EIGHT, **changes}, "locks": {"lead": lead}}
    found = optimum(tiny_instance(), rules, "institute_distance").value
    assert found == (None if distance is None else pytest.approx(distance, abs=1e-6))


# Guests are no more than the top FTE that stays at the lead. The family film has 6 residents, 3 top FTE in film and 2
# in sound: at most 1.5 and 1 FTE of guests: 4 and 2 residents at 0.375 FTE, but 3 and 2 at 0.4.
@pytest.mark.parametrize(("rate", "possible"), [(0.2, True), (0.375, True), (0.4, False)])
def test_guests_keep_teaching(rate: float, possible: bool) -> None:
    rules = {"institute": {**EIGHT, "guest_fte_per_resident": rate}}
    assert (optimum(tiny_instance(), rules, "freed").value is not None) == possible


def test_more_studios_graduates_and_hosts_never_make_it_worse() -> None:
    strict = {"institute": {**EIGHT, "hosts": ["hall"], "graduate_share": 0.2}, "locks": {"lead": ["one/film-pba"]}}
    loose = {**strict, "institute": {**EIGHT, "max_hosts": 2, "graduate_share": 0.5}}
    before, after = (optimum(tiny_instance(), rules, "institute_distance").value for rules in (strict, loose))
    assert after < before
