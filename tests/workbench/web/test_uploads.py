"""Files that somebody sends have a size, a kind and a name to show; the name is never a path."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.web.uploads import TooLargeError, Upload, require_small, shown_name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("plan.xlsx", "plan.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\eva\\plan.csv", "plan.csv"),
        ("..", "upload"),
        ("", "upload"),
        (None, "upload"),
        ("\u202ecsv.nalp", "csv.nalp"),
        ("a\x00b\r\n.csv", "ab.csv"),
        ("<b>x</b>.csv", "b>.csv"),
        ("n" * 200 + ".xlsx", "n" * 74 + "….xlsx"),
    ],
)
def test_names(sent: str | None, shown: str) -> None:
    assert shown_name(sent) == shown


@given(st.text(alphabet="a.b/\\\x00\r\n\u202e\u2066 é<", max_size=120))
def test_no_name_is_a_path_or_hides_anything(sent: str) -> None:
    shown = shown_name(sent)
    assert shown
    assert len(shown) <= 80
    assert not set(shown) & set("/\\\x00\r\n\u202e\u2066")
    assert shown.strip(".")


def test_kinds() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        out.writestr("xl/workbook.xml", "")
    assert Upload("tables.zip", stream.getvalue()).is_workbook
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as out:
        out.writestr("campuses.csv", "")
    assert not Upload("tables.zip", plain.getvalue()).is_workbook
    assert Upload("tables.zip", plain.getvalue()).is_zip
    assert not Upload("plan.xlsx", b"campus_id,specialisation_id").is_workbook


def test_too_large() -> None:
    require_small([Upload("a", b"12"), Upload("b", b"3")], largest=3)
    with pytest.raises(TooLargeError):
        require_small([Upload("a", b"12"), Upload("b", b"34")], largest=3)
