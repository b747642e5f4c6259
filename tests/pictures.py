"""Makes the pictures of the web page that the documentation shows anew: ``python -m tests.pictures``.

It serves the page on a state of its own, has the tutorial calculated, asked about and compared, and photographs each
page in English. It takes minutes, and needs a browser.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.web_server import Visitor, serving
from workbench.web.settings import Settings

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "_static"
WINDOW = {"width": 1200, "height": 860}
WIDTH = 900
COLOURS = 224
LARGEST = 1_000_000
"""Most bytes of all pictures together."""

PATIENCE = 300_000


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as state, serving(Settings(Path(state))) as address, Visitor(address) as someone:
        places = dict(pages_of(someone))
        with chromium() as browser:
            sizes = {name: photograph(browser, f"{address}{place}", name) for name, place in places.items()}
    for name, size in sizes.items():
        sys.stdout.write(f"{size / 1000:7.1f} kB  {picture(name).relative_to(FOLDER.parents[1])}\n")
    if sum(sizes.values()) > LARGEST:
        sys.exit(f"The pictures take {sum(sizes.values())} bytes together, more than {LARGEST}: use fewer COLOURS.")


def pages_of(someone: Visitor) -> Iterator[tuple[str, str]]:
    """Have done what the pictures show, and yield the name and the place of each page."""
    someone.get("/?lang=en")
    first, second = (finished(someone, f"/runs/{someone.solve()}") for _ in range(2))
    chosen = re.findall(r'name="pair" value="([^"]+)" checked', someone.get("/proposals?scenario=tutorial").text)
    form = {"csrf": someone.token(), "scenario": "tutorial", "way": "matrix", "title": "Today's programmes"}
    sent = someone.post("/proposals", data={**form, "samples": "none", "pair": chosen})
    asked = someone.submit("/questions", kind="verdict", scenario="tutorial")
    compared = f"/compare?runs={sent.headers['location'].rpartition('/')[2]}/repair,{second.rpartition('/')[2]}"
    yield "start", "/"
    yield "scenario", "/scenarios/tutorial"
    yield "run", first
    yield "proposals", "/proposals?scenario=tutorial"
    yield "proposal", finished(someone, sent.headers["location"])
    yield "questions", "/questions?scenario=tutorial"
    yield "answer", finished(someone, asked.headers["location"])
    yield "compare", compared
    yield "runs", "/runs"
    yield "data", "/data"


def finished(someone: Visitor, place: str) -> str:
    """Wait until the run of a page has ended well, and return its place."""
    kind, told = someone.wait(place.rpartition("/")[2])[-1]
    assert kind == "done", (place, told)
    return place


def picture(name: str) -> Path:
    """Return the file of a picture."""
    return FOLDER / f"serve-{name}.png"


def photograph(browser: Browser, address: str, name: str) -> int:
    """Photograph a page, and return the bytes that its picture takes."""
    with closing(browser.new_context(viewport=WINDOW, color_scheme="light")) as context:
        page = context.new_page()
        page.goto(f"{address}{'&' if '?' in address else '?'}lang=en")
        settle(page, name)
        shot = Image.open(io.BytesIO(page.screenshot()))
    height = round(shot.height * WIDTH / shot.width)
    small = shot.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(picture(name), optimize=True)
    return picture(name).stat().st_size


def settle(page: Page, name: str) -> None:
    """Wait for what a page fetches, and show the part of it that matters."""
    if name == "proposals":
        page.locator("#glance section").first.wait_for(timeout=PATIENCE)
        page.locator("#click").evaluate("part => part.scrollIntoView()")
    if name == "compare":
        page.locator(".story__text").wait_for(timeout=PATIENCE)
    for frame in page.locator("iframe.map").all():
        frame.evaluate("frame => frame.setAttribute('loading', 'eager')")
        expect(frame.content_frame.locator("h1")).not_to_be_empty(timeout=PATIENCE)
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
