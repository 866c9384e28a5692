"""`desk`: opens the page. Arguments in, exit code out, as in `cli`."""

import argparse
import secrets
import webbrowser
from collections.abc import Callable
from typing import Any

from build_tools.commands.argument_types import add_flag, open_project, read_port
from build_tools.errors import SiteError, lack_package
from build_tools.messages import _

HOST = "127.0.0.1"


def add_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Make the parser of this command with `add`, which takes a name, what runs and a line of help."""
    desk = add("desk", run_desk, _("open the editor's desk: a page on this machine for doubts, facts and publishing"))
    desk.add_argument("--port", type=read_port, default=0, help=_("of this machine (default: any that is free)"))
    add_flag(desk, "--no-browser", _("print the address, and open no browser"))


def run_desk(options: argparse.Namespace) -> int:
    """Serve the desk until interrupted."""
    try:
        import uvicorn

        from build_tools.desk.app import make_app
    except ImportError as error:
        raise lack_package(str(error.name), "desk") from error
    project = open_project(options)
    project.work_folders()  # is it a site?
    token = secrets.token_urlsafe(24)
    app = make_app(project, token, language=getattr(options, "lang", ""))

    class Server(uvicorn.Server):
        """Tells its address when it listens: which port it is may be the system's choice."""

        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets)
            port = self.servers[0].sockets[0].getsockname()[1]
            address = f"http://{HOST}:{port}/{token}/"
            print(_("{address}  (Ctrl-C ends)", address=address), flush=True)
            if not options.no_browser:
                webbrowser.open(address)

    config = uvicorn.Config(
        app, HOST, options.port, log_level="critical", lifespan="off", server_header=False, timeout_keep_alive=60
    )
    try:
        Server(config).run()
    except SystemExit:
        raise SiteError(
            _("port {port} cannot be used", port=options.port), remedy=_("choose another with --port")
        ) from None
    return 0
