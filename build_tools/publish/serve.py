"""Shows a built site on this machine."""

from __future__ import annotations

import functools
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from build_tools.errors import SiteError


class _SiteHandler(SimpleHTTPRequestHandler):
    """Answers a wrong address with the site's own page, as hosts do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def serve_site(site: Path, port: int) -> int:
    """Serve a directory on 127.0.0.1 until interrupted.

    Raises:
        SiteError: there is no site, or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise SiteError(
            "there is no site to serve", path=site, remedy="run `make site` or `plan-publisher build` first"
        )
    handler = functools.partial(_SiteHandler, directory=str(site))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise SiteError(f"port {port} cannot be used: {error.strerror}", remedy="choose another with --port") from None
    print(f"http://127.0.0.1:{server.server_port}/  (Ctrl-C ends)")  # noqa: T201 (the command's one output)
    with server:
        server.serve_forever()
    return 0
