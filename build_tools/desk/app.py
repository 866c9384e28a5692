"""The desk's addresses: what each takes and gives, as JSON. The work is done in `session` and its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from build_tools.desk import sources, words
from build_tools.desk.guard import Guard, tell_refusal
from build_tools.desk.pages import POLICY, TREE
from build_tools.desk.session import Desk
from build_tools.engine.folders import Project
from build_tools.errors import DefectError, describe_failure
from build_tools.messages import LANGUAGES, _, speak, spoken

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

_MOST_FILES = 50
_PAGE = Path(__file__).parent / "page"
_KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


def make_app(project: Project, token: str, *, language: str = "") -> ASGIApp:
    """Return what answers for a project below `/token/`, in the language that the command was told to speak, if any."""
    desk = Desk(project)

    def get(path: str, answer: Callable[[Request], Any]) -> Route:
        return Route(path, _answer(answer), methods=["GET"])

    async def take_files(request: Request) -> Response:
        try:
            async with request.form(max_files=_MOST_FILES, max_fields=8, max_part_size=4096) as form:
                given = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
                files = [(one.filename or "", await one.read()) for one in given]
                together, work = form.get("together") == "yes", str(form.get("work") or "")
        except HTTPException as error:
            remedy = _("take at most {count} files in at a time, or pack them as .zip files", count=_MOST_FILES)
            return tell_refusal(error.status_code, _("the files cannot be taken in like this"), remedy)
        take = _answer(lambda _request: desk.take_files(files, together=together, work=work))
        return await run_in_threadpool(take, request)

    def post(path: str, answer: Callable[[str, dict[str, Any]], Any]) -> Route:
        async def send(request: Request) -> Response:
            asked = await _read_json(request)
            return await run_in_threadpool(_answer(lambda _request: answer(_work(request), asked)), request)

        return Route(path, send, methods=["POST"])

    app = Starlette(
        routes=[
            get("/", _show_page),
            get("/page/{name:path}", _show_page),
            get("/api/works", lambda _request: desk.list_works()),
            Route("/api/works", take_files, methods=["POST"]),
            get("/api/works/{work}", lambda request: desk.show(_work(request))),
            get("/api/works/{work}/entries", lambda request: desk.list_entries(_work(request))),
            post("/api/works/{work}/effect", desk.weigh),
            post("/api/works/{work}/change", desk.take),
            post("/api/works/{work}/undo", lambda work, _asked: desk.take_back(work)),
            post("/api/works/{work}/redo", lambda work, _asked: desk.make_again(work)),
            post("/api/works/{work}/put-away", lambda work, _asked: desk.put_away(work)),
            get("/api/works/{work}/source", lambda request: sources.show_sources(desk.open(_work(request)))),
            get("/api/works/{work}/terms", lambda request: words.show_words(project, desk.open(_work(request)))),
            get("/api/works/{work}/publish", lambda request: desk.foresee(_work(request))),
            post("/api/works/{work}/publish", lambda work, asked: desk.publish(work, is_sure=asked.get("yes") is True)),
            get("/works/{work}/page/hans/{path:path}", lambda request: _show_shown(desk, request)),
            get("/works/{work}/page/hant/{path:path}", _lead_to_traditional),
            post("/api/terms", lambda _work, asked: words.add_term(project, asked)),
            post("/api/bodies", lambda _work, asked: words.add_body(project, asked)),
            post("/api/language", lambda _work, asked: _change_language(asked, language)),
            get("/api/works/{work}/source/{file:int}/page/{page:int}.png", lambda request: _show_sheet(desk, request)),
            get("/api/works/{work}/source/{file:int}/html", lambda request: _show_source(desk, request)),
        ],
        exception_handlers={HTTPException: _tell_missing},
    )
    return Guard(app, token)


def _answer(answer: Callable[[Request], Any]) -> Callable[[Request], Response]:
    """Return a function that sends what another gives, and what went wrong, as JSON."""

    @wraps(answer)
    def send(request: Request) -> Response:
        try:
            given = answer(request)
        except HTTPException:
            raise
        except Exception as error:
            return _tell_failure(error)
        return given if isinstance(given, Response) else JSONResponse(given)

    return send


def _work(request: Request) -> str:
    return str(request.path_params.get("work", ""))


async def _read_json(request: Request) -> dict[str, Any]:
    """Return what a request says, {} where that is no object."""
    try:
        asked = await request.json()
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _show_page(request: Request) -> Response:
    """Send a file of the desk's own page."""
    name = request.path_params.get("name", "index.html")
    path = (_PAGE / name).resolve()
    if not path.is_relative_to(_PAGE.resolve()) or not path.is_file() or path.suffix not in _KINDS:
        raise HTTPException(404)
    return FileResponse(path, media_type=_KINDS[path.suffix])


def _show_source(desk: Desk, request: Request) -> Response:
    page = sources.show_page(desk.open(_work(request)), request.path_params["file"])
    headers = {"Content-Security-Policy": sources.POLICY, "Content-Type": "text/html; charset=utf-8"}
    return Response(page.encode("utf-8", "surrogatepass"), headers=headers)


def _show_sheet(desk: Desk, request: Request) -> Response:
    asked = request.path_params
    with desk.lock:
        drawn = sources.view_sheet(
            desk.project.work_folder(asked["work"]), desk.open(asked["work"]), asked["file"], asked["page"]
        )
    return Response(drawn, media_type="image/png")


def _show_shown(desk: Desk, request: Request) -> Response:
    """Send a page as it will be; without a name, that of the work."""
    if not request.path_params["path"]:
        return RedirectResponse(f"plans/{_work(request)}/")
    data, kind = desk.find_page(_work(request), request.path_params["path"])
    return Response(data, media_type=kind, headers={"Content-Security-Policy": POLICY})


def _lead_to_traditional(request: Request) -> Response:
    """Lead to where the site has its pages in traditional script."""
    path = request.path_params["path"] or f"plans/{_work(request)}/"
    return RedirectResponse(f"{request.scope['root_path']}/works/{_work(request)}/page/hans/{TREE}/{quote(path)}")


def _change_language(asked: dict[str, Any], told: str) -> dict[str, Any]:
    """Speak another language from now on: the reader's choice, else what the command was told, else the browser's."""
    wanted = asked.get("lang") or told or asked.get("browser")
    if wanted in LANGUAGES:
        speak(wanted)
    return {"lang": spoken()}


def _tell_failure(error: Exception) -> Response:
    """Return what went wrong as JSON."""
    failure = describe_failure(error)
    told = {
        "says": failure.message,
        "remedy": failure.remedy,
        "file": failure.path.name if failure.path else None,
        "line": failure.line_no,
    }
    return JSONResponse({"error": told}, 500 if isinstance(failure, DefectError) else 422)


def _tell_missing(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status != 404:
        return tell_refusal(status, _("the request cannot be read"), _("load the page anew and try again"))
    return tell_refusal(status, _("there is nothing at this address"), _("go back to the list of works"))
