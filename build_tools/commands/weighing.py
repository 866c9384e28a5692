"""What a site weighs, told after each build, and by a command that fails where the host would not take it."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from build_tools.commands.argument_types import add_flag, open_project
from build_tools.engine.folders import Project
from build_tools.engine.terminal import say
from build_tools.errors import SiteError
from build_tools.messages import _
from build_tools.publish.site_config import read_site_config
from build_tools.publish.weight import describe_weight, judge_weight, list_kinds, weigh_site


def add_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add `weigh`, which `make deploy` runs before it pushes."""
    weigh = add("weigh", _weigh, _("tell what the built site weighs; fail where its host would not take it"))
    add_flag(weigh, "--by-kind", _("list the kinds of files: how many, how heavy"))
    weigh.add_argument("--site-dir", type=Path, help=_("the built site (default: site/)"))


def tell_weight(project: Project, site: Path, known: Mapping[str, int] | None = None, *, quiet: bool) -> int:
    """Print what a site weighs; return the exit code of a site, where it is more than its host takes.

    Args:
        project: its folders.
        site: the site.
        known: what is known of its files (`weigh_site`).
        quiet: say nothing unless it is too heavy.
    """
    config = read_site_config(project.config)
    weight = weigh_site(site, known)
    if not quiet:
        say(describe_weight(weight, config))
    judged = judge_weight(weight, config)
    for told, is_beyond in judged:
        say(_("too heavy: {told}", told=told) if is_beyond else _("warning: {message}", message=told))
    return SiteError.exit_code if any(is_beyond for _, is_beyond in judged) else 0


def _weigh(options: argparse.Namespace) -> int:
    project = open_project(options)
    site = options.site_dir or project.site
    if options.by_kind:
        for kind, files, size in list_kinds(site):
            print(f"{size:>14,} {files:>9,}  {kind}")
    return tell_weight(project, site, quiet=False)
