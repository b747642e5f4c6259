from __future__ import annotations

import pytest

from maps import style


def test_contrast_of_black_and_white_is_21() -> None:
    assert style.contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize("place", range(len(style.FAMILY_COLOURS)))
def test_letter_stands_out_on_its_colour(place: int) -> None:
    mark = style.family_mark(place)
    assert style.contrast(mark["colour"], mark["ink"]) >= 4.5


def test_letters_never_repeat() -> None:
    letters = [style.family_mark(place)["letter"] for place in range(60)]
    assert len(set(letters)) == 60


@pytest.mark.parametrize(("largest", "step"), [(0.0, 0.5), (4.0, 1.0), (9.0, 2.0), (21.0, 5.0), (500.0, 50.0)])
def test_classes_of_extra_travel_have_round_bounds(largest: float, step: float) -> None:
    assert style.extra_travel_breaks(largest) == [0.0, step, 2 * step, 3 * step, 4 * step]


def test_every_class_has_a_colour() -> None:
    assert len(style.EXTRA_TRAVEL_COLOURS) == len(style.extra_travel_breaks(10.0)) + 1
    assert len(style.CATCHMENT_COLOURS) == len(style.CATCHMENT_BREAKS) + 1
