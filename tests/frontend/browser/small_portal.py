"""The portal's pages and page state in a process that a test can stop and start again: `python -m … PORT SITE`.

It has no database; its API knows nobody, and fails when it is asked for the demo's mail.
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
from frontend.runtime import BACKEND_PATH, page_state_application

_NOT_SIGNED_IN = {"type": "/problems/not-signed-in", "title": "Sign in first", "status": 401, "request_id": "aaa111"}
_BROKEN = {"type": "/problems/broken", "title": "Something broke", "status": 500, "request_id": "bbb222"}


async def api(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})
        return
    problem = _BROKEN if scope["path"].startswith("/api/v1/demo/") else _NOT_SIGNED_IN
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": problem["status"], "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(problem).encode()})


def main(port: int, site: Path) -> None:
    origin = f"http://localhost:{port}"
    use_application(api, origin=origin, cookie="session")
    static = StaticSite(site, secure=False)
    portal = Dispatcher(
        api=api,
        page_state=page_state_application(),
        page_state_path=BACKEND_PATH,
        static=static,
        origin=origin,
    )
    uvicorn.run(SecurityHeaders(portal, secure=False), host="localhost", port=port, log_level="warning")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]).resolve())
