"""Runs MkDocs and puts the site it makes in the place of the last one.

Takes a project directory with an mkdocs.yml, gives a directory of static files. The same project gives the
same bytes: no clock gets into the output. A build that fails or is killed leaves the last good site.

MkDocs runs as a process of its own, not through its Python API: it keeps state in the logging and warnings
modules and in the environment, which belongs to the command that calls us; its messages can be shown on
failure as it wrote them; and starting it costs what starting it by hand costs (0.15 s).
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from build_tools.errors import SiteError
from build_tools.messages import _
from build_tools.model.report import Diagnostic
from build_tools.publish.assembly import Assembly, ClashError
from build_tools.publish.heading_ids import TITLE_ID
from build_tools.publish.links import BrokenLink, find_broken
from build_tools.publish.missing import write_marker
from build_tools.publish.script_tree import TREE
from build_tools.publish.site_config import read_site_config
from build_tools.publish.swap import MARKER, Workshop, open_workshop

_LASTMOD_RE = re.compile(r"(?<!\s)\s*<lastmod>[^<]*</lastmod>")
# A page of a work, in what MkDocs says and in the names of built pages.
_PAGE_RE = re.compile(r"(?<![\w/-])(?:hant/)?plans/([a-z0-9]+(?:-[a-z0-9]+)*)/")
_ROUTINE_RE = re.compile(r"(INFO|DEBUG) +- ")

_WARNING_RE = re.compile(r"WARNING +- ")
# What it says of that is untrue here: nothing else is left out, and the folder is empty but for what we put there.
_OF_DIRTY_RE = re.compile(r"'dirty' build|links within your site|stale files")
_DIRTY = "'dirty' build"  # in the warning that MkDocs gives of every build of some pages
# Of Material the theme takes icons and words, and MkDocs copies all that it has; no page loads these.
_UNUSED = ("assets/javascripts", "assets/stylesheets")

_SHOWN_LINES = 30  # of MkDocs' messages or of broken links; more would scroll the first away

PACKAGE_PARENT = Path(__file__).resolve().parents[2]


def build_site(
    project_dir: Path,
    site_dir: Path,
    *,
    fill: Callable[[Assembly, PageMaker], None],
    quiet: bool,
    on_stage: Callable[[str], None] = lambda _stage: None,
    missing: Iterable[str] = (),
    drafts: Iterable[str] = (),
    remembered: tuple[str, Iterable[tuple[str, Diagnostic]]] = ("", ()),
) -> None:
    """Build the site of a project and swap it in whole.

    Args:
        project_dir: holds mkdocs.yml and the pages.
        site_dir: where the site goes. It is built in `.build/` beside it. Replaced as a whole.
        fill: puts the site together, from what MkDocs makes and what is made without it.
        quiet: do not pass MkDocs' messages on to standard error.
        on_stage: told "building", "built", "checked", "swapping" (only where the system cannot exchange two
            directories in one step) and "swapped" when each is reached.
        missing: works that are not in the site as they should be; the site keeps a list of them. MkDocs' warnings are
            fatal where there are none: pages made before may lead to places that are not there without these works.
        drafts: works in it that are drafts; the site keeps a list of them, too.
        remembered: of the site, when it is in place (`Assembly.remember`).

    Raises:
        SiteError: MkDocs failed, the built site has broken links or no home page, or `site_dir` holds
            something else than a site. The last site is then untouched.
    """
    site_dir = site_dir.resolve()
    config = project_dir.resolve() / "mkdocs.yml"
    if not read_site_config(config).name:
        raise SiteError(
            _("the site has no name"), path=config, remedy=_("write a line `site_name: …`; all else may be left out")
        )
    _refuse_other_content(site_dir, config.parent)
    missing = tuple(missing)
    with open_workshop(site_dir) as workshop:
        on_stage("building")
        assembly = Assembly(workshop.staging, site_dir)
        maker = PageMaker(config, workshop, is_strict=not missing, is_quiet=quiet)
        try:
            fill(assembly, maker)
        except ClashError:
            if not assembly.has_leftovers:
                raise
            shutil.rmtree(workshop.staging)
            workshop.staging.mkdir()
            assembly = Assembly(workshop.staging, site_dir)
            fill(assembly, maker)
        assembly.clear_leftovers()
        on_stage("built")
        _refuse_broken(assembly, config.parent)
        write_marker(workshop.staging, missing, drafts)
        on_stage("checked")
        workshop.swap_in(on_stage, spares=assembly.is_like_last)
        if not assembly.is_like_last:
            workshop.spare_folders(TREE)
        assembly.remember(*remembered)


def _refuse_other_content(site_dir: Path, project_dir: Path) -> None:
    """Raise SiteError where replacing `site_dir` would delete something that no build has made."""
    holds_project = project_dir.is_relative_to(site_dir)
    is_site = not site_dir.exists() or (site_dir / MARKER).is_file()
    if holds_project or not (is_site or (site_dir.is_dir() and not any(site_dir.iterdir()))):
        raise SiteError(
            _("this is no built site, and building would replace all of it"),
            remedy=_("name a new or empty directory for the site, or delete this one yourself"),
            path=site_dir,
        )


@dataclass(frozen=True)
class PageMaker:
    """Has MkDocs make the pages of a project.

    Attributes:
        config: its mkdocs.yml.
        workshop: where the site is built.
        is_strict: MkDocs' warnings are fatal, too.
        is_quiet: its messages are not passed on.
    """

    config: Path
    workshop: Workshop
    is_strict: bool
    is_quiet: bool

    def make(self, unneeded: Iterable[str] = (), name: str = "all") -> Path:
        """Return the folder in which MkDocs has made the site.

        Where something is not needed, what stands in its place says to MkDocs that it has been made already; that is
        taken away again. Then MkDocs reads and makes the other pages alone.

        Args:
            unneeded: paths in the site of pages that are as they were, or are made elsewhere.
            name: of the folder; what a process that was killed has left in it goes.
        """
        folder = self.workshop.raw / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        places = [f"{folder}/{name}" for name in unneeded]
        for place in places:  # a `Path` for each of thousands costs more than what is done
            os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
            os.close(os.open(place, os.O_CREAT))
        _run_mkdocs(self, folder, is_partial=bool(places))
        for place in places:
            os.unlink(place)  # noqa: PTH108
        _remove_unused(folder)
        # Of no list of plugins MkDocs takes its search; what stands in search/ is ours.
        (folder / "search" / "search_index.json").unlink(missing_ok=True)
        sitemap = folder / "sitemap.xml"
        if sitemap.is_file():
            # MkDocs gives each page the day of the build, which says nothing of it.
            sitemap.write_text(_LASTMOD_RE.sub("", sitemap.read_text("utf-8")), encoding="utf-8", newline="\n")
        # Nothing links to it, and its bytes depend on the machine's zlib.
        (folder / "sitemap.xml.gz").unlink(missing_ok=True)
        return folder


def _run_mkdocs(maker: PageMaker, folder: Path, *, is_partial: bool) -> None:
    """Have MkDocs make the pages; what it says of them is told once: here, or as what they were refused for."""
    output: list[str] = []

    def pass_on(lines: Iterable[str]) -> None:
        if not maker.is_quiet:
            sys.stderr.writelines(f"{line}\n" for line in lines if not (is_partial and _OF_DIRTY_RE.search(line)))

    with _open_mkdocs(maker, folder, is_partial=is_partial) as process:
        try:
            for line in process.stdout or ():
                output.append(line.rstrip())
                if _ROUTINE_RE.match(line):
                    pass_on(output[-1:])
        except BaseException:
            process.kill()
            raise
    told = [line for line in output if line and not _ROUTINE_RE.match(line)]
    warnings = [line for line in output if _WARNING_RE.match(line) and _DIRTY not in line]
    if process.returncode or (is_partial and maker.is_strict and warnings):
        for code in (errno.ENOSPC, errno.EDQUOT):
            if any(os.strerror(code) in line for line in told):
                raise OSError(code, os.strerror(code), str(folder))
        told = [line for line in told if _DIRTY not in line]
        pass_on(told[:-_SHOWN_LINES])
        failure = SiteError(
            "\n  ".join([_("MkDocs refused the pages"), *told[-_SHOWN_LINES:]]),
            remedy=_("correct what MkDocs names; a site that was built before is still in place"),
            path=maker.config,
        )
        failure.works = _name_works(_PAGE_RE.findall("\n".join(told)))
        raise failure
    pass_on(told)


def _open_mkdocs(maker: PageMaker, folder: Path, *, is_partial: bool) -> subprocess.Popen[str]:
    config, workshop = maker.config, maker.workshop
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(folder)]
    # In a build of some pages MkDocs warns of that very thing, and --strict would make it fatal.
    command += ["--dirty"] if is_partial else ["--strict"] if maker.is_strict else []
    settings = {
        # Dates and the order of sets come from here instead of the clock and chance.
        "SOURCE_DATE_EPOCH": "0",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        # mkdocs.yml names an extension of ours.
        "PYTHONPATH": os.pathsep.join(filter(None, [str(PACKAGE_PARENT), os.environ.get("PYTHONPATH")])),
        # What MkDocs' plugins and libraries keep in a temporary directory stays in ours; /tmp is anyone's to write.
        "TMPDIR": str(workshop.temporary),
        # Material prints a page of advice about MkDocs 2; the versions are pinned here.
        "NO_MKDOCS_2_WARNING": "true",
    }
    return subprocess.Popen(  # noqa: S603 - a fixed command, no shell, paths as arguments
        command,
        cwd=config.parent,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        # If this process is killed, MkDocs goes on for a moment; the lock tells the next build to wait.
        pass_fds=(workshop.lock_fd,) if os.name == "posix" else (),
    )


def _remove_unused(folder: Path) -> None:
    """Take away Material's scripts and style sheets; files of the site's own stay, whatever their folder."""
    material = Path(str(files("material"))) / "templates"
    for path in (path for name in _UNUSED for path in (material / name).rglob("*.*")):
        twin = folder / path.relative_to(material)
        twin.unlink(missing_ok=True)
        with suppress(OSError):  # something else is in it
            os.removedirs(twin.parent)


def _refuse_broken(assembly: Assembly, project_dir: Path) -> None:
    if "index.html" not in assembly.digests:
        raise SiteError(_("the site has no home page"), remedy=_("write docs/index.md"))
    broken = find_broken(assembly.folder, assembly.digests, assembly.scans, assembly.find_sound())
    if broken:
        lines = list(dict.fromkeys(_tell_broken(link, project_dir) for link in broken[:_SHOWN_LINES]))
        more = [_("… and {count} more", count=len(broken) - _SHOWN_LINES)] if len(broken) > _SHOWN_LINES else []
        failure = SiteError(
            "\n  ".join([_("the built site has {count} broken references", count=len(broken)), *lines, *more]),
            remedy=_("correct the pages or the theme; a site that was built before is still in place"),
        )
        works = [_PAGE_RE.search(link.page) for link in broken]
        failure.works = _name_works(match[1] for match in works if match) if all(works) else ()
        raise failure


def _tell_broken(link: BrokenLink, project_dir: Path) -> str:
    """Return the line that tells a broken reference; of a second title, which is none, the file that has it."""
    address = link.page.removeprefix("hant/").removesuffix("index.html")
    sources = (f"docs/{address.rstrip('/')}.md", f"docs/{address}index.md")
    source = next((name for name in sources if (project_dir / name).is_file()), "")
    if source and link.target == f"#{TITLE_ID}":
        return _("{source}: more than one heading `# …`; write all but the first as `## …`", source=source)
    return f"{link.page}: {link.target} ({link.reason})"


def _name_works(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
