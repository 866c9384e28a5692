"""What a change of the texts does to published clauses: the pages as they are now beside those of a commit.

Takes the generated pages of docs/, which are committed; gives the clauses that read otherwise, are new or are gone,
as Markdown for whoever looks through a proposed change.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.engine.git import ask_git
from build_tools.errors import ManifestError
from build_tools.messages import _
from build_tools.model.anchor import Anchor
from build_tools.publish.docs import read_printed

_ID_RE = re.compile(r'<a id="([^"]+)" href="#\1"')
_NO_TEXT = frozenset({"record"})  # pages that tell of a work, and hold none of it
_SHOWN = 60  # characters of each text
_BEFORE = 10  # of them, how many stand before the first that differs
_LISTED = 20  # clauses of a page that are new, or gone; more are counted


@dataclass(frozen=True)
class ChangedClause:
    """A clause that reads otherwise.

    Attributes:
        work: its work.
        anchor: its anchor.
        was: its words in the commit, "" for a new one.
        reads: its words now, "" for one that is gone.
    """

    work: str
    anchor: Anchor
    was: str
    reads: str


def find_changed(root: Path, commit: str) -> list[ChangedClause]:
    """Return the clauses of a project that read otherwise than in a commit, by work and page, in the order of the text.

    Raises:
        ManifestError: git knows no such commit here.
    """
    if not ask_git(root, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"):
        raise ManifestError(
            _("git knows no commit {commit!r} here", commit=commit),
            path=root,
            remedy=_("name a branch, a tag or a commit: `changes --against main`"),
        )
    told = ask_git(root, "diff", "--relative", "--name-only", "-z", commit, "--", "docs/plans")
    told += ask_git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", "docs/plans")
    return [clause for name in sorted({*told.split("\0")}) for clause in _compare(root, commit, name)]


def _compare(root: Path, commit: str, name: str) -> Iterator[ChangedClause]:
    parts = Path(name).parts  # docs, plans, the work, the page
    page = Path(name).stem
    if len(parts) != 4 or not name.endswith(".md") or page in _NO_TEXT:
        return
    path = root / name
    before, now = ask_git(root, "show", f"{commit}:./{name}"), path.read_text("utf-8") if path.is_file() else ""
    was, reads = _read(before), _read(now)
    for anchor in (*reads, *(anchor for anchor in was if anchor not in reads)):
        if was.get(anchor, "") != reads.get(anchor, ""):
            place = Anchor("" if page == "index" else page, anchor)
            yield ChangedClause(parts[2], place, was.get(anchor, ""), reads.get(anchor, ""))


def _read(markdown: str) -> dict[str, str]:
    return {anchor: read_printed(markdown, anchor) for anchor in _ID_RE.findall(markdown)}


def render_changed(clauses: Iterable[ChangedClause]) -> str:
    """Return the clauses as a list in Markdown."""
    pages: dict[str, list[ChangedClause]] = {}
    for clause in clauses:
        pages.setdefault(f"{clause.work}/{clause.anchor.page}".rstrip("/"), []).append(clause)
    lines = ["## 有更改的条款", ""]
    for page, own in pages.items():
        lines += [f"### {page}", ""]
        lines += [_show(clause) for clause in own if clause.was and clause.reads]
        for name, some in (
            ("新增", [clause for clause in own if not clause.was]),
            ("删去", [clause for clause in own if not clause.reads]),
        ):
            lines += [_show(clause) for clause in some[:_LISTED]]
            lines += [f"- {name}另有{len(some) - _LISTED}条"] if len(some) > _LISTED else []
        lines.append("")
    return "\n".join(lines) if pages else "已公布的条款没有更改。\n"


def _show(clause: ChangedClause) -> str:
    anchor = f"- `{clause.anchor.id}`"
    if not clause.was or not clause.reads:
        return f"{anchor}{'删去' if clause.was else '新增'}：{_quote(clause.was or clause.reads, 0)}"
    was, reads = shorten_pair(clause.was, clause.reads)
    return f"{anchor}原作{was}，今作{reads}"


def shorten_pair(was: str, reads: str) -> tuple[str, str]:
    """Return two readings as Markdown quotes, each cut to the place where they differ; "" where there is none."""
    pairs = zip(was, reads, strict=False)
    same = next((at for at, (old, new) in enumerate(pairs) if old != new), min(len(was), len(reads)))
    return _quote(was, same if reads else 0) if was else "", _quote(reads, same if was else 0) if reads else ""


def _quote(text: str, at: int) -> str:
    start = max(at - _BEFORE, 0)
    shown = escape_signs(text[start : start + _SHOWN])
    return f"“{'…' if start else ''}{shown}{'…' if len(text) > start + _SHOWN else ''}”"


def escape_signs(text: str) -> str:
    """Return a text whose signs mean nothing in Markdown."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)
