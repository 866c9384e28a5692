"""Shows a built site on this machine; while it is edited, with the pages that have changed since it was built."""

import functools
import json
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, NamedTuple, Protocol
from urllib.parse import parse_qs, quote, unquote, urlsplit

from build_tools.errors import SiteError, tell_refusal
from build_tools.messages import _

_ROOM = "/.watch/"  # of what no built site has
_PANEL = f'<script src="{_ROOM}panel.js" data-key="%s"></script></body>'
_HEARTBEAT = 15.0  # seconds: a reader that has gone away is noticed when something is written to it


class Shown(NamedTuple):
    """A file as it is shown now, and the key of all that it is made from."""

    data: bytes
    key: str


class Notice(NamedTuple):
    """What a reader of a page is told while the site is edited.

    Attributes:
        key: of the page as it is now.
        problems: what keeps a build from being made.
        doubts: about the work to which the page belongs, or about all where it belongs to none; in the page's script.
    """

    key: str
    problems: tuple[str, ...]
    doubts: tuple[str, ...]


class Watched(Protocol):
    """A site that is edited while it is shown; paths are those of files in the site."""

    def find(self, path: str) -> Shown | None:
        """Return a file as a build would make it now; None where the built site has it so, or knows it alone.

        Raises:
            FileNotFoundError: a build would not make it any more.
        """

    def tell(self, path: str) -> Notice:
        """Return what a reader of a page is told."""

    def wait(self, seen: int, seconds: float) -> int:
        """Wait until the state has another number than `seen`, at most so long; return its number."""


class _SiteHandler(SimpleHTTPRequestHandler):
    """Answers a wrong address with the site's own page, as hosts do."""

    def __init__(self, *arguments: object, watched: Watched | None = None, **options: object) -> None:
        self._watched = watched
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request."""
        address = urlsplit(self.path)
        if self._watched is None:
            super().do_GET()
        elif address.path == f"{_ROOM}panel.js":
            self._answer(Path(__file__).with_name("watch.js").read_bytes(), "text/javascript")
        elif address.path == f"{_ROOM}events":
            asked = parse_qs(address.query)
            self._follow(self._watched, _name_file(asked.get("page", ["/"])[0]), asked.get("key", [""])[0])
        else:
            self._show(self._watched, _name_file(address.path))

    def _show(self, watched: Watched, name: str) -> None:
        """Send a file as it is now; a page gets what makes it follow the texts."""
        try:
            shown = watched.find(name)
        except FileNotFoundError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        path = Path(self.translate_path(quote(f"/{name}")))
        if shown is None and name.endswith(".html") and path.is_file():
            shown = Shown(path.read_bytes(), watched.tell(name).key)
        if shown is None:
            super().do_GET()
            return
        data = shown.data
        if name.endswith(".html"):
            # The page may be told of changes; all else that it says of itself stays as it is built.
            page = data.decode("utf-8")
            data = (_PANEL % shown.key).join(page.rsplit("</body>", 1)).encode("utf-8")
        self._answer(data, self.guess_type(name))

    def _answer(self, data: bytes, kind: str, code: int = HTTPStatus.OK) -> None:
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _follow(self, watched: Watched, name: str, key: str) -> None:
        """Send what a reader of a page is told, now and whenever that changes (server-sent events, HTML Standard)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        last: Notice | None = None
        number = watched.wait(-1, 0)
        try:
            while last is None or last.key == key:
                notice = watched.tell(name)
                told = f"data: {json.dumps(notice._asdict(), ensure_ascii=False)}\n\n" if notice != last else ": \n\n"
                self.wfile.write(told.encode("utf-8"))
                self.wfile.flush()
                last, number = notice, watched.wait(number, _HEARTBEAT)
        except ConnectionError:
            return

    def send_head(self) -> IO[bytes] | None:  # type: ignore[override]
        """Open what is asked for; no file bears the name /%00."""
        try:
            return super().send_head()
        except ValueError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with an error, a wrong address with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code == HTTPStatus.NOT_FOUND and page.is_file():
            self._answer(page.read_bytes(), "text/html", code)
        else:
            super().send_error(code, message, explain)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the name that is overridden)
        """Say nothing of single requests while a site is edited: what is wrong with it would scroll away."""
        if self._watched is None:
            super().log_message(format, *arguments)


def _name_file(address: str) -> str:
    """Return the file of the site that an address stands for."""
    name = unquote(address).lstrip("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


def serve_site(site: Path, port: int, watched: Watched | None = None) -> int:
    """Serve a directory on 127.0.0.1 until interrupted.

    Args:
        site: a built one.
        port: 0 takes any that is free.
        watched: shows what has changed since; None shows the site as it is.

    Raises:
        SiteError: there is no site, or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise SiteError(_("there is no site to serve"), path=site, remedy=_("run `plan-publisher build` first"))
    handler = functools.partial(_SiteHandler, directory=str(site), watched=watched)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise SiteError(
            _("port {port} cannot be used: {strerror}", port=port, strerror=tell_refusal(error)[0]),
            remedy=_("choose another with --port"),
        ) from None
    print(_("http://127.0.0.1:{port}/  (Ctrl-C ends)", port=server.server_port), flush=True)  # noqa: T201 (the command's one output)
    with server:
        server.serve_forever()
    return 0
