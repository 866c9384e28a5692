"""Shows a built site on this machine."""

from __future__ import annotations

import functools
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from build_tools.errors import SiteError

if TYPE_CHECKING:
    from pathlib import Path


def serve_site(site: Path, port: int) -> int:
    """Serve a directory on 127.0.0.1 until interrupted.

    Raises:
        SiteError: there is no site, or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise SiteError("there is no site to serve", path=site, remedy="run `make site` first")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(site))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise SiteError(f"port {port} cannot be used: {error.strerror}", remedy="choose another with --port") from None
    print(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C ends)")  # noqa: T201 (the command's one output)
    with server:
        server.serve_forever()
    return 0
