"""Ends the build with an error if a page would fetch anything from outside when it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

OUTSIDE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
STYLE_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""", re.IGNORECASE)
FETCHING = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
"""Attributes that make a browser fetch something, by tag; a link that the reader follows is not among them."""


class Resources(HTMLParser):
    """Gathers the addresses that a page fetches from outside, frames written into the page included."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag fetches."""
        self._in_style = tag == "style"
        given = {name: value for name, value in attrs if value}
        addresses = [given[name] for name in FETCHING.get(tag, ()) if name in given]
        self.outside += [address for address in addresses if OUTSIDE.match(address)]
        self.outside += outside_in_style(given.get("style", ""))
        if "srcdoc" in given:
            self.outside += outside_in_page(given["srcdoc"])

    def handle_data(self, data: str) -> None:
        """Note what a style written into the page fetches."""
        if self._in_style:
            self.outside += outside_in_style(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave a style."""
        self._in_style = self._in_style and tag != "style"


def outside_in_style(text: str) -> list[str]:
    """Return the outside addresses of a style sheet."""
    return [address for address in STYLE_URL.findall(text) if OUTSIDE.match(address)]


def outside_in_page(text: str) -> list[str]:
    """Return the outside addresses that a page fetches."""
    parser = Resources()
    parser.feed(text)
    parser.close()
    return parser.outside


def outside_resources(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file of a folder that fetches from outside, with the address."""
    for path in sorted(folder.rglob("*")):
        find = {".html": outside_in_page, ".css": outside_in_style}.get(path.suffix)
        if find is not None:
            for address in find(path.read_text(encoding="utf-8")):
                yield path.relative_to(folder), address


def check_build(app: Sphinx, exception: Exception | None) -> None:
    """Raise if a built page fetches from outside."""
    if exception is not None or app.builder.format != "html":
        return
    faults = [f"{path} fetches {address}" for path, address in outside_resources(Path(app.outdir))]
    if faults:
        raise ExtensionError("pages must work offline:\n" + "\n".join(faults))


def setup(app: Sphinx) -> dict[str, bool]:
    """Check every finished build."""
    app.connect("build-finished", check_build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
