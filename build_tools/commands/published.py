"""The commands about what has been published: `accept`, `withdraw` and `changes`.

Arguments in, exit code out, as in `cli`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.commands.argument_types import add_flag, open_project
from build_tools.engine.terminal import say
from build_tools.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable


def add_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Make the parsers of these commands with `add`, which takes a name, what runs and a line of help."""
    accept = add("accept", _accept, _("record that published clauses read otherwise now, on purpose"))
    accept.add_argument("work", help=_("name of the work"))
    accept.add_argument("anchors", nargs="+", metavar="ANCHOR", help=_('as the lock has them: "s2-c3", "annex-1#s1"'))
    accept.add_argument("--reason", required=True, help=_("why that is right; it stands on the page of changes"))
    withdraw = add(
        "withdraw",
        _withdraw,
        _("take back a published work, or make it a draft again: its anchors are promised no more"),
    )
    withdraw.add_argument("work", help=_("name of the work"))
    changes = add("changes", _changes, _("list the clauses that read otherwise than in a commit, as Markdown"))
    changes.add_argument(
        "--against", default="HEAD", metavar="COMMIT", help=_("a commit, branch or tag (default: HEAD)")
    )
    changes.add_argument(
        "--releases",
        nargs=2,
        type=Path,
        metavar=("OLD", "NEW"),
        help=_("instead: two releases, or their clauses.jsonl"),
    )
    add_flag(changes, "--json", _("of two releases: data, not Markdown"))


def _accept(options: argparse.Namespace) -> int:
    from build_tools.commands.accepting import accept_changes

    for one in accept_changes(open_project(options), options.work, options.anchors, options.reason):
        print(f"{one.anchor}: {one.was!r} → {one.reads!r}")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    from build_tools.commands.accepting import withdraw_work

    project = open_project(options)
    count, command = withdraw_work(project, options.work), project.build_command
    told = _(
        "{work}: {count} anchors are promised no more; run `{command}`, and commit anchors.lock",
        work=options.work,
        count=count,
        command=command,
    )
    say(told)
    return 0


def _changes(options: argparse.Namespace) -> int:
    from build_tools.commands.changed_clauses import find_changed, render_changed

    if options.releases:
        from build_tools.commands.release_changes import compare_releases, read_release, render_changes
        from build_tools.model.json_text import write_json

        told = compare_releases(*map(read_release, options.releases))
        print(write_json(told) if options.json else render_changes(told), end="")
        return 0
    print(render_changed(find_changed(open_project(options).root, options.against)), end="")
    return 0
