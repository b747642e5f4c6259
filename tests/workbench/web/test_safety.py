"""Whose requests are answered, how large they may be, and what browsers may do with the answers."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.thrift import first
from tests.web_server import Visitor, serving
from workbench.web.safety import Secret, content_policy, host_and_port
from workbench.web.settings import Settings
from workbench.web.store import Store

TOKEN = "a-token-nobody-guesses"
PAGES = [
    *("/", "/runs", "/questions", "/proposals", "/compare", "/data", "/nothing-here", "/scenarios/tutorial"),
    *("/runs/{solved}", "/compare?runs={solved},{solved}"),
]
TABLES = ("runs", "events", "drafts", "draft_steps", "documents")


class Parts(HTMLParser):
    """Collects the names of a page's attributes, and the attributes of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.inline: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}
        if tag in {"script", "style"} or (tag == "link" and dict(attrs).get("rel") == "stylesheet"):
            self.inline.append(dict(attrs))


def kept(state: Path) -> list[tuple[object, ...]]:
    """Return every row of the database."""
    with closing(Store(Settings(state).database)) as store:
        return [tuple(row) for table in TABLES for row in store.rows(f"SELECT * FROM {table}")]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """A server that is open to other computers."""
    settings = Settings(tmp_path_factory.mktemp("guarded"), host="192.0.2.7", token=TOKEN, warm=False)
    with serving(settings) as address, Visitor(address) as someone:
        yield someone


def csrf(page: str) -> str:
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8010", "", "localhost.", "[::2]"]
)
def test_another_host_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8010", "[::1]:8010", "127.0.0.1"])
def test_own_names_are_answered(visitor: Visitor, host: str) -> None:
    assert visitor.get("/health", headers={"host": host}).status_code == 200


def test_hosts_are_read_with_and_without_ports() -> None:
    read = {text: host_and_port(text) for text in ("Localhost:80", "[::1]:80", "[::1]", "::1", "a")}
    assert read == {
        "Localhost:80": ("localhost", "80"),
        "[::1]:80": ("::1", "80"),
        "[::1]": ("::1", ""),
        "::1": ("::1", ""),
        "a": ("a", ""),
    }


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"referer": "http://evil.example/page"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:1"},
    ],
    ids=str,
)
def test_what_other_sites_send_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    sent = visitor.post("/runs", data={"csrf": visitor.token(), "scenario": "tutorial"}, headers=headers)
    assert sent.status_code == 403


@pytest.mark.parametrize("token", [None, "", "0" * 64, "é"])
def test_without_the_token_of_the_session_nothing_is_taken(visitor: Visitor, token: str | None) -> None:
    visitor.token()
    sent = visitor.post("/runs", data={"scenario": "tutorial", **({} if token is None else {"csrf": token})})
    assert sent.status_code == 403


def test_the_token_of_another_session_is_refused(visitor: Visitor, address: str) -> None:
    with Visitor(address) as other:
        stolen = other.token()
    visitor.token()
    assert visitor.post("/runs", data={"scenario": "tutorial", "csrf": stolen}).status_code == 403


def test_too_large_is_refused_before_and_while_it_is_read(visitor: Visitor) -> None:
    large = b"x" * (Settings(Path()).largest_form + 1)
    assert visitor.post("/runs", content=large).status_code == 413
    assert visitor.post("/runs", content=iter([large])).status_code == 413


@pytest.mark.parametrize(
    "content", [(b"--x\r\nbroken", "multipart/form-data; boundary=x"), (b"", "multipart/form-data"), (b"%", "text/x")]
)
def test_a_broken_form_is_refused(visitor: Visitor, content: tuple[bytes, str]) -> None:
    sent = visitor.post("/runs", content=content[0], headers={"content-type": content[1]})
    assert sent.status_code in {400, 403}


@pytest.mark.parametrize("lang", first(1, ["nl", "en"]))
@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_nothing_that_their_policy_forbids(visitor: Visitor, solved: str, path: str, lang: str) -> None:
    address = path.format(solved=solved)
    pages = [visitor.get(f"{address}{'&' if '?' in address else '?'}lang={lang}") for _ in range(2)]
    nonces = [re.search(r"nonce-([\w-]+)'", page.headers["content-security-policy"])[1] for page in pages]  # type: ignore[index]
    assert nonces[0] != nonces[1]
    for page, nonce in zip(pages, nonces, strict=True):
        assert page.headers["content-security-policy"] == content_policy(nonce)
        assert "unsafe" not in page.headers["content-security-policy"]
        read = Parts(page.text)
        assert f'<html lang="{lang}">' in page.text
        assert read.inline
        assert {part.get("nonce") for part in read.inline} == {nonce}
        assert not {name for name in read.names if name.startswith("on") or name == "style"}
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "same-origin"


def test_cookies_are_kept_from_scripts_and_other_sites(address: str) -> None:
    with Visitor(address) as someone:
        set_cookies = someone.get("/?lang=en").headers.get_list("set-cookie")
        assert len(set_cookies) == 2
        assert all("HttpOnly" in each and "SameSite=Strict" in each for each in set_cookies)
        assert '<html lang="en">' in someone.get("/").text
        assert '<html lang="nl">' in someone.get("/?lang=nl").text
        assert '<html lang="nl">' in someone.get("/?lang=xx").text


@pytest.mark.parametrize(
    "name",
    [
        "..%2fsecret",
        "../../secret",
        "%2e%2e/%2e%2e/secret",
        "/etc/passwd",
        "plan.csv%00.html",
        "no-such-file",
        "..%5csecret",
    ],
)
def test_only_files_of_the_result_are_sent(visitor: Visitor, solved: str, name: str) -> None:
    assert visitor.get(f"/runs/{solved}/files/{name}").status_code == 404


