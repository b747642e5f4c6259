"""What the marks of the map look like: colours, letters and sizes, in one place."""

from __future__ import annotations

FAMILY_COLOURS = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#E69F00",
    "#CC79A7",
    "#56B4E9",
    "#7D4E12",
    "#F0E442",
    "#5B3A8E",
    "#6E7781",
)
"""The seven chromatic colours of Okabe and Ito (2008), then brown, violet and grey. Letters carry the same meaning."""

INK_DARK = "#111418"
INK_LIGHT = "#FFFFFF"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

EXTRA_TRAVEL_COLOURS = ("#EAF1EE", "#F6EFE3", "#EBD5B3", "#D9AE73", "#B97B35", "#8A5014")
"""Less or equal, then five classes of more."""

DIFFERENCE_COLOURS = ("#2F6E91", "#9CC3D5", "#F4F3EE", "#E3BE8B", "#A9651F")
"""Much less, less, about as much, more, much more."""

CATCHMENT_COLOURS = ("#FBFAF6", "#DCE8EF", "#B0CDDD", "#79A8C2", "#4480A3")
CATCHMENT_BREAKS = (0.01, 0.04, 0.1, 0.25)
"""Shares of a campus's students at which the shading of the catchment changes."""

NICE_STEPS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""Steps in km from which the classes of extra travel are chosen."""


def luminance(colour: str) -> float:
    """Return the relative luminance of a ``#RRGGBB`` colour (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), 1 to 21."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """Return the text colour, dark or light, that stands out most on a colour."""
    return max((INK_LIGHT, INK_DARK), key=lambda ink: contrast(colour, ink))


def family_mark(place: int) -> dict[str, str]:
    """Return the letter and colours of the family at a place in the order; colours repeat after ten, letters do not."""
    colour = FAMILY_COLOURS[place % len(FAMILY_COLOURS)]
    letter = LETTERS[place % len(LETTERS)] + (str(place // len(LETTERS) + 1) if place >= len(LETTERS) else "")
    return {"letter": letter, "colour": colour, "ink": ink_on(colour)}


def extra_travel_breaks(largest: float) -> list[float]:
    """Return the upper bounds (km) of the classes of extra travel, the last class open: 0, then four equal steps."""
    step = next((step for step in NICE_STEPS if 4 * step >= largest * 0.8), NICE_STEPS[-1])
    return [0.0, step, 2 * step, 3 * step, 4 * step]


def difference_breaks(largest: float) -> list[float]:
    """Return the bounds (km) of the five classes of a difference: symmetric about 0."""
    step = next((step for step in NICE_STEPS if 4 * step >= largest * 0.8), NICE_STEPS[-1])
    return [-2 * step, -step, step, 2 * step]
