"""A site of one's own: the folder that `init` writes, and the pages that the package supplies to every site.

A site is a folder: `mkdocs.yml`, `docs/` with its own pages, `seeds/`. All else comes with the package, so that a newer
one asks nobody to merge files. A supplied page says so in a line of its own; without that line it is the site's.
"""

import json
import re
from importlib import metadata
from pathlib import Path
from string import Template

from build_tools.errors import ManifestError
from build_tools.messages import _

MARK = "<!-- From plan-publisher. Delete this line to keep your own text here: the page is then left alone. -->"
"""Stands in every supplied page."""

_STARTER = Path(__file__).with_name("starter")
_FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "docs/index.md": "docs/index.md",
    "docs/changes.md": "docs/changes.md",
    ".gitignore": "gitignore",
    ".github/workflows/pages.yml": "github/pages.yml",
    "README.md": "README.md",
    "requirements.txt": "requirements.txt",
}
_THEME_RE = re.compile(r"^[ \t]{0,9}(?:theme|name):[ \t]{0,9}plan-publisher\b", re.MULTILINE)
_NAME_RE = re.compile(r"[^\x00-\x1f\x7f\u2028\u2029]{1,60}")
_URL_RE = re.compile(r"https?://[^\s\"'<>\\]{1,300}")


def supply_pages(root: Path) -> dict[str, str]:
    """Return the pages by name below docs/ that the package supplies to a site, those left out that are its own.

    Nothing for a folder whose mkdocs.yml names another theme: they are linked from the foot of ours.
    """
    config = root / "mkdocs.yml"
    if not config.is_file() or not _THEME_RE.search(config.read_text("utf-8", "replace")):
        return {}
    pages = {path.name: path.read_text("utf-8") for path in sorted((_STARTER / "pages").glob("*.md"))}
    return {
        name: text
        for name, text in pages.items()
        if not (path := root / "docs" / name).is_file() or MARK in path.read_text("utf-8", "replace")
    }


def start_site(folder: Path, name: str, url: str, version: str, language: str = "zh") -> list[Path]:
    """Write the folder of a new site; return its files.

    Args:
        folder: a new or empty one; what belongs to git may be there.
        name: of the site, as its pages show it.
        url: where it will stand, "" where nobody knows yet.
        version: of the package, which the site will be built with.
        language: of what is written for those who edit it: "zh" or "en".

    Raises:
        ManifestError: the folder holds something, or name or address cannot be used; nothing has been written.
    """
    if not _NAME_RE.fullmatch(name) or not name.strip():
        raise ManifestError(
            _("{name!r} is no name of a site", name=name), remedy=_("give --name one line of up to 60 characters")
        )
    if url and not _URL_RE.fullmatch(url):
        raise ManifestError(
            _("{url!r} is no address of a site", url=url), remedy=_('give --url like "https://example.org/plans/"')
        )
    if folder.exists() and (not folder.is_dir() or any(path.name != ".git" for path in folder.iterdir())):
        raise ManifestError(
            _("there is something here already, and a new site would mix with it"),
            path=folder,
            remedy=_("name a new or an empty folder"),
        )
    words = {"version": version, "package": _name_package(version), "url": url and url.rstrip("/") + "/"}
    written = []
    for file, source in _FILES.items():
        supplied = _STARTER / "files" / source
        translated = supplied.with_suffix(f".{language}{supplied.suffix}")
        text = (translated if translated.is_file() else supplied).read_text("utf-8")
        # A name is a string of YAML there, and words of Markdown elsewhere.
        shown = _quote_yaml(name) if file.endswith(".yml") else _escape_markdown(name)
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(text).substitute(words, name=shown), encoding="utf-8", newline="\n")
        written.append(path)
    (folder / "seeds").mkdir(exist_ok=True)
    return written


def _name_package(version: str) -> str:
    """Return the package as pip is asked for it: at the commit where it was installed from git, else by its version."""
    try:
        told = metadata.distribution("plan-publisher").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        told = None
    origin = json.loads(told or "{}")  # PEP 610
    commit = origin.get("vcs_info", {}).get("commit_id")
    return f"plan-publisher[pdf] @ git+{origin['url']}@{commit}" if commit else f"plan-publisher[pdf]=={version}"


def _quote_yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escape_markdown(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#&|!])", r"\\\1", text)
