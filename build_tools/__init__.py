"""Republishes Chinese government plans as an anchored, searchable and provably faithful static site.

Data flows one way; each room is one stage of it and imports only the foundation (`errors`, `messages`, `model`,
`hanzi`):

    source: bytes → Witness         clean: Witness → Lines        parse: Lines → Divisions
    edition: Divisions → Edition    annotate: Edition → Notes     render: → Markdown, JSON
    publish: files on disk

`build_tools.pipeline` is the only module that knows all rooms. What others may build on stands here:

    plan = build_tools.read_plan("plan.html")
    plan.outline["title"], plan.find("s2-c3"), plan.cite("s2-c3"), plan.resolve("二（三）")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from build_tools.errors import PublisherError as PublisherError
    from build_tools.plan import Plan as Plan
    from build_tools.plan import read_plan as read_plan

__version__ = "0.1.0"
__all__ = ["Plan", "PublisherError", "__version__", "read_plan"]


def __getattr__(name: str) -> object:
    # Every module of the package comes through here, so the converter is loaded when it is asked for.
    if name == "PublisherError":
        from build_tools import errors

        return errors.PublisherError
    if name in ("Plan", "read_plan"):
        from build_tools import plan

        return getattr(plan, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
