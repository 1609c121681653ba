"""What keeps the workspace to this machine and a hostile report harmless: allowed hosts and response headers."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A page elsewhere may point a name of its own at 127.0.0.1 and read what this server answers (DNS rebinding); such a
# request carries that name as its Host.
_HOST = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?", re.IGNORECASE)

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Answers only requests that name this machine, and puts HEADERS on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Guard `app`; to be the outermost layer."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        app = self._app if len(hosts) == 1 and _HOST.fullmatch(hosts[0]) else _REFUSAL
        await app(scope, receive, send_guarded)


_REFUSAL = PlainTextResponse(
    "This workspace answers only as 127.0.0.1, localhost or [::1]; open it by one of these names.\n", status_code=400
)
