"""Who may ask: only a browser on this machine that was given the link, and only from our own pages.

Four things stand between a case and a page somewhere else: the name that was asked for (a foreign name that
leads to 127.0.0.1 is refused), a token that is in the printed link and then in a cookie, the origin of whatever
changes something, and headers that let a page run our own scripts and nothing else.
"""

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not "no-referrer": browsers would then send "null" as the origin of our own forms.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_ASKS = frozenset({"GET", "HEAD"})


class Guard:
    """Answers what may be asked by way of the app inside, and refuses the rest."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self.token = app, token
        # Cookies are shared by all ports of a machine: two cases served at once keep theirs apart by name.
        self.cookie = f"sayso-{hashlib.sha256(token.encode()).hexdigest()[:8]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        answer: ASGIApp = self._refuse(scope) or self.app
        await answer(scope, receive, send_safe)

    def _refuse(self, scope: Scope) -> Response | None:
        """What is answered instead of a page; None where the page may be had."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        if name not in HOSTS:
            return _say(421, "This address is not one that sayso answers to. Open the link that it printed.")
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if "token" in query and scope["method"] in _ASKS:
            return self._let_in(scope, query["token"][-1])
        if not self._is_known(headers):
            return _say(403, "Open the link that sayso serve printed: it carries the token.")
        if scope["method"] not in _ASKS and not _is_ours(headers, f"http://{host}"):
            return _say(403, "Refused: the request does not come from a page of this case.")
        return None

    def _let_in(self, scope: Scope, token: str) -> Response:
        if not self._is_right(token):
            return _say(403, "The token in this link is not the one of this run. Open the link that was printed last.")
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        rest = urlencode([pair for pair in pairs if pair[0] != "token"])
        path = "/" + scope["path"].lstrip("/\\")  # "//elsewhere" would lead a browser to another machine
        response = RedirectResponse(path + (f"?{rest}" if rest else ""), status_code=303)
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="strict")
        return response

    def _is_known(self, headers: Headers) -> bool:
        for line in headers.getlist("cookie"):
            try:
                held = SimpleCookie(line).get(self.cookie)
            except CookieError:
                continue
            if held is not None and self._is_right(held.value):
                return True
        return False

    def _is_right(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())


def _is_ours(headers: Headers, origin: str) -> bool:
    """Whether a request that changes something says in every way a browser has that a page of this case sent it."""
    referer = headers.get("referer")
    site = headers.get("sec-fetch-site", "same-origin")
    return (
        headers.get("origin") == origin
        and site == "same-origin"
        and (referer is None or referer == origin or referer.startswith(f"{origin}/"))
    )


def _say(status: int, words: str) -> Response:
    return PlainTextResponse(words + "\n", status_code=status)
