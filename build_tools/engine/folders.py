"""Where everything of a project lies."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.errors import ManifestError
from build_tools.messages import _
from build_tools.publish.site_config import read_site_config

ASIDE = ".adding-"
"""Begins the name of a folder that is being filled; one that a killed `add` has left is deleted by the next."""


@dataclass(frozen=True)
class Project:
    """Paths of a project.

    Attributes:
        root: its folder.
        leaves_drafts: works whose manifest calls them drafts are left out, as if they were not there.
    """

    root: Path
    leaves_drafts: bool = field(default=False, kw_only=True)

    @property
    def seeds(self) -> Path:
        """Downloads and what is known of them, a folder a work."""
        return self.root / "seeds"

    @property
    def bodies(self) -> Path:
        """The names of public bodies."""
        return self.seeds / "bodies.toml"

    @property
    def indicators(self) -> Path:
        """The indicators that are followed across plans."""
        return self.seeds / "indicators.toml"

    @property
    def glossary(self) -> Path:
        """The curated glossary."""
        return self.seeds / "glossary.toml"

    @property
    def prints_glossary(self) -> bool:
        """Whether PDFs explain the terms that they use."""
        config = self.root / "mkdocs.yml"
        return not config.is_file() or read_site_config(config).pdf_glossary

    @property
    def vocabularies(self) -> tuple[str, ...]:
        """Names of the shared vocabularies that the glossary is laid over."""
        config = self.root / "mkdocs.yml"
        return read_site_config(config).vocabularies if config.is_file() else ()

    @property
    def outside(self) -> Path:
        """What is known of works that plans cite and that are not here."""
        return self.seeds / "outside.toml"

    @property
    def docs(self) -> Path:
        """The pages, hand-written and generated."""
        return self.root / "docs"

    @property
    def script(self) -> Path:
        """What is decided about converting between scripts."""
        return self.seeds / "script.toml"

    @property
    def plans(self) -> Path:
        """The generated pages of the works."""
        return self.docs / "plans"

    @property
    def home(self) -> Path:
        """The home page, which lists the works between two marks."""
        return self.root / "docs" / "index.md"

    @property
    def changes(self) -> Path:
        """The page of changes, which lists the clauses that were corrected between two marks."""
        return self.docs / "changes.md"

    @property
    def lock(self) -> Path:
        """The record of every published anchor."""
        return self.root / "anchors.lock"

    @property
    def cache(self) -> Path:
        """Results that may be deleted at any time."""
        return self.root / ".build" / "works"

    @property
    def held(self) -> Path:
        """Which bytes the works hold; may be deleted at any time."""
        return self.root / ".build" / "downloads.json"

    @property
    def written(self) -> Path:
        """What was written into docs/ the last time; beside it stands what people had changed of it."""
        return self.root / ".build" / "docs.json"

    @property
    def pdfs(self) -> Path:
        """The made PDFs, see `build_tools.publish.pdf_files.list_pdfs`."""
        return self.root / ".build" / "pdf"

    @property
    def build_command(self) -> str:
        """What builds the site: a new site has no Makefile, and is built by the installed program."""
        return "make site" if (self.root / "Makefile").is_file() else "plan-publisher build"

    def work_folders(self) -> list[Path]:
        """Return the works' folders by name.

        Raises:
            ManifestError: there is no work here, and no site either.
        """
        found = self.seeds.iterdir() if os.path.lexists(self.seeds) else ()
        folders = sorted(path for path in found if path.is_dir() and not path.name.startswith(ASIDE))
        if not folders and not (self.root / "mkdocs.yml").is_file():
            raise ManifestError(
                _("there are no works here"),
                path=self.seeds,
                remedy=_("run this in the folder of a site; `plan-publisher init FOLDER` writes one"),
            )
        return [folder for folder in folders if not is_draft(folder)] if self.leaves_drafts else folders


def is_draft(folder: Path) -> bool:
    """Whether a work's manifest calls it a draft; one that cannot be read does not, and is told where it is read."""
    try:
        return tomllib.loads((folder / "manifest.toml").read_text("utf-8")).get("draft") is True
    except (OSError, ValueError):
        return False
