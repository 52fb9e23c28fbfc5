"""The portal's pages and page state in a process that a test can stop and start again: `python -m … PORT SITE`.

It has no database; its API knows nobody.
"""

import json
import sys
from pathlib import Path

import uvicorn

from backend.web.dispatcher import Dispatcher
from backend.web.gate import Receive, Scope, Send
from backend.web.security_headers import SecurityHeaders
from backend.web.static import StaticSite
from frontend.api.client import use_application
from frontend.runtime import page_state_application

_PROBLEM = json.dumps({"type": "/problems/not-signed-in", "title": "Sign in first", "status": 401}).encode()


async def nobody(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})
        return
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": 401, "headers": headers})
    await send({"type": "http.response.body", "body": _PROBLEM})


def main(port: int, site: Path) -> None:
    origin = f"http://localhost:{port}"
    use_application(nobody, origin=origin, cookie="session")
    static = StaticSite(site, secure=False)
    portal = Dispatcher(api=nobody, page_state=page_state_application(), static=static, origin=origin)
    uvicorn.run(SecurityHeaders(portal, secure=False), host="localhost", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]).resolve())
