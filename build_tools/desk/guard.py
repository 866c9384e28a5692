"""Who may ask: only this machine's person, who has the address; and what an answer may do in a browser.

Takes requests of a server on 127.0.0.1. Another site's page cannot know the token, cannot come under another name (a
name that is led here answers to another Host), and is told from ours by its Origin.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse

from build_tools.intake import LARGEST
from build_tools.messages import _

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " frame-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": _POLICY,
}


def tell_refusal(status: int, says: str, remedy: str) -> JSONResponse:
    """Return an answer that says what is wrong and what to do."""
    told = {"says": says, "remedy": remedy, "file": None, "line": None}
    return JSONResponse({"error": told}, status)


@dataclass
class Guard:
    """Answers nobody but the person of this machine; what stands behind it is asked below the token.

    Attributes:
        app: what answers.
        token: the first part of every address.
    """

    app: ASGIApp
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return

        async def protect(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._refuse(scope)
        if answer is not None:
            await answer(scope, receive, protect)
            return
        prefix = f"/{self.token}"
        inner = {**scope, "root_path": prefix, "app_root_path": prefix}
        await self.app(inner, receive, protect)

    def _refuse(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        port = scope["server"][1]
        hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        anew = _("open the address that `plan-publisher desk` has printed")
        if headers.getlist("host") not in [[host] for host in hosts]:
            return tell_refusal(403, _("the desk answers on this machine only"), anew)
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in hosts}:
            return tell_refusal(403, _("the desk answers no other site"), anew)
        if headers.get("sec-fetch-site") == "cross-site":
            return tell_refusal(403, _("the desk answers no other site"), anew)
        token, *rest = f"{scope['path'][1:]}".split("/", 1)
        if not hmac.compare_digest(token.encode(), self.token.encode()) or not rest:
            return tell_refusal(404, _("there is nothing at this address"), anew)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return tell_refusal(405, _("the desk is asked by GET and POST"), anew)
        if scope["method"] == "POST":
            size = headers.get("content-length", "")
            if not size.isdecimal():
                return tell_refusal(411, _("the request does not say how long it is"), anew)
            if int(size) > LARGEST:
                return tell_refusal(
                    413,
                    _("more than {largest} MB come in at once", largest=LARGEST // 10**6),
                    _("give fewer files at a time, or take them in by `plan-publisher add`"),
                )
        return None
