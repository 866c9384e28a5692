"""mkdocs.yml → what is made without MkDocs needs of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from build_tools.errors import SiteError


@dataclass(frozen=True)
class SiteConfig:
    """What a site's configuration says.

    Attributes:
        name: of the site.
        url: where it will stand, with a slash at its end; "" where it does not say.
        per_clause_json: each clause has a file of its own beside the file of its work.
        names_nav: every entry of the navigation has its title there, so that no page has to be read for another's.
        digest: stands for all that it says, and for the files of a theme of one's own.
    """

    name: str
    url: str = ""
    per_clause_json: bool = False
    names_nav: bool = False
    digest: str = ""


def read_site_config(path: Path) -> SiteConfig:
    """Return what a site's mkdocs.yml says.

    Raises:
        SiteError: it is missing, or MkDocs could not read it either.
    """
    try:
        with path.open("rb") as file:
            told = yaml_load(file)
        if not isinstance(told, dict):
            raise TypeError("it names no settings")
    except (OSError, TypeError, ConfigurationError) as error:
        raise SiteError(
            f"the configuration cannot be read: {error}",
            path=path,
            remedy="run this in the folder of a site; correct what is named here",
        ) from error
    url = str(told.get("site_url") or "")
    extra = told.get("extra") or {}
    return SiteConfig(
        str(told.get("site_name") or ""),
        url if not url or url.endswith("/") else f"{url}/",
        bool(isinstance(extra, dict) and extra.get("per_clause_json")),
        _names_all(told.get("nav")),
        _digest(told, path.parent),
    )


def _digest(told: dict[str, Any], root: Path) -> str:
    digest = hashlib.sha256(repr(told).encode())
    theme = told.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    folder = root / custom if isinstance(custom, str) else None
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _names_all(nav: Any) -> bool:
    """Whether every entry has a title; of no navigation, False: MkDocs takes the titles of all pages then."""
    if not isinstance(nav, list) or not nav:
        return False
    return all(
        isinstance(entry, dict) and all(isinstance(below, str) or _names_all(below) for below in entry.values())
        for entry in nav
    )
