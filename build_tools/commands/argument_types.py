"""What a command line may say: options that several commands have, and what reads one argument each.

A reader raises ArgumentTypeError, which argparse tells with the name of the option.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.messages import _
from build_tools.model.web_address import is_web_address

if TYPE_CHECKING:
    from build_tools.engine.folders import Project


def open_project(options: argparse.Namespace) -> Project:
    """Return the project that a command is for."""
    from build_tools.engine.folders import Project

    return Project(options.project.resolve(), leaves_drafts=getattr(options, "no_drafts", False))


def add_flag(command: argparse.ArgumentParser, name: str, text: str) -> None:
    """Add an option that takes nothing."""
    command.add_argument(name, action="store_true", help=text)


def add_quiet(command: argparse.ArgumentParser) -> None:
    """Add `--quiet`."""
    add_flag(command, "--quiet", _("say nothing unless something is wrong"))


def read_words(text: str) -> str:
    """Read a title or a name."""
    if not (words := " ".join(text.split())):
        raise argparse.ArgumentTypeError(_("it is empty"))
    if not any(map(str.isalnum, words)):
        raise argparse.ArgumentTypeError(_("there are no words in it"))
    return words


def read_body(text: str) -> str:
    """Read the name of a body."""
    name = read_words(text)
    if set(name) & set("、，,；;"):
        raise argparse.ArgumentTypeError(_("{text!r} names several; give the option once for each", text=text))
    return name


def read_day(text: str) -> str:
    """Read a day, or the month where no more is known, in any form that documents have."""
    from build_tools.hanzi.numerals import read_date, read_month

    day = read_date(text) or read_month(text) or (read_date(f"{text}-01") or "")[: len("YYYY-MM")]
    if not day:
        raise argparse.ArgumentTypeError(
            _(
                "{text!r} is no day of a calendar; write 2021-09-06, 2021年9月6日, or the month: 2021-09",
                text=text,
            )
        )
    return day


def read_address(text: str) -> str:
    """Read the address of a page."""
    if not is_web_address(text) or "." not in text:
        raise argparse.ArgumentTypeError(_("{text!r} is no address of a page; write all of it: https://…", text=text))
    return text


def read_place(text: str) -> str:
    """Read the whole name of a place."""
    from build_tools.hanzi.places import parse_place

    if (place := parse_place(text)) is None:
        raise argparse.ArgumentTypeError(
            _("{text!r} is no place, or one of several; write its whole name: 上海市松江区, 安徽省, 全国", text=text)
        )
    return place.name


def read_ordinal(text: str) -> int:
    """Read the number of a record."""
    if not text.isdecimal() or not 0 < int(text) < 10**9:
        raise argparse.ArgumentTypeError(_("{text!r} is no number from 1 on", text=text))
    return int(text)


def read_path(text: str) -> Path:
    """Read the path of a file, there or not; a pipe by name would keep its reader waiting for ever."""
    path = Path(text)
    if Path(os.path.realpath(path)).is_fifo():
        raise argparse.ArgumentTypeError(
            _("this is {name}; texts are read from plain files only", name=_("a named pipe"))
        )
    return path


def read_port(text: str) -> int:
    """Read the number of a port; 0 takes any that is free."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(_("{text!r} is no number of a port; they go from 1 to 65535", text=text))
    return int(text)
