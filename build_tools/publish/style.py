"""The style of a finished site: one sheet for each tree in place of the theme's and ours.

A browser shows nothing of a page before all its style sheets are there, and most of a theme's rules are for things that
this site does not have. The pages of both trees are read for what can be met (`style_use.py`) and the sheets joined
(`style_sheet.py`); the new one stands where the last of them stood.
"""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.publish.script_tree import TREE, write_text
from build_tools.publish.style_sheet import join_sheets
from build_tools.publish.style_use import collect_use

_LINK_RE = re.compile(r"(?<!\s)\s*<link rel=\"stylesheet\" href=\"(?P<path>[^\"]+)\">")
# The scripts and later style sheets are here; what else pages load is data (the search's index, the pop-ups' words).
_LOADED = "assets"


def write_style(site: Path) -> None:
    """Join the style sheets of a site whose pages are all there, and let each page name the one."""
    names = _LINK_RE.findall((site / "index.html").read_text("utf-8"))
    if not names:
        return
    pages = sorted(site.rglob("*.html"))
    trees = [site, *filter(Path.is_dir, [site / TREE])]
    use = collect_use(
        (page.read_text("utf-8") for page in pages),
        [path.read_text("utf-8") for tree in trees for path in sorted((tree / _LOADED).rglob("*.js"))],
    )
    sheets = [(name, (site / name).read_text("utf-8")) for name in names]
    later = [path for path in sorted((site / _LOADED).rglob("*.css")) if path.relative_to(site).as_posix() not in names]
    joined = join_sheets(sheets, names[-1], use, kept=[path.read_text("utf-8") for path in later])
    for tree in trees:
        for name in names:
            (tree / name).unlink()
            if name != names[-1] and not any((tree / name).parent.iterdir()):
                (tree / name).parent.rmdir()
        write_text(tree / names[-1], joined)
    joined_names = tuple(names[:-1])  # the last has the address of the new one
    for page in pages:
        text = page.read_text("utf-8")
        write_text(page, _LINK_RE.sub(lambda link: "" if link["path"].endswith(joined_names) else link[0], text))