def test_a_link_out_of_the_result_is_not_followed(visitor: Visitor, solved: str, state: Path) -> None:
    link = state / "runs" / solved / "result" / "link.csv"
    link.symlink_to(state / "secret")
    try:
        assert visitor.get(f"/runs/{solved}/files/link.csv").status_code == 404
    finally:
        link.unlink()


def test_a_map_is_shut_off_from_the_server(visitor: Visitor, solved: str) -> None:
    drawn = visitor.get(f"/runs/{solved}/map")
    policy = drawn.headers["content-security-policy"]
    assert drawn.status_code == 200
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "connect-src 'none'" in policy
    assert "'sha256-" in policy


def wait_for_what_other_tests_began(visitor: Visitor) -> None:
    while any(visitor.get("/health").json()[name] for name in ("running", "queued")):
        time.sleep(0.1)


@pytest.mark.soak
def test_looking_changes_nothing(visitor: Visitor, solved: str, state: Path) -> None:
    """But for a comparison, which is asked for by looking: see the tests of its page."""
    wait_for_what_other_tests_began(visitor)
    before = kept(state)
    looked = [path for path in PAGES if not path.startswith("/compare?")]
    for path in [*looked, "/runs/{solved}/map", "/runs/{solved}/events", "/runs/{solved}/files/plan.csv", "/health"]:
        visitor.get(path.format(solved=solved))
    for path in ("/runs/{solved}/stop", "/runs/{solved}/delete", "/logout", "/proposals/glance"):
        assert visitor.get(path.format(solved=solved)).status_code in {404, 405}, path
    assert kept(state) == before


def test_what_is_refused_changes_nothing(visitor: Visitor, state: Path) -> None:
    wait_for_what_other_tests_began(visitor)
    token, before = visitor.token(), kept(state)
    for fields, headers in (({}, {}), ({"csrf": token}, {"origin": "http://evil.example"})):
        for path in ("/runs", "/scenarios/tutorial/changes", "/questions", "/proposals"):
            sent = visitor.post(path, data={"scenario": "tutorial", **fields}, headers=headers)
            assert sent.status_code == 403, path
    assert kept(state) == before


def test_a_token_is_asked_for_before_anything_is_shown(guarded: Visitor) -> None:
    guarded.cookies.clear()
    for path in ("/", "/runs", "/scenarios/tutorial", "/runs/abcdefghjk/files/plan.csv"):
        answer = guarded.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert guarded.post("/runs", data={"scenario": "tutorial"}).status_code == 403
    assert guarded.get("/health").json()["status"] == "ok"


def test_the_token_logs_in_and_out(guarded: Visitor) -> None:
    guarded.cookies.clear()
    token = csrf(guarded.get("/login").text)
    assert guarded.post("/login", data={"token": TOKEN}).status_code == 403
    assert guarded.post("/login", data={"token": "wrong", "csrf": token}).status_code == 403
    assert guarded.get("/").status_code == 303
    assert guarded.post("/login", data={"token": TOKEN, "csrf": token}).status_code == 303
    page = guarded.get("/scenarios/tutorial")
    assert page.status_code == 200
    assert guarded.post("/logout", data={"csrf": csrf(page.text)}).headers["location"] == "/login"
    assert guarded.get("/").status_code == 303


@pytest.mark.parametrize("token", ["wrong", TOKEN + "x", "", "é"])
def test_a_wrong_token_opens_nothing(guarded: Visitor, token: str) -> None:
    guarded.cookies.clear()
    answer = guarded.post("/login", data={"token": token, "csrf": csrf(guarded.get("/login").text)})
    assert answer.status_code == 403
    assert "bundel_login" not in answer.headers.get("set-cookie", "")
    assert guarded.get("/runs").status_code == 303


def test_a_stolen_login_is_of_no_use_in_another_session(guarded: Visitor) -> None:
    guarded.cookies.clear()
    answer = guarded.post("/login", data={"token": TOKEN, "csrf": csrf(guarded.get("/login").text)})
    (login,) = [each for each in answer.headers.get_list("set-cookie") if each.startswith("bundel_login=")]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(login.split("; "))
    assert guarded.get("/runs").status_code == 200
    with Visitor(str(guarded.base_url)) as thief:
        thief.cookies.set("bundel_login", guarded.cookies["bundel_login"])
        assert thief.get("/runs").headers["location"] == "/login"


def test_a_path_is_no_way_out_of_a_result(visitor: Visitor, solved: str, state: Path) -> None:
    """Sent as it stands: clients would tidy it up."""
    folder = state / "runs" / solved / "result" / "folder"
    folder.symlink_to("/etc")
    where = (visitor.base_url.host, visitor.base_url.port or 80)
    try:
        for name in (
            "../../../secret",
            "%2e%2e/%2e%2e/%2e%2e/secret",
            "..%2f..%2f..%2fbundel.sqlite",
            "folder/passwd",
            "",
        ):
            with socket.create_connection(where, timeout=10) as plain:
                path = f"/runs/{solved}/files/{name}"
                plain.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
                assert plain.recv(64).startswith(b"HTTP/1.1 404"), name
    finally:
        folder.unlink()


def test_the_secret_lasts_and_is_nobody_elses(tmp_path: Path) -> None:
    first = Secret(tmp_path / "secret")
    assert Secret(tmp_path / "secret").is_signed(first.sign("csrf", "a"), "csrf", "a")
    assert not first.is_signed(first.sign("csrf", "a"), "login", "a")
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
