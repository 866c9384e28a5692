"""mkdocs.yml → what is made without MkDocs needs of it."""

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from mkdocs.exceptions import ConfigurationError
from mkdocs.utils import markdown_extensions
from mkdocs.utils.yaml import yaml_load

from build_tools.errors import SiteError, tell_refusal
from build_tools.messages import LANGUAGES, _

_SEAL = "#a8392b"
"""The red of a seal, which a site has that names no other colour."""

_PANEL, _READABLE = "#f5f2ea", 4.5  # the darker of the two papers
PAGE_ENDINGS = markdown_extensions  # of the files that MkDocs makes pages of

# Extensions that make a page from its own text alone.
_PURE = frozenset({
    "abbr", "admonition", "attr_list", "build_tools.publish.heading_ids", "codehilite", "def_list", "extra",
    "fenced_code", "footnotes", "md_in_html", "meta", "nl2br", "pymdownx.details", "pymdownx.highlight",
    "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "sane_lists", "smarty", "tables", "toc",
})  # fmt: skip


_FIXED = {"docs_dir": "docs", "site_dir": "site", "use_directory_urls": True}
"""Settings of MkDocs that have one value here: works, citations and the lock know pages as folders of docs/."""
_RELEASE_FROM_MB = 10  # about a hundred works, whose offline copy is near what a push to GitHub takes of one file
_RELEASE_FORMS_FROM_MB = 40  # about four hundred works, which with all their forms are half of what GitHub Pages takes


@dataclass(frozen=True)
class Host:
    """What the host that a site is for takes, in MB of 1,000,000 bytes; at first, what GitHub Pages does.

    Attributes:
        name: for people.
        site_mb: of a whole site.
        file_mb: of one file, where the site is pushed to a branch (100 MiB).
    """

    name: str = "GitHub Pages"
    site_mb: int = 1000
    file_mb: int = 104


@dataclass(frozen=True)
class SiteConfig:
    """What a site's configuration says.

    Attributes:
        name: of the site.
        url: where it will stand, with a slash at its end; "" where it does not say.
        per_clause_json: each clause has a file of its own beside the file of its work.
        full_data: data files stand in both trees, and the file of a work's clauses leaves nothing out.
        pdf_glossary: PDFs explain the terms that they use at their end.
        markdown_pages: each page of a work is there as Markdown for machines, too.
        description: of the site, "" where it says none.
        colour: that marks what can be pointed at, #rrggbb.
        vocabularies: names of the shared ones that its glossary is laid over.
        release_from_mb: what the works' clauses may weigh as data before what is made from all of them is left to
            releases.
        release_forms_from_mb: the same of each work's books and further forms of its data.
        releases: address of the files of the last release, with a slash at its end; "" where it is not known.
        host: where the site is to stand.
        language: of the comments that are written for those who edit it, "zh" or "en".
        names_nav: every entry of the navigation has its title there, so that no page has to be read for another's.
        digest: stands for all that it says, and for the files of a theme of one's own.
        templates: files of the site that MkDocs makes of the theme alone.
        reads_more: it names code (hooks, plugins, extensions) of which nobody knows what else a page is made from.
    """

    name: str
    url: str = ""
    per_clause_json: bool = False
    description: str = ""
    colour: str = _SEAL
    vocabularies: tuple[str, ...] = ()
    release_from_mb: int = _RELEASE_FROM_MB
    release_forms_from_mb: int = _RELEASE_FORMS_FROM_MB
    releases: str = ""
    host: Host = Host()
    language: str = "en"
    names_nav: bool = False
    digest: str = ""
    reads_more: bool = False
    full_data: bool = False
    markdown_pages: bool = True
    pdf_glossary: bool = True
    templates: tuple[str, ...] = ()


