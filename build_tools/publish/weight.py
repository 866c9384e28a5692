"""A built site → what it weighs, beside what the host that it is for takes.

Sizes are in MB of 1,000,000 bytes, as hosts count them.
"""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import splitext

from build_tools.errors import SiteError
from build_tools.messages import _
from build_tools.publish.assembly import list_files
from build_tools.publish.site_config import SiteConfig
from build_tools.publish.swap import MARKER

_MEGABYTE = 1_000_000
_NEAR = 0.8  # of a limit: from here on a person is told
_SHOWN = 4  # of the heaviest parts
_OF_WORKS = frozenset({"index", "clauses", "tree", "akn", "data", "cards"})  # files that every work has


@dataclass(frozen=True)
class Weight:
    """What a site weighs.

    Attributes:
        size: in bytes.
        files: how many there are.
        parts: name of each folder or file at the site's root, that of the second tree with the name below it → bytes,
            the heaviest first.
        largest: path of the largest file.
        largest_size: its bytes.
    """

    size: int
    files: int
    parts: tuple[tuple[str, int], ...]
    largest: str
    largest_size: int


def weigh_site(site: Path, known: Mapping[str, int] | None = None) -> Weight:
    """Weigh a built site.

    Args:
        site: its folder.
        known: path → bytes of each of its files but the mark of who made it, where that is known.

    Raises:
        SiteError: there is none.
    """
    sizes = {**known, MARKER: (site / MARKER).stat().st_size} if known else _list_sizes(site)
    parts: Counter[str] = Counter()
    for name, size in sizes.items():
        first, _slash, rest = name.partition("/")
        parts[f"{first}/{rest.partition('/')[0]}" if first == "hant" else first] += size
    largest = max(sizes, key=lambda name: (sizes[name], name))
    return Weight(sum(sizes.values()), len(sizes), tuple(parts.most_common()), largest, sizes[largest])


def _list_sizes(site: Path) -> dict[str, int]:
    if not (site / MARKER).is_file():
        raise SiteError(_("there is no site to weigh"), path=site, remedy=_("run `plan-publisher build` first"))
    return {name: os.lstat(f"{site}/{name}").st_size for name in list_files(site)}


def list_kinds(site: Path) -> list[tuple[str, int, int]]:
    """Return the kinds of files of a built site, the heaviest first: their path, how many they are, bytes.

    What stands for the names of works, annexes, terms, bodies is a `*` in a path.

    Raises:
        SiteError: there is no site.
    """
    files: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for name, size in _list_sizes(site).items():
        kind = _name_kind(name)
        files[kind] += 1
        sizes[kind] += size
    return [(kind, files[kind], size) for kind, size in sizes.most_common()]


def _name_kind(name: str) -> str:
    tree = "hant/" if name.startswith("hant/") else ""
    parts = name.removeprefix(tree).split("/")
    if len(parts) == 1:
        return name
    stem, ending = splitext(parts[-1])
    last = parts[-1] if stem in _OF_WORKS and parts[0] == "plans" and len(parts) > 2 else f"*{ending}"
    return f"{tree}{parts[0]}/{'*/' * (len(parts) - 2)}{last}"


def describe_weight(weight: Weight, config: SiteConfig) -> str:
    """Return one line for people."""
    host = config.host
    share = weight.size / (host.site_mb * _MEGABYTE)
    return _(
        "the site weighs {size} in {files:,} files, {share:.0%} of what {host} takes; its largest file is"
        " {largest}, {largest_size}",
        size=_show(weight.size),
        files=weight.files,
        share=share,
        host=host.name,
        largest=weight.largest,
        largest_size=_show(weight.largest_size),
    )


def judge_weight(weight: Weight, config: SiteConfig) -> list[tuple[str, bool]]:
    """Return (what to tell, whether it is beyond the limit) for each limit of the host that is reached or near."""
    host = config.host
    found = []
    if (share := weight.size / (host.site_mb * _MEGABYTE)) >= _NEAR:
        heaviest = ", ".join(f"{name} {_show(size)}" for name, size in weight.parts[:_SHOWN])
        remedies = [_("build without --pdf and hand the PDFs out as `plan-publisher release` packs them")]
        if config.per_clause_json:
            remedies.insert(0, _("set `per_clause_json: false` under `extra` in mkdocs.yml"))
        told = _(
            "the site has {share:.0%} of the {site_mb:,} MB that {host} takes (heaviest: {heaviest})",
            share=share,
            site_mb=host.site_mb,
            host=host.name,
            heaviest=heaviest,
        )
        remedy = _("{remedies}; or name a larger host under `extra: host:`", remedies="; ".join(remedies))
        found.append((_("{told}\n  remedy: {remedy}", told=told, remedy=remedy), share > 1))
    if (share := weight.largest_size / (host.file_mb * _MEGABYTE)) >= _NEAR:
        told = _(
            "{largest} has {share:.0%} of the {file_mb:,} MB that {host} takes of one file",
            largest=weight.largest,
            share=share,
            file_mb=host.file_mb,
            host=host.name,
        )
        remedy = _(
            "let the workflow deploy an artifact, which has no such limit, or name another host under `extra: host:`"
        )
        found.append((_("{told}\n  remedy: {remedy}", told=told, remedy=remedy), share > 1))
    return found


def _show(size: int) -> str:
    return f"{size / _MEGABYTE:,.1f} MB"
