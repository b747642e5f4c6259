"""Makes a page self-contained: every script, stylesheet and picture becomes part of it, or the work stops."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

ASSETS = files("maps") / "assets"

SCRIPTS = {"leaflet.js": "leaflet.js", "Control.FullScreen.min.js": "Control.FullScreen.js"}
"""Scripts that a page may link to, by the last part of the address, and the vendored file that takes their place."""

STYLESHEETS = {"leaflet.css": "leaflet.css", "Control.FullScreen.css": "Control.FullScreen.css"}
"""The same for stylesheets."""

MEDIA_TYPES = {".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

_SCRIPT = re.compile(r'<script[^>]*\bsrc="([^"]*)"[^>]*>\s*</script>')
_STYLESHEET = re.compile(r'<link[^>]*\bhref="([^"]*)"[^>]*>')
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)[\"']?\s*\)")
_SOURCE_MAP = re.compile(r"(?m)^//# sourceMappingURL=.*$")
_LOADS = re.compile(
    r"""<(?:script|img|iframe|link|source|video|audio|object|embed)\b[^>]*\s(?:src|href|data)\s*=""", re.IGNORECASE
)


class UnknownAddressError(ValueError):
    """The page refers to an address that has no vendored file."""


def vendored(name: str) -> str:
    """Return the text of a vendored file."""
    return (ASSETS / "vendor" / name).read_text(encoding="utf-8")


def _known(address: str, known: dict[str, str]) -> str:
    name = address.rsplit("/", 1)[-1]
    if name not in known:
        raise UnknownAddressError(f"no vendored file stands for {address}")
    return known[name]


def _data_uri(address: str) -> str:
    if address.startswith(("data:", "#")):
        return f"url({address})"
    name = address.rsplit("/", 1)[-1]
    suffix = name[name.rfind(".") :]
    source = ASSETS / "vendor" / name
    if suffix not in MEDIA_TYPES or not source.is_file():
        raise UnknownAddressError(f"no vendored file stands for {address}")
    return f"url(data:{MEDIA_TYPES[suffix]};base64,{base64.b64encode(source.read_bytes()).decode()})"


def inline_css(css: str) -> str:
    """Return a stylesheet whose pictures and fonts are data URIs.

    Raises
    ------
    UnknownAddressError
        If it refers to a file that is not vendored.
    """
    if "@import" in css:
        raise UnknownAddressError("a stylesheet may not import another")
    return _CSS_URL.sub(lambda match: _data_uri(match[1]), css)


def inline_links(page: str) -> str:
    """Return a page in which vendored text takes the place of every linked script and stylesheet.

    Raises
    ------
    UnknownAddressError
        If the page loads anything that is not vendored.
    """
    page = _SCRIPT.sub(lambda match: f"<script>{script_text(vendored(_known(match[1], SCRIPTS)))}</script>", page)
    page = _STYLESHEET.sub(lambda match: f"<style>{inline_css(vendored(_known(match[1], STYLESHEETS)))}</style>", page)
    without_scripts = re.sub(r"(?s)<script>.*?</script>|<style>.*?</style>", "", page)
    left = _LOADS.search(without_scripts)
    if left:
        raise UnknownAddressError(f"the page still loads something: {left[0]}")
    return page


def script_text(script: str) -> str:
    """Return a script that can stand inside a page: without source map, without a closing tag."""
    return _SOURCE_MAP.sub("", script).replace("</script", "<\\/script")


def hashes(page: str, tag: str) -> list[str]:
    """Return the policy's hashes of every inline element of a kind, in order, each once."""
    blocks = re.findall(rf"(?s)<{tag}>(.*?)</{tag}>", page)
    found = [f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'" for block in blocks]
    return list(dict.fromkeys(found))


def policy(page: str) -> str:
    """Return the content security policy of a finished page: nothing but its own inline parts."""
    return "; ".join(
        (
            "default-src 'none'",
            "connect-src 'none'",
            "img-src data: blob:",
            "font-src data:",
            f"script-src {' '.join(hashes(page, 'script'))}",
            f"style-src {' '.join(hashes(page, 'style'))}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