def read_site_config(path: Path) -> SiteConfig:
    """Return what a site's mkdocs.yml says.

    Raises:
        SiteError: it is missing, or MkDocs could not read it either.
    """
    try:
        told = _load(path)
        if not isinstance(told, dict):
            raise TypeError(_("it names no settings"))
    except FileNotFoundError:
        remedy = _("run this in the folder of a site; `plan-publisher init FOLDER` writes one")
        raise SiteError(_("there is no mkdocs.yml"), path=path, remedy=remedy) from None
    except (OSError, TypeError, ConfigurationError, RecursionError) as error:
        what: object = error
        if isinstance(error, OSError):
            what = tell_refusal(error)[0]
        elif isinstance(error, RecursionError):
            what = _("its settings are nested too deeply")
        raise SiteError(
            _("the configuration cannot be read: {error}", error=what),
            path=path,
            remedy=_("run this in the folder of a site; correct what is named here"),
        ) from error
    _refuse_moved(told, path)
    url = _read_url(told.get("site_url") or "", path)
    extra = told.get("extra")
    extra = extra if isinstance(extra, dict) else {}
    return SiteConfig(
        name=str(told.get("site_name") or ""),
        url=url,
        per_clause_json=bool(extra.get("per_clause_json")),
        description=str(told.get("site_description") or ""),
        colour=_read_colour(extra.get("colour") or _SEAL, path),
        vocabularies=_read_names(extra.get("vocabularies") or [], path),
        release_from_mb=_read_size(extra, "release_from_mb", _RELEASE_FROM_MB, path),
        release_forms_from_mb=_read_size(extra, "release_forms_from_mb", _RELEASE_FORMS_FROM_MB, path),
        releases=_name_releases(str(told.get("repo_url") or "")),
        host=_read_host(extra.get("host") or {}, path),
        language=_read_language(extra.get("language") or "en", path),
        names_nav=_names_all(told.get("nav")),
        digest=_digest(told, path.parent),
        reads_more=_reads_more(told),
        full_data=bool(extra.get("full_data")),
        markdown_pages=extra.get("markdown_pages") is not False,
        pdf_glossary=extra.get("pdf_glossary") is not False,
        templates=_list_templates(told.get("theme")),
    )


def _refuse_moved(told: dict[str, Any], path: Path) -> None:
    """Raise SiteError where a setting of MkDocs says that something lies elsewhere than where it is put."""
    for name, fixed in _FIXED.items():
        value = told.get(name, fixed)
        if (value.removeprefix("./").rstrip("/") if isinstance(value, str) else value) != fixed:
            raise SiteError(
                _("{name} = {value!r} cannot be used", name=name, value=value),
                path=path,
                remedy=_(
                    "write `{name}: {fixed}`; `build --site-dir FOLDER` puts the site elsewhere",
                    name=name,
                    fixed=str(fixed).lower(),
                ),
            )


def _read_url(told: Any, path: Path) -> str:
    """Return the address of a site, with a slash at its end, or "": every page's own is written behind it."""
    url = told.strip() if isinstance(told, str) else "…"
    if not re.fullmatch(r"(?:https?://[^\s?#\"'<>\\]+)?", url):
        raise SiteError(
            _("{name} = {value!r} cannot be used", name="site_url", value=told),
            path=path,
            remedy=_('write the address of the site\'s first page, without ? and #: "https://example.org/plans/"'),
        )
    return url if not url or url.endswith("/") else f"{url}/"


def _load(path: Path) -> Any:
    with path.open("rb") as file:
        data = file.read()
        if b"INHERIT" not in data:  # which names another file beside it
            with suppress(ConfigurationError):
                return _parse(data, tuple(os.environ.items()))
        file.seek(0)
        return yaml_load(file)  # and tells the file's name where it refuses it


@lru_cache(2)  # a build asks a dozen times; nobody changes what it is told
def _parse(data: bytes, _environment: tuple[tuple[str, str], ...]) -> Any:
    return yaml_load(BytesIO(data))


@cache
def _list_own_templates() -> tuple[str, ...]:
    ours = Path(__file__).parent / "theme" / "mkdocs_theme.yml"
    return ("404.html", *yaml_load(ours.read_text("utf-8"))["static_templates"])


def _list_templates(theme: Any) -> tuple[str, ...]:
    told = theme if isinstance(theme, dict) else {"name": theme}
    listed = told.get("static_templates")
    listed = listed if isinstance(listed, list) else []
    if told.get("name") == "plan-publisher":
        listed = [*listed, *_list_own_templates()]
    return tuple(sorted({"sitemap.xml", *map(str, listed)}))


