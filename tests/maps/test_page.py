from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

import maps
from maps.page import json_block
from optimizer.solving.result import Result
from tests.maps import example


def test_two_renders_are_identical(result: Result) -> None:
    assert maps.render(result) == maps.render(result)


def test_page_is_small_and_names_no_address(result: Result) -> None:
    page = maps.render(result)
    assert len(page.encode()) < 1_000_000
    markup = re.sub(r"(?s)<script.*?</script>|<style>.*?</style>", "", page)
    assert "://" not in markup
    assert "<link" not in page


def test_page_opens_in_the_language_asked_for(small: Result) -> None:
    assert '<html lang="en">' in maps.render(small, "en")
    with pytest.raises(ValueError, match="not fr"):
        maps.render(small, "fr")


def test_save_writes_the_page_and_nothing_else(small: Result, tmp_path: Path) -> None:
    path = maps.save(small, tmp_path / "new" / "map.html", lang="en")
    assert path.read_text(encoding="utf-8") == maps.render(small, "en")
    assert [one.name for one in path.parent.iterdir()] == ["map.html"]


def test_notebooks_get_a_sandboxed_frame(small: Result) -> None:
    shown = maps.show(small)._repr_html_()
    assert 'sandbox="allow-scripts' in shown
    assert "allow-same-origin" not in shown
    (inside,) = re.findall(r'srcdoc="([^"]*)"', shown)
    assert html.unescape(inside) == maps.render(small)


def test_json_cannot_end_its_element() -> None:
    text = json_block({"name": "</script><!-- \u2028\u2029 & {{7*7}}"})
    assert "<" not in text
    assert "\u2028" not in text
    assert json.loads(text) == {"name": "</script><!-- \u2028\u2029 & {{7*7}}"}


def test_hostile_names_stay_inside_the_data() -> None:
    page = maps.render(example.result_of(example.hostile(example.small()), title=example.HOSTILE))
    outside = re.sub(r'(?s)<script type="application/json".*?</script>', "", page)
    assert "onerror=alert(1)>" not in outside
    assert page.count("{{7*7}}") > 10
    assert page.count("</script>") == maps.render(example.result_of(example.small())).count("</script>")
