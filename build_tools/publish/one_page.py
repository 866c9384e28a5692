"""MkDocs in this process, for one page at a time: what `serve --watch` shows without a build.

Takes the names of all files of docs/ once, and the text of a page when it is wanted; gives what MkDocs would write of
it (`site.PageMaker` has MkDocs make all of them). Nothing is read from docs/ or written anywhere. MkDocs keeps
its state in its own modules, so one thread uses this at a time.
"""

import logging
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from build_tools.errors import SiteError
from build_tools.messages import _

_SHOWN = (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)


class _Told(Files):
    """Files to which a navigation leads that names its pages: MkDocs would get ready thousands of others, too."""

    def documentation_pages(self, **_told: object) -> list[File]:
        """Return none: those that the navigation names are found by name."""
        return []


class OnePage:
    """MkDocs with the configuration and the files of a site.

    Args:
        config: its mkdocs.yml.
        names: of all files, below docs/.
        kept: a folder where compiled templates are kept, None for none.

    Raises:
        SiteError: MkDocs refuses the configuration.
    """

    def __init__(self, config: Path, names: Collection[str], kept: Path | None = None) -> None:
        # As in a build, dates come from here instead of the clock.
        os.environ["SOURCE_DATE_EPOCH"] = "0"
        try:
            with _listen():
                self._config = load_config(str(config))
                own = (self._config.docs_dir, self._config.site_dir, self._config.use_directory_urls)
                self._files = Files([File(name, *own) for name in sorted(names)])
                self._environment = self._config.theme.get_env()
                if kept is not None:
                    self._environment.bytecode_cache = FileSystemBytecodeCache(str(kept))
                # Files of the theme are not listed: a page that leads to one is told of, and made with all others.
                set_exclusions(self._files, self._config)
                is_told = self._config.nav is not None  # else it is made of all pages
                self._nav = get_navigation(_Told(self._files) if is_told else self._files, self._config)
                self._pages = self._files.documentation_pages()
        except MkDocsException as error:
            raise SiteError(
                _("MkDocs refuses the configuration: {error}", error=error),
                path=config,
                remedy=_("correct what it names"),
            ) from error

    def make(self, name: str, text: bytes) -> tuple[bytes, list[str]] | None:
        """Return what MkDocs makes of a file, and of what it warns, which a build refuses; None for what is excluded.

        Raises:
            SiteError: no page can be made of it.
        """
        file = self._files.get_file_from_path(name)
        if file is None or file.inclusion not in _SHOWN:
            return None
        if not file.is_documentation_page():
            return text, []
        page = file.page or Page(None, file, self._config)
        file.content_bytes = text
        try:
            with _listen() as warnings:
                page.read_source(self._config)
                page.render(self._config, self._files)
                page.active = True
                context = get_context(self._nav, self._pages, self._config, page)
                template = self._environment.get_template(str(page.meta.get("template", "main.html")))
                made = template.render(context)
        except Exception as error:  # extensions and templates may raise anything
            raise SiteError(_("MkDocs cannot make this page: {error}", error=error), path=Path("docs", name),
                            remedy=_("correct the page")) from error  # fmt: skip
        finally:
            page.active = False
        return made.encode("utf-8", "xmlcharrefreplace"), warnings


@contextmanager
def _listen() -> Iterator[list[str]]:
    """Yield a list that takes down the warnings of MkDocs, and keep them from the terminal."""
    told: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        yield told
    finally:
        logger.removeHandler(listener)