def _read_language(told: Any, path: Path) -> str:
    language = str(told).replace("_", "-").partition("-")[0]
    if language not in LANGUAGES:
        raise SiteError(
            _("{name} = {value!r} cannot be used", name="extra: language", value=told),
            path=path,
            remedy=_("write `language: zh` or `language: en`"),
        )
    return language


def _read_colour(told: Any, path: Path) -> str:
    """Return a colour on which and in which words can be read: 4.5 : 1 against paper (WCAG 2.2, 1.4.3)."""
    remedy = _('write `colour: "#a8392b"`, or another deep colour')
    if not isinstance(told, str) or not re.fullmatch("#[0-9a-fA-F]{6}", told):
        raise SiteError(_("`extra: colour:` is no colour: {told!r}", told=told), path=path, remedy=remedy)
    if (contrast := (_shine(_PANEL) + 0.05) / (_shine(told) + 0.05)) < _READABLE:
        raise SiteError(
            _(
                "`extra: colour:` {told} is too light for words: {contrast:.1f} : 1 against paper, {readable} is"
                " needed",
                told=told,
                contrast=contrast,
                readable=_READABLE,
            ),
            path=path,
            remedy=remedy,
        )
    return told


def _shine(colour: str) -> float:
    """Return the relative luminance of #rrggbb, 0 to 1 (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _read_names(told: Any, path: Path) -> tuple[str, ...]:
    if not isinstance(told, list) or not all(isinstance(name, str) for name in told):
        raise SiteError(
            _("`extra: vocabularies:` is no list of names: {told!r}", told=told),
            path=path,
            remedy=_("write `vocabularies: [general-policy, economy]`"),
        )
    return tuple(dict.fromkeys(told))


def _read_size(extra: dict[str, Any], name: str, usual: int, path: Path) -> int:
    """Return the size that a setting below `extra:` names."""
    told = extra.get(name, usual)
    if type(told) is not int or told < 0:
        raise SiteError(
            _("`extra: {name}:` cannot be used: {told!r}", name=name, told=told),
            path=path,
            remedy=_("write a whole number of MB, 0 to leave them to releases always"),
        )
    return told


def _name_releases(repository: str) -> str:
    """Return where a repository on GitHub has the files of its last release, "" for another."""
    is_known = re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+/?", repository)
    return f"{repository.rstrip('/')}/releases/latest/download/" if is_known else ""


def _read_host(told: Any, path: Path) -> Host:
    """Return what `extra: host:` says; what it leaves out is as GitHub Pages has it."""
    is_known = isinstance(told, dict) and told.keys() <= {"name", "site_mb", "file_mb"}
    sizes = [told[name] for name in ("site_mb", "file_mb") if name in told] if is_known else []
    if not is_known or not all(type(size) is int and size > 0 for size in sizes):
        raise SiteError(
            _("`extra: host:` cannot be used: {told!r}", told=told),
            path=path,
            remedy=_("write `host: {name: my host, site_mb: 1000, file_mb: 104}`, sizes as whole numbers of MB"),
        )
    return Host(**told | {"name": str(told.get("name", Host.name))})


def _digest(told: dict[str, Any], root: Path) -> str:
    digest = hashlib.sha256(repr(told).encode())
    theme = told.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    folder = root / custom if isinstance(custom, str) else None
    for path in sorted(folder.rglob("*")) if folder else ():
        if folder and path.is_file():
            digest.update(os.fsencode(path.relative_to(folder)) + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _reads_more(told: dict[str, Any]) -> bool:
    extensions = told.get("markdown_extensions") or []
    names = [name for one in extensions for name in (one if isinstance(one, dict) else [one])]
    # Of no list of plugins MkDocs takes its search, which reads every page.
    return bool(told.get("hooks") or told.get("plugins") != []) or not all(
        isinstance(name, str) and name.removeprefix("markdown.extensions.") in _PURE for name in names
    )


def _names_all(nav: Any) -> bool:
    """Whether every entry has a title; of no navigation, False: MkDocs takes the titles of all pages then."""
    if not isinstance(nav, list) or not nav:
        return False
    return all(
        isinstance(entry, dict) and all(isinstance(below, str) or _names_all(below) for below in entry.values())
        for entry in nav
    )
