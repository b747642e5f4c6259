"""What stands before every page: whose requests are answered, how large they may be, and what browsers may do.

One layer around the application, in this order: the host's name, the login, the size of what is sent, its origin, its
token. Answers get a content security policy with a nonce of their own, and the page's cookies.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, Headers, MutableHeaders, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workbench.messages import Language
from workbench.web.rendering import error_page
from workbench.web.settings import Settings
from workbench.web.texts import language_named

SESSION, LOGIN, LANGUAGE = "bundel_session", "bundel_login", "bundel_lang"
CSRF_FIELD, CSRF_HEADER = "csrf", "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD"})
OPEN_PATHS = ("/login", "/static/", "/health")
"""What is shown to those who have not logged in."""

UPLOAD_PATHS = ("/data", "/proposals")
"""Where files may be sent; forms elsewhere are small."""

MOST_FIELDS = 5000
MOST_FILES = 40
YEAR = 365 * 24 * 3600

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}


class RefusedError(Exception):
    """A request that is not answered."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Secret:
    """The server's secret, from which tokens are made; it lasts as long as the state does."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            partial = path.with_suffix(".partial")
            partial.touch(mode=0o600)
            partial.write_bytes(secrets.token_bytes(32))
            partial.replace(path)
        self._key = path.read_bytes()

    def sign(self, purpose: str, *parts: str) -> str:
        """Return the token of a purpose for some parts."""
        message = "\0".join((purpose, *parts)).encode()
        return hmac.new(self._key, message, sha256).hexdigest()

    def is_signed(self, given: str, purpose: str, *parts: str) -> bool:
        """Whether a token is the right one, compared in constant time."""
        return hmac.compare_digest(given.encode(), self.sign(purpose, *parts).encode())


def content_policy(nonce: str) -> str:
    """Return the content security policy of a page: its own files, and inline parts with its nonce."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            f"style-src 'nonce-{nonce}'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


class Guard:
    """The layer around the application."""

    def __init__(self, app: ASGIApp, settings: Settings, secret: Secret) -> None:
        self._app, self._settings, self._secret = app, settings, secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        self._prepare(request)
        guarded = self._with_headers(request, send)
        try:
            self._check_host(request)
            if not self._is_known(request):
                await _ask_to_log_in(request)(scope, receive, guarded)
                return
            if request.method not in SAFE_METHODS:
                receive = await self._checked_body(request, receive)
        except RefusedError as refused:
            await error_page(request, refused.status)(scope, receive, guarded)
            return
        try:
            await self._app(scope, receive, guarded)
        finally:
            await request.state.form.close()

    def _prepare(self, request: Request) -> None:
        """Note the language, the nonce, the session and its token, for the page and its templates."""
        state = request.state
        asked = language_named(QueryParams(request.scope["query_string"]).get("lang"))
        state.lang = asked or language_named(request.cookies.get(LANGUAGE)) or "nl"
        state.set_language = asked
        state.nonce = secrets.token_urlsafe(18)
        given = request.cookies.get(SESSION, "")
        state.session = given if _is_session(given) else secrets.token_urlsafe(24)
        state.set_session = state.session != given
        state.csrf = self._secret.sign("csrf", state.session)
        state.form = FormData()

    def _check_host(self, request: Request) -> None:
        name, _ = host_and_port(request.headers.get("host", ""))
        if not self._settings.knows_host(name):
            raise RefusedError(400)

    def _is_known(self, request: Request) -> bool:
        """Whether a request may be answered: no token is asked for, or its session has given the token."""
        if not self._settings.token or request.url.path.startswith(OPEN_PATHS):
            return True
        given = request.cookies.get(LOGIN, "")
        return self._secret.is_signed(given, "login", self._settings.token, request.state.session)

    async def _checked_body(self, request: Request, receive: Receive) -> Receive:
        """Check where a request comes from and what it sends; return a way to read its body once more."""
        if not _is_same_origin(request.headers):
            raise RefusedError(403)
        settings = self._settings
        limit = settings.largest_upload if request.url.path in UPLOAD_PATHS else settings.largest_form
        body = await _read_body(request, receive, limit)
        try:
            form = await Request(request.scope, _replay(body)).form(
                max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=settings.largest_form
            )
        except (HTTPException, FormParserError, UnicodeDecodeError) as fault:
            raise RefusedError(400) from fault
        field = form.get(CSRF_FIELD)
        given = request.headers.get(CSRF_HEADER) or (field if isinstance(field, str) else "")
        if not self._secret.is_signed(given, "csrf", request.state.session):
            await form.close()
            raise RefusedError(403)
        request.state.form = form
        return _replay(body)

    def _with_headers(self, request: Request, send: Send) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", content_policy(request.state.nonce))
                _set_cookies(request, headers)
            await send(message)

        return guarded


def host_and_port(header: str) -> tuple[str, str]:
    """Return the name and the port of a Host header, the name in lower case and without brackets."""
    host, _, port = header.rpartition(":") if header.count(":") == 1 or header.rfind("]:") > 0 else (header, "", "")
    return host.strip("[]").lower(), port


def cookie(name: str, value: str, seconds: int | None = None) -> str:
    """Return a Set-Cookie header for a cookie that no script reads and no other site sends."""
    age = "" if seconds is None else f"; Max-Age={seconds}"
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}"


def _set_cookies(request: Request, headers: MutableHeaders) -> None:
    if headers.get("content-type", "").startswith("text/html") or "location" in headers:
        if request.state.set_session:
            headers.append("set-cookie", cookie(SESSION, request.state.session))
        language: Language | None = request.state.set_language
        if language is not None:
            headers.append("set-cookie", cookie(LANGUAGE, language, YEAR))


def _is_session(value: str) -> bool:
    return len(value) == 32 and value.replace("-", "a").replace("_", "a").isalnum() and value.isascii()


def _is_same_origin(headers: Headers) -> bool:
    """Whether a request was sent by one of our own pages, as far as its headers tell: browsers always do."""
    host = headers.get("host", "").lower()
    site = headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    named = headers.get("origin") or headers.get("referer")
    return named is None or urlsplit(named).netloc.lower() == host


async def _read_body(request: Request, receive: Receive, limit: int) -> bytes:
    """Return a request's body; it is refused before it is read, or as soon as it is too large."""
    told = request.headers.get("content-length", "0")
    if not told.isdigit():
        raise RefusedError(400)
    if int(told) > limit:
        raise RefusedError(413)
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise RefusedError(400)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise RefusedError(413)
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes) -> Receive:
    told = False

    async def receive() -> Message:
        nonlocal told
        if told:
            return {"type": "http.disconnect"}
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _ask_to_log_in(request: Request) -> ASGIApp:
    return RedirectResponse("/login", 303) if request.method in SAFE_METHODS else error_page(request, 403)
