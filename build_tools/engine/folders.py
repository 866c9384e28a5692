"""Where everything of a project lies."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.messages import _
from build_tools.model.file_names import ASIDE
from build_tools.publish.site_config import read_site_config


class _Place:
    """A path below a project's folder, as its attribute."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __get__(self, project: Project, kind: type[Project]) -> Path:
        return project.root / self.path


@dataclass(frozen=True)
class Project:
    """Paths of a project.

    Attributes:
        root: its folder.
        leaves_drafts: works whose manifest calls them drafts are left out, as if they were not there.
    """

    root: Path
    leaves_drafts: bool = field(default=False, kw_only=True)
    config = _Place("mkdocs.yml")
    """What is set for the site."""
    seeds = _Place("seeds")
    """Downloads and what is known of them, a folder a work."""
    bodies = _Place("seeds/bodies.toml")
    """The names of public bodies."""
    indicators = _Place("seeds/indicators.toml")
    """The indicators that are followed across plans."""
    glossary = _Place("seeds/glossary.toml")
    """The curated glossary."""
    outside = _Place("seeds/outside.toml")
    """What is known of works that plans cite and that are not here."""
    script = _Place("seeds/script.toml")
    """What is decided about converting between scripts."""
    docs = _Place("docs")
    """The pages, hand-written and generated."""
    plans = _Place("docs/plans")
    """The generated pages of the works."""
    home = _Place("docs/index.md")
    """The home page, which lists the works between two marks."""
    changes = _Place("docs/changes.md")
    """The page of changes, which lists the clauses that were corrected between two marks."""
    lock = _Place("anchors.lock")
    """The record of every published anchor."""
    held = _Place(".build/downloads.json")
    """Which bytes the works hold; may be deleted at any time."""
    written = _Place(".build/docs.json")
    """What was written into docs/ the last time; beside it stands what people had changed of it."""
    pdfs = _Place(".build/pdf")
    """The made PDFs, see `build_tools.publish.pdf_files.list_pdfs`."""
    site = _Place("site")
    """The built site, unless it goes elsewhere."""

    @property
    def cache(self) -> Path:
        """Results that may be deleted at any time."""
        return self.root / ".build" / "works"

    @property
    def prints_glossary(self) -> bool:
        """Whether PDFs explain the terms that they use."""
        return not self.config.is_file() or read_site_config(self.config).pdf_glossary

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """Names of the shared vocabularies that the glossary is laid over."""
        return read_site_config(self.config).vocabularies if self.config.is_file() else ()

    @property
    def language(self) -> str:
        """The language of the site, English where there is none yet."""
        return read_site_config(self.config).language if self.config.is_file() else "en"

    @property
    def build_command(self) -> str:
        """What builds the site: a new site has no Makefile, and is built by the installed program."""
        return "make site" if (self.root / "Makefile").is_file() else "plan-publisher build"

    def work_folders(self) -> list[Path]:
        """Return the works' folders by name.

        Raises:
            ManifestError: there is no work here, and no site either.
        """
        folders: list[Path] = []
        if os.path.lexists(self.seeds):
            with os.scandir(self.seeds) as found:
                names = sorted(one.name for one in found if one.is_dir() and not one.name.startswith(ASIDE))
            folders = [self.seeds / name for name in names]
        if not folders and not self.config.is_file():
            raise ManifestError(
                _("there are no works here"),
                path=self.seeds,
                remedy=_("run this in the folder of a site; `plan-publisher init FOLDER` writes one"),
            )
        return [folder for folder in folders if not is_draft(folder)] if self.leaves_drafts else folders

    def work_folder(self, work: str) -> Path:
        """Return the folder of a work that a person names.

        Raises:
            ManifestError: there is no such work.
        """
        found = next((folder for folder in self.work_folders() if folder.name == work), None)
        if found is None:
            raise ManifestError(
                _("there is no work of this name"), path=self.seeds / work, remedy=_("name one of the folders there")
            )
        return found


def is_draft(folder: Path) -> bool:
    """Whether a work's manifest calls it a draft; one that cannot be read does not, and is told where it is read."""
    try:
        return tomllib.loads((folder / "manifest.toml").read_text("utf-8")).get("draft") is True
    except (OSError, ValueError, RecursionError):
        return False
