"""Works that failed: what a built site says of them, and who refuses a site that lacks some.

Takes a directory that MkDocs has filled and what became of the works that failed; writes a line above the text of their
pages, takes out links that lead nowhere because of them, and keeps a list of them in the site itself.
"""

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from build_tools.errors import SiteError
from build_tools.messages import _
from build_tools.publish.links import check_links
from build_tools.publish.swap import MARKER

_ARTICLE_RE = re.compile(r"<article\b[^<>]*>")


def mark_editions(site: Path, failed: Mapping[str, str]) -> None:
    """Say on every page of the works that failed which edition it shows, and let no link lead to what is not there.

    Args:
        site: what MkDocs has made, in one script.
        failed: name of the work → SHA-256 of the download that its pages were made from, "" where that is not known.
    """
    for work, digest in failed.items():
        source = f"（底本 SHA-256：{escape(digest[:12])}）" if digest else ""
        note = f'<p class="editorial"><strong>本页显示的是上一版{source}：新版未能生成。</strong></p>'
        for path in sorted((site / "plans" / work).rglob("*.html")):
            page = path.read_text("utf-8")
            path.write_text(_ARTICLE_RE.sub(lambda match: match[0] + note, page, count=1), "utf-8", newline="\n")  # noqa: B023
    if failed:
        _free_links(site, failed)


def _free_links(site: Path, failed: Iterable[str]) -> None:
    """Take the addresses out of links from or to the works that failed which lead nowhere; their words stay."""
    names = "|".join(map(re.escape, failed))
    concerned = re.compile(rf"(?:^|/)plans/(?:{names})/|^(?:\./|\.\./)*(?:{names})/")
    for link in check_links(site):
        if concerned.search(link.page) or concerned.search(link.target):
            path = site / link.page
            page = path.read_text("utf-8")
            dead = re.compile(rf"(<a\b[^>]*?)\s+href=\"{re.escape(escape(link.target))}\"")
            path.write_text(dead.sub(r"\1", page), "utf-8", newline="\n")


def write_marker(site: Path, missing: Iterable[str], drafts: Iterable[str]) -> None:
    """Write the file that says who made the site, which works are not in it as they should be, and which are drafts."""
    told = {"made_by": "plan-publisher", "missing": sorted(missing), "drafts": sorted(drafts)}
    (site / MARKER).write_text(json.dumps(told) + "\n", "utf-8", newline="\n")


def refuse_missing(site: Path) -> None:
    """Raise SiteError where works are not in a built site as they should be."""
    if missing := _read_marker(site, "missing"):
        raise SiteError(
            _(
                "works are missing from the site or shown as they were before: {missing}",
                missing=", ".join(map(str, missing)),
            ),
            path=site,
            remedy=_("mend them (`plan-publisher check` tells what is wrong) and build again, or say --allow-missing"),
        )


def refuse_drafts(site: Path) -> None:
    """Raise SiteError where a built site holds drafts."""
    if drafts := _read_marker(site, "drafts"):
        raise SiteError(
            _("there are drafts in the site: {drafts}", drafts=", ".join(map(str, drafts))),
            path=site,
            remedy=_("build it with --no-drafts, or say --drafts to release them, too"),
        )


def _read_marker(site: Path, name: str) -> list[str]:
    try:
        found = json.loads((site / MARKER).read_text("utf-8"))[name]
    except (OSError, ValueError, KeyError):
        return []
    return found if isinstance(found, list) else []
