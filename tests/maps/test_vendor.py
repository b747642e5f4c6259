"""The page carries what it needs, and refuses to be composed with anything else."""

from __future__ import annotations

import base64
import hashlib
import tomllib
from pathlib import Path

import pytest

from maps import vendor

VENDORED = Path(vendor.__file__).parent / "assets" / "vendor"
PACKAGES = tomllib.loads((VENDORED / "manifest.toml").read_text(encoding="utf-8"))["package"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_vendored_files_are_what_the_manifest_says(package: dict[str, object]) -> None:
    hashes = package["sha256"]
    assert isinstance(hashes, dict)
    assert package["licence_file"] in hashes
    for name, digest in hashes.items():
        assert hashlib.sha256((VENDORED / name).read_bytes()).hexdigest() == digest


def test_every_vendored_file_is_in_the_manifest() -> None:
    listed = {name for package in PACKAGES for name in package["sha256"]} | {"manifest.toml", "inter.css"}
    assert {path.name for path in VENDORED.iterdir()} == listed


def test_known_links_become_part_of_the_page() -> None:
    style = '<link rel="stylesheet" href="https://host.example/a/leaflet.css"/>'
    page = f'{style}<script src="//host.example/leaflet.js"></script>'
    inlined = vendor.inline_links(page)
    assert "host.example" not in inlined
    assert "sourceMappingURL" not in inlined
    assert "url(data:image/png;base64," in inlined


@pytest.mark.parametrize("page", [
    '<script src="https://host.example/jquery.js"></script>',
    '<link rel="stylesheet" href="https://host.example/other.css">',
    '<img src="https://host.example/picture.png">',
    '<iframe src="https://host.example/"></iframe>',
    '<script type="module" SRC = "x.js"></script>',
])  # fmt: skip
def test_unknown_addresses_stop_the_work(page: str) -> None:
    with pytest.raises(vendor.UnknownAddressError):
        vendor.inline_links(page)


@pytest.mark.parametrize("css", [
    "a { background: url(https://host.example/x.png); }", "@import 'x.css';", "a { src: url('other.woff2'); }",
])  # fmt: skip
def test_unknown_addresses_in_styles_stop_the_work(css: str) -> None:
    with pytest.raises(vendor.UnknownAddressError):
        vendor.inline_css(css)


def test_policy_allows_exactly_the_inline_parts() -> None:
    digest = base64.b64encode(hashlib.sha256(b"go()").digest()).decode()
    policy = vendor.policy("<script>go()</script><style>a{}</style>")
    assert f"script-src 'sha256-{digest}';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
