"""`mcp`: a library as a server of the Model Context Protocol, over standard input and output or local HTTP.

The one door to the protocol's official kit, which is an extra. The server reads, and writes nothing; over HTTP it
listens on this machine alone, and answers nobody who comes under another host's name or from another site's page.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any

from build_tools import __version__
from build_tools.commands.argument_types import open_project, read_port
from build_tools.engine.folders import Project
from build_tools.engine.terminal import say
from build_tools.errors import lack_package
from build_tools.messages import _

if TYPE_CHECKING:
    from mcp.server import MCPServer

    from build_tools.commands.answering import Answer, Answers

HOST = "127.0.0.1"
_INSTRUCTIONS = """\
A library of Chinese government plans (规划、行动计划) in which every clause has an anchor that never changes. Search,
read clauses with what stands around them, verify quotations, list targets and the bodies that answer for them. Cite
each statement with `citation` and `url`. `hash` tells whether a clause has changed since; a `status` of "draft" means
that text and anchors may still change. """
_TOOLS = {
    "list_works": "List the plans, newest first; query: words of title, document number or issuers.",
    "get_work": "What is known of one plan, by its name or title: facts, annexes, headings with their anchors.",
    "search": "Find clauses that have all words of the query (simplified or traditional; words parted by blanks).",
    "get_clause": (
        "Read one clause by its anchor (s2-c3-p8, annex-1#s2) or as it is cited (二（三）8), with what stands below and"
        " around it (context: 0 to 5 clauses), bodies, targets, references."
    ),
    "verify_quotation": (
        "Tell whether a quotation stands in a plan word for word (verbatim, differs, absent), where, and what differs;"
        " cited: 《title》二（三）8, from where it is said to be."
    ),
    "list_targets": (
        "List numbers that plans set (kind: target) or report (achieved), by words of the indicator, plan, year, unit."
    ),
    "list_bodies": (
        "List public bodies and the clauses they answer for; role: lead, support, participant, guidance, responsible."
    ),
}


def make_server(answers: Answers, name: str) -> MCPServer[Any]:
    """Return the server of a library.

    Raises:
        PublisherError: the kit is not installed.
    """
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError:
        raise lack_package("mcp", "mcp") from None
    from build_tools.commands.answering import DATA

    told = f"{_INSTRUCTIONS}{DATA}\n"
    server: MCPServer[Any] = MCPServer(
        "plan-publisher", title=name, instructions=told, version=__version__, log_level="ERROR"
    )
    harmless = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
    lock = Lock()

    def take_turns(tool: Callable[..., Answer]) -> Callable[..., Answer]:
        """Let one tool work at a time: what is kept of works is read through one connection."""

        @wraps(tool)
        def take_turn(*arguments: Any, **named: Any) -> Answer:
            with lock:
                try:
                    return tool(*arguments, **named)
                except ValueError as error:  # tells who asks what to do
                    raise ToolError(str(error)) from error

        return take_turn

    for tool, use in _TOOLS.items():
        server.add_tool(take_turns(getattr(answers, tool)), tool, description=use, annotations=harmless)
    return server


def open_answers(project: Project) -> Answers:
    """Return the answers of a project as it is now."""
    from build_tools.commands.answering import Answers
    from build_tools.engine.library import Library
    from build_tools.engine.project import convert_project
    from build_tools.publish.site_config import read_site_config

    config = read_site_config(project.config)
    return Answers(Library(project, convert_project(project), config, project.cache))


def add_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `mcp`."""
    command = add("mcp", _run, _("answer programs that ask for clauses (Model Context Protocol)"))
    told = _("over HTTP at this port of this machine, not over standard input and output")
    command.add_argument("--http", type=read_port, metavar="PORT", help=told)


def _run(options: argparse.Namespace) -> int:
    answers = open_answers(open_project(options))
    server = make_server(answers, answers.library.config.name)
    if options.http is None:
        server.run("stdio")
        return 0
    say(_("listening at {address}", address=f"http://{HOST}:{options.http}/mcp"))
    server.run("streamable-http", host=HOST, port=options.http, transport_security=guard(options.http))
    return 0


def guard(port: int) -> Any:
    """Return what a request over HTTP must be: to this machine by its own name, from a page of its own or from none."""
    from mcp.server.transport_security import TransportSecuritySettings

    names = [f"{HOST}:{port}", f"localhost:{port}"]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=names,
        allowed_origins=[f"http://{name}" for name in names],
    )
